//! S107 `no-final-line-end`: the last line is not ended.

use crate::dialect::is_ended;
use crate::evidence::Evidence;
use crate::rule::{Act, Check, Example, Finding, FixNote, Rule, Safety, Severity, kept};
use crate::sheet::Sheet;
use crate::source::Opened;
use crate::words::say;

pub(crate) static RULE: Rule = Rule {
    code: "S107",
    name: "no-final-line-end",
    severity: Severity::Blocker,
    summary: "The last line is not ended",
    why: "Where the file has only one column, the importer loses the last user; elsewhere it reads the line all the same.",
    says: &[
        "The last line is not ended.",
        "The last line is not ended, and the file has one column: its last user would be lost.",
    ],
    todo: "Let it be ended; no value changes.",
    fix: Some(FixNote { safety: Safety::Safe, does: "End the last line" }),
    source: "Seen in older Control Hub clients",
    examples: kept(&[Example {
        before: "User ID/Email (Required)\r\nanna@example.com",
        after: Some("User ID/Email (Required)\r\nanna@example.com\r\n"),
        baseline: None,
        options: "",
    }]),
    check: Check::File(check),
};

fn check(opened: &Opened<'_>) -> Option<Finding> {
    if opened.text.is_empty() || is_ended(&opened.text) {
        return None;
    }
    let has_one_column = Sheet::new(&opened.text, opened.dialect, opened.encoding).columns.len() == 1;
    let severity = if has_one_column { Severity::Blocker } else { Severity::Note };
    Some(
        Finding::new()
            .says(usize::from(has_one_column))
            .severity(severity)
            .safe(Act::Form)
            .proven(Evidence::reading(say!("Line ends are no part of any value."))),
    )
}
