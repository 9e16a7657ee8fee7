//! What is left of a damaged value, and whether it agrees with the export's.
//!
//! What must stay true: a value that does not agree may be meant. It is never written over without a question.

use crate::date::DateParts;
use crate::displaced::Displaced;
use crate::encoding::{Encoding, garbled};
use crate::plain::{is_digits, is_iso_time};
use crate::row::Cell;
use crate::text::{digits_and_marks, small, tidy};

use super::{Restored, scientific};

/// The value with its lost letters, where the export's has the same length and differs only in them. Certain when what
/// wrote the file could not have written the letters.
pub(crate) fn letters(cell: &Cell<'_>) -> Option<Restored> {
    let known = cell.exported_otherwise()?;
    // A sign may have been replaced by _ on purpose, a letter not.
    let is_lost = |now: char, was: char| match now {
        '?' | '\u{FFFD}' => !was.is_ascii(),
        '_' => !was.is_ascii() && was.is_alphabetic(),
        _ => false,
    };
    let pairs = || cell.value.chars().zip(known.chars());
    let fits = cell.value.chars().count() == known.chars().count()
        && pairs().all(|(now, was)| now == was || is_lost(now, was));
    let could_not =
        |encoding: Encoding| pairs().filter(|(now, was)| now != was).all(|(now, was)| now != '_' && !encoding.has(was));
    let is_certain = cell.sheet.encoding.is_some_and(could_not);
    fits.then(|| Restored::of_export(known, is_certain))
}

/// Whether the letters were read in a wrong encoding, as the export or the value itself shows.
pub(crate) fn is_garbled(cell: &Cell<'_>) -> bool {
    let is_of = |known: String| garbled::stands_for(cell.value, &known);
    !cell.value.is_ascii()
        && (!garbled::readings(cell.value).is_empty() || cell.exported_otherwise().is_some_and(is_of))
}

/// The export's value where the file has another one. Never certain: it may have been edited.
pub(crate) fn instead(cell: &Cell<'_>) -> Option<Restored> {
    let known = cell.exported_otherwise()?;
    Some(Restored::of_export(known, false))
}

/// The same where the file's value is one that stands elsewhere in the export. Of two columns that were exchanged neither
/// value comes back without the other: the one would be lost, and the other stand there twice.
pub(crate) fn displaced(cell: &Cell<'_>, displaced: &Displaced) -> Option<Restored> {
    let columns = &cell.sheet.columns;
    let exported = |column: usize| cell.row.exported(&columns[column]);
    let restored = instead(cell).filter(|known| displaced.holds(cell.value, &known.value, exported))?;
    let is_whole = displaced.column().is_none_or(|other| {
        let (now, known) = (cell.row.value(other), exported(other).unwrap_or_default());
        let facts = &cell.sheet.facts;
        now == known || facts.displaced_in(other).is_some_and(|of_other| of_other.holds(&now, &known, exported))
    });
    is_whole.then_some(restored)
}

/// Whether this is not what the export has, of a user or because it lacks the user.
pub(crate) fn is_otherwise(cell: &Cell<'_>) -> bool {
    cell.row.is_new || cell.exported_otherwise().is_some()
}

/// The extension with the leading zeros that the export has. Certain unless
/// whatever saved the file kept the zeros of another one.
pub(crate) fn zeros(cell: &Cell<'_>) -> Option<Restored> {
    let known = cell.exported()?;
    let lost = known.strip_suffix(cell.value)?;
    let is_zeros = !lost.is_empty() && lost.bytes().all(|byte| byte == b'0');
    is_zeros.then(|| Restored::of_export(known, !cell.sheet.facts.zero_extension))
}

/// The export's value of what only Control Hub writes: certain where the file's tells the same in another form. Another
/// one may be newer than the export.
pub(crate) fn read_only(cell: &Cell<'_>) -> Option<Restored> {
    let known = cell.exported()?;
    if !cell.column.is_time() {
        let agrees = is_same_text(cell.value, &known);
        // Of two forms the damaged one gives way, and that may be the export's.
        let is_damage_of_export = agrees && is_exported_form(cell.value) && !is_exported_form(&known);
        return (!is_damage_of_export).then(|| Restored::of_export(known, agrees));
    }
    let agrees = is_time_of(cell.value, &known);
    (known.is_empty() || is_iso_time(known.as_bytes())).then(|| Restored::of_export(known, agrees))
}

/// The export's value where a spreadsheet shows an error. Nothing is left that could contradict, but a row of `#` stands
/// for a number or a time that was too wide: then it is certain only if the export has one.
pub(crate) fn show_of_error(cell: &Cell<'_>, is_error: impl Fn(&str) -> bool) -> Option<Restored> {
    let known = cell.exported().filter(|known| !is_error(known))?;
    let is_row_of_signs = cell.value.trim().bytes().all(|byte| byte == b'#');
    let agrees = !is_row_of_signs || is_iso_time(known.as_bytes()) || is_number(&known);
    Some(Restored::of_export(known, agrees))
}

/// The export's extension: certain where it was rounded, got other signs, or became a date of its digits. Another one
/// may have been typed with a slip.
pub(crate) fn extension(cell: &Cell<'_>, date: Option<&DateParts<'_>>) -> Option<Restored> {
    let is_extension = |known: &String| matches!(known.len(), 2..=10) && is_digits(known.as_bytes());
    let known = cell.exported().filter(is_extension)?;
    let agrees = date.is_some_and(|date| date.is_made_of(&known)) || is_left_of(cell.value, &known);
    Some(Restored::of_export(known, agrees))
}

/// Whether what is left of the value agrees with the extension of the export.
fn is_left_of(value: &str, known: &str) -> bool {
    let known = known.trim_start_matches('0');
    // One zero or two behind a comma are a fraction, three a thousand.
    let value = value.replace(',', ".");
    let value = value.strip_suffix(".0").or_else(|| value.strip_suffix(".00")).unwrap_or(&value);
    scientific(value).is_some_and(|rounded| rounded.is_certainly_of(known))
        || digits_and_marks(value).is_some_and(|digits| digits.trim_start_matches('0') == known)
}

/// The same text in other capitals or with other blanks, or the same number with a fraction of zeros.
fn is_same_text(value: &str, known: &str) -> bool {
    let whole = |text: &str| {
        let text = small(&tidy(text));
        let zeros = text.trim_end_matches('0').strip_suffix(['.', ',']).filter(|whole| is_digits(whole.as_bytes()));
        zeros.map_or_else(|| text.clone(), str::to_owned)
    };
    whole(value) == whole(known)
}

/// As Control Hub writes a state or a count of days: digits alone, or a word with a capital.
fn is_exported_form(value: &str) -> bool {
    is_digits(value.as_bytes()) || (value == tidy(value) && value.starts_with(char::is_uppercase))
}

/// What a spreadsheet calculates with, and shows as `####` where the column is narrow.
fn is_number(value: &str) -> bool {
    let bare = value.strip_prefix(['+', '-']).unwrap_or(value);
    bare.starts_with(|first: char| first.is_ascii_digit()) && digits_and_marks(bare).is_some()
}

/// Whether a value in which a spreadsheet rewrote a time still tells that time: each number in it is one of its own.
fn is_time_of(value: &str, known: &str) -> bool {
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

#[cfg(test)]
mod tests {
    use super::*;

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
        for (value, known, is_of) in [
            ("1/10/2026 10:53 PM", "2026-01-10T22:53:09.064Z", true),
            ("1/10/2026 12:53 AM", "2026-01-10T00:53:09.064Z", true),
            ("1/10/2026 11:53 PM", "2026-01-10T22:53:09.064Z", false),
            ("1/10/27 10:53", "2026-01-10T10:53:09.064Z", false),
        ] {
            assert_eq!(is_time_of(value, known), is_of, "{value}");
        }
    }

    #[test]
    fn texts_are_the_same_in_another_form() {
        for (value, known, same) in [
            ("active", "Active", true),
            (" Active ", "Active", true),
            ("12.0", "12", true),
            ("12,00", "12", true),
            ("12", "120", false),
            ("0", "", false),
            ("Inactive", "Active", false),
        ] {
            assert_eq!(is_same_text(value, known), same, "{value} {known}");
        }
    }

    #[test]
    fn damage_of_an_extension_is_told_from_a_change() {
        assert!(is_left_of("88 25", "8825"));
        assert!(is_left_of("5", "05"));
        assert!(is_left_of("1.23456E+09", "1234560000"));
        assert!(is_left_of("1'037", "1037"));
        assert!(is_left_of("1,037", "1037"));
        assert!(is_left_of("1040,0", "01040"));
        assert!(is_left_of("1.000", "1000"));
        assert!(is_left_of("10,000", "10000"));
        assert!(!is_left_of("1.000", "01"));
        assert!(!is_left_of("2,0", "20"));
        assert!(!is_left_of("1040,5", "1040"));
        assert!(!is_left_of("88x25", "8825"));
        assert!(!is_left_of("7", "8825"));
    }
}
