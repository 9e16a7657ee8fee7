//! Columns that are known by what stands below them, where the header is in no list of ours: a rarer language, a slip of the
//! keyboard, words of one's own.
//!
//! Must stay true: only the export's values say so, and of one column alone; a person is asked.

use crate::baseline::{Baseline, User};
use crate::profile::{self, Class, Kind};
use crate::row::lossy;
use crate::sheet::{Column, Sheet, Spelling};
use crate::text::trimmed;

/// Records that are looked at, as many as go into one file: more would say the same.
const ENOUGH: usize = 1_000;

/// Settles what those columns are.
#[inline(never)]
pub(crate) fn know_columns(sheet: &mut Sheet<'_>, baseline: &Baseline) {
    let is_unknown =
        |column: &&Column| column.kind == Kind::Unknown && column.spelling == Spelling::Own && column.is_named();
    let mut unknown: Vec<usize> = sheet.columns.iter().filter(is_unknown).map(|column| column.index).collect();
    // Where a user stands in the first line, it is no header.
    if unknown.is_empty() || sheet.columns.iter().any(|column| column.header.contains('@')) {
        return;
    }
    let (theirs, records) = (baseline.headers(), records(sheet));
    if sheet.key.is_none() {
        let Some((column, known)) = address(&unknown, &records, baseline).zip(baseline.key()) else { return };
        sheet.key = Some(column);
        settle(&mut sheet.columns[column], &theirs[known]);
        unknown.retain(|other| *other != column);
    }
    let key = sheet.key.unwrap_or_default();
    let users: Vec<Option<User<'_>>> = records.iter().map(|record| baseline.user(value(record, key))).collect();
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    for (known, header) in theirs.iter().enumerate() {
        let is_value = profile::attribute(header).is_some_and(|attribute| attribute.class != Class::Flag);
        if is_value && sheet.columns.iter().all(|column| column.meant() != *header) {
            let fitting = unknown.iter().filter(|column| fits(**column, known, &records, &users));
            pairs.extend(fitting.map(|column| (*column, known)));
        }
    }
    for (column, known) in &pairs {
        // Where several fit, nobody knows which.
        if pairs.iter().filter(|other| other.0 == *column || other.1 == *known).count() == 1 {
            settle(&mut sheet.columns[*column], &theirs[*known]);
        }
    }
}

fn settle(column: &mut Column, header: &str) {
    let Some(known) = profile::respelled(header) else { return };
    (column.kind, column.class) = (known.kind, known.class);
    (column.spelling, column.right) = (Spelling::Values, Some(known.header.to_owned()));
}

/// The only column with addresses alone, of which as many are users of the export as are not. A person may be the manager
/// of another one, not of half of them.
fn address(unknown: &[usize], records: &[Vec<String>], baseline: &Baseline) -> Option<usize> {
    let mut found = None;
    for column in unknown {
        let (mut users, mut filled, mut is_address): (Vec<u32>, _, _) = (Vec::new(), 0, true);
        for value in records.iter().map(|record| value(record, *column)).filter(|value| !value.is_empty()) {
            filled += 1;
            is_address &= value.contains('@');
            users.extend(baseline.user(value).map(|user| user.start).filter(|user| !users.contains(user)));
        }
        // A single value may stand anywhere.
        if is_address && users.len() > 1 && users.len() * 2 >= filled && found.replace(*column).is_some() {
            return None;
        }
    }
    found
}

/// Whether a column agrees with one of the export for nine in ten users who have a value in one of both, in different values.
fn fits(column: usize, known: usize, records: &[Vec<String>], users: &[Option<User<'_>>]) -> bool {
    let (mut agreeing, mut others, mut is_various, mut first) = (0, 0, false, None);
    for (record, user) in records.iter().zip(users) {
        let Some(theirs) = user.as_ref().and_then(|user| user.value(known)) else { continue };
        // A spreadsheet takes the + away.
        let (ours, theirs) = (value(record, column).trim_start_matches('+'), trimmed(&theirs).trim_start_matches('+'));
        if ours != theirs {
            others += 1;
        } else if !ours.is_empty() {
            agreeing += 1;
            is_various |= *first.get_or_insert(ours) != ours;
        }
    }
    is_various && agreeing >= 9 * others
}

fn value(record: &[String], column: usize) -> &str {
    record.get(column).map_or("", String::as_str)
}

/// The values of the first records, without blanks around them.
fn records(sheet: &Sheet<'_>) -> Vec<Vec<String>> {
    let (mut scanner, mut fields, mut records) = (sheet.data(), Vec::new(), Vec::new());
    while records.len() < ENOUGH && scanner.read(&mut fields).is_some() {
        records.push(fields.iter().map(|field| trimmed(&lossy(field.value(sheet.text))).to_owned()).collect());
    }
    records
}
