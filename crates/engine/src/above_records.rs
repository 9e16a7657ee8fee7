//! The rules that look at what stands above the records: the file as a whole, and its header.
//!
//! What must stay true: what is applied here names the columns that the records are read by.

use crate::change::Applied;
use crate::collect::Collector;
use crate::decision::{Decisions, Outcome};
use crate::examine::{Noted, Sink};
use crate::rule::{Act, Check, Finding, Rule};
use crate::rules;
use crate::sheet::Sheet;
use crate::source::Opened;

/// The rules that look at the file as a whole.
pub(crate) fn look_at_file(opened: &Opened<'_>, decisions: &Decisions, collector: &mut Collector) {
    for rule in rules::ALL {
        let Check::File(check) = rule.check else { continue };
        if let Some(finding) = check(opened) {
            note(collector, decisions, rule, &finding, None);
        }
    }
}

/// The rules of the header, one column after the other; applied fixes rename
/// columns or leave them out.
pub(crate) fn look_at_header(sheet: &mut Sheet<'_>, decisions: &Decisions, collector: &mut Collector) {
    collector.name_cells(sheet.workbook().and(sheet.header).map(|header| header.line));
    collector.name_columns(sheet.columns.iter().map(|column| column.header.clone()).collect());
    for rule in rules::HEADER {
        match rule.check {
            Check::Column(check) => {
                for index in 0..sheet.columns.len() {
                    if sheet.columns[index].dropped {
                        continue;
                    }
                    let Some(finding) = check(sheet, index) else { continue };
                    let outcome = note(collector, decisions, rule, &finding, Some((index, sheet)));
                    let (Some(fix), Outcome::Applied(position)) = (&finding.fix, outcome) else { continue };
                    match &fix.choices[position].act {
                        Act::Replace(name) => sheet.columns[index].name.clone_from(name),
                        Act::Drop => {
                            let last = index + finding.count.max(1) as usize;
                            sheet.columns.iter_mut().take(last).skip(index).for_each(|column| column.dropped = true);
                        }
                        _ => {}
                    }
                }
                sheet.find_baseline_columns();
            }
            Check::Sheet(check) => {
                if let Some(finding) = check(sheet) {
                    note(collector, decisions, rule, &finding, None);
                }
            }
            _ => {}
        }
    }
}

/// Hands a finding of the file or the header to the collector.
fn note(
    collector: &mut Collector,
    decisions: &Decisions,
    rule: &'static Rule,
    finding: &Finding,
    column: Option<(usize, &Sheet<'_>)>,
) -> Outcome {
    let safety = finding.fix.as_ref().map(|fix| fix.safety);
    let index = column.map(|(index, _)| index);
    let answer = decisions.answer(rule.name, None, index.map(|index| index as u32), safety);
    let outcome = decisions.outcome(answer, finding.fix.as_ref());
    let afters = finding.fix.iter().flat_map(|fix| &fix.choices).map(|choice| match &choice.act {
        Act::Replace(value) => Some(value.clone()),
        _ => None,
    });
    let (value, line) = column.map_or((String::new(), None), |(index, sheet)| {
        (sheet.columns[index].header.clone(), sheet.header.map(|header| header.line))
    });
    let afters = afters.collect();
    let noted = Noted { rule, finding, row: None, line, index, value: &value, outcome, answer, afters };
    collector.remember_above_records(Applied::of(&noted));
    collector.take(noted);
    outcome
}
