//! H209 `no-contact-center-column`: the file cannot change Contact Center licences.

use crate::rule::{Check, Example, Finding, Rule, Severity, kept};
use crate::sheet::Sheet;

pub(crate) static RULE: Rule = Rule {
    code: "H209",
    name: "no-contact-center-column",
    severity: Severity::Note,
    summary: "No column for a Contact Center licence",
    why: "A column that is not there changes nothing: this file cannot give or take a Contact Center licence.",
    says: &["The file has no column for the Standard or Premium Agent licence."],
    todo: "If you want to change licences, export the file again with the licence columns.",
    fix: None,
    source: "52ulis, Ways to add users for Webex Contact Center",
    examples: kept(&[Example {
        before: "User ID/Email (Required),Title\r\nanna@example.com,Agent\r\n",
        after: None,
        baseline: None,
        options: "",
    }]),
    check: Check::Sheet(check),
};

fn check(sheet: &Sheet<'_>) -> Option<Finding> {
    (sheet.key.is_some() && !sheet.has_contact_center()).then(Finding::new)
}
