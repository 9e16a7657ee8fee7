//! The users of a plan counted by what becomes of them, and which of them are named.
//!
//! What must stay true: all count, however few are named.

use std::collections::{BTreeMap, HashMap};

use super::MODES;
use super::shape::{Class, PerMode, PlanTotals};
use crate::report::Mode;

pub(super) struct Census {
    mode: Option<Mode>,
    /// Users of each pair of classes (under “Add services only”, under “Add and remove services”); of a chosen mode twice
    /// the same.
    pairs: HashMap<[Class; 2], usize>,
    /// Users of a pair that are named.
    most: usize,
}

impl Census {
    pub(super) fn new(mode: Option<Mode>, most: usize) -> Self {
        Census { mode, pairs: HashMap::new(), most }
    }

    /// Counts a user by the class in each of [`MODES`]; whether to name it.
    pub(super) fn take(&mut self, class_in: impl Fn(usize) -> Class) -> bool {
        let chosen = MODES.iter().position(|mode| self.mode == Some(*mode));
        let pair = match chosen {
            Some(nth) => [class_in(nth); 2],
            None => [class_in(0), class_in(1)],
        };
        let count = self.pairs.entry(pair).or_default();
        *count += 1;
        *count <= self.most
    }

    pub(super) fn users(&self) -> usize {
        self.pairs.values().sum()
    }

    pub(super) fn tell(&self, totals: &mut PlanTotals) {
        let count = |place: usize| {
            let mut classes: BTreeMap<Class, usize> = Class::ALL.into_iter().map(|class| (class, 0)).collect();
            for (pair, count) in &self.pairs {
                *classes.entry(pair[place]).or_default() += count;
            }
            classes
        };
        match self.mode {
            Some(_) => totals.classes = Some(count(0)),
            None => totals.modes = Some(PerMode { add: count(0), add_remove: count(1) }),
        }
        totals.users = self.users();
    }
}
