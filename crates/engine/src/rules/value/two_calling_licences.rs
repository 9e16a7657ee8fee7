//! V353 `two-calling-licences`: one user with more than one Calling licence.

use crate::licences::calling::{Calling, stays_beside};
use crate::row::Row;
use crate::rule::{Check, Example, Finding, Rule, Severity, kept};
use crate::words::Arg;

pub(crate) static RULE: Rule = Rule {
    code: "V353",
    name: "two-calling-licences",
    severity: Severity::Blocker,
    summary: "One user with two Calling licences",
    why: "A user can have one Calling licence only. Control Hub refuses the row.",
    says: &[
        "This user gets {given}.",
        "This user gets {given} and has {held} in your export, which this import does not take away.",
    ],
    todo: "Leave TRUE in the one column that is meant and write FALSE into the others. To replace a licence that the user has, \
           import with “Add and remove services”.",
    fix: None,
    source: "help.webex.com nz0krq9, Add users for Webex Calling (one Calling licence for each user)",
    examples: kept(&[
        Example {
            before: "User ID/Email (Required),Location,Extension,Webex Calling - Professional,Webex Calling - Standard\r\n\
                     anna@example.com,Aarhus,1234,TRUE,TRUE\r\n",
            after: None,
            baseline: None,
            options: "",
        },
        Example {
            before: "User ID/Email (Required),Location,Extension,Webex Calling - Professional\r\nanna@example.com,Aarhus,1234,TRUE\r\n",
            after: None,
            baseline: Some(
                "User ID/Email (Required),Location,Extension,Webex Calling - Professional,Webex Calling - Standard\r\n\
                 anna@example.com,Aarhus,1234,FALSE,TRUE\r\n",
            ),
            options: "",
        },
    ]),
    check: Check::Row(check),
};

fn check(row: &Row<'_>) -> Option<Finding> {
    let calling = Calling::of(row)?;
    let columns = &row.sheet.columns;
    let is_new = |index: &usize| row.exported_flag(&columns[*index]) != Some(true);
    if !calling.columns.iter().any(is_new) {
        return None; // as it is already
    }
    let stays = stays_beside(row);
    if calling.columns.len() + stays.len() < 2 {
        return None;
    }
    let given = calling.columns.iter().map(|index| Arg::quoted(&columns[*index].name)).collect();
    let held: Vec<Arg> = stays.iter().map(|name| Arg::quoted(name)).collect();
    let finding = Finding::new().says(usize::from(!held.is_empty())).at(*calling.columns.last()?);
    Some(finding.arg("given", Arg::all(given)).arg("held", Arg::all(held)))
}
