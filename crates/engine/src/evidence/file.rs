//! What the file shows as a whole: its majority, the extensions of a location, columns and rows that are equal.

use crate::common::{MainDomain, Meant, Whose};
use crate::profile::Kind;
use crate::row::Cell;
use crate::rule::Safety;

use super::export::has_user;
use super::{Evidence, Restored};
use crate::words::{Arg, say};

/// The extension with zeros in front, as long as nearly all others of its location.
pub(crate) fn zeros_of_location(cell: &Cell<'_>) -> Option<Restored> {
    // The survey counted the file's own spelling of the location.
    let location = cell.sheet.columns.iter().find(|column| column.kind == Kind::Location)?;
    let written = String::from_utf8_lossy(&cell.row.cell(location.index)?.original);
    let usual = cell.sheet.facts.longer_extensions(&written, cell.value.len())?;
    let place = written.trim();
    let says = say!("Nearly all extensions of “{location}” have {usual} digits.", location = place, usual = usual);
    let (value, evidence) = (format!("{:0>usual$}", cell.value), Evidence::new("location", says));
    Some(Restored { value, safety: Safety::Ask, evidence })
}

/// The address at the domain that nearly all users have; better, one of the export.
pub(crate) fn common_domain(cell: &Cell<'_>, address: &str, main: &MainDomain) -> Evidence {
    if has_user(cell.sheet, address).is_some() {
        return Evidence::new("baseline", say!("Your export has a user {address}.", address = address));
    }
    let (count, all, domain) = (Arg::Count(main.count), Arg::Count(main.all), &main.domain);
    if main.of_export {
        let says = say!(
            "{count} of {all} users of your export have addresses of {domain}.",
            count = count,
            all = all,
            domain = domain,
        );
        return Evidence::new("baseline", says);
    }
    let says = say!(
        "{count} of {all} users of this file have addresses of {domain}.",
        count = count,
        all = all,
        domain = domain,
    );
    Evidence::new("file", says)
}

/// A domain that the organization's profile has.
pub(crate) fn own_domain(domain: &str) -> Evidence {
    Evidence::new("profile", say!("“{name}” is a domain of your profile.", name = domain))
}

/// A location that other users have, or the organization's profile.
pub(crate) fn known_location(meant: &Meant) -> Evidence {
    let (name, users) = (&meant.name, Arg::Count(meant.count));
    if meant.whose == Whose::Profile {
        return Evidence::new("profile", say!("“{name}” is a location of your profile.", name = name));
    }
    if meant.whose == Whose::Export {
        let says =
            say!("“{name}” is the location of {users} {users|user|users} of your export.", name = name, users = users);
        return Evidence::new("baseline", says);
    }
    let says = say!("“{name}” is the location of {users} {users|user|users} of this file.", name = name, users = users);
    Evidence::new("file", says)
}

pub(crate) fn same_row(row: u32) -> Evidence {
    Evidence::new("file", say!("Row {row} has the same cells.", row = row))
}

pub(crate) fn equal_columns() -> Evidence {
    Evidence::new("file", say!("Both columns hold the same value in every row."))
}

pub(crate) fn blank_column() -> Evidence {
    Evidence::new("file", say!("Not one value stands below."))
}

pub(crate) fn lists_hold_all() -> Evidence {
    Evidence::new("file", say!("Nobody is left out, and nobody is on two lists."))
}
