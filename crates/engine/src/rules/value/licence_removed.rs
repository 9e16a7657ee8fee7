//! V305 `licence-removed`: FALSE takes a licence that the user has, or may have.

use crate::profile::Tier;
use crate::report::Mode;
use crate::row::Row;
use crate::rule::{Act, Check, Evidence, Example, Finding, FixNote, Rule, Safety, Severity};
use crate::sheet::Column;

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
    examples: &[
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
    ],
    check: Check::Row(check),
};

fn check(row: &Row<'_>) -> Option<Finding> {
    if row.sheet.mode == Some(Mode::Add) {
        return None;
    }
    let removed: Vec<&Column> = row.sheet.columns.iter().filter(|column| is_removed(row, column)).collect();
    let first = removed.first()?;
    let act = Act::ReplaceCells(removed.iter().map(|column| (column.index, String::new())).collect());
    if !removed.iter().any(|column| is_compared(row, column)) {
        return Some(Finding::new().says(1).at(first.index).ask(act));
    }
    let licences: Vec<&str> = removed.iter().map(|column| column.name.as_str()).collect();
    let licences = licences.join(" and ");
    let evidence = Evidence::new("baseline", format!("Your export has TRUE for this user in {licences}."));
    Some(Finding::new().at(first.index).arg("licences", licences).ask(act).proven(evidence))
}

fn is_removed(row: &Row<'_>, column: &Column) -> bool {
    let Some(licence) = column.licence.as_ref().filter(|_| !column.dropped) else { return false };
    if row.flag(column.index) != Some(false) {
        return false;
    }
    let loses = if is_compared(row, column) {
        row.baseline(column).is_some_and(|value| value == "TRUE")
    } else {
        // Without the user's record nobody knows; a user whom the export does not have has no licence to lose.
        licence.contact_center.is_some() && !row.is_new
    };
    loses && !is_replaced(row, column)
}

/// Whether the export says what the user has in this column.
fn is_compared(row: &Row<'_>, column: &Column) -> bool {
    row.user.is_some() && column.baseline.is_some()
}

/// Another licence of the same service takes its place, or may do so once its cell can be read.
fn is_replaced(row: &Row<'_>, column: &Column) -> bool {
    let Some(licence) = &column.licence else { return false };
    let tier: Option<Tier> = licence.contact_center;
    row.sheet.columns.iter().filter(|other| other.index != column.index && !other.dropped).any(|other| {
        let is_same_service = other.licence.as_ref().is_some_and(|other| match tier {
            Some(_) => other.contact_center.is_some(),
            None => (licence.calling && other.calling) || licence.product.eq_ignore_ascii_case(&other.product),
        });
        let is_given_or_open = || row.flag(other.index).map_or(!row.value(other.index).is_empty(), |flag| flag);
        is_same_service && is_given_or_open()
    })
}
