//! S102 `stray-quote`: a quotation mark inside a value that is not in quotes.

use crate::evidence::Evidence;
use crate::row::Shape;
use crate::rule::{Act, Check, Choice, Example, Finding, FixNote, Rule, Safety, Severity, kept};
use crate::scan::Form;
use crate::text::cut;
use crate::whole_row::{quoted_reading, whole_row};
use crate::words::say;

pub(crate) static RULE: Rule = Rule {
    code: "S102",
    name: "stray-quote",
    severity: Severity::Blocker,
    summary: "A quotation mark stands where none may stand",
    why: "A value with a quotation mark has to be in quotes itself, with the mark doubled. Otherwise the importer \
          refuses the file or splits the row in the wrong place.",
    says: &[
        "A quotation mark stands where none may stand, in “{shown}”.",
        "The whole row stands in one pair of quotation marks, as a single value.",
    ],
    todo: "Compare the row with your spreadsheet.",
    fix: Some(FixNote { safety: Safety::Safe, does: "Write the value in quotes, its own quotation marks doubled" }),
    source: "Seen in older Control Hub clients; RFC 4180",
    examples: kept(&[
        Example {
            before: "User ID/Email (Required),Title\r\nanna@example.com,19\" rack expert\r\n",
            after: Some("User ID/Email (Required),Title\r\nanna@example.com,\"19\"\" rack expert\"\r\n"),
            baseline: None,
            options: "",
        },
        Example {
            before: "User ID/Email (Required),Title\r\n\"anna@example.com,\"\"Agent, senior\"\"\"\r\n",
            after: Some("User ID/Email (Required),Title\r\nanna@example.com,\"Agent, senior\"\r\n"),
            baseline: None,
            options: "",
        },
        Example {
            before: "User ID/Email (Required),Title,Department\r\nanna@example.com, \"Agent, senior\",Support\r\n",
            after: Some("User ID/Email (Required),Title,Department\r\nanna@example.com,\"Agent, senior\",Support\r\n"),
            baseline: None,
            options: "",
        },
    ]),
    check: Check::Record(check),
};

/// Characters of a value that a sentence shows: the finding shows the value itself beside it.
const SHOWN: usize = 60;

fn check(shape: &Shape<'_>) -> Option<Finding> {
    if shape.record.swallow.is_some() {
        return None;
    }
    if let Some(values) = whole_row(shape) {
        let finding = Finding::new().says(1).safe(Act::ReplaceRecord(values)).proven(only_reading());
        return Some(finding.does(say!("Read the row without the quotation marks around it")));
    }
    let text = &shape.sheet.text[shape.record.range()];
    let index = shape.fields.iter().position(|field| matches!(field.form, Form::BareQuote | Form::Stray))?;
    let shown = String::from_utf8_lossy(&shape.sheet.text[shape.fields[index].range()]).into_owned();
    let finding = Finding::new()
        .at(index.min(shape.sheet.columns.len().saturating_sub(1)))
        .arg("shown", cut(&shown, SHOWN))
        .value(shown.as_str());
    let Ok(text) = std::str::from_utf8(text) else { return Some(finding) };
    let separator = char::from(shape.sheet.dialect.separator);
    let columns = shape.sheet.columns.len();
    let mut readings: Vec<Vec<String>> = Vec::new();
    let split = text.split(separator).take(columns + 1).map(str::to_owned).collect();
    for reading in quoted_reading(text, separator, columns).into_iter().chain([split]) {
        if reading.len() == columns && !readings.contains(&reading) {
            readings.push(reading);
        }
    }
    if let Some(reading) = unescaped(text, separator, columns) {
        return Some(finding.ask(Act::ReplaceRecord(reading)));
    }
    let act = |reading: &[String]| Act::ReplaceRecord(reading.to_vec());
    Some(match readings.as_slice() {
        [] => finding,
        [only] => finding.safe(act(only)).proven(only_reading()),
        [quoted, bare, ..] => {
            let does = |reading: &[String]| {
                let value = cut(reading.get(index).map_or("", String::as_str), SHOWN);
                say!("Read it as {value}", value = value)
            };
            let choices =
                vec![Choice::new("quotes", does(quoted), act(quoted)), Choice::new("letters", does(bare), act(bare))];
            finding.choices(Safety::Ask, choices)
        }
    })
}

/// The values where a program wrote `\"` for a quotation mark, as far as no backslash can be the last sign of a value.
fn unescaped(text: &str, separator: char, columns: usize) -> Option<Vec<String>> {
    let escape = r#"\""#;
    let is_last = |(at, _): (usize, &str)| {
        let after = text[at + escape.len()..].trim_start_matches(' ');
        after.is_empty() || after.starts_with(separator)
    };
    if !text.contains(escape) || text.match_indices(escape).any(is_last) {
        return None;
    }
    let reading = quoted_reading(&text.replace(escape, "\"\""), separator, columns);
    reading.filter(|reading| reading.len() == columns)
}

pub(super) fn only_reading() -> Evidence {
    Evidence::reading(say!("Only this reading gives the row as many values as there are columns."))
}
