//! U408 `user-not-in-baseline`: a user that the import will create.

use crate::row::Row;
use crate::rule::{Check, Example, Finding, Rule, Severity, kept};

pub(crate) static RULE: Rule = Rule {
    code: "U408",
    name: "user-not-in-baseline",
    severity: Severity::Note,
    summary: "A user that your export does not have",
    why: "The importer knows users by their address alone. One that it does not know becomes a new user.",
    says: &["{address} is not in your export."],
    todo: "Nothing, if the user is meant to be new. Otherwise write the address that the export has.",
    fix: None,
    source: "help.webex.com ih07j, Modify users in Control Hub (an address that is changed makes a new user)",
    examples: kept(&[Example {
        before: "User ID/Email (Required),First Name,Last Name,Location\r\nbo@example.com,Bo,Friis,Aarhus\r\n",
        after: None,
        baseline: Some(
            "User ID/Email (Required),First Name,Last Name,Location\r\nanna@example.com,Anna,Nowak,Aarhus\r\n",
        ),
        options: "",
    }]),
    check: Check::Row(check),
};

fn check(row: &Row<'_>) -> Option<Finding> {
    let key = row.sheet.key.filter(|_| row.is_new)?;
    Some(Finding::new().arg("address", row.address()).at(key))
}
