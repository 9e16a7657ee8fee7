//! V354 `missing-location`: a new user without a location.

use crate::licences::calling::{Calling, Given, given};
use crate::profile::Kind;
use crate::row::Row;
use crate::rule::{Check, Example, Finding, Rule, Severity, kept};

pub(crate) static RULE: Rule = Rule {
    code: "V354",
    name: "missing-location",
    severity: Severity::Warning,
    summary: "A new user without a location",
    why: "Cisco's articles do not agree what becomes of a new user without a location: by the newest the user is not added, by \
          older ones the user gets the default location.",
    says: &[
        "This user is not in your export and has no location.",
        "This user is not in your export, and the file has no column for the location.",
    ],
    todo: "Write the name of a location, exactly as Control Hub has it.",
    fix: None,
    source: "help.webex.com afv3q8, Control Hub user management CSV file reference, against nlkiw8e, Add or modify users with \
             the CSV template",
    examples: kept(&[Example {
        before: "User ID/Email (Required),First Name,Last Name,Location\r\nbo@example.com,Bo,Friis,\r\n",
        after: None,
        baseline: Some(
            "User ID/Email (Required),First Name,Last Name,Location\r\nanna@example.com,Anna,Nowak,Aarhus\r\n",
        ),
        options: "",
    }]),
    check: Check::Row(check),
};

fn check(row: &Row<'_>) -> Option<Finding> {
    // With a Calling licence it is a fault of its own: V352.
    if !row.is_new || given(row, Kind::Location) == Given::InRow || Calling::of(row).is_some() {
        return None;
    }
    Some(match row.sheet.column_of(Kind::Location) {
        Some(column) => Finding::new().at(column.index),
        None => Finding::new().says(1),
    })
}
