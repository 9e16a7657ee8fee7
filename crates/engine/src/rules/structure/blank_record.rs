//! S105 `blank-record`: a blank line, or nothing but separators.

use crate::evidence::Evidence;
use crate::row::Shape;
use crate::rule::{Act, Check, Example, Finding, FixNote, Rule, Safety, Severity, kept};
use crate::words::say;

pub(crate) static RULE: Rule = Rule {
    code: "S105",
    name: "blank-record",
    severity: Severity::Blocker,
    summary: "A blank row",
    why: "To the importer a blank row is a user without an address, and it refuses the row.",
    says: &["A blank row.", "{count} blank rows below each other."],
    todo: "Let it be left out; it holds nothing.",
    fix: Some(FixNote { safety: Safety::Safe, does: "Leave it out" }),
    source: "Seen in older Control Hub clients",
    examples: kept(&[Example {
        before: "User ID/Email (Required),Extension\r\nanna@example.com,1234\r\n,\r\nbo@example.com,2345\r\n",
        after: Some("User ID/Email (Required),Extension\r\nanna@example.com,1234\r\nbo@example.com,2345\r\n"),
        baseline: None,
        options: "",
    }]),
    check: Check::Record(check),
};

fn check(shape: &Shape<'_>) -> Option<Finding> {
    let blanks = (shape.blanks > 0).then_some(shape.blanks)?;
    let mut finding = Finding::new()
        .says(usize::from(blanks > 1))
        .arg("count", blanks)
        .safe(Act::Drop)
        .proven(Evidence::reading(say!("The row holds no value.")));
    finding.count = blanks;
    Some(finding)
}
