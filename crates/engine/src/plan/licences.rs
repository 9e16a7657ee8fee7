//! The licence columns counted: cells of the file, who holds what before and after, and what the pool must give.
//!
//! What must stay true: every user counts once, also those that only the baseline has.

use super::shape::{ContactCenter, LicenceOutcome, PerMode, PlannedLicence, TierCounts};
use crate::Options;
use crate::effect::{Effect, Holding, Service, tiers};
use crate::report::Mode;

/// All licence columns while users are counted.
pub(super) struct Tally<'t> {
    services: &'t [Service],
    options: &'t Options,
    licences: Vec<PlannedLicence>,
    /// Whether some user's holding is unknown, by column: before, and after in each mode.
    unknown: Vec<[bool; 3]>,
    outcomes: [Vec<LicenceOutcome>; 2],
    before: TierCounts,
    after: [TierCounts; 2],
}

impl<'t> Tally<'t> {
    pub(super) fn new(services: &'t [Service], options: &'t Options) -> Self {
        let licences = services.iter().map(|service| PlannedLicence {
            licence: service.header.clone(),
            index: service.file,
            tier: service.tier,
            trues: 0,
            falses: 0,
            blank: 0,
            before: Some(0),
            outcome: None,
            modes: None,
        });
        Tally {
            services,
            options,
            licences: licences.collect(),
            unknown: vec![[false; 3]; services.len()],
            outcomes: [(); 2].map(|()| vec![LicenceOutcome { after: Some(0), ..Default::default() }; services.len()]),
            before: TierCounts::default(),
            after: [TierCounts::default(); 2],
        }
    }

    /// `after`: what is held after the import in each mode; `in_file`: the user has a record whose cells count.
    pub(super) fn take(&mut self, effect: &Effect, after: &[Vec<Holding>; 2], in_file: bool) {
        self.before.take(tiers(self.services, &effect.before));
        for (at, licence) in self.licences.iter_mut().enumerate() {
            match effect.cells[at] {
                Some(true) => licence.trues += 1,
                Some(false) => licence.falses += 1,
                None => licence.blank += usize::from(in_file && licence.index.is_some()),
            }
            count(&mut licence.before, &mut self.unknown[at][0], effect.before[at]);
        }
        for (nth, after) in after.iter().enumerate() {
            self.after[nth].take(tiers(self.services, after));
            for (at, outcome) in self.outcomes[nth].iter_mut().enumerate() {
                count(&mut outcome.after, &mut self.unknown[at][nth + 1], after[at]);
                let (before, after) = (effect.before[at], after[at]);
                outcome.needed += usize::from(after == Some(true) && before != Some(true));
                outcome.released += usize::from(after == Some(false) && before == Some(true));
            }
        }
    }

    pub(super) fn finish(mut self) -> (Vec<PlannedLicence>, ContactCenter) {
        for (nth, outcomes) in self.outcomes.iter_mut().enumerate() {
            for (at, outcome) in outcomes.iter_mut().enumerate() {
                outcome.after = outcome.after.filter(|_| !self.unknown[at][nth + 1]);
            }
            for (name, left) in &self.options.all_left() {
                let meant: Vec<usize> =
                    (0..self.services.len()).filter(|at| self.services[*at].is_called(name)).collect();
                let needed: usize = meant.iter().map(|at| outcomes[*at].needed).sum();
                for at in meant {
                    (outcomes[at].left, outcomes[at].missing) = (Some(left.count), needed.saturating_sub(left.count));
                }
            }
        }
        let [add, add_remove] = self.outcomes;
        for (at, licence) in self.licences.iter_mut().enumerate() {
            licence.before = licence.before.filter(|_| !self.unknown[at][0]);
            match self.options.mode {
                Some(Mode::Add) => licence.outcome = Some(add[at]),
                Some(Mode::AddRemove) => licence.outcome = Some(add_remove[at]),
                None => licence.modes = Some(PerMode { add: add[at], add_remove: add_remove[at] }),
            }
        }
        let [add, add_remove] = self.after;
        let (after, modes) = match self.options.mode {
            Some(Mode::Add) => (Some(add), None),
            Some(Mode::AddRemove) => (Some(add_remove), None),
            None => (None, Some(PerMode { add, add_remove })),
        };
        (self.licences, ContactCenter { before: self.before, after, modes })
    }
}

fn count(held: &mut Option<usize>, unknown: &mut bool, holding: Holding) {
    *unknown |= holding.is_none();
    if let Some(held) = held {
        *held += usize::from(holding == Some(true));
    }
}

impl TierCounts {
    fn take(&mut self, tiers: [Holding; 2]) {
        let count = match tiers {
            [Some(true), Some(true)] => &mut self.both,
            [Some(true), _] => &mut self.standard,
            [_, Some(true)] => &mut self.premium,
            [Some(false), Some(false)] => &mut self.none,
            _ => &mut self.unknown,
        };
        *count += 1;
    }
}
