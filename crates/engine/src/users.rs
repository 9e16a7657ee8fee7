//! Users compared with each other: who stands in the file more than once.
//!
//! What must stay true: addresses are compared without regard to case, on the
//! values that applied fixes leave, and the time is linear in the file however
//! many records one user has.

use std::collections::HashMap;
use std::hash::BuildHasherDefault;

use crate::demand::Demand;
use crate::examine::{Examiner, Noted, Sink};
use crate::key::{ByKey, LEFT_OUT, is_named};
use crate::leave_out::is_left_out;
use crate::row::{Fate, Row};
use crate::rule::{Act, Rule};
use crate::shares::Shared;
use crate::sheet::Sheet;
use crate::sorting;
use crate::stretches;
use crate::survey::Mark;
use crate::text::small;

/// Variants of one user that are kept to recognise exact repeats.
const VARIANTS: usize = 64;

/// All users of a file, as far as rules compare them.
#[derive(Debug)]
pub(crate) struct Users<'a> {
    pub(crate) sheet: &'a Sheet<'a>,
    /// Records that stay.
    pub(crate) count: usize,
    /// Users who need each role by hand, in the order of their lists; known once it is known who stays.
    pub(crate) by_hand: [usize; 2],
    /// What all records together say of licences; `None` where nobody asks.
    pub(crate) demand: Option<&'a Demand<'a>>,
    /// Users with more than one record.
    pub(crate) repeated: Vec<Repeated>,
    /// Numbers and extensions of several users.
    pub(crate) shared: Vec<Shared>,
}

/// One user with several records.
#[derive(Debug)]
pub(crate) struct Repeated {
    pub(crate) address: String,
    /// Records that differ from each other, in the order of the file.
    pub(crate) variants: Vec<Place>,
    /// Records that are exact repeats, with the record they repeat.
    pub(crate) repeats: Vec<(Place, Place)>,
    /// All variants in one record, when no cell contradicts another.
    pub(crate) merged: Option<Vec<String>>,
    /// The values of the first variant, without the blank ones at the end.
    pub(crate) first: Vec<String>,
}

impl Repeated {
    /// All rows of the user.
    pub(crate) fn rows(&self) -> Vec<u32> {
        self.variants.iter().chain(self.repeats.iter().map(|(place, _)| place)).map(|place| place.row).collect()
    }
}

/// Where a record stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) row: u32,
    pub(crate) line: u32,
}

/// What was decided of repeated users.
#[derive(Clone, Debug)]
pub(crate) struct Resolved {
    /// Rows that take cells of others; those without any are left out.
    rows: ByKey<Option<Vec<(usize, String)>>>,
    dropped: usize,
}

/// Before users are compared.
pub(crate) static UNRESOLVED: Resolved = Resolved::new();

impl Resolved {
    pub(crate) const fn new() -> Self {
        Resolved { rows: HashMap::with_hasher(BuildHasherDefault::new()), dropped: 0 }
    }

    pub(crate) fn drops(&self, row: u32) -> bool {
        self.dropped > 0 && self.rows.get(&u64::from(row)).is_some_and(Option::is_none)
    }

    /// Rows of which something was decided, in no order.
    pub(crate) fn rows(&self) -> impl Iterator<Item = u32> + '_ {
        self.rows.keys().map(|row| *row as u32)
    }

    /// In no order.
    pub(crate) fn dropped_rows(&self) -> impl Iterator<Item = u32> + '_ {
        self.rows.iter().filter(|(_, cells)| cells.is_none()).map(|(row, _)| *row as u32)
    }

    /// How many records are left out.
    pub(crate) fn dropped(&self) -> usize {
        self.dropped
    }

    pub(crate) fn cells(&self, row: u32) -> Option<&[(usize, String)]> {
        if self.rows.is_empty() { None } else { self.rows.get(&u64::from(row))?.as_deref() }
    }

    pub(crate) fn touches(&self, row: u32) -> bool {
        !self.rows.is_empty() && self.rows.contains_key(&u64::from(row))
    }

    pub(crate) fn apply(&mut self, act: &Act) {
        let Act::Resolve { drop, keep, cells } = act else { return };
        for row in drop {
            let was_left_out = self.rows.insert(u64::from(*row), None) == Some(None);
            self.dropped += usize::from(!was_left_out);
        }
        if !cells.is_empty() && !self.drops(*keep) {
            self.rows.insert(u64::from(*keep), Some(cells.clone()));
        }
    }
}

impl<'a> Users<'a> {
    /// Groups the records by user. `keys` has the key of each record as it is
    /// now, 0 where the record names nobody, and `same` those of them that are the same.
    pub(crate) fn new(examiner: Examiner<'a>, marks: &[Mark], keys: &[u64], same: &SameKeys) -> Self {
        let count = keys.iter().filter(|key| **key != LEFT_OUT).count();
        let mut repeated = Vec::new();
        let mut fields = Vec::new();
        for same in same.chunk_by(|one, other| one.0 == other.0) {
            let mut by_address: HashMap<String, Group> = HashMap::new();
            for (_, position) in same {
                let mark = &marks[*position as usize];
                let Some(row) = examiner.examine(position + 1, mark, 0, &mut fields, &mut Silent) else { continue };
                // What is not split yet cannot be compared, nor whom letters name that nobody can read.
                if matches!(row.fate, Fate::Dropped | Fate::Unsplit) || row.address().contains('\u{FFFD}') {
                    continue;
                }
                by_address.entry(small(row.address().trim())).or_default().add(&row);
            }
            repeated.extend(by_address.into_iter().filter_map(|(address, group)| group.finish(address)));
        }
        let first = |user: &Repeated| user.variants.first().map(|place| place.row);
        sorting::sort_by(&mut repeated, |one, other| first(one).cmp(&first(other)));
        Users { sheet: examiner.sheet, count, by_hand: [0; 2], demand: None, repeated, shared: Vec::new() }
    }
}

/// Keys that several records have, with the places of these, side by side.
pub(crate) type SameKeys = Vec<(u64, u32)>;

/// Those of all records.
pub(crate) fn same_keys(keys: &[u64], threads: usize) -> SameKeys {
    let mut some = perhaps_repeated(keys, threads);
    some.sort_unstable();
    let groups = some.chunk_by(|one, other| one.0 == other.0).filter(|same| same.len() > 1);
    groups.flatten().copied().collect()
}

/// Keys with their positions, without most of those that stand there once:
/// nearly all users do, so that few are left to be sorted.
fn perhaps_repeated(keys: &[u64], threads: usize) -> Vec<(u64, u32)> {
    let stretches = stretches::of_list(keys, threads);
    let met = stretches::side_by_side(&stretches, |(_, some)| {
        let mut met = Met::with_room_for(keys.len());
        some.iter().filter(|key| is_named(**key)).for_each(|key| met.meet(*key));
        met
    });
    let Some(met) = met.into_iter().reduce(Met::join) else { return Vec::new() };
    let again = stretches::side_by_side(&stretches, |(from, some)| {
        let places = some.iter().copied().zip(*from as u32..);
        places.filter(|(key, _)| is_named(*key) && met.has_again(*key)).collect::<Vec<_>>()
    });
    let mut some = again.concat();
    // Of those that shared a bit by chance, few share another one.
    let other = |key: u64| key.rotate_right(24);
    let mut met = Met::with_room_for(some.len());
    for (key, _) in &some {
        met.meet(other(*key));
    }
    some.retain(|(key, _)| met.has_again(other(*key)));
    some
}

/// Bits of keys: whether one was met, and whether it was met again, side by side, so that each key costs one place in
/// memory. There are many more bits than keys: few share one by chance.
struct Met(Vec<[u64; 2]>);

impl Met {
    fn with_room_for(keys: usize) -> Self {
        Met(vec![[0; 2]; (keys * 4).next_power_of_two().max(64) / 64])
    }

    fn place(&self, key: u64) -> (usize, u64) {
        ((key as usize / 64) & (self.0.len() - 1), 1 << (key % 64))
    }

    fn meet(&mut self, key: u64) {
        let (word, bit) = self.place(key);
        let [once, again] = &mut self.0[word];
        *again |= *once & bit;
        *once |= bit;
    }

    fn has_again(&self, key: u64) -> bool {
        let (word, bit) = self.place(key);
        self.0[word][1] & bit != 0
    }

    /// With what was met of other keys.
    fn join(mut self, other: Met) -> Met {
        for ([once, again], [other_once, other_again]) in self.0.iter_mut().zip(other.0) {
            *again |= other_again | (*once & other_once);
            *once |= other_once;
        }
        self
    }
}

/// The records of one user while they are gathered.
#[derive(Default)]
struct Group {
    /// By the number of cells and the bytes of the values before the blank ones at the end.
    known: HashMap<(usize, Vec<Vec<u8>>), Place>,
    variants: Vec<Place>,
    repeats: Vec<(Place, Place)>,
    /// Cells of the first variant.
    width: usize,
    first: Vec<Vec<u8>>,
    merged: Option<Vec<Vec<u8>>>,
}

impl Group {
    fn add(&mut self, row: &Row<'_>) {
        let place = Place { row: row.number, line: row.line };
        // What is left out makes no difference.
        let value = |at: usize| if is_left_out(row.sheet, at) { b"" } else { row.cells[at].bytes() };
        let filled = (0..row.cells.len()).rposition(|at| !value(at).is_empty()).map_or(0, |last| last + 1);
        let values: Vec<Vec<u8>> = (0..filled).map(|at| value(at).to_vec()).collect();
        // Of those that nobody looks at, their number must be the same.
        let known = (row.width() + row.beyond, values);
        if let Some(first) = self.known.get(&known) {
            self.repeats.push((place, *first));
            return;
        }
        let (width, values) = &known;
        if self.variants.is_empty() {
            (self.width, self.first) = (*width, values.clone());
            self.merged = Some(values.clone());
        } else {
            let merged = self.merged.take().filter(|_| *width == self.width);
            self.merged = merged.and_then(|merged| merge(merged, values, row.sheet.key));
        }
        self.variants.push(place);
        if self.known.len() < VARIANTS {
            self.known.insert(known, place);
        }
    }

    fn finish(self, address: String) -> Option<Repeated> {
        let Group { variants, repeats, first, merged, .. } = self;
        // What is no text cannot be put into another record without loss.
        let merged = merged.filter(|_| variants.len() > 1).and_then(text);
        let first = text(first).unwrap_or_default();
        (variants.len() > 1 || !repeats.is_empty()).then_some(Repeated { address, variants, repeats, merged, first })
    }
}

/// The values as text; `None` if one of them is none.
fn text(values: Vec<Vec<u8>>) -> Option<Vec<String>> {
    values.into_iter().map(|value| String::from_utf8(value).ok()).collect()
}

/// Both records in one, if each cell is blank in one of them or the same.
fn merge(mut merged: Vec<Vec<u8>>, values: &[Vec<u8>], key: Option<usize>) -> Option<Vec<Vec<u8>>> {
    merged.resize(merged.len().max(values.len()), Vec::new());
    for (index, (into, value)) in merged.iter_mut().zip(values).enumerate() {
        if into.is_empty() {
            into.clone_from(value);
        } else if !value.is_empty() && into != value && Some(index) != key {
            return None;
        }
    }
    Some(merged)
}

/// For looking at a record once more without telling anybody.
pub(crate) struct Silent;

impl Sink for Silent {
    fn take(&mut self, _noted: Noted<'_>) {}

    fn wants_after(&self, _rule: &Rule, _row: u32) -> bool {
        false
    }

    fn listens(&self) -> bool {
        false
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::properties::config;

    proptest! {
        #![proptest_config(ProptestConfig { cases: (config().cases / 10).max(1), ..config() })] // each starts threads

        #[test]
        fn keys_that_several_have_are_found_in_any_number_of_threads(
            keys in prop::collection::vec(prop_oneof![0..40_u64, Just(LEFT_OUT), any::<u64>()], 0..200),
            threads in 1_usize..5,
        ) {
            let named = keys.iter().copied().zip(0..).filter(|(key, _)| !matches!(*key, 0 | LEFT_OUT));
            let has_several = |wanted: u64| keys.iter().filter(|key| **key == wanted).count() > 1;
            let mut several: SameKeys = named.filter(|(key, _)| has_several(*key)).collect();
            several.sort_unstable();
            prop_assert_eq!(same_keys(&keys, threads), several);
        }
    }
}
