//! S103 `short-record`: fewer cells than columns.

use crate::evidence::Evidence;
use crate::row::Shape;
use crate::rule::{Act, Check, Example, Finding, FixNote, Rule, Safety, Severity, kept};
use crate::words::say;

pub(crate) static RULE: Rule = Rule {
    code: "S103",
    name: "short-record",
    severity: Severity::Note,
    summary: "A row has fewer values than there are columns",
    why: "The importer takes the missing values for blank ones, and blank changes nothing.",
    says: &["The row has fewer values ({cells}) than the header has columns ({columns})."],
    todo: "If a value in the middle is missing, the values after it stand in the wrong columns: have a look.",
    fix: Some(FixNote { safety: Safety::Safe, does: "Add blank values at the end" }),
    source: "Seen in older Control Hub clients",
    examples: kept(&[Example {
        before: "User ID/Email (Required),Title,Department\r\nanna@example.com,Agent\r\n",
        after: Some("User ID/Email (Required),Title,Department\r\nanna@example.com,Agent,\r\n"),
        baseline: None,
        options: "",
    }]),
    check: Check::Record(check),
};

fn check(shape: &Shape<'_>) -> Option<Finding> {
    let (cells, columns) = (shape.fields.len(), shape.sheet.columns.len());
    if shape.blanks > 0 || cells >= columns {
        return None;
    }
    Some(
        Finding::new()
            .arg("cells", cells)
            .arg("columns", columns)
            .safe(Act::Resize)
            .proven(Evidence::reading(say!("A missing value at the end reads as a blank one."))),
    )
}
