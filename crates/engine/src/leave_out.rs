//! Columns that are left out because the admin agreed to what a rule offers about their cells.
//!
//! What must stay true: a column goes only when a cell gives the rule something to offer, and before the header and the
//! records are gone through, so that nothing more is asked of it.

use crate::change::Applied;
use crate::collect::Collector;
use crate::decision::{Decisions, Outcome};
use crate::examine::Noted;
use crate::row::lossy;
use crate::rules::value::edited_read_only::{RULE, is_damaged, leaves_out};
use crate::sheet::Sheet;
use crate::text::is_blank;

/// Leaves out the read-only columns that [`RULE`] offers to leave out, where the admin said yes. Nothing of the records
/// is looked at unless somebody did.
pub(crate) fn leave_out(sheet: &mut Sheet<'_>, decisions: &Decisions, collector: &mut Collector) {
    for index in 0..sheet.columns.len() {
        let column = &sheet.columns[index];
        if !column.is_time() || column.dropped || !decisions.may_agree(RULE.name, index as u32) {
            continue;
        }
        if has_damaged_cell(sheet, index) {
            let finding = leaves_out();
            let (outcome, value) = (Outcome::Applied(0), sheet.columns[index].header.clone());
            let line = sheet.header.map(|header| header.line);
            let (rule, answer, afters) = (&RULE, None, Vec::new());
            let noted = Noted {
                rule,
                finding: &finding,
                row: None,
                line,
                index: Some(index),
                value: &value,
                outcome,
                answer,
                afters,
            };
            collector.remember_above_records(Applied::of(&noted));
            (sheet.columns[index].dropped, sheet.columns[index].is_left_out) = (true, true);
        }
    }
}

/// Whether the column at this place goes with none of its values into the corrected file. Beyond the columns there is none.
pub(crate) fn is_left_out(sheet: &Sheet<'_>, index: usize) -> bool {
    sheet.columns.get(index).is_some_and(|column| column.dropped)
}

/// Whether a cell of the column is damaged, and no export can give its value back.
fn has_damaged_cell(sheet: &Sheet<'_>, index: usize) -> bool {
    let (mut scanner, mut fields) = (sheet.data(), Vec::new());
    while scanner.read(&mut fields).is_some() {
        let value = |index: usize| fields.get(index).map(|field| lossy(field.value(sheet.text))).unwrap_or_default();
        if !is_damaged(value(index).trim_matches(is_blank)) {
            continue;
        }
        let known = || {
            let user = sheet.baseline?.user(&value(sheet.key?))?;
            user.value(sheet.columns[index].baseline?)
        };
        if known().is_none_or(|known| is_damaged(&known)) {
            return true;
        }
    }
    false
}
