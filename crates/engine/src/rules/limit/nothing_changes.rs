//! L502 `nothing-changes`: rows that the import would change nothing by.

use std::collections::HashSet;

use crate::evidence;
use crate::rule::{Act, Check, Choice, Example, Finding, FixNote, Rule, Safety, Severity, kept};
use crate::users::Users;
use crate::words::say;

pub(crate) static RULE: Rule = Rule {
    code: "L502",
    name: "nothing-changes",
    severity: Severity::Note,
    summary: "Rows that change nothing",
    why: "Whatever does not stand in the file cannot be changed by mistake, and a shorter file is imported sooner.",
    says: &[
        "{idle} of the {users} rows change nothing: your export has the same for these users.",
        "No row changes anything: your export has the same for all users of this file.",
        "1 of the {users} rows changes nothing: your export has the same for this user.",
        "With “Add services only” {idle} of the {users} rows {idle|changes|change} nothing: there is only what your export \
         has, or FALSE, which takes nothing away.",
        "With “Add services only” no row changes anything: there is only what your export has, or FALSE, which takes \
         nothing away.",
    ],
    todo: "With these rows or without them the tenant is the same afterwards. If you expected a change, look whether the mode is \
           right and whether this is the file that you edited.",
    fix: Some(FixNote { safety: Safety::Ask, does: "Leave out the rows that change nothing" }),
    source: "help.webex.com e2okky, Add or modify users with the CSV template (leaving out what is not changed)",
    examples: kept(&[Example {
        before: "User ID/Email (Required),Title,Webex Contact Center Premium Agent\r\n\
                 anna@example.com,Agent,TRUE\r\nbo@example.com,Lead,TRUE\r\n",
        after: Some(
            "User ID/Email (Required),Title,Webex Contact Center Premium Agent\r\nbo@example.com,Lead,TRUE\r\n",
        ),
        baseline: Some(
            "User ID/Email (Required),Title,Webex Contact Center Premium Agent\r\n\
             anna@example.com,Agent,TRUE\r\nbo@example.com,Agent,TRUE\r\n",
        ),
        options: r#"{"decisions":[{"rule":"nothing-changes","answer":"leave-out"}]}"#,
    }]),
    check: Check::Users(check),
};

fn check(users: &Users<'_>, found: &mut dyn FnMut(u32, Finding)) {
    let Some(demand) = users.demand.filter(|_| users.sheet.baseline.is_some()) else { return };
    let mut repeated = HashSet::new();
    users.repeated.iter().for_each(|user| repeated.extend(user.rows()));
    let idle = demand.idle_without(&repeated);
    if idle.is_empty() {
        return;
    }
    let by_mode = demand.ignores_without(&repeated);
    if idle.len() >= demand.rows {
        found(0, Finding::new().says(if by_mode { 4 } else { 1 }));
        return;
    }
    let says = match idle.len() {
        _ if by_mode => 3,
        1 => 2,
        _ => 0,
    };
    let finding = Finding::new().says(says).arg("idle", idle.len()).arg("users", demand.rows);
    // Two choices, so that nobody who agrees to all plausible corrections gets a shorter file unasked.
    let leave_out = Act::Resolve { drop: idle, keep: 0, cells: Vec::new() };
    let keep = Act::Resolve { drop: Vec::new(), keep: 0, cells: Vec::new() };
    let choices = vec![
        Choice::new("leave-out", say!("Leave these rows out"), leave_out),
        Choice::new("keep", say!("Keep these rows"), keep),
    ];
    found(0, finding.choices(Safety::Ask, choices).proven(evidence::idle_rows(by_mode)));
}
