//! Where evidence comes from: the user's record in the export, the user's other numbers, the file as a whole, and
//! what the admin stated.
//!
//! What must stay true: this is the one place that weighs evidence, so that every rule weighs it alike. Only what
//! the export or the file itself shows makes a fix safe; a stated country never does.

use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};

use crate::encoding::Encoding;
use crate::number::{self, MOST_DIGITS, Repair, Written, read};
use crate::phone::{self, Possible};
use crate::profile::{Class, Kind};
use crate::row::Cell;
use crate::rule::{Evidence, Safety};
use crate::sheet::Column;

/// Digits that a rounded number must show to prove the number it was.
const ENOUGH_DIGITS: usize = 5;

/// What the export says of a cell, for people.
pub(crate) fn of_export(value: &str) -> Evidence {
    if value.is_empty() {
        return Evidence::new("baseline", "Your export has a blank here for this user.");
    }
    Evidence::baseline(value)
}

/// What the export says of one number of a cell: the whole cell, unless it is long, for each number has its own proof.
fn of_export_cell(cell: &str, number: &str) -> Evidence {
    Evidence::baseline(if cell.len() <= 64 { cell } else { number })
}

/// Whether the export has the very same value: then nothing has damaged it since.
pub(crate) fn is_as_exported(cell: &Cell<'_>) -> bool {
    cell.baseline().is_some_and(|known| known == cell.value)
}

/// What the export and the user's other numbers tell of one cell, read once however many numbers it holds.
pub(crate) struct Numbers<'c> {
    cell: &'c Cell<'c>,
    known: Option<String>,
    with_plus: HashSet<String>,
    /// Where each other number of the user with a + stands.
    siblings: OnceCell<HashMap<String, String>>,
    national: Option<Written>,
}

/// Other number columns that are asked: a file has a handful.
const SIBLINGS: usize = 16;

impl<'c> Numbers<'c> {
    pub(crate) fn of(cell: &'c Cell<'c>) -> Self {
        let known = cell.baseline();
        let with_plus = known.iter().flat_map(|known| numbers_with_plus(known)).collect();
        let national = known.as_deref().and_then(read).filter(|written| written.plus);
        Numbers { cell, known, with_plus, siblings: OnceCell::new(), national }
    }

    /// What a number without + is, as far as anything tells. Best evidence only; several when one evidence allows
    /// several readings; none when there is no evidence.
    pub(crate) fn with_plus(&self, digits: &str) -> Vec<Repair> {
        if let Some(evidence) = self.same_digits(digits) {
            return vec![Repair::proven(format!("+{digits}"), Safety::Safe, evidence)];
        }
        if let Some(repair) = self.national_of_export(digits) {
            return vec![repair];
        }
        let stated = of_stated_countries(self.cell, digits);
        if stated.is_empty() { of_main_calling_code(self.cell, digits).into_iter().collect() } else { stated }
    }

    /// The same digits with a + elsewhere in this user's numbers: in the export's cell, another number column, or the
    /// export's value of such a column.
    fn same_digits(&self, digits: &str) -> Option<Evidence> {
        if self.with_plus.contains(digits) {
            return self.known.as_deref().map(|known| of_export_cell(known, &format!("+{digits}")));
        }
        let place = self.siblings.get_or_init(|| siblings(self.cell)).get(digits)?;
        Some(Evidence::new("sibling", format!("{place} has +{digits} for this user.")))
    }

    /// The export's number, when these digits are the same number as it is dialled inside its country.
    fn national_of_export(&self, digits: &str) -> Option<Repair> {
        let (known, written) = (self.known.as_deref()?, self.national.as_ref()?);
        let national = digits.trim_start_matches('0');
        let code = phone::calling_code_of(&written.digits)?;
        let is_same = national.len() >= 5 && written.digits.strip_prefix(code) == Some(national);
        is_same.then(|| Repair::proven(format!("+{}", written.digits), Safety::Ask, Evidence::baseline(known)))
    }
}

/// The numbers with a + of the user's other cells; those of this file before those of the export.
fn siblings(cell: &Cell<'_>) -> HashMap<String, String> {
    let mut found = HashMap::new();
    let mut add = |column: &Column, place: &str, value: &str| {
        for digits in numbers_with_plus(value) {
            found.entry(digits).or_insert_with(|| format!("“{}” {place}", column.name));
        }
    };
    other_numbers(cell).for_each(|column| add(column, "in this file", &cell.row.value(column.index)));
    for column in other_numbers(cell) {
        if let Some(known) = cell.row.baseline(column) {
            add(column, "of your export", &known);
        }
    }
    found
}

fn other_numbers<'c>(cell: &Cell<'c>) -> impl Iterator<Item = &'c Column> {
    let own = cell.column.index;
    let is_other = move |column: &&Column| column.index != own && !column.dropped && column.class == Class::Number;
    cell.sheet.columns.iter().filter(is_other).take(SIBLINGS)
}

fn numbers_with_plus(value: &str) -> impl Iterator<Item = String> + use<> {
    let plain = number::spelled_plainly(value);
    let parts = number::parts(&plain);
    let written: Vec<Written> = parts.iter().filter_map(|part| read(part.number)).collect();
    written.into_iter().filter(|written| written.plus).map(|written| written.digits)
}

fn of_stated_countries(cell: &Cell<'_>, digits: &str) -> Vec<Repair> {
    let mut repairs: Vec<Repair> = Vec::new();
    for country in cell.sheet.countries.iter().filter_map(|iso| phone::country(iso)) {
        for number in phone::international(digits, country) {
            if repairs.iter().any(|known| known.number == number) {
                continue;
            }
            let key = if number[1..] == *digits { "as-it-stands" } else { country.iso };
            let says = format!("You stated {} as a country of these numbers (+{}).", country.iso, country.code);
            repairs.push(Repair { key, number, safety: Safety::Ask, evidence: Some(Evidence::new("country", says)) });
        }
    }
    repairs
}

/// Most numbers of the file have the calling code that these digits begin with.
fn of_main_calling_code(cell: &Cell<'_>, digits: &str) -> Option<Repair> {
    let code = cell.sheet.facts.main_calling_code()?;
    let is_possible = matches!(phone::possible(digits), Possible::Yes { calling_code } if calling_code == code);
    let evidence = || Evidence::new("file", format!("Most numbers of this file that have a + begin with +{code}."));
    is_possible.then(|| Repair::proven(format!("+{digits}"), Safety::Ask, evidence()))
}

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

    /// Whether these digits give what is shown once all behind it are zeros.
    pub(crate) fn is_cut_from(&self, digits: &str) -> bool {
        digits.len() == self.length && digits.starts_with(&self.shown)
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
        Some(Repair::proven((*number).to_owned(), safety, Evidence::baseline(number)))
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
        let Some(known) = cell.baseline().filter(|known| known != cell.value) else { return Self::default() };
        let parts = number::parts(&known);
        if parts.len() > MOST_NUMBERS {
            return Self::default();
        }
        let mut numbers: Vec<(String, String)> =
            parts.iter().filter_map(|part| Some((part.number.to_owned(), read(part.number)?.digits))).collect();
        numbers.sort();
        numbers.dedup();
        Exported { numbers, is_beside_one: number::parts(cell.value).len() == 1, whole: Some(known) }
    }

    /// Whether it has this number, its + and leading zeros aside.
    pub(crate) fn with_digits(&self, number: &str) -> Option<Evidence> {
        let plain = number.trim_start_matches(['+', '0']);
        let has = self.numbers.iter().any(|(_, digits)| digits.trim_start_matches('0') == plain);
        self.whole.as_deref().filter(|_| has).map(|whole| of_export_cell(whole, number))
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

/// The extension with its leading zeros, and how sure that is.
pub(crate) fn with_zeros(cell: &Cell<'_>) -> Option<(String, Safety, Evidence)> {
    let value = cell.value;
    let facts = &cell.sheet.facts;
    if let Some(known) = cell.baseline() {
        if known == value {
            return None;
        }
        if known.starts_with('0')
            && known.len() > value.len()
            && known.trim_start_matches('0') == value.trim_start_matches('0')
        {
            let safety = if facts.zero_extension { Safety::Ask } else { Safety::Safe };
            let evidence = Evidence::baseline(&known);
            return Some((known, safety, evidence));
        }
    }
    // The survey counted the file's own spelling of the location.
    let location = cell.sheet.columns.iter().find(|column| column.kind == Kind::Location)?;
    let written = String::from_utf8_lossy(&cell.row.cells.get(location.index)?.original);
    let usual = facts.longer_extensions(&written, value.len())?;
    let padded = format!("{value:0>usual$}");
    let says = format!("Nearly all extensions of “{}” have {usual} digits.", written.trim());
    Some((padded, Safety::Ask, Evidence::new("location", says)))
}

/// The value with its lost letters, where the export's has the same length and differs only in them. Proven when what
/// wrote the file could not have written the letters.
pub(crate) fn with_letters(cell: &Cell<'_>) -> Option<(String, Safety, Evidence)> {
    let known = cell.baseline().filter(|known| known != cell.value)?;
    let is_lost = |letter: char| matches!(letter, '?' | '\u{FFFD}');
    let pairs = || cell.value.chars().zip(known.chars());
    let fits = cell.value.chars().count() == known.chars().count()
        && pairs().all(|(now, was)| now == was || (is_lost(now) && !was.is_ascii()));
    let could_not = |encoding: Encoding| pairs().filter(|(now, was)| now != was).all(|(_, was)| !encoding.has(was));
    let safety = if cell.sheet.encoding.is_some_and(could_not) { Safety::Safe } else { Safety::Ask };
    let evidence = Evidence::baseline(&known);
    fits.then_some((known, safety, evidence))
}

/// Whether a value in which a spreadsheet rewrote a time still tells that time: each number in it is one of its own.
pub(crate) fn is_time_of(value: &str, known: &str) -> bool {
    let numbers = |text: &str| -> Vec<u64> {
        text.split(|character: char| !character.is_ascii_digit()).filter_map(|digits| digits.parse().ok()).collect()
    };
    let of_time = numbers(known);
    let [year, _, day, hour, ..] = of_time[..] else { return false };
    // A short year, and the hours of a clock with twelve.
    let is_short = |number: u64| number == year % 100 || number % 12 == hour % 12 && matches!(number, 1..=12);
    let left = numbers(value.split(['Z', '+']).next().unwrap_or(value));
    left.len() >= 2 && left.contains(&day) && left.iter().all(|number| of_time.contains(number) || is_short(*number))
}

/// Whether all digits that a spreadsheet does not keep are zeros.
pub(crate) fn is_rounded(digits: &str) -> bool {
    digits.len() > MOST_DIGITS && digits[MOST_DIGITS..].bytes().all(|byte| byte == b'0')
}

/// Whether a number has too many digits to be one.
pub(crate) fn is_too_long(digits: &str) -> bool {
    digits.len() > MOST_DIGITS
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
    }

    #[test]
    fn times_are_known_by_their_numbers() {
        for (value, is_of) in [
            ("10-01-2026 10:53", true),
            ("2026-01-10 10:53:09.064", true),
            ("2026. 1. 10. 10:53", true),
            ("1/10/26 10:53", true),
            ("10. jan 2026", true),
            ("10/01/2026 10:53:09 AM", true),
            ("11-01-2026 10:53", false),
            ("10-01-2026 11:53", false),
            ("2026-02-01T10:53:09.064Z", false),
            ("46032.45", false),
            ("2026", false),
            ("never", false),
        ] {
            assert_eq!(is_time_of(value, "2026-01-10T10:53:09.064Z"), is_of, "{value}");
        }
    }

    #[test]
    fn one_more() {
        assert_eq!(add_one("129"), "130");
        assert_eq!(add_one("999"), "1000");
    }
}
