//! Users who need a role, which no file gives: lists for “Manually Add or Modify Users”.
//!
//! What must stay true: they follow from file and decisions alone. Whoever has a role where TRUE or FALSE belongs is on a
//! list, unless the admin said no to that, and nobody is on two; no list is longer than the dialog takes.

use std::ops::ControlFlow;

use serde::{Deserialize, Serialize};

use crate::profile::Kind;
use crate::row::Row;
use crate::run::{Purpose, Run, run_for};
use crate::users::Silent;
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

impl Role {
    /// In the order of the lists.
    pub(crate) const ALL: [Role; 2] = [Role::Supervisor, Role::Administrator];
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
    let mut lists = Vec::new();
    if run.refusal.is_some() {
        return lists;
    }
    let (examiner, mut fields, needed) = (run.examiner(), Vec::new(), run.by_hand());
    for role in Role::ALL {
        let mut users = Vec::new();
        for (row, _) in needed.iter().filter(|(_, list)| *list == Some(role)) {
            let mark = &run.marks[*row as usize - 1];
            // It stays, so that it is none of several that another one speaks for.
            let row = examiner.examine(*row, mark, 1, &mut fields, &mut Silent);
            users.extend(row.map(|row| user(&row, role)));
        }
        lists.extend(users.chunks(BY_HAND_AT_A_TIME).map(|users| ByHandList { role, users: users.to_vec() }));
    }
    lists
}

fn user(row: &Row<'_>, role: Role) -> ByHandUser {
    let value = |kind| row.sheet.column_of(kind).map(|column| row.value(column.index).into_owned()).unwrap_or_default();
    ByHandUser {
        first_name: value(Kind::FirstName),
        last_name: value(Kind::LastName),
        address: row.address().trim().to_owned(),
        role,
    }
}
