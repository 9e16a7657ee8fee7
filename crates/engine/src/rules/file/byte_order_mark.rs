//! F002 `byte-order-mark`: an invisible mark before the first header.

use crate::evidence::Evidence;
use crate::rule::{Act, Check, Example, Finding, FixNote, Rule, Safety, Severity, kept};
use crate::source::Opened;
use crate::words::say;

pub(crate) static RULE: Rule = Rule {
    code: "F002",
    name: "byte-order-mark",
    severity: Severity::Note,
    summary: "The file begins with an invisible mark (BOM)",
    why: "Spreadsheets write it when they save “CSV UTF-8”. The export of Control Hub has none, and an importer that \
          does not know it takes it for a part of the first column name.",
    says: &[
        "The file begins with an invisible byte order mark.",
        "The file begins with “{letters}”: a program took its byte order mark for letters, and Control Hub does not know the first \
         column like that.",
    ],
    todo: "Let it be left out; no value changes.",
    fix: Some(FixNote { safety: Safety::Safe, does: "Leave the mark out" }),
    source: "What the export of Control Hub looks like (our inference)",
    examples: kept(&[
        Example {
            before: "\u{FEFF}User ID/Email (Required),Extension\r\nanna@example.com,1234\r\n",
            after: Some("User ID/Email (Required),Extension\r\nanna@example.com,1234\r\n"),
            baseline: None,
            options: "",
        },
        Example {
            before: "ï»¿Webex Contact Center Standard Agent,User ID/Email (Required)\r\nTRUE,anna@example.com\r\n",
            after: Some("Webex Contact Center Standard Agent,User ID/Email (Required)\r\nTRUE,anna@example.com\r\n"),
            baseline: None,
            options: "",
        },
    ]),
    check: Check::File(check),
};

fn check(opened: &Opened<'_>) -> Option<Finding> {
    let finding = (opened.has_bom && opened.encoding.is_none()).then(Finding::new)?;
    let finding = match opened.bom_letters {
        Some(letters) => finding.says(1).arg("letters", letters).severity(Severity::Blocker),
        None => finding,
    };
    Some(finding.safe(Act::Form).proven(Evidence::reading(say!("The mark is no part of any value."))))
}
