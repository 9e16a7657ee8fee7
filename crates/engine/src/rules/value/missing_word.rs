//! V344 `missing-word`: `NA`, `NULL` or `-` where a blank was meant.

use crate::evidence;
use crate::profile::Class;
use crate::row::Cell;
use crate::rule::{Act, Check, Example, Finding, FixNote, Rule, Safety, Severity, kept};
use crate::text::small;

pub(crate) static RULE: Rule = Rule {
    code: "V344",
    name: "missing-word",
    severity: Severity::Blocker,
    summary: "A word that stands for nothing",
    why: "Programs and people write such a word for a blank cell. To the importer a blank cell changes nothing, and the word \
          is a value like any other: in a text it is imported, in a licence column it is refused.",
    says: &[
        "“{value}” probably stands for nothing here.",
        "“{value}” stands for nothing: the cell is blank in your export.",
    ],
    todo: "Leave the cell blank, unless the word is the value.",
    fix: Some(FixNote { safety: Safety::Safe, does: "Leave the cell blank" }),
    source: "Seen with R (NA), pandas (nan), databases (NULL); help.webex.com 52ulis, Ways to add users for Webex Contact \
             Center (TRUE and FALSE); that a blank changes nothing was seen in older Control Hub clients",
    examples: kept(&[
        Example {
            before: "User ID/Email (Required),Department,Webex Contact Center Standard Agent,Webex Contact Center Premium Agent\n\
                     anna@example.com,NULL,TRUE,NA\n",
            after: Some(
                "User ID/Email (Required),Department,Webex Contact Center Standard Agent,Webex Contact Center Premium Agent\r\n\
                 anna@example.com,,TRUE,\r\n",
            ),
            baseline: None,
            options: "",
        },
        Example {
            before: "User ID/Email (Required),Phone Number,Webex Contact Center Standard Agent\nanna@example.com,nan,TRUE\n",
            after: Some(
                "User ID/Email (Required),Phone Number,Webex Contact Center Standard Agent\r\nanna@example.com,,TRUE\r\n",
            ),
            baseline: Some("User ID/Email (Required),Phone Number\r\nanna@example.com,\r\n"),
            options: "",
        },
    ]),
    check: Check::Cell(check),
};

/// In any case where only numbers, licences or addresses stand.
const WORDS: [&str; 16] = [
    "na",
    "n/a",
    "n.a.",
    "nan",
    "null",
    "none",
    "nil",
    "<na>",
    "-",
    "--",
    "---",
    "–",
    "—",
    "(null)",
    r"\n",
    "undefined",
];

/// As programs write them: Na, Nan and Null are names of people.
const WORDS_IN_TEXTS: [&str; 20] = [
    "NA", "N/A", "n/a", "N.A.", "nan", "NaN", "NAN", "NULL", "null", "None", "NONE", "nil", "NIL", "<NA>", "-", "--",
    "---", "–", "—", r"\N",
];

fn check(cell: &Cell<'_>) -> Option<Finding> {
    if !matches!(cell.value.len(), 1..=9) || cell.is_key() || evidence::is_as_exported(cell) {
        return None;
    }
    let class = cell.class();
    let is_text = matches!(class, Class::Text | Class::Name);
    let stands_for_nothing =
        if is_text { WORDS_IN_TEXTS.contains(&cell.value) } else { WORDS.contains(&&*small(cell.value)) };
    if !stands_for_nothing {
        return None;
    }
    let severity = if class == Class::Flag { Severity::Blocker } else { Severity::Warning };
    let finding = Finding::new().severity(severity);
    let blank = Act::Replace(String::new());
    let Some(is_blank_in_export) = evidence::agrees(cell, "") else { return Some(finding.ask(blank)) };
    // A department may be called NA; a telephone number may not.
    let is_never_a_value = !is_text && class != Class::Address;
    let finding = if is_never_a_value { finding.says(1).safe(blank) } else { finding.ask(blank) };
    Some(finding.proven(is_blank_in_export))
}
