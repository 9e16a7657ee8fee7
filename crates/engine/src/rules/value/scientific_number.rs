//! V321 `scientific-number`: a telephone number written like `4.52E+10`.

use std::cell::OnceCell;

use crate::evidence::{Exported, Rounded};
use crate::number;
use crate::profile::Class;
use crate::row::Cell;
use crate::rule::{Check, Example, Finding, FixNote, Rule, Safety, Severity};

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
    todo: "Give us the export you started from, or type the number again with +. In the spreadsheet set the column to text \
           first.",
    fix: Some(FixNote { safety: Safety::Safe, does: "Write the number of your export" }),
    source: "Seen with spreadsheets whose cells have the General format; that Control Hub takes + and digits only: \
             help.webex.com afv3q8, Control Hub user management CSV file reference",
    examples: &[
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
    ],
    check: Check::Cell(check),
};

fn check(cell: &Cell<'_>) -> Option<Finding> {
    if cell.class() != Class::Number || !cell.valid || !cell.value.contains(['E', 'e']) {
        return None;
    }
    let exported = OnceCell::new();
    let finding = number::judge(cell, |number| {
        let exported = || exported.get_or_init(|| Exported::of(cell));
        Some(scientific(number)?.of_export(exported()).into_iter().collect())
    })?;
    let says = usize::from(finding.fix.is_none());
    Some(finding.says(says))
}

/// Reads `4.52E+10`, `4,52E+10` and `4.52e10`.
pub(crate) fn scientific(number: &str) -> Option<Rounded> {
    let number = number.strip_prefix('+').unwrap_or(number);
    let (mantissa, exponent) = number.split_once(['E', 'e'])?;
    let exponent = exponent.strip_prefix('+').unwrap_or(exponent);
    let (whole, fraction) = mantissa.split_once(['.', ',']).unwrap_or((mantissa, ""));
    let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let whole_is_fine = matches!(whole.len(), 1..=20) && is_digits(whole);
    if !whole_is_fine
        || fraction.len() > 30
        || !is_digits(fraction)
        || !matches!(exponent.len(), 1..=3)
        || !is_digits(exponent)
    {
        return None;
    }
    let shown = format!("{whole}{fraction}");
    let zeros = shown.len() - shown.trim_start_matches('0').len();
    let length = (whole.len() + exponent.parse::<usize>().ok()?).checked_sub(zeros)?;
    Some(Rounded { shown: shown[zeros..].to_owned(), length })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn powers_of_ten_are_read() {
        for (number, expected) in [
            ("4.52E+10", Some(("452", 11))),
            ("4,52E+10", Some(("452", 11))),
            ("4.52e10", Some(("452", 11))),
            ("+4.85793E+10", Some(("485793", 11))),
            ("45E9", Some(("45", 11))),
            ("0.452E+11", Some(("452", 11))),
            ("5E+3", Some(("5", 4))),
            ("4.52E-10", None),
            ("E+10", None),
            ("4.5.2E+10", None),
            ("4.52E", None),
            ("4.52E+1000", None),
            ("Extension", None),
        ] {
            let found = scientific(number);
            assert_eq!(found.as_ref().map(|found| (&*found.shown, found.length)), expected, "{number}");
        }
    }
}
