//! V309 `assignment-switched-off`: a FALSE keeps a new user from the automatic licence assignment.

use crate::profile::Class;
use crate::row::Row;
use crate::rule::{Act, Check, Example, Finding, FixNote, Rule, Safety, Severity, kept};

pub(crate) static RULE: Rule = Rule {
    code: "V309",
    name: "assignment-switched-off",
    severity: Severity::Note,
    summary: "FALSE that keeps a new user from the automatic licence assignment",
    why: "Your organization assigns licences to new users automatically, but only where all service cells of the row are \
          blank: one TRUE or FALSE switches the assignment off for that user.",
    says: &[
        "This user is new and has FALSE, so that no licence is assigned automatically.",
        "This user is new and has TRUE and FALSE, so that the user gets what has TRUE and nothing else.",
    ],
    todo: "Leave all service cells of the row blank if the automatic assignment shall decide; otherwise leave it as it is.",
    fix: Some(FixNote { safety: Safety::Ask, does: "Leave the service cells blank" }),
    source: "help.webex.com e2okky, Add or modify users with the CSV template (a blank leaves the automatic assignment on)",
    examples: kept(&[Example {
        before: "User ID/Email (Required),Webex Contact Center Standard Agent,Webex Contact Center Premium Agent\r\n\
                 anna@example.com,FALSE,FALSE\r\n",
        after: Some(
            "User ID/Email (Required),Webex Contact Center Standard Agent,Webex Contact Center Premium Agent\r\n\
             anna@example.com,,\r\n",
        ),
        baseline: Some(
            "User ID/Email (Required),Webex Contact Center Standard Agent,Webex Contact Center Premium Agent\r\n\
             bo@example.com,TRUE,FALSE\r\n",
        ),
        options: r#"{"automatic_assignment":true}"#,
    }]),
    check: Check::Row(check),
};

fn check(row: &Row<'_>) -> Option<Finding> {
    if !row.sheet.automatic_assignment || !row.is_new {
        return None;
    }
    let services = row.columns().iter().filter(|column| column.class == Class::Flag && !column.dropped);
    let services: Vec<usize> = services.map(|column| column.index).collect();
    let refused: Vec<usize> = services.iter().copied().filter(|index| row.flag(*index) == Some(false)).collect();
    let first = *refused.first()?;
    if services.iter().any(|index| row.flag(*index) == Some(true)) {
        return Some(Finding::new().says(1).at(first));
    }
    Some(
        Finding::new()
            .at(first)
            .ask(Act::ReplaceCells(refused.into_iter().map(|index| (index, String::new())).collect())),
    )
}
