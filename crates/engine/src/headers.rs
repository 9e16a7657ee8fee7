//! Headers among the users: what tables that were pasted below each other leave.
//!
//! What must stay true: what is asked of the file as a whole is asked once, however many rows ask.

use std::collections::HashSet;
use std::sync::OnceLock;

use crate::row::lossy;
use crate::scan::Field;
use crate::sheet::{self, Column, Sheet};
use crate::text::trimmed;

/// What is known of the headers of a file.
#[derive(Debug)]
pub(crate) struct Headers {
    /// The names of the first one.
    names: HashSet<String>,
    /// Whether another one differs from it, once somebody has asked.
    has_another: OnceLock<bool>,
}

impl Headers {
    pub(crate) fn of(columns: &[Column]) -> Self {
        let names = columns.iter().map(|column| trimmed(&column.header).to_owned()).collect();
        Headers { names, has_another: OnceLock::new() }
    }
}

/// Whether a record below the header is one: the names of several columns, that of the address among them, and nothing else.
#[inline(never)]
pub(crate) fn is_header(sheet: &Sheet<'_>, fields: &[Field]) -> bool {
    let Some(key) = sheet.key.and_then(|key| sheet.columns.get(key)) else { return false };
    let value = |field: &Field| lossy(field.value(sheet.text));
    if fields.get(key.index).is_some_and(|field| value(field).contains('@')) {
        return false; // a user's, as nearly all are
    }
    if !fields.iter().any(|field| [trimmed(&key.header), trimmed(&key.name)].contains(&trimmed(&value(field)))) {
        return false;
    }
    let is_name = |name: &str| sheet.headers.names.contains(name) || sheet::is_known(name);
    let mut filled = 0;
    let is_header = fields.iter().all(|field| {
        let value = value(field);
        let name = trimmed(&value);
        filled += usize::from(!name.is_empty());
        name.is_empty() || is_name(name)
    });
    is_header && filled > 1
}

/// Whether each value is the name of its column.
pub(crate) fn stands_above(sheet: &Sheet<'_>, fields: &[Field]) -> bool {
    let is_name = |(column, field): (&Column, &Field)| {
        let value = lossy(field.value(sheet.text));
        // A file whose header is corrected may hold the right one further below.
        [trimmed(&column.header), trimmed(&column.name)].contains(&trimmed(&value))
    };
    fields.len() <= sheet.columns.len() && sheet.columns.iter().zip(fields).all(is_name)
}

/// Without blank values at the end.
pub(crate) fn filled<'f>(sheet: &Sheet<'_>, fields: &'f [Field]) -> &'f [Field] {
    let is_filled = |field: &Field| !lossy(field.value(sheet.text)).trim().is_empty();
    &fields[..fields.iter().rposition(is_filled).map_or(0, |last| last + 1)]
}

/// Whether some header below the first differs from it.
pub(crate) fn has_another(sheet: &Sheet<'_>) -> bool {
    *sheet.headers.has_another.get_or_init(|| {
        let (mut scanner, mut fields) = (sheet.data(), Vec::new());
        while scanner.read(&mut fields).is_some() {
            if is_header(sheet, &fields) && !stands_above(sheet, filled(sheet, &fields)) {
                return true;
            }
        }
        false
    })
}
