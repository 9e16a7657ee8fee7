//! What the export has of a user.

use crate::baseline::Lookup;
use crate::effect;
use crate::moved::Moved;
use crate::namesakes::{NAMES, folded};
use crate::number::read;
use crate::profile::{self, Tier};
use crate::row::{Cell, Row, Shape};
use crate::sheet::{Column, Sheet};
use crate::text::cut;

use super::Evidence;
use crate::words::{Arg, say};

impl Row<'_> {
    /// The export's value of this user in a column; none that has lost letters itself.
    pub(super) fn exported(&self, column: &Column) -> Option<String> {
        self.user.as_ref()?.value(column.baseline?).filter(|known| !known.contains('\u{FFFD}'))
    }

    /// What the export has in a licence cell of this user; `None` when it does not tell.
    pub(crate) fn exported_flag(&self, column: &Column) -> Option<bool> {
        effect::held(&self.exported(column)?)
    }
}

impl Cell<'_> {
    /// What the export has in this user's cell.
    pub(super) fn exported(&self) -> Option<String> {
        self.row.exported(self.column)
    }

    /// The same where the file has another value.
    pub(super) fn exported_otherwise(&self) -> Option<String> {
        self.exported().filter(|known| known != self.value)
    }
}

/// Whether the export has the very same value: then nothing has damaged it since.
pub(crate) fn is_as_exported(cell: &Cell<'_>) -> bool {
    cell.exported().is_some_and(|known| known == cell.value)
}

/// The same of a column of a row.
pub(crate) fn is_as_exported_in(row: &Row<'_>, column: &Column) -> bool {
    row.exported(column).is_some_and(|known| known == row.value(column.index))
}

/// Whether the export has this value in the cell of this user; a blank one, too.
pub(crate) fn agrees(cell: &Cell<'_>, value: &str) -> Option<Evidence> {
    Agrees::with(cell).on(value)
}

/// Asks whether the export has one of several values, reading it once.
pub(crate) struct Agrees {
    known: Option<String>,
}

impl Agrees {
    pub(crate) fn with(cell: &Cell<'_>) -> Self {
        Agrees { known: cell.exported() }
    }

    pub(crate) fn known(&self) -> Option<&str> {
        self.known.as_deref()
    }

    pub(crate) fn on(&self, value: &str) -> Option<Evidence> {
        self.known.as_deref().filter(|known| *known == value).map(Evidence::of_export)
    }
}

/// The digits of the export's number in this cell, and what says so.
pub(crate) fn number_of_cell(cell: &Cell<'_>) -> Option<(String, Evidence)> {
    let known = cell.exported()?;
    let digits = read(&known).filter(|known| known.plus)?.digits;
    Some((digits, Evidence::of_export(&known)))
}

/// The one name of a column that a header reads like: an attribute's, or one of the export.
pub(crate) fn column_name(header: &str, name: &str) -> Evidence {
    if profile::respelled(header).is_some() {
        return Evidence::reading(say!("No other column name of Control Hub reads like “{name}”.", name = name));
    }
    Evidence::new("baseline", say!("Your export has the column “{name}”, and no other one reads like it.", name = name))
}

/// Whether the export has a user with this address, without regard to case.
pub(crate) fn has_user(sheet: &Sheet<'_>, address: &str) -> Option<Evidence> {
    sheet.baseline?.user(address)?;
    Some(Evidence::new("baseline", say!("Your export has a user with this address.")))
}

/// Somebody of the export who seems to have this new address.
pub(crate) fn moved<'c>(cell: &Cell<'c>) -> Option<(&'c Moved, Evidence)> {
    let moved = cell.sheet.facts.moved.get(&cell.row.number)?;
    let is_new = matches!(cell.sheet.baseline?.look_up(cell.value), Lookup::Absent);
    let (old, agrees) = (&moved.old, &moved.agrees);
    let says = || {
        say!(
            "Your export has {old} with the same names and {agrees}, and no row of this file has that address.",
            old = old,
            agrees = agrees.clone(),
        )
    };
    is_new.then(|| (moved, Evidence::new("baseline", says())))
}

/// The address of the only user of the export who has both names of this row, where its own user has neither.
pub(crate) fn namesake(row: &Row<'_>) -> Option<String> {
    let (baseline, user) = (row.sheet.baseline?, row.user.as_ref()?);
    let [first, last] = NAMES.map(|kind| row.sheet.column_of(kind));
    let columns = [first?, last?];
    if columns.iter().all(|column| row.sheet.facts.displaced_in(column.index).is_some()) {
        return None; // each of the names is told by itself
    }
    let is_same = |column: &&Column| {
        column.baseline.is_some_and(|own| row.cell(column.index).is_some_and(|cell| *cell.bytes() == *user.bytes(own)))
    };
    if columns.iter().any(is_same) {
        return None; // nearly always, and it costs next to nothing
    }
    let now = columns.map(|column| folded(&row.value(column.index)));
    let own = baseline.names_of(user)?;
    if now.iter().zip(&own).any(|(now, own)| now.is_empty() || now == own) {
        return None;
    }
    let other = baseline.named(&now).filter(|other| other.start != user.start)?;
    Some(baseline.address_at(other.start).trim().to_owned())
}

/// The user has these licences.
pub(crate) fn holds(licences: Arg) -> Evidence {
    Evidence::new("baseline", say!("Your export has TRUE for this user in {licences}.", licences = licences))
}

/// The user has the licence of a tier; without one both.
pub(crate) fn holds_tier(tier: Option<Tier>) -> Evidence {
    let says = match tier {
        None => say!("Your export has both TRUE for this user."),
        Some(tier) => say!("Your export has {held} TRUE for this user.", held = tier.name()),
    };
    Evidence::new("baseline", says)
}

/// What the export has in a column of the user whose row has some values too many from `at` on.
pub(crate) fn exported_in(shape: &Shape<'_>, values: &[String], at: usize, extra: usize) -> Option<String> {
    let sheet = shape.sheet;
    let key = sheet.key?;
    let user = sheet.baseline?.user(values.get(if key < at { key } else { key + extra })?)?;
    user.value(sheet.columns[at].baseline?)
}

/// The values of a row as the export has them all, without some that stand there too many; and these.
pub(crate) fn without_extra(shape: &Shape<'_>, extra: usize) -> Option<(Vec<String>, Arg, Evidence)> {
    let (sheet, key) = (shape.sheet, shape.sheet.key?);
    let baseline = sheet.baseline?;
    let find = |at: usize| baseline.user(&shape.value(at));
    let user = find(key).or_else(|| find(key + extra))?;
    let is_known = |column: &Column, at: usize| {
        column.baseline.is_some_and(|own| user.value(own).is_some_and(|known| *known == *shape.value(at)))
    };
    let before = sheet.columns.iter().take_while(|column| is_known(column, column.index)).count();
    let after = sheet.columns.iter().rev().take_while(|column| is_known(column, column.index + extra)).count();
    if before + after < sheet.columns.len() {
        return None;
    }
    let mut values: Vec<String> = (0..shape.fields.len()).map(|index| shape.value(index).into_owned()).collect();
    if values[before..before + extra].iter().any(|value| value.contains('@')) {
        return None; // it may be this one that the row is meant for
    }
    let left_out = values.drain(before..before + extra).map(|value| Arg::quoted(&cut(&value, 60)));
    let left_out = Arg::all(left_out.collect());
    Some((
        values,
        left_out,
        Evidence::new("baseline", say!("Your export has the other values of the row for this user.")),
    ))
}

/// Rows that change nothing, some of them because the mode ignores FALSE.
pub(crate) fn idle_rows(by_mode: bool) -> Evidence {
    Evidence::new(
        "baseline",
        if by_mode {
            say!(
                "With “Add services only” nothing changes: there is only what your export has, or FALSE, which takes nothing away."
            )
        } else {
            say!("Your export has the same values for these users.")
        },
    )
}

/// What the export says of one number of a cell: the whole cell, unless it is long, for each number has its own proof.
pub(super) fn of_cell(cell: &str, number: &str) -> Evidence {
    Evidence::of_export(if cell.len() <= 64 { cell } else { number })
}
