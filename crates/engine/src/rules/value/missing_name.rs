//! V350 `missing-name`: a new user with only one of the two names.

use crate::profile::Kind;
use crate::row::Row;
use crate::rule::{Check, Example, Finding, Rule, Severity, kept};
use crate::text::tidy;

pub(crate) static RULE: Rule = Rule {
    code: "V350",
    name: "missing-name",
    severity: Severity::Warning,
    summary: "A new user with only one of the two names",
    why: "For a new user Control Hub wants both the first and the last name.",
    says: &[
        "This user is not in your export, and the last name is missing.",
        "This user is not in your export, and the first name is missing.",
    ],
    todo: "Write the missing name.",
    fix: None,
    source: "help.webex.com nlkiw8e, Add or modify users with the CSV template (both names for new users)",
    examples: kept(&[Example {
        before: "User ID/Email (Required),First Name,Last Name,Location\r\nbo@example.com,Bo,,Aarhus\r\n",
        after: None,
        baseline: Some(
            "User ID/Email (Required),First Name,Last Name,Location\r\nanna@example.com,Anna,Nowak,Aarhus\r\n",
        ),
        options: "",
    }]),
    check: Check::Row(check),
};

fn check(row: &Row<'_>) -> Option<Finding> {
    if !row.is_new {
        return None; // for a user that is there, a blank changes nothing
    }
    let columns = [Kind::FirstName, Kind::LastName].map(|kind| row.sheet.column_of(kind));
    let is_filled = columns.map(|column| column.is_some_and(|column| !tidy(&row.value(column.index)).is_empty()));
    let (says, missing) = match is_filled {
        [true, false] => (0, columns[1]),
        [false, true] => (1, columns[0]),
        _ => return None,
    };
    let finding = Finding::new().says(says);
    Some(match missing {
        Some(column) => finding.at(column.index),
        None => finding,
    })
}
