//! The minimal file: only the columns and rows that change anything.
//!
//! What must stay true: it leads to the same tenant as the whole file; a new user keeps every cell, since a FALSE
//! switches the automatic assignment off.

use std::collections::HashMap;
use std::ops::ControlFlow;

use super::table::Table;
use crate::baseline::Lookup;
use crate::effect::{Effect, look_up, modes, services};
use crate::licences::calling::WITH_CALLING;
use crate::part::Part;
use crate::plan::changed_attributes;
use crate::profile::{Class, Kind};
use crate::records::Record;
use crate::refusal::refusal;
use crate::report::Refusal;
use crate::run::{Purpose, Run, run_for};
use crate::sheet::Column;
use crate::words::say;
use crate::{Input, Options};

/// The minimal file.
#[derive(Clone, Debug)]
pub struct Minimal {
    /// In as many parts as the limit asks for.
    pub parts: Vec<Part<'static>>,
    /// Rows that are left out.
    pub rows_left_out: usize,
    /// Names of the columns that are left out.
    pub columns_left_out: Vec<String>,
}

/// The address, the names, and only the columns and rows that change anything; imported in the same mode the tenant is
/// the same as after the whole file. Without a mode it holds what changes anything in either.
///
/// # Errors
/// When there is no corrected file, no baseline that can tell what changes, or nothing that does.
pub fn minimal(input: &Input<'_>, options: &Options) -> Result<Minimal, Refusal> {
    let never = &mut |_| ControlFlow::Continue(());
    let made = run_for(Purpose::Records, input, options, never, |run| minimal_of(&run, options));
    made.unwrap_or_else(|| Err(super::stopped(options)))
}

pub(super) fn minimal_of(run: &Run<'_>, options: &Options) -> Result<Minimal, Refusal> {
    super::refuse_undecided(run)?;
    if run.sheet.baseline.is_none_or(|baseline| baseline.summary.records == 0) {
        return Err(refusal(
            &run.sheet.words,
            "no-baseline",
            &say!(
                "Only an export of your users tells which rows change anything. Give one as the baseline; until then import the corrected file."
            ),
        ));
    }
    let (services, modes) = (services(run.sheet), modes(options.mode));
    let mut records_of: HashMap<String, usize> = HashMap::new();
    if run.has_repeats {
        run.each_written(&mut |record| *records_of.entry(user(run, &record)).or_default() += 1);
    }
    let mut is_kept: Vec<bool> = run.sheet.columns.iter().map(|column| is_always_kept(run, column)).collect();
    let (mut rows, mut left_out) = (Vec::new(), 0);
    run.each_written(&mut |record| {
        let address = user(run, &record);
        let found = look_up(run.sheet.baseline, &address);
        let is_repeated = records_of.get(&address).is_some_and(|count| *count > 1);
        let Some(Lookup::Known(known)) = found.as_ref().filter(|_| !is_repeated) else {
            // Nobody knows what is there already.
            rows.push(values(run, &record));
            let filled = run.sheet.columns.iter().filter(|column| can_be_set(column));
            for column in filled.filter(|column| !record.bytes(column.index).is_empty()) {
                is_kept[column.index] = true;
            }
            return;
        };
        let effect = Effect::new(&services, found.as_ref(), |index| record.value(index));
        let changed = (0..services.len()).filter(|at| effect.changes(*at, &modes));
        let attributes = changed_attributes(run.sheet, &record, known);
        let mut gives_calling = false;
        let changed = changed.inspect(|at| gives_calling |= services[*at].calling).filter_map(|at| services[at].file);
        let mut changing: Vec<usize> = changed.chain(attributes.into_iter().map(|attribute| attribute.index)).collect();
        if gives_calling {
            let needed = WITH_CALLING.into_iter().filter_map(|kind| run.sheet.column_of(kind));
            changing.extend(needed.filter(|column| !column.dropped).map(|column| column.index));
        }
        if changing.is_empty() {
            left_out += 1;
            return;
        }
        for index in changing {
            is_kept[index] = true;
        }
        rows.push(values(run, &record));
    });
    if rows.is_empty() {
        return Err(refusal(
            &run.sheet.words,
            "nothing-changes",
            &say!("No row of this file changes anything, so there is nothing to import."),
        ));
    }
    let kept: Vec<&Column> = run.sheet.columns.iter().filter(|column| is_kept[column.index]).collect();
    let key = kept.iter().position(|column| Some(column.index) == run.sheet.key).unwrap_or_default();
    let pick = |mut row: Vec<Vec<u8>>| kept.iter().map(|column| std::mem::take(&mut row[column.index])).collect();
    let table = Table {
        header: kept.iter().map(|column| column.name.clone()).collect(),
        rows: rows.into_iter().map(pick).collect(),
    };
    let others = run.sheet.columns.iter().filter(|column| !column.dropped && !is_kept[column.index]);
    Ok(Minimal {
        parts: table.parts(options, "minimal", key, run.sheet.users_per_file()),
        rows_left_out: left_out,
        columns_left_out: others.map(|column| column.name.clone()).collect(),
    })
}

fn user(run: &Run<'_>, record: &Record<'_>) -> String {
    run.address_of(record).unwrap_or_default().to_lowercase()
}

fn values(run: &Run<'_>, record: &Record<'_>) -> Vec<Vec<u8>> {
    (0..run.sheet.columns.len()).map(|index| record.bytes(index).to_vec()).collect()
}

fn is_always_kept(run: &Run<'_>, column: &Column) -> bool {
    let is_key = run.sheet.key == Some(column.index);
    !column.dropped && (is_key || matches!(column.kind, Kind::FirstName | Kind::LastName))
}

fn can_be_set(column: &Column) -> bool {
    !column.dropped && !matches!(column.class, Class::ReadOnly | Class::Date)
}
