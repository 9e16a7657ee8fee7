//! H207 `outdated-column`: a column that today's file no longer has.

use crate::profile::{self, Standing};
use crate::rule::{Act, Check, Example, Finding, FixNote, Rule, Safety, Severity, kept};
use crate::sheet::Sheet;

pub(crate) static RULE: Rule = Rule {
    code: "H207",
    name: "outdated-column",
    severity: Severity::Warning,
    summary: "A column that is gone from today's file",
    why: "The file was made by an older Control Hub. Today's importer may refuse a column it no longer knows, and other \
          columns of such a file may be outdated too.",
    says: &["Control Hub's export no longer has the column “{value}”."],
    todo: "Start from a fresh export if you can; otherwise leave the column out.",
    fix: Some(FixNote { safety: Safety::Ask, does: "Leave the column out" }),
    source: "help.webex.com afv3q8, CSV field reference, compared with older files",
    examples: kept(&[Example {
        before: "User ID/Email (Required),Calling Behavior\r\nanna@example.com,NATIVE_SIP_CALL_TO_UCM\r\n",
        after: Some("User ID/Email (Required)\r\nanna@example.com\r\n"),
        baseline: None,
        options: "",
    }]),
    check: Check::Column(check),
};

fn check(sheet: &Sheet<'_>, index: usize) -> Option<Finding> {
    let column = &sheet.columns[index];
    let is_outdated = profile::attribute(&column.name)?.standing == Standing::Outdated;
    let is_in_export = sheet.baseline.is_some_and(|baseline| baseline.column(&column.name).is_some());
    (is_outdated && !is_in_export).then(|| Finding::new().ask(Act::Drop))
}
