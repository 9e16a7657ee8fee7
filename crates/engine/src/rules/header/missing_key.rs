//! H201 `missing-key`: no column names the users.

use crate::rule::{Check, Example, Finding, Rule, Severity};
use crate::sheet::Sheet;

pub(crate) static RULE: Rule = Rule {
    code: "H201",
    name: "missing-key",
    severity: Severity::Blocker,
    summary: "The column “User ID/Email (Required)” is missing",
    why: "It is the only column that Control Hub demands: it tells whose row this is.",
    says: &["There is no column “{key}”, and none that looks like it."],
    todo: "Add the column with each user's address, or start from a fresh export of Control Hub.",
    fix: None,
    source: "nlkiw8e, Add or modify users with the CSV template",
    examples: &[Example { before: "First Name,Last Name\r\nAnna,Nowak\r\n", after: None, baseline: None, options: "" }],
    check: Check::Sheet(check),
};

fn check(sheet: &Sheet<'_>) -> Option<Finding> {
    sheet.key.is_none().then(|| {
        let mut finding = Finding::new().arg("key", "User ID/Email (Required)");
        finding.line = sheet.header.map(|header| header.line);
        finding
    })
}
