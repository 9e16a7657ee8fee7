//! What the licence cells of all records together say, gathered while the records are gone through.
//!
//! What must stay true: a plain record costs nothing unless an option asks for its cells, and nothing here judges.

use std::collections::HashSet;

use crate::effect::{Effect, Service, cautious, modes, services};
use crate::outputs::Role;
use crate::own::Left;
use crate::plan::changes_attributes;
use crate::report::Mode;
use crate::row::{Fate, Row, RowCell};
use crate::scan::{Field, Scanner};
use crate::sheet::Sheet;
use crate::users::{Repeated, Resolved};
use crate::walk::Step;

/// Gathered over all records.
#[derive(Debug, Default)]
pub(crate) struct Demand<'t> {
    services: Vec<Service>,
    scanner: Option<Scanner<'t>>,
    fields: Vec<Field>,
    /// The first row in which “Add services only” ignores a FALSE, by service.
    pub(crate) ignored: Vec<Option<u32>>,
    /// The first row whose user gives up one licence for the other, and the service that is given up, while no mode is chosen.
    pub(crate) switched: Option<(u32, usize)>,
    /// What must come from a pool that the admin has counted.
    pub(crate) pools: Vec<Pool>,
    /// All rows that stay.
    pub(crate) rows: usize,
    /// Rows that change nothing.
    pub(crate) idle: Vec<u32>,
    /// Those of them that would take a licence away, did the mode not ignore FALSE.
    ignoring: Vec<u32>,
    /// Rows of users who need a role by hand, in their order.
    roles: Vec<(u32, Option<Role>)>,
}

/// Licences of which the admin has said how many are left.
#[derive(Debug)]
pub(crate) struct Pool {
    pub(crate) name: String,
    pub(crate) left: Left,
    /// The services that take from it.
    services: Vec<usize>,
    /// The first of their columns; `None` when no column is called so.
    pub(crate) index: Option<usize>,
    /// A row for each licence that is taken.
    pub(crate) rows: Vec<u32>,
}

impl<'t> Demand<'t> {
    pub(crate) fn new(sheet: &Sheet<'t>) -> Self {
        let services = services(sheet);
        let pools = sheet.licences_left.iter().map(|(name, left)| {
            let meant: Vec<usize> = (0..services.len()).filter(|at| services[*at].is_called(name)).collect();
            let index = meant.iter().find_map(|at| services[*at].file);
            Pool { name: name.clone(), left: *left, services: meant, index, rows: Vec::new() }
        });
        Demand {
            pools: pools.collect(),
            ignored: vec![None; services.len()],
            scanner: Some(sheet.data()),
            services,
            ..Demand::default()
        }
    }

    /// The column of a service in the file.
    pub(crate) fn column(&self, service: usize) -> Option<usize> {
        self.services.get(service)?.file
    }

    /// Takes records as they stand after the applied fixes.
    pub(crate) fn take(&mut self, sheet: &Sheet<'_>, step: &Step<'_>) {
        let is_dropped = matches!(step, Step::Examined(row) if row.fate == Fate::Dropped);
        self.rows += if is_dropped { 0 } else { step.records() };
        match step {
            // They are the very records of the export.
            Step::Plain { positions, .. } if sheet.baseline.is_some() => {
                self.idle.extend(positions.clone().map(|position| position as u32 + 1));
            }
            Step::Plain { positions, bytes } if self.wants_cells(sheet) => {
                let (Some(mut scanner), mut fields) = (self.scanner.clone(), std::mem::take(&mut self.fields)) else {
                    return;
                };
                scanner.seek(bytes.start, 1);
                for position in positions.clone() {
                    scanner.read(&mut fields);
                    let value =
                        |index: usize| fields.get(index).map(|field| field.value(sheet.text)).unwrap_or_default();
                    let effect = Effect::new(&self.services, None, |index| {
                        String::from_utf8_lossy(&value(index)).into_owned().into()
                    });
                    self.count(&effect, position as u32 + 1, sheet);
                }
                self.fields = fields;
            }
            Step::Examined(row) if row.fate == Fate::Kept => self.examined(sheet, row),
            Step::Plain { .. } | Step::Examined(_) => {}
        }
    }

    /// With what records further below say.
    pub(crate) fn join(&mut self, below: Demand<'_>) {
        for (first, below) in self.ignored.iter_mut().zip(below.ignored) {
            *first = first.or(below);
        }
        self.switched = self.switched.or(below.switched);
        for (pool, below) in self.pools.iter_mut().zip(below.pools) {
            pool.rows.extend(below.rows);
        }
        self.rows += below.rows;
        self.idle.extend(below.idle);
        self.ignoring.extend(below.ignoring);
        self.roles.extend(below.roles);
    }

    /// Whether the cells of a plain record can tell anything new.
    fn wants_cells(&self, sheet: &Sheet<'_>) -> bool {
        let can_be_ignored = |(at, row): (usize, &Option<u32>)| row.is_none() && self.services[at].file.is_some();
        !self.pools.is_empty() || (sheet.mode == Some(Mode::Add) && self.ignored.iter().enumerate().any(can_be_ignored))
    }

    fn examined(&mut self, sheet: &Sheet<'_>, row: &Row<'_>) {
        let role = row.role.filter(|_| !row.address().trim().is_empty());
        self.roles.extend(role.map(|role| (row.number, Some(role))));
        if sheet.baseline.is_none() && !self.wants_cells(sheet) {
            return;
        }
        let effect = Effect::of_row(&self.services, row);
        self.count(&effect, row.number, sheet);
        let modes = modes(sheet.mode);
        if let Some(user) = &row.user {
            let changes = (0..self.services.len()).any(|at| effect.changes(at, &modes));
            let bytes = |index: usize| row.cells.get(index).map_or(&b""[..], RowCell::bytes);
            if !changes && !changes_attributes(sheet, bytes, user) {
                self.idle.push(row.number);
                // Both are left out as they are; only the reason is another one.
                if (0..self.services.len()).any(|at| effect.changes(at, &[Mode::AddRemove])) {
                    self.ignoring.push(row.number);
                }
            }
        }
    }

    fn count(&mut self, effect: &Effect, row: u32, sheet: &Sheet<'_>) {
        for (at, first) in self.ignored.iter_mut().enumerate() {
            if first.is_none() && effect.cells[at] == Some(false) && effect.before[at] != Some(false) {
                *first = Some(row);
            }
        }
        if sheet.mode.is_none() && self.switched.is_none() {
            self.switched = self.given_up(effect).map(|at| (row, at));
        }
        let after = effect.after(cautious(sheet.mode));
        for pool in &mut self.pools {
            let taken =
                pool.services.iter().filter(|at| after[**at] == Some(true) && effect.before[**at] != Some(true));
            pool.rows.extend(taken.map(|_| row));
        }
    }

    /// The licence that is taken for another one of the Contact Center, which “Add services only” would leave beside it.
    fn given_up(&self, effect: &Effect) -> Option<usize> {
        let is_taken = |at: &usize| effect.cells[*at] == Some(false) && effect.before[*at] == Some(true);
        let at = (0..self.services.len()).find(|at| self.services[*at].tier.is_some() && is_taken(at))?;
        let after = effect.after(Mode::Add);
        let has_other = |other: usize| {
            let tier = self.services[other].tier;
            after[other] == Some(true) && tier.is_some() && tier != self.services[at].tier && !is_taken(&other)
        };
        (0..self.services.len()).any(has_other).then_some(at)
    }

    /// Rows of users who need a role by hand, with the list each is on. A user of several rows that stay is on one: of two
    /// roles on that of the first list, as within a row.
    pub(crate) fn by_hand(&self, repeated: &[Repeated], resolved: &Resolved) -> Vec<(u32, Option<Role>)> {
        let mut lists = self.roles.clone();
        for (row, list) in &mut lists {
            *list = list.filter(|_| !resolved.drops(*row));
        }
        for user in repeated {
            let mut first = None;
            for row in user.rows() {
                let Ok(at) = lists.binary_search_by_key(&row, |(of, _)| *of) else { continue };
                let Some(role) = lists[at].1 else { continue };
                let (before, now) = (first.unwrap_or((role, at)), (role, at));
                first = Some(before.min(now));
                lists[before.max(now).1].1 = None;
            }
            if let Some((role, at)) = first {
                lists[at].1 = Some(role);
            }
        }
        lists
    }

    /// Whether the mode is why some of them change nothing.
    pub(crate) fn ignores_without(&self, repeated: &HashSet<u32>) -> bool {
        self.ignoring.iter().any(|row| !repeated.contains(row))
    }

    /// Rows that change nothing, repeated users aside.
    pub(crate) fn idle_without(&self, repeated: &HashSet<u32>) -> Vec<u32> {
        self.idle.iter().copied().filter(|row| !repeated.contains(row)).collect()
    }
}
