//! Numbers and extensions that several users have.
//!
//! What must stay true: values are compared as applied fixes leave them, each by a number that stands for it alone, and the
//! time is linear in the file (a sort of what is shared aside) however many users share one.

use crate::evidence;
use crate::examine::Examiner;
use crate::key::is_named;
use crate::number::is_remove;
use crate::numbered::Numbered;
use crate::plain::{is_digits, joined};
use crate::profile::Kind;
use crate::row::{Fate, Row};
use crate::scan::Field;
use crate::sheet::Sheet;
use crate::sorting;
use crate::survey::{Looks, Mark, records_in};
use crate::tally::Tally;
use crate::text::{digits_and_marks, trimmed};
use crate::users::{Silent, same_keys};
use std::collections::HashSet;

/// What is compared of each record.
#[derive(Debug, Default)]
pub(crate) struct Shares {
    number: Option<Line>,
    extension: Option<Line>,
    location: Option<usize>,
    /// Numbers of locations.
    places: Tally,
}

/// One column.
#[derive(Debug)]
struct Line {
    index: usize,
    /// What stands for the value of each record; 0: nothing to compare.
    keys: Vec<u64>,
}

/// What stands for the values of records that were examined, by their position.
#[derive(Debug, Default)]
pub(crate) struct Examined {
    numbers: Vec<(u32, u64)>,
    extensions: Vec<(u32, u64)>,
    /// Extensions at locations that no record is written with, each with the number of its location here.
    elsewhere: Vec<(u32, u64, u32)>,
    /// These locations.
    names: Numbered<Box<str>>,
}

impl Examined {
    /// With those further below.
    pub(crate) fn join(&mut self, below: Examined) {
        self.numbers.extend(below.numbers);
        self.extensions.extend(below.extensions);
        let of_names = self.names.join(&below.names);
        let elsewhere = below.elsewhere.into_iter();
        self.elsewhere.extend(elsewhere.map(|(position, key, name)| (position, key, of_names[name as usize])));
    }
}

/// One value that several users have.
#[derive(Debug)]
pub(crate) struct Shared {
    pub(crate) column: usize,
    pub(crate) value: String,
    /// Where an extension belongs; `None` for a number.
    pub(crate) location: Option<String>,
    /// One row of each user, in order: at least two.
    pub(crate) rows: Vec<u32>,
    /// The line of the second row.
    pub(crate) line: u32,
}

impl Line {
    fn of(sheet: &Sheet<'_>, kinds: [Kind; 2]) -> Option<Self> {
        let column = kinds.into_iter().find_map(|kind| sheet.column_of(kind))?;
        Some(Line { index: column.index, keys: Vec::with_capacity(records_in(sheet.text.len())) })
    }

    /// What stands for the value of a record, unless that is known.
    fn news(&self, position: usize, key: u64) -> Option<(u32, u64)> {
        (self.keys.get(position) != Some(&key)).then_some((position as u32, key))
    }

    fn set(&mut self, position: usize, key: u64) {
        if self.keys.len() <= position {
            self.keys.resize(position + 1, 0);
        }
        self.keys[position] = key;
    }
}

impl Shares {
    pub(crate) fn of(sheet: &Sheet<'_>) -> Self {
        let location = sheet.column_of(Kind::Location).map(|column| column.index);
        Shares {
            number: Line::of(sheet, [Kind::PhoneNumber, Kind::DirectLine]),
            // An extension belongs to a location: without one it cannot be compared.
            extension: location.and_then(|_| Line::of(sheet, [Kind::Extension, Kind::DirectoryNumber])),
            location,
            places: Tally::default(),
        }
    }

    /// Takes the values of a plain record; `place` is the number of its location.
    #[inline]
    pub(crate) fn take(&mut self, position: usize, fields: &[Field], text: &[u8], place: Option<usize>) {
        if let Some(line) = &mut self.number {
            let value = fields.get(line.index).map(|field| field.value(text)).unwrap_or_default();
            line.set(position, packed(&value));
        }
        if let Some(line) = &mut self.extension {
            let value = fields.get(line.index).map(|field| field.value(text)).unwrap_or_default();
            line.set(position, at_place(packed(&value), place));
        }
    }

    /// Takes the values of records further below, `by` records later, where locations have other numbers: theirs are the
    /// places of `numbers`, which holds what each is here.
    pub(crate) fn join(&mut self, below: Shares, by: usize, numbers: &[Option<usize>]) {
        if let (Some(line), Some(below)) = (&mut self.number, below.number) {
            line.keys.resize(by, 0);
            line.keys.extend(below.keys);
        }
        if let (Some(line), Some(below)) = (&mut self.extension, below.extension) {
            line.keys.resize(by, 0);
            line.keys.extend(below.keys.iter().map(|key| {
                let (extension, place) = (key & (OF_EXTENSION - 1), (key / OF_EXTENSION) as usize);
                at_place(extension, numbers.get(place).copied().flatten())
            }));
        }
    }

    /// To be called with the tally that gave the numbers of the locations, when all records are taken.
    pub(crate) fn finish(&mut self, places: Tally, records: usize) {
        self.places = places;
        for line in [&mut self.number, &mut self.extension].into_iter().flatten() {
            line.keys.resize(records, 0);
        }
    }

    /// Looks at the values of a record that was examined.
    pub(crate) fn examine(&self, position: usize, row: &Row<'_>, examined: &mut Examined) {
        let is_compared = row.fate == Fate::Kept;
        if let Some(line) = &self.number {
            let value = row.value(line.index);
            let value = trimmed(&value);
            let digits = digits_and_marks(value.strip_prefix('+').unwrap_or(value)).filter(|_| is_compared);
            let key = digits.map_or(0, |digits| packed(digits.as_bytes()));
            examined.numbers.extend(line.news(position, key));
        }
        if let (Some(line), Some(location)) = (&self.extension, self.location) {
            let (value, location) = (row.value(line.index), row.value(location));
            let key = if is_compared { packed(trimmed(&value).as_bytes()) } else { 0 };
            let location = trimmed(&location);
            let place = self.places.known_place_of(location.as_bytes());
            if key != 0 && place.is_none() && names_place(location) {
                let number = examined.names.number_of(location);
                examined.elsewhere.push((position as u32, key, number));
            } else {
                let place = place.filter(|_| names_place(location));
                examined.extensions.extend(line.news(position, at_place(key, place)));
            }
        }
    }

    /// Takes the values of the records that were examined. Of a plain record no rule changes any.
    pub(crate) fn take_examined(&mut self, examined: Examined) {
        if let Some(line) = &mut self.number {
            examined.numbers.into_iter().for_each(|(position, key)| line.set(position as usize, key));
        }
        if let Some(line) = &mut self.extension {
            examined.extensions.into_iter().for_each(|(position, key)| line.set(position as usize, key));
            let places: Vec<Option<usize>> =
                examined.names.values().iter().map(|name| self.places.place_of(name.as_bytes())).collect();
            for (position, key, name) in examined.elsewhere {
                line.set(position as usize, at_place(key, places[name as usize]));
            }
        }
    }

    /// Values that several users have, in the order in which they are met again. `users` has the key of each record. What
    /// the export has in the same way for all of them is left out: nothing becomes of it.
    pub(crate) fn shared(self, users: &[u64], examiner: Examiner<'_>, marks: &[Mark]) -> Vec<Shared> {
        let mut all = Vec::new();
        let Shares { number, extension, .. } = self;
        let of_extension = extension.as_ref().map(|line| line.index);
        for Line { index, mut keys } in [number, extension].into_iter().flatten() {
            for key in &mut keys {
                *key = spread(*key);
            }
            for same in same_keys(&keys, examiner.sheet.threads).chunk_by(|one, other| one.0 == other.0) {
                // Of the rows of one user the first.
                let mut met = HashSet::new();
                let places = same.iter().map(|(_, position)| *position);
                let positions: Vec<u32> = places
                    .filter(|position| {
                        let user = users[*position as usize];
                        is_named(user) && met.insert(user)
                    })
                    .collect();
                let location = self.location.filter(|_| of_extension == Some(index));
                all.extend(describe(&positions, index, location, examiner, marks));
            }
        }
        let again = |shared: &Shared| (shared.rows.get(1).copied(), shared.column);
        sorting::sort_by(&mut all, |one, other| again(one).cmp(&again(other)));
        all
    }
}

fn describe(
    positions: &[u32],
    column: usize,
    location: Option<usize>,
    examiner: Examiner<'_>,
    marks: &[Mark],
) -> Option<Shared> {
    let [_, second, ..] = positions else { return None };
    let mut fields = Vec::new();
    let mut row =
        |position: u32| examiner.examine(position + 1, &marks[position as usize], 0, &mut fields, &mut Silent);
    let shown = row(*second)?;
    let (value, place) =
        (shown.value(column).into_owned(), location.map(|location| shown.value(location).into_owned()));
    let mut is_as_exported = |position: u32| {
        // With an export, a plain record is the same there.
        marks[position as usize].looks == Looks::Plain
            || row(position).is_some_and(|row| evidence::is_as_exported_in(&row, &row.sheet.columns[column]))
    };
    if examiner.sheet.baseline.is_some() && positions.iter().all(|position| is_as_exported(*position)) {
        return None;
    }
    let rows = positions.iter().map(|position| position + 1).collect();
    Some(Shared { column, value, location: place, rows, line: marks[*second as usize].line })
}

/// The digits of a value, four bits each behind a one, so that no two values share it; 0 without any, with more than fit,
/// or with anything but digits behind a +.
fn packed(value: &[u8]) -> u64 {
    let digits = value.strip_prefix(b"+").unwrap_or(value);
    if !(1..=15).contains(&digits.len()) || !is_digits(digits) {
        return 0;
    }
    // Several at once; the last ones may repeat some of the first, which are cut off.
    let (first, last, met) = match (digits.first_chunk::<8>(), digits.last_chunk::<8>()) {
        (Some(first), Some(last)) => (nibbles(*first), nibbles(*last), 8),
        _ => match (digits.first_chunk::<4>(), digits.last_chunk::<4>()) {
            (Some(first), Some(last)) => (nibbles(joined([0; 4], *first)), nibbles(joined([0; 4], *last)), 4),
            _ => return digits.iter().fold(1, |key, digit| key << 4 | u64::from(digit & 0xF)),
        },
    };
    let left = 4 * (digits.len() - met);
    (1 << (4 * met) | first) << left | last & ((1 << left) - 1)
}

/// Digits as four bits each.
fn nibbles(digits: [u8; 8]) -> u64 {
    let word = u64::from_be_bytes(digits) & 0x0F0F_0F0F_0F0F_0F0F;
    let word = (word | word >> 4) & 0x00FF_00FF_00FF_00FF;
    let word = (word | word >> 8) & 0x0000_FFFF_0000_FFFF;
    (word | word >> 16) & 0xFFFF_FFFF
}

/// What an extension of at most ten digits stays below: 44 bits, which leaves 20 for its location.
const OF_EXTENSION: u64 = 1 << 44;

/// An extension of at most ten digits at its location.
fn at_place(extension: u64, place: Option<usize>) -> u64 {
    match place {
        Some(place) if (1..OF_EXTENSION).contains(&extension) && place < 1 << 20 => {
            extension + place as u64 * OF_EXTENSION
        }
        _ => 0,
    }
}

/// Whether a value of the location column names one.
pub(crate) fn names_place(name: impl AsRef<[u8]>) -> bool {
    let name = name.as_ref();
    !name.is_empty() && !is_remove(name)
}

/// Another number for each number, in whose lowest bits all bits matter.
fn spread(key: u64) -> u64 {
    let product = key.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    product ^ (product >> 32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_have_numbers_of_their_own() {
        let mut seen = HashSet::new();
        for value in ["1", "01", "001", "10", "0", "00", "999999999999999", "4526018159", "04526018159"] {
            let key = packed(value.as_bytes());
            assert!(key != 0 && spread(key) != 0 && seen.insert(spread(key)), "{value}");
            assert_eq!(packed(format!("+{value}").as_bytes()), key);
        }
        for length in 1..=15 {
            let value = &b"987654321012345"[..length];
            assert_eq!(
                packed(value),
                value.iter().fold(1, |key, digit| key << 4 | u64::from(digit - b'0')),
                "{length}"
            );
        }
        for value in ["", "+", "1234567890123456", "12a", "1+2", "REMOVE"] {
            assert_eq!(packed(value.as_bytes()), 0, "{value}");
        }
        assert_ne!(at_place(packed(b"1234"), Some(1)), at_place(packed(b"1234"), Some(2)));
        assert_ne!(at_place(packed(b"1234567890"), Some(0)), at_place(packed(b"0234567890"), Some(0)));
        assert_eq!(at_place(packed(b"12345678901"), Some(0)), 0);
        assert_eq!(at_place(packed(b"1234"), None), 0);
    }
}
