//! Columns with what the export has for the same users in another column, as after two columns, or their names, were
//! exchanged.
//!
//! What must stay true: a value that was copied from another column or moved there on purpose tells nothing: of columns that
//! were exchanged each has what belongs into another one of them. Time is linear in the records.

use crate::displaced::{BLANK, Pair};
use crate::profile::{Class, Kind};
use crate::sheet::Column;

/// Users whose values stand in another column, at least, and different ones of these values.
const ENOUGH: usize = 3;

/// Columns that are compared with each other; an export has fewer names, texts and numbers.
const MOST_COLUMNS: usize = 32;

/// What is counted of columns that may have been exchanged.
#[derive(Default)]
pub(crate) struct Crossed {
    columns: Vec<Counted>,
    /// Of one user, what each of the columns has, what the export has there, and [`Counted::is_name`].
    values: Vec<(u64, u64, bool)>,
}

struct Counted {
    index: usize,
    known: usize,
    class: Class,
    /// Whether it is that of a first or a last name, which nobody copies from each other.
    is_name: bool,
    /// Users whose value differs from the export's; a blank one changes nothing.
    differing: usize,
    /// How many of them have what the export has in each of the columns.
    of: [usize; MOST_COLUMNS],
    /// Different values of those, as many as are asked for.
    different: Vec<u64>,
}

impl Crossed {
    /// Has a column that the export has there (`known`) compared with the others.
    pub(crate) fn add(&mut self, column: &Column, known: usize) {
        let Column { index, class, .. } = *column;
        let is_meant = matches!(class, Class::Text | Class::Name | Class::Number | Class::Extension);
        if is_meant && self.columns.len() < MOST_COLUMNS {
            let (of, different) = ([0; MOST_COLUMNS], Vec::new());
            let is_name = matches!(column.kind, Kind::FirstName | Kind::LastName);
            self.columns.push(Counted { index, known, class, is_name, differing: 0, of, different });
        }
    }

    /// Counts what differs.
    pub(crate) fn take(&mut self, pair: &Pair<'_>) {
        let Crossed { columns, values } = self;
        values.clear();
        values.extend(columns.iter().map(|column| {
            let (now, known) = pair.values_of(column.index, column.known, column.class);
            (now, known, column.is_name)
        }));
        for (column, (now, known, is_name)) in columns.iter_mut().zip(values.iter()) {
            if now == known || *now == BLANK {
                continue;
            }
            column.differing += 1;
            // Copied, it stands in its own column, too.
            let is_from = |(there, of_there, of_name): &(u64, u64, bool)| {
                of_there == now && (there != of_there || (*is_name && *of_name))
            };
            let Some(other) = values.iter().position(is_from) else { continue };
            column.of[other] += 1;
            if column.different.len() < ENOUGH && !column.different.contains(now) {
                column.different.push(*now);
            }
        }
    }

    /// Each column nearly all of whose values that differ are those of another one; which one, and how many they are.
    pub(crate) fn told(&self) -> Vec<(usize, usize, usize)> {
        let most = |column: &Counted| {
            let (other, count) = column.of.iter().copied().enumerate().max_by_key(|(_, count)| *count)?;
            let is_told =
                count >= ENOUGH && column.different.len() >= ENOUGH && (column.differing - count) * 4 <= count;
            is_told.then_some((other, count))
        };
        let mut told: Vec<Option<(usize, usize)>> = self.columns.iter().map(most).collect();
        // What moved on without something coming for it was moved on purpose; each round takes one column at least.
        for _ in 0..told.len() {
            for at in 0..told.len() {
                let is_copied = |other: usize| self.columns[at].is_name && self.columns[other].is_name;
                if let Some((other, _)) = told[at]
                    && told[other].is_none()
                    && !is_copied(other)
                {
                    told[at] = None;
                }
            }
        }
        let named = self.columns.iter().zip(told);
        named
            .filter_map(|(column, told)| told.map(|(other, count)| (column.index, self.columns[other].index, count)))
            .collect()
    }
}
