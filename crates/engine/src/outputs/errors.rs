//! Control Hub's error file: which row failed, and why.
//!
//! What must stay true: a quote that nobody closed hides no line below it; where it cannot be told what is a line, nothing
//! is read.

use crate::dialect::Dialect;
use crate::refusal::refusal;
use crate::report::Refusal;
use crate::row::lossy;
use crate::scan::Field;
use crate::words::{Words, say};

/// A line of the error file.
pub(super) struct Line {
    /// Where it stands in the error file.
    pub(super) at: u32,
    /// The row as Control Hub counts; `None` where no number can be read.
    pub(super) number: Option<usize>,
    /// Whether it names neither a row nor a user.
    pub(super) is_general: bool,
    pub(super) address: Option<String>,
    pub(super) message: String,
}

pub(super) fn read(errors: &[u8], words: &Words) -> Result<Vec<Line>, Refusal> {
    let errors = errors.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(errors);
    let dialect = Dialect::of(errors);
    let mut scanner = dialect.scanner(errors);
    let mut fields: Vec<Field> = Vec::new();
    let value = |field: &Field| lossy(field.value(errors)).trim().to_owned();
    scanner.read(&mut fields);
    let header: Vec<String> = fields.iter().map(|name| value(name).to_ascii_lowercase()).collect();
    let column = |wanted: &str| header.iter().position(|name| name.starts_with(wanted));
    let (Some(number), Some(message)) = (column("row number"), column("error message")) else {
        let says = say!(
            "This is not the error file of an import: it has no columns “Row Number” and “Error Message”. Download it from the task in Control Hub."
        );
        return Err(refusal(words, "not-an-error-file", &says));
    };
    let address = column("user id/email");
    let mut lines = Vec::new();
    scanner.expect_columns(header.len());
    while let Some(record) = scanner.read(&mut fields) {
        // Two quotes that nobody closed can pair, and what stands between them looks like a message of several lines.
        let text = String::from_utf8_lossy(&errors[record.range()]);
        let names_a_row = |line: &str| {
            let mut cells = line.split(char::from(dialect.separator));
            cells.nth(number).and_then(row_number).is_some() && line.contains(char::from(dialect.separator))
        };
        if text.split(['\n', '\r']).skip(1).any(names_a_row) {
            let says = say!(
                "Line {line} of the error file has a quote that is not closed, so nobody can tell which rows failed. Download the file again from the task in Control Hub, or close the quote.",
                line = record.line,
            );
            return Err(refusal(words, "unclear-line", &says));
        }
        let cell = |at: usize| fields.get(at).map(value).unwrap_or_default();
        let (row, address) = (cell(number), address.map(cell).filter(|address| !address.is_empty()));
        let line = Line {
            at: record.line,
            number: row_number(&row),
            is_general: row.is_empty() && address.is_none(),
            address,
            message: cell(message),
        };
        if !text.is_empty() {
            lines.push(line);
        }
    }
    Ok(lines)
}

/// A spreadsheet may have made `3.0` of a 3.
fn row_number(cell: &str) -> Option<usize> {
    cell.strip_suffix(".0").unwrap_or(cell).parse().ok()
}
