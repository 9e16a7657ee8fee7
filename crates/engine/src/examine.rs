//! Takes one record through the layers: shape, cells, user.
//!
//! Architecture invariant: each rule sees what the applied fixes before it
//! leave, and a cell with an open question is asked nothing else until that
//! one is answered.

use crate::baseline::Lookup;
use crate::decision::{Decisions, Outcome};
use crate::profile::Class;
use crate::row::{Cell, Fate, MOST_EXTRA, Row, RowCell, Shape};
use crate::rule::{Act, Check, Choice, Finding, Rule, Severity};
use crate::rules;
use crate::rules::value::role_in_licence_column;
use crate::scan::{Field, Record, Scanner};
use crate::sheet::Sheet;
use crate::survey::{Gate, Looks, Mark};
use crate::text::tidy;
use crate::untouched::Untouched;
use crate::users::Resolved;

/// Where the findings of a record go.
pub(crate) trait Sink {
    /// Takes one finding with what became of it.
    fn take(&mut self, noted: Noted<'_>);

    /// Whether the value after each offered fix is wanted, which costs another
    /// way through the rules.
    fn wants_after(&self, rule: &Rule, row: u32) -> bool;

    /// Whether anybody hears what is found. Who does not only wants to know what becomes of the record.
    fn listens(&self) -> bool {
        true
    }
}

/// A finding with its place, and what became of it.
pub(crate) struct Noted<'n> {
    pub(crate) rule: &'static Rule,
    pub(crate) finding: &'n Finding,
    pub(crate) row: Option<u32>,
    pub(crate) line: Option<u32>,
    pub(crate) index: Option<usize>,
    pub(crate) value: &'n str,
    pub(crate) outcome: Outcome,
    pub(crate) answer: Option<&'n str>,
    /// The cell afterwards, one for each choice of the fix.
    pub(crate) afters: Vec<Option<String>>,
}

/// What is needed to examine any record of a file.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Examiner<'r> {
    pub(crate) sheet: &'r Sheet<'r>,
    pub(crate) decisions: &'r Decisions,
    /// What was found by comparing users; empty before that.
    pub(crate) resolved: &'r Resolved,
    /// What the rules left as it is, with these decisions; empty before that.
    pub(crate) untouched: &'r Untouched,
}

/// A rule that spoke of a cell.
struct Asked {
    rule: &'static Rule,
    finding: Finding,
    outcome: Outcome,
    answer: Option<String>,
    /// Of each choice of its fix, whether the value stays what the rule saw.
    keeps: Vec<bool>,
}

/// More rounds than any chain of fixes needs; a chain that went on would be a
/// fault of a rule, and must not hang the page.
const ROUNDS: usize = 16;

impl<'r> Examiner<'r> {
    /// Examines a record. `fields` is a buffer; `run` tells how many adjacent
    /// blank or shifted records this one stands for; 0: another one speaks for it.
    pub(crate) fn examine(
        &self,
        number: u32,
        mark: &Mark,
        run: u32,
        fields: &mut Vec<Field>,
        sink: &mut dyn Sink,
    ) -> Option<Row<'r>> {
        let mut row = self.as_written(number, mark, fields)?;
        if !sink.listens() && self.untouched.has(number) {
            if let Some(Lookup::Known(user)) = self.look_up(&row) {
                row.user = Some(user);
            }
            self.apply_resolved(&mut row);
            return Some(row);
        }
        let is_edited = self.is_edited(number, mark);
        if mark.looks == Looks::BlankAgain && !is_edited {
            return Some(row); // the first of its run speaks for it
        }
        let looks = if is_edited { Looks::Suspect } else { mark.looks };
        if matches!(looks, Looks::Shifted { .. }) && run == 0 {
            row.fate = Fate::Frozen;
            return Some(row);
        }
        if mark.looks != Looks::Plain || is_edited {
            // What the admin typed into a blank record makes it a user's.
            let run = if is_edited { 0 } else { run };
            let (blanks, run) = if matches!(looks, Looks::Shifted { .. }) { (0, run) } else { (run, 0) };
            let edits = if is_edited { self.decisions.edits(number) } else { &[] };
            let shape = Shape { sheet: self.sheet, record: row.record, fields, blanks, looks, run, edits };
            self.settle_shape(&mut row, shape, sink);
            if row.fate == Fate::Kept {
                self.settle_cells(&mut row, sink);
                self.settle_emptied(&mut row, fields, sink);
            }
        }
        self.apply_resolved(&mut row);
        Some(row)
    }

    /// The fields of a record.
    pub(crate) fn read(&self, mark: &Mark, fields: &mut Vec<Field>) -> Option<Record> {
        let sheet = self.sheet;
        let mut scanner = Scanner::new(sheet.text, sheet.dialect.separator, sheet.dialect.bare_returns);
        scanner.seek(mark.start as usize, mark.line);
        scanner.expect_columns(sheet.header_fields.len());
        scanner.read(fields)
    }

    /// A record before anybody looked at it.
    pub(crate) fn as_written(&self, number: u32, mark: &Mark, fields: &mut Vec<Field>) -> Option<Row<'r>> {
        let sheet = self.sheet;
        let record = self.read(mark, fields)?;
        let cells = &fields[..fields.len().min(sheet.columns.len() + MOST_EXTRA)];
        Some(Row {
            sheet,
            number,
            line: mark.line,
            record,
            cells: cells.iter().map(|field| RowCell::written(sheet.text, *field)).collect(),
            added: 0,
            beyond: fields.len() - cells.len(),
            written: fields.len(),
            is_reshaped: false,
            edited: Vec::new(),
            user: None,
            is_new: false,
            fate: Fate::Kept,
            role: None,
        })
    }

    fn settle_shape(&self, row: &mut Row<'r>, shape: Shape<'_>, sink: &mut dyn Sink) {
        let columns = self.sheet.columns.len();
        let is_shifted = matches!(shape.looks, Looks::Shifted { .. });
        for rule in rules::ALL {
            let Check::Record(check) = rule.check else { continue };
            if is_shifted && rule.code != rules::user::row_shifted::RULE.code {
                continue; // where its values belong decides how many it has
            }
            // Once an open quote is closed, nothing may be left of the record.
            let is_hollow = row.record.swallow.is_some()
                && row.beyond == 0
                && row.cells.iter().all(|cell| cell.bytes().trim_ascii().is_empty());
            let blanks = shape.blanks.max(u32::from(is_hollow));
            let Some(finding) = check(&Shape { blanks, ..shape }) else { continue };
            let act = self.tell(row, rule, &finding, sink).cloned();
            // A fault that stays leaves it open which value stands in which column.
            let severity = finding.severity.unwrap_or(rule.severity);
            let is_form =
                finding.fix.as_ref().is_some_and(|fix| fix.choices.iter().all(|choice| choice.act == Act::Form));
            // What was typed into its columns stays there, unless nobody can tell where these are.
            let is_decided = shape.is_edited() && !splits(rule);
            let stays_in_doubt = severity == Severity::Blocker && !is_form && !is_decided;
            match act {
                Some(Act::Drop) => row.fate = Fate::Dropped,
                Some(Act::Resize) => {
                    (row.beyond, row.is_reshaped) = (0, true);
                    row.set_width(columns);
                }
                Some(Act::ReplaceRecord(values)) => {
                    let mut written = std::mem::take(&mut row.cells).into_iter().map(|cell| cell.original);
                    let cells =
                        values.into_iter().map(|value| RowCell::replaced(written.next().unwrap_or_default(), value));
                    row.cells = cells.collect();
                    (row.added, row.is_reshaped) = (0, true);
                    return; // another number of cells: the other rules looked at the old ones
                }
                None if stays_in_doubt => row.fate = if splits(rule) { Fate::Unsplit } else { Fate::Frozen },
                _ => {}
            }
            if row.fate != Fate::Kept {
                return;
            }
        }
    }

    /// A record that applied fixes leave without any value is a blank one.
    fn settle_emptied(&self, row: &mut Row<'r>, fields: &[Field], sink: &mut dyn Sink) {
        let is_empty = row.columns().iter().all(|column| column.dropped || tidy(&row.value(column.index)).is_empty());
        let has_kept = || self.sheet.columns.iter().take(row.width()).any(|column| !column.dropped);
        if !is_empty || !row.edited.is_empty() || !has_kept() || self.sheet.columns.len() == 1 {
            return;
        }
        let rule = &rules::structure::blank_record::RULE;
        let (Check::Record(check), record) = (rule.check, row.record) else { return };
        let (sheet, looks) = (self.sheet, Looks::Blank);
        let Some(finding) = check(&Shape { sheet, record, fields, blanks: 1, looks, run: 0, edits: &[] }) else {
            return;
        };
        if self.tell(row, rule, &finding, sink) == Some(&Act::Drop) {
            row.fate = Fate::Dropped;
        }
    }

    fn settle_cells(&self, row: &mut Row<'r>, sink: &mut dyn Sink) {
        for (index, edit) in self.decisions.edits(row.number) {
            let at = *index as usize;
            if at >= self.sheet.columns.len() {
                continue;
            }
            row.is_reshaped |= at >= row.width();
            row.reach(at);
            row.cells[at].now = Some(edit.clone());
            row.edited.push(*index);
        }
        // The address first: it finds the user's record in the baseline, which
        // the other cells are compared with.
        if let Some(key) = self.sheet.key {
            let is_settled = self.settle_cell(row, key, sink);
            match self.look_up(row) {
                Some(Lookup::Known(user)) => row.user = Some(user),
                Some(Lookup::Absent) => row.is_new = is_settled,
                Some(Lookup::Unknown) | None => {}
            }
        }
        let numbers = self.foresee_numbers(row);
        for index in 0..self.sheet.columns.len().min(row.width()) {
            let is_plain =
                index >= row.cells.len() && self.sheet.baseline.is_none() && !self.sheet.gates[index].minds_blank();
            if Some(index) != self.sheet.key && !is_plain {
                if let Some((_, written)) = numbers.iter().find(|(at, _)| *at == index) {
                    row.cells[index].now.clone_from(written);
                }
                self.settle_cell(row, index, sink);
            }
        }
        self.settle_user(row, sink);
    }

    /// The user's record in the baseline.
    fn look_up(&self, row: &Row<'r>) -> Option<Lookup<'r>> {
        self.sheet.baseline.map(|baseline| baseline.look_up(&row.address()))
    }

    /// A number can be proven by another one of the user, which a fix of its own completes first: the numbers are
    /// settled in silence until none changes. Returns how they stood before.
    fn foresee_numbers(&self, row: &mut Row<'r>) -> Vec<(usize, Option<String>)> {
        let columns = row.columns().iter().filter(|column| column.class == Class::Number && !column.dropped);
        let filled = columns.map(|column| column.index).filter(|index| !row.value(*index).is_empty());
        let numbers: Vec<_> = filled.map(|index| (index, row.cells[index].now.clone())).collect();
        let is_plain = |row: &Row<'r>, index: &usize| self.is_plain(row, *index, row.cells[*index].bytes());
        if numbers.len() < 2 || numbers.iter().all(|(index, _)| is_plain(row, index)) {
            return Vec::new();
        }
        for _ in 0..numbers.len() {
            let mut changed = false;
            for (index, written) in &numbers {
                let before = row.cells[*index].now.take();
                row.cells[*index].now.clone_from(written);
                let value = row.value(*index).into_owned();
                let last = if is_plain(row, index) {
                    value.clone()
                } else {
                    self.chain(row, *index, value.clone(), &mut Vec::new())
                };
                row.cells[*index].now = if last == value { written.clone() } else { Some(last) };
                changed |= row.cells[*index].now != before;
            }
            if !changed {
                break;
            }
        }
        numbers
    }

    /// Returns whether no question about the cell stays open.
    fn settle_cell(&self, row: &mut Row<'r>, index: usize, sink: &mut dyn Sink) -> bool {
        let column = &self.sheet.columns[index];
        let Some(cell) = row.cell(index).filter(|_| !column.dropped || column.is_left_out) else { return true };
        if self.is_plain(row, index, cell.bytes()) {
            return true;
        }
        row.reach(index);
        let mut asked = Vec::new();
        let before = row.value(index).into_owned();
        let last = self.chain(row, index, before.clone(), &mut asked);
        if asked.is_empty() {
            return true;
        }
        for asked in &asked {
            let afters = match (&asked.finding.fix, asked.outcome) {
                (Some(fix), Outcome::Applied(_)) if fix.choices.len() == 1 => vec![Some(last.clone())],
                (Some(fix), _) if sink.wants_after(asked.rule, row.number) => fix
                    .choices
                    .iter()
                    .zip(&asked.keeps)
                    .map(|(choice, keeps)| match &choice.act {
                        Act::Replace(value) if *keeps => Some(value.clone()),
                        Act::Replace(value) => Some(self.chain(row, index, value.clone(), &mut Vec::new())),
                        _ => None,
                    })
                    .collect(),
                _ => Vec::new(),
            };
            sink.take(Noted {
                rule: asked.rule,
                finding: &asked.finding,
                row: Some(row.number),
                line: Some(row.line),
                index: Some(index),
                value: &before,
                outcome: asked.outcome,
                answer: asked.answer.as_deref(),
                afters,
            });
        }
        if last != before && !self.sheet.columns[index].dropped {
            row.cells[index].now = Some(last);
        }
        asked.iter().all(|asked| asked.outcome != Outcome::Open)
    }

    /// Most cells of a suspect record are plain. A baseline can still tell of those, but not where it has the same
    /// value; what it tells of TRUE and FALSE is told of the user as a whole.
    pub(crate) fn is_plain(&self, row: &Row<'r>, index: usize, value: &[u8]) -> bool {
        let (gate, facts, own) = (self.sheet.gates[index], &self.sheet.facts, &self.sheet.own);
        let is_as_exported = || match (&row.user, self.sheet.columns[index].baseline) {
            (Some(user), Some(column)) => user.bytes(column) == value,
            _ => false,
        };
        let is_alone = self.sheet.baseline.is_none();
        gate.is_plain_among(value, self.sheet.valid)
            && match gate {
                Gate::Address { key: true } => {
                    !facts.common.doubts_address(value)
                        && !own.lacks_domain(value)
                        && !facts.moved.contains_key(&row.number)
                }
                Gate::Location => {
                    !facts.common.doubts_location(value) && !own.lacks_location(value) && (is_alone || is_as_exported())
                }
                // What is short among others may still be what the export has.
                Gate::Extension => is_as_exported(),
                Gate::Flag { .. } => facts.displaced_in(index).is_none() || is_as_exported(),
                _ => is_alone || is_as_exported(),
            }
    }

    /// The rules that speak of a cell when they are asked, plain or not.
    #[cfg(any(test, fuzzing))]
    pub(crate) fn speaks_of(&self, row: &Row<'r>, index: usize) -> Vec<&'static str> {
        let mut asked = Vec::new();
        self.chain(row, index, row.value(index).into_owned(), &mut asked);
        asked.iter().map(|asked| asked.rule.name).collect()
    }

    /// Asks the rules of cells in their order until none has a fix to apply, or
    /// one has a question.
    fn chain(&self, row: &Row<'r>, index: usize, value: String, asked: &mut Vec<Asked>) -> String {
        let column = &self.sheet.columns[index];
        let mut value = value;
        for _ in 0..ROUNDS {
            let mut changed = false;
            for rule in rules::CELLS {
                let Check::Cell(check) = rule.check else { continue };
                let seen = Cell { value: &value, column, row, sheet: self.sheet };
                let Some(finding) = check(&seen) else { continue };
                let (outcome, answer) = self.outcome(rule, &finding, row.number, Some(index));
                let next = match (&finding.fix, outcome) {
                    (Some(fix), Outcome::Applied(position)) => match &fix.choices[position].act {
                        Act::Replace(next) => Some(next.clone()),
                        _ => None,
                    },
                    _ => None,
                };
                let is_new = asked.iter().all(|asked| !std::ptr::eq(asked.rule, *rule));
                let is_settled = next.is_some();
                if is_new || !is_settled {
                    let choices = finding.fix.iter().flat_map(|fix| &fix.choices);
                    let keeps = |choice: &Choice| matches!(&choice.act, Act::Replace(after) if *after == value);
                    let keeps = choices.map(keeps).collect();
                    asked.push(Asked { rule, finding, outcome, answer, keeps });
                }
                if !is_settled {
                    return value;
                }
                if let Some(next) = next {
                    let is_changed = next != value;
                    value = next;
                    if is_changed {
                        changed = true;
                        break; // the rules before this one look at the new value first
                    }
                }
            }
            if !changed || self.is_plain(row, index, value.as_bytes()) {
                break;
            }
        }
        value
    }

    /// The rules that look at all cells of a user together.
    fn settle_user(&self, row: &mut Row<'r>, sink: &mut dyn Sink) {
        for rule in rules::ROWS {
            let Check::Row(check) = rule.check else { continue };
            let Some(finding) = check(row) else { continue };
            if rule.name == role_in_licence_column::RULE.name {
                let (outcome, _) = self.outcome(rule, &finding, row.number, finding.index);
                row.role = role_in_licence_column::role_in(row).filter(|_| outcome != Outcome::Refused);
            }
            if let Some(Act::ReplaceCells(cells)) = self.tell(row, rule, &finding, sink) {
                row.replace(cells);
            }
        }
    }

    /// Hands a finding of the record to the sink; gives what its fix does, if it is applied.
    fn tell<'f>(
        &self,
        row: &Row<'_>,
        rule: &'static Rule,
        finding: &'f Finding,
        sink: &mut dyn Sink,
    ) -> Option<&'f Act> {
        let index = finding.index;
        let (outcome, answer) = self.outcome(rule, finding, row.number, index);
        let value = index.map(|index| row.value(index)).unwrap_or_default();
        let choices = finding.fix.iter().flat_map(|fix| &fix.choices);
        sink.take(Noted {
            rule,
            finding,
            row: Some(row.number),
            line: Some(row.line),
            index,
            value: &value,
            outcome,
            answer: answer.as_deref(),
            afters: choices.map(|choice| after_of(&choice.act, index)).collect(),
        });
        match (&finding.fix, outcome) {
            (Some(fix), Outcome::Applied(position)) => Some(&fix.choices[position].act),
            _ => None,
        }
    }

    /// What was decided by comparing users.
    pub(crate) fn apply_resolved(&self, row: &mut Row<'r>) {
        if self.resolved.drops(row.number) {
            row.fate = Fate::Dropped;
        } else if let Some(cells) = self.resolved.cells(row.number) {
            row.replace(cells);
        }
    }

    fn outcome(&self, rule: &Rule, finding: &Finding, row: u32, index: Option<usize>) -> (Outcome, Option<String>) {
        let safety = finding.fix.as_ref().map(|fix| fix.safety);
        let index = index.map(|index| index as u32);
        let answer = self.decisions.answer(rule.name, Some(row), index, safety);
        if let Some(column) = finding.left_out_column(index).and_then(|index| self.sheet.columns.get(index)) {
            // A column goes or stays for all records, whichever of them was answered.
            let outcome = match answer {
                _ if column.is_left_out => Outcome::Applied(0),
                Some("no") => Outcome::Refused,
                _ => Outcome::Open,
            };
            return (outcome, answer.map(str::to_owned));
        }
        (self.decisions.outcome(answer, finding.fix.as_ref()), answer.map(str::to_owned))
    }
}

/// Whether the rule's fault leaves it open where the values of a record end.
pub(crate) fn splits(rule: &'static Rule) -> bool {
    [&rules::structure::stray_quote::RULE, &rules::structure::long_record::RULE]
        .iter()
        .any(|of| std::ptr::eq(*of, rule))
}

/// What an act makes of the cell that was found; `None` where that is not one value.
fn after_of(act: &Act, index: Option<usize>) -> Option<String> {
    match act {
        Act::Replace(value) => Some(value.clone()),
        Act::ReplaceCells(cells) => cells.iter().find(|(at, _)| Some(*at) == index).map(|(_, value)| value.clone()),
        Act::ReplaceRecord(values) => index.and_then(|index| values.get(index)).cloned(),
        _ => None,
    }
}
