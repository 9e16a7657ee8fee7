//! V305 `licence-removed`: FALSE takes a licence that the user has, or may have.

use crate::effect;
use crate::evidence;
use crate::licences::Given;
use crate::profile::Tier;
use crate::report::Mode;
use crate::row::Row;
use crate::rule::{Act, Check, Choice, Example, Finding, FixNote, Rule, Safety, Severity, kept};
use crate::sheet::Column;
use crate::words::{Arg, say};

pub(crate) static RULE: Rule = Rule {
    code: "V305",
    name: "licence-removed",
    severity: Severity::Warning,
    summary: "FALSE takes a licence away",
    why: "With “Add and remove services” FALSE removes a licence, and with both Contact Center columns FALSE the user \
          is no agent any more. A blank cell changes nothing.",
    says: &[
        "FALSE takes {licences} from this user, who has it in your export, and no other column gives a licence in its place.",
        "FALSE and no TRUE: if this user has a Contact Center licence, it is taken away.",
    ],
    todo: "If that is meant, leave it. If the licence shall stay, leave the cells blank.",
    fix: Some(FixNote { safety: Safety::Ask, does: "Leave the cells blank, so that the licence stays" }),
    source: "help.webex.com 52ulis, Ways to add users for Webex Contact Center (both FALSE removes the licence)",
    examples: kept(&[
        Example {
            before: "User ID/Email (Required),Webex Contact Center Standard Agent,Webex Contact Center Premium Agent\n\
                     anna@example.com,FALSE,FALSE\n",
            after: Some(
                "User ID/Email (Required),Webex Contact Center Standard Agent,Webex Contact Center Premium Agent\r\n\
                 anna@example.com,,\r\n",
            ),
            baseline: None,
            options: "",
        },
        Example {
            before: "User ID/Email (Required),Webex Contact Center Standard Agent,Webex Contact Center Premium Agent\n\
                     anna@example.com,FALSE,FALSE\nbo@example.com,FALSE,FALSE\n",
            after: Some(
                "User ID/Email (Required),Webex Contact Center Standard Agent,Webex Contact Center Premium Agent\r\n\
                 anna@example.com,FALSE,\r\nbo@example.com,FALSE,FALSE\r\n",
            ),
            baseline: Some(
                "User ID/Email (Required),Webex Contact Center Standard Agent,Webex Contact Center Premium Agent\r\n\
                 anna@example.com,FALSE,TRUE\r\nbo@example.com,FALSE,FALSE\r\n",
            ),
            options: "",
        },
    ]),
    check: Check::Row(check),
};

fn check(row: &Row<'_>) -> Option<Finding> {
    if row.sheet.mode == Some(Mode::Add) {
        return None;
    }
    let mut removed: Vec<&Column> = row.columns().iter().filter(|column| is_lost(row, column)).collect();
    if !removed.is_empty() {
        let given = Given::by(row);
        removed.retain(|column| !given.replaces(column));
    }
    let first = removed.first()?;
    let licences: Vec<&str> =
        removed.iter().filter(|column| held(row, column) == Some(true)).map(|column| column.name.as_str()).collect();
    if licences.is_empty() {
        return Some(Finding::new().says(1).at(first.index).ask(blank(&removed)));
    }
    let licences = Arg::ands(licences);
    let evidence = evidence::holds(licences.clone());
    let finding = Finding::new().at(first.index).arg("licences", licences);
    let takes = |tier| removed.iter().any(|column| column.tier() == Some(tier) && held(row, column) == Some(true));
    let finding = if takes(Tier::Standard) && takes(Tier::Premium) {
        // Both cannot stay: that would be V304.
        let choices = [("premium", Tier::Premium, Tier::Standard), ("standard", Tier::Standard, Tier::Premium)];
        let choices = choices.map(|(key, kept, gone)| {
            let kept_columns: Vec<&Column> =
                removed.iter().copied().filter(|column| column.tier() != Some(gone)).collect();
            let does = say!("{kept}: {kept} blank, {gone} FALSE", kept = kept.name(), gone = gone.name());
            Choice::new(key, does, blank(&kept_columns))
        });
        finding.choices(Safety::Ask, choices.to_vec())
    } else {
        finding.ask(blank(&removed))
    };
    Some(finding.proven(evidence))
}

fn blank(columns: &[&Column]) -> Act {
    Act::ReplaceCells(columns.iter().map(|column| (column.index, String::new())).collect())
}

/// Whether the export says that the user has this licence; `None` when it does not tell.
fn held(row: &Row<'_>, column: &Column) -> Option<bool> {
    row.user.as_ref().and_then(|_| row.exported_flag(column))
}

/// Whether FALSE takes something: a licence of the export, or one that the user may have.
fn is_lost(row: &Row<'_>, column: &Column) -> bool {
    let Some(licence) = column.licence.as_ref().filter(|_| !column.dropped) else { return false };
    // A user whom the export does not have has no licence to lose.
    let may_have = || licence.contact_center.is_some() && !row.is_new;
    let (before, cell) = (held(row, column), row.flag(column.index));
    let is_taken = cell.is_some() && effect::after(before, cell, effect::cautious(row.sheet.mode)) == Some(false);
    is_taken && before.unwrap_or_else(may_have)
}
