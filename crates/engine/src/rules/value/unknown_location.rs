//! V355 `unknown-location`: a location written nearly as another one.

use crate::common::{Meant, Whose};
use crate::evidence;
use crate::profile::Kind;
use crate::row::Cell;
use crate::rule::{Act, Check, Choice, Example, Finding, FixNote, Rule, Safety, Severity, kept};
use crate::words::{Say, say};

pub(crate) static RULE: Rule = Rule {
    code: "V355",
    name: "unknown-location",
    severity: Severity::Warning,
    summary: "A location that is nearly another one",
    why: "The importer knows a location by its exact name, capitals and blanks included. Another spelling is a location that \
          does not exist.",
    says: &[
        "“{value}” is no location of your export; “{meant}” is.",
        "“{value}” stands beside “{meant}”, which many more users have.",
        "“{value}” is no location of your export, but near several of them.",
        "“{value}” is near several locations that many more users have.",
    ],
    todo: "Write the name exactly as Control Hub has it.",
    fix: Some(FixNote { safety: Safety::Ask, does: "Write the location that is meant" }),
    source: "help.webex.com afv3q8, Control Hub user management CSV file reference (a location by its exact name)",
    examples: kept(&[
        Example {
            before: "User ID/Email (Required),Location,Webex Contact Center Standard Agent\r\nanna@example.com,Arhus,TRUE\r\n",
            after: Some(
                "User ID/Email (Required),Location,Webex Contact Center Standard Agent\r\nanna@example.com,Aarhus,TRUE\r\n",
            ),
            baseline: Some(
                "User ID/Email (Required),Location,Webex Contact Center Standard Agent\r\nanna@example.com,Aarhus,TRUE\r\n",
            ),
            options: "",
        },
        Example {
            before: "User ID/Email (Required),Location,Webex Contact Center Standard Agent\r\nanna@example.com,Aarhus,TRUE\r\n\
                     bo@example.com,Aarhus,TRUE\r\nida@example.com,aarhus,TRUE\r\nole@example.com,Aarhus,TRUE\r\n\
                     per@example.com,Aarhus,TRUE\r\nzoe@example.com,Aarhus,TRUE\r\n",
            after: Some(
                "User ID/Email (Required),Location,Webex Contact Center Standard Agent\r\nanna@example.com,Aarhus,TRUE\r\n\
                 bo@example.com,Aarhus,TRUE\r\nida@example.com,Aarhus,TRUE\r\nole@example.com,Aarhus,TRUE\r\n\
                 per@example.com,Aarhus,TRUE\r\nzoe@example.com,Aarhus,TRUE\r\n",
            ),
            baseline: None,
            options: "",
        },
    ]),
    check: Check::Cell(check),
};

/// What the choices are called; more are not offered.
pub(crate) const KEYS: [&str; 4] = ["first", "second", "third", "fourth"];

fn check(cell: &Cell<'_>) -> Option<Finding> {
    // A profile that has all locations knows better; `location-not-in-profile` speaks by it.
    if cell.column.kind != Kind::Location || !cell.sheet.own.locations.is_empty() || evidence::is_as_exported(cell) {
        return None;
    }
    match cell.sheet.facts.common.meant_locations(cell.value) {
        [] => None,
        [meant] => {
            let finding = Finding::new().says(usize::from(meant.whose != Whose::Export)).arg("meant", &meant.name);
            let finding = finding.ask(Act::Replace(meant.name.clone())).does(does(meant));
            Some(finding.proven(evidence::known_location(meant)))
        }
        several => {
            let choice =
                |(key, meant): (&'static str, &Meant)| Choice::new(key, does(meant), Act::Replace(meant.name.clone()));
            let choices = KEYS.into_iter().zip(several).map(choice).collect();
            let says = if several[0].whose == Whose::Export { 2 } else { 3 };
            Some(Finding::new().says(says).choices(Safety::Ask, choices).proven(evidence::known_location(&several[0])))
        }
    }
}

pub(crate) fn does(meant: &Meant) -> Say {
    say!("Write “{value}”", value = &meant.name)
}
