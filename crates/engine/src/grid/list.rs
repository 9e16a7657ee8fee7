//! Which rows are listed, where the next finding is, and the picture of the whole list.
//!
//! What must stay true: rows of a list are in the order of the file, and each stands in it once.

use memchr::memchr2_iter;

use super::{Grid, GridCounts, GridFate, GridPlace, GridState, Reader, Show, Showing};
use crate::collect::Note;
use crate::plan::{Class, plan};
use crate::report::Mode;
use crate::rule::Severity;
use crate::sorting::in_order;
use crate::{Input, Options};

/// Rows of a grid, in the order of the file.
#[derive(Clone, Debug)]
pub struct List {
    /// Without it: all rows.
    rows: Option<Vec<u32>>,
    records: usize,
    /// Whether only open findings are gone through.
    is_open: bool,
}

impl List {
    pub(super) fn len(&self, grid: &Grid) -> usize {
        self.rows.as_ref().map_or(grid.records.len(), Vec::len)
    }

    /// The row at a position from 0.
    pub(super) fn row(&self, position: usize) -> Option<u32> {
        match &self.rows {
            Some(rows) => rows.get(position).copied(),
            None => (position < self.records).then_some(position as u32 + 1),
        }
    }

    /// The position of a row, or of the first one after it.
    fn position(&self, row: u32) -> usize {
        match &self.rows {
            Some(rows) => rows.partition_point(|known| *known < row),
            None => (row as usize).saturating_sub(1).min(self.records),
        }
    }

    fn holds(&self, row: u32) -> bool {
        self.row(self.position(row)) == Some(row)
    }
}

impl Grid {
    /// Makes a list. Input and options are those that the grid was made of.
    #[must_use]
    pub fn list(&self, input: &Input<'_>, options: &Options, show: &Show) -> List {
        let mut rows = match show.what {
            Showing::All => None,
            Showing::Found => Some(self.found_rows(|_| true)),
            Showing::Open => Some(self.found_rows(|note| self.state(note) == GridState::Open)),
            Showing::Changed => Some(self.changed_rows()),
        };
        if let Some(class) = show.class {
            rows = Some(intersect(rows, rows_of(input, options, class)));
        }
        let search = show.search.trim().to_lowercase();
        if !search.is_empty() {
            rows = Some(intersect(rows, self.rows_with(input.file, &search)));
        }
        List { rows, records: self.records.len(), is_open: show.what == Showing::Open }
    }

    pub(super) fn count(&self) -> GridCounts {
        GridCounts {
            found: self.found_rows(|_| true).len(),
            open: self.found_rows(|note| self.state(note) == GridState::Open).len(),
            changed: self.changed_rows().len(),
        }
    }

    /// A finding that stands for several records is found in each of them.
    fn found_rows(&self, is_wanted: impl Fn(&Note) -> bool) -> Vec<u32> {
        let wanted = self.notes.iter().filter(|note| is_wanted(note));
        let last = self.records.len() as u32;
        let rows = wanted.flat_map(|note| note.row..note.row.saturating_add(note.rows.max(1)));
        in_order(rows.filter(|row| *row <= last).collect())
    }

    fn changed_rows(&self) -> Vec<u32> {
        let left_out = self.fates.iter().filter(|(_, fate)| *fate == GridFate::LeftOut).map(|(row, _)| *row);
        let changed = self.changes.iter().map(|changed| changed.row);
        in_order(changed.chain(left_out).chain(self.reshaped.iter().copied()).collect())
    }

    /// Rows with a value that holds a text (in lower case), as it was or as it is.
    fn rows_with(&self, file: &[u8], search: &str) -> Vec<u32> {
        let mut reader = self.reader(file);
        let has = |value: &str| value.to_lowercase().contains(search);
        let mut rows: Vec<u32> =
            self.changes.iter().filter(|changed| has(&changed.after)).map(|changed| changed.row).collect();
        for position in self.candidates(&reader, search) {
            if reader.values(position).iter().any(|value| has(value)) {
                rows.push(position as u32 + 1);
            }
        }
        in_order(rows)
    }

    /// Positions of records that may hold a text: by their bytes, where these show it.
    fn candidates(&self, reader: &Reader<'_>, search: &str) -> Vec<usize> {
        let all = 0..self.records.len();
        match search.as_bytes() {
            // Quotes are doubled in the file.
            bytes if bytes.contains(&b'"') => all.collect(),
            [first, ..] if search.is_ascii() => {
                let text = reader.text;
                let is_here = |at: &usize| {
                    text.get(*at..*at + search.len()).is_some_and(|there| there.eq_ignore_ascii_case(search.as_bytes()))
                };
                let starts = memchr2_iter(*first, first.to_ascii_uppercase(), text).filter(is_here);
                let mut positions: Vec<usize> = starts
                    .map(|at| self.records.partition_point(|(start, _)| *start as usize <= at))
                    .filter_map(|after| after.checked_sub(1))
                    .collect();
                positions.dedup();
                positions
            }
            _ => all
                .filter(|position| String::from_utf8_lossy(reader.bytes(*position)).to_lowercase().contains(search))
                .collect(),
        }
    }

    /// The next finding of a list after a cell, or the one before it; `None` at the end. `index` is the column from
    /// 0, `None` what is found of the row as a whole, which comes before its cells.
    #[must_use]
    pub fn step(&self, list: &List, row: u32, index: Option<u32>, is_forward: bool) -> Option<GridPlace> {
        let here = (row, index.map_or(0, |index| index + 1));
        let at = |note: &Note| (note.row, note.index.map_or(0, |index| index + 1));
        let is_wanted = |note: &&Note| {
            (!list.is_open || self.state(note) == GridState::Open) && (list.rows.is_none() || list.holds(note.row))
        };
        let of_rows = if is_forward {
            &self.notes[self.notes.partition_point(|note| note.row < row)..]
        } else {
            &self.notes[..self.notes.partition_point(|note| note.row <= row)]
        };
        // Within a row the notes are in the order of the rules: its nearest cell is looked for.
        let wanted = of_rows.iter().filter(is_wanted);
        let nearest = if is_forward {
            let mut beyond = wanted.filter(|note| at(note) > here).peekable();
            let row = beyond.peek()?.row;
            beyond.take_while(|note| note.row == row).min_by_key(|note| at(note))?
        } else {
            let mut beyond = wanted.rev().filter(|note| at(note) < here).peekable();
            let row = beyond.peek()?.row;
            beyond.take_while(|note| note.row == row).max_by_key(|note| at(note))?
        };
        let (row, index) = (nearest.row, nearest.index);
        Some(GridPlace { position: list.position(row), row, index })
    }

    /// The whole list in `parts` stretches of the same length, one letter for each: `b`, `w` or `n` for the worst
    /// finding in it (a capital where one is open), `c` where something is changed, `.` where nothing is to be said.
    #[must_use]
    pub fn strip(&self, list: &List, parts: usize) -> String {
        let (length, parts) = (list.len(self), parts.min(list.len(self)));
        let mut strip = vec!['.'; parts];
        let mut mark = |row: u32, letter: char| {
            if list.holds(row) && length > 0 {
                let part = &mut strip[list.position(row) * parts / length];
                *part = stronger(*part, letter);
            }
        };
        self.changed_rows().into_iter().for_each(|row| mark(row, 'c'));
        for note in &self.notes {
            let letter = match note.severity {
                Severity::Blocker => 'b',
                Severity::Warning => 'w',
                Severity::Note => 'n',
            };
            let letter = if self.state(note) == GridState::Open { letter.to_ascii_uppercase() } else { letter };
            (note.row..note.row.saturating_add(note.rows.max(1))).for_each(|row| mark(row, letter));
        }
        strip.into_iter().collect()
    }
}

/// Weakest first.
const STRENGTH: &str = ".cnwbNWB";

fn stronger(one: char, other: char) -> char {
    let strength = |letter| STRENGTH.find(letter);
    if strength(other) > strength(one) { other } else { one }
}

/// `None`: all rows.
fn intersect(rows: Option<Vec<u32>>, others: Vec<u32>) -> Vec<u32> {
    match rows {
        Some(mut rows) => {
            rows.retain(|row| others.binary_search(row).is_ok());
            rows
        }
        None => others,
    }
}

/// The rows of users of one class.
fn rows_of(input: &Input<'_>, options: &Options, class: Class) -> Vec<u32> {
    let mode = options.mode.unwrap_or(Mode::AddRemove);
    let users = plan(input, options).users;
    in_order(users.iter().filter(|user| user.class_in(mode) == Some(class)).filter_map(|user| user.row).collect())
}
