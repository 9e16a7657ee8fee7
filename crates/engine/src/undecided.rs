//! Rows that cannot be split into columns until the admin decides: how they are
//! counted, told and written.
//!
//! What must stay true: nobody reads such a row by guess. What the corrected file holds of it names no user, or is
//! what stood in the file, byte for byte.

use std::fmt::Write as _;

use crate::decision::Decisions;
use crate::form::{Copying, Form};
use crate::report::Undecided;
use crate::row::{Fate, Row};
use crate::run::Run;
use crate::text::{is_blank, is_invisible};
use crate::words::{Arg, MOST_NAMED, say};

/// The rows of one run.
#[derive(Clone, Debug, Default)]
pub(crate) struct UndecidedRows {
    rows: usize,
    first: Vec<u32>,
    edited: Vec<u32>,
}

impl UndecidedRows {
    pub(crate) fn note(&mut self, row: &Row<'_>, decisions: &Decisions) {
        if row.fate != Fate::Unsplit {
            return;
        }
        self.rows += 1;
        if self.first.len() < MOST_NAMED {
            self.first.push(row.number);
        }
        if self.edited.len() < MOST_NAMED && !decisions.edits(row.number).is_empty() {
            self.edited.push(row.number);
        }
    }

    /// With those further below.
    pub(crate) fn join(&mut self, below: UndecidedRows) {
        self.rows += below.rows;
        for (rows, below) in [(&mut self.first, below.first), (&mut self.edited, below.edited)] {
            let room = MOST_NAMED - rows.len();
            rows.extend(below.into_iter().take(room));
        }
    }

    /// As the report tells it.
    pub(crate) fn told(&self, run: &Run<'_>) -> Option<Undecided> {
        if self.rows == 0 || run.refusal.is_some() {
            return None;
        }
        let words = &run.sheet.words;
        let rows = Arg::rows(&self.first, self.rows);
        let is_set_aside = Form::of(run).copying == Copying::Fields;
        let says = if is_set_aside {
            say!(
                "Nobody has decided yet how {rows|row|rows} {rows} {rows|is|are} split into columns. {rows|All of it stands in one cell of the corrected file: Control Hub refuses it, and reads nothing wrongly.|Each stands in one cell of the corrected file: Control Hub refuses them, and reads nothing wrongly.} Answer what is asked there, or correct it in your own file.",
                rows = rows,
            )
        } else {
            say!(
                "Nobody has decided yet how {rows|row|rows} {rows} {rows|is|are} split into columns. {rows|It stays as it was: Control Hub refuses it, or reads it wrongly.|They stay as they were: Control Hub refuses them, or reads them wrongly.} Answer what is asked there, or correct it in your own file.",
                rows = rows,
            )
        };
        let mut message = words.say(&says);
        if !self.edited.is_empty() {
            let rows = Arg::rows(&self.edited, self.edited.len());
            let edited = say!("What you typed into {rows|row|rows} {rows} does not count until then.", rows = rows);
            _ = write!(message, " {}", words.say(&edited));
        }
        Some(Undecided {
            rows: self.rows,
            first: self.first.clone(),
            edited: self.edited.clone(),
            set_aside: is_set_aside,
            message,
        })
    }
}

/// A row as it goes into the cell of the address. With two @ and a blank it is
/// nobody's address and near to none, and no rule has a correction for it.
pub(crate) fn set_aside(number: u32, raw: &[u8]) -> Vec<u8> {
    let mut text = format!("row {number} not split @@ ").into_bytes();
    match std::str::from_utf8(raw) {
        Ok(raw) => {
            let seen = |character: &char| is_blank(*character) || !is_invisible(*character);
            let raw: String = raw.trim_matches(is_blank).chars().filter(seen).collect();
            text.extend_from_slice(raw.trim_matches(is_blank).as_bytes());
        }
        Err(_) => text.extend_from_slice(raw),
    }
    text
}
