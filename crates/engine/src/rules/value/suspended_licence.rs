//! V307 `suspended-licence`: TRUE in a column whose licence is suspended.

use crate::licences::is_suspended;
use crate::profile::Class;
use crate::row::Cell;
use crate::rule::{Act, Check, Example, Finding, FixNote, Rule, Safety, Severity, kept};

pub(crate) static RULE: Rule = Rule {
    code: "V307",
    name: "suspended-licence",
    severity: Severity::Blocker,
    summary: "TRUE for a suspended licence",
    why: "The word (Suspended) in the header says that the subscription is suspended. The importer refuses the file \
          while TRUE stands in that column.",
    says: &["TRUE stands in a column of a suspended licence."],
    todo: "Leave the cell blank, and give the licence from another subscription or once this one is active again.",
    fix: Some(FixNote { safety: Safety::Ask, does: "Leave the cell blank" }),
    source: "help.webex.com e2okky, Add or modify users with the CSV template",
    examples: kept(&[Example {
        before: "User ID/Email (Required),Webex Contact Center Standard Agent (Suspended) [Sub1],Webex Contact Center Standard Agent [Sub2]\n\
                 anna@example.com,TRUE,TRUE\n",
        after: Some(
            "User ID/Email (Required),Webex Contact Center Standard Agent (Suspended) [Sub1],Webex Contact Center Standard Agent [Sub2]\r\n\
             anna@example.com,,TRUE\r\n",
        ),
        baseline: None,
        options: "",
    }]),
    check: Check::Cell(check),
};

fn check(cell: &Cell<'_>) -> Option<Finding> {
    let is_given = cell.value == "TRUE" && cell.class() == Class::Flag;
    (is_given && is_suspended(cell.column)).then(|| Finding::new().ask(Act::Replace(String::new())))
}
