//! Columns whose values stand beside other users than in the export, as after a sort of one column alone or a cell that
//! was deleted from it.
//!
//! What must stay true: what is no more than edited is not called displaced, and time and room are linear in the file.

use std::collections::HashMap;

use crate::baseline::{Baseline, User};
use crate::booleans;
use crate::key::key_of;
use crate::profile::Class;
use crate::scan::Field;
use crate::sheet::{Column, Sheet};
use crate::survey::{Looks, Mark};

/// Users whose values stand elsewhere, at least: two may have been exchanged on purpose.
const ENOUGH: usize = 3;

/// Texts of which there are fewer are departments or places, into which one user comes and another goes.
const MANY: usize = 8;

/// Different values that are kept, of all columns together; a column with more than its share is not asked.
const MOST_VALUES: usize = 1 << 20;

/// How many values of each column are displaced; nothing where there are none.
pub(crate) fn displaced(sheet: &Sheet<'_>, marks: &[Mark]) -> Vec<usize> {
    let mut displaced = Vec::new();
    let Some(baseline) = sheet.baseline else { return displaced };
    let can_move = |column: &&Column| {
        let class = column.class;
        Some(column.index) != sheet.key && !column.dropped && !matches!(class, Class::ReadOnly | Class::Date)
    };
    let columns = sheet.columns.iter().filter(can_move).filter_map(|column| Some((column, column.baseline?)));
    let room = MOST_VALUES / sheet.columns.len().max(1);
    let mut columns: Vec<Tally> = columns.map(|(column, known)| Tally::new(column, known, room)).collect();
    // A plain record is as the export has it.
    let look = |columns: &mut Vec<Tally>, in_order: bool| {
        each_user(sheet, baseline, marks, in_order, &mut |pair| {
            for column in columns.iter_mut() {
                column.take(pair, in_order);
            }
        });
    };
    look(&mut columns, false);
    // Few values, such as TRUE and FALSE, may be edited so by chance: their order must tell, too.
    if columns.iter().any(|column| column.moved() >= ENOUGH && !column.has_many_values()) {
        look(&mut columns, true);
    }
    let is_told =
        |column: &Tally| column.moved() >= ENOUGH && (column.has_many_values() || column.order.tells(column.left()));
    if columns.iter().any(is_told) {
        displaced.resize(sheet.columns.len(), 0);
        // What was exchanged in others meanwhile went the same way.
        for column in columns.iter().filter(|column| is_told(column) || column.left() == 0) {
            displaced[column.index] = column.moved();
        }
    }
    displaced
}

/// A record of the file beside that of its user in the export.
struct Pair<'p> {
    text: &'p [u8],
    fields: &'p [Field],
    user: User<'p>,
}

fn each_user(
    sheet: &Sheet<'_>,
    baseline: &Baseline,
    marks: &[Mark],
    with_plain: bool,
    each: &mut dyn FnMut(&Pair<'_>),
) {
    let (mut scanner, mut fields) = (sheet.data(), Vec::new());
    let Some(key) = sheet.key else { return };
    for mark in marks.iter().filter(|mark| mark.looks == Looks::Suspect || (with_plain && mark.looks == Looks::Plain)) {
        scanner.seek(mark.start as usize, mark.line);
        if scanner.read(&mut fields).is_none() {
            return;
        }
        let address = fields.get(key).map(|field| field.value(sheet.text)).unwrap_or_default();
        let user = str::from_utf8(&address).ok().and_then(|address| baseline.user(address));
        if let Some(user) = user.filter(|_| fields.len() == sheet.columns.len()) {
            each(&Pair { text: sheet.text, fields: &fields, user });
        }
    }
}

/// What is counted of a column.
struct Tally {
    index: usize,
    known: usize,
    class: Class,
    /// Values that may be kept.
    room: usize,
    /// Users whose value differs from the export's.
    differing: usize,
    /// Of each value of theirs, how many more the file has than the export.
    values: HashMap<u64, isize>,
    order: Order,
}

impl Tally {
    fn new(column: &Column, known: usize, room: usize) -> Self {
        let Column { index, class, .. } = *column;
        Tally { index, known, class, room, differing: 0, values: HashMap::new(), order: Order::default() }
    }

    /// The user's value, and the export's.
    fn values_of(&self, pair: &Pair<'_>) -> (u64, u64) {
        let now = pair.fields.get(self.index).map(|field| field.value(pair.text)).unwrap_or_default();
        (value(self.class, &now), value(self.class, &pair.user.bytes(self.known)))
    }

    /// Counts what differs, or looks how the values follow each other.
    fn take(&mut self, pair: &Pair<'_>, in_order: bool) {
        let (now, known) = self.values_of(pair);
        if in_order {
            self.order.take(now, known);
        } else if now != known && self.values.len() < self.room {
            self.differing += 1;
            *self.values.entry(now).or_default() += 1;
            *self.values.entry(known).or_default() -= 1;
        }
    }

    /// Values that the export has for nobody else of those who lack one.
    fn left(&self) -> usize {
        self.values.values().map(|more| more.unsigned_abs()).sum::<usize>() / 2
    }

    /// How many values stand beside others, where nearly all that differ do; else 0.
    fn moved(&self) -> usize {
        let (left, is_whole) = (self.left(), self.values.len() < self.room);
        let moved = self.differing - left.min(self.differing);
        if is_whole && left * 4 <= moved { moved } else { 0 }
    }

    /// Whether hardly two of those that differ have the same value: who edits does not give one user's value to another.
    fn has_many_values(&self) -> bool {
        let fewest = match self.class {
            Class::Flag => usize::MAX,
            Class::Text => MANY,
            _ => 1,
        };
        self.values.len() >= fewest && self.values.len() * 2 >= self.differing
    }
}

/// A number that stands for what a value says, however it is written.
fn value(class: Class, written: &[u8]) -> u64 {
    match class {
        Class::Flag => {
            let meaning = match written {
                b"TRUE" => Some(true),
                b"FALSE" => Some(false),
                _ => str::from_utf8(written).ok().and_then(booleans::meaning).map(|word| word.meaning),
            };
            meaning.map_or_else(|| key_of(written), |meaning| 1 + u64::from(meaning))
        }
        Class::Number | Class::Extension => {
            let digits: Vec<u8> =
                written.iter().copied().filter(u8::is_ascii_digit).skip_while(|digit| *digit == b'0').collect();
            key_of(if digits.is_empty() { written } else { &digits })
        }
        _ => key_of(written),
    }
}

/// How the values of a column follow each other.
#[derive(Default)]
struct Order {
    /// Different values of the file, up to some.
    values: Vec<u64>,
    /// How often another value follows, in the file and in the export.
    changes: [usize; 2],
    last: Option<(u64, u64)>,
    /// Whether some value differed.
    has_begun: bool,
    /// Each value is that of the user below, as when a cell was deleted.
    up: Shift,
    /// Each value is that of the user above, as when a cell was inserted.
    down: Shift,
}

/// Whether all values from the first that differs to the last are a neighbour's.
#[derive(Default)]
struct Shift {
    is_broken: bool,
    /// Whether one that differs came after that.
    is_refuted: bool,
}

impl Shift {
    fn take(&mut self, is_neighbours: bool, differs: bool) {
        self.is_broken |= !is_neighbours;
        self.is_refuted |= self.is_broken && differs;
    }
}

impl Order {
    /// Takes the next user's value and the export's.
    fn take(&mut self, now: u64, known: u64) {
        const MOST: usize = 64;
        if self.values.len() < MOST && !self.values.contains(&now) {
            self.values.push(now);
        }
        let differs = now != known;
        if let Some((last, last_known)) = self.last.replace((now, known)) {
            self.changes[0] += usize::from(now != last);
            self.changes[1] += usize::from(known != last_known);
            if self.has_begun {
                self.up.take(last == known, differs);
                self.down.take(now == last_known, differs);
            }
        }
        self.has_begun |= differs;
    }

    /// Whether the column was sorted (equal values stand together, which they do not in the export), or all values are a
    /// neighbour's. `left`: values that were edited beside that.
    fn tells(&self, left: usize) -> bool {
        let [now, known] = self.changes;
        let is_sorted = now < self.values.len() + 2 * left && known > now + 2;
        is_sorted || !self.up.is_refuted || !self.down.is_refuted
    }
}
