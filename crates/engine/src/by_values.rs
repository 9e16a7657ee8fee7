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
        let Some(((column, agreement), known)) = address(&unknown, &records, baseline).zip(baseline.key()) else {
            return;
        };
        sheet.key = Some(column);
        settle(&mut sheet.columns[column], &theirs[known], agreement);
        unknown.retain(|other| *other != column);
    }
    let users = users(baseline, &records, sheet.key.unwrap_or_default());
    let mut pairs: Vec<(usize, usize, Agreement)> = Vec::new();
    for (known, header) in theirs.iter().enumerate() {
        if is_telling(header) && sheet.columns.iter().all(|column| column.meant() != *header) {
            let agreeing = |column: &usize| Some((*column, known, agreement(*column, known, &records, &users)?));
            pairs.extend(unknown.iter().filter_map(agreeing));
        }
    }
    for (column, known, agreement) in &pairs {
        // Where several fit, nobody knows which.
        if pairs.iter().filter(|other| other.0 == *column || other.1 == *known).count() == 1 {
            settle(&mut sheet.columns[*column], &theirs[*known], *agreement);
        }
    }
}

/// How many values are those of the export, and of how many.
type Agreement = (u32, u32);

fn settle(column: &mut Column, header: &str, (same, all): Agreement) {
    let Some(known) = profile::respelled(header) else { return };
    (column.kind, column.class) = (known.kind, known.class);
    (column.spelling, column.right) = (Spelling::Values { same, all }, Some(known.header.to_owned()));
}

/// Whether a column of the export has values that differ from user to user.
fn is_telling(header: &str) -> bool {
    profile::attribute(header)
        .is_some_and(|attribute| attribute.class != Class::Flag && attribute.kind != Kind::Address)
}

fn users<'b>(baseline: &'b Baseline, records: &[Vec<String>], key: usize) -> Vec<Option<User<'b>>> {
    records.iter().map(|record| baseline.user(value(record, key))).collect()
}

/// The only column with addresses alone whose users have what stands beside them: without that they might be their managers.
fn address(unknown: &[usize], records: &[Vec<String>], baseline: &Baseline) -> Option<(usize, Agreement)> {
    let mut found = None;
    for column in unknown {
        let (users, mut all) = (users(baseline, records, *column), 0);
        let is_address = |value: &str| {
            all += u32::from(!value.is_empty());
            value.is_empty() || value.contains('@')
        };
        if !records.iter().map(|record| value(record, *column)).all(is_address) {
            continue;
        }
        let columns = records.first().map_or(0, Vec::len);
        let agrees = |known: usize| {
            (0..columns).any(|other| other != *column && agreement(other, known, records, &users).is_some())
        };
        if (0..baseline.headers().len()).any(|known| is_telling(&baseline.headers()[known]) && agrees(known)) {
            let same = users.iter().flatten().count() as u32;
            if found.replace((*column, (same, all))).is_some() {
                return None;
            }
        }
    }
    found
}

/// Whether a column agrees with one of the export for nine in ten users who have a value in one of both, in different values.
fn agreement(column: usize, known: usize, records: &[Vec<String>], users: &[Option<User<'_>>]) -> Option<Agreement> {
    let (mut same, mut others, mut is_various, mut first) = (0, 0, false, None);
    for (record, user) in records.iter().zip(users) {
        let Some(theirs) = user.as_ref().and_then(|user| user.value(known)) else { continue };
        // A spreadsheet takes the + away.
        let (ours, theirs) = (value(record, column).trim_start_matches('+'), trimmed(&theirs).trim_start_matches('+'));
        if ours != theirs {
            others += 1;
        } else if !ours.is_empty() {
            same += 1;
            // A single value may stand anywhere.
            is_various |= *first.get_or_insert(ours) != ours;
        }
    }
    (is_various && same >= 9 * others).then_some((same, same + others))
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
