//! Numbers that the file gives to one user and the export has for another.
//!
//! What must stay true: only what changes is looked up, in one more way through the export.

use std::collections::HashMap;

use crate::baseline::{Baseline, User};
use crate::plain::is_digits;
use crate::profile::Kind;
use crate::records::Record;
use crate::sheet::Sheet;
use crate::sorting::in_order;
use crate::words::{Arg, Say, say};

/// A column of numbers, here and in the export; of extensions the columns of their locations, too.
struct Numbers {
    column: (usize, usize),
    location: Option<(usize, usize)>,
}

/// What a number is told by: its column, where it belongs, and its signs.
type Key = (usize, Vec<u8>, Vec<u8>);

/// Gathers who gets another number than the export has.
pub(super) struct Taken {
    columns: Vec<Numbers>,
    wanted: HashMap<Key, Vec<u32>>,
}

impl Taken {
    pub(super) fn of(sheet: &Sheet<'_>) -> Self {
        let pair = |kind| sheet.column_of(kind).and_then(|column| Some((column.index, column.baseline?)));
        let phone = pair(Kind::PhoneNumber).map(|column| Numbers { column, location: None });
        let extension = pair(Kind::Extension).zip(pair(Kind::Location));
        let extension = extension.map(|(column, place)| Numbers { column, location: Some(place) });
        Taken { columns: phone.into_iter().chain(extension).collect(), wanted: HashMap::new() }
    }

    /// Takes a record of the corrected file, and its user in the export. A blank cell leaves what the user has.
    pub(super) fn take(&mut self, record: &Record<'_>, user: Option<&User<'_>>) {
        for (nth, Numbers { column, location }) in self.columns.iter().enumerate() {
            let held = |index: usize| user.map(|user| user.bytes(index).into_owned()).unwrap_or_default();
            let value = record.bytes(column.0);
            let place = location.map(|(here, there)| match record.bytes(here) {
                b"" => held(there),
                place => place.to_owned(),
            });
            let is_held =
                value == held(column.1) && location.is_none_or(|(_, there)| place.as_ref() == Some(&held(there)));
            if is_number(value) && !is_held && place.as_ref().is_none_or(|place| !place.is_empty()) {
                let key = (nth, place.unwrap_or_default(), value.to_owned());
                self.wanted.entry(key).or_default().push(record.row);
            }
        }
    }

    /// What to say of the rows whose numbers are somebody else's.
    pub(super) fn finish(mut self, baseline: &Baseline) -> Option<Say> {
        let mut rows = Vec::new();
        if !self.wanted.is_empty() {
            baseline.each_record(|_, fields, text| {
                let held =
                    |index: usize| fields.get(index).map(|field| field.value(text)).unwrap_or_default().into_owned();
                for (nth, Numbers { column, location }) in self.columns.iter().enumerate() {
                    let place = location.map(|(_, there)| held(there)).unwrap_or_default();
                    rows.extend(self.wanted.remove(&(nth, place, held(column.1))).into_iter().flatten());
                }
            });
        }
        let rows = in_order(rows);
        (!rows.is_empty()).then(|| {
            say!(
                "{rows|Row|Rows} {rows} {rows|gives|give} a phone number or an extension that somebody else has in your export. \
                 Control Hub refuses it as long as that user has it. If there are many, look whether a column was sorted or \
                 moved alone.",
                rows = Arg::rows(&rows, rows.len()),
            )
        })
    }
}

fn is_number(value: &[u8]) -> bool {
    let digits = value.strip_prefix(b"+").unwrap_or(value);
    !digits.is_empty() && is_digits(digits)
}
