//! V330 `bad-extension`: an extension that is no extension.

use crate::evidence;
use crate::number::is_remove;
use crate::phone::{self, Possible};
use crate::plain::is_digits;
use crate::profile::{Class, Kind};
use crate::row::Cell;
use crate::rule::{Act, Check, Example, Finding, FixNote, Rule, Safety, Severity};
use crate::rules::value::scientific_number::scientific;
use crate::text::{digits_and_marks, is_blank};

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
    examples: &[
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
    ],
    check: Check::Cell(check),
};

fn check(cell: &Cell<'_>) -> Option<Finding> {
    if cell.class() != Class::Extension || !cell.valid || cell.value.is_empty() {
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
    let is_date = is_date(cell.value);
    let says = match (is_date, has_digits) {
        (true, _) => 0,
        (false, false) => 1,
        (false, true) => 2,
    };
    let finding = Finding::new().says(says);
    let is_extension = |known: &String| matches!(known.len(), 2..=10) && is_digits(known.as_bytes());
    let Some(known) = cell.baseline().filter(is_extension) else { return Some(finding) };
    // A damaged extension of the export comes back; another one that somebody
    // typed (with a slip) is asked for.
    let safety = if is_date || is_damaged(cell.value, &known) { Safety::Safe } else { Safety::Ask };
    let finding = finding.fixed(safety, Act::Replace(known.clone())).does(format!("Write {known}"));
    Some(finding.proven(evidence::of_export(&known)))
}

/// Whether what is left of the value agrees with the extension of the export.
fn is_damaged(value: &str, known: &str) -> bool {
    let known = known.trim_start_matches('0');
    scientific(value).is_some_and(|rounded| rounded.is_of(known))
        || digits_and_marks(value).is_some_and(|digits| digits.trim_start_matches('0') == known)
}

/// No spreadsheet writes a longer one, in any language.
const LONGEST_DATE: usize = 60;

/// `1-Feb`, `feb-01`, `01.02.2026`, `2026-02-01`, `1. feb 2026`.
fn is_date(value: &str) -> bool {
    if value.len() > LONGEST_DATE {
        return false;
    }
    let parts: Vec<&str> = value
        .split(|sign: char| matches!(sign, '-' | '/' | '.') || is_blank(sign))
        .filter(|part| !part.is_empty())
        .collect();
    let is_number = |part: &&&str| matches!(part.len(), 1 | 2 | 4) && part.bytes().all(|byte| byte.is_ascii_digit());
    let numbers = parts.iter().filter(is_number).count();
    let months = parts.iter().filter(|part| is_month(part)).count();
    let years = parts.iter().filter(|part| part.len() == 4).count();
    match (numbers, months) {
        (1 | 2, 1) => numbers + months == parts.len(),
        (3, 0) => parts.len() == 3 && years <= 1 && parts.iter().filter(|part| part.len() <= 2).count() >= 2,
        _ => false,
    }
}

/// Short and long names of months in the languages of the spreadsheets met.
fn is_month(word: &str) -> bool {
    const MONTHS: &str = "jan feb mar apr may maj mai mei jun jul aug sep sept okt oct nov dec dez des fev fév févr avr abr \
                          mars juin juil août aoû déc ago set out sty lut kwi cze lip sie wrz paź lis gru mär mrt ene dic \
                          gen mag giu lug ott january february march april june july august september october november \
                          december januar februar marts juni juli oktober";
    let small = word.to_lowercase();
    MONTHS.split(' ').any(|month| month == small)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_known() {
        for (value, date) in [
            ("1-Feb", true),
            ("feb-01", true),
            ("01-02-2026", true),
            ("2026-02-01", true),
            ("1. maj", true),
            ("1/2/26", true),
            ("88-25", false),
            ("8825", false),
            ("12-34-5678-9", false),
            ("x", false),
            ("feb", false),
        ] {
            assert_eq!(is_date(value), date, "{value}");
        }
    }

    #[test]
    fn damage_is_told_from_a_change() {
        assert!(is_damaged("88 25", "8825"));
        assert!(is_damaged("5", "05"));
        assert!(is_damaged("1.23456E+09", "1234560000"));
        assert!(!is_damaged("88x25", "8825"));
        assert!(!is_damaged("7", "8825"));
    }
}
