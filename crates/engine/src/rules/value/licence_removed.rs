//! V305 `licence-removed`: FALSE takes a licence that the user has, or may have.

use std::collections::HashSet;

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
    let mut removed: Vec<&Column> = row.sheet.columns.iter().filter(|column| is_lost(row, column)).collect();
    if !removed.is_empty() {
        let given = Given::by(row);
        removed.retain(|column| !given.replaces(column));
    }
    let first = removed.first()?;
    let act = Act::ReplaceCells(removed.iter().map(|column| (column.index, String::new())).collect());
    let licences: Vec<&str> =
        removed.iter().filter(|column| held(row, column) == Some(true)).map(|column| column.name.as_str()).collect();
    if licences.is_empty() {
        return Some(Finding::new().says(1).at(first.index).ask(act));
    }
    let licences = licences.join(" and ");
    let evidence = Evidence::new("baseline", format!("Your export has TRUE for this user in {licences}."));
    Some(Finding::new().at(first.index).arg("licences", licences).ask(act).proven(evidence))
}

/// Whether the export says that the user has this licence; `None` when it does not tell.
fn held(row: &Row<'_>, column: &Column) -> Option<bool> {
    row.user.as_ref().and_then(|_| row.baseline_flag(column))
}

/// Whether FALSE takes something: a licence of the export, or one that the user may have.
fn is_lost(row: &Row<'_>, column: &Column) -> bool {
    let Some(licence) = column.licence.as_ref().filter(|_| !column.dropped) else { return false };
    // A user whom the export does not have has no licence to lose.
    let may_have = || licence.contact_center.is_some() && !row.is_new;
    row.flag(column.index) == Some(false) && held(row, column).unwrap_or_else(may_have)
}

/// What the row gives, or may give once its cells can be read.
#[derive(Default)]
struct Given {
    contact_center: bool,
    calling: bool,
    products: HashSet<String>,
}

impl Given {
    fn by(row: &Row<'_>) -> Self {
        let mut given = Given::default();
        for column in row.sheet.columns.iter().filter(|column| !column.dropped) {
            let Some(licence) = &column.licence else { continue };
            if row.flag(column.index).unwrap_or_else(|| !row.value(column.index).is_empty()) {
                given.contact_center |= licence.contact_center.is_some();
                given.calling |= licence.calling;
                given.products.insert(licence.product.to_ascii_lowercase());
            }
        }
        given
    }

    /// Whether another licence of the same service takes the place of this one.
    fn replaces(&self, column: &Column) -> bool {
        column.licence.as_ref().is_some_and(|licence| match licence.contact_center {
            Some(_) => self.contact_center,
            None => (licence.calling && self.calling) || self.products.contains(&licence.product.to_ascii_lowercase()),
        })
    }
}
