//! Users whose address seems to have changed: one is gone from the file that the export has, and a new one has the same
//! names.
//!
//! What must stay true: nobody is taken for another one unless both are the only ones of that name, the old address is
//! nowhere in the file, nothing contradicts, and more than the names agrees. The time is linear in the file and the export.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::baseline::Baseline;
use crate::key::key_of;
use crate::near::letters_apart;
use crate::profile::Kind;
use crate::row::lossy;
use crate::scan::{Field, Scanner};
use crate::sheet::Sheet;
use crate::sorting;
use crate::survey::{Looks, Mark};
use crate::text::{digits_and_marks, small, tidy};
use crate::words::{Arg, Say, say};

/// Who a new address may belong to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Moved {
    /// The address that the export has.
    pub(crate) old: String,
    /// What agrees besides the names, in words.
    pub(crate) agrees: Arg,
}

/// A name that new users of the file have.
#[derive(Clone, Copy)]
struct Person {
    /// How many new records of the file have it, and where the first of them stands.
    new: u32,
    position: u32,
    /// How many records of the export have it, and where the last of them starts.
    known: u32,
    start: u32,
}

/// A column of the file with its counterpart in the export.
type Pair = (usize, usize);

/// Moved users by row, from 1.
pub(crate) fn moved(sheet: &Sheet<'_>, marks: &[Mark], keys: &[u64]) -> HashMap<u32, Moved> {
    let mut found = HashMap::new();
    let Some(baseline) = sheet.baseline.filter(|baseline| baseline.is_complete()) else { return found };
    let Some(names) = names(sheet) else { return found };
    let mut fields = Vec::new();
    let mut people: HashMap<u64, Person> = HashMap::new();
    let is_new = |mark: &Mark, key: u64| key != 0 && mark.looks == Looks::Suspect && !baseline.knows(key);
    for (position, (mark, key)) in (0..).zip(marks.iter().zip(keys)) {
        if !is_new(mark, *key) {
            continue;
        }
        read(sheet, mark, &mut fields);
        let values = names.iter().map(|(index, _)| value(&fields, *index, sheet.text));
        if let Some(identity) = identity(values) {
            let person = Person { new: 0, position, known: 0, start: 0 };
            people.entry(identity).or_insert(person).new += 1;
        }
    }
    if people.is_empty() {
        return found;
    }
    baseline.each_record(|start, fields, text| {
        let values = names.iter().map(|(_, index)| value(fields, *index, text));
        if let Some(person) = identity(values).and_then(|identity| people.get_mut(&identity)) {
            (person.known, person.start) = (person.known + 1, start);
        }
    });
    let only = people.into_values().filter(|person| person.new == 1 && person.known == 1);
    let mut gone: HashMap<u64, Person> =
        only.map(|person| (key_of(baseline.address_at(person.start).as_bytes()), person)).collect();
    if !gone.is_empty() {
        for key in keys {
            gone.remove(key);
        }
    }
    for person in gone.values() {
        read(sheet, &marks[person.position as usize], &mut fields);
        if let Some(moved) = judge(sheet, baseline, &fields, person.start, &names) {
            found.insert(person.position + 1, moved);
        }
    }
    found
}

fn judge(sheet: &Sheet<'_>, baseline: &Baseline, fields: &[Field], start: u32, names: &[Pair]) -> Option<Moved> {
    let old = baseline.address_at(start);
    let user = baseline.user(&old)?;
    let pair = |pair: Pair| {
        let now = lossy(value(fields, pair.0, sheet.text)).into_owned();
        Some((tidy(&now), tidy(&user.value(pair.1)?)))
    };
    let pairs_of = |kinds: [Kind; 2]| kinds.into_iter().filter_map(|kind| column_pair(sheet, kind)).filter_map(pair);
    // The hash of the names only says where to look.
    let is_same_name = |names: Pair| pair(names).is_some_and(|(now, known)| small(&now) == small(&known));
    if !names.iter().all(|names| is_same_name(*names)) {
        return None;
    }
    let mut agrees = Vec::new();
    let mut agree = |what: Say, same: Option<bool>| {
        agrees.extend((same == Some(true)).then_some(Arg::Say(what)));
        same != Some(false)
    };
    for (now, known) in pairs_of([Kind::PhoneNumber, Kind::DirectLine]) {
        if !agree(say!("the same phone number"), same_number(&now, &known)) {
            return None;
        }
    }
    let mut places = pairs_of([Kind::Location, Kind::Location]);
    let is_elsewhere = places.any(|(now, known)| !now.is_empty() && !known.is_empty() && small(&now) != small(&known));
    for (now, known) in pairs_of([Kind::Extension, Kind::DirectoryNumber]) {
        let same = same_number(&now, &known);
        if !agree(say!("the same extension"), same.filter(|same| !(*same && is_elsewhere))) {
            return None;
        }
    }
    let key = sheet.key?;
    let new = small(lossy(value(fields, key, sheet.text)).trim());
    agree(say!("nearly the same address"), is_near(&new, &small(old.trim())).then_some(true));
    (!agrees.is_empty()).then(|| Moved { old: old.trim().to_owned(), agrees: Arg::all(agrees) })
}

/// The columns that name a person: first and last name, or the display name.
fn names(sheet: &Sheet<'_>) -> Option<Vec<Pair>> {
    let all = |kinds: &[Kind]| kinds.iter().map(|kind| column_pair(sheet, *kind)).collect::<Option<Vec<Pair>>>();
    all(&[Kind::FirstName, Kind::LastName]).or_else(|| all(&[Kind::DisplayName]))
}

fn column_pair(sheet: &Sheet<'_>, kind: Kind) -> Option<Pair> {
    let column = sheet.column_of(kind)?;
    Some((column.index, column.baseline?))
}

fn read(sheet: &Sheet<'_>, mark: &Mark, fields: &mut Vec<Field>) {
    let mut scanner = Scanner::new(sheet.text, sheet.dialect.separator, sheet.dialect.bare_returns);
    scanner.seek(mark.start as usize, mark.line);
    scanner.expect_columns(sheet.header_fields.len());
    if scanner.read(fields).is_none() {
        fields.clear();
    }
}

fn value<'a>(fields: &[Field], index: usize, text: &'a [u8]) -> Cow<'a, [u8]> {
    fields.get(index).map(|field| field.value(text)).unwrap_or_default()
}

/// One number for all names, none of them blank.
fn identity<'a>(names: impl Iterator<Item = Cow<'a, [u8]>>) -> Option<u64> {
    let mut identity: u64 = 0;
    for name in names {
        let key = Some(key_of(&name)).filter(|key| *key != 0)?;
        identity = identity.rotate_left(23).wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ key;
    }
    Some(identity)
}

/// Whether both have the same digits, + and leading zeros aside; `None` when one of them tells nothing.
fn same_number(now: &str, known: &str) -> Option<bool> {
    let digits =
        |number: &str| digits_and_marks(number.strip_prefix('+').unwrap_or(number)).filter(|digits| !digits.is_empty());
    let (now, known) = (digits(now)?, digits(known)?);
    Some(now.trim_start_matches('0') == known.trim_start_matches('0'))
}

/// The same name at another domain, or nearly the same one at the same. `peter.hansen2` is the second of that name.
fn is_near(new: &str, old: &str) -> bool {
    let (Some((new, new_domain)), Some((old, old_domain))) = (new.rsplit_once('@'), old.rsplit_once('@')) else {
        return false;
    };
    if new_domain != old_domain {
        return new == old;
    }
    let digits = |name: &str| name.chars().filter(char::is_ascii_digit).collect::<String>();
    let words = |name: &str| {
        let mut words: Vec<String> = name.split(['.', '_', '-']).map(str::to_owned).collect();
        sorting::sort_by(&mut words, Ord::cmp);
        words.concat()
    };
    let joined = |name: &str| name.replace(['.', '_', '-'], "");
    let is_slip = new.len().min(old.len()) >= 4 && letters_apart(new, old).is_some();
    digits(new) == digits(old) && (is_slip || joined(new) == joined(old) || words(new) == words(old))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_addresses() {
        for (new, old, near) in [
            ("anna@new.com", "anna@old.com", true),
            ("anna.nowak@x.com", "annanowak@x.com", true),
            ("nowak.anna@x.com", "anna.nowak@x.com", true),
            ("anna.novak@x.com", "anna.nowak@x.com", true),
            ("peter.hansen2@x.com", "peter.hansen@x.com", false),
            ("ann@x.com", "ane@x.com", false),
            ("anna@x.com", "bo@x.com", false),
            ("anna.smith@x.com", "anna.nowak@x.com", false),
        ] {
            assert_eq!(is_near(new, old), near, "{new} {old}");
        }
    }

    #[test]
    fn same_numbers() {
        for (now, known, same) in [
            ("4526018159", "+45 26018159", Some(true)),
            ("584", "0584", Some(true)),
            ("584", "0585", Some(false)),
            ("", "0585", None),
            ("4.5E+10", "+4526018159", None),
            ("REMOVE", "+4526018159", None),
        ] {
            assert_eq!(same_number(now, known), same, "{now} {known}");
        }
    }
}
