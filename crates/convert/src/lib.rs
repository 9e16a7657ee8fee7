//! Turns files that are no CSV text into one, and tells what was lost on the way.
//!
//! Workbooks (XLSX, ODS, XLS) give the text of one sheet; encodings that the
//! engine has no table for give a text each. What it means for the import is
//! not known here: the engine's rules say it of the [`Origin`].
//!
//! Architecture invariant: no bytes make it panic, nothing unpacks to more than
//! [`MOST_BYTES`], and no value is made up: a cell gives what the file holds or
//! a loss that names it.

mod cfb;
mod encodings;
mod format;
mod grid;
mod number;
mod ods;
mod xls;
mod xls_strings;
mod xlsx;
mod xml;
mod zip;

use hubcheck::{Failure, Origin, SheetName, Workbook, WorkbookKind};
use sha2::{Digest, Sha256};

use grid::Grid;

pub use encodings::readings;

/// What a workbook may unpack to, and what the text of its sheet may need.
pub const MOST_BYTES: usize = 256 << 20;

/// More sheets than any list of users has; each of them is looked at.
const MOST_SHEETS: usize = 100;

/// Rows with values that are looked at to see what a sheet is.
const ROWS_TO_KNOW_IT: usize = 20;

/// A sheet as CSV text, and where it came from.
#[derive(Clone, Debug)]
pub struct Converted {
    /// UTF-8, commas, CRLF: one record for each row of the sheet from the first on.
    pub text: Vec<u8>,
    /// To be handed to the engine with the text.
    pub origin: Origin,
}

/// A workbook that can be read.
#[derive(Debug)]
pub struct Book<'a> {
    bytes: &'a [u8],
    kind: WorkbookKind,
    names: Vec<SheetName>,
    pages: Pages<'a>,
}

#[derive(Debug)]
enum Pages<'a> {
    Xlsx(xlsx::Xlsx<'a>),
    Ods(ods::Ods),
    Xls(xls::Xls),
}

impl<'a> Book<'a> {
    /// Opens a workbook and looks at its sheets.
    ///
    /// # Errors
    /// When it is protected, damaged, of another kind, too large or blank.
    pub fn open(bytes: &'a [u8]) -> Result<Self, Failure> {
        let pages = if bytes.starts_with(cfb::MAGIC) {
            Pages::Xls(xls::Xls::open(bytes)?)
        } else {
            let parts = zip::Parts::open(bytes)?;
            if parts.has("content.xml") {
                Pages::Ods(ods::Ods::open(&parts)?)
            } else {
                Pages::Xlsx(xlsx::Xlsx::open(parts)?)
            }
        };
        let (kind, titles) = match &pages {
            Pages::Xlsx(book) => (WorkbookKind::Xlsx, book.titles()),
            Pages::Ods(book) => (WorkbookKind::Ods, book.titles()),
            Pages::Xls(book) => (WorkbookKind::Xls, book.titles()),
        };
        if titles.len() > MOST_SHEETS {
            return Err(Failure::TooLarge);
        }
        let mut book = Book { bytes, kind, names: Vec::new(), pages };
        for (position, (name, hidden)) in titles.into_iter().enumerate() {
            let words = book.grid(position, ROWS_TO_KNOW_IT)?.words();
            book.names.push(SheetName { name, hidden, blank: words.is_empty(), words });
        }
        if book.names.iter().all(|sheet| sheet.blank) { Err(Failure::Blank) } else { Ok(book) }
    }

    /// Its sheets, in their order; [`hubcheck::choose_sheet`] chooses one.
    #[must_use]
    pub fn sheets(&self) -> &[SheetName] {
        &self.names
    }

    /// The text of one sheet.
    ///
    /// # Errors
    /// When the sheet is damaged or too large.
    pub fn convert(&self, sheet: usize) -> Result<Converted, Failure> {
        let grid = self.grid(sheet, usize::MAX)?;
        let workbook = Workbook {
            kind: self.kind,
            size: self.bytes.len(),
            sha256: Some(sha256(self.bytes)),
            sheet,
            sheets: self.names.clone(),
            losses: grid.losses(),
            hidden_rows: grid.hidden_rows(),
            hidden_columns: grid.hidden_columns(),
            merged: grid.merged(),
            covered: grid.covered(),
        };
        let text = grid.text()?;
        Ok(Converted { text, origin: Origin { workbook: Some(workbook), ..Origin::default() } })
    }

    /// A sheet's cells, at least those of the first `rows` with values.
    fn grid(&self, sheet: usize, rows: usize) -> Result<Grid, Failure> {
        let mut grid = Grid::new(rows);
        match &self.pages {
            Pages::Xlsx(book) => book.read(sheet, &mut grid)?,
            Pages::Ods(book) => book.read(sheet, &mut grid)?,
            Pages::Xls(book) => book.read(sheet, &mut grid)?,
        }
        grid.sort();
        Ok(grid)
    }
}

/// What there is to know of a file that the engine cannot read itself: the text to check instead, if there is one,
/// and its origin. `None`: the engine reads it as it is.
#[must_use]
pub fn convert(bytes: &[u8], options: &hubcheck::Options) -> Option<(Option<Vec<u8>>, Origin)> {
    if !hubcheck::is_workbook(bytes) {
        let readings = readings(bytes);
        return (!readings.is_empty()).then(|| (None, Origin { readings, ..Origin::default() }));
    }
    let book = Book::open(bytes);
    let converted = book.and_then(|book| book.convert(hubcheck::choose_sheet(book.sheets(), options)));
    Some(match converted {
        Ok(Converted { text, origin }) => (Some(text), origin),
        Err(failure) => (None, Origin { failure: Some(failure), ..Origin::default() }),
    })
}

/// Lower-case hexadecimal.
fn sha256(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    Sha256::digest(bytes).iter().fold(String::with_capacity(64), |mut text, byte| {
        let _ = write!(text, "{byte:02x}"); // a String takes everything
        text
    })
}
