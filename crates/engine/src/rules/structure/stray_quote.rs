//! S102 `stray-quote`: a quotation mark inside a value that is not in quotes.

use crate::evidence::Evidence;
use crate::row::Shape;
use crate::rule::{Act, Check, Choice, Example, Finding, FixNote, Rule, Safety, Severity, kept};
use crate::scan::Form;
use crate::text::cut;
use crate::words::say;

pub(crate) static RULE: Rule = Rule {
    code: "S102",
    name: "stray-quote",
    severity: Severity::Blocker,
    summary: "A quotation mark stands where none may stand",
    why: "A value with a quotation mark has to be in quotes itself, with the mark doubled. Otherwise the importer \
          refuses the file or splits the row in the wrong place.",
    says: &["A quotation mark stands where none may stand, in “{shown}”."],
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
    let act = |reading: &[String]| Act::ReplaceRecord(reading.to_vec());
    Some(match readings.as_slice() {
        [] => finding,
        [only] => finding
            .safe(act(only))
            .proven(Evidence::reading(say!("Only this reading gives the row as many values as there are columns."))),
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

/// Quotes open a value, blanks before them do not count, and only a quote
/// before a separator closes it. No reading once there are more values than `most`.
fn quoted_reading(text: &str, separator: char, most: usize) -> Option<Vec<String>> {
    let mut values = Vec::new();
    let mut rest = text;
    let mut may_close = true; // once a search has met the end, none after it finds more
    while values.len() < most {
        let opened = rest.trim_start_matches(' ').strip_prefix('"').filter(|_| may_close);
        let closed = opened.and_then(|inside| {
            let end = inside.match_indices('"').find(|(at, _)| {
                let after = inside[at + 1..].trim_start_matches(' ');
                after.is_empty() || after.starts_with(separator)
            });
            may_close = end.is_some();
            let (end, _) = end?;
            Some((inside[..end].replace("\"\"", "\""), inside[end + 1..].trim_start_matches(' ')))
        });
        let (value, after) = closed.unwrap_or_else(|| {
            let end = rest.find(separator).unwrap_or(rest.len());
            (rest[..end].to_owned(), &rest[end..])
        });
        values.push(value);
        match after.strip_prefix(separator) {
            Some(next) => rest = next,
            None => return Some(values),
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::quoted_reading;

    #[test]
    fn readings() {
        for (text, values) in [
            ("a,b", vec!["a", "b"]),
            ("a, \"b,c\",d", vec!["a", "b,c", "d"]),
            ("\"Big \"Al\" Smith\",x", vec!["Big \"Al\" Smith", "x"]),
            ("5\" pipe,x", vec!["5\" pipe", "x"]),
            ("\"a\"b,c", vec!["\"a\"b", "c"]),
            ("", vec![""]),
        ] {
            assert_eq!(quoted_reading(text, ',', 9), Some(values.into_iter().map(str::to_owned).collect()), "{text}");
        }
        assert_eq!(quoted_reading("a,b,c", ',', 2), None);
    }
}
