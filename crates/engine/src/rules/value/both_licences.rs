//! V304 `both-licences`: one user with the Standard and the Premium licence of Contact Center.

use crate::evidence::{self, Held, is_suspended};
use crate::profile::Tier;
use crate::report::Mode;
use crate::row::Row;
use crate::rule::{Act, Check, Choice, Evidence, Example, Finding, FixNote, Rule, Safety, Severity};

pub(crate) static RULE: Rule = Rule {
    code: "V304",
    name: "both-licences",
    severity: Severity::Blocker,
    summary: "One user with the Standard and the Premium licence",
    why: "A user needs one Contact Center licence only. What the importer does with both is not documented, and each \
          licence is paid for.",
    says: &[
        "This user gets Standard and Premium.",
        "This user gets Standard and Premium. With “Add services only” a FALSE takes no licence away; for that choose “Add \
         and remove services”.",
        "This user has {held} in your export and gets {wanted}, so that both stay.",
        "This user has {held} in your export and gets {wanted}. With “Add services only” both stay, whatever the file says.",
        "This user has {held} in your export and gets {wanted}, and the file has no column that takes {held} away.",
    ],
    todo: "Choose one: TRUE for the licence the user shall have, FALSE for the other, and import with “Add and remove services”.",
    fix: Some(FixNote { safety: Safety::Ask, does: "Keep one of the two licences" }),
    source: "help.webex.com 52ulis, Ways to add users for Webex Contact Center (a user needs a single licence); that \
             both in one file are a mistake is our inference",
    examples: &[
        Example {
            before: "User ID/Email (Required),Webex Contact Center Standard Agent,Webex Contact Center Premium Agent\n\
                     anna@example.com,TRUE,TRUE\n",
            after: Some(
                "User ID/Email (Required),Webex Contact Center Standard Agent,Webex Contact Center Premium Agent\r\n\
                 anna@example.com,FALSE,TRUE\r\n",
            ),
            baseline: None,
            options: r#"{"decisions":[{"rule":"both-licences","answer":"premium"}]}"#,
        },
        Example {
            before: "User ID/Email (Required),Webex Contact Center Standard Agent,Webex Contact Center Premium Agent\n\
                     anna@example.com,,TRUE\n",
            after: Some(
                "User ID/Email (Required),Webex Contact Center Standard Agent,Webex Contact Center Premium Agent\r\n\
                 anna@example.com,FALSE,TRUE\r\n",
            ),
            baseline: Some(
                "User ID/Email (Required),Webex Contact Center Standard Agent,Webex Contact Center Premium Agent\r\n\
                 anna@example.com,TRUE,FALSE\r\n",
            ),
            options: r#"{"mode":"add-remove","decisions":[{"rule":"both-licences","answer":"premium"}]}"#,
        },
    ],
    check: Check::Row(check),
};

fn check(row: &Row<'_>) -> Option<Finding> {
    let (standard, premium) = (given(row, Tier::Standard), given(row, Tier::Premium));
    match (standard.as_slice(), premium.as_slice()) {
        ([], []) => None,
        ([first, ..], []) => stays_beside(row, *first, Tier::Standard, Tier::Premium),
        ([], [first, ..]) => stays_beside(row, *first, Tier::Premium, Tier::Standard),
        ([..], [first, ..]) => Some(both_in_file(row, *first)),
    }
}

/// The columns of a tier with TRUE. Those of a suspended licence are asked about on their own.
fn given(row: &Row<'_>, tier: Tier) -> Vec<usize> {
    let active = row.licence_columns(Some(tier)).filter(|column| !is_suspended(column));
    active.map(|column| column.index).filter(|index| row.flag(*index) == Some(true)).collect()
}

fn both_in_file(row: &Row<'_>, at: usize) -> Finding {
    let choice = |key, wanted: Tier, other: Tier| {
        let held = held(row, other);
        let mut taken = given(row, other);
        if row.sheet.mode != Some(Mode::Add) {
            taken.extend(held.columns.iter().map(|column| column.index).filter(|index| row.flag(*index) != Some(true)));
        }
        let needs_mode = row.sheet.mode == Some(Mode::Add) && (!held.columns.is_empty() || held.elsewhere);
        let mode = if needs_mode { "; needs “Add and remove services”" } else { "" };
        let does = format!("{}: {} TRUE, {} FALSE{mode}", wanted.name(), wanted.name(), other.name());
        Choice::new(key, does, Act::ReplaceCells(set_false(taken)))
    };
    let choices =
        vec![choice("premium", Tier::Premium, Tier::Standard), choice("standard", Tier::Standard, Tier::Premium)];
    let says = usize::from(row.sheet.mode == Some(Mode::Add));
    Finding::new().says(says).at(at).choices(Safety::Ask, choices)
}

/// The file gives one licence, and the other one stays from before.
fn stays_beside(row: &Row<'_>, at: usize, wanted: Tier, other: Tier) -> Option<Finding> {
    let held = held(row, other);
    if held.columns.is_empty() && !held.elsewhere {
        return None;
    }
    if held.columns.iter().any(|column| row.flag(column.index).is_none() && !row.value(column.index).is_empty()) {
        return None; // its own question comes first
    }
    let finding = Finding::new().at(at).arg("held", other.name()).arg("wanted", wanted.name());
    if row.sheet.mode == Some(Mode::Add) {
        return Some(finding.says(3));
    }
    if held.elsewhere {
        return Some(finding.says(4));
    }
    let key = |tier| if tier == Tier::Premium { "premium" } else { "standard" };
    let does = |tier: Tier, gone: Tier| format!("{}: {} stays, {} FALSE", tier.name(), tier.name(), gone.name());
    let taken = held.columns.iter().map(|column| column.index).collect();
    let choices = vec![
        Choice::new(key(wanted), does(wanted, other), Act::ReplaceCells(set_false(taken))),
        Choice::new(key(other), does(other, wanted), Act::ReplaceCells(set_false(given(row, wanted)))),
    ];
    let says = format!("Your export has {} TRUE for this user.", other.name());
    Some(finding.says(2).choices(Safety::Ask, choices).proven(Evidence::new("baseline", says)))
}

fn held<'a>(row: &'a Row<'_>, tier: Tier) -> Held<'a> {
    evidence::held(row, tier, row.sheet.mode != Some(Mode::Add))
}

fn set_false(columns: Vec<usize>) -> Vec<(usize, String)> {
    columns.into_iter().map(|index| (index, "FALSE".to_owned())).collect()
}
