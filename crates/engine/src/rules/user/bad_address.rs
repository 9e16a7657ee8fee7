//! U402 `bad-address`: an address that is none, or with something around it.

use crate::address::{candidates, fault, unwrapped};
use crate::evidence::{self, Evidence};
use crate::profile::Class;
use crate::row::Cell;
use crate::rule::{Act, Check, Choice, Example, Finding, FixNote, Rule, Safety, Severity, kept};
use crate::words::say;

pub(crate) static RULE: Rule = Rule {
    code: "U402",
    name: "bad-address",
    severity: Severity::Blocker,
    summary: "An address that cannot be one",
    why: "The importer knows users by their address. One that is wrongly written is refused, or makes a new user beside the \
          one who is meant.",
    says: &[
        "“{value}” is an address with something around it.",
        "“{value}” has a sign behind the address that does not belong to it.",
        "“{value}” has a blank inside.",
        "“{value}” has no @.",
        "“{value}” has more than one @.",
        "“{value}” has more than 64 characters before the @.",
        "“{value}” has nothing, or no domain name such as example.com, behind the @.",
        "“{value}” holds several addresses.",
        "“{value}” has dots or commas where an address has none.",
        "“{value}” holds a sign that no address has.",
        "“{value}” holds letters or signs of another alphabet that look like Latin ones.",
    ],
    todo: "Write the address as Control Hub knows it.",
    fix: Some(FixNote { safety: Safety::Safe, does: "Write the address alone" }),
    source: "help.webex.com afv3q8, Control Hub user management CSV file reference (the address); 64 characters before the @: \
             ih07j, Modify users in Control Hub",
    examples: kept(&[
        Example {
            before: "User ID/Email (Required),Webex Contact Center Standard Agent\n\
                     mailto:anna@example.com,TRUE\nBo Friis <bo@example.com>,TRUE\n",
            after: Some(
                "User ID/Email (Required),Webex Contact Center Standard Agent\r\n\
                 anna@example.com,TRUE\r\nbo@example.com,TRUE\r\n",
            ),
            baseline: None,
            options: "",
        },
        Example {
            before: "User ID/Email (Required),Webex Contact Center Standard Agent\nanna@example.com.,TRUE\n",
            after: Some("User ID/Email (Required),Webex Contact Center Standard Agent\r\nanna@example.com,TRUE\r\n"),
            baseline: None,
            options: "",
        },
        Example {
            before: "User ID/Email (Required),Webex Contact Center Standard Agent\nanna.example.com,TRUE\n",
            after: None,
            baseline: None,
            options: "",
        },
    ]),
    check: Check::Cell(check),
};

fn check(cell: &Cell<'_>) -> Option<Finding> {
    if cell.class() != Class::Address || cell.value.is_empty() {
        return None;
    }
    let known = |address: &str| evidence::has_user(cell.sheet, address);
    if fault(cell.value).is_none() || known(cell.value).is_some() {
        return None;
    }
    let finding = Finding::new().severity(if cell.is_key() { Severity::Blocker } else { Severity::Warning });
    if let Some(address) = unwrapped(cell.value) {
        let evidence =
            Evidence::reading(say!("Only one address stands here, with nothing but its wrapping around it."));
        return Some(finding.safe(Act::Replace(address.to_owned())).proven(evidence));
    }
    let (says, mut candidates) = candidates(cell.value);
    let finding = finding.says(says);
    let known = candidates.iter().enumerate().find_map(|(at, (_, address))| Some((at, known(address)?)));
    if let Some((at, _)) = &known {
        candidates = vec![candidates.swap_remove(*at)];
    }
    let finding = match candidates.as_slice() {
        [] => return Some(finding),
        [(_, address)] => finding.ask(Act::Replace(address.clone())).does(say!("Write {value}", value = address)),
        several => {
            let choice = |(key, address): &(&'static str, String)| {
                Choice::new(key, say!("Write {value}", value = address), Act::Replace(address.clone()))
            };
            finding.choices(Safety::Ask, several.iter().map(choice).collect())
        }
    };
    Some(finding.proven_if(known.map(|(_, evidence)| evidence)))
}
