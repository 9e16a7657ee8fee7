//! V308 `role-in-licence-column`: Supervisor or Administrator where TRUE or FALSE belongs.

use crate::licences::{held_in, is_suspended};
use crate::outputs::Role;
use crate::profile::{Class, Tier};
use crate::report::Mode;
use crate::row::Row;
use crate::rule::{Act, Check, Example, Finding, FixNote, Rule, Safety, Severity, kept};
use crate::text::small;

pub(crate) static RULE: Rule = Rule {
    code: "V308",
    name: "role-in-licence-column",
    severity: Severity::Blocker,
    summary: "A role where a licence is given",
    why: "The file gives licences, never roles. Supervisor and administrator roles are given by hand after the import, \
          25 users at a time, and a supervisor needs the Premium licence.",
    says: &[
        "“{value}” is a role, and a licence column takes TRUE or FALSE.",
        "“{value}” is a role, a licence column takes TRUE or FALSE, and no Premium column can take the TRUE for it.",
    ],
    todo: "Give the user Premium here, and the role afterwards in Control Hub under Users > Manage Users > Manually Add or \
           Modify Users.",
    fix: Some(FixNote { safety: Safety::Ask, does: "Write TRUE for Premium; the role is then given by hand" }),
    source: "help.webex.com 52ulis, Ways to add users for Webex Contact Center (roles cannot be set by CSV)",
    examples: kept(&[Example {
        before: "User ID/Email (Required),Webex Contact Center Standard Agent,Webex Contact Center Premium Agent\n\
                 anna@example.com,FALSE,Supervisor\nbo@example.com,Przełożony,\n",
        after: Some(
            "User ID/Email (Required),Webex Contact Center Standard Agent,Webex Contact Center Premium Agent\r\n\
             anna@example.com,FALSE,TRUE\r\nbo@example.com,FALSE,TRUE\r\n",
        ),
        baseline: None,
        options: "",
    }]),
    check: Check::Row(check),
};

/// The two roles in the languages of the help articles, with and without accents.
const SUPERVISORS: &str = "supervisor supervisors supervisore supervisora superviseur superviseure arbetsledare \
                           przełożony przelozony vejleder teamleder";
const ADMINISTRATORS: &str = "administrator administratör administratorer administrateur administrador administradora \
                              amministratore admin admins";

/// The role that a value names.
pub(crate) fn role_of(value: &str) -> Option<Role> {
    let small = small(value);
    let names = |roles: &str| {
        let mut words = small.split(|character: char| !character.is_alphanumeric());
        words.any(|word| roles.split(' ').any(|role| role == word))
    };
    match () {
        () if names(SUPERVISORS) => Some(Role::Supervisor),
        () if names(ADMINISTRATORS) => Some(Role::Administrator),
        () => None,
    }
}

/// Whether a value names a role.
pub(crate) fn is_role(value: &str) -> bool {
    role_of(value).is_some()
}

/// The role that the user needs; of two the one whose lists come first.
pub(crate) fn role_in(row: &Row<'_>) -> Option<Role> {
    named(row).map(|(_, role)| role).min()
}

/// The licence cells that name a role.
fn named<'r>(row: &'r Row<'_>) -> impl Iterator<Item = (usize, Role)> + 'r {
    let flags = row.columns().iter().filter(|column| column.class == Class::Flag && !column.dropped);
    flags.filter_map(|column| {
        let value = row.value(column.index);
        let role = if matches!(&*value, "" | "TRUE" | "FALSE") { None } else { role_of(&value) };
        Some((column.index, role?))
    })
}

fn check(row: &Row<'_>) -> Option<Finding> {
    let columns = &row.sheet.columns;
    let named: Vec<usize> = named(row).map(|(index, _)| index).collect();
    let first = *named.first()?;
    // A cell with a question of its own is not written over.
    let is_free = |index: &usize| {
        named.binary_search(index).is_ok() || row.flag(*index).is_some() || row.value(*index).is_empty()
    };
    let active = row.licence_columns(Some(Tier::Premium)).filter(|column| !is_suspended(column));
    let premium: Vec<usize> = active.map(|column| column.index).filter(is_free).collect();
    let given = premium.iter().find(|index| named.binary_search(index).is_ok() || row.flag(**index) == Some(true));
    let Some(given) = given.or(if premium.len() == 1 { premium.first() } else { None }) else {
        return Some(Finding::new().says(1).at(first));
    };
    let held = held_in(row, Tier::Standard, Mode::AddRemove).indexes();
    let mut cells = vec![(*given, "TRUE".to_owned())];
    let others = columns.iter().map(|column| column.index).filter(|index| index != given);
    for index in others {
        let is_standard = columns[index].tier() == Some(Tier::Standard);
        let value = match (is_standard, named.binary_search(&index).is_ok()) {
            (true, true) => "FALSE",
            (true, false) if row.flag(index) == Some(true) || held.binary_search(&index).is_ok() => "FALSE",
            (false, true) => "",
            _ => continue,
        };
        cells.push((index, value.to_owned()));
    }
    Some(Finding::new().at(first).ask(Act::ReplaceCells(cells)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_are_known() {
        for (value, role) in [
            ("Supervisor", true),
            ("Premium Agent - Supervisor role", true),
            ("ADMINISTRATÖR", true),
            ("Full administrator", true),
            ("Agent", false),
            ("TRUE", false),
            ("administer", false),
        ] {
            assert_eq!(is_role(value), role, "{value}");
        }
    }
}
