//! V343 `spreadsheet-error`: `#N/A`, `#REF!` or a row of `#` instead of a value.

use crate::evidence;
use crate::row::Cell;
use crate::rule::{Check, Example, Finding, FixNote, Rule, Safety, Severity, kept};

pub(crate) static RULE: Rule = Rule {
    code: "V343",
    name: "spreadsheet-error",
    severity: Severity::Blocker,
    summary: "An error of a spreadsheet instead of a value",
    why: "A formula failed, or the column was too narrow to show the number, and the spreadsheet saved what it showed. The \
          import would write that over the user's real value.",
    says: &[
        "“{value}” is an error of a spreadsheet; your export has the value.",
        "“{value}” is an error of a spreadsheet, and the value is not in the file.",
    ],
    todo: "Correct the formula or widen the column and save the file again, or type the value.",
    fix: Some(FixNote { safety: Safety::Safe, does: "Write the value of your export" }),
    source: "Seen with spreadsheets: what a cell shows is what is saved as CSV",
    examples: kept(&[
        Example {
            before: "User ID/Email (Required),Department,Webex Contact Center Standard Agent\nanna@example.com,#REF!,TRUE\n",
            after: Some(
                "User ID/Email (Required),Department,Webex Contact Center Standard Agent\r\nanna@example.com,Support,TRUE\r\n",
            ),
            baseline: Some("User ID/Email (Required),Department\r\nanna@example.com,Support\r\n"),
            options: "",
        },
        Example {
            before: "User ID/Email (Required),Department,Webex Contact Center Standard Agent\nanna@example.com,########,TRUE\n",
            after: None,
            baseline: None,
            options: "",
        },
    ]),
    check: Check::Cell(check),
};

fn check(cell: &Cell<'_>) -> Option<Finding> {
    if !is_error(cell.value.trim()) {
        return None;
    }
    Some(match evidence::show_of_error(cell, is_error) {
        None => Finding::new().says(1),
        Some(restored) => Finding::new().restored(restored),
    })
}

pub(crate) fn is_error(value: &str) -> bool {
    if let Some(number) = value.strip_prefix("Err:") {
        return number.len() == 3 && number.bytes().all(|byte| byte.is_ascii_digit());
    }
    let Some(rest) = value.strip_prefix('#') else { return false };
    if rest.len() >= 2 && rest.bytes().all(|byte| byte == b'#') {
        return true;
    }
    // `#REF!`, `#NAME?`, `#DIV/0!` and what other languages write: capitals and one of these ends.
    let named = |end: char| {
        rest.strip_suffix(end).is_some_and(|name| name.chars().count() >= 2 && name.chars().all(is_of_error))
    };
    named('!') || named('?') || NOT_AVAILABLE.contains(&rest)
}

fn is_of_error(character: char) -> bool {
    character.is_uppercase() || matches!(character, '/' | '0' | '_' | ' ' | '¡' | '¿' | '.')
}

/// `#N/A` in the languages of spreadsheets: these have no mark at their end.
const NOT_AVAILABLE: [&str; 13] =
    ["N/A", "N/D", "I/T", "NV", "N/B", "ND", "N.D.", "Н/Д", "SAKNAS", "YOK", "HIÁNYZIK", "Δ/Υ", "GETTING_DATA"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_are_known() {
        for (value, error) in [
            ("#N/A", true),
            ("#REF!", true),
            ("#NAME?", true),
            ("#DIV/0!", true),
            ("#VÆRDI!", true),
            ("#NAVN?", true),
            ("#I/T", true),
            ("#¡VALOR!", true),
            ("#########", true),
            ("###", true),
            ("Err:502", true),
            ("#1", false),
            ("##", false),
            ("#", false),
            ("#Support", false),
            ("C#", false),
            ("N/A", false),
        ] {
            assert_eq!(is_error(value), error, "{value}");
        }
    }
}
