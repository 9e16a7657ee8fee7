//! S108 `repeated-header`: the column names once more among the users.

use crate::evidence::Evidence;
use crate::row::Shape;
use crate::rule::{Act, Check, Example, Finding, FixNote, Rule, Safety, Severity, kept};
use crate::sheet::Column;
use crate::words::say;

pub(crate) static RULE: Rule = Rule {
    code: "S108",
    name: "repeated-header",
    severity: Severity::Blocker,
    summary: "The column names stand once more among the users",
    why: "This happens when several exports are pasted below each other. The importer takes the row for a user whose \
          address is “User ID/Email (Required)” and refuses it.",
    says: &[
        "This row repeats the column names.",
        "This row names other columns than the header, or in another order: the rows below it are read wrongly.",
    ],
    todo: "Let the row be left out; it holds no user. If it differs from the header, first put the columns below it in the \
           order of the header.",
    fix: Some(FixNote { safety: Safety::Safe, does: "Leave the row out" }),
    source: "Our inference",
    examples: kept(&[
        Example {
            before: "User ID/Email (Required),Extension\r\nanna@example.com,1234\r\nUser ID/Email (Required),Extension\r\nbo@example.com,2345\r\n",
            after: Some("User ID/Email (Required),Extension\r\nanna@example.com,1234\r\nbo@example.com,2345\r\n"),
            baseline: None,
            options: "",
        },
        Example {
            before: "User ID/Email (Required),Title,Department\r\nanna@example.com,Agent,Sales\r\n\
                     User ID/Email (Required),Department,Title\r\nbo@example.com,Sales,Agent\r\n",
            after: None,
            baseline: None,
            options: "",
        },
    ]),
    check: Check::Record(check),
};

fn check(shape: &Shape<'_>) -> Option<Finding> {
    if shape.blanks > 0 {
        return None;
    }
    let columns = &shape.sheet.columns;
    let stands_in = |column: &Column| {
        let value = shape.value(column.index);
        // A file whose header is corrected may hold the right one further below.
        value.trim() == column.header.trim() || value.trim() == column.name.trim()
    };
    let is_whole = shape.fields.len() == columns.len() && columns.iter().all(stands_in);
    if !is_whole && !shape.names_columns() {
        return None;
    }
    // A table without the last columns is read as it is meant.
    let filled =
        (0..shape.fields.len()).rposition(|index| !shape.value(index).trim().is_empty()).map_or(0, |last| last + 1);
    if is_whole || columns.get(..filled).is_some_and(|columns| columns.iter().all(stands_in)) {
        let evidence = Evidence::reading(say!("Every value in the row is the name of its column."));
        return Some(Finding::new().value("").safe(Act::Drop).proven(evidence));
    }
    Some(Finding::new().value("").says(1))
}
