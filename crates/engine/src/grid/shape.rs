//! The grid as clients see it.
//!
//! What must stay true: a name here is a promise. Rows and lines count from 1 as in the report, columns from 0.

use serde::{Deserialize, Serialize};

use crate::plan::Class;
use crate::report::Finding;
use crate::rule::Severity;

/// Which rows are listed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Show {
    /// By what was found.
    pub what: Showing,
    /// Of these only users of one class of the plan; without a mode the class under “Add and remove services”.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub class: Option<Class>,
    /// Of these only rows with a value that holds this text, whatever the case; before or after the corrections.
    pub search: String,
}

/// Rows by what was found in them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Showing {
    /// Every row.
    #[default]
    All,
    /// Rows of which some rule speaks.
    Found,
    /// Rows with a finding whose fix is neither applied nor refused.
    Open,
    /// Rows that are not as they were.
    Changed,
}

/// A stretch of the rows of a list.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct GridRows {
    /// Data records of the file.
    pub records: usize,
    /// Rows of the list.
    pub shown: usize,
    /// Rows by what was found, whatever is listed.
    pub counts: GridCounts,
    /// The columns, and those without a header that some record reaches.
    pub columns: Vec<GridColumn>,
    /// Position in the list of the first of `rows`, from 0.
    pub from: usize,
    /// The rows.
    pub rows: Vec<GridRow>,
}

/// Rows by what was found in them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GridCounts {
    /// As [`Showing::Found`].
    pub found: usize,
    /// As [`Showing::Open`].
    pub open: usize,
    /// As [`Showing::Changed`].
    pub changed: usize,
}

/// One column.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GridColumn {
    /// As it stands in the file; blank where there is none.
    pub header: String,
    /// Under which name it goes on, where that is another one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
    /// Whether it is left out of the corrected file.
    pub left_out: bool,
    /// Whether the header does not reach it: some record is too long.
    pub beyond: bool,
    /// Characters of the longest of its first values, the header aside.
    pub width: usize,
}

/// What becomes of a record.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum GridFate {
    /// It goes into the corrected file.
    #[default]
    Kept,
    /// It does not.
    LeftOut,
    /// Nobody has decided how it is split into columns.
    Undecided,
    /// It goes as it is: nothing in it is judged.
    AsItIs,
}

/// One row. Values are cut after some 120 characters.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GridRow {
    /// Data record.
    pub row: u32,
    /// Physical line; in a converted workbook the row of its sheet.
    pub line: u32,
    /// What becomes of it.
    pub fate: GridFate,
    /// Its values as read, as many as it has.
    pub cells: Vec<String>,
    /// Cells with another value now.
    pub changed: Vec<GridChange>,
    /// What was found in it.
    pub found: Vec<GridFinding>,
}

/// A cell with another value now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GridChange {
    /// The column.
    pub index: u32,
    /// The value.
    pub after: String,
}

/// A finding, in short.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GridFinding {
    /// The column; `None` when it is about the row as a whole.
    pub index: Option<u32>,
    /// The rule's name.
    pub rule: String,
    /// Of this finding.
    pub severity: Severity,
    /// What became of it.
    pub state: GridState,
}

/// What became of a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum GridState {
    /// Its fix is applied.
    Applied,
    /// Its fix is refused, or its record is left out.
    Refused,
    /// Neither.
    Open,
}

/// One row in all its words.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct WholeRow {
    /// Data record.
    pub row: u32,
    /// As in [`GridRow`].
    pub line: u32,
    /// What becomes of it.
    pub fate: GridFate,
    /// Its values as read, uncut.
    pub cells: Vec<String>,
    /// Cells with another value now, uncut.
    pub changed: Vec<GridChange>,
    /// All its findings.
    pub findings: Vec<Finding>,
}

/// A cell to go to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GridPlace {
    /// In the list, from 0.
    pub position: usize,
    /// Data record.
    pub row: u32,
    /// The column; `None` when it is about the row as a whole.
    pub index: Option<u32>,
}
