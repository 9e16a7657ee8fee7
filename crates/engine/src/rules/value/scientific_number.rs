//! V321 `scientific-number`: a telephone number written like `4.52E+10`.

use std::cell::OnceCell;

use crate::evidence::{Exported, scientific};
use crate::number;
use crate::profile::Class;
use crate::row::Cell;
use crate::rule::{Check, Example, Finding, FixNote, Rule, Safety, Severity, kept};

pub(crate) static RULE: Rule = Rule {
    code: "V321",
    name: "scientific-number",
    severity: Severity::Blocker,
    summary: "A telephone number written as a power of ten",
    why: "Spreadsheets show long numbers in a short form, such as 4.52E+10, and save them like that. The digits that are \
          not shown are gone from the file.",
    says: &[
        "“{number}” is a rounded number; your export has the whole one.",
        "“{number}” is a rounded number and cannot be restored: its other digits are not in the file.",
    ],
    todo: "Add the export you started from, or type the number again with +. In the spreadsheet set the column to text \
           first.",
    fix: Some(FixNote { safety: Safety::Safe, does: "Write the number of your export" }),
    source: "Seen with spreadsheets whose cells have the General format; that Control Hub takes + and digits only: \
             help.webex.com afv3q8, Control Hub user management CSV file reference",
    examples: kept(&[
        Example {
            before: "User ID/Email (Required),Phone Number,Webex Contact Center Standard Agent\n\
                     anna@example.com,4.85793E+10,TRUE\nbo@example.com,\"4,67908E+10\",TRUE\n",
            after: Some(
                "User ID/Email (Required),Phone Number,Webex Contact Center Standard Agent\r\n\
                 anna@example.com,+48579290810,TRUE\r\nbo@example.com,+46790757938,TRUE\r\n",
            ),
            baseline: Some(
                "User ID/Email (Required),Phone Number\r\nanna@example.com,+48579290810\r\nbo@example.com,+46790757938\r\n",
            ),
            options: "",
        },
        Example {
            before: "User ID/Email (Required),Phone Number,Webex Contact Center Standard Agent\n\
                     anna@example.com,4.85793E+10,TRUE\n",
            after: None,
            baseline: None,
            options: "",
        },
    ]),
    check: Check::Cell(check),
};

fn check(cell: &Cell<'_>) -> Option<Finding> {
    if cell.class() != Class::Number || !cell.value.contains(['E', 'e']) {
        return None;
    }
    let exported = OnceCell::new();
    let finding = number::judge(cell, &|number| {
        let exported = || exported.get_or_init(|| Exported::of(cell));
        Some(scientific(number)?.of_export(exported()).into_iter().collect())
    })?;
    let says = usize::from(finding.fix.is_none());
    Some(finding.says(says))
}
