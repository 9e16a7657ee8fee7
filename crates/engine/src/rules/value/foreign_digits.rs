//! V326 `foreign-digits`: full-width, Arabic or other digits, or a full-width +.

use crate::evidence::Evidence;
use crate::number::ascii_digit;
use crate::profile::Class;
use crate::row::Cell;
use crate::rule::{Act, Check, Example, Finding, FixNote, Rule, Safety, Severity, kept};
use crate::words::say;

pub(crate) static RULE: Rule = Rule {
    code: "V326",
    name: "foreign-digits",
    severity: Severity::Blocker,
    summary: "Digits of another alphabet",
    why: "Some keyboards write digits that look like 0 to 9 and are other characters. The importer knows 0 to 9 only.",
    says: &["“{value}” holds digits (or a +) of another alphabet."],
    todo: "Write the number with the digits 0 to 9.",
    fix: Some(FixNote { safety: Safety::Safe, does: "Write the digits 0 to 9" }),
    source: "Seen with East Asian and Arabic keyboards; that Control Hub takes digits: help.webex.com afv3q8, Control Hub \
             user management CSV file reference",
    examples: kept(&[Example {
        before: "User ID/Email (Required),Extension,Phone Number,Webex Contact Center Standard Agent\n\
                 anna@example.com,８８２５,＋４５２６０１８１５９,TRUE\n",
        after: Some(
            "User ID/Email (Required),Extension,Phone Number,Webex Contact Center Standard Agent\r\n\
             anna@example.com,8825,+4526018159,TRUE\r\n",
        ),
        baseline: None,
        options: "",
    }]),
    check: Check::Cell(check),
};

fn check(cell: &Cell<'_>) -> Option<Finding> {
    if cell.value.is_ascii() || !matches!(cell.class(), Class::Number | Class::Extension) {
        return None;
    }
    let plain: String = cell.value.chars().map(ascii_digit).collect();
    (plain != cell.value).then(|| {
        let evidence = Evidence::reading(say!("Each of these digits has one value, whatever the alphabet."));
        Finding::new().safe(Act::Replace(plain)).proven(evidence)
    })
}
