//! V324 `phone-punctuation`: blanks, hyphens, dots or brackets in a telephone number.

use std::cell::OnceCell;

use crate::evidence::{self, Evidence};
use crate::number::{self, Repair, Written, read};
use crate::phone::{self, Possible};
use crate::profile::Class;
use crate::row::Cell;
use crate::rule::{Check, Example, Finding, FixNote, Rule, Safety, Severity, kept};
use crate::words::say;

pub(crate) static RULE: Rule = Rule {
    code: "V324",
    name: "phone-punctuation",
    severity: Severity::Warning,
    summary: "Blanks, hyphens, dots or brackets in a telephone number",
    why: "Control Hub asks for the + and digits, without other characters. Its own examples carry hyphens and blanks, so \
          that it may take some; + and digits alone are taken everywhere.",
    says: &[
        "“{number}” holds other characters than + and digits.",
        "“{number}” holds a 0 in brackets, which is dialled inside the country only.",
        "“{number}” holds other characters than + and digits, and it is no possible number without them.",
        "“{number}” holds a 0 in brackets, which may or may not belong to the number.",
        "“{number}” holds other characters than + and digits, and behind the calling code what is dialled inside the \
         country only.",
    ],
    todo: "Write + and digits, nothing else.",
    fix: Some(FixNote { safety: Safety::Safe, does: "Write + and digits alone" }),
    source: "help.webex.com afv3q8, Control Hub user management CSV file reference (the + without other characters)",
    examples: kept(&[
        Example {
            before: "User ID/Email (Required),Phone Number,Webex Contact Center Standard Agent\n\
                     anna@example.com,+45 26-01 81.59,TRUE\n",
            after: Some(
                "User ID/Email (Required),Phone Number,Webex Contact Center Standard Agent\r\n\
                 anna@example.com,+4526018159,TRUE\r\n",
            ),
            baseline: None,
            options: "",
        },
        Example {
            before: "User ID/Email (Required),Phone Number,Webex Contact Center Standard Agent\n\
                     anna@example.com,+44 (0)20 7946 0958,TRUE\n",
            after: Some(
                "User ID/Email (Required),Phone Number,Webex Contact Center Standard Agent\r\n\
                 anna@example.com,+442079460958,TRUE\r\n",
            ),
            baseline: None,
            options: "",
        },
    ]),
    check: Check::Cell(check),
};

fn check(cell: &Cell<'_>) -> Option<Finding> {
    if cell.class() != Class::Number || !cell.value.contains('+') {
        return None;
    }
    let known = OnceCell::new();
    let finding = number::judge(cell, &|number| {
        let written = read(number).filter(|written| written.plus && written.marked)?;
        Some(repairs(known.get_or_init(|| evidence::number_of_cell(cell)).as_ref(), number, &written))
    })?;
    let has_zero = bracketed_zero(cell.value).is_some();
    let says = match finding.fix.as_ref().map(|fix| fix.choices.as_slice()) {
        None => 2,
        Some([_]) if has_zero => 1,
        Some([choice]) if number::has_same_digits(cell.value, &choice.act) => 0,
        Some([_]) => 4,
        Some(_) => 3,
    };
    Some(finding.says(says))
}

fn repairs(known: Option<&(String, Evidence)>, number: &str, written: &Written) -> Vec<Repair> {
    if let Some(bracket) = bracketed_zero(number) {
        // Where 0 is what is dialled first inside the country, only the first is possible.
        let mut digits = vec![without_zero(number, bracket), written.digits.clone()];
        digits.retain(|digits| matches!(phone::possible(digits), Possible::Yes { .. }));
        if let Some((known, evidence)) = known.filter(|(known, _)| digits.len() > 1 && digits.contains(known)) {
            return vec![Repair::proven(format!("+{known}"), Safety::Ask, evidence.clone())];
        }
        let keys = ["without-zero", "with-zero"];
        return digits
            .iter()
            .zip(keys)
            .map(|(digits, key)| Repair { key, ..Repair::ask(format!("+{digits}")) })
            .collect();
    }
    if evidence::is_too_long(&written.digits) {
        return Vec::new(); // two numbers in one cell: joined, both would be lost
    }
    let plain = format!("+{}", written.digits);
    let is_possible = matches!(phone::possible(&written.digits), Possible::Yes { .. });
    let is_known = known.is_some_and(|(known, _)| *known == written.digits);
    if is_possible || is_known {
        if !is_known && number::has_part_behind(number) {
            return vec![Repair::ask(plain)];
        }
        let evidence = Evidence::reading(say!("The + and the digits stay the same."));
        return vec![Repair::proven(plain, Safety::Safe, evidence)];
    }
    // `+46 070…` has both the calling code and what replaces it inside the country.
    phone::without_trunk_prefix(&written.digits).map(|digits| Repair::ask(format!("+{digits}"))).into_iter().collect()
}

/// Where `(0)` stands.
fn bracketed_zero(number: &str) -> Option<usize> {
    number.find("(0)")
}

fn without_zero(number: &str, bracket: usize) -> String {
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    digits(&number[..bracket]) + &digits(&number[bracket + "(0)".len()..])
}
