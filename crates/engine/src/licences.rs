//! The Contact Center licences of a user: given by the row, and held from before. Those of Calling stand in `calling`.
//!
//! What must stay true: only what the export says is held, and the time is linear in the columns.

pub(crate) mod calling;

use std::cell::OnceCell;
use std::collections::HashSet;

use crate::effect;
use crate::profile::{Licence, Tier};
use crate::report::Mode;
use crate::row::Row;
use crate::sheet::Column;

/// Where the user has a Contact Center licence of a tier in the export that this import does not take away: the
/// file's columns, and whether there is one that the file does not have.
pub(crate) struct Held<'a> {
    pub(crate) columns: Vec<&'a Column>,
    pub(crate) elsewhere: bool,
}

impl Held<'_> {
    pub(crate) fn is_nothing(&self) -> bool {
        self.columns.is_empty() && !self.elsewhere
    }

    pub(crate) fn indexes(&self) -> Vec<usize> {
        self.columns.iter().map(|column| column.index).collect()
    }

    /// Whether a cell of it cannot be read: its own question comes first.
    pub(crate) fn is_asked(&self, row: &Row<'_>) -> bool {
        self.columns.iter().any(|column| row.flag(column.index).is_none() && !row.value(column.index).is_empty())
    }
}

/// In the chosen mode.
pub(crate) fn held<'a>(row: &'a Row<'_>, tier: Tier) -> Held<'a> {
    held_in(row, tier, effect::cautious(row.sheet.mode))
}

/// In this mode, whatever was chosen.
pub(crate) fn held_in<'a>(row: &'a Row<'_>, tier: Tier, mode: Mode) -> Held<'a> {
    let mut held = Held { columns: Vec::new(), elsewhere: false };
    let (Some(user), Some(baseline)) = (&row.user, row.sheet.baseline) else { return held };
    let columns = &row.sheet.columns;
    for column in columns.iter().filter(|column| column.tier() == Some(tier) && !is_suspended(column)) {
        let before = row.exported_flag(column);
        if before == Some(true) && effect::after(before, row.flag(column.index), mode) == before {
            held.columns.push(column);
        }
    }
    let of_tier = baseline.contact_center.iter().filter(|(_, of_column)| *of_column == tier);
    let mut others: Vec<usize> = of_tier.map(|(index, _)| *index).collect();
    others.retain(|index| str::from_utf8(&user.bytes(*index)).ok().and_then(effect::held) == Some(true));
    if !others.is_empty() {
        let mut goes_on = vec![false; baseline.headers().len()];
        for index in columns.iter().filter(|column| !column.dropped).filter_map(|column| column.baseline) {
            goes_on[index] = true;
        }
        held.elsewhere = others.iter().any(|index| !goes_on[*index]);
    }
    held
}

/// The columns of a tier with TRUE. Those of a suspended licence are asked about on their own.
pub(crate) fn given(row: &Row<'_>, tier: Tier) -> Vec<usize> {
    let active = row.columns().iter().filter(|column| column.tier() == Some(tier) && !is_suspended(column));
    active.map(|column| column.index).filter(|index| row.flag(*index) == Some(true)).collect()
}

pub(crate) fn is_suspended(column: &Column) -> bool {
    column.licence.as_ref().is_some_and(|licence| licence.suspended)
}

/// These columns with FALSE.
pub(crate) fn set_false(columns: Vec<usize>) -> Vec<(usize, String)> {
    columns.into_iter().map(|index| (index, "FALSE".to_owned())).collect()
}

/// What the row gives, or may give once its cells can be read.
pub(crate) struct Given<'r> {
    licences: Vec<&'r Licence>,
    contact_center: bool,
    calling: bool,
    /// Tiers that stay from before: of two, FALSE takes one away, as V304 advises.
    standing: Vec<Tier>,
    /// In small letters; few rows are asked for them.
    products: OnceCell<HashSet<String>>,
}

impl<'r> Given<'r> {
    pub(crate) fn by(row: &'r Row<'_>) -> Self {
        let mut standing = vec![Tier::Standard, Tier::Premium];
        standing.retain(|tier| !held(row, *tier).is_nothing());
        let gives = |column: &&Column| {
            !column.dropped && row.flag(column.index).unwrap_or_else(|| !row.value(column.index).is_empty())
        };
        let columns = row.columns().iter().filter(|column| column.licence.is_some()).filter(gives);
        let licences: Vec<&Licence> = columns.filter_map(|column| column.licence.as_ref()).collect();
        Given {
            contact_center: licences.iter().any(|licence| licence.contact_center.is_some()),
            calling: licences.iter().any(|licence| licence.calling),
            licences,
            standing,
            products: OnceCell::new(),
        }
    }

    fn gives(&self, product: &str) -> bool {
        let products = || self.licences.iter().map(|licence| licence.product.to_ascii_lowercase()).collect();
        self.products.get_or_init(products).contains(&product.to_ascii_lowercase())
    }

    /// Whether another licence of the same service takes the place of this one.
    pub(crate) fn replaces(&self, column: &Column) -> bool {
        column.licence.as_ref().is_some_and(|licence| match licence.contact_center {
            Some(tier) => self.contact_center || self.standing.iter().any(|other| *other != tier),
            None => (licence.calling && self.calling) || self.gives(&licence.product),
        })
    }
}
