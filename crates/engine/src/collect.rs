//! Gathers findings into the report: counts without end, keeps what was asked for.
//!
//! What must stay true: totals are exact however many findings are cut.

use std::ops::RangeInclusive;

use crate::brief::{Brief, Place};
use crate::change::Applied;
use crate::decision::Outcome;
use crate::examine::{Noted, Sink};
use crate::grid::GridState;
use crate::left::{Kind, Left};
use crate::origin::column_letters;
use crate::report::{self, FINDINGS_PER_RULE, RuleTotals, Totals, Window};
use crate::rule::{Check, Rule, Safety, Severity};
use crate::rules;
use crate::sorting;
use crate::stretches;
use crate::words::Words;

/// More findings are put into words one after the other: what is kept of one goes as soon as it is told.
const MOST_SIDE_BY_SIDE: usize = 100_000;

/// The findings of one run.
#[derive(Debug)]
pub(crate) struct Collector {
    window: Window,
    headers: Vec<String>,
    /// In a converted workbook: the row of the sheet that holds the column names.
    sheet_row_of_names: Option<u32>,
    kept: Vec<Kept>,
    /// Applied fixes of the file as a whole and of the header.
    above_records: Vec<Applied>,
    /// What is left of it, by record.
    left_of_records: Left,
    /// Findings without a fix, and blockers that are still open.
    pub(crate) open: OpenBlockers,
    words: Words,
    /// Every finding of a record in short, where somebody wants to look at the records.
    notes: Option<Vec<Note>>,
    /// The records whose findings are wanted, each of them and no others.
    wanted_rows: Option<RangeInclusive<u32>>,
}

/// A finding of a record, in short.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Note {
    pub(crate) row: u32,
    /// Adjacent records that it stands for.
    pub(crate) rows: u32,
    pub(crate) index: Option<u32>,
    /// The position of the rule in [`rules::ALL`].
    pub(crate) rule: u16,
    /// Findings of the rule before this one.
    pub(crate) nth: u32,
    pub(crate) severity: Severity,
    pub(crate) state: GridState,
}

/// Blockers that no applied fix has cleared.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct OpenBlockers {
    /// No fix is offered.
    pub(crate) show: usize,
    /// A fix is offered.
    pub(crate) ask: usize,
}

impl OpenBlockers {
    pub(crate) fn any(self) -> bool {
        self.show > 0 || self.ask > 0
    }
}

#[derive(Debug)]
struct Kept {
    rule: &'static Rule,
    counts: Option<RuleTotals>,
    totals: Totals,
    findings: Vec<Brief>,
}

impl Collector {
    pub(crate) fn new(window: &Window) -> Self {
        let kept = rules::ALL
            .iter()
            .map(|rule| Kept { rule, counts: None, totals: Totals::default(), findings: Vec::new() })
            .collect();
        Collector {
            window: window.clone(),
            headers: Vec::new(),
            sheet_row_of_names: None,
            kept,
            above_records: Vec::new(),
            left_of_records: Left::default(),
            open: OpenBlockers::default(),
            words: Words::default(),
            notes: None,
            wanted_rows: None,
        }
    }

    /// Whether findings of several stretches of records can be put together: the first of each are wanted, so that each
    /// stretch knows which of its own may be among them.
    pub(crate) fn can_join(&self) -> bool {
        self.window.from == 0
    }

    /// An empty one for records further below.
    pub(crate) fn below(&self) -> Self {
        Collector {
            headers: self.headers.clone(),
            sheet_row_of_names: self.sheet_row_of_names,
            words: self.words.clone(),
            notes: self.notes.as_ref().map(|_| Vec::new()),
            wanted_rows: self.wanted_rows.clone(),
            ..Collector::new(&self.window)
        }
    }

    /// With what was found in records further below.
    pub(crate) fn join(&mut self, below: Collector) {
        let before: Vec<usize> = self.kept.iter().map(|kept| kept.counts.as_ref().map_or(0, |of| of.total)).collect();
        for (at, below) in below.kept.into_iter().enumerate() {
            let nth = (before[at]..).zip(below.findings);
            let rule = below.rule;
            let wanted =
                nth.filter(|(nth, finding)| self.is_wanted(rule, *nth, finding.row)).map(|(_, finding)| finding);
            let wanted: Vec<_> = wanted.collect();
            let kept = &mut self.kept[at];
            kept.findings.extend(wanted);
            kept.totals = sum([kept.totals, below.totals].into_iter());
            kept.counts = match (kept.counts.take(), below.counts) {
                (Some(counts), Some(below)) => Some(joined(counts, &below)),
                (counts, below) => counts.or(below),
            };
        }
        if let (Some(notes), Some(below)) = (&mut self.notes, below.notes) {
            notes.extend(
                below.into_iter().map(|note| Note { nth: note.nth + before[note.rule as usize] as u32, ..note }),
            );
        }
        self.left_of_records.join(&below.left_of_records);
        self.open.ask += below.open.ask;
        self.open.show += below.open.show;
    }

    /// What findings are told in.
    pub(crate) fn speak(&mut self, words: Words) {
        self.words = words;
    }

    /// Lets every finding of a record be noted.
    pub(crate) fn keep_notes(&mut self) {
        self.notes = Some(Vec::new());
    }

    /// Lets the findings of these records be kept, however many there are, in place of those that the window asks for.
    pub(crate) fn keep_only(&mut self, rows: RangeInclusive<u32>) {
        self.wanted_rows = Some(rows);
    }

    pub(crate) fn take_notes(&mut self) -> Vec<Note> {
        self.notes.take().unwrap_or_default()
    }

    /// The header texts by which findings name their column.
    pub(crate) fn name_columns(&mut self, headers: Vec<String>) {
        self.headers = headers;
    }

    /// Lets findings name the cell of the workbook; the names of its columns stand in this row.
    pub(crate) fn name_cells(&mut self, sheet_row_of_names: Option<u32>) {
        self.sheet_row_of_names = sheet_row_of_names;
    }

    pub(crate) fn above_records(&self) -> &[Applied] {
        &self.above_records
    }

    pub(crate) fn remember_above_records(&mut self, applied: Option<Applied>) {
        self.above_records.extend(applied);
    }

    pub(crate) fn totals(&self) -> Totals {
        sum(self.kept.iter().map(|kept| kept.totals))
    }

    pub(crate) fn left(&self) -> Totals {
        sum(self.kept.iter().filter_map(|kept| kept.counts.as_ref()).map(|counts| counts.left))
    }

    pub(crate) fn count(&self, rule: &Rule) -> usize {
        Self::position(rule).and_then(|at| self.kept[at].counts.as_ref()).map_or(0, |counts| counts.total)
    }

    /// Findings of a rule whose fix is not applied.
    pub(crate) fn open_of(&self, rule: &Rule) -> usize {
        Self::position(rule)
            .and_then(|at| self.kept[at].counts.as_ref())
            .map_or(0, |counts| counts.open + counts.refused)
    }

    /// Whether a finding of the rule is settled by its fix.
    pub(crate) fn is_applied(&self, rule: &Rule) -> bool {
        Self::position(rule).and_then(|at| self.kept[at].counts.as_ref()).is_some_and(|counts| counts.applied > 0)
    }

    /// Rules and findings in the order of the report, put into words in as many threads.
    pub(crate) fn finish(self, threads: usize) -> (Vec<RuleTotals>, Vec<report::Finding>) {
        let mut kept: Vec<Kept> = self.kept.into_iter().filter(|kept| kept.counts.is_some()).collect();
        let place = |kept: &Kept| (kept.counts.as_ref().map(|counts| counts.severity), kept.rule.code);
        sorting::sort_by(&mut kept, |one, other| place(one).cmp(&place(other)));
        let counts = kept.iter().filter_map(|kept| kept.counts.clone()).collect();
        let count = kept.iter().map(|kept| kept.findings.len()).sum::<usize>();
        if count > MOST_SIDE_BY_SIDE || cfg!(target_family = "wasm") {
            let briefs =
                kept.into_iter().flat_map(|kept| kept.findings.into_iter().map(move |brief| (kept.rule, brief)));
            return (counts, briefs.map(|(rule, brief)| brief.told(&self.words, rule)).collect());
        }
        let briefs = kept.iter().flat_map(|kept| kept.findings.iter().map(|brief| (kept.rule, brief)));
        let briefs: Vec<(&Rule, &Brief)> = briefs.collect();
        let findings = stretches::each_of(&briefs, threads, |(rule, brief)| brief.told(&self.words, rule));
        (counts, findings)
    }

    /// All findings of a record have been taken.
    pub(crate) fn end_record(&mut self, row: u32) {
        self.left_of_records.end_record(row);
    }

    /// The rows in which something is left, in their order.
    pub(crate) fn rows_left(&self) -> impl Iterator<Item = u32> + '_ {
        self.left_of_records.rows()
    }

    /// Takes findings back out of what is left: their records are left out.
    pub(crate) fn forget(&mut self, is_left_out: impl Fn(u32) -> bool) {
        for (Kind { rule, severity, has_fix, is_refused }, count) in self.left_of_records.of(is_left_out) {
            let kept = &mut self.kept[rule as usize];
            let Some(counts) = &mut kept.counts else { continue };
            let count = count as usize;
            let told = if is_refused { &mut counts.refused } else { &mut counts.open };
            *told = told.saturating_sub(count);
            counts.left.subtract(severity, count);
            if severity == Severity::Blocker {
                let open = if has_fix { &mut self.open.ask } else { &mut self.open.show };
                *open = open.saturating_sub(count);
            }
        }
    }

    fn position(rule: &Rule) -> Option<usize> {
        rules::ALL.iter().position(|known| std::ptr::eq(*known, rule))
    }

    /// The line of the file; in a workbook the row of its sheet, since nobody has seen the text made of it.
    fn line(&self, noted: &Noted<'_>) -> Option<u32> {
        let line = noted.finding.line.or(noted.line);
        match (self.sheet_row_of_names, noted.row) {
            (Some(names), Some(row)) => Some(names + row),
            (Some(names), None) => line.map(|_| names),
            (None, _) => line,
        }
    }

    fn is_wanted(&self, rule: &Rule, nth: usize, row: Option<u32>) -> bool {
        if let Some(rows) = &self.wanted_rows {
            return row.is_some_and(|row| rows.contains(&row));
        }
        let wanted = self.window.rule.as_ref().is_none_or(|wanted| wanted == rule.name);
        let count = self.window.count.unwrap_or(FINDINGS_PER_RULE);
        wanted && nth >= self.window.from && nth - self.window.from < count
    }
}

impl Sink for Collector {
    fn take(&mut self, noted: Noted<'_>) {
        let Some(at) = Self::position(noted.rule) else { return };
        let severity = noted.finding.severity.unwrap_or(noted.rule.severity);
        let kept = &mut self.kept[at];
        let counts = kept.counts.get_or_insert_with(|| empty_totals(noted.rule));
        let nth = counts.total;
        counts.severity = if nth == 0 { severity } else { counts.severity.min(severity) };
        counts.total += 1;
        match noted.finding.fix.as_ref().map(|fix| fix.safety) {
            Some(Safety::Safe) => counts.safe += 1,
            Some(Safety::Ask) => counts.ask += 1,
            None => counts.show += 1,
        }
        match noted.outcome {
            Outcome::Applied(_) => counts.applied += 1,
            Outcome::Refused => counts.refused += 1,
            Outcome::Open => counts.open += 1,
        }
        kept.totals.add(severity, 1);
        if !matches!(noted.outcome, Outcome::Applied(_)) {
            counts.left.add(severity, 1);
            let (rule, has_fix) = (at as u16, noted.finding.fix.is_some());
            let is_refused = noted.outcome == Outcome::Refused;
            if noted.row.is_some() {
                self.left_of_records.add(Kind { rule, severity, has_fix, is_refused });
            }
            if severity == Severity::Blocker {
                *if has_fix { &mut self.open.ask } else { &mut self.open.show } += 1;
            }
        }
        if let (Some(notes), Some(row)) = (&mut self.notes, noted.row) {
            let of_records = matches!(noted.rule.check, Check::Record(_)) && noted.index.is_none();
            notes.push(Note {
                row,
                rows: if of_records { noted.finding.count.max(1) } else { 1 },
                index: noted.index.map(|index| index as u32),
                rule: at as u16,
                nth: nth as u32,
                severity,
                state: match noted.outcome {
                    Outcome::Applied(_) => GridState::Applied,
                    Outcome::Refused => GridState::Refused,
                    Outcome::Open => GridState::Open,
                },
            });
        }
        if self.is_wanted(noted.rule, nth, noted.row) {
            let column = noted.index.and_then(|index| self.headers.get(index)).cloned();
            let line = self.line(&noted);
            let cell = self.sheet_row_of_names.and(noted.row).and(noted.index).zip(line);
            let cell = cell.map(|(index, row)| format!("{}{row}", column_letters(index)));
            let place = Place { column, line, cell };
            self.kept[at].findings.push(Brief::of(&noted, severity, place));
        }
    }

    fn wants_after(&self, rule: &Rule, row: u32) -> bool {
        let nth = Self::position(rule).and_then(|at| self.kept[at].counts.as_ref()).map_or(0, |counts| counts.total);
        self.is_wanted(rule, nth, Some(row))
    }
}

fn sum(totals: impl Iterator<Item = Totals>) -> Totals {
    totals.fold(Totals::default(), |sum, totals| Totals {
        blocker: sum.blocker + totals.blocker,
        warning: sum.warning + totals.warning,
        note: sum.note + totals.note,
    })
}

/// Both together.
fn joined(counts: RuleTotals, below: &RuleTotals) -> RuleTotals {
    RuleTotals {
        severity: counts.severity.min(below.severity),
        total: counts.total + below.total,
        safe: counts.safe + below.safe,
        ask: counts.ask + below.ask,
        show: counts.show + below.show,
        applied: counts.applied + below.applied,
        refused: counts.refused + below.refused,
        open: counts.open + below.open,
        left: sum([counts.left, below.left].into_iter()),
        ..counts
    }
}

fn empty_totals(rule: &Rule) -> RuleTotals {
    RuleTotals {
        code: rule.code.into(),
        name: rule.name.into(),
        severity: rule.severity,
        total: 0,
        safe: 0,
        ask: 0,
        show: 0,
        applied: 0,
        refused: 0,
        open: 0,
        left: Totals::default(),
    }
}
