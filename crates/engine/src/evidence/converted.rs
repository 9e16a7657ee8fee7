//! What a spreadsheet makes of a text that looks like something else to it.

use super::rounded::scientific;
use super::{Restored, Rounded};
use crate::booleans;
use crate::date::DateParts;
use crate::row::Cell;

/// The export's text, where the file has what a spreadsheet makes of it. Never certain: it may have been typed.
pub(crate) fn unconverted(cell: &Cell<'_>) -> Option<Restored> {
    let known = cell.exported_otherwise()?;
    is_made_of(cell.value, &known).then(|| Restored::of_export(known, false))
}

fn is_made_of(value: &str, known: &str) -> bool {
    is_number_of(value, known) || is_date_of(value, known) || is_word_of(value, known)
}

/// `"Lars"` and `Finance &amp; HR`: the export's text in quotes, or with signs escaped as web pages and programs write them.
pub(crate) fn unescaped(cell: &Cell<'_>) -> Option<Restored> {
    let known = cell.exported_otherwise()?;
    is_escaped_of(cell.value, &known).then(|| Restored::of_export(known, false))
}

/// The export's text, of which the letters with accents stand here as letters and accents of their own, as some systems write
/// them: it looks the same.
pub(crate) fn composed(cell: &Cell<'_>) -> Option<Restored> {
    let known = cell.exported_otherwise()?;
    (!cell.value.is_ascii() && crate::composed::composed(cell.value) == known)
        .then(|| Restored::of_export(known, false))
}

fn is_escaped_of(value: &str, known: &str) -> bool {
    let in_quotes = |quote| value.strip_prefix(quote)?.strip_suffix(quote);
    ['"', '\''].into_iter().filter_map(in_quotes).any(|inside| inside == known)
        || unescape(value).as_deref() == Some(known)
}

/// The text with its `&#248;`, `&amp;` and `\u00f8` read; `None` where there are none, or one that nobody can read.
fn unescape(value: &str) -> Option<String> {
    let (mut text, mut rest) = (String::with_capacity(value.len()), value);
    while let Some(at) = rest.find(['&', '\\']) {
        let (before, sign) = rest.split_at(at);
        let (letter, after) = entity(sign).or_else(|| code_point(sign))?;
        text.push_str(before);
        text.push(letter);
        rest = after;
    }
    (rest.len() < value.len()).then(|| text + rest)
}

/// The letter of `&amp;`, `&#248;` or `&#xF8;`, and what stands behind it.
fn entity(sign: &str) -> Option<(char, &str)> {
    const NAMED: [(&str, char); 6] =
        [("amp", '&'), ("lt", '<'), ("gt", '>'), ("quot", '"'), ("apos", '\''), ("nbsp", ' ')];
    let (name, after) = sign.strip_prefix('&')?.split_once(';')?;
    let letter = match name.strip_prefix('#') {
        Some(number) => number.strip_prefix('x').map_or_else(|| letter_of(number, 10), |number| letter_of(number, 16)),
        None => NAMED.iter().find(|(known, _)| *known == name).map(|(_, letter)| *letter),
    };
    Some((letter?, after))
}

/// The same of `\u00f8`.
fn code_point(sign: &str) -> Option<(char, &str)> {
    let (digits, after) = sign.strip_prefix("\\u")?.split_at_checked(4)?;
    Some((letter_of(digits, 16)?, after))
}

fn letter_of(digits: &str, radix: u32) -> Option<char> {
    u32::from_str_radix(digits, radix).ok().and_then(char::from_u32)
}

/// `8000` of `08000`. Who has more zeros than the export has written them on purpose, a bare `.0` aside.
fn is_number_of(value: &str, known: &str) -> bool {
    let zeros_in_front = |text: &str| text.len() - text.trim_start_matches('0').len();
    let zeros_behind = |text: &str| {
        let fraction = text.split_once(['.', ',']).map_or("", |(_, fraction)| fraction);
        if fraction == "0" { 0 } else { fraction.len() - fraction.trim_end_matches('0').len() }
    };
    number(value).is_some_and(|now| number(known) == Some(now))
        && zeros_in_front(value) <= zeros_in_front(known)
        && (scientific(value).is_some() || zeros_behind(value) <= zeros_behind(known))
}

/// The digits in front of the decimal sign and behind it, without zeros that tell nothing.
fn number(text: &str) -> Option<(String, String)> {
    if let Some(Rounded { mut shown, length }) = scientific(text).filter(|rounded| rounded.length <= 20) {
        shown.extend(std::iter::repeat_n('0', length.saturating_sub(shown.len())));
        let fraction = shown.split_off(length);
        return Some((shown, fraction.trim_end_matches('0').to_owned()));
    }
    let (whole, fraction) = text.split_once(['.', ',']).unwrap_or((text, ""));
    let is_number =
        !whole.is_empty() && [whole, fraction].iter().all(|part| part.bytes().all(|byte| byte.is_ascii_digit()));
    is_number.then(|| (whole.trim_start_matches('0').to_owned(), fraction.trim_end_matches('0').to_owned()))
}

/// `2-Jan` of `2-1`.
fn is_date_of(value: &str, known: &str) -> bool {
    let is_sign = |sign: char| matches!(sign, '-' | '/' | '.' | ' ');
    let digits: String = known.chars().filter(|sign| !is_sign(*sign)).collect();
    let looks_like_one = digits.len() < known.len() && digits.bytes().all(|byte| byte.is_ascii_digit());
    looks_like_one && DateParts::of(value).is_some_and(|date| date.is_made_of(&digits))
}

/// `SAND` of `True`.
fn is_word_of(value: &str, known: &str) -> bool {
    let of_english = |text: &str| match text {
        "TRUE" => Some(true),
        "FALSE" => Some(false),
        _ => None,
    };
    let meant = of_english(&known.to_ascii_uppercase());
    meant.is_some() && (meant == of_english(value) || meant == booleans::meaning(value).map(|word| word.meaning))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_escaped_is_known() {
        for (value, known, is_escaped) in [
            ("\"Lars\"", "Lars", true),
            ("'Odense'", "Odense", true),
            ("\"Lars'", "Lars", false),
            ("S&#248;ren &amp; Co", "Søren & Co", true),
            ("S&#xF8;ren", "Søren", true),
            ("\\u00c5se", "Åse", true),
            ("\\u00c", "Å", false),
            ("Finance & HR", "Finance &amp; HR", false),
            ("Finance &amp; HR", "Finance & IT", false),
            ("Lars", "Lars", false),
            ("&unknown;", "x", false),
            ("\"", "", false),
        ] {
            assert_eq!(is_escaped_of(value, known), is_escaped, "{value} of {known}");
        }
    }

    #[test]
    fn what_a_spreadsheet_made_is_known() {
        for (value, known, is_made) in [
            ("8000", "08000", true),
            ("8000.0", "08000", true),
            ("12.5", "12.50", true),
            ("12,5", "12.50", true),
            ("2.00E+03", "2E3", true),
            ("2000", "2E3", true),
            ("1.5E+01", "15", true),
            ("1.55E+01", "15.5", true),
            ("2-Jan", "2-1", true),
            ("02-Jan-26", "1-2", true),
            ("01/02/2026", "2-1", true),
            ("SAND", "True", true),
            ("TRUE", "true", true),
            ("FALSK", "FALSE", true),
            ("0", "000", true),
            ("08000", "8000", false),
            ("00000", "0", false),
            ("12.50", "12.5", false),
            ("1.10", "1.1", false),
            ("12.0", "12", true),
            ("12.00", "12", false),
            ("True", "TRUE", false),
            ("8000", "8001", false),
            ("8000", "80000", false),
            ("800", "8E3", false),
            ("", "0", false),
            ("0", "", false),
            (".5", "0.5", false),
            ("2-Jan", "3-1", false),
            ("2-Jan", "21", false),
            ("2-Jan", "2-x", false),
            ("SAND", "FALSE", false),
            ("Sand", "Sandy", false),
            ("1E+99", "1", false),
            ("Agent", "agent", false),
        ] {
            assert_eq!(is_made_of(value, known), is_made, "{value} of {known}");
        }
    }
}
