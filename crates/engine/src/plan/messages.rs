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
use crate::text::cut;
use crate::words::{Arg, Say, say};

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
    let words = &run.sheet.words;
    let mut messages = Vec::new();
    match &plan.baseline {
        None => messages.push(words.say(&say!(
            "There is no export to compare with, so nobody can tell what your users hold now. Export your users from \
             Control Hub and give that file as the baseline; then the plan names what each user loses and gains."
        ))),
        Some(baseline) => {
            messages.extend(baseline.message.clone());
            if baseline.records > 0 {
                let doubts = [
                    few_common(plan.totals.in_file, baseline.matched),
                    older(newer),
                    other_columns(run.sheet, services),
                ];
                messages.extend(doubts.iter().flatten().map(|says| words.say(says)));
            }
        }
    }
    for name in options.licences_left.keys() {
        if !services.iter().any(|service| service.is_called(name)) {
            messages.push(words.say(&say!(
                "You said how many licences of “{name}” are left, but no column is called so. Use Standard, Premium, or the \
                 name of a column.",
                name = cut(name, 80),
            )));
        }
    }
    messages
}

/// Most users of the file are strangers to the export.
pub(crate) fn few_common(users: usize, matched: usize) -> Option<Say> {
    (users >= FEW_USERS && matched * 4 < users).then(|| {
        say!(
            "Only {matched} of the {users} users of your file {matched|is|are} in the export. Unless the others are new, it \
             belongs to another organization or is an old one: check that you chose the right export.",
            matched = matched,
            users = users,
        )
    })
}

/// Rows of which nobody knows yet whom they name; from 1.
pub(super) fn in_doubt(rows: &[u32]) -> Option<Say> {
    (!rows.is_empty()).then(|| {
        say!(
            "Nothing is planned for {rows|row|rows} {rows}: nobody has decided yet which of {rows|its|their} values stands in \
             which column. Decide about that first; until then {rows|its user|their users} may be listed as absent.",
            rows = Arg::rows(rows, rows.len()),
        )
    })
}

fn older(newer: usize) -> Option<Say> {
    (newer > 0).then(|| {
        say!(
            "Your file is younger than the export: it knows {users} {users|user|users} with a later “Last Service Accessed \
             Time”. What changed in between is not in the plan; use the export that the file was made from, or a fresh one.",
            users = Arg::Count(newer),
        )
    })
}

fn other_columns(sheet: &Sheet<'_>, services: &[Service]) -> Option<Say> {
    let licences = services.iter().filter(|service| service.baseline.is_none()).map(|service| service.header.as_str());
    let others = sheet.columns.iter().filter(|column| is_attribute(sheet, column) && column.baseline.is_none());
    let missing: Vec<&str> = licences.chain(others.map(|column| column.name.as_str())).collect();
    let named: Vec<Arg> = missing.iter().take(MOST_NAMED).map(|name| Arg::quoted(&cut(name, 80))).collect();
    let named = match missing.len() - named.len() {
        0 => Arg::Joined(named),
        more => Arg::List { items: named, more },
    };
    (!missing.is_empty()).then(|| {
        say!(
            "The export lacks columns of your file: {columns}. What your users have there now is not known; a full export \
             would tell.",
            columns = named,
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
