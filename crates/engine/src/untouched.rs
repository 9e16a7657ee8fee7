//! Records that the rules were asked about and left as they are written, so that nobody who only wants the record as it is
//! need ask them again: in a file of nothing but such records that would be most of the time.
//!
//! What must stay true: it holds for the decisions it was noted under, and for no others.

use crate::row::{Fate, Row, RowCell};

/// One bit for each record, and none behind the last one noted.
#[derive(Clone, Debug, Default)]
pub(crate) struct Untouched {
    words: Vec<u64>,
}

/// Before anybody looked.
pub(crate) static NONE: Untouched = Untouched { words: Vec::new() };

impl Untouched {
    /// Takes a record as the rules left it.
    pub(crate) fn note(&mut self, row: &Row<'_>) {
        let is_untouched = row.fate == Fate::Kept
            && !row.is_reshaped
            && row.edited.is_empty()
            && row.cells.iter().all(|cell: &RowCell<'_>| cell.now.is_none());
        let (word, bit) = place(row.number);
        if is_untouched && self.words.len() <= word {
            self.words.resize(word + 1, 0);
        }
        if let Some(bits) = self.words.get_mut(word) {
            *bits = if is_untouched { *bits | bit } else { *bits & !bit };
        }
    }

    /// With those that were noted further below.
    pub(crate) fn join(&mut self, below: &Untouched) {
        self.words.resize(self.words.len().max(below.words.len()), 0);
        self.words.iter_mut().zip(&below.words).for_each(|(bits, below)| *bits |= below);
    }

    pub(crate) fn has(&self, row: u32) -> bool {
        let (word, bit) = place(row);
        self.words.get(word).is_some_and(|bits| bits & bit != 0)
    }
}

fn place(row: u32) -> (usize, u64) {
    (row as usize / 64, 1 << (row % 64))
}
