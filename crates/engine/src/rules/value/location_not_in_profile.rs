//! V356 `location-not-in-profile`: a location that the organization's own profile does not have.

use super::unknown_location::{KEYS, does};
use crate::common::Meant;
use crate::evidence;
use crate::profile::Kind;
use crate::row::Cell;
use crate::rule::{Act, Check, Choice, Example, Finding, FixNote, Rule, Safety, Severity, kept};

pub(crate) static RULE: Rule = Rule {
    code: "V356",
    name: "location-not-in-profile",
    severity: Severity::Warning,
    summary: "A location that your profile does not have",
    why: "The importer knows a location by its exact name and refuses one that does not exist. Your profile says which ones \
          there are.",
    says: &[
        "“{value}” is no location of your profile; “{meant}” is nearly the same.",
        "“{value}” is no location of your profile, but near several of them.",
        "“{value}” is no location of your profile.",
        "“{value}” is no location of your profile, although your export has it.",
    ],
    todo: "Write the name exactly as Control Hub has it. If the location is a new one, add it to your profile.",
    fix: Some(FixNote { safety: Safety::Ask, does: "Write the location that is meant" }),
    source: "Your profile; help.webex.com afv3q8, Control Hub user management CSV file reference (a location by its exact name)",
    examples: kept(&[
        Example {
            before: "User ID/Email (Required),Location,Webex Contact Center Standard Agent\r\n\
                     anna@example.com,Arhus,TRUE\r\nbo@example.com,Aarhus,TRUE\r\n",
            after: Some(
                "User ID/Email (Required),Location,Webex Contact Center Standard Agent\r\n\
                 anna@example.com,Aarhus,TRUE\r\nbo@example.com,Aarhus,TRUE\r\n",
            ),
            baseline: None,
            options: r#"{"profile":{"profile":1,"locations":["Aarhus","Odense"]}}"#,
        },
        Example {
            before: "User ID/Email (Required),Location,Webex Contact Center Standard Agent\r\nanna@example.com,Berlin,TRUE\r\n",
            after: None,
            baseline: None,
            options: r#"{"profile":{"profile":1,"locations":["Aarhus","Odense"]}}"#,
        },
    ]),
    check: Check::Cell(check),
};

fn check(cell: &Cell<'_>) -> Option<Finding> {
    let is_other = cell.column.kind == Kind::Location && cell.sheet.own.lacks_location(cell.value.as_bytes());
    if !is_other || evidence::is_as_exported(cell) {
        return None;
    }
    match cell.sheet.facts.common.meant_locations(cell.value) {
        [] => {
            let is_exported = cell.sheet.baseline.is_some_and(|baseline| baseline.locations.contains_key(cell.value));
            Some(Finding::new().says(if is_exported { 3 } else { 2 }))
        }
        [meant] => {
            let finding =
                Finding::new().arg("meant", &meant.name).ask(Act::Replace(meant.name.clone())).does(does(meant));
            Some(finding.proven(evidence::known_location(meant)))
        }
        several => {
            let choice =
                |(key, meant): (&'static str, &Meant)| Choice::new(key, does(meant), Act::Replace(meant.name.clone()));
            let choices = KEYS.into_iter().zip(several).map(choice).collect();
            let finding = Finding::new().says(1).choices(Safety::Ask, choices);
            Some(finding.proven(evidence::known_location(&several[0])))
        }
    }
}
