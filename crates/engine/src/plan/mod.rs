//! The plan: what the import will do to every user, before it does it.
//!
//! What must stay true: it is of the file with the applied decisions, one entry for each user of file and baseline, and
//! what is taken away comes first.

mod census;
mod class;
mod licences;
mod list;
mod messages;
mod picture;
mod shape;
mod taken;

use std::collections::HashSet;
use std::ops::ControlFlow;

use crate::baseline::{Lookup, User};
use crate::effect::{Effect, Service, Standing, look_up, services};
use crate::profile::{Class as Values, Tier};
use crate::records::Record;
use crate::report::{BaselineSummary, Mode};
use crate::run::{Purpose, Run, run_for};
use crate::sheet::{Column, Sheet};
use crate::words::Words;
use crate::{Input, Options, Progress};
use census::Census;
use class::{class, held_tiers};
use licences::Tally;
pub(crate) use messages::few_common;
pub use shape::{
    ChangedAttribute, ChangedLicence, Class, ContactCenter, LicenceOutcome, PerMode, Plan, PlanTotals, PlannedLicence,
    PlannedUser, TierCounts, UserOutcome,
};
use taken::Taken;

/// Plans the import of the file with the safe fixes and what the decisions say.
///
/// ```
/// let export = b"User ID/Email (Required),Contact Center Standard,Contact Center Premium\r\nanna@example.com,TRUE,FALSE\r\n";
/// let file = b"User ID/Email (Required),Contact Center Standard,Contact Center Premium\r\nanna@example.com,FALSE,TRUE\r\n";
/// let options = hubcheck::Options { mode: Some(hubcheck::Mode::AddRemove), ..hubcheck::Options::default() };
/// let plan = hubcheck::plan(&hubcheck::Input { file, baseline: Some(export), origin: None }, &options);
/// assert_eq!(plan.users[0].class, Some(hubcheck::Class::Switches));
/// ```
#[must_use]
pub fn plan(input: &Input<'_>, options: &Options) -> Plan {
    let never = &mut |_| ControlFlow::Continue(());
    let made = run_for(Purpose::Records, input, options, never, |run| plan_of(&run, options));
    made.unwrap_or_else(|| Plan::empty(options.mode))
}

/// The same, but it names at most so many users of each class (without a mode: of each pair of classes) and tells now and
/// then how far it is. The totals still count all. `None` when `progress` said to stop.
pub fn plan_with(
    input: &Input<'_>,
    options: &Options,
    most: usize,
    progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
) -> Option<Plan> {
    run_for(Purpose::Records, input, options, progress, |run| plan_of_most(&run, options, most))
}

/// The plan of a run.
pub(crate) fn plan_of(run: &Run<'_>, options: &Options) -> Plan {
    plan_of_most(run, options, usize::MAX)
}

fn plan_of_most(run: &Run<'_>, options: &Options, most: usize) -> Plan {
    let mut plan = Plan { words: run.sheet.words.clone(), ..Plan::empty(options.mode) };
    plan.blockers = run.collector.left().blocker;
    plan.baseline =
        run.sheet.baseline.map(|baseline| BaselineSummary { matched: run.matched, ..baseline.summary.clone() });
    if let Some(refusal) = &run.refusal {
        plan.refusal = Some(refusal.clone());
        return plan;
    }
    let services = services(run.sheet);
    let planner = Planner { sheet: run.sheet, services: &services, mode: options.mode };
    let (mut tally, mut census) = (Tally::new(&services, options), Census::new(options.mode, most));
    let (mut seen, mut known, mut newer, mut in_doubt) = (HashSet::new(), HashSet::new(), 0, Vec::new());
    let mut taken = Taken::of(run.sheet);
    run.each_written(&mut |record| {
        if record.in_doubt && !record.is_blank() {
            in_doubt.push(record.row);
            return;
        }
        let Some(address) = run.address_of(&record) else {
            plan.totals.unnamed += 1;
            return;
        };
        // Of several records of one user the importer takes the first.
        if seen.insert(address.to_lowercase()) {
            let found = look_up(run.sheet.baseline, &address);
            let effect = Effect::new(&services, found.as_ref(), |index| record.value(index));
            let after = MODES.map(|mode| effect.after(mode));
            tally.take(&effect, &after, true);
            newer += usize::from(messages::is_newer(run.sheet, &record, found.as_ref()));
            let user = found.as_ref().and_then(Lookup::known);
            known.extend(user.map(|user| user.start));
            taken.take(&record, user);
            let changes = user.is_some_and(|user| changes_attributes(run.sheet, |index| record.bytes(index), user));
            if census.take(|nth| class(&services, &effect, &after[nth], changes)) {
                plan.users.push(planner.user(address, &record, &effect, user));
            }
        }
    });
    plan.totals.in_file = census.users();
    if let Some(baseline) = run.sheet.baseline {
        baseline.each_user(&known, &mut |address, user| {
            if !seen.contains(&address.to_lowercase()) {
                let effect = Effect::untouched(&services, user);
                tally.take(&effect, &MODES.map(|mode| effect.after(mode)), false);
                if census.take(|_| Class::Absent) {
                    plan.users.push(planner.absent(address, &effect));
                }
            }
        });
    }
    plan.messages = messages::messages(run, &plan, &services, newer, options);
    let taken = run.sheet.baseline.and_then(|baseline| taken.finish(baseline));
    plan.messages.extend(taken.into_iter().chain(messages::in_doubt(&in_doubt)).map(|says| run.sheet.words.say(&says)));
    (plan.licences, plan.totals.contact_center) = tally.finish();
    census.tell(&mut plan.totals);
    plan.users.sort_by_key(PlannedUser::worst);
    plan
}

impl Plan {
    fn empty(mode: Option<Mode>) -> Self {
        Plan {
            plan: 1,
            words: Words::default(),
            mode,
            baseline: None,
            messages: Vec::new(),
            refusal: None,
            blockers: 0,
            totals: PlanTotals::default(),
            licences: Vec::new(),
            users: Vec::new(),
        }
    }

    /// Users of a class; without a mode under “Add and remove services”.
    #[must_use]
    pub fn count(&self, class: Class) -> usize {
        let classes = self.totals.modes.as_ref().map(|modes| &modes.add_remove).or(self.totals.classes.as_ref());
        classes.and_then(|classes| classes.get(&class)).copied().unwrap_or_default()
    }

    /// Users who lose a licence, or may; without a mode under “Add and remove services”.
    #[must_use]
    pub fn removals(&self) -> usize {
        Class::ALL.into_iter().filter(|class| class.is_removal()).map(|class| self.count(class)).sum()
    }

    /// Whether nobody loses anything, nobody holds two licences, and nothing stops the import.
    #[must_use]
    pub fn is_safe(&self) -> bool {
        let in_add = self.totals.modes.as_ref().and_then(|modes| modes.add.get(&Class::Both)).copied();
        self.refusal.is_none()
            && self.removals() == 0
            && self.count(Class::Both) == 0
            && in_add.unwrap_or_default() == 0
            && self.blockers == 0
    }
}

impl PlannedUser {
    /// The class in a mode; `None` when that mode was not planned.
    #[must_use]
    pub fn class_in(&self, mode: Mode) -> Option<Class> {
        self.modes.as_ref().map(|modes| modes.of(mode).class).or(self.class)
    }

    /// By what the users are sorted.
    fn worst(&self) -> Option<Class> {
        self.class_in(Mode::AddRemove)
    }
}

impl PlannedLicence {
    /// What the import does in a mode; `None` when that mode was not planned.
    #[must_use]
    pub fn outcome_in(&self, mode: Mode) -> Option<LicenceOutcome> {
        self.modes.as_ref().map(|modes| *modes.of(mode)).or(self.outcome)
    }
}

impl<T> PerMode<T> {
    /// The value for one way of importing.
    pub const fn of(&self, mode: Mode) -> &T {
        match mode {
            Mode::Add => &self.add,
            Mode::AddRemove => &self.add_remove,
        }
    }
}

/// Both ways of importing, in the order in which they are counted.
const MODES: [Mode; 2] = [Mode::Add, Mode::AddRemove];

struct Planner<'p> {
    sheet: &'p Sheet<'p>,
    services: &'p [Service],
    mode: Option<Mode>,
}

impl Planner<'_> {
    fn user(&self, address: String, record: &Record<'_>, effect: &Effect, user: Option<&User<'_>>) -> PlannedUser {
        let attributes = user.map(|user| changed_attributes(self.sheet, record, user)).unwrap_or_default();
        let is_new = effect.standing == Standing::New;
        let automatic = is_new && effect.cells.iter().all(Option::is_none);
        let changes = !attributes.is_empty();
        let outcome = |mode| self.outcome(effect, mode, changes);
        self.planned(address, Some(record.row), effect, automatic, &outcome, attributes)
    }

    fn absent(&self, address: &str, effect: &Effect) -> PlannedUser {
        let after = held_tiers(self.services, &effect.before);
        let outcome = |_| UserOutcome { class: Class::Absent, after: after.clone(), licences: Vec::new() };
        self.planned(address.to_owned(), None, effect, false, &outcome, Vec::new())
    }

    fn outcome(&self, effect: &Effect, mode: Mode, attributes: bool) -> UserOutcome {
        let after = effect.after(mode);
        let changed = self.services.iter().zip(effect.before.iter().zip(&after));
        let changed = changed.filter(|(_, (before, after))| before != after).map(|(service, (before, after))| {
            ChangedLicence { column: service.header.clone(), tier: service.tier, before: *before, after: *after }
        });
        UserOutcome {
            class: class(self.services, effect, &after, attributes),
            after: held_tiers(self.services, &after),
            licences: changed.collect(),
        }
    }

    fn planned(
        &self,
        user: String,
        row: Option<u32>,
        effect: &Effect,
        automatic: bool,
        outcome: &dyn Fn(Mode) -> UserOutcome,
        attributes: Vec<ChangedAttribute>,
    ) -> PlannedUser {
        let before: Option<Vec<Tier>> = held_tiers(self.services, &effect.before);
        let chosen = self.mode.map(outcome);
        let modes = match self.mode {
            Some(_) => None,
            None => Some(PerMode { add: outcome(Mode::Add), add_remove: outcome(Mode::AddRemove) }),
        };
        let class = chosen.as_ref().map(|chosen| chosen.class);
        let (after, licences) = chosen.map(|chosen| (chosen.after, chosen.licences)).unwrap_or_default();
        PlannedUser { user, row, class, before, after, automatic, licences, attributes, modes }
    }
}

/// The other columns of a known user that the import changes: filled ones with another value than the export's.
pub(crate) fn changed_attributes(sheet: &Sheet<'_>, record: &Record<'_>, user: &User<'_>) -> Vec<ChangedAttribute> {
    let attributes = sheet.columns.iter().filter(|column| is_attribute(sheet, column));
    let changed = attributes.filter(|column| is_changed(column, record.bytes(column.index), user));
    let changed = changed.map(|column| ChangedAttribute {
        column: column.name.clone(),
        index: column.index,
        before: column.baseline.map(|index| user.value(index).unwrap_or_default()),
        after: record.value(column.index).into_owned(),
    });
    changed.collect()
}

/// Whether there is one. `bytes` gives the file's value in a column.
pub(crate) fn changes_attributes<'v>(sheet: &Sheet<'_>, bytes: impl Fn(usize) -> &'v [u8], user: &User<'_>) -> bool {
    let mut attributes = sheet.columns.iter().filter(|column| is_attribute(sheet, column));
    attributes.any(|column| is_changed(column, bytes(column.index), user))
}

fn is_changed(column: &Column, after: &[u8], user: &User<'_>) -> bool {
    // A blank changes nothing.
    if after.is_empty() {
        return false;
    }
    column.baseline.is_none_or(|index| {
        let before = user.bytes(index);
        // Nothing there can be removed.
        let is_idle =
            before.is_empty() && column.class == Values::Number && is_removal(&String::from_utf8_lossy(after));
        *before != *after && !is_idle
    })
}

/// Whether a column holds something of the user that an import can set, and no service.
pub(crate) fn is_attribute(sheet: &Sheet<'_>, column: &Column) -> bool {
    !column.dropped
        && sheet.key != Some(column.index)
        && !matches!(column.class, Values::Flag | Values::ReadOnly | Values::Date)
}

/// The word that takes a number away.
pub(crate) fn is_removal(value: &str) -> bool {
    value.trim().eq_ignore_ascii_case("REMOVE")
}
