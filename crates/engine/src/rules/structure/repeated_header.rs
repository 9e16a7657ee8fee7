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
    says: &["This row repeats the column names."],
    todo: "Let the row be left out; it holds no user.",
    fix: Some(FixNote { safety: Safety::Safe, does: "Leave the row out" }),
    source: "Our inference",
    examples: kept(&[Example {
        before: "User ID/Email (Required),Extension\r\nanna@example.com,1234\r\nUser ID/Email (Required),Extension\r\nbo@example.com,2345\r\n",
        after: Some("User ID/Email (Required),Extension\r\nanna@example.com,1234\r\nbo@example.com,2345\r\n"),
        baseline: None,
        options: "",
    }]),
    check: Check::Record(check),
};

fn check(shape: &Shape<'_>) -> Option<Finding> {
    let columns = &shape.sheet.columns;
    let stands_in = |column: &Column| {
        let value = shape.value(column.index);
        // A file whose header is corrected may hold the right one further below.
        value.trim() == column.header.trim() || value.trim() == column.name.trim()
    };
    let is_same = shape.fields.len() == columns.len() && columns.iter().all(stands_in);
    (is_same && shape.blanks == 0).then(|| {
        Finding::new()
            .value("")
            .safe(Act::Drop)
            .proven(Evidence::reading(say!("Every value in the row is the name of its column.")))
    })
}
