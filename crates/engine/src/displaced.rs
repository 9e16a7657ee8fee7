//! Columns whose values stand beside other users than in the export, as after a sort of one column alone or a cell that
//! was deleted from it; or in another column of theirs.
//!
//! What must stay true: a column is called displaced only where what was merely edited cannot look so, and a value only where
//! the export has it for another user who lacks it; time and room are linear in the file.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use crate::address::unwrapped;
use crate::baseline::{Baseline, User};
use crate::booleans;
use crate::crossed::Crossed;
use crate::key::key_of;
use crate::profile::Class;
use crate::scan::Field;
use crate::sheet::{Column, Sheet};
use crate::survey::{Looks, Mark, reaches_beyond};
use crate::switched::Switched;

/// Users whose values stand elsewhere, at least: two may have been exchanged on purpose.
const ENOUGH: usize = 3;

/// The same of few values that many users share, such as TRUE: more of those may be edited into each other's place.
const ENOUGH_OF_FEW: usize = 6;

/// Texts and addresses of which there are fewer are departments, places and managers, to which one user comes as another
/// goes.
const MANY: usize = 8;

/// Different values that may take turns.
const TURNS: usize = 4;

/// Different values that are kept, of all columns together; a column with more than its share is not asked.
const MOST_VALUES: usize = 1 << 19;

/// What is displaced in a column.
#[derive(Clone, Debug)]
pub(crate) struct Displaced {
    /// How many values.
    pub(crate) count: usize,
    class: Class,
    whose: Whose,
}

/// Where the export has the values.
#[derive(Clone, Debug)]
enum Whose {
    /// These it has for users who lack them.
    Others(HashSet<u64>),
    /// For the same users in this column of the file.
    OfColumn(usize),
}

impl Displaced {
    /// Whether a value is one of them, where the export has `known`. `exported` gives what it has for the user in a column.
    pub(crate) fn holds(&self, now: &str, known: &str, exported: impl FnOnce(usize) -> Option<String>) -> bool {
        let value = |text: &str| value(self.class, text.as_bytes());
        let (now, known) = (value(now), value(known));
        now != known
            && now != BLANK
            && match &self.whose {
                Whose::Others(values) => values.contains(&now),
                Whose::OfColumn(column) => exported(*column).is_some_and(|known| value(&known) == now),
            }
    }

    /// The column of the file whose values they are, where they are not those of other users.
    pub(crate) fn column(&self) -> Option<usize> {
        match self.whose {
            Whose::Others(_) => None,
            Whose::OfColumn(column) => Some(column),
        }
    }
}

/// Of each column what is displaced in it; nothing where there is none. `keys` tells of each record whose it is. Along the
/// way `of_users` sees each user who is not as the export has him.
pub(crate) fn displaced(
    sheet: &Sheet<'_>,
    marks: &[Mark],
    keys: &[u64],
    of_users: &mut dyn FnMut(&Pair<'_>),
) -> Vec<Option<Displaced>> {
    let mut displaced = Vec::new();
    let Some(baseline) = sheet.baseline else { return displaced };
    let can_move = |column: &&Column| {
        let class = column.class;
        Some(column.index) != sheet.key && !column.dropped && !matches!(class, Class::ReadOnly | Class::Date)
    };
    let columns = sheet.columns.iter().filter(can_move).filter_map(|column| Some((column, column.baseline?)));
    let room = MOST_VALUES / sheet.columns.len().max(1);
    let (mut crossed, mut switched) = (Crossed::default(), Switched::of(sheet));
    let mut columns: Vec<Tally> = columns
        .map(|(column, known)| {
            crossed.add(column, known);
            Tally::new(column, known, room)
        })
        .collect();
    // A plain record is as the export has it.
    each_user(sheet, baseline, (marks, keys), false, &mut |pair| {
        for column in &mut columns {
            column.count(pair);
        }
        crossed.take(pair);
        if let Some(switched) = &mut switched {
            switched.take(pair);
        }
        of_users(pair);
    });
    let (mut told, mut others): (Vec<Tally>, Vec<Tally>) = columns.into_iter().partition(Tally::has_moved);
    // Few values may be edited so by chance: their order must tell, or others that were moved with them.
    others.retain(|column| column.moved() >= ENOUGH_OF_FEW || (!told.is_empty() && column.moved() > 0));
    if !others.is_empty() {
        each_user(sheet, baseline, (marks, keys), true, &mut |pair| {
            let is_told = told.iter().any(|column| column.differs(pair));
            for column in &mut others {
                column.follow(pair, is_told);
            }
        });
    }
    let went_along = |column: &Tally| !told.is_empty() && column.left() == 0 && column.astray == 0;
    others.retain(|column| went_along(column) || column.is_told_by_order());
    told.append(&mut others);
    displaced.resize(sheet.columns.len(), None);
    for (index, other, count) in crossed.told() {
        let class = sheet.columns[index].class;
        displaced[index] = Some(Displaced { count, class, whose: Whose::OfColumn(other) });
    }
    if switched.as_ref().and_then(Switched::told).is_some()
        && let Some(mut switched) = Switched::of(sheet)
    {
        // Nor may one of those who are as the export has them have one of both.
        let mut users = 0;
        each_user(sheet, baseline, (marks, keys), true, &mut |pair| {
            users += 1;
            switched.take(pair);
        });
        // A file of those alone who change tells nothing of the others.
        if let Some(([standard, premium], count)) = switched.told().filter(|_| baseline.is_nearly_all(users)) {
            for (index, other) in [(standard, premium), (premium, standard)] {
                displaced[index] = Some(Displaced { count, class: Class::Flag, whose: Whose::OfColumn(other) });
            }
        }
    }
    for column in told {
        let index = column.index;
        displaced[index] = Some(column.finish());
    }
    displaced
}

/// A record of the file beside that of its user in the export.
pub(crate) struct Pair<'p> {
    text: &'p [u8],
    fields: &'p [Field],
    user: User<'p>,
}

impl Pair<'_> {
    /// As it stands in a column of the file.
    pub(crate) fn written(&self, index: usize) -> Cow<'_, [u8]> {
        self.fields.get(index).map(|field| field.value(self.text)).unwrap_or_default()
    }

    /// What the export has in a column of its own.
    pub(crate) fn exported(&self, known: usize) -> Cow<'_, [u8]> {
        self.user.bytes(known)
    }

    /// The user's value in a column of the file, and the export's in a column of its own.
    pub(crate) fn values_of(&self, index: usize, known: usize, class: Class) -> (u64, u64) {
        (value(class, &self.written(index)), value(class, &self.exported(known)))
    }
}

/// Each user once, in the order of the file.
fn each_user(
    sheet: &Sheet<'_>,
    baseline: &Baseline,
    (marks, keys): (&[Mark], &[u64]),
    with_plain: bool,
    each: &mut dyn FnMut(&Pair<'_>),
) {
    let (mut scanner, mut fields, mut seen) = (sheet.data(), Vec::new(), HashSet::new());
    let Some(key) = sheet.key else { return };
    for (mark, of_user) in marks.iter().zip(keys) {
        let is_meant = mark.looks == Looks::Suspect || (with_plain && mark.looks == Looks::Plain);
        if !is_meant || !seen.insert(*of_user) {
            continue;
        }
        scanner.seek(mark.start as usize, mark.line);
        if scanner.read(&mut fields).is_none() {
            return;
        }
        if reaches_beyond(sheet, &fields) {
            continue; // nobody knows which value stands where
        }
        let address = fields.get(key).map(|field| field.value(sheet.text)).unwrap_or_default();
        let Ok(address) = str::from_utf8(&address) else { continue };
        if let Some(user) = baseline.user(address).or_else(|| baseline.user(unwrapped(address)?)) {
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
    /// Users whose value differs from the export's; a blank one changes nothing.
    differing: usize,
    /// Of each value, how many users have it now and did not, and how many had it and lack it.
    values: HashMap<u64, [usize; 2]>,
    order: Order,
    /// Users whose value differs, though nothing of them was moved in a column that tells by itself.
    astray: usize,
}

impl Tally {
    fn new(column: &Column, known: usize, room: usize) -> Self {
        let Column { index, class, .. } = *column;
        let (values, order) = (HashMap::new(), Order::default());
        Tally { index, known, class, room, differing: 0, values, order, astray: 0 }
    }

    /// The user's value, and the export's.
    fn values_of(&self, pair: &Pair<'_>) -> (u64, u64) {
        pair.values_of(self.index, self.known, self.class)
    }

    fn differs(&self, pair: &Pair<'_>) -> bool {
        let (now, known) = self.values_of(pair);
        now != known
    }

    /// Counts what differs.
    fn count(&mut self, pair: &Pair<'_>) {
        let (now, known) = self.values_of(pair);
        if now != known && self.values.len() < self.room {
            self.values.entry(known).or_default()[1] += 1;
            if now != BLANK {
                self.differing += 1;
                self.values.entry(now).or_default()[0] += 1;
            }
        }
    }

    /// Looks how the values follow each other. `is_told`: something of the user was moved.
    fn follow(&mut self, pair: &Pair<'_>, is_told: bool) {
        let (now, known) = self.values_of(pair);
        self.astray += usize::from(now != known && !is_told);
        self.order.take((now, known), pair.user.start, self.room);
    }

    /// Values that the export has for nobody of those who lack one.
    #[inline(never)] // it is asked in several places, and goes through all values: the call costs nothing beside that
    fn left(&self) -> usize {
        self.values.values().map(|[now, known]| now.saturating_sub(*known)).sum()
    }

    /// How many values stand beside others, where nearly all that differ do; else 0.
    #[inline(never)]
    fn moved(&self) -> usize {
        let (left, is_whole) = (self.left(), self.values.len() < self.room);
        let moved = self.differing - left;
        if is_whole && left * 4 <= moved { moved } else { 0 }
    }

    /// Whether values were moved of which hardly two users have the same: who edits does not give one user's to another.
    fn has_moved(&self) -> bool {
        let fewest = match self.class {
            Class::Flag => usize::MAX,
            Class::Text | Class::Address => MANY,
            _ => ENOUGH,
        };
        let different = self.values.values().filter(|[now, _]| *now > 0).count();
        different >= fewest && different * 2 >= self.differing && self.moved() >= ENOUGH
    }

    fn is_told_by_order(&self) -> bool {
        self.moved() >= ENOUGH_OF_FEW && self.order.tells(self.left())
    }

    fn finish(self) -> Displaced {
        let (count, class) = (self.moved(), self.class);
        let values = self.values.into_iter().filter(|(_, [_, known])| *known > 0).map(|(value, _)| value);
        Displaced { count, class, whose: Whose::Others(values.collect()) }
    }
}

/// What [`value`] gives for a blank one.
pub(crate) const BLANK: u64 = 0;

/// TRUE or FALSE, where that is what [`value`] was made of in a licence column.
pub(crate) fn meaning(value: u64) -> Option<bool> {
    matches!(value, 1 | 2).then_some(value == 2)
}

/// A number that stands for what a value says, however it is written.
pub(crate) fn value(class: Class, written: &[u8]) -> u64 {
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
    /// Different values of the file, as long as there is room.
    values: HashSet<u64>,
    /// How often another value follows, in the file and in the export.
    changes: [usize; 2],
    last: Option<(u64, u64, u32)>,
    /// Whether the users stand in another order than in the export: whole rows were sorted.
    is_reordered: bool,
    /// Whether some value differed, and how many since then did not, up to the last that did.
    has_begun: bool,
    same: usize,
    same_since: usize,
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
    /// Takes the next user's value, the export's, and where the export has the user.
    fn take(&mut self, (now, known): (u64, u64), start: u32, room: usize) {
        if self.values.len() < room {
            self.values.insert(now);
        }
        let differs = now != known;
        if let Some((last, last_known, last_start)) = self.last.replace((now, known, start)) {
            self.changes[0] += usize::from(now != last);
            self.changes[1] += usize::from(known != last_known);
            self.is_reordered |= start < last_start;
            if self.has_begun {
                self.up.take(last == known, differs);
                self.down.take(now == last_known, differs);
            }
        }
        if differs {
            self.same += std::mem::take(&mut self.same_since);
        } else if self.has_begun {
            self.same_since += 1;
        }
        self.has_begun |= differs;
    }

    /// Whether the column was sorted: equal values stand together, which they do not in the export, though the users do not
    /// stand in another order and no value is new. Or all are a neighbour's: where a few values take turns, each may have been
    /// exchanged for the other, so that some must have stayed among them.
    fn tells(&self, left: usize) -> bool {
        let [now, known] = self.changes;
        let is_sorted = now < self.values.len() && known > now + 2 && !self.is_reordered && left == 0;
        let is_shifted =
            (self.same > 1 || self.values.len() > TURNS) && left < 2 && !(self.up.is_refuted && self.down.is_refuted);
        is_sorted || is_shifted
    }
}
