//! What the file shows as a whole: its majority, the extensions of a location, columns and rows that are equal.

use crate::common::{MainDomain, Meant};
use crate::profile::Kind;
use crate::row::Cell;
use crate::rule::Safety;
use crate::visible::grouped;

use super::{Evidence, Restored};

/// The extension with zeros in front, as long as nearly all others of its location.
pub(crate) fn zeros_of_location(cell: &Cell<'_>) -> Option<Restored> {
    // The survey counted the file's own spelling of the location.
    let location = cell.sheet.columns.iter().find(|column| column.kind == Kind::Location)?;
    let written = String::from_utf8_lossy(&cell.row.cells.get(location.index)?.original);
    let usual = cell.sheet.facts.longer_extensions(&written, cell.value.len())?;
    let says = format!("Nearly all extensions of “{}” have {usual} digits.", written.trim());
    let (value, evidence) = (format!("{:0>usual$}", cell.value), Evidence::new("location", says));
    Some(Restored { value, safety: Safety::Ask, evidence })
}

/// The address at the domain that nearly all users have; better, one of the export.
pub(crate) fn common_domain(cell: &Cell<'_>, address: &str, main: &MainDomain) -> Evidence {
    if cell.sheet.baseline.is_some_and(|baseline| baseline.user(address).is_some()) {
        return Evidence::new("baseline", format!("Your export has a user {address}."));
    }
    let (count, all) = (grouped(main.count), grouped(main.all));
    let (kind, whose) = whose(main.of_export);
    Evidence::new(kind, format!("{count} of {all} users of {whose} have addresses of {}.", main.domain))
}

/// A location that other users have.
pub(crate) fn known_location(meant: &Meant) -> Evidence {
    let (kind, whose) = whose(meant.of_export);
    let users = if meant.count == 1 { "1 user".to_owned() } else { format!("{} users", grouped(meant.count)) };
    Evidence::new(kind, format!("“{}” is the location of {users} of {whose}.", meant.name))
}

fn whose(of_export: bool) -> (&'static str, &'static str) {
    if of_export { ("baseline", "your export") } else { ("file", "this file") }
}

pub(crate) fn same_row(row: u32) -> Evidence {
    Evidence::new("file", format!("Row {row} has the same cells."))
}

pub(crate) fn equal_columns() -> Evidence {
    Evidence::new("file", "Both columns hold the same value in every row.")
}

pub(crate) fn blank_column() -> Evidence {
    Evidence::new("file", "Not one value stands below.")
}

pub(crate) fn lists_hold_all() -> Evidence {
    Evidence::new("file", "Nobody is left out, and nobody is on two lists.")
}
