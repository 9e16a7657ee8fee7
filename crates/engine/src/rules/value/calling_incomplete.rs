//! V352 `calling-incomplete`: a Calling licence without what a telephone needs.

use crate::licences::calling::{Calling, Given, REACHED_BY, given};
use crate::profile::Kind;
use crate::row::Row;
use crate::rule::{Check, Example, Finding, Rule, Severity, kept};

pub(crate) static RULE: Rule = Rule {
    code: "V352",
    name: "calling-incomplete",
    severity: Severity::Blocker,
    summary: "A Calling licence without a location, or without a number and an extension",
    why: "A row that gives a Calling licence needs a location, and a phone number or an extension or both. Control Hub \
          refuses it otherwise.",
    says: &[
        "This user gets a Calling licence, and the row has no location.",
        "This user gets a Calling licence, and the row has neither a phone number nor an extension.",
        "This user gets a Calling licence, and the row has no location, no phone number and no extension.",
    ],
    todo: "Fill in what is missing, or take the Calling licence out of the row.",
    fix: None,
    source: "help.webex.com nz0krq9, Add users for Webex Calling (location, and phone number or extension)",
    examples: kept(&[
        Example {
            before: "User ID/Email (Required),Location,Extension,Webex Calling - Professional\r\n\
                     anna@example.com,,1234,TRUE\r\nbo@example.com,Aarhus,,TRUE\r\n",
            after: None,
            baseline: None,
            options: "",
        },
        Example {
            before: "User ID/Email (Required),Location,Extension,Webex Calling - Professional\r\nanna@example.com,,,TRUE\r\n",
            after: None,
            baseline: Some(
                "User ID/Email (Required),Location,Extension,Webex Calling - Professional\r\nanna@example.com,Aarhus,1234,FALSE\r\n",
            ),
            options: "",
        },
    ]),
    check: Check::Row(check),
};

fn check(row: &Row<'_>) -> Option<Finding> {
    let calling = Calling::of(row).filter(|calling| !calling.is_held())?;
    let reached = || REACHED_BY.into_iter().map(|kind| given(row, kind));
    let place = given(row, Kind::Location);
    let reach = reached().max()?;
    let says = match (place < Given::InRow, reach < Given::InRow) {
        (true, false) => 0,
        (false, true) => 1,
        (true, true) => 2,
        (false, false) => return None,
    };
    // An export of licences alone has none of these columns, and changes none of these values.
    let says_nothing = row.user.is_none() && !row.is_new && place.max(reach) == Given::NoColumn;
    let severity = match calling.severity(row) {
        _ if says_nothing => Severity::Note,
        // The export has what the row lacks: whether that is enough is told nowhere.
        Severity::Blocker if place.min(reach) >= Given::InExport => Severity::Warning,
        severity => severity,
    };
    Some(Finding::new().says(says).at(calling.columns[0]).severity(severity))
}
