//! V323 `zero-zero-prefix`: `0045…` where `+45…` belongs.

use std::cell::{Cell as Flag, OnceCell};

use crate::evidence::{self, Numbers};
use crate::number::{self, Repair, read};
use crate::phone::{self, Possible};
use crate::profile::Class;
use crate::row::Cell;
use crate::rule::{Check, Example, Finding, FixNote, Rule, Safety, Severity, kept};

pub(crate) static RULE: Rule = Rule {
    code: "V323",
    name: "zero-zero-prefix",
    severity: Severity::Blocker,
    summary: "A telephone number with 00 instead of +",
    why: "00 is what is dialled before the calling code in many countries. The file wants the + itself.",
    says: &[
        "“{number}” begins with 00 where + belongs.",
        "“{number}” begins with 00, but no calling code follows.",
        "“{number}” begins with 00 where + belongs, and behind the calling code stands what is dialled inside the country \
         only.",
        "“{number}” begins with 00 where + belongs, but what follows is no possible number.",
    ],
    todo: "Write the number with + and its calling code.",
    fix: Some(FixNote { safety: Safety::Safe, does: "Write + for 00" }),
    source: "help.webex.com afv3q8, Control Hub user management CSV file reference (the leading + for external numbers)",
    examples: kept(&[
        Example {
            before: "User ID/Email (Required),Phone Number,Webex Contact Center Standard Agent\n\
                 anna@example.com,004526018159,TRUE\n",
            after: Some(
                "User ID/Email (Required),Phone Number,Webex Contact Center Standard Agent\r\n\
             anna@example.com,+4526018159,TRUE\r\n",
            ),
            baseline: None,
            options: "",
        },
        Example {
            before: "User ID/Email (Required),Phone Number,Webex Contact Center Standard Agent\n\
                     bo@example.com,0045 26 01 81 60,TRUE\n",
            after: Some(
                "User ID/Email (Required),Phone Number,Webex Contact Center Standard Agent\r\n\
                 bo@example.com,+4526018160,TRUE\r\n",
            ),
            baseline: Some("User ID/Email (Required),Phone Number\r\nbo@example.com,+4526018160\r\n"),
            options: "",
        },
    ]),
    check: Check::Cell(check),
};

fn check(cell: &Cell<'_>) -> Option<Finding> {
    if cell.class() != Class::Number || !cell.value.contains('0') {
        return None;
    }
    let (has_trunk, has_code, numbers) = (Flag::new(false), Flag::new(true), OnceCell::new());
    let finding = number::judge(cell, &|number| {
        let written = read(number).filter(|written| !written.plus)?;
        let digits = written.digits.strip_prefix("00").filter(|digits| !evidence::is_too_long(digits))?;
        if phone::calling_code_of(digits).is_none() {
            has_code.set(false);
            return Some(Vec::new());
        }
        if let Some(evidence) = numbers.get_or_init(|| Numbers::of(cell)).same_digits(digits) {
            return Some(vec![Repair::proven(format!("+{digits}"), Safety::Safe, evidence)]);
        }
        // After the calling code nobody dials what it replaces inside the country.
        if let Some(digits) = phone::without_trunk_prefix(digits) {
            has_trunk.set(true);
            return Some(vec![Repair::ask(format!("+{digits}"))]);
        }
        Some(if may_be_possible(number, digits) { vec![Repair::ask(with_plus(number))] } else { Vec::new() })
    })?;
    let says = match finding.fix {
        None if !has_code.get() => 1,
        None => 3,
        Some(_) => usize::from(has_trunk.get()) * 2,
    };
    Some(finding.says(says))
}

/// Whether the digits behind the 00 are a number that can exist, a `(0)` among them left out if need be.
fn may_be_possible(number: &str, digits: &str) -> bool {
    let is_possible = |digits: &str| matches!(phone::possible(digits), Possible::Yes { .. });
    let without_bracket = || {
        let rest: String = number.replacen("(0)", "", 1).chars().filter(char::is_ascii_digit).collect();
        is_possible(rest.strip_prefix("00").unwrap_or(&rest))
    };
    is_possible(digits) || (number.contains("(0)") && without_bracket())
}

/// The number with `+` for its first two zeros, its other marks as they are.
fn with_plus(number: &str) -> String {
    let rest = number.split_once('0').and_then(|(_, rest)| rest.split_once('0')).map_or(number, |(_, rest)| rest);
    let rest = rest.trim_start_matches(|character: char| !character.is_ascii_digit() && character != '(');
    format!("+{rest}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zeros_become_a_plus() {
        for (number, plus) in [
            ("004526018159", "+4526018159"),
            ("00 45 26 01", "+45 26 01"),
            ("(00)45 26", "+45 26"),
            ("0045 (0)26", "+45 (0)26"),
            ("0-0-45", "+45"),
        ] {
            assert_eq!(with_plus(number), plus);
        }
    }
}
