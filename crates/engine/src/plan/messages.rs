//! How far the plan can be trusted: what is odd about the baseline, in sentences.
//!
//! What must stay true: each sentence says what was seen, what it means for the plan, and what to do.

use super::is_attribute;
use super::shape::Plan;
use crate::Options;
use crate::baseline::Lookup;
use crate::effect::Service;
use crate::plain::is_iso_time;
use crate::profile::{Class, Kind};
use crate::records::Record;
use crate::run::Run;
use crate::sheet::Sheet;
use crate::summary::plural;
use crate::text::{cut, row_numbers};

/// Columns that one sentence names.
const MOST_NAMED: usize = 5;

/// Fewer users of a file say nothing about where the export comes from.
const FEW_USERS: usize = 4;

/// `newer`: users of whom the file knows a later time than the export.
pub(super) fn messages(
    run: &Run<'_>,
    plan: &Plan,
    services: &[Service],
    newer: usize,
    options: &Options,
) -> Vec<String> {
    let mut messages = Vec::new();
    match &plan.baseline {
        None => messages.push(
            "There is no export to compare with, so nobody can tell what your users hold now. Export your users from \
             Control Hub and give that file as the baseline; then the plan names what each user loses and gains."
                .to_owned(),
        ),
        Some(baseline) => {
            messages.extend(baseline.message.clone());
            if baseline.records > 0 {
                messages.extend(few_common(plan.totals.in_file, baseline.matched));
                messages.extend(older(newer));
                messages.extend(other_columns(run.sheet, services));
            }
        }
    }
    for name in options.licences_left.keys() {
        if !services.iter().any(|service| service.is_called(name)) {
            messages.push(format!(
                "You said how many licences of “{}” are left, but no column is called so. Use Standard, Premium, or the \
                 name of a column.",
                cut(name, 80)
            ));
        }
    }
    messages
}

/// Most users of the file are strangers to the export.
pub(crate) fn few_common(users: usize, matched: usize) -> Option<String> {
    (users >= FEW_USERS && matched * 4 < users).then(|| {
        let known = if matched == 1 { "is" } else { "are" };
        format!(
            "Only {matched} of the {users} users of your file {known} in the export. Unless the others are new, it belongs \
             to another organization or is an old one: check that you chose the right export."
        )
    })
}

/// Rows of which nobody knows yet whom they name; from 1.
pub(super) fn in_doubt(rows: &[u32]) -> Option<String> {
    let named = row_numbers(rows, rows.len());
    let (its, users) = if rows.len() == 1 { ("its", "user") } else { ("their", "users") };
    (!rows.is_empty()).then(|| {
        format!(
            "Nothing is planned for {named}: nobody has decided yet which of {its} values stands in which column. Decide \
             about that first; until then {its} {users} may be listed as absent."
        )
    })
}

fn older(newer: usize) -> Option<String> {
    (newer > 0).then(|| {
        let users = plural(newer, "user", "users");
        format!(
            "Your file is younger than the export: it knows {users} with a later “Last Service Accessed Time”. What changed \
             in between is not in the plan; use the export that the file was made from, or a fresh one."
        )
    })
}

fn other_columns(sheet: &Sheet<'_>, services: &[Service]) -> Option<String> {
    let licences = services.iter().filter(|service| service.baseline.is_none()).map(|service| service.header.as_str());
    let others = sheet.columns.iter().filter(|column| is_attribute(sheet, column) && column.baseline.is_none());
    let missing: Vec<&str> = licences.chain(others.map(|column| column.name.as_str())).collect();
    let (named, more) = missing.split_at(missing.len().min(MOST_NAMED));
    (!missing.is_empty()).then(|| {
        let named: Vec<String> = named.iter().map(|name| format!("“{}”", cut(name, 80))).collect();
        let more = if more.is_empty() { String::new() } else { format!(" and {} more", more.len()) };
        format!(
            "The export lacks columns of your file: {}{more}. What your users have there now is not known; a full export \
             would tell.",
            named.join(", ")
        )
    })
}

/// Whether the file saw the user at work later than the export did.
pub(super) fn is_newer(sheet: &Sheet<'_>, record: &Record<'_>, found: Option<&Lookup<'_>>) -> bool {
    let (Some(Lookup::Known(user)), Some(column)) = (found, sheet.column_of(Kind::LastServiceAccessedTime)) else {
        return false;
    };
    let exported = column.baseline.and_then(|index| user.value(index)).unwrap_or_default();
    let time = record.value(column.index);
    column.class == Class::Date
        && is_iso_time(time.as_bytes())
        && is_iso_time(exported.as_bytes())
        && time.get(..19) > exported.get(..19)
}
