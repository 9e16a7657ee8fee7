//! The Calling licences of a user, and what comes with them.
//!
//! What must stay true: a user who has a Calling licence already is never blamed for what the export shows to be taken,
//! and where nothing tells whether the user has one, an exported record is never called a blocker.

use std::collections::HashSet;

use super::is_suspended;
use crate::number::is_remove;
use crate::profile::Kind;
use crate::report::Mode;
use crate::row::Row;
use crate::rule::Severity;
use crate::scan::Field;
use crate::sheet::Sheet;
use crate::text::tidy;

/// A row that gives a Calling licence.
pub(crate) struct Calling {
    /// The columns with TRUE, those of suspended licences aside: at least one.
    pub(crate) columns: Vec<usize>,
    /// Whether the user has such a licence in the export; `None` when nothing tells.
    held: Option<bool>,
}

impl Calling {
    /// `None` when the row gives none.
    pub(crate) fn of(row: &Row<'_>) -> Option<Self> {
        let calling = row.columns().iter().filter(|column| {
            !column.dropped && !is_suspended(column) && column.licence.as_ref().is_some_and(|licence| licence.calling)
        });
        let given = calling.filter(|column| row.flag(column.index) == Some(true));
        let columns: Vec<usize> = given.map(|column| column.index).collect();
        (!columns.is_empty()).then(|| Calling { columns, held: held(row) })
    }

    pub(crate) fn is_held(&self) -> bool {
        self.held == Some(true)
    }

    /// How bad it is when something does not fit the licence.
    pub(crate) fn severity(&self, row: &Row<'_>) -> Severity {
        let is_known = || row.user.is_some() || is_exported(row);
        if self.held.is_none() && is_known() { Severity::Note } else { Severity::Blocker }
    }
}

/// The names of the user's Calling licences in the export that this import neither gives nor takes away.
pub(crate) fn stays_beside(row: &Row<'_>) -> Vec<String> {
    let (Some(user), Some(baseline)) = (&row.user, row.sheet.baseline) else { return Vec::new() };
    let removes = row.sheet.mode != Some(Mode::Add);
    let going_on = row.sheet.columns.iter().filter(|column| !column.dropped);
    let settled = going_on.filter(|column| match row.flag(column.index) {
        Some(given) => given || removes,
        None => !row.value(column.index).is_empty(), // its own question comes first
    });
    let settled: HashSet<usize> = settled.filter_map(|column| column.baseline).collect();
    let held = baseline.calling.iter().filter(|index| user.value(**index).is_some_and(|value| value == "TRUE"));
    let staying = held.filter(|index| !settled.contains(index));
    staying.filter_map(|index| baseline.headers().get(*index)).cloned().collect()
}

fn held(row: &Row<'_>) -> Option<bool> {
    if row.is_new {
        return Some(false);
    }
    let (user, baseline) = (row.user.as_ref()?, row.sheet.baseline?);
    let mut values = baseline.calling.iter().filter_map(|index| user.value(*index)).peekable();
    values.peek()?;
    Some(values.any(|value| value == "TRUE"))
}

/// Whether the row has what only Control Hub writes: then the user is there already.
fn is_exported(row: &Row<'_>) -> bool {
    let written = [Kind::UserStatus, Kind::LastServiceAccessedTime].map(|kind| row.sheet.column_of(kind));
    written.iter().flatten().any(|column| !tidy(&row.value(column.index)).is_empty())
}

/// The names that Webex Calling shows.
pub(crate) const NAMES: [Kind; 2] = [Kind::FirstName, Kind::LastName];

/// What must stand in a row that gives a Calling licence, where it is known.
pub(crate) const WITH_CALLING: [Kind; 5] =
    [Kind::Location, Kind::PhoneNumber, Kind::Extension, Kind::DirectLine, Kind::DirectoryNumber];

/// What a telephone is reached by, under today's and older names.
pub(crate) const REACHED_BY: [Kind; 4] = [Kind::PhoneNumber, Kind::Extension, Kind::DirectLine, Kind::DirectoryNumber];

/// Where a value of the user stands. Ordered: the nearer to the import, the greater.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Given {
    /// Neither the file nor the export has a column for it.
    NoColumn,
    Nowhere,
    InExport,
    InRow,
}

/// Where the user's value of this kind stands; a command that removes it is none.
pub(crate) fn given(row: &Row<'_>, kind: Kind) -> Given {
    let column = row.sheet.column_of(kind);
    let is_filled = |value: &str| !tidy(value).is_empty() && !is_remove(value.trim());
    if column.is_some_and(|column| is_filled(&row.value(column.index))) {
        return Given::InRow;
    }
    let of_export = || row.user.as_ref()?.value(row.sheet.baseline?.column_of_kind(kind)?);
    match of_export() {
        Some(known) if is_filled(&known) => Given::InExport,
        Some(_) => Given::Nowhere,
        None if column.is_some() => Given::Nowhere,
        None => Given::NoColumn,
    }
}

/// Why Webex Calling does not take a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// It has so many characters.
    Length(usize),
    /// It holds this one.
    Sign(char),
}

/// The most characters of a name.
const LONGEST_NAME: usize = 30;

pub(crate) fn fault_of_name(name: &str) -> Option<Fault> {
    let is_sign = |sign: &char| !sign.is_ascii() || matches!(sign, '%' | '#' | '<' | '>' | '\\' | '/' | '"');
    if let Some(sign) = name.chars().find(is_sign) {
        return Some(Fault::Sign(sign));
    }
    (name.len() > LONGEST_NAME).then_some(Fault::Length(name.len()))
}

/// The columns that matter beside a Calling licence, for the survey.
#[derive(Debug, Default)]
pub(crate) struct Telephone {
    names: Vec<usize>,
    location: Option<usize>,
    reached_by: Vec<usize>,
}

impl Telephone {
    pub(crate) fn of(sheet: &Sheet<'_>) -> Self {
        let column_of = |kind: Kind| sheet.column_of(kind).map(|column| column.index);
        Telephone {
            names: NAMES.into_iter().filter_map(column_of).collect(),
            location: column_of(Kind::Location),
            reached_by: REACHED_BY.into_iter().filter_map(column_of).collect(),
        }
    }

    /// Whether the rules have nothing to say of a record that gives one Calling licence.
    pub(crate) fn is_whole(&self, text: &[u8], fields: &[Field]) -> bool {
        let value = |index: usize| fields.get(index).map(|field| field.value(text)).unwrap_or_default();
        let is_filled = |index: usize| {
            let value = value(index);
            let value = value.trim_ascii();
            !value.is_empty() && !value.eq_ignore_ascii_case(b"REMOVE")
        };
        let is_plain = |index: &usize| str::from_utf8(&value(*index)).is_ok_and(|name| fault_of_name(name).is_none());
        self.names.iter().all(is_plain)
            && self.location.is_some_and(is_filled)
            && self.reached_by.iter().any(|index| is_filled(*index))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_calling() {
        for (name, fault) in [
            ("", None),
            ("Anna-Maria O'Neil 2", None),
            ("Søren", Some(Fault::Sign('ø'))),
            ("50%", Some(Fault::Sign('%'))),
            ("a/b", Some(Fault::Sign('/'))),
            ("a\\b", Some(Fault::Sign('\\'))),
            ("Maria Josefina Alexandra Anders", Some(Fault::Length(31))),
            ("Maria Josefina Alexandra Ander", None),
        ] {
            assert_eq!(fault_of_name(name), fault, "{name}");
        }
    }
}
