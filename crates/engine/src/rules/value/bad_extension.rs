//! V330 `bad-extension`: an extension that is no extension.

use crate::date::DateParts;
use crate::evidence;
use crate::number::is_remove;
use crate::phone::{self, Possible};
use crate::plain::is_digits;
use crate::profile::{Class, Kind};
use crate::row::Cell;
use crate::rule::{Check, Example, Finding, FixNote, Rule, Safety, Severity, kept};
use crate::words::say;

pub(crate) static RULE: Rule = Rule {
    code: "V330",
    name: "bad-extension",
    severity: Severity::Warning,
    summary: "An extension that is not 2 to 10 digits",
    why: "An extension is 2 to 10 digits. Spreadsheets make a date or a power of ten of some of them.",
    says: &[
        "“{value}” is a date: a spreadsheet made it of the extension.",
        "“{value}” holds something else than digits.",
        "“{value}” is not 2 to 10 digits long.",
        "“{value}”: the command REMOVE is known in Phone Number, not in this column.",
    ],
    todo: "Look the extension up and write its digits. In the spreadsheet set the column to text first.",
    fix: Some(FixNote { safety: Safety::Safe, does: "Write the extension of your export" }),
    source: "help.webex.com afv3q8, Control Hub user management CSV file reference (digits); the length is our inference",
    examples: kept(&[
        Example {
            before: "User ID/Email (Required),Extension,Webex Contact Center Standard Agent\nanna@example.com,1-Feb,TRUE\n",
            after: Some(
                "User ID/Email (Required),Extension,Webex Contact Center Standard Agent\r\nanna@example.com,0102,TRUE\r\n",
            ),
            baseline: Some("User ID/Email (Required),Extension\r\nanna@example.com,0102\r\n"),
            options: "",
        },
        Example {
            before: "User ID/Email (Required),Extension,Webex Contact Center Standard Agent\nanna@example.com,88x25,TRUE\n",
            after: None,
            baseline: None,
            options: "",
        },
    ]),
    check: Check::Cell(check),
};

fn check(cell: &Cell<'_>) -> Option<Finding> {
    if cell.class() != Class::Extension || cell.value.is_empty() {
        return None;
    }
    let has_digits = is_digits(cell.value.as_bytes());
    if (has_digits && matches!(cell.value.len(), 2..=10)) || evidence::is_as_exported(cell) {
        return None;
    }
    let is_number = |digits| matches!(phone::possible(digits), Possible::Yes { .. });
    if cell.column.kind == Kind::DirectoryNumber && cell.value.strip_prefix('+').is_some_and(is_number) {
        return None; // older files have whole numbers there, too
    }
    if is_remove(cell.value) {
        return Some(Finding::new().says(3)); // a command stays as it is
    }
    let date = DateParts::of(cell.value);
    let says = match (&date, has_digits) {
        (Some(_), _) => 0,
        (None, false) => 1,
        (None, true) => 2,
    };
    let finding = Finding::new().says(says);
    let Some(restored) = evidence::extension(cell, date.as_ref()) else { return Some(finding) };
    let does = say!("Write {value}", value = &restored.value);
    Some(finding.restored(restored).does(does))
}
