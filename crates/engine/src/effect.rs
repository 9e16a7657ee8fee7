//! What one import does to one licence of one user: the only place that knows it.
//!
//! What must stay true: a blank changes nothing, FALSE takes away only with “Add and remove services”, and what nobody
//! can tell stays unknown.

use std::borrow::Cow;

use crate::baseline::{Baseline, Lookup, User};
use crate::profile::{Class, Tier};
use crate::report::Mode;
use crate::row::Row;
use crate::sheet::Sheet;

/// Whether a user holds a licence; `None` where nobody can tell.
pub(crate) type Holding = Option<bool>;

/// What a licence cell of the file says: TRUE, FALSE, or nothing that the importer is sure to take.
pub(crate) fn cell(value: &str) -> Option<bool> {
    match value {
        "TRUE" => Some(true),
        "FALSE" => Some(false),
        _ => None,
    }
}

/// What a licence cell of an export says of the user: a blank is no licence.
pub(crate) fn held(value: &str) -> Holding {
    if value.is_empty() { Some(false) } else { cell(value) }
}

/// Whether the user holds the licence after the import.
pub(crate) fn after(before: Holding, cell: Option<bool>, mode: Mode) -> Holding {
    match (cell, mode) {
        (Some(true), _) => Some(true),
        (Some(false), Mode::AddRemove) => Some(false),
        (Some(false), Mode::Add) | (None, _) => before,
    }
}

/// The mode to judge by while none is chosen: the one that can take something away.
pub(crate) fn cautious(mode: Option<Mode>) -> Mode {
    mode.unwrap_or(Mode::AddRemove)
}

/// A column of TRUE and FALSE in the file, in the export, or in both.
#[derive(Clone, Debug)]
pub(crate) struct Service {
    pub(crate) header: String,
    pub(crate) file: Option<usize>,
    pub(crate) baseline: Option<usize>,
    /// The product without site and suffixes; blank for a service that is no licence.
    pub(crate) product: String,
    /// Of a Contact Center licence, suspended ones aside: nobody can work with those.
    pub(crate) tier: Option<Tier>,
    pub(crate) calling: bool,
    pub(crate) suspended: bool,
}

/// All of them: those of the file in its order, then those that only the export has.
pub(crate) fn services(sheet: &Sheet<'_>) -> Vec<Service> {
    let flags = sheet.columns.iter().filter(|column| column.class == Class::Flag && !column.dropped);
    let mut services: Vec<Service> =
        flags.map(|column| Service { file: Some(column.index), ..Service::of(column, column.baseline) }).collect();
    if let Some(baseline) = sheet.baseline {
        let shared: Vec<usize> = services.iter().filter_map(|service| service.baseline).collect();
        let columns = baseline.columns();
        let others = columns.iter().filter(|column| column.class == Class::Flag && !shared.contains(&column.index));
        services.extend(others.map(|column| Service::of(column, Some(column.index))));
    }
    services
}

impl Service {
    fn of(column: &crate::sheet::Column, baseline: Option<usize>) -> Self {
        let licence = column.licence.as_ref();
        let suspended = licence.is_some_and(|licence| licence.suspended);
        Service {
            header: column.name.clone(),
            file: None,
            baseline,
            product: licence.map(|licence| licence.product.clone()).unwrap_or_default(),
            tier: licence.filter(|_| !suspended).and_then(|licence| licence.contact_center),
            calling: licence.is_some_and(|licence| licence.calling),
            suspended,
        }
    }

    fn held_by(&self, user: &User<'_>) -> Holding {
        self.baseline.and_then(|index| held(str::from_utf8(&user.bytes(index)).ok()?))
    }

    /// Whether the admin means this column by a name: its header, its product, or the tier.
    pub(crate) fn is_called(&self, name: &str) -> bool {
        let tier = self.tier.map_or("", Tier::name);
        let names = [self.header.as_str(), self.product.as_str(), tier];
        names.iter().any(|known| !known.is_empty() && known.eq_ignore_ascii_case(name.trim()))
    }
}

/// What is known of a user before the import.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    /// The export has exactly one record of the user.
    Known,
    /// The export certainly has none.
    New,
    /// There is no export, or it cannot tell.
    Unknown,
}

/// The licences of one user before the import, and what the file says of them; in the order of the services.
#[derive(Clone, Debug)]
pub(crate) struct Effect {
    pub(crate) standing: Standing,
    pub(crate) before: Vec<Holding>,
    pub(crate) cells: Vec<Option<bool>>,
}

impl Effect {
    /// `value` gives the file's value in a column.
    pub(crate) fn new<'v>(
        services: &[Service],
        found: Option<&Lookup<'_>>,
        value: impl Fn(usize) -> Cow<'v, str>,
    ) -> Self {
        match found {
            Some(Lookup::Known(user)) => Self::of(services, Standing::Known, Some(user), value),
            Some(Lookup::Absent) => Self::of(services, Standing::New, None, value),
            Some(Lookup::Unknown) | None => Self::of(services, Standing::Unknown, None, value),
        }
    }

    /// Of a record that has been looked up already.
    pub(crate) fn of_row(services: &[Service], row: &Row<'_>) -> Self {
        let standing = match (&row.user, row.is_new) {
            (Some(_), _) => Standing::Known,
            (None, true) => Standing::New,
            (None, false) => Standing::Unknown,
        };
        Self::of(services, standing, row.user.as_ref(), |index| row.value(index))
    }

    fn of<'v>(
        services: &[Service],
        standing: Standing,
        user: Option<&User<'_>>,
        value: impl Fn(usize) -> Cow<'v, str>,
    ) -> Self {
        let before = services.iter().map(|service| match (standing, user) {
            (Standing::Known, Some(user)) => service.held_by(user),
            (Standing::New, _) => Some(false),
            _ => None,
        });
        let cells = services.iter().map(|service| service.file.and_then(|index| cell(&value(index))));
        Effect { standing, before: before.collect(), cells: cells.collect() }
    }

    /// Of a user whom the file does not have.
    pub(crate) fn untouched(services: &[Service], user: &User<'_>) -> Self {
        let before = services.iter().map(|service| service.held_by(user)).collect();
        Effect { standing: Standing::Known, before, cells: vec![None; services.len()] }
    }

    pub(crate) fn after(&self, mode: Mode) -> Vec<Holding> {
        self.before.iter().zip(&self.cells).map(|(before, cell)| after(*before, *cell, mode)).collect()
    }

    /// Whether a service is another one afterwards in one of the modes, as far as anybody can tell.
    pub(crate) fn changes(&self, service: usize, modes: &[Mode]) -> bool {
        let (before, cell) = (self.before[service], self.cells[service]);
        modes.iter().any(|mode| after(before, cell, *mode) != before)
    }
}

/// The chosen mode, or both while none is chosen.
pub(crate) fn modes(mode: Option<Mode>) -> Vec<Mode> {
    mode.map_or_else(|| vec![Mode::Add, Mode::AddRemove], |mode| vec![mode])
}

/// Looks a user up; `None` without a baseline.
pub(crate) fn look_up<'b>(baseline: Option<&'b Baseline>, address: &str) -> Option<Lookup<'b>> {
    baseline.map(|baseline| baseline.look_up(address))
}

/// Which Contact Center licences are held: Standard, Premium.
pub(crate) fn tiers(services: &[Service], holdings: &[Holding]) -> [Holding; 2] {
    let has_any = services.iter().any(|service| service.tier.is_some());
    [Tier::Standard, Tier::Premium].map(|tier| {
        let mut held = if has_any { Some(false) } else { None };
        for (_, holding) in services.iter().zip(holdings).filter(|(service, _)| service.tier == Some(tier)) {
            held = match (held, holding) {
                (Some(true), _) | (_, Some(true)) => Some(true),
                (None, _) | (_, None) => None,
                (Some(false), Some(false)) => Some(false),
            };
        }
        held
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_cell_in_each_mode() {
        for before in [Some(true), Some(false), None] {
            for mode in [Mode::Add, Mode::AddRemove] {
                assert_eq!(after(before, None, mode), before, "a blank changes nothing");
                assert_eq!(after(before, Some(true), mode), Some(true));
            }
            assert_eq!(after(before, Some(false), Mode::Add), before, "FALSE is ignored");
            assert_eq!(after(before, Some(false), Mode::AddRemove), Some(false));
        }
    }

    #[test]
    fn words_of_cells() {
        let words = ["TRUE", "FALSE", "", "true", "SAND"];
        assert_eq!(words.map(cell), [Some(true), Some(false), None, None, None]);
        assert_eq!(words.map(held), [Some(true), Some(false), Some(false), None, None]);
    }
}
