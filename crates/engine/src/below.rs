//! What stands below headers that leave a doubt: two that mean the same, none at all, a licence that nobody knows.
//!
//! Must stay true: where the cells themselves are in doubt, nothing is known of a column.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::profile::{Class, Kind, Licence};
use crate::rules::value::{foreign_boolean, not_a_boolean, respelled_boolean};
use crate::scan::Form;
use crate::sheet::{Column, Sheet, Twin, Unnamed};
use crate::text::{tidy, trimmed};

/// Compares columns that mean the same, looks whether unnamed columns are blank and whether licences of
/// unknown services hold TRUE and FALSE: one scan for all of them.
pub(crate) fn look(sheet: &mut Sheet<'_>) {
    let mut twins = find_twins(sheet);
    let is_unnamed = |column: &&Column| !column.is_named();
    let mut unnamed: Vec<_> = sheet.columns.iter().filter(is_unnamed).map(|column| (column.index, true)).collect();
    let mut strange: Vec<_> = sheet.columns.iter().filter(|column| is_strange(column)).map(Looked::of).collect();
    if twins.is_empty() && unnamed.is_empty() && strange.is_empty() {
        return;
    }
    let mut scanner = sheet.data();
    let mut fields = Vec::new();
    while let Some(record) = scanner.read(&mut fields) {
        let value = |index: usize| fields.get(index).map(|field| field.value(sheet.text)).unwrap_or_default();
        let is_filled = |index: usize| !trimmed(&String::from_utf8_lossy(&value(index))).is_empty();
        // Where the cells are in doubt, nothing is known of a column.
        let has_stray = fields.iter().any(|field| matches!(field.form, Form::BareQuote | Form::Stray));
        let is_long = (sheet.columns.len()..fields.len()).any(is_filled);
        let in_doubt = is_long || (has_stray && record.swallow.is_none());
        let is_missing = |index: usize| index >= fields.len();
        for (index, twin) in &mut twins {
            let is_same = is_missing(twin.keeper.min(*index));
            twin.equal = twin.equal
                && !in_doubt
                && (is_same || {
                    let (one, other) = (value(*index), value(twin.keeper));
                    let is_flag = sheet.columns[*index].class == Class::Flag;
                    one == other || {
                        let (one, other) = (String::from_utf8_lossy(&one), String::from_utf8_lossy(&other));
                        trimmed(&one) == trimmed(&other) || (is_flag && means_the_same(&one, &other))
                    }
                });
        }
        for (index, blank) in &mut unnamed {
            *blank = *blank && !in_doubt && (is_missing(*index) || value(*index).trim_ascii().is_empty());
        }
        for flags in strange.iter_mut().filter(|flags| !is_missing(flags.index)) {
            flags.count(&value(flags.index));
        }
    }
    for (index, twin) in twins {
        sheet.columns[index].twin = Some(twin);
    }
    for (index, blank) in unnamed.into_iter().rev() {
        let next = sheet.columns.get(index + 1).and_then(|column| column.unnamed);
        let run = 1 + next.filter(|next| next.blank == blank).map_or(0, |next| next.run);
        if run > 1 {
            sheet.columns[index + 1].unnamed = Some(Unnamed { blank, run: 0 });
        }
        sheet.columns[index].unnamed = Some(Unnamed { blank, run });
    }
    for flags in strange.iter().filter(|flags| flags.filled > 2 * flags.flags) {
        let column = &mut sheet.columns[flags.index];
        (column.kind, column.class, column.licence) = (Kind::Unknown, Kind::Unknown.class(), None);
    }
}

/// Columns that mean the same as another one that stays: the best spelled one, the first of equally good ones.
fn find_twins(sheet: &Sheet<'_>) -> Vec<(usize, Twin)> {
    let mut keepers: HashMap<Cow<'_, str>, usize> = HashMap::new();
    let rank = |index: usize| {
        (sheet.columns[index].spelling, sheet.columns[index].header != tidy(&sheet.columns[index].header))
    };
    for column in sheet.columns.iter().filter(|column| column.is_named()) {
        let keeper = keepers.entry(column.meant()).or_insert(column.index);
        if rank(column.index) < rank(*keeper) {
            *keeper = column.index;
        }
    }
    let named = sheet.columns.iter().filter(|column| column.is_named());
    let twins = named.filter_map(|column| {
        let keeper = *keepers.get(&column.meant())?;
        (keeper != column.index).then_some((column.index, Twin { keeper, equal: true }))
    });
    twins.collect()
}

/// Whether two licence cells are one and the same once they are spelled right with certainty.
fn means_the_same(one: &str, other: &str) -> bool {
    let meaning = |value: &str| respelled_boolean::meaning(value).or_else(|| foreign_boolean::certain(value));
    meaning(one).is_some_and(|one| meaning(other) == Some(one))
}

/// A header in the form of a licence, but only by its bracket, and no export proves it.
fn is_strange(column: &Column) -> bool {
    let by_bracket = |licence: &Licence| !licence.known && licence.site.is_none() && !licence.suspended;
    column.right.is_none() && column.licence.as_ref().is_some_and(by_bracket)
}

/// How many values of a column may be meant as TRUE or FALSE.
struct Looked {
    index: usize,
    filled: usize,
    flags: usize,
}

impl Looked {
    fn of(column: &Column) -> Self {
        Looked { index: column.index, filled: 0, flags: 0 }
    }

    fn count(&mut self, value: &[u8]) {
        let value = String::from_utf8_lossy(value);
        let value = trimmed(&value);
        self.filled += usize::from(!value.is_empty());
        let is_letter = matches!(value, "T" | "F" | "t" | "f");
        self.flags += usize::from(is_letter || not_a_boolean::nearest(value).is_some());
    }
}
