//! U411 `mixed-up-row`: one user's address and another one's names.

use crate::evidence;
use crate::row::Row;
use crate::rule::{Check, Example, Finding, Rule, Severity, kept};

pub(crate) static RULE: Rule = Rule {
    code: "U411",
    name: "mixed-up-row",
    severity: Severity::Warning,
    summary: "The address of one user and the names of another",
    why: "The importer knows users by their address alone. If a column was sorted or moved without the others, each user \
          gets the names, numbers and licences of somebody else.",
    says: &["{address} has other names in your export; those of this row belong to {other} there."],
    todo: "Look whether a column was sorted or moved alone, and start again from the export if it was. If the user really has \
           this name now, leave it.",
    fix: None,
    source: "help.webex.com ih07j, Modify users in Control Hub (users are known by their address); that such a row is mixed up \
             is our inference",
    examples: kept(&[Example {
        before: "User ID/Email (Required),First Name,Last Name,Webex Contact Center Standard Agent\r\n\
                 anna@example.com,Bo,Friis,TRUE\r\nbo@example.com,Anna,Nowak,TRUE\r\n",
        after: None,
        baseline: Some(
            "User ID/Email (Required),First Name,Last Name,Webex Contact Center Standard Agent\r\n\
             anna@example.com,Anna,Nowak,TRUE\r\nbo@example.com,Bo,Friis,TRUE\r\n",
        ),
        options: "",
    }]),
    check: Check::Row(check),
};

fn check(row: &Row<'_>) -> Option<Finding> {
    let other = evidence::namesake(row)?;
    Some(Finding::new().arg("address", row.address().trim()).arg("other", other).at(row.sheet.key?))
}
