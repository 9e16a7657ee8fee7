//! Users who need a role, which no file gives: lists for “Manually Add or Modify Users”.
//!
//! What must stay true: they follow from file and decisions alone. Whoever has a role where TRUE or FALSE belongs is on a
//! list, unless the admin said no to that; no list is longer than the dialog takes.

use std::ops::ControlFlow;

use serde::{Deserialize, Serialize};

use crate::decision::Outcome;
use crate::examine::{Noted, Sink};
use crate::profile::{Class, Kind};
use crate::row::{Fate, Row};
use crate::rule::Rule;
use crate::rules::value::role_in_licence_column::{self, role_of};
use crate::run::{Purpose, Run, run_for};
use crate::walk::Step;
use crate::{Input, Options};

/// Users that the dialog takes at a time.
pub const BY_HAND_AT_A_TIME: usize = 25;

/// A role that is given by hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Needs the Premium licence.
    Supervisor,
    /// Of the organization or of Contact Center.
    Administrator,
}

/// Somebody who needs a role.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ByHandUser {
    /// Blank when the file does not tell.
    pub first_name: String,
    /// Blank when the file does not tell.
    pub last_name: String,
    /// The address.
    pub address: String,
    /// What stood in the licence column.
    pub role: Role,
}

/// Users of one role, at most [`BY_HAND_AT_A_TIME`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ByHandList {
    /// All of one role.
    pub role: Role,
    /// In the order of the file.
    pub users: Vec<ByHandUser>,
}

impl ByHandList {
    /// To paste where **Email address** is chosen: one address a line.
    #[must_use]
    pub fn addresses(&self) -> String {
        self.users.iter().flat_map(|user| [user.address.as_str(), "\r\n"]).collect()
    }

    /// To paste where **Names and Email addresses** is chosen: first name, last name, address.
    ///
    /// What would make more than three fields or one line of it is left out of the names: quotes are no way out, since
    /// nobody knows whether the dialog reads them, and a user who is missing would go without the role. The user is there
    /// since the import, under the name of the file, and is found by the address. The checklist names whom it concerns.
    #[must_use]
    pub fn names(&self) -> String {
        let mut lines = String::new();
        for user in &self.users {
            for name in [&user.first_name, &user.last_name] {
                let parts = name.split(PARTING).map(str::trim).filter(|part| !part.is_empty());
                lines.extend([&*parts.collect::<Vec<_>>().join(" "), ", "]);
            }
            lines.extend([&*user.address, "\r\n"]);
        }
        lines
    }
}

/// What parts fields and lines of what is pasted.
const PARTING: [char; 3] = [',', '\r', '\n'];

impl ByHandUser {
    /// Whether the list with names gives another name than the file.
    pub(super) fn is_named_otherwise(&self) -> bool {
        [&self.first_name, &self.last_name].into_iter().any(|name| name.contains(PARTING))
    }
}

/// The lists, supervisors first.
#[must_use]
pub fn by_hand(input: &Input<'_>, options: &Options) -> Vec<ByHandList> {
    let never = &mut |_| ControlFlow::Continue(());
    run_for(Purpose::Records, input, options, never, |run| by_hand_of(&run)).unwrap_or_default()
}

pub(super) fn by_hand_of(run: &Run<'_>) -> Vec<ByHandList> {
    if run.refusal.is_some() || run.collector.count(&role_in_licence_column::RULE) == 0 {
        return Vec::new();
    }
    let mut users: Vec<ByHandUser> = Vec::new();
    run.each_record(&mut Found(false), &mut |_, step, found| {
        if let (Step::Examined(row), true) = (step, std::mem::take(&mut found.0)) {
            users.extend(user(&row).filter(|_| row.fate == Fate::Kept));
        }
        true
    });
    let mut lists = Vec::new();
    for role in [Role::Supervisor, Role::Administrator] {
        let of_role: Vec<ByHandUser> = users.iter().filter(|user| user.role == role).cloned().collect();
        lists.extend(of_role.chunks(BY_HAND_AT_A_TIME).map(|users| ByHandList { role, users: users.to_vec() }));
    }
    lists
}

/// Whether V308 spoke of the record, and the admin has not said no.
struct Found(bool);

impl Sink for Found {
    fn take(&mut self, noted: Noted<'_>) {
        let is_role = noted.rule.name == role_in_licence_column::RULE.name;
        self.0 |= is_role && noted.outcome != Outcome::Refused;
    }

    fn wants_after(&self, _rule: &Rule, _row: u32) -> bool {
        false
    }
}

fn user(row: &Row<'_>) -> Option<ByHandUser> {
    let value = |kind| row.sheet.column_of(kind).map(|column| row.value(column.index).into_owned()).unwrap_or_default();
    let flags = row.sheet.columns.iter().filter(|column| column.class == Class::Flag && !column.dropped);
    let cells = flags.filter_map(|column| row.cell(column.index));
    let roles = cells.filter_map(|cell| role_of(&String::from_utf8_lossy(&cell.original)));
    let address = row.address().trim().to_owned();
    let role = roles.min()?;
    (!address.is_empty()).then(|| ByHandUser {
        first_name: value(Kind::FirstName),
        last_name: value(Kind::LastName),
        address,
        role,
    })
}
