//! Gathers findings into the report: counts without end, keeps what was asked for.
//!
//! What must stay true: totals are exact however many findings are cut, and a
//! message names its place, what is wrong, why it matters and what to do.

use std::ops::RangeInclusive;

use crate::change::Applied;
use crate::decision::Outcome;
use crate::examine::{Noted, Sink};
use crate::grid::GridState;
use crate::left::{Kind, Left};
use crate::origin::column_letters;
use crate::report::{self, FINDINGS_PER_RULE, RuleTotals, Totals, VALUE_LENGTH, Window};
use crate::rule::{Check, Rule, Safety, Severity};
use crate::rules;
use crate::sorting;
use crate::text::cut;
use crate::words::{Arg, Words, say};

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
    left: Totals,
    findings: Vec<report::Finding>,
}

impl Collector {
    pub(crate) fn new(window: &Window) -> Self {
        let kept = rules::ALL
            .iter()
            .map(|rule| Kept {
                rule,
                counts: None,
                totals: Totals::default(),
                left: Totals::default(),
                findings: Vec::new(),
            })
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
        sum(self.kept.iter().map(|kept| kept.left))
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

    /// Rules and findings in the order of the report.
    pub(crate) fn finish(self) -> (Vec<RuleTotals>, Vec<report::Finding>) {
        let mut kept: Vec<Kept> = self.kept.into_iter().filter(|kept| kept.counts.is_some()).collect();
        let place = |kept: &Kept| (kept.counts.as_ref().map(|counts| counts.severity), kept.rule.code);
        sorting::sort_by(&mut kept, |one, other| place(one).cmp(&place(other)));
        let mut findings = Vec::new();
        let mut rules = Vec::new();
        for kept in kept {
            rules.extend(kept.counts);
            findings.extend(kept.findings);
        }
        (rules, findings)
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
            kept.left.subtract(severity, count);
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
            kept.left.add(severity, 1);
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
            let finding = public(&self.words, &noted, severity, place);
            self.kept[at].findings.push(finding);
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
    }
}

/// Where a finding is, as people find it.
struct Place {
    /// The header's text.
    column: Option<String>,
    line: Option<u32>,
    /// Of a converted workbook.
    cell: Option<String>,
}

/// The finding as clients see it.
fn public(words: &Words, noted: &Noted<'_>, severity: Severity, place: Place) -> report::Finding {
    let (rule, finding) = (noted.rule, noted.finding);
    let place_in_words = place.said(words, noted);
    let Place { column, line, cell } = place;
    let shown = cut(finding.value.as_deref().unwrap_or(noted.value), VALUE_LENGTH).into_owned();
    let what = fill(words, rule.says.get(finding.says).copied().unwrap_or(rule.summary), &finding.args, &shown);
    let message = format!("{place_in_words}{what} {} {}", words.text(rule.why), words.text(rule.todo));
    let after = |position: usize| noted.afters.get(position).cloned().flatten();
    let fix = finding.fix.as_ref().map(|fix| {
        let does = |position: usize| words.say(&fix.does(rule, position));
        let chosen = match noted.outcome {
            Outcome::Applied(position) => position,
            _ => 0,
        };
        let single = fix.choices.len() == 1;
        report::Fix {
            safety: fix.safety,
            does: if single || matches!(noted.outcome, Outcome::Applied(_)) {
                does(chosen)
            } else {
                words.text(rule.fix.map_or("", |note| note.does)).to_owned()
            },
            after: if single || matches!(noted.outcome, Outcome::Applied(_)) { after(chosen) } else { None },
            choices: if single {
                Vec::new()
            } else {
                (0..fix.choices.len())
                    .map(|position| report::Choice {
                        choice: fix.choices[position].key.to_owned(),
                        does: does(position),
                        after: after(position),
                    })
                    .collect()
            },
            evidence: fix
                .evidence
                .as_ref()
                .map(|evidence| report::Evidence { kind: evidence.kind.to_owned(), says: words.say(&evidence.says) }),
        }
    });
    report::Finding {
        rule: rule.name.into(),
        code: rule.code.into(),
        severity,
        line,
        row: noted.row,
        column,
        index: noted.index.map(|index| index as u32),
        cell,
        count: finding.count.max(1),
        value: shown,
        what,
        message,
        fix,
        applied: matches!(noted.outcome, Outcome::Applied(_)),
        answer: noted.answer.map(str::to_owned),
    }
}

impl Place {
    /// `Line 13, row 12, column “Phone Number”: `.
    fn said(&self, words: &Words, noted: &Noted<'_>) -> String {
        let named = self.column.as_deref().filter(|header| !header.trim().is_empty());
        let column = match (named, noted.index) {
            (Some(name), _) => Some(say!("column “{column}”", column = cut(name, 80))),
            (None, _) if self.cell.is_some() => None,
            (None, index) => index.map(|index| say!("column {column}", column = index + 1)),
        };
        let parts = if let Some(cell) = &self.cell {
            [Some(say!("cell {cell}", cell = cell)), None, column]
        } else {
            let line = self.line.map(|line| say!("line {line}", line = line));
            [line, noted.row.map(|row| say!("row {row}", row = row)), column]
        };
        let parts: Vec<String> = parts.iter().flatten().map(|part| words.say(part)).collect();
        if parts.is_empty() {
            return String::new();
        }
        let (place, what) = (capital(&parts.join(", ")), String::new());
        words.say(&say!("{place}: {what}", place = place, what = what))
    }
}

/// With a capital letter in front.
pub(crate) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}

/// Puts the arguments into the placeholders; `{value}` is the value found. None is longer than a shown value.
pub(crate) fn fill(words: &Words, template: &str, args: &[(&'static str, Arg)], value: &str) -> String {
    let short = |arg: &Arg| {
        let said = words.arg(arg);
        match cut(&said, VALUE_LENGTH) {
            cut if cut.len() < said.len() => Arg::Text(cut.into_owned()),
            _ => arg.clone(),
        }
    };
    let mut short: Vec<(&str, Arg)> = args.iter().map(|(name, arg)| (*name, short(arg))).collect();
    short.push(("value", Arg::Text(value.to_owned())));
    words.fill(template, &|name| short.iter().find(|(known, _)| *known == name).map(|(_, arg)| arg))
}
