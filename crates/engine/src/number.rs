//! A number cell taken apart: commands, several numbers in one cell, and what a number is written with.
//!
//! What must stay true: joining the parts again gives the cell byte for byte, and a rule can only ever change the
//! number of a part, never its command.

use std::borrow::Cow;

use memchr::memchr_iter;

use crate::evidence::Evidence;
use crate::row::Cell;
use crate::rule::{Act, Choice, Finding, Fix, Safety};
use crate::text::{digits_and_marks, is_blank, is_invisible};
use crate::words::say;

/// No telephone number has more digits than this (E.164).
pub(crate) const MOST_DIGITS: usize = 15;

/// Numbers of one cell that are corrected; a cell with more is nobody's.
const MOST_NUMBERS: usize = 100_000;

/// What stands between two commas of a number cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Part<'v> {
    /// Blanks, then the command with its bar: `REMOVE|`, `PRIMARY|`, or a lone `REMOVE`. Often empty.
    pub(crate) before: &'v str,
    pub(crate) number: &'v str,
    /// Blanks.
    pub(crate) after: &'v str,
}

/// A number written with nothing but digits, the marks between them, and perhaps a `+` in front.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Written {
    pub(crate) plus: bool,
    pub(crate) digits: String,
    /// Whether there are marks besides the `+`.
    pub(crate) marked: bool,
}

/// One way to write the number of a part.
#[derive(Clone, Debug)]
pub(crate) struct Repair {
    /// Names the choice when there are several.
    pub(crate) key: &'static str,
    pub(crate) number: String,
    pub(crate) safety: Safety,
    pub(crate) evidence: Option<Evidence>,
}

impl Repair {
    pub(crate) fn ask(number: String) -> Self {
        Repair { key: "", number, safety: Safety::Ask, evidence: None }
    }

    pub(crate) fn proven(number: String, safety: Safety, evidence: Evidence) -> Self {
        Repair { key: "", number, safety, evidence: Some(evidence) }
    }
}

/// Asks `fault` about every number of a cell. `Some` is a fault; an empty list means that nothing can be offered.
///
/// The finding has a fix only if each faulty number has one (and they are not too many), and its argument `number` is the first of them. A cell
/// that was corrected by halves would look corrected.
pub(crate) fn judge(cell: &Cell<'_>, fault: &dyn Fn(&str) -> Option<Vec<Repair>>) -> Option<Finding> {
    if holds_too_many(cell.value) {
        return first(cell.value, fault).map(|(number, _)| Finding::new().arg("number", number));
    }
    let parts = parts(cell.value);
    let mut faults: Vec<(usize, Vec<Repair>)> = Vec::new();
    for (at, part) in parts.iter().enumerate().filter(|(_, part)| !part.number.is_empty()) {
        faults.extend(fault(part.number).map(|repairs| (at, repairs)));
    }
    let finding = Finding::new().arg("number", parts[faults.first()?.0].number);
    if let [(at, repairs)] = faults.as_mut_slice()
        && repairs.len() > 1
    {
        let safety = repairs.iter().map(|repair| repair.safety).min().unwrap_or(Safety::Ask);
        let evidence = repairs[0].evidence.clone();
        let choices = repairs.drain(..).map(|repair| {
            let value = join(&parts, |position| (position == *at).then_some(&*repair.number));
            Choice::new(repair.key, say!("Write {value}", value = &repair.number), Act::Replace(value))
        });
        return Some(Finding { fix: Some(Fix { safety, choices: choices.collect(), evidence }), ..finding });
    }
    if faults.iter().any(|(_, repairs)| repairs.len() != 1) {
        return Some(finding);
    }
    let number = |position: usize| {
        let found = faults.binary_search_by_key(&position, |(at, _)| *at).ok();
        found.map(|found| &*faults[found].1[0].number)
    };
    let value = join(&parts, number);
    // The least sure of them speaks for the cell.
    let weakest = faults.iter().map(|(_, repairs)| &repairs[0]).min_by_key(|repair| repair.safety)?;
    let does = say!("Write {value}", value = &value);
    Some(finding.fixed(weakest.safety, Act::Replace(value)).does(does).proven_if(weakest.evidence.clone()))
}

/// Whether a cell holds more numbers than anybody has.
pub(crate) fn holds_too_many(value: &str) -> bool {
    memchr_iter(b',', value.as_bytes()).nth(MOST_NUMBERS).is_some()
}

/// The first number of a cell of which `of` has something to say.
pub(crate) fn first<T>(value: &str, of: impl Fn(&str) -> Option<T>) -> Option<(&str, T)> {
    if holds_too_many(value) {
        let mut numbers = value.split(',').map(|piece| Part::of(piece).number).filter(|number| !number.is_empty());
        return numbers.find_map(|number| Some((number, of(number)?)));
    }
    let parts = parts(value);
    let mut numbers = parts.iter().map(|part| part.number).filter(|number| !number.is_empty());
    numbers.find_map(|number| Some((number, of(number)?)))
}

/// Whether the fix of a cell leaves its digits as they are.
pub(crate) fn has_same_digits(value: &str, act: &Act) -> bool {
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    matches!(act, Act::Replace(after) if digits(after) == digits(value))
}

/// The numbers of a cell, each with its command.
pub(crate) fn parts(value: &str) -> Vec<Part<'_>> {
    if is_grouped(value) {
        return vec![Part::of(value)];
    }
    let mut parts: Vec<Part<'_>> = Vec::new();
    let mut start = 0;
    for (at, _) in value.match_indices(',').chain([(value.len(), "")]) {
        let piece = &value[start..at];
        // In `4,52E+10` the comma is a decimal comma.
        let is_decimal_comma =
            at < value.len() && is_one_digit(Part::of(piece).number) && begins_with_exponent(&value[at + 1..]);
        if !is_decimal_comma {
            parts.push(Part::of(piece));
            start = at + 1;
        }
    }
    parts
}

fn join<'n>(parts: &[Part<'_>], number: impl Fn(usize) -> Option<&'n str>) -> String {
    let mut joined = String::new();
    for (at, part) in parts.iter().enumerate() {
        if at > 0 {
            joined.push(',');
        }
        joined.push_str(part.before);
        joined.push_str(number(at).unwrap_or(part.number));
        joined.push_str(part.after);
    }
    joined
}

impl<'v> Part<'v> {
    fn of(piece: &'v str) -> Self {
        let start = piece.len() - piece.trim_start_matches(is_blank).len();
        let end = piece.trim_end_matches(is_blank).len().max(start);
        let length = command(&piece[start..end]);
        Part { before: &piece[..start + length], number: &piece[start + length..end], after: &piece[end..] }
    }
}

/// The length of the command that a text begins with, its bar included.
fn command(text: &str) -> usize {
    if is_remove(text) {
        return text.len();
    }
    match text.split_once('|') {
        Some((word, _)) if is_remove(word) || word.eq_ignore_ascii_case("PRIMARY") => word.len() + 1,
        _ => 0,
    }
}

/// `REMOVE`, in any case.
pub(crate) fn is_remove(text: impl AsRef<[u8]>) -> bool {
    text.as_ref().eq_ignore_ascii_case(b"REMOVE")
}

/// Reads a number; `None` when it holds anything but digits, marks and one `+` in front.
pub(crate) fn read(number: &str) -> Option<Written> {
    let rest = number.trim_start_matches(|character| character == '(' || is_blank(character));
    let (plus, rest) = match rest.strip_prefix('+') {
        Some(rest) => (true, Cow::Borrowed(rest)),
        None if is_grouped(number) => (false, Cow::Owned(number.replace(',', ""))),
        None => (false, Cow::Borrowed(number)),
    };
    if is_decimal(number) || is_date(number) {
        return None; // their last digits are no part of a number
    }
    let digits = digits_and_marks(&rest).filter(|digits| !digits.is_empty())?;
    let marked = number.len() != digits.len() + usize::from(plus);
    Some(Written { plus, digits, marked })
}

/// The same number as it would stand without what spreadsheets and keyboards add to it: text marks, invisible
/// characters, digits of other alphabets. For comparing only.
pub(crate) fn spelled_plainly(value: &str) -> String {
    let seen: String = value.chars().filter(|character| !is_invisible(*character)).map(ascii_digit).collect();
    let seen = seen.trim_matches(is_blank);
    let bare = seen.strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"')).unwrap_or(seen);
    bare.strip_prefix('\'').unwrap_or(bare).to_owned()
}

/// The ASCII digit or plus of a full-width or Arabic one (and those of the Indian alphabets and Thai); others as they are.
pub(crate) fn ascii_digit(character: char) -> char {
    const ZEROS: [u32; 7] = [0x0660, 0x06F0, 0x0966, 0x09E6, 0x0E50, 0xFF10, 0x1_D7CE];
    if matches!(character, '\u{FF0B}' | '\u{FE62}' | '\u{207A}') {
        return '+';
    }
    let code = u32::from(character);
    let digit = ZEROS.iter().find_map(|zero| code.checked_sub(*zero).filter(|digit| *digit < 10));
    digit.and_then(|digit| char::from_digit(digit, 10)).unwrap_or(character)
}

/// `4512345678.0`, as programs write a number that they took for a measurement: the digits before the point.
pub(crate) fn without_decimal_zero(number: &str) -> Option<&str> {
    let whole = number.strip_suffix(".0").or_else(|| number.strip_suffix(".00"))?;
    let digits = whole.strip_prefix('+').unwrap_or(whole);
    (!digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())).then_some(whole)
}

/// `4512345678,00`, the same where a comma stands before decimals: the digits before it.
pub(crate) fn without_comma_zero(value: &str) -> Option<&str> {
    let whole = value.strip_suffix(",0").or_else(|| value.strip_suffix(",00"))?;
    (whole.len() > 6 && whole.bytes().all(|byte| byte.is_ascii_digit())).then_some(whole)
}

/// Whether few digits stand behind a `/` or in brackets at the end: a second line (`…67/8`) or an extension (`…67 (5)`) is
/// often written so, and no part of the number.
pub(crate) fn has_part_behind(number: &str) -> bool {
    let digits = |text: &str| text.bytes().filter(u8::is_ascii_digit).count();
    let behind_slash = number.rsplit_once('/').is_some_and(|(_, behind)| digits(behind) < 5);
    behind_slash || number.trim_end().ends_with(')')
}

fn is_decimal(number: &str) -> bool {
    without_decimal_zero(number).is_some()
}

/// `2026-01-10`
fn is_date(number: &str) -> bool {
    let bytes = number.as_bytes();
    bytes.len() == 10
        && bytes
            .iter()
            .enumerate()
            .all(|(at, byte)| if matches!(at, 4 | 7) { *byte == b'-' } else { byte.is_ascii_digit() })
        && matches!(bytes[..2], [b'1', b'9'] | [b'2', b'0'])
}

/// `4,526,018,159`: one number with its thousands set apart.
fn is_grouped(value: &str) -> bool {
    let mut groups = value.split(',');
    let is_digits = |group: &str| group.bytes().all(|byte| byte.is_ascii_digit());
    groups.next().is_some_and(|first| matches!(first.len(), 1..=3) && is_digits(first))
        && value.contains(',')
        && groups.all(|group| group.len() == 3 && is_digits(group))
}

fn is_one_digit(number: &str) -> bool {
    let digits = number.strip_prefix(['+', '-']).unwrap_or(number);
    digits.len() == 1 && digits.bytes().all(|byte| byte.is_ascii_digit())
}

fn begins_with_exponent(rest: &str) -> bool {
    let after = rest.trim_start_matches(|character: char| character.is_ascii_digit());
    after.len() < rest.len()
        && after.strip_prefix(['E', 'e']).is_some_and(|rest| {
            rest.strip_prefix('+').unwrap_or(rest).starts_with(|character: char| character.is_ascii_digit())
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_taken_apart_and_joined_again() {
        for (value, expected) in [
            ("+4526018159", &[("", "+4526018159", "")][..]),
            ("REMOVE", &[("REMOVE", "", "")]),
            (" remove ", &[(" remove", "", " ")]),
            ("PRIMARY|+4526018159", &[("PRIMARY|", "+4526018159", "")]),
            ("+451, Remove|45 2 ", &[("", "+451", ""), (" Remove|", "45 2", " ")]),
            ("4,52E+10", &[("", "4,52E+10", "")]),
            ("PRIMARY|4,5e10,+451", &[("PRIMARY|", "4,5e10", ""), ("", "+451", "")]),
            ("+451,52E+10", &[("", "+451", ""), ("", "52E+10", "")]),
            ("4,526,018,159", &[("", "4,526,018,159", "")]),
            ("REMOVE |45", &[("", "REMOVE |45", "")]),
            ("", &[("", "", "")]),
            (" , ", &[(" ", "", ""), (" ", "", "")]),
            ("\u{A0}45æ\u{A0}", &[("\u{A0}", "45æ", "\u{A0}")]),
        ] {
            let parts = parts(value);
            let found: Vec<_> = parts.iter().map(|part| (part.before, part.number, part.after)).collect();
            assert_eq!(found, expected, "{value:?}");
            assert_eq!(join(&parts, |_| None), value);
        }
    }

    #[test]
    fn numbers_are_read() {
        for (number, expected) in [
            ("+4526018159", Some((true, "4526018159", false))),
            ("4526018159", Some((false, "4526018159", false))),
            ("+45 (0)26-01", Some((true, "4502601", true))),
            ("(+45) 2601", Some((true, "452601", true))),
            ("+ 45", Some((true, "45", true))),
            ("4,526,018,159", Some((false, "4526018159", true))),
            ("45\u{A0}26", Some((false, "4526", true))),
            ("45.26.01", Some((false, "452601", true))),
            ("4526018159.0", None),
            ("2026-01-10", None),
            ("45+26", None),
            ("++45", None),
            ("4.5E+10", None),
            ("+", None),
            ("--", None),
            ("45æ", None),
            ("", None),
        ] {
            let found = read(number);
            let found = found.as_ref().map(|found| (found.plus, found.digits.as_str(), found.marked));
            assert_eq!(found, expected, "{number:?}");
        }
    }

    #[test]
    fn numbers_are_spelled_plainly() {
        for (value, plain) in
            [("'+45", "+45"), ("=\"+45\"", "+45"), ("\u{FF0B}\u{FF14}\u{0665}\u{200B} ", "+45"), ("a", "a")]
        {
            assert_eq!(spelled_plainly(value), plain);
        }
    }

    #[test]
    fn decimal_zeros_are_found() {
        assert_eq!(without_decimal_zero("4512345678.0"), Some("4512345678"));
        assert_eq!(without_decimal_zero("584.0"), Some("584"));
        for other in ["4512345678.10", "45.12.0", ".0", "+.0", "45", "a.0"] {
            assert_eq!(without_decimal_zero(other), None, "{other}");
        }
    }
}
