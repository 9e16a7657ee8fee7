//! The Standard and the Premium column of everybody, as after the two columns, or their names, were exchanged.
//!
//! What must stay true: who gives many users the other licence does so in one direction, or leaves some as they were.

use crate::displaced::{Pair, meaning};
use crate::profile::{Class, Tier};
use crate::sheet::Sheet;

/// Users who would change from the one licence to the other, at least, and as many back.
const ENOUGH: usize = 3;

/// What is counted of the two columns.
#[derive(Clone, Debug)]
pub(crate) struct Switched {
    /// Of each column its place in the file, and in the export.
    columns: [(usize, usize); 2],
    /// Users who had Premium alone and would have Standard alone, and the other way round.
    counts: [usize; 2],
    /// Users with one of both who do not change from it to the other.
    others: usize,
}

impl Switched {
    /// Nothing where a licence stands in several columns or in none.
    pub(crate) fn of(sheet: &Sheet<'_>) -> Option<Self> {
        let place = |tier: Tier| {
            let mut columns = sheet.columns.iter().filter(|column| !column.dropped && column.tier() == Some(tier));
            let (column, None) = (columns.next()?, columns.next()) else { return None };
            Some((column.index, column.baseline?))
        };
        let columns = [place(Tier::Standard)?, place(Tier::Premium)?];
        Some(Switched { columns, counts: [0; 2], others: 0 })
    }

    /// Counts a user.
    pub(crate) fn take(&mut self, pair: &Pair<'_>) {
        let [(now, known), (other_now, other_known)] =
            self.columns.map(|(index, known)| pair.values_of(index, known, Class::Flag));
        let held = match (meaning(known), meaning(other_known)) {
            (Some(false), Some(true)) => 0,
            (Some(true), Some(false)) => 1,
            _ => return,
        };
        if (now, other_now) == (other_known, known) {
            self.counts[held] += 1;
        } else {
            self.others += 1;
        }
    }

    /// The two columns and how many users differ, if they look exchanged.
    pub(crate) fn told(&self) -> Option<([usize; 2], usize)> {
        let is_told = self.others == 0 && self.counts.iter().all(|count| *count >= ENOUGH);
        is_told.then(|| (self.columns.map(|(index, _)| index), self.counts.iter().sum()))
    }
}
