//! S104 `long-record`: more cells than columns.

use crate::booleans;
use crate::evidence::Evidence;
use crate::plain::is_iso_time;
use crate::profile::Class;
use crate::row::{MOST_EXTRA, Shape};
use crate::rule::{Act, Check, Example, Finding, FixNote, Rule, Safety, Severity, kept};
use crate::sheet::Column;
use crate::text::digits_and_marks;
use crate::words::say;

pub(crate) static RULE: Rule = Rule {
    code: "S104",
    name: "long-record",
    severity: Severity::Blocker,
    summary: "A row has more values than there are columns",
    why: "Often a value with a comma is not in quotes: the importer splits it, and all values after it stand in the \
          wrong columns. Values beyond the last column are dropped.",
    says: &[
        "The row has more values ({cells}) than the header has columns ({columns}).",
        "The row has more values ({cells}) than the header has columns ({columns}): “{joined}” was probably one value.",
        "The row has a blank value beyond the last column.",
        "The row has {extra} blank values beyond the last column.",
    ],
    todo: "Find the value that was split at a comma and put it in quotes, or delete what is too much.",
    fix: Some(FixNote { safety: Safety::Safe, does: "Leave out the blank values at the end" }),
    source: "Seen in older Control Hub clients: values beyond the last column are ignored",
    examples: kept(&[
        Example {
            before: "User ID/Email (Required),Location,Extension\r\nanna@example.com,Main street, 1,1234\r\n",
            after: Some("User ID/Email (Required),Location,Extension\r\nanna@example.com,\"Main street, 1\",1234\r\n"),
            baseline: None,
            options: "",
        },
        Example {
            before: "User ID/Email (Required),Extension\r\nanna@example.com,1234,,\r\n",
            after: Some("User ID/Email (Required),Extension\r\nanna@example.com,1234\r\n"),
            baseline: None,
            options: "",
        },
    ]),
    check: Check::Record(check),
};

fn check(shape: &Shape<'_>) -> Option<Finding> {
    let (cells, columns) = (shape.fields.len(), shape.sheet.columns.len());
    if shape.blanks > 0 || cells <= columns || shape.names_columns() {
        return None;
    }
    let extra = cells - columns;
    let finding = Finding::new().arg("cells", cells).arg("columns", columns).arg("extra", extra);
    let is_blank = (columns..cells).all(|index| shape.value(index).trim().is_empty());
    let can_be_split = shape.record.swallow.is_none() && extra <= MOST_EXTRA;
    // Where the last columns are blank, a split value leaves nothing but blank ones behind them.
    let joined = if can_be_split { joined(shape, extra, is_blank) } else { None };
    let Some((at, joined)) = joined else {
        let finding = if is_blank {
            let evidence = Evidence::reading(say!("The values beyond the last column are blank."));
            let finding = finding.says(2 + usize::from(extra > 1)).severity(Severity::Note);
            finding.safe(Act::Resize).proven(evidence)
        } else {
            finding
        };
        // An open quote comes first: it decides where the values end.
        return Some(finding).filter(|_| is_blank || shape.record.swallow.is_none());
    };
    let finding = finding.says(1).at(at).arg("joined", &joined[at]).value(&joined[at]);
    Some(finding.ask(Act::ReplaceRecord(joined)).does(say!("Join the split value and put it in quotes")))
}

/// The values with the only join that makes them fit, and its column. `if_shifted`: only if values stand behind it, and
/// not all of them can stand where they do now.
fn joined(shape: &Shape<'_>, extra: usize, if_shifted: bool) -> Option<(usize, Vec<String>)> {
    let stands_wrong = |column: &Column| !fits(column.class, shape.value(column.index).trim());
    if if_shifted && !shape.sheet.columns.iter().any(stands_wrong) {
        return None;
    }
    let separator = char::from(shape.sheet.dialect.separator).to_string();
    let mut values: Vec<String> = (0..shape.fields.len()).map(|index| shape.value(index).into_owned()).collect();
    let [at] = fitting(shape, &values, extra)[..] else { return None };
    if if_shifted && values[at + extra + 1..].iter().all(|value| value.trim().is_empty()) {
        return None;
    }
    let value = values[at..=at + extra].join(&separator);
    values.splice(at..=at + extra, [value]);
    Some((at, values))
}

/// The first columns (two at most) in which the joined value leaves every other value in a column where it could stand.
fn fitting(shape: &Shape<'_>, values: &[String], extra: usize) -> Vec<usize> {
    let columns = &shape.sheet.columns;
    let fits = |column: &Column, value: usize| fits(column.class, values[value].trim());
    // Before the joined value all stand where they stood, after it all stand that much further on.
    let before = columns.iter().take_while(|column| fits(column, column.index)).count();
    let after = columns.iter().rev().take_while(|column| fits(column, column.index + extra)).count();
    let places = columns.len().saturating_sub(after + 1)..=before;
    places
        .filter(|at| columns.get(*at).is_some_and(|column| matches!(column.class, Class::Text | Class::Name)))
        .take(2)
        .collect()
}

/// Whether a value could stand in a column.
fn fits(class: Class, value: &str) -> bool {
    value.is_empty()
        || match class {
            Class::Text | Class::Name => true,
            Class::Address => value.contains('@'),
            Class::Number => value.starts_with('+') || digits_and_marks(value).is_some_and(|digits| digits.len() >= 6),
            Class::Extension => value.bytes().all(|byte| byte.is_ascii_digit()),
            Class::Flag => matches!(value, "TRUE" | "FALSE") || booleans::meaning(value).is_some(),
            Class::Date => is_iso_time(value.as_bytes()),
            Class::ReadOnly => !value.contains('@'),
        }
}
