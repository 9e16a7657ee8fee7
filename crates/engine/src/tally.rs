//! Counts the values of a column that repeats few of them: domains, locations.
//!
//! What must stay true: counting costs a comparison where a value was met before, memory is bounded whatever the file
//! holds, and what could not be counted any more is said.

use std::collections::HashMap;

/// Different values that are told apart; a column with more does not repeat its values.
const MOST_VALUES: usize = 4_096;

/// Records of a value that are remembered: a value of more is nobody's slip.
const MOST_ROWS: usize = 4_096;

/// The values of one column.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    entries: Vec<Entry>,
    places: HashMap<Box<[u8]>, usize>,
    recent: [usize; 16],
    /// There were more values than are told apart.
    pub(crate) is_full: bool,
}

/// One value.
#[derive(Debug)]
pub(crate) struct Entry {
    pub(crate) value: Box<[u8]>,
    pub(crate) count: usize,
    /// Where it stands, from 0; not all places of a frequent one.
    pub(crate) positions: Vec<u32>,
}

impl Entry {
    /// Whether all places of it are known.
    pub(crate) fn is_rare(&self) -> bool {
        self.positions.len() == self.count
    }
}

impl Tally {
    /// Counts one value, and gives its number; `None` when there were too many others.
    #[inline]
    pub(crate) fn count(&mut self, value: &[u8], position: u32) -> Option<usize> {
        let slot = (value.len() ^ usize::from(value.first().copied().unwrap_or_default())) % 16;
        let recent = self.recent[slot];
        let place = match self.entries.get(recent) {
            Some(entry) if *entry.value == *value => recent,
            _ => self.place_of(value)?,
        };
        self.recent[slot] = place;
        let entry = &mut self.entries[place];
        entry.count += 1;
        if entry.count <= MOST_ROWS {
            entry.positions.push(position);
        }
        Some(place)
    }

    /// The number of a value that has one.
    pub(crate) fn known_place_of(&self, value: &[u8]) -> Option<usize> {
        self.places.get(value).copied()
    }

    /// The number of a value, which it is given now if it has none.
    pub(crate) fn place_of(&mut self, value: &[u8]) -> Option<usize> {
        if let Some(place) = self.known_place_of(value) {
            return Some(place);
        }
        if self.entries.len() >= MOST_VALUES {
            self.is_full = true;
            return None;
        }
        self.entries.push(Entry { value: value.into(), count: 0, positions: Vec::new() });
        self.places.insert(value.into(), self.entries.len() - 1);
        Some(self.entries.len() - 1)
    }

    /// Takes what was counted of records further below, `by` records later; gives the number that each value has here.
    pub(crate) fn join(&mut self, below: Tally, by: u32) -> Vec<Option<usize>> {
        let mut places = Vec::with_capacity(below.entries.len());
        for other in below.entries {
            let place = self.place_of(&other.value);
            if let Some(place) = place {
                let entry = &mut self.entries[place];
                entry.count += other.count;
                let room = MOST_ROWS - entry.positions.len();
                entry.positions.extend(other.positions.iter().take(room).map(|position| position + by));
            }
            places.push(place);
        }
        places
    }

    pub(crate) fn entries(&self) -> &[Entry] {
        &self.entries
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_counted() {
        let mut tally = Tally::default();
        for (position, value) in (0..).zip(["a", "b", "a", "", "a"]) {
            assert!(tally.count(value.as_bytes(), position).is_some());
        }
        let counts: Vec<_> =
            tally.entries().iter().map(|entry| (&*entry.value, entry.count, entry.is_rare())).collect();
        assert_eq!(counts, [(&b"a"[..], 3, true), (b"b", 1, true), (b"", 1, true)]);
        assert_eq!(tally.entries()[0].positions, [0, 2, 4]);
    }

    #[test]
    fn memory_is_bounded() {
        let mut tally = Tally::default();
        for position in 0..10_000_u32 {
            tally.count(b"same", position);
            tally.count(position.to_string().as_bytes(), position);
        }
        assert!(tally.is_full && tally.entries().len() == MOST_VALUES);
        assert_eq!(tally.entries()[0].count, 10_000);
        assert!(!tally.entries()[0].is_rare() && tally.entries()[1].is_rare());
    }
}
