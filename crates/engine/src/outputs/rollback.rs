//! The rollback file: undoes this import, as far as a file can.
//!
//! What must stay true: whatever it cannot undo is named, it gives nobody two Contact Center licences, it says nothing of
//! users whom the import does not change, and Control Hub refuses nothing of it.

use std::collections::{BTreeMap, HashSet};
use std::ops::ControlFlow;

use serde::{Deserialize, Serialize};

use super::table::Table;
use crate::baseline::{Baseline, Lookup, User};
use crate::effect::{Effect, Service, Standing, look_up, modes, services, tiers};
use crate::licences::calling::WITH_CALLING;
use crate::part::Part;
use crate::plan::changed_attributes;
use crate::profile::Tier;
use crate::refusal::refusal;
use crate::report::{Finding, Mode, Refusal, Window};
use crate::rule::{Rule, Severity};
use crate::rules::file::lost_letters;
use crate::rules::value::{bad_extension, calling_incomplete, impossible_number};
use crate::run::{Purpose, Run, run_for};
use crate::sorting::in_order;
use crate::words::{say, text};
use crate::{Input, Options, check};

/// The rollback file, and what it cannot undo.
#[derive(Clone, Debug)]
pub struct Rollback {
    /// To be imported with “Add and remove services”; empty when nothing can be undone or nothing has to.
    pub parts: Vec<Part<'static>>,
    /// What stays as the import made it.
    pub not_undone: Vec<NotUndone>,
}

/// Something that no file undoes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NotUndone {
    /// The address.
    pub user: String,
    /// The column; `None` when it is about the whole user.
    pub column: Option<String>,
    /// Why.
    pub why: Reason,
}

/// What a value may be called that is no blocker, and that nobody wants back; and a licence that lacks what it needs, though
/// that may stand in Control Hub.
const DAMAGE: [&Rule; 4] =
    [&lost_letters::RULE, &bad_extension::RULE, &impossible_number::RULE, &calling_incomplete::RULE];

/// Why something cannot be undone by a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// The import creates the user.
    NewUser,
    /// It was blank before, and a blank changes nothing.
    WasBlank,
    /// The export does not tell what was there before.
    NotInExport,
    /// The licence is suspended, and TRUE in its column is refused.
    Suspended,
    /// The user held Standard and Premium; a file should give one of them only.
    Both,
    /// The export's value is damaged, or lacks what must stand beside it.
    Refused,
}

impl Reason {
    /// For people.
    #[must_use]
    pub const fn says(self) -> &'static str {
        match self {
            Reason::NewUser => {
                text!(
                    "The import creates this user, and no file deletes users. Delete the user in Control Hub; if the address was only changed, the user with the old address is still there."
                )
            }
            Reason::WasBlank => {
                text!("The cell was blank before, and a blank changes nothing. Clear it in Control Hub.")
            }
            Reason::NotInExport => text!("The export does not tell what was there before."),
            Reason::Suspended => text!("The licence is suspended, and Control Hub refuses a file that gives it."),
            Reason::Both => text!("The user held Standard and Premium before. A file should give one of them only."),
            Reason::Refused => {
                text!(
                    "Control Hub would refuse it in a file, or the export has it only damaged. Set it in Control Hub."
                )
            }
        }
    }
}

/// What brings the users back to the state of the baseline, for “Add and remove services”.
///
/// # Errors
/// When there is no corrected file, or no baseline that tells what was before.
pub fn rollback(input: &Input<'_>, options: &Options) -> Result<Rollback, Refusal> {
    let never = &mut |_| ControlFlow::Continue(());
    let made = run_for(Purpose::Records, input, options, never, |run| rollback_of(&run, options));
    made.unwrap_or_else(|| Err(super::stopped(options)))
}

pub(super) fn rollback_of(run: &Run<'_>, options: &Options) -> Result<Rollback, Refusal> {
    super::refuse_undecided(run)?;
    let Some(baseline) = run.sheet.baseline.filter(|baseline| baseline.summary.records > 0) else {
        return Err(refusal(
            &run.sheet.words,
            "no-baseline",
            &say!("Only an export from before the import tells how to undo it. Give one as the baseline."),
        ));
    };
    let services = services(run.sheet);
    let mut undo = Undo {
        run,
        baseline,
        services: &services,
        modes: modes(options.mode),
        rows: Vec::new(),
        not_undone: Vec::new(),
    };
    let mut seen = HashSet::new();
    run.each_written(&mut |record| {
        let Some(address) = run.address_of(&record).filter(|address| seen.insert(address.to_lowercase())) else {
            return;
        };
        let found = look_up(run.sheet.baseline, &address);
        let effect = Effect::new(&services, found.as_ref(), |index| record.value(index));
        match &found {
            Some(Lookup::Known(user)) => undo.user(&address, &record, &effect, user),
            _ if effect.standing == Standing::New => undo.name(&address, None, Reason::NewUser),
            _ => undo.name(&address, None, Reason::NotInExport),
        }
    });
    undo.leave_out_refused(options);
    let parts = undo.table().0.map(|(table, key)| table.parts(options, "rollback", key, run.sheet.users_per_file()));
    Ok(Rollback { parts: parts.unwrap_or_default(), not_undone: undo.not_undone })
}

struct Undo<'u, 'r> {
    run: &'u Run<'r>,
    baseline: &'u Baseline,
    services: &'u [Service],
    modes: Vec<Mode>,
    rows: Vec<UndoRow>,
    not_undone: Vec<NotUndone>,
}

/// What the file says of a user, by column of the baseline.
#[derive(Default)]
struct UndoRow {
    address: String,
    /// What is undone, and the address.
    values: BTreeMap<usize, String>,
    /// What stays as it is and must stand beside a Calling licence that is given back.
    beside: BTreeMap<usize, String>,
}

impl Undo<'_, '_> {
    fn name(&mut self, user: &str, column: Option<&str>, why: Reason) {
        self.not_undone.push(NotUndone { user: user.to_owned(), column: column.map(str::to_owned), why });
    }

    fn user(&mut self, address: &str, record: &crate::records::Record<'_>, effect: &Effect, user: &User<'_>) {
        let mut row = UndoRow { address: address.to_owned(), ..UndoRow::default() };
        let services = self.services;
        let changed: Vec<usize> = (0..services.len()).filter(|at| effect.changes(*at, &self.modes)).collect();
        let mut has_suspended = false;
        for (at, service) in changed.into_iter().map(|at| (at, &services[at])) {
            let why = match (effect.before[at], service.baseline) {
                (Some(false), Some(index)) => {
                    row.values.insert(index, "FALSE".to_owned());
                    continue;
                }
                (Some(true), Some(_)) if service.suspended => Reason::Suspended,
                (Some(true), Some(index)) if self.may_give_back(service, effect) => {
                    row.values.insert(index, "TRUE".to_owned());
                    continue;
                }
                (Some(true), _) => Reason::Both,
                _ => Reason::NotInExport,
            };
            has_suspended |= why == Reason::Suspended;
            self.name(address, Some(&service.header), why);
        }
        if has_suspended {
            self.keep_instead(&mut row, |_| true);
        }
        for attribute in changed_attributes(self.run.sheet, record, user) {
            let index = self.run.sheet.columns[attribute.index].baseline;
            match (attribute.before, index) {
                (Some(before), Some(index)) if has_lost_its_start(&before, &attribute.after) => {
                    self.name(address, Some(&attribute.column), Reason::Refused);
                    row.beside.insert(index, attribute.after);
                }
                (Some(before), Some(index)) if !before.is_empty() => _ = row.values.insert(index, before),
                (Some(_), _) => self.name(address, Some(&attribute.column), Reason::WasBlank),
                (None, _) => self.name(address, Some(&attribute.column), Reason::NotInExport),
            }
        }
        let needed = WITH_CALLING.into_iter().filter_map(|kind| self.baseline.column_of_kind(kind));
        row.beside.retain(|index, _| needed.clone().any(|needed| needed == *index));
        for index in needed {
            let value = user.value(index).filter(|value| !value.is_empty());
            row.beside.entry(index).or_insert(value.unwrap_or_default());
        }
        if let Some(key) = self.baseline.key().filter(|_| !row.values.is_empty()) {
            row.values.insert(key, user.value(key).unwrap_or_default().trim().to_owned());
            self.rows.push(row);
        }
    }

    fn gives_calling(&self, row: &UndoRow) -> bool {
        let mut calling = self.services.iter().filter(|service| service.calling).filter_map(|service| service.baseline);
        calling.any(|index| row.values.get(&index).is_some_and(|value| value == "TRUE"))
    }

    /// Whoever does not get a licence back keeps those that took its place.
    fn keep_instead(&mut self, row: &mut UndoRow, is_like_it: impl Fn(&Service) -> bool) {
        for service in self.services.iter().filter(|service| service.calling || service.tier.is_some()) {
            let index = service.baseline.filter(|index| row.values.get(index).is_some_and(|value| value == "FALSE"));
            if let Some(index) = index.filter(|_| is_like_it(service)) {
                row.values.remove(&index);
                self.name(&row.address, Some(&service.header), Reason::Refused);
            }
        }
    }

    /// What a damaged value or half a licence would make of a user may be worse than what the import made.
    fn leave_out_refused(&mut self, options: &Options) {
        let mut is_done = false;
        while !is_done {
            let (table, columns) = self.table();
            let Some((table, key)) = table else { return };
            let whole = table.parts(&Options { sha256: false, ..Options::default() }, "", key, usize::MAX);
            let found = whole.first().map(|part| refused(&part.bytes(), options)).unwrap_or_default();
            is_done = true; // unless something is taken out, which may leave the rest incomplete
            for (place, column) in found {
                let (Some(row), Some(column)) = (self.rows.get_mut(place), columns.get(column)) else { continue };
                let mut row = std::mem::take(row);
                is_done &= !self.take_out(&mut row, *column, *column == columns[key]);
                self.rows[place] = row;
            }
            // An address alone undoes nothing.
            self.rows.retain(|row| row.values.len() > 1);
        }
    }

    /// Whether there was such a value.
    fn take_out(&mut self, row: &mut UndoRow, column: usize, is_key: bool) -> bool {
        if is_key {
            if !row.values.is_empty() {
                self.name(&row.address, None, Reason::Refused);
            }
            return !std::mem::take(&mut row.values).is_empty();
        }
        let Some(value) = row.values.remove(&column) else { return row.beside.remove(&column).is_some() };
        let header = self.baseline.headers().get(column).cloned();
        self.name(&row.address, header.as_deref(), Reason::Refused);
        let services = self.services;
        if let Some(lost) = services.iter().find(|service| service.baseline == Some(column) && value == "TRUE") {
            self.keep_instead(row, |other| {
                (other.calling && lost.calling) || (other.tier.is_some() && lost.tier.is_some())
            });
        }
        true
    }

    /// The rows under the export's own column names, and where the address stands; beside it which column of the export
    /// each is. Nothing where there are none.
    fn table(&self) -> (Option<(Table, usize)>, Vec<usize>) {
        let cells = |row: &'_ UndoRow| {
            let mut cells = if self.gives_calling(row) { row.beside.clone() } else { BTreeMap::new() };
            cells.retain(|_, value| !value.is_empty());
            cells.extend(row.values.clone());
            cells
        };
        let rows: Vec<BTreeMap<usize, String>> = self.rows.iter().map(cells).collect();
        let columns: Vec<usize> = in_order(rows.iter().flat_map(BTreeMap::keys).copied().collect());
        let key = columns.iter().position(|index| Some(*index) == self.baseline.key());
        let headers = self.baseline.headers();
        let cell = |row: &BTreeMap<usize, String>, index| row.get(index).cloned().unwrap_or_default().into_bytes();
        let table = || Table {
            header: columns.iter().filter_map(|index| headers.get(*index).cloned()).collect(),
            rows: rows.iter().map(|row| columns.iter().map(|index| cell(row, index)).collect()).collect(),
        };
        (key.map(|key| (table(), key)), columns)
    }

    /// Of two Contact Center licences held before, one alone is given back, and only when none is left.
    fn may_give_back(&self, service: &Service, effect: &Effect) -> bool {
        let held_both = tiers(self.services, &effect.before) == [Some(true); 2];
        if service.tier.is_none() || !held_both {
            return true;
        }
        let is_left = tiers(self.services, &effect.after(Mode::AddRemove)).contains(&Some(true));
        service.tier == Some(Tier::Premium) && !is_left
    }
}

/// `144` and `4526018159` where the file has `0144` and `+4526018159`: of two such the damaged one is the shorter.
fn has_lost_its_start(before: &str, after: &str) -> bool {
    let start = after.strip_suffix(before).unwrap_or_default();
    !before.is_empty() && !start.is_empty() && start.bytes().all(|byte| matches!(byte, b'0' | b'+'))
}

/// Row (from 0) and column of each value that Control Hub refuses of this file, or that is none any more.
fn refused(file: &[u8], options: &Options) -> Vec<(usize, usize)> {
    let alone = Options {
        mode: Some(Mode::AddRemove),
        limit: Some(usize::MAX),
        bytes: Some(usize::MAX),
        profile: options.profile.clone(),
        findings: Window { count: Some(usize::MAX), ..Window::default() },
        sha256: false,
        ..Options::default()
    };
    let is_refused = |finding: &Finding| {
        finding.severity == Severity::Blocker || DAMAGE.iter().any(|rule| rule.name == finding.rule)
    };
    let found = check(&Input { file, baseline: None, origin: None }, &alone).findings.into_iter().filter(is_refused);
    found.filter_map(|finding| Some((finding.row? as usize - 1, finding.index? as usize))).collect()
}
