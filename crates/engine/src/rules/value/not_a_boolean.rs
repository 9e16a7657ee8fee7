//! V303 `not-a-boolean`: anything but TRUE, FALSE and blank where one of them belongs.

use crate::booleans;
use crate::evidence;
use crate::profile::Class;
use crate::row::Cell;
use crate::rule::{Act, Check, Example, Finding, FixNote, Rule, Safety, Severity, kept};
use crate::rules::value::role_in_licence_column;
use crate::text::{in_latin_letters, small, tidy};
use crate::words::say;

pub(crate) static RULE: Rule = Rule {
    code: "V303",
    name: "not-a-boolean",
    severity: Severity::Blocker,
    summary: "Neither TRUE nor FALSE nor blank",
    why: "In such a column TRUE gives the licence, FALSE takes it (with “Add and remove services”), and blank changes \
          nothing. For any other word the importer refuses the row.",
    says: &[
        "“{value}” is neither TRUE nor FALSE. Probably {means} is meant.",
        "“{value}” is neither TRUE nor FALSE.",
        "“{value}” looks like {means}, but holds letters of another alphabet.",
    ],
    todo: "Write TRUE or FALSE, or leave the cell blank if nothing shall change.",
    fix: Some(FixNote { safety: Safety::Ask, does: "Write TRUE or FALSE" }),
    source: "help.webex.com 52ulis, Ways to add users for Webex Contact Center (TRUE and FALSE); older Control Hub clients \
             said “License fields contain invalid data”",
    examples: kept(&[
        Example {
            before: "User ID/Email (Required),Webex Contact Center Standard Agent,Webex Contact Center Premium Agent\n\
                     anna@example.com,1,nej\nbo@example.com,FASLE,yes\n",
            after: Some(
                "User ID/Email (Required),Webex Contact Center Standard Agent,Webex Contact Center Premium Agent\r\n\
                 anna@example.com,TRUE,FALSE\r\nbo@example.com,FALSE,TRUE\r\n",
            ),
            baseline: None,
            options: "",
        },
        Example {
            before: "User ID/Email (Required),Webex Contact Center Standard Agent\nanna@example.com,perhaps\n",
            after: None,
            baseline: None,
            options: "",
        },
    ]),
    check: Check::Cell(check),
};

/// What people write for yes, in the languages of the data; no word of it is a no in another of them.
const YES: &[&str] = &[
    "1", "1.0", "1,0", "y", "yes", "on", "x", "✓", "✔", "☑", "✅", "ja", "j", "oui", "o", "sí", "si", "sì", "sim",
    "tak", "ano", "áno", "igen", "kyllä", "да", "так", "evet", "ναι",
];

const NO: &[&str] = &[
    "0", "0.0", "0,0", "n", "no", "off", "☐", "❌", "✗", "✘", "nej", "nei", "nein", "nee", "non", "não", "nao", "nie",
    "ne", "nem", "ei", "нет", "ні", "hayır", "hayir", "όχι", "не",
];

fn check(cell: &Cell<'_>) -> Option<Finding> {
    if cell.class() != Class::Flag || matches!(cell.value, "" | "TRUE" | "FALSE") {
        return None;
    }
    if role_in_licence_column::is_role(cell.value) {
        return None; // what it means is asked once the whole row is known
    }
    let (means, evidence) = match (nearest(cell.value), evidence::translated(cell)) {
        (Some(means), Some((of_export, _))) if means != of_export => return Some(Finding::new().says(1)),
        (_, Some((means, evidence))) => (means, Some(evidence)),
        (Some(means), None) => (means, None),
        (None, None) => return Some(Finding::new().says(1)),
    };
    let means = if means { "TRUE" } else { "FALSE" };
    Some(
        Finding::new()
            .says(2 * usize::from(looks_like(cell.value).is_some()))
            .arg("means", means)
            .ask(Act::Replace(means.to_owned()))
            .does(say!("Write {value}", value = means))
            .proven_if(evidence),
    )
}

/// The only reading that is near, if there is one.
pub(crate) fn nearest(value: &str) -> Option<bool> {
    let word = small(&tidy(value));
    if YES.contains(&&*word) {
        return Some(true);
    }
    if NO.contains(&&*word) {
        return Some(false);
    }
    if let Some(means) = looks_like(value) {
        return Some(means);
    }
    let bare = word.trim_matches(|character: char| !character.is_alphanumeric());
    match bare {
        "" => None,
        "true" => Some(true),
        "false" => Some(false),
        _ => booleans::meaning(bare).map(|word| word.meaning).or_else(|| booleans::is_typo_of_true_or_false(bare)),
    }
}

/// TRUE or FALSE in letters of which some only look so.
fn looks_like(value: &str) -> Option<bool> {
    match in_latin_letters(&tidy(value))?.to_ascii_uppercase().as_str() {
        "TRUE" => Some(true),
        "FALSE" => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_reading() {
        for (value, means) in [
            ("1", Some(true)),
            ("0,0", Some(false)),
            ("Ja", Some(true)),
            ("NEJ", Some(false)),
            ("Nie", Some(false)),
            ("\u{A0}yes ", Some(true)),
            ("“TRUE”", Some(true)),
            ("SAND.", Some(true)),
            ("FASLE", Some(false)),
            ("TRU", Some(true)),
            ("\u{422}RU\u{415}", Some(true)),
            ("F\u{410}LSE ", Some(false)),
            ("\u{FF34}\u{FF32}\u{FF35}\u{FF25}", Some(true)),
            ("TRU\u{416}", None),
            ("2", None),
            ("maybe", None),
            ("?", None),
            ("SANDFALSK", None),
        ] {
            assert_eq!(nearest(value), means, "{value}");
        }
        assert!(YES.iter().all(|word| !NO.contains(word)));
    }
}
