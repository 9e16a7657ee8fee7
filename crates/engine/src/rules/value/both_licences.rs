//! V304 `both-licences`: one user with the Standard and the Premium licence of Contact Center.

use crate::evidence;
use crate::licences::{given, held, is_suspended, set_false};
use crate::profile::Tier;
use crate::report::Mode;
use crate::row::Row;
use crate::rule::{Act, Check, Choice, Example, Finding, FixNote, Rule, Safety, Severity, kept};
use crate::words::say;

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
        "This user has Standard and Premium in your export, and both stay.",
        "This user has Standard and Premium in your export. With “Add services only” both stay, whatever the file says.",
    ],
    todo: "Choose one: TRUE for the licence the user shall have, FALSE for the other, and import with “Add and remove services”.",
    fix: Some(FixNote { safety: Safety::Ask, does: "Keep one of the two licences" }),
    source: "help.webex.com 52ulis, Ways to add users for Webex Contact Center (a user needs a single licence); that \
             both in one file are a mistake is our inference",
    examples: kept(&[
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
    ]),
    check: Check::Row(check),
};

fn check(row: &Row<'_>) -> Option<Finding> {
    let (standard, premium) = (given(row, Tier::Standard), given(row, Tier::Premium));
    match (standard.as_slice(), premium.as_slice()) {
        ([], []) => both_stay(row),
        ([first, ..], []) => stays_beside(row, *first, Tier::Standard, Tier::Premium),
        ([], [first, ..]) => stays_beside(row, *first, Tier::Premium, Tier::Standard),
        ([..], [first, ..]) => Some(both_in_file(row, *first)),
    }
}

fn both_in_file(row: &Row<'_>, at: usize) -> Finding {
    let only_adds = row.sheet.mode == Some(Mode::Add);
    let finding = Finding::new().says(usize::from(only_adds)).at(at);
    if only_adds && [Tier::Standard, Tier::Premium].iter().any(|tier| !held(row, *tier).is_nothing()) {
        return finding; // only the other mode takes away what the user has
    }
    let choice = |(key, wanted, other): (&'static str, Tier, Tier)| {
        let mut taken = given(row, other);
        taken.extend(held(row, other).indexes().into_iter().filter(|index| row.flag(*index) != Some(true)));
        let does = say!("{wanted}: {wanted} TRUE, {other} FALSE", wanted = wanted.name(), other = other.name());
        Choice::new(key, does, Act::ReplaceCells(set_false(taken)))
    };
    let choices = [("premium", Tier::Premium, Tier::Standard), ("standard", Tier::Standard, Tier::Premium)].map(choice);
    finding.choices(Safety::Ask, choices.to_vec())
}

/// The file gives one licence, and the other one stays from before.
fn stays_beside(row: &Row<'_>, at: usize, wanted: Tier, other: Tier) -> Option<Finding> {
    let held = held(row, other);
    if held.is_nothing() || held.is_asked(row) {
        return None;
    }
    let finding = Finding::new().at(at).arg("held", other.name()).arg("wanted", wanted.name());
    if row.sheet.mode == Some(Mode::Add) {
        return Some(finding.says(3));
    }
    if held.elsewhere {
        return Some(finding.says(4));
    }
    let choices = vec![stays(wanted, other, held.indexes()), stays(other, wanted, given(row, wanted))];
    Some(finding.says(2).choices(Safety::Ask, choices).proven(evidence::holds_tier(Some(other))))
}

/// The user has both from before. A file without such a column says nothing of them.
fn both_stay(row: &Row<'_>) -> Option<Finding> {
    let at = row.user.as_ref().and_then(|_| row.licence_columns(None).find(|column| !is_suspended(column)))?.index;
    let [standard, premium] = [Tier::Standard, Tier::Premium].map(|tier| held(row, tier));
    let is_both = !standard.is_nothing() && !premium.is_nothing();
    if !is_both || standard.is_asked(row) || premium.is_asked(row) {
        return None;
    }
    if row.sheet.mode == Some(Mode::Add) {
        return Some(Finding::new().says(6).at(at));
    }
    let choices = [(Tier::Premium, Tier::Standard, standard), (Tier::Standard, Tier::Premium, premium)]
        .into_iter()
        .filter(|(_, _, gone)| !gone.elsewhere)
        .map(|(wanted, other, gone)| stays(wanted, other, gone.indexes()));
    Some(Finding::new().says(5).at(at).choices(Safety::Ask, choices.collect()).proven(evidence::holds_tier(None)))
}

fn stays(wanted: Tier, gone: Tier, taken: Vec<usize>) -> Choice {
    let key = if wanted == Tier::Premium { "premium" } else { "standard" };
    let does = say!("{wanted}: {wanted} stays, {gone} FALSE", wanted = wanted.name(), gone = gone.name());
    Choice::new(key, does, Act::ReplaceCells(set_false(taken)))
}
