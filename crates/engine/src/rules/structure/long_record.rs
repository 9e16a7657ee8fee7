//! S104 `long-record`: more cells than columns.

use crate::booleans;
use crate::evidence::Evidence;
use crate::plain::is_iso_time;
use crate::profile::Class;
use crate::row::{MOST_EXTRA, Shape};
use crate::rule::{Act, Check, Example, Finding, FixNote, Rule, Safety, Severity};
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
    examples: &[
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
    ],
    check: Check::Record(check),
};

fn check(shape: &Shape<'_>) -> Option<Finding> {
    let (cells, columns) = (shape.fields.len(), shape.sheet.columns.len());
    if shape.blanks > 0 || cells <= columns {
        return None;
    }
    let extra = cells - columns;
    let finding = Finding::new().arg("cells", cells).arg("columns", columns).arg("extra", extra);
    if (columns..cells).all(|index| shape.value(index).trim().is_empty()) {
        return Some(
            finding
                .says(2 + usize::from(extra > 1))
                .severity(Severity::Note)
                .safe(Act::Resize)
                .proven(Evidence::reading(say!("The values beyond the last column are blank."))),
        );
    }
    if shape.record.swallow.is_some() {
        return None; // an open quote comes first: it decides where the values end
    }
    if extra > MOST_EXTRA {
        return Some(finding);
    }
    let separator = char::from(shape.sheet.dialect.separator).to_string();
    let values: Vec<String> = (0..cells).map(|index| shape.value(index).into_owned()).collect();
    let mut joins = fitting(shape, &values, extra).into_iter();
    let (Some(at), None) = (joins.next(), joins.next()) else { return Some(finding) };
    let mut joined = values;
    let value = joined[at..=at + extra].join(&separator);
    joined.splice(at..=at + extra, [value]);
    Some(
        finding
            .says(1)
            .at(at)
            .arg("joined", &joined[at])
            .value(&joined[at])
            .ask(Act::ReplaceRecord(joined))
            .does(say!("Join the split value and put it in quotes")),
    )
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
