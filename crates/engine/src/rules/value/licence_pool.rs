//! V310 `licence-pool`: more licences given than the admin says are left.

use crate::demand::Pool;
use crate::rule::{Check, Example, Finding, Rule, Severity, kept};
use crate::users::Users;

pub(crate) static RULE: Rule = Rule {
    code: "V310",
    name: "licence-pool",
    severity: Severity::Blocker,
    summary: "More licences given than are left",
    why: "Control Hub refuses the rows for which no licence is left, and which rows that are is left to chance.",
    says: &[
        "The file needs more licences of “{name}” than you said are left: {needed}, and there are {left}.",
        "You said how many licences of “{name}” are left, but no column is called so.",
        "The file needs more licences of “{name}” than your profile says are left: {needed}, and there are {left}.",
    ],
    todo: "Buy or free licences first, or give the licence to fewer users. The plan names those who get one.",
    fix: None,
    source: "help.webex.com 52ulis, Ways to add users for Webex Contact Center (each user takes a licence); what happens \
             without enough of them is our inference",
    examples: kept(&[
        Example {
            before: "User ID/Email (Required),Webex Contact Center Premium Agent\r\n\
                     anna@example.com,TRUE\r\nbo@example.com,TRUE\r\n",
            after: None,
            baseline: None,
            options: r#"{"licences_left":{"Premium":1}}"#,
        },
        Example {
            before: "User ID/Email (Required),Webex Contact Center Premium Agent\r\n\
                     anna@example.com,TRUE\r\nbo@example.com,TRUE\r\n",
            after: None,
            baseline: None,
            options: r#"{"profile":{"profile":1,"licences_left":{"Premium":1,"Standard":5}}}"#,
        },
    ]),
    check: Check::Users(check),
};

fn check(users: &Users<'_>, found: &mut dyn FnMut(u32, Finding)) {
    let pools = users.demand.iter().flat_map(|demand| &demand.pools);
    pools.filter_map(|pool| of_pool(users, pool)).for_each(|finding| found(0, finding));
}

fn of_pool(users: &Users<'_>, pool: &Pool) -> Option<Finding> {
    let Some(index) = pool.index else {
        if pool.left.of_profile {
            return None; // one profile serves files with other columns, too
        }
        return Some(Finding::new().says(1).severity(Severity::Warning).arg("name", &pool.name));
    };
    // An exact repeat of a record takes no second licence.
    let again = users.repeated.iter().flat_map(|user| user.repeats.iter().map(|(place, _)| place.row));
    let again: std::collections::HashSet<u32> = again.collect();
    let needed = pool.rows.iter().filter(|row| !again.contains(row)).count();
    let says = if pool.left.of_profile { 2 } else { 0 };
    let finding = Finding::new().says(says).at(index).arg("name", &pool.name);
    (needed > pool.left.count).then(|| finding.arg("needed", needed).arg("left", pool.left.count))
}
