//! U403 `duplicate-user`: one user in several rows.

use crate::evidence;
use crate::licences::is_suspended;
use crate::profile::Tier;
use crate::rule::{Act, Check, Choice, Example, Finding, FixNote, Rule, Safety, Severity, kept};
use crate::sheet::Sheet;
use crate::users::{Place, Repeated, Users};
use crate::words::{Arg, say};

pub(crate) static RULE: Rule = Rule {
    code: "U403",
    name: "duplicate-user",
    severity: Severity::Blocker,
    summary: "One user in several rows",
    why: "The importer takes the first row of a user and skips the others, so that what they say is lost. Addresses are the \
          same in capitals and small letters.",
    says: &[
        "{address} stands in row {first} already, with the same cells.",
        "{address} stands in rows {rows}, with different cells.",
    ],
    todo: "Leave one row for each user.",
    fix: Some(FixNote { safety: Safety::Safe, does: "Leave one row of this user" }),
    source: "Seen in older Control Hub clients (the second row is skipped); that capitals make no difference is our inference",
    examples: kept(&[
        Example {
            before: "User ID/Email (Required),Department,Webex Contact Center Standard Agent\n\
                     anna@example.com,Support,TRUE\nbo@example.com,Support,TRUE\nanna@example.com,Support,TRUE\n",
            after: Some(
                "User ID/Email (Required),Department,Webex Contact Center Standard Agent\r\n\
                 anna@example.com,Support,TRUE\r\nbo@example.com,Support,TRUE\r\n",
            ),
            baseline: None,
            options: "",
        },
        Example {
            before: "User ID/Email (Required),Department,Webex Contact Center Standard Agent\n\
                     anna@example.com,Support,\nAnna@Example.com,,TRUE\n",
            after: Some(
                "User ID/Email (Required),Department,Webex Contact Center Standard Agent\r\nanna@example.com,Support,TRUE\r\n",
            ),
            baseline: None,
            options: r#"{"decisions":[{"rule":"duplicate-user","answer":"merge"}]}"#,
        },
    ]),
    check: Check::Users(check),
};

fn check(users: &Users<'_>, tell: &mut dyn FnMut(u32, Finding)) {
    // In the order of the rows; each finding is made when it is told, for there may be millions.
    // Row and user make one number, as what is sorted elsewhere: a sort of another type weighs.
    let place_of = |row: u32, at: u32| u64::from(row) << 32 | u64::from(at);
    let mut told: Vec<(u64, u32)> = Vec::new();
    for (at, user) in (0..).zip(&users.repeated) {
        told.extend((0..).zip(&user.repeats).map(|(nth, (place, _))| (place_of(place.row, at), nth)));
        told.extend(user.variants.get(1).map(|second| (place_of(second.row, at), u32::MAX)));
    }
    told.sort_unstable();
    for (place, nth) in told {
        let (row, user) = ((place >> 32) as u32, &users.repeated[place as u32 as usize]);
        let finding = match user.repeats.get(nth as usize) {
            Some((place, of)) => repeat(user, *place, *of),
            None => variants(users.sheet, user, user.variants[0], user.variants[1]),
        };
        tell(row, Finding { index: users.sheet.key, ..finding });
    }
}

fn repeat(user: &Repeated, place: Place, of: Place) -> Finding {
    let act = Act::Resolve { drop: vec![place.row], keep: of.row, cells: Vec::new() };
    let evidence = evidence::same_row(of.row);
    let finding = Finding::new().arg("address", &user.address).arg("first", of.row).value(&user.address);
    let finding = finding.safe(act).does(say!("Leave this row out, row {row} stays", row = of.row)).proven(evidence);
    Finding { line: Some(place.line), ..finding }
}

fn variants(sheet: &Sheet<'_>, user: &Repeated, first: Place, second: Place) -> Finding {
    let rows: Vec<u32> = user.variants.iter().map(|place| place.row).collect();
    let (last, kept) = last(user);
    let keep = |row: u32, cells: Vec<(usize, String)>| Act::Resolve {
        drop: rows.iter().copied().filter(|other| *other != row).collect(),
        keep: row,
        cells,
    };
    let mut choices = vec![
        Choice::new(
            "first",
            say!("Keep row {row}, leave out the others", row = first.row),
            keep(first.row, Vec::new()),
        ),
        Choice::new("last", say!("Keep row {row}, leave out the others", row = last), keep(kept, Vec::new())),
    ];
    if let Some(merged) = user.merged.as_ref().filter(|merged| !has_both_licences(sheet, merged)) {
        let before = |index: usize| user.first.get(index).map_or("", String::as_str);
        let cells = merged.iter().cloned().enumerate().filter(|(index, value)| before(*index) != value);
        let does = say!("Put all into row {row}: no cell contradicts another", row = first.row);
        choices.push(Choice::new("merge", does, keep(first.row, cells.collect())));
    }
    let finding = Finding::new()
        .says(1)
        .arg("address", &user.address)
        .arg("rows", Arg::rows(&rows, rows.len()))
        .value(&user.address);
    Finding { line: Some(second.line), ..finding.choices(Safety::Ask, choices) }
}

/// The last row of all, and the variant that has its cells: a row that repeats another one is left out in favour of it.
fn last(user: &Repeated) -> (u32, u32) {
    let variants = user.variants.iter().map(|place| (place.row, place.row));
    variants.chain(user.repeats.iter().map(|(place, of)| (place.row, of.row))).max().unwrap_or_default()
}

/// Whether a merged record would give what no user may have: the question of V304, made by our own fix.
fn has_both_licences(sheet: &Sheet<'_>, merged: &[String]) -> bool {
    let gives = |tier: Tier| {
        let mut columns = sheet.columns.iter().filter(|column| column.tier() == Some(tier) && !is_suspended(column));
        columns.any(|column| merged.get(column.index).is_some_and(|value| value == "TRUE"))
    };
    gives(Tier::Standard) && gives(Tier::Premium)
}
