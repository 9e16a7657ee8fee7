//! H204 `duplicate-header`: one column name twice.

use crate::evidence;
use crate::rule::{Act, Check, Example, Finding, FixNote, Rule, Safety, Severity, kept};
use crate::sheet::Sheet;
use crate::words::say;

pub(crate) static RULE: Rule = Rule {
    code: "H204",
    name: "duplicate-header",
    severity: Severity::Blocker,
    summary: "Two columns are one and the same to Control Hub",
    why: "The importer cannot know which of the two columns counts.",
    says: &[
        "“{value}” stands twice (columns {first} and {second}), with the same values in every row.",
        "“{value}” stands twice (columns {first} and {second}), with different values below.",
        "“{value}” and “{other}” (columns {first} and {second}) mean the same column, with the same values in every row.",
        "“{value}” and “{other}” (columns {first} and {second}) mean the same column, with different values below.",
    ],
    todo: "Only one of them can stay: decide which column is right and delete the other.",
    fix: Some(FixNote { safety: Safety::Safe, does: "Leave one of two equal columns out" }),
    source: "Our inference",
    examples: kept(&[
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
        Example {
            before: "User ID/Email,User ID/Email (Required)\r\nanna@example.com,anna@example.com\r\n",
            after: Some("User ID/Email (Required)\r\nanna@example.com\r\n"),
            baseline: None,
            options: "",
        },
        Example {
            before: "User ID/Email (Required),Imię,First Name\r\nanna@example.com,Anna,Ann\r\n",
            after: None,
            baseline: None,
            options: "",
        },
    ]),
    check: Check::Column(check),
};

fn check(sheet: &Sheet<'_>, index: usize) -> Option<Finding> {
    let column = &sheet.columns[index];
    let twin = column.twin?;
    let keeper = &sheet.columns[twin.keeper];
    let is_same = keeper.header == column.header;
    let finding = Finding::new()
        .arg("other", &keeper.header)
        .arg("first", index.min(twin.keeper) + 1)
        .arg("second", index.max(twin.keeper) + 1)
        .says(usize::from(!twin.equal) + if is_same { 0 } else { 2 });
    // Of two spellings of a licence without an export nobody knows which is right.
    if !twin.equal || !(is_same || keeper.right.is_some()) {
        return Some(finding);
    }
    Some(
        finding
            .safe(Act::Drop)
            .does(say!("Leave column {number} out", number = index + 1))
            .proven(evidence::equal_columns()),
    )
}
