//! The file as a grid to look at: where each record stands, what was found in its cells and what they become.
//!
//! What must stay true: it is made from one run and belongs to the bytes, the export and the options of that run, as a
//! report does; whoever keeps it lets go of it with them. It holds positions and no copies of what the file holds itself,
//! so that any stretch of rows is read in the time that this stretch takes.

mod list;
mod shape;

use std::borrow::Cow;
use std::ops::{ControlFlow, RangeInclusive};

use crate::collect::Note;
use crate::report::{FINDINGS_PER_RULE, Finding};
use crate::row::{Fate, Row, lossy};
use crate::rules;
use crate::run::{Purpose, Run, run_for};
use crate::scan::{Field, Scanner};
use crate::sorting;
use crate::survey::Mark;
use crate::text::cut;
use crate::walk::Step;
use crate::{Input, Options};

pub use list::List;
pub use shape::{
    GridChange, GridColumn, GridCounts, GridFate, GridFinding, GridPlace, GridRow, GridRows, GridState, Show, Showing,
    WholeRow,
};

/// Characters after which a value is cut in a window; a cell of a grid shows fewer.
const CELL_LENGTH: usize = 120;

/// Columns without a header that a grid shows at most, for the sake of records that are too long.
const COLUMNS_BEYOND: usize = 50;

/// Records at whose values the widths of columns are taken.
const MEASURED: usize = 200;

/// How many findings before and after the one that is asked for are read with it where that takes a way through the file.
const FINDINGS_BEFORE: usize = 300;
const FINDINGS_AFTER: usize = 700;

/// A file that went through all rules, laid open.
#[derive(Debug)]
pub struct Grid {
    /// The text; `None` where it is the end of the file as given, from [`Self::text_start`] on.
    text: Option<Vec<u8>>,
    text_start: usize,
    separator: u8,
    bare_returns: bool,
    header_fields: usize,
    /// Where each record starts, and on which line.
    records: Vec<(u32, u32)>,
    /// In a converted workbook: the row of the sheet that holds the column names.
    sheet_row_of_names: Option<u32>,
    columns: Vec<GridColumn>,
    /// In the order of the rows.
    notes: Vec<Note>,
    /// Cells with another value, in the order of the rows.
    changes: Vec<Changed>,
    /// Records that do not simply go into the corrected file, in their order.
    fates: Vec<(u32, GridFate)>,
    /// Records that have more or fewer values now, in their order.
    reshaped: Vec<u32>,
    /// The first findings of each rule in all their words, in the order of the rows.
    findings: Vec<Finding>,
    /// All findings of the rows around the one that was asked for last, if that has others.
    stretch: Stretch,
    counts: GridCounts,
}

#[derive(Debug)]
struct Changed {
    row: u32,
    index: u32,
    after: Box<str>,
}

/// Findings of adjacent rows in all their words, in the order of the rows.
#[derive(Debug, Default)]
struct Stretch {
    /// From one row (from 1) to the other; none at first.
    rows: Option<RangeInclusive<u32>>,
    findings: Vec<Finding>,
}

impl Grid {
    /// Of a run, with what its collector noted.
    pub(crate) fn of(run: &Run<'_>, input: &Input<'_>, notes: Vec<Note>) -> Self {
        let sheet = run.sheet;
        let mut grid = Grid {
            text: matches!(run.opened.text, Cow::Owned(_)).then(|| run.opened.text.to_vec()),
            text_start: input.file.len().saturating_sub(run.opened.text.len()),
            separator: sheet.dialect.separator,
            bare_returns: sheet.dialect.bare_returns,
            header_fields: sheet.header_fields.len(),
            records: run.marks.iter().map(|mark: &Mark| (mark.start, mark.line)).collect(),
            sheet_row_of_names: sheet.workbook().and(sheet.header).map(|header| header.line),
            columns: Vec::new(),
            notes,
            changes: Vec::new(),
            fates: Vec::new(),
            reshaped: Vec::new(),
            findings: Vec::new(),
            stretch: Stretch::default(),
            counts: GridCounts::default(),
        };
        grid.notes.sort_by_key(|note| note.row);
        let mut widest = sheet.columns.len();
        run.each_settled(&mut |_, step| {
            if let Step::Examined(row) = step {
                widest = widest.max(row.written).max(row.width());
                grid.take(&row);
            }
        });
        let named = sheet.columns.iter().map(|column| GridColumn {
            header: column.header.clone(),
            after: (column.name != column.header && !column.dropped).then(|| column.name.clone()),
            left_out: column.dropped,
            beyond: false,
            width: 0,
        });
        let beyond = widest.saturating_sub(sheet.columns.len()).min(COLUMNS_BEYOND);
        grid.columns =
            named.chain(std::iter::repeat_n(GridColumn { beyond: true, ..GridColumn::default() }, beyond)).collect();
        grid.measure(input.file);
        grid.counts = grid.count();
        grid
    }

    /// Takes the findings of the run's report.
    pub(crate) fn remember(&mut self, findings: &[Finding]) {
        self.findings = in_rows(findings.iter().filter(|finding| finding.row.is_some()).cloned().collect());
    }

    /// What becomes of a record that went through the rules.
    fn take(&mut self, row: &Row<'_>) {
        let fate = match row.fate {
            Fate::Kept => None,
            Fate::Dropped => Some(GridFate::LeftOut),
            Fate::Frozen => Some(GridFate::AsItIs),
            Fate::Unsplit => Some(GridFate::Undecided),
        };
        self.fates.extend(fate.map(|fate| (row.number, fate)));
        if row.fate == Fate::Dropped {
            return;
        }
        if row.is_reshaped {
            self.reshaped.push(row.number);
        }
        self.changes.extend(row.changed().map(|(index, cell)| Changed {
            row: row.number,
            index: index as u32,
            after: cell.value().into(),
        }));
    }

    /// How wide columns are by the values of the first records.
    fn measure(&mut self, file: &[u8]) {
        let mut columns = std::mem::take(&mut self.columns);
        let mut reader = self.reader(file);
        for position in 0..self.records.len().min(MEASURED) {
            let values = reader.values(position);
            columns
                .iter_mut()
                .zip(values)
                .for_each(|(column, value)| column.width = column.width.max(value.chars().count()));
        }
        self.columns = columns;
    }

    fn text<'t>(&'t self, file: &'t [u8]) -> &'t [u8] {
        self.text.as_deref().unwrap_or_else(|| file.get(self.text_start..).unwrap_or_default())
    }

    fn reader<'t>(&'t self, file: &'t [u8]) -> Reader<'t> {
        let text = self.text(file);
        let mut scanner = Scanner::new(text, self.separator, self.bare_returns);
        scanner.expect_columns(self.header_fields);
        Reader { text, scanner, records: &self.records, fields: Vec::new() }
    }

    /// Some rows of a list: `count` from its position `from` (from 0) on. `file` is the file that the grid was made of.
    #[must_use]
    pub fn rows(&self, file: &[u8], list: &List, from: usize, count: usize) -> GridRows {
        let mut reader = self.reader(file);
        let shown = list.len(self);
        let until = from.saturating_add(count).min(shown);
        GridRows {
            records: self.records.len(),
            shown,
            counts: self.counts,
            columns: self.columns.clone(),
            from,
            rows: (from..until).filter_map(|position| self.row(&mut reader, list.row(position)?)).collect(),
        }
    }

    fn row(&self, reader: &mut Reader<'_>, row: u32) -> Option<GridRow> {
        let position = (row as usize).checked_sub(1)?;
        let line = self.line(row)?;
        let cells = reader.values(position).iter().map(|value| cut(value, CELL_LENGTH).into_owned()).collect();
        let changed = self
            .changes_of(row)
            .iter()
            .map(|changed| GridChange { index: changed.index, after: cut(&changed.after, CELL_LENGTH).into_owned() });
        let found = self.notes_of(row).iter().filter_map(|note| self.found(note));
        Some(GridRow { row, line, fate: self.fate(row), cells, changed: changed.collect(), found: found.collect() })
    }

    /// One row with its whole values and all that is said of it; `None` when there is no such row. Input and options are
    /// those that the grid was made of: where a finding is not among the first [`FINDINGS_PER_RULE`] of its rule, the file
    /// is gone through once for its words and those of its neighbours, so that who goes on from there need not wait.
    pub fn whole_row(&mut self, input: &Input<'_>, options: &Options, row: u32) -> Option<WholeRow> {
        let line = self.line(row)?;
        let cells = self.reader(input.file).values(row as usize - 1);
        let changed = self
            .changes_of(row)
            .iter()
            .map(|changed| GridChange { index: changed.index, after: changed.after.to_string() });
        let (changed, fate) = (changed.collect(), self.fate(row));
        let findings = of_row(self.findings_around(input, options, row), Some(row), |finding| finding.row).to_vec();
        Some(WholeRow { row, line, fate, cells, changed, findings })
    }

    /// Findings in the order of the rows; those of this row are all among them.
    fn findings_around(&mut self, input: &Input<'_>, options: &Options, row: u32) -> &[Finding] {
        if self.notes_of(row).iter().all(|note| (note.nth as usize) < FINDINGS_PER_RULE) {
            return &self.findings;
        }
        if !self.stretch.rows.as_ref().is_some_and(|rows| rows.contains(&row)) {
            let at = self.notes.partition_point(|note| note.row < row);
            let before = at.saturating_sub(FINDINGS_BEFORE);
            let after = (at + FINDINGS_AFTER).min(self.notes.len().saturating_sub(1));
            let (from, until) = (self.notes[before].row, self.notes[after].row);
            let (purpose, never) = (Purpose::Stretch(from, until), &mut |_| ControlFlow::Continue(()));
            let findings = run_for(purpose, input, options, never, |run| run.collector.finish(1).1);
            self.stretch = Stretch { rows: Some(from..=until), findings: in_rows(findings.unwrap_or_default()) };
        }
        &self.stretch.findings
    }

    /// Of the file; in a workbook of its sheet.
    fn line(&self, row: u32) -> Option<u32> {
        let (_, line) = self.records.get((row as usize).checked_sub(1)?)?;
        Some(self.sheet_row_of_names.map_or(*line, |names| names + row))
    }

    fn fate(&self, row: u32) -> GridFate {
        let at = self.fates.binary_search_by_key(&row, |(row, _)| *row);
        at.map_or(GridFate::Kept, |at| self.fates[at].1)
    }

    fn changes_of(&self, row: u32) -> &[Changed] {
        of_row(&self.changes, row, |changed| changed.row)
    }

    fn notes_of(&self, row: u32) -> &[Note] {
        of_row(&self.notes, row, |note| note.row)
    }

    fn found(&self, note: &Note) -> Option<GridFinding> {
        let rule = rules::ALL.get(note.rule as usize)?;
        Some(GridFinding {
            index: note.index,
            rule: rule.name.to_owned(),
            severity: note.severity,
            state: self.state(note),
        })
    }

    /// What is open in a record that is left out is settled with it.
    fn state(&self, note: &Note) -> GridState {
        match note.state {
            GridState::Open if self.fate(note.row) == GridFate::LeftOut => GridState::Refused,
            state => state,
        }
    }
}

fn in_rows(mut findings: Vec<Finding>) -> Vec<Finding> {
    sorting::sort_by(&mut findings, |one, other| one.row.cmp(&other.row));
    findings
}

/// Those of one row, among all in the order of the rows.
fn of_row<T, R: Copy + Ord>(all: &[T], row: R, row_of: impl Fn(&T) -> R) -> &[T] {
    let first = all.partition_point(|one| row_of(one) < row);
    let count = all[first..].partition_point(|one| row_of(one) == row);
    &all[first..first + count]
}

/// Reads single records of the text.
struct Reader<'t> {
    text: &'t [u8],
    scanner: Scanner<'t>,
    records: &'t [(u32, u32)],
    fields: Vec<Field>,
}

impl Reader<'_> {
    /// The values of the record at a position (row - 1).
    fn values(&mut self, position: usize) -> Vec<String> {
        let Some((start, line)) = self.records.get(position) else { return Vec::new() };
        self.scanner.seek(*start as usize, *line);
        if self.scanner.read(&mut self.fields).is_none() {
            return Vec::new();
        }
        self.fields.iter().map(|field| lossy(field.value(self.text)).into_owned()).collect()
    }

    /// The bytes of the record at a position, its line end included.
    fn bytes(&self, position: usize) -> &[u8] {
        let start = |position: usize| self.records.get(position).map_or(self.text.len(), |(start, _)| *start as usize);
        self.text.get(start(position)..start(position + 1)).unwrap_or_default()
    }
}
