//! The cells of one sheet, whichever program wrote them, and the CSV text of them.
//!
//! Must stay true: row 1 of the sheet is the first record and column A the first
//! field, so that a place in the text is a place in the sheet; only rows without
//! a value below the last one are left out.

use std::collections::BTreeMap;

use hubcheck::{Failure, Loss, Losses, LostCell, Places, column_letters};

use crate::MOST_BYTES;

/// No spreadsheet has more.
const MOST_ROWS: u32 = 1 << 20;
const MOST_COLUMNS: u32 = 1 << 14;

/// Cells and places that are named; all of them are counted.
const MOST_NAMED: usize = 100;

/// A value and what it lost.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Value {
    pub(crate) text: String,
    pub(crate) loss: Option<Loss>,
    pub(crate) is_formula: bool,
}

#[derive(Debug)]
struct Cell {
    row: u32,
    column: u32,
    value: Value,
}

/// From and to, both included, from 0.
type Span = (u32, u32);

/// A sheet while it is read, and then as a whole.
#[derive(Debug, Default)]
pub(crate) struct Grid {
    cells: Vec<Cell>,
    bytes: usize,
    /// Rows with values that are wanted, and those that are there.
    wanted: usize,
    rows: usize,
    last_row: Option<u32>,
    hidden_rows: Vec<Span>,
    hidden_columns: Vec<Span>,
    merged: Vec<(Span, Span)>,
}

impl Value {
    pub(crate) fn text(text: impl Into<String>) -> Self {
        Value { text: text.into(), ..Value::default() }
    }

    pub(crate) fn lost(text: impl Into<String>, loss: Loss) -> Self {
        Value { text: text.into(), loss: Some(loss), is_formula: false }
    }

    pub(crate) fn flag(is_true: bool) -> Self {
        Value::text(if is_true { "TRUE" } else { "FALSE" })
    }
}

impl Grid {
    pub(crate) fn new(wanted: usize) -> Self {
        Grid { wanted, ..Grid::default() }
    }

    /// Whether enough rows were read.
    pub(crate) fn is_full(&self) -> bool {
        self.rows > self.wanted
    }

    pub(crate) fn is_whole_wanted(&self) -> bool {
        self.wanted == usize::MAX
    }

    pub(crate) fn has_values(&self) -> bool {
        !self.cells.is_empty()
    }

    /// Takes a value; row and column count from 0.
    pub(crate) fn put(&mut self, row: u32, column: u32, value: Value) -> Result<(), Failure> {
        if row >= MOST_ROWS || column >= MOST_COLUMNS {
            return Err(Failure::Broken);
        }
        if value.text.is_empty() && !value.is_formula {
            return Ok(());
        }
        self.bytes += value.text.len() + size_of::<Cell>();
        if self.bytes > 2 * MOST_BYTES {
            return Err(Failure::TooLarge);
        }
        if self.last_row != Some(row) {
            self.rows += 1;
            self.last_row = Some(row);
        }
        self.cells.push(Cell { row, column, value });
        Ok(())
    }

    pub(crate) fn hide_rows(&mut self, from: u32, to: u32) {
        push(&mut self.hidden_rows, (from, to));
    }

    pub(crate) fn hide_columns(&mut self, from: u32, to: u32) {
        push(&mut self.hidden_columns, (from, to));
    }

    pub(crate) fn merge(&mut self, rows: Span, columns: Span) {
        if rows.0 <= rows.1 && columns.0 <= columns.1 && (rows.0, columns.0) != (rows.1, columns.1) {
            self.merged.push((rows, columns));
        }
    }

    /// Puts the cells in their order; of two at one place the later one stays.
    pub(crate) fn sort(&mut self) {
        self.cells.reverse();
        self.cells.sort_by_key(|cell| (cell.row, cell.column));
        self.cells.dedup_by_key(|cell| (cell.row, cell.column));
    }

    /// The first texts, to know what the sheet is.
    pub(crate) fn words(&self) -> Vec<String> {
        const MOST: usize = 300;
        const LONGEST: usize = 100;
        let cut = |text: &str| text.chars().take(LONGEST).collect::<String>();
        self.cells
            .iter()
            .filter(|cell| !cell.value.text.is_empty())
            .take(MOST)
            .map(|cell| cut(&cell.value.text))
            .collect()
    }

    /// The sheet as CSV.
    pub(crate) fn text(&self) -> Result<Vec<u8>, Failure> {
        let values = || self.cells.iter().filter(|cell| !cell.value.text.is_empty());
        let (Some(last), Some(width)) = (values().next_back(), values().map(|cell| cell.column).max()) else {
            return Err(Failure::Blank);
        };
        let rows = values().map(|cell| cell.row).fold((0, None), |(count, last), row| match last {
            Some(last) if last == row => (count, Some(last)),
            _ => (count + 1, Some(row)),
        });
        if self.bytes + rows.0 * width as usize > 2 * MOST_BYTES {
            return Err(Failure::TooLarge);
        }
        let mut text = Vec::new();
        let mut cells = values().peekable();
        for row in 0..=last.row {
            if cells.peek().is_some_and(|cell| cell.row == row) {
                for column in 0..=width {
                    if column > 0 {
                        text.push(b',');
                    }
                    if let Some(cell) = cells.next_if(|cell| (cell.row, cell.column) == (row, column)) {
                        write(&mut text, &cell.value.text);
                    }
                }
            }
            text.extend(b"\r\n");
            if text.len() > MOST_BYTES {
                return Err(Failure::TooLarge);
            }
        }
        Ok(text)
    }

    /// What the cells lost, by column and kind.
    pub(crate) fn losses(&self) -> Vec<Losses> {
        let mut all: BTreeMap<(u32, u8), Losses> = BTreeMap::new();
        for cell in &self.cells {
            let formula = cell.value.is_formula.then_some(if cell.value.text.is_empty() {
                Loss::Uncalculated
            } else {
                Loss::Formula
            });
            for kind in cell.value.loss.into_iter().chain(formula) {
                let losses = all.entry((cell.column, kind as u8)).or_insert_with(|| Losses {
                    kind,
                    index: cell.column as usize,
                    ..Losses::default()
                });
                losses.count += 1;
                if losses.cells.len() < MOST_NAMED {
                    let (name, row) = (place(cell.row, cell.column), cell.row + 1);
                    let shown = cell.value.text.chars().take(MOST_NAMED).collect();
                    losses.cells.push(LostCell { cell: name, row, shown });
                }
            }
        }
        all.into_values().collect()
    }

    /// Hidden rows that hold a value.
    pub(crate) fn hidden_rows(&self) -> Places {
        places(&self.hidden_rows, self.cells.iter().map(|cell| cell.row), |row| (row + 1).to_string())
    }

    /// Hidden columns that hold a value.
    pub(crate) fn hidden_columns(&self) -> Places {
        places(&self.hidden_columns, self.cells.iter().map(|cell| cell.column), |column| {
            column_letters(column as usize)
        })
    }

    pub(crate) fn merged(&self) -> Places {
        let name =
            |(rows, columns): &(Span, Span)| format!("{}:{}", place(rows.0, columns.0), place(rows.1, columns.1));
        Places { count: self.merged.len(), names: self.merged.iter().take(MOST_NAMED).map(name).collect() }
    }

    /// Cells with a value that lie under merged ones, where nobody sees them.
    pub(crate) fn covered(&self) -> Places {
        let mut merged = self.merged.clone();
        merged.sort_unstable();
        let mut merged = merged.into_iter().peekable();
        // By their first column, as no two share a cell.
        let mut begun: BTreeMap<u32, (Span, Span)> = BTreeMap::new();
        let mut covered = Places::default();
        for Cell { row, column, .. } in self.cells.iter().filter(|cell| !cell.value.text.is_empty()) {
            while let Some((rows, columns)) = merged.next_if(|(rows, _)| rows.0 <= *row) {
                begun.insert(columns.0, (rows, columns));
            }
            while let Some((first, (rows, columns))) = begun.range(..=column).next_back().map(|(at, one)| (*at, *one)) {
                if rows.1 >= *row {
                    if columns.1 >= *column && (rows.0, columns.0) != (*row, *column) {
                        covered.count += 1;
                        covered.names.extend((covered.count <= MOST_NAMED).then(|| place(*row, *column)));
                    }
                    break;
                }
                begun.remove(&first); // it ended further above
            }
        }
        covered
    }
}

/// Such as `L2`.
fn place(row: u32, column: u32) -> String {
    format!("{}{}", column_letters(column as usize), row + 1)
}

fn push(spans: &mut Vec<Span>, span: Span) {
    match spans.last_mut() {
        Some(last) if last.1.checked_add(1) == Some(span.0) => last.1 = span.1,
        _ => spans.push(span),
    }
}

/// Those that lie in one of the spans, runs of them as one name.
fn places(spans: &[Span], filled: impl Iterator<Item = u32>, name: impl Fn(u32) -> String) -> Places {
    if spans.is_empty() {
        return Places::default();
    }
    let mut sorted = spans.to_vec();
    sorted.sort_unstable();
    let is_hidden = |at: &u32| {
        let before = sorted.partition_point(|span| span.0 <= *at);
        sorted[..before].last().is_some_and(|span| span.1 >= *at)
    };
    let hidden: std::collections::BTreeSet<u32> = filled.filter(is_hidden).collect();
    let mut runs: Vec<Span> = Vec::new();
    for at in &hidden {
        push(&mut runs, (*at, *at));
    }
    let named = |run: &Span| if run.0 == run.1 { name(run.0) } else { format!("{}–{}", name(run.0), name(run.1)) };
    Places { count: hidden.len(), names: runs.iter().take(MOST_NAMED).map(named).collect() }
}

fn write(text: &mut Vec<u8>, value: &str) {
    let is_plain = !value.bytes().any(|byte| matches!(byte, b',' | b'"' | b'\r' | b'\n'));
    if is_plain {
        text.extend(value.as_bytes());
        return;
    }
    text.push(b'"');
    text.extend(value.replace('"', "\"\"").as_bytes());
    text.push(b'"');
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grid(cells: &[(u32, u32, &str)]) -> Grid {
        let mut grid = Grid::new(usize::MAX);
        for (row, column, text) in cells {
            grid.put(*row, *column, Value::text(*text)).expect("places of a sheet");
        }
        grid.sort();
        grid
    }

    #[test]
    fn a_place_in_the_text_is_a_place_in_the_sheet() {
        let text = grid(&[(3, 1, "x,\"y\""), (1, 2, "b"), (1, 0, "a"), (1, 0, "A"), (9, 0, "")]).text();
        assert_eq!(text.map(String::from_utf8), Ok(Ok("\r\nA,,b\r\n\r\n,\"x,\"\"y\"\"\",\r\n".to_owned())));
        assert_eq!(grid(&[]).text(), Err(Failure::Blank));
    }

    #[test]
    fn values_under_merged_cells_are_named() {
        let mut grid =
            grid(&[(1, 1, "a"), (1, 2, "b"), (2, 2, "c"), (3, 1, "d"), (3, 4, "e"), (4, 5, "f"), (5, 4, "g")]);
        assert_eq!(grid.covered(), Places::default());
        grid.merge((3, 4), (4, 5));
        grid.merge((1, 2), (1, 2));
        grid.merge((1, 1), (3, 4));
        assert_eq!(grid.covered(), Places { count: 3, names: vec!["C2".into(), "C3".into(), "F5".into()] });
    }

    #[test]
    fn a_far_cell_is_no_bomb() {
        assert_eq!(
            grid(&[(0, 0, "a"), (MOST_ROWS - 1, MOST_COLUMNS - 1, "z")]).text().map(|text| text.len() > 1),
            Ok(true)
        );
        let cells: Vec<(u32, u32, &str)> = (0..40_000).map(|row| (row, MOST_COLUMNS - 1, "z")).collect();
        assert_eq!(grid(&cells).text(), Err(Failure::TooLarge));
        assert_eq!(Grid::new(1).put(MOST_ROWS, 0, Value::text("x")), Err(Failure::Broken));
    }

    #[test]
    fn hidden_rows_are_named_in_runs() {
        let mut grid = grid(&[(0, 0, "a"), (4, 0, "b"), (5, 0, "c"), (8, 0, "d")]);
        for row in [4, 5, 6, 8] {
            grid.hide_rows(row, row);
        }
        assert_eq!(grid.hidden_rows(), Places { count: 3, names: vec!["5–6".into(), "9".into()] });
        grid.hide_columns(0, 3);
        assert_eq!(grid.hidden_columns(), Places { count: 1, names: vec!["A".into()] });
    }
}
