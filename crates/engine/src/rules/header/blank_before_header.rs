//! H212 `blank-before-header`: blank lines above the column names.

use crate::evidence::Evidence;
use crate::rule::{Act, Check, Example, Finding, FixNote, Rule, Safety, Severity, kept};
use crate::sheet::Sheet;
use crate::words::say;

pub(crate) static RULE: Rule = Rule {
    code: "H212",
    name: "blank-before-header",
    severity: Severity::Blocker,
    summary: "Blank lines stand above the column names",
    why: "Control Hub expects the column names in the first line and refuses the file (“Missing required headers”).",
    says: &[
        "A blank line stands above the column names, which are on line {header}.",
        "{count} blank lines stand above the column names, which are on line {header}.",
    ],
    todo: "Let them be left out; they hold nothing.",
    fix: Some(FixNote { safety: Safety::Safe, does: "Leave the blank lines above the column names out" }),
    source: "Seen in older Control Hub clients: “Missing required headers”",
    examples: kept(&[Example {
        before: "\r\n,\r\nUser ID/Email (Required),Extension\r\nanna@example.com,1234\r\n",
        after: Some("User ID/Email (Required),Extension\r\nanna@example.com,1234\r\n"),
        baseline: None,
        options: "",
    }]),
    check: Check::Sheet(check),
};

fn check(sheet: &Sheet<'_>) -> Option<Finding> {
    let (above, header) = (sheet.above, sheet.header?);
    let does = match above.count {
        0 => return None,
        1 => say!("Leave the blank line above the column names out"),
        count => say!("Leave the {count} blank lines above the column names out", count = count),
    };
    let mut finding = Finding::new()
        .says(usize::from(above.count > 1))
        .arg("count", above.count)
        .arg("header", header.line)
        .safe(Act::Drop)
        .does(does)
        .proven(Evidence::reading(say!("The lines hold no value.")));
    finding.line = Some(above.line);
    finding.count = above.count;
    Some(finding)
}
