//! H205 `empty-header`: a column without a name.

use crate::evidence;
use crate::rule::{Act, Check, Example, Finding, FixNote, Rule, Safety, Severity, kept};
use crate::sheet::Sheet;

pub(crate) static RULE: Rule = Rule {
    code: "H205",
    name: "empty-header",
    severity: Severity::Blocker,
    summary: "A column without a name",
    why: "The importer does not know the column, and refuses the file.",
    says: &[
        "Column {first} has no name and no values.",
        "Columns {first} to {last} have no name and no values.",
        "Column {first} has no name, but values below.",
        "Columns {first} to {last} have no name, but values below.",
    ],
    todo: "If the values below are needed, give the column its name; otherwise leave it out.",
    fix: Some(FixNote { safety: Safety::Safe, does: "Leave it out" }),
    source: "Our inference from how unknown columns are treated",
    examples: kept(&[
        Example {
            before: "User ID/Email (Required),Title,\r\nanna@example.com,Agent,\r\n",
            after: Some("User ID/Email (Required),Title\r\nanna@example.com,Agent\r\n"),
            baseline: None,
            options: "",
        },
        Example {
            before: "User ID/Email (Required),,Title\r\nanna@example.com,remember,Agent\r\n",
            after: Some("User ID/Email (Required),Title\r\nanna@example.com,Agent\r\n"),
            baseline: None,
            options: "",
        },
    ]),
    check: Check::Column(check),
};

fn check(sheet: &Sheet<'_>, index: usize) -> Option<Finding> {
    let unnamed = sheet.columns[index].unnamed.filter(|unnamed| unnamed.run > 0)?;
    let says = usize::from(unnamed.run > 1) + if unnamed.blank { 0 } else { 2 };
    let mut finding = Finding::new().says(says).arg("first", index + 1).arg("last", index + unnamed.run as usize);
    finding.count = unnamed.run;
    if unnamed.blank {
        return Some(finding.safe(Act::Drop).proven(evidence::blank_column()));
    }
    Some(finding.ask(Act::Drop))
}
