//! V306 `false-without-effect`: FALSE in a file that is imported with “Add services only”.

use crate::report::Mode;
use crate::rule::{Check, Example, Finding, Rule, Severity, kept};
use crate::users::Users;

pub(crate) static RULE: Rule = Rule {
    code: "V306",
    name: "false-without-effect",
    severity: Severity::Note,
    summary: "FALSE that “Add services only” ignores",
    why: "“Add services only” gives what has TRUE and passes over FALSE; only “Add and remove services” takes a licence away.",
    says: &[
        "This column has FALSE, first in row {row}, and that takes nothing away.",
        "Row {row} is the first in which a user gives up one licence for the other; “Add services only” would leave both.",
    ],
    todo: "If nobody shall lose a licence, leave it. If FALSE shall take the licence away, choose “Add and remove services”, \
           and read the plan first.",
    fix: None,
    source: "help.webex.com 52ulis, Ways to add users for Webex Contact Center (Add services only)",
    examples: kept(&[Example {
        before: "User ID/Email (Required),Webex Contact Center Standard Agent,Webex Contact Center Premium Agent\r\n\
                 anna@example.com,FALSE,TRUE\r\n",
        after: None,
        baseline: None,
        options: r#"{"mode":"add"}"#,
    }]),
    check: Check::Users(check),
};

fn check(users: &Users<'_>, found: &mut dyn FnMut(u32, Finding)) {
    let Some(demand) = users.demand else { return };
    if users.sheet.mode != Some(Mode::Add) {
        if let Some((row, service)) = demand.switched {
            let finding = Finding { index: demand.column(service), ..Finding::new() };
            found(0, finding.says(1).arg("row", row));
        }
        return;
    }
    let ignored = demand.ignored.iter().enumerate().filter_map(|(at, row)| Some(((*row)?, demand.column(at)?)));
    for (row, index) in ignored {
        found(0, Finding::new().at(index).arg("row", row));
    }
}
