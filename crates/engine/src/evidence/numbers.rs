//! What a number without + is: by the export, the user's other numbers, the countries that the admin stated, and the
//! calling code of most numbers of the file.

use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};

use crate::number::{self, Repair, Written, read};
use crate::phone::{self, Possible};
use crate::profile::Class;
use crate::row::Cell;
use crate::rule::Safety;
use crate::sheet::Column;

use super::Evidence;
use super::export::of_cell;
use crate::words::{Say, say};

/// What the export and the user's other numbers tell of one cell, read once however many numbers it holds.
pub(crate) struct Numbers<'c> {
    cell: &'c Cell<'c>,
    known: Option<String>,
    with_plus: HashSet<String>,
    /// Where each other number of the user with a + stands.
    siblings: OnceCell<HashMap<String, Say>>,
    national: Option<Written>,
}

/// Other number columns that are asked: a file has a handful.
const SIBLINGS: usize = 16;

impl<'c> Numbers<'c> {
    pub(crate) fn of(cell: &'c Cell<'c>) -> Self {
        let known = cell.exported();
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
    pub(crate) fn same_digits(&self, digits: &str) -> Option<Evidence> {
        if self.with_plus.contains(digits) {
            return self.known.as_deref().map(|known| of_cell(known, &format!("+{digits}")));
        }
        let place = self.siblings.get_or_init(|| siblings(self.cell)).get(digits)?;
        Some(Evidence::new(
            "sibling",
            say!("{place} has +{digits} for this user.", place = place.clone(), digits = digits),
        ))
    }

    /// The export's number, when these digits are the same number as it is dialled inside its country.
    fn national_of_export(&self, digits: &str) -> Option<Repair> {
        let (known, written) = (self.known.as_deref()?, self.national.as_ref()?);
        let national = digits.trim_start_matches('0');
        let code = phone::calling_code_of(&written.digits)?;
        // In Italy the zero in front is part of the number abroad, too.
        let inside = written.digits.strip_prefix(code)?;
        let is_same = national.len() >= 5 && (inside == national || inside == digits);
        is_same.then(|| Repair::proven(format!("+{}", written.digits), Safety::Ask, Evidence::of_export(known)))
    }
}

/// The numbers with a + of the user's other cells; those of this file before those of the export.
fn siblings(cell: &Cell<'_>) -> HashMap<String, Say> {
    let mut found = HashMap::new();
    let mut add = |column: &Column, place: fn(&str) -> Say, value: &str| {
        for digits in numbers_with_plus(value) {
            found.entry(digits).or_insert_with(|| place(&column.name));
        }
    };
    other_numbers(cell).for_each(|column| {
        add(column, |name| say!("“{column}” in this file", column = name), &cell.row.value(column.index));
    });
    for column in other_numbers(cell) {
        if let Some(known) = cell.row.exported(column) {
            add(column, |name| say!("“{column}” of your export", column = name), &known);
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
    let parts = if number::holds_too_many(&plain) { Vec::new() } else { number::parts(&plain) };
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
            let (iso, code) = (country.iso, country.code);
            let says =
                say!("You stated {country} as a country of these numbers (+{code}).", country = iso, code = code);
            repairs.push(Repair { key, number, safety: Safety::Ask, evidence: Some(Evidence::new("country", says)) });
        }
    }
    repairs
}

/// Most numbers of the file have the calling code that these digits begin with.
fn of_main_calling_code(cell: &Cell<'_>, digits: &str) -> Option<Repair> {
    let code = cell.sheet.facts.main_calling_code()?;
    let is_possible = matches!(phone::possible(digits), Possible::Yes { calling_code } if calling_code == code);
    let evidence =
        || Evidence::new("file", say!("Most numbers of this file that have a + begin with +{code}.", code = code));
    is_possible.then(|| Repair::proven(format!("+{digits}"), Safety::Ask, evidence()))
}
