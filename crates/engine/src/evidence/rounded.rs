//! What is left of a number that a spreadsheet rounded or cut, and the number of the export that it was.

use crate::number::{self, MOST_DIGITS, Repair, read};
use crate::row::Cell;
use crate::rule::Safety;
use crate::sorting;

use super::Evidence;
use super::export::of_cell;

/// Digits that a rounded number must show to prove the number it was.
const ENOUGH_DIGITS: usize = 5;

/// What is left of a number that was rounded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Rounded {
    /// The digits shown, without zeros in front.
    pub(crate) shown: String,
    /// How many digits the number has before its decimal point.
    pub(crate) length: usize,
}

impl Rounded {
    /// Whether these digits give what is shown once they are rounded.
    pub(crate) fn is_of(&self, digits: &str) -> bool {
        let shown = self.shown.len();
        if digits.len() < shown {
            let padded = format!("{digits:0<shown$}");
            return digits.len() == self.length && padded == self.shown;
        }
        let (kept, rest) = digits.split_at(shown);
        if digits.len() == self.length && kept == self.shown && !rest.starts_with(|digit| digit >= '5') {
            return true;
        }
        if !rest.starts_with(|digit| digit >= '5') {
            return false;
        }
        let up = add_one(kept);
        let grown = up.len() - kept.len();
        digits.len() + grown == self.length && up[..shown] == self.shown
    }

    /// Whether so many of these digits are shown that hardly another number gives the same.
    pub(crate) fn is_certainly_of(&self, digits: &str) -> bool {
        let is_exact = || digits.bytes().skip(self.shown.len()).all(|digit| digit == b'0');
        self.is_of(digits) && (self.shown.len() >= ENOUGH_DIGITS || is_exact())
    }

    /// Whether these digits give what is shown once all behind it are zeros. Only what is behind the digits that a
    /// spreadsheet keeps is cut; what it shows shorter it rounds.
    pub(crate) fn is_cut_from(&self, digits: &str) -> bool {
        self.shown.len() >= MOST_DIGITS && digits.len() == self.length && digits.starts_with(&self.shown)
    }

    /// The one number of the export's cell that was rounded to this.
    pub(crate) fn of_export(&self, exported: &Exported) -> Option<Repair> {
        let fits = |digits: &str| self.is_of(digits) || self.is_cut_from(digits);
        let mut numbers: Vec<&str> = exported
            .numbers
            .iter()
            .filter(|(_, digits)| !is_rounded(digits) && fits(digits))
            .map(|(number, _)| number.as_str())
            .collect();
        numbers.dedup();
        // `+4526018159,+4526018160` without its signs is one long number to a spreadsheet.
        if numbers.is_empty() && exported.is_beside_one {
            let whole = exported.whole.as_deref().unwrap_or_default();
            let digits: String = whole.chars().filter(char::is_ascii_digit).collect();
            let is_plain =
                whole.chars().all(|character| character.is_ascii_digit() || matches!(character, '+' | ',' | ' '));
            numbers.extend((is_plain && whole.contains(',') && fits(&digits)).then_some(whole));
        }
        let [number] = numbers.as_slice() else { return None };
        let safety = if self.shown.len() >= ENOUGH_DIGITS { Safety::Safe } else { Safety::Ask };
        Some(Repair::proven((*number).to_owned(), safety, Evidence::of_export(number)))
    }
}

/// What the export has in a cell of numbers, read once. Nothing when it has the same value: then it was damaged in the
/// same way.
#[derive(Default)]
pub(crate) struct Exported {
    whole: Option<String>,
    /// Different numbers with their digits.
    numbers: Vec<(String, String)>,
    /// Whether the file's cell holds one number only.
    is_beside_one: bool,
}

/// A cell with more numbers than this is nobody's, and proves nothing of a rounded one.
const MOST_NUMBERS: usize = 64;

impl Exported {
    pub(crate) fn of(cell: &Cell<'_>) -> Self {
        let Some(known) = cell.exported_otherwise() else { return Self::default() };
        if number::holds_too_many(&known) {
            return Self::default();
        }
        let parts = number::parts(&known);
        if parts.len() > MOST_NUMBERS {
            return Self::default();
        }
        let mut numbers: Vec<(String, String)> =
            parts.iter().filter_map(|part| Some((part.number.to_owned(), read(part.number)?.digits))).collect();
        sorting::sort_by(&mut numbers, Ord::cmp);
        numbers.dedup();
        Exported {
            numbers,
            is_beside_one: !number::holds_too_many(cell.value) && number::parts(cell.value).len() == 1,
            whole: Some(known),
        }
    }

    /// Whether it has this number, its + and leading zeros aside.
    pub(crate) fn with_digits(&self, number: &str) -> Option<Evidence> {
        let plain = number.trim_start_matches(['+', '0']);
        let has = self.numbers.iter().any(|(_, digits)| digits.trim_start_matches('0') == plain);
        self.whole.as_deref().filter(|_| has).map(|whole| of_cell(whole, number))
    }
}

fn add_one(digits: &str) -> String {
    let mut bytes = digits.as_bytes().to_vec();
    for byte in bytes.iter_mut().rev() {
        if *byte < b'9' {
            *byte += 1;
            return String::from_utf8_lossy(&bytes).into_owned();
        }
        *byte = b'0';
    }
    format!("1{}", String::from_utf8_lossy(&bytes))
}

/// Whether all digits that a spreadsheet does not keep are zeros.
pub(crate) fn is_rounded(digits: &str) -> bool {
    digits.len() > MOST_DIGITS && digits[MOST_DIGITS..].bytes().all(|byte| byte == b'0')
}

/// Whether a number has too many digits to be one.
pub(crate) fn is_too_long(digits: &str) -> bool {
    digits.len() > MOST_DIGITS
}

/// Reads `4.52E+10`, `4,52E+10` and `4.52e10`.
pub(crate) fn scientific(number: &str) -> Option<Rounded> {
    let number = number.strip_prefix('+').unwrap_or(number);
    let (mantissa, exponent) = number.split_once(['E', 'e'])?;
    let exponent = exponent.strip_prefix('+').unwrap_or(exponent);
    let (whole, fraction) = mantissa.split_once(['.', ',', '٫']).unwrap_or((mantissa, ""));
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

    fn rounded(shown: &str, length: usize) -> Rounded {
        Rounded { shown: shown.to_owned(), length }
    }

    #[test]
    fn numbers_are_known_by_what_rounding_left() {
        for (shown, length, digits, is_of) in [
            ("485793", 11, "48579290810", true),
            ("485792", 11, "48579290810", false),
            ("467908", 11, "46790757938", true),
            ("351961", 12, "351961003307", true),
            ("351961", 11, "351961003307", false),
            ("485793", 11, "485792908100", false),
            ("1", 11, "9999999999", true),
            ("10000", 11, "9999960000", true),
            ("10000", 10, "9999960000", false),
            ("45", 10, "4526018159", true),
            ("4526018159", 10, "4526018159", true),
            ("45260", 4, "4526", true),
            ("45261", 4, "4526", false),
        ] {
            assert_eq!(rounded(shown, length).is_of(digits), is_of, "{shown} {length} {digits}");
        }
        assert!(rounded("452601815945260", 20).is_cut_from("45260181594526018160"));
        assert!(!rounded("452601815945261", 20).is_cut_from("45260181594526018160"));
        assert!(!rounded("45260181594526", 20).is_cut_from("45260181594526918160"), "it would end in 7");
    }

    #[test]
    fn one_more() {
        assert_eq!(add_one("129"), "130");
        assert_eq!(add_one("999"), "1000");
    }

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
