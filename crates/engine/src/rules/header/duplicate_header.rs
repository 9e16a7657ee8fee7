//! H204 `duplicate-header`: one column name twice.

use crate::rule::{Act, Check, Evidence, Example, Finding, FixNote, Rule, Safety, Severity};
use crate::sheet::Sheet;

pub(crate) static RULE: Rule = Rule {
    code: "H204",
    name: "duplicate-header",
    severity: Severity::Blocker,
    summary: "One column name stands twice",
    why: "The importer cannot know which of the two columns counts.",
    says: &[
        "“{value}” stands twice (columns {first} and {second}), with the same values in every row.",
        "“{value}” stands twice (columns {first} and {second}), with different values below.",
    ],
    todo: "Where the values differ, decide which column is right and delete the other.",
    fix: Some(FixNote { safety: Safety::Safe, does: "Leave the second column out" }),
    source: "Our inference",
    examples: &[
        Example {
            before: "User ID/Email (Required),Title,Title\r\nanna@example.com,Agent,Agent\r\n",
            after: Some("User ID/Email (Required),Title\r\nanna@example.com,Agent\r\n"),
            baseline: None,
            options: "",
        },
        Example {
            before: "User ID/Email (Required),Title,Title\r\nanna@example.com,Agent,Clerk\r\n",
            after: None,
            baseline: None,
            options: "",
        },
    ],
    check: Check::Column(check),
};

fn check(sheet: &Sheet<'_>, index: usize) -> Option<Finding> {
    let twin = sheet.columns[index].twin?;
    let finding = Finding::new().arg("first", twin.first + 1).arg("second", index + 1).says(usize::from(!twin.equal));
    if !twin.equal {
        return Some(finding);
    }
    Some(finding.safe(Act::Drop).proven(Evidence::new("file", "Both columns hold the same value in every row.")))
}
