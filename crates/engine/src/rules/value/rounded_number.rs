//! V322 `rounded-number`: more than 15 digits, the last of them zeros.

use std::cell::OnceCell;

use crate::evidence::{Exported, Rounded, is_rounded};
use crate::number::{self, MOST_DIGITS, read};
use crate::profile::Class;
use crate::row::Cell;
use crate::rule::{Check, Example, Finding, FixNote, Rule, Safety, Severity, kept};

pub(crate) static RULE: Rule = Rule {
    code: "V322",
    name: "rounded-number",
    severity: Severity::Blocker,
    summary: "A long number whose last digits became zeros",
    why: "Spreadsheets keep 15 digits of a number and write zeros for the rest. That happens when several telephone numbers \
          stand in one cell and their signs are lost.",
    says: &[
        "“{number}” has lost its last digits; your export has them.",
        "“{number}” has more than 15 digits and ends in zeros: its last digits are lost.",
    ],
    todo: "Add the export you started from, or type the numbers again. In the spreadsheet set the column to text \
           first.",
    fix: Some(FixNote { safety: Safety::Safe, does: "Write the number of your export" }),
    source: "Seen with spreadsheets, which keep 15 digits of a number; no telephone number has more than 15 (ITU-T E.164)",
    examples: kept(&[
        Example {
            before: "User ID/Email (Required),Phone Number,Webex Contact Center Standard Agent\n\
                     anna@example.com,45260181594526000000,TRUE\n",
            after: Some(
                "User ID/Email (Required),Phone Number,Webex Contact Center Standard Agent\r\n\
                 anna@example.com,\"+4526018159,+4526018160\",TRUE\r\n",
            ),
            baseline: Some("User ID/Email (Required),Phone Number\r\nanna@example.com,\"+4526018159,+4526018160\"\r\n"),
            options: "",
        },
        Example {
            before: "User ID/Email (Required),Phone Number,Webex Contact Center Standard Agent\n\
                     anna@example.com,45260181594526000000,TRUE\n",
            after: None,
            baseline: None,
            options: "",
        },
    ]),
    check: Check::Cell(check),
};

fn check(cell: &Cell<'_>) -> Option<Finding> {
    if cell.class() != Class::Number || cell.value.len() <= MOST_DIGITS {
        return None;
    }
    let exported = OnceCell::new();
    let finding = number::judge(cell, &|number| {
        let digits = read(number)?.digits;
        if !is_rounded(&digits) {
            return None;
        }
        let rounded = Rounded { shown: digits[..MOST_DIGITS].to_owned(), length: digits.len() };
        let exported = exported.get_or_init(|| Exported::of(cell));
        Some(rounded.of_export(exported).into_iter().collect())
    })?;
    let says = usize::from(finding.fix.is_none());
    Some(finding.says(says))
}
