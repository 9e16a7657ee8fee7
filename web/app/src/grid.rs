//! The file as a grid, as the page reads it: windows of rows, one row in all its words, and where in it a person is.

use serde::Serialize;

use crate::reading::{filled, worded};
use crate::report::{Finding, Severity};

/// Which rows are listed, as the engine reads it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub(crate) struct Show {
    pub what: Showing,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub class: Option<String>,
    pub search: String,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Showing {
    #[default]
    All,
    Found,
    Open,
    Changed,
}

impl Show {
    pub(crate) fn json(&self) -> String {
        // Plain data always has a JSON form.
        serde_json::to_string(self).unwrap_or_default()
    }
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Stretch {
    pub records: usize,
    pub shown: usize,
    pub counts: Counts,
    pub columns: Vec<Column>,
    pub from: usize,
    pub rows: Vec<Row>,
}

filled!(Stretch { records, shown, counts, columns, from, rows });

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    pub found: usize,
    pub open: usize,
    pub changed: usize,
}

filled!(Counts { found, open, changed });

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Column {
    pub header: String,
    pub after: Option<String>,
    pub left_out: bool,
    pub beyond: bool,
    pub width: usize,
}

filled!(Column { header, after, left_out, beyond, width });

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Fate {
    #[default]
    Kept,
    LeftOut,
    Undecided,
    AsItIs,
}

worded!(Fate { "kept" => Kept, "left-out" => LeftOut, "undecided" => Undecided } else AsItIs);

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Row {
    pub number: usize,
    pub line: usize,
    pub fate: Fate,
    pub cells: Vec<String>,
    pub changed: Vec<Changed>,
    pub found: Vec<Found>,
}

filled!(Row { number as "row", line, fate, cells, changed, found });

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Changed {
    pub index: usize,
    pub after: String,
}

filled!(Changed { index, after });

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Found {
    pub index: Option<usize>,
    pub rule: String,
    pub severity: Severity,
    pub state: Standing,
}

filled!(Found { index, rule, severity, state });

/// What became of a finding; one that is open comes first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Standing {
    Open,
    Refused,
    #[default]
    Applied,
}

worded!(Standing { "open" => Open, "refused" => Refused } else Applied);

/// One row in all its words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct WholeRow {
    pub row: usize,
    pub line: usize,
    pub fate: Fate,
    pub cells: Vec<String>,
    pub changed: Vec<Changed>,
    pub findings: Vec<Finding>,
}

filled!(WholeRow { row, line, fate, cells, changed, findings });

/// A cell to go to, as the engine tells it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Step {
    pub position: usize,
    pub row: usize,
    pub index: Option<usize>,
}

filled!(Step { position, row, index });

/// Where a person is: the position in the list from 0, and the column: 0 is the row as a whole, 1 its first cell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Place {
    pub position: usize,
    pub column: usize,
}

impl Place {
    pub(crate) fn of(position: usize, index: Option<usize>) -> Self {
        Self { position, column: index.map_or(0, |index| index + 1) }
    }

    /// As the cell's element carries it.
    pub(crate) fn name(self) -> String {
        format!("{}:{}", self.position, self.column)
    }

    pub(crate) fn named(name: &str) -> Option<Self> {
        let (position, column) = name.split_once(':')?;
        Some(Self { position: position.parse().ok()?, column: column.parse().ok()? })
    }

    /// The column of the file.
    pub(crate) fn index(self) -> Option<usize> {
        self.column.checked_sub(1)
    }
}

impl Column {
    /// How wide it is shown, in root ems: for its values, and for a name that may take two lines.
    pub(crate) fn rem(&self) -> usize {
        let name = self.after.as_ref().unwrap_or(&self.header);
        let length = |text: &str| text.chars().count();
        let word = name.split(' ').map(length).max().unwrap_or_default();
        let wide = self.width.max(length(name).div_ceil(2)).max(word + 2).min(WIDEST);
        (wide / 2 + 3).max(NARROWEST)
    }

    /// Whether the file has a column here; otherwise some record is too long.
    pub(crate) fn is_of_the_file(&self) -> bool {
        !self.beyond
    }
}

/// In characters.
const WIDEST: usize = 30;
/// In root ems.
const NARROWEST: usize = 6;

impl Stretch {
    pub(crate) fn row(&self, position: usize) -> Option<&Row> {
        self.rows.get(position.checked_sub(self.from)?)
    }
}

impl Row {
    pub(crate) fn after(&self, index: usize) -> Option<&str> {
        self.changed.iter().find(|changed| changed.index == index).map(|changed| &*changed.after)
    }

    /// What weighs most of what was found in a cell.
    pub(crate) fn worst_of(&self, index: usize) -> Option<&Found> {
        weightiest(self.found.iter().filter(|found| found.index == Some(index)))
    }

    /// What weighs most of all that was found in the row.
    pub(crate) fn worst(&self) -> Option<&Found> {
        weightiest(self.found.iter())
    }
}

/// What is open comes before what is settled.
fn weightiest<'f>(found: impl Iterator<Item = &'f Found>) -> Option<&'f Found> {
    found.min_by_key(|found| (found.state, found.severity))
}

impl WholeRow {
    pub(crate) fn after(&self, index: usize) -> Option<&str> {
        self.changed.iter().find(|changed| changed.index == index).map(|changed| &*changed.after)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_shown_is_written_as_the_engine_reads_it() {
        assert_eq!(Show::default().json(), r#"{"what":"all","search":""}"#);
        let show = Show { what: Showing::Open, class: Some("both".into()), search: "anna".into() };
        assert_eq!(show.json(), r#"{"what":"open","class":"both","search":"anna"}"#);
    }

    #[test]
    fn a_stretch_knows_its_rows() {
        let rows = Stretch { shown: 100, from: 40, rows: vec![Row::default(); 20], ..Stretch::default() };
        assert!(rows.row(59).is_some() && rows.row(60).is_none() && rows.row(39).is_none());
    }

    #[test]
    fn what_is_open_weighs_more_than_what_is_settled() {
        let found = |severity, state| Found { index: Some(2), severity, state, ..Found::default() };
        let row = Row {
            found: vec![found(Severity::Blocker, Standing::Applied), found(Severity::Note, Standing::Open)],
            ..Row::default()
        };
        assert_eq!(row.worst_of(2).map(|found| found.severity), Some(Severity::Note));
        assert_eq!(row.worst_of(1), None);
        assert_eq!(row.worst(), row.worst_of(2));
    }
}
