//! What is left to be corrected in each record, as far as it is taken back when the record turns out to be left out as a
//! repeated user's: the rules are not asked about it a second time.
//!
//! What must stay true: a record costs a few bytes however much is left in it. Few records differ in what is left in
//! them, and those that do not share one list.

use crate::numbered::Numbered;
use crate::rule::Severity;

/// Findings alike as far as they are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Kind {
    /// The position of the rule in [`crate::rules::ALL`].
    pub(crate) rule: u16,
    pub(crate) severity: Severity,
    pub(crate) has_fix: bool,
    /// Whether the admin said no; else nobody has answered.
    pub(crate) is_refused: bool,
}

/// How many of each kind are left in one record.
type Alike = Box<[(Kind, u32)]>;

/// What is left, by record.
#[derive(Clone, Debug, Default)]
pub(crate) struct Left {
    of_record: Vec<(Kind, u32)>,
    /// Rows, each with the number of its list.
    rows: Vec<(u32, u32)>,
    lists: Numbered<Alike>,
}

impl Left {
    /// Counts a finding of the record that is looked at.
    pub(crate) fn add(&mut self, kind: Kind) {
        match self.of_record.iter_mut().find(|(known, _)| *known == kind) {
            Some((_, count)) => *count += 1,
            None => self.of_record.push((kind, 1)),
        }
    }

    /// All findings of a record have been counted. What is counted behind the last record is of none.
    pub(crate) fn end_record(&mut self, row: u32) {
        if self.of_record.is_empty() {
            return;
        }
        self.rows.push((row, self.lists.number_of(self.of_record.as_slice())));
        self.of_record.clear();
    }

    /// With what is left in records further below.
    pub(crate) fn join(&mut self, below: &Left) {
        let numbers = self.lists.join(&below.lists);
        self.rows.extend(below.rows.iter().map(|(row, number)| (*row, numbers[*number as usize])));
    }

    /// The rows in which anything is left, in their order.
    pub(crate) fn rows(&self) -> impl Iterator<Item = u32> + '_ {
        self.rows.iter().map(|(row, _)| *row)
    }

    /// What is left in the rows that `is_meant`.
    pub(crate) fn of(&self, is_meant: impl Fn(u32) -> bool) -> impl Iterator<Item = (Kind, u32)> {
        let meant = self.rows.iter().filter(move |(row, _)| is_meant(*row));
        meant.flat_map(|(_, number)| self.lists.values()[*number as usize].iter().copied())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_is_told_of_the_rows_that_are_meant() {
        let kind = |rule: u16| Kind { rule, severity: Severity::Blocker, has_fix: true, is_refused: false };
        let mut left = Left::default();
        for (row, rules) in [(1, &[7, 7, 8][..]), (2, &[]), (3, &[8]), (4, &[7, 7, 8])] {
            for rule in rules {
                left.add(kind(*rule));
            }
            left.end_record(row);
        }
        let of = |rows: &[u32]| left.of(|row| rows.contains(&row)).map(|(kind, n)| (kind.rule, n)).collect::<Vec<_>>();
        assert_eq!(of(&[1]), [(7, 2), (8, 1)]);
        assert_eq!(of(&[2, 3]), [(8, 1)]);
        assert_eq!(of(&[1, 3, 4]), [(7, 2), (8, 1), (8, 1), (7, 2), (8, 1)]);
        assert_eq!(left.lists.values().len(), 2, "rows 1 and 4 share a list");
    }
}
