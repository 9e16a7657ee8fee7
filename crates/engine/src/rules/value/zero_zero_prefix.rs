//! V323 `zero-zero-prefix`: `0045…` where `+45…` belongs.

use crate::evidence;
use crate::number::{self, Repair, read};
use crate::phone;
use crate::profile::Class;
use crate::row::Cell;
use crate::rule::{Check, Example, Finding, FixNote, Rule, Safety, Severity};

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
    ],
    todo: "Write the number with + and its calling code.",
    fix: Some(FixNote { safety: Safety::Ask, does: "Write + for 00" }),
    source: "help.webex.com afv3q8, Control Hub user management CSV file reference (the leading + for external numbers)",
    examples: &[Example {
        before: "User ID/Email (Required),Phone Number,Webex Contact Center Standard Agent\n\
                 anna@example.com,004526018159,TRUE\n",
        after: Some(
            "User ID/Email (Required),Phone Number,Webex Contact Center Standard Agent\r\n\
             anna@example.com,+4526018159,TRUE\r\n",
        ),
        baseline: None,
        options: "",
    }],
    check: Check::Cell(check),
};

fn check(cell: &Cell<'_>) -> Option<Finding> {
    if cell.class() != Class::Number || !cell.valid || !cell.value.contains('0') {
        return None;
    }
    let has_trunk = std::cell::Cell::new(false);
    let finding = number::judge(cell, |number| {
        let written = read(number).filter(|written| !written.plus)?;
        let digits = written.digits.strip_prefix("00").filter(|digits| !evidence::is_too_long(digits))?;
        if phone::calling_code_of(digits).is_none() {
            return Some(Vec::new());
        }
        // After the calling code nobody dials what it replaces inside the country.
        let without_trunk = phone::without_trunk_prefix(digits);
        has_trunk.set(has_trunk.get() || without_trunk.is_some());
        Some(vec![Repair::ask(without_trunk.map_or_else(|| with_plus(number), |digits| format!("+{digits}")))])
    })?;
    let says = match finding.fix {
        None => 1,
        Some(_) => usize::from(has_trunk.get()) * 2,
    };
    Some(finding.says(says))
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
