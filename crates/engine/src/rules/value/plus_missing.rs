//! V320 `plus-missing`: a telephone number without its +.

use std::cell::OnceCell;

use crate::evidence::{self, Numbers};
use crate::number::{self, read};
use crate::profile::Class;
use crate::row::Cell;
use crate::rule::{Check, Example, Finding, FixNote, Rule, Safety, Severity, kept};

pub(crate) static RULE: Rule = Rule {
    code: "V320",
    name: "plus-missing",
    severity: Severity::Blocker,
    summary: "A telephone number without its +",
    why: "Numbers stand in the file with + and the calling code of their country. Some spreadsheets take such a number for \
          one to calculate with when they open the file and drop the +.",
    says: &[
        "“{number}” has lost its +.",
        "“{number}” has no + in front, and nothing here proves which country it belongs to.",
        "“{number}” has no + in front, and it can be read in more than one way.",
        "“{number}” stands without + and calling code, as it is dialled inside its country.",
    ],
    todo: "Add the export you started from or state the country, or write the number with + and the calling code. In \
           the spreadsheet set the column to text first.",
    fix: Some(FixNote { safety: Safety::Safe, does: "Write the number with + and its calling code" }),
    source: "help.webex.com 52ulis, Ways to add users for Webex Contact Center (spreadsheet editors remove the +); afv3q8, \
             Control Hub user management CSV file reference (the leading +)",
    examples: kept(&[
        Example {
            before: "User ID/Email (Required),Phone Number,Webex Contact Center Standard Agent\n\
                     anna@example.com,4526018159,TRUE\n",
            after: Some(
                "User ID/Email (Required),Phone Number,Webex Contact Center Standard Agent\r\n\
                 anna@example.com,+4526018159,TRUE\r\n",
            ),
            baseline: Some("User ID/Email (Required),Phone Number\r\nanna@example.com,+4526018159\r\n"),
            options: "",
        },
        Example {
            before: "User ID/Email (Required),Phone Number,Caller ID Number,Webex Contact Center Standard Agent\n\
                     anna@example.com,4526018159,+4526018159,TRUE\n",
            after: Some(
                "User ID/Email (Required),Phone Number,Caller ID Number,Webex Contact Center Standard Agent\r\n\
                 anna@example.com,+4526018159,+4526018159,TRUE\r\n",
            ),
            baseline: None,
            options: "",
        },
        Example {
            before: "User ID/Email (Required),Phone Number,Webex Contact Center Standard Agent\n\
                     anna@example.com,26 01 81 59,TRUE\n",
            after: Some(
                "User ID/Email (Required),Phone Number,Webex Contact Center Standard Agent\r\n\
                 anna@example.com,+4526018159,TRUE\r\n",
            ),
            baseline: None,
            options: r#"{"countries":["DK"]}"#,
        },
    ]),
    check: Check::Cell(check),
};

fn check(cell: &Cell<'_>) -> Option<Finding> {
    if cell.class() != Class::Number || cell.value.is_empty() {
        return None;
    }
    let numbers = OnceCell::new();
    let finding = number::judge(cell, &|number| {
        let written = read(number).filter(|written| !written.plus)?;
        let digits = written.digits.as_str();
        if digits.starts_with("00") || evidence::is_rounded(digits) || evidence::is_too_long(digits) {
            return None; // another fault than a missing +
        }
        Some(numbers.get_or_init(|| Numbers::of(cell)).with_plus(digits))
    })?;
    let says = match finding.fix.as_ref().map(|fix| fix.choices.as_slice()) {
        None => 1,
        Some([choice]) => usize::from(!number::has_same_digits(cell.value, &choice.act)) * 3,
        Some(_) => 2,
    };
    Some(finding.says(says))
}
