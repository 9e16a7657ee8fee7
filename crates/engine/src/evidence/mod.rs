//! What proves a fix: the export, the user's other numbers, the file as a whole, a known word, an encoding, and what the
//! admin stated.
//!
//! What must stay true: this is the one place that asks for evidence and weighs it, so that every rule weighs it alike and
//! every finding names what it rests on; only this folder can make an [`Evidence`] or read a cell of the export. Only what
//! the export or the file itself shows makes a fix safe, and only where what is left of the value agrees; a stated country
//! never does.

mod converted;
mod damage;
mod encoding;
mod export;
mod file;
mod numbers;
mod rounded;
mod word;

use crate::rule::Safety;
use crate::words::{Say, say};

pub(crate) use converted::{composed, unconverted, unescaped};
pub(crate) use damage::{
    displaced, extension, instead, is_garbled, is_otherwise, letters, read_only, show_of_error, zeros,
};
pub(crate) use encoding::{every_byte_pair, first_bytes, one_text, only_encoding};
pub(crate) use export::{
    Agrees, agrees, column_name, exported_in, has_user, holds, holds_tier, idle_rows, is_as_exported,
    is_as_exported_in, moved, namesake, number_of_cell, without_extra,
};
pub(crate) use file::{
    blank_column, common_domain, equal_columns, known_location, lists_hold_all, own_domain, same_row, zeros_of_location,
};
pub(crate) use numbers::Numbers;
pub(crate) use rounded::{Exported, Rounded, is_rounded, is_too_long, scientific};
pub(crate) use word::{denies_flag, in_language, in_whatever_spelling, translated};

/// What proves a fix.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Evidence {
    /// `baseline`, `sibling`, `word`, `file`, `country`, `location`, `profile`, `encoding` or `reading`.
    pub(crate) kind: &'static str,
    /// One sentence for people.
    pub(crate) says: Say,
}

impl Evidence {
    const fn new(kind: &'static str, says: Say) -> Self {
        Evidence { kind, says }
    }

    /// The importer reads the same before and after: the rule that says so knows why.
    pub(crate) const fn reading(says: Say) -> Self {
        Self::new("reading", says)
    }

    /// What the export says of a cell.
    fn of_export(value: &str) -> Self {
        if value.is_empty() {
            return Self::new("baseline", say!("Your export has a blank here for this user."));
        }
        Self::new("baseline", say!("Your export has “{value}” for this user.", value = value))
    }
}

/// A value that evidence gives back, and how sure that is.
#[derive(Clone, Debug)]
pub(crate) struct Restored {
    pub(crate) value: String,
    pub(crate) safety: Safety,
    pub(crate) evidence: Evidence,
}

impl Restored {
    /// The export's value: certain where what is left of the file's agrees with it, else a question.
    fn of_export(known: String, agrees: bool) -> Self {
        let safety = if agrees { Safety::Safe } else { Safety::Ask };
        Restored { safety, evidence: Evidence::of_export(&known), value: known }
    }
}
