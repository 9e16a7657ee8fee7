//! V301 `foreign-boolean`: TRUE or FALSE in another language.

use crate::booleans;
use crate::evidence;
use crate::profile::Class;
use crate::row::Cell;
use crate::rule::{Act, Check, Example, Finding, FixNote, Rule, Safety, Severity, kept};
use crate::words::{Say, say};

pub(crate) static RULE: Rule = Rule {
    code: "V301",
    name: "foreign-boolean",
    severity: Severity::Blocker,
    summary: "TRUE or FALSE in another language",
    why: "Spreadsheets show TRUE and FALSE in the language of their user and save them to CSV like that. The importer \
          knows the English words only and refuses the row.",
    says: &[
        "“{value}” is not TRUE or FALSE: it is {language} for {means}.",
        "“{value}” is not TRUE or FALSE: it looks like {language} for {means}, with letters lost or changed.",
    ],
    todo: "Licence columns need the words TRUE and FALSE, whatever the language of your spreadsheet.",
    // Safe: no word means TRUE in one language and FALSE in another, and two
    // independent lists agree on it; a word with one source is asked for.
    fix: Some(FixNote { safety: Safety::Safe, does: "Write TRUE or FALSE" }),
    source: "help.webex.com 52ulis, Ways to add users for Webex Contact Center (TRUE and FALSE); the words: function \
             names of spreadsheets and the locale data of LibreOffice",
    examples: kept(&[
        Example {
            before: "User ID/Email (Required),Webex Contact Center Standard Agent,Webex Contact Center Premium Agent\n\
                     anna@example.com,SAND,falsk\nbo@example.com,FAŁSZ,PRAWDA\n",
            after: Some(
                "User ID/Email (Required),Webex Contact Center Standard Agent,Webex Contact Center Premium Agent\r\n\
                 anna@example.com,TRUE,FALSE\r\nbo@example.com,FALSE,TRUE\r\n",
            ),
            baseline: None,
            options: "",
        },
        Example {
            before: "User ID/Email (Required),Webex Contact Center Standard Agent,Webex Contact Center Premium Agent\n\
                     anna@example.com,DOGRU,FALSE\n",
            after: Some(
                "User ID/Email (Required),Webex Contact Center Standard Agent,Webex Contact Center Premium Agent\r\n\
                 anna@example.com,TRUE,FALSE\r\n",
            ),
            baseline: None,
            options: "",
        },
    ]),
    check: Check::Cell(check),
};

fn check(cell: &Cell<'_>) -> Option<Finding> {
    if cell.class() != Class::Flag {
        return None;
    }
    let word = booleans::meaning(cell.value)?;
    let means = if word.meaning { "TRUE" } else { "FALSE" };
    let finding =
        Finding::new().says(usize::from(!word.exact)).arg("language", Say::new(word.language)).arg("means", means);
    let proof = evidence::agrees(cell, means).or_else(|| evidence::in_language(word, means));
    let safety = if proof.is_some() { Safety::Safe } else { Safety::Ask };
    let finding = finding.fixed(safety, Act::Replace(means.to_owned())).proven_if(proof);
    Some(finding.does(say!("Write {value}", value = means)))
}

/// The meaning that needs no other proof than the word.
pub(crate) fn certain(value: &str) -> Option<bool> {
    booleans::meaning(value).filter(|word| word.is_certain()).map(|word| word.meaning)
}
