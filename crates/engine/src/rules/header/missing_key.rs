//! H201 `missing-key`: no column names the users.

use crate::rule::{Check, Example, Finding, Rule, Severity};
use crate::sheet::Sheet;

pub(crate) static RULE: Rule = Rule {
    code: "H201",
    name: "missing-key",
    severity: Severity::Blocker,
    summary: "The column “User ID/Email (Required)” is missing",
    why: "It is the only column that Control Hub demands: it tells whose row this is.",
    says: &[
        "There is no column “{key}”, and none that looks like it.",
        "The column names stand on line {names}, but they must be the first line of the file: delete what stands above them.",
    ],
    todo: "The first line must hold the column names, and one of them must be this column, with each user's address \
           below. Otherwise start from a fresh export of Control Hub.",
    fix: None,
    source: "nlkiw8e, Add or modify users with the CSV template",
    examples: &[
        Example { before: "First Name,Last Name\r\nAnna,Nowak\r\n", after: None, baseline: None, options: "" },
        Example {
            before: "Users of January\r\nUser ID/Email (Required),Extension\r\nanna@example.com,1234\r\n",
            after: None,
            baseline: None,
            options: "",
        },
    ],
    check: Check::Sheet(check),
};

fn check(sheet: &Sheet<'_>) -> Option<Finding> {
    sheet.key.is_none().then(|| {
        let mut finding = Finding::new().arg("key", "User ID/Email (Required)");
        if let Some(line) = sheet.line_of_names() {
            finding = finding.says(1).arg("names", line);
        }
        finding.line = sheet.header.map(|header| header.line);
        finding
    })
}
