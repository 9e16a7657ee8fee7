//! One record on its way through the rules: its shape, its cells, its user.
//!
//! What must stay true: the record as written is never touched; `now` holds
//! what applied fixes make of a cell, and `None` there means its bytes stay.

use std::borrow::Cow;

use crate::baseline::User;
use crate::effect;
use crate::headers::is_header;
use crate::leave_out::is_left_out;
use crate::outputs::Role;
use crate::profile::{Class, Tier};
use crate::report::Changes;
use crate::scan::{Field, Record};
use crate::sheet::{Column, Sheet};
use crate::survey::Looks;

/// A record before its cells are known: what the structural rules look at.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Shape<'a> {
    pub(crate) sheet: &'a Sheet<'a>,
    pub(crate) record: Record,
    pub(crate) fields: &'a [Field],
    /// Adjacent blank records that this one stands for; 0 when it is not blank.
    pub(crate) blanks: u32,
    pub(crate) looks: Looks,
    /// Adjacent shifted records that this one stands for.
    pub(crate) run: u32,
    /// What the admin typed into its columns.
    pub(crate) edits: &'a [(u32, String)],
}

impl Shape<'_> {
    pub(crate) fn value(&self, index: usize) -> Cow<'_, str> {
        self.fields.get(index).map(|field| lossy(field.value(self.sheet.text))).unwrap_or_default()
    }

    /// Whether it is a header, see [`is_header`].
    pub(crate) fn names_columns(&self) -> bool {
        !self.is_edited() && is_header(self.sheet, self.fields)
    }

    /// Whether the admin edited a cell of it: what stands where is decided then.
    pub(crate) fn is_edited(&self) -> bool {
        !self.edits.is_empty()
    }

    /// Whether the admin typed over all that stands in it.
    pub(crate) fn is_typed_over(&self) -> bool {
        let is_typed = |index: usize| self.edits.iter().any(|(at, _)| *at as usize == index);
        self.is_edited() && (0..self.fields.len()).all(|index| is_typed(index) || self.value(index).trim().is_empty())
    }
}

/// A record with as many cells as it has, or as applied fixes gave it.
#[derive(Debug)]
pub(crate) struct Row<'a> {
    pub(crate) sheet: &'a Sheet<'a>,
    /// Data record, from 1.
    pub(crate) number: u32,
    pub(crate) line: u32,
    pub(crate) record: Record,
    /// Not many more than the header has: see [`Row::beyond`].
    pub(crate) cells: Vec<RowCell<'a>>,
    /// Blank cells behind these that a fix has added. Nothing stands for them: in a file of short records below a wide
    /// header they would be nearly all there is.
    pub(crate) added: usize,
    /// Cells behind these, which no rule can put right. They stay as they are.
    pub(crate) beyond: usize,
    /// Values as written in the file.
    pub(crate) written: usize,
    /// Whether a fix gave it another number of values.
    pub(crate) is_reshaped: bool,
    /// Columns that the admin edited by hand.
    pub(crate) edited: Vec<u32>,
    pub(crate) user: Option<User<'a>>,
    /// There is a baseline, and it certainly does not hold this user.
    pub(crate) is_new: bool,
    pub(crate) fate: Fate,
    /// What a licence cell names instead of TRUE or FALSE, unless the admin said no to that: it is given by hand.
    pub(crate) role: Option<Role>,
}

/// What becomes of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fate {
    Kept,
    /// Left out of the corrected file.
    Dropped,
    /// The admin wants it as it is, whatever the rules of its shape say: nothing in it is judged.
    Frozen,
    /// How it is split into cells is in doubt until the admin decides: nothing
    /// in it is judged, and it is written so that nobody can read it wrongly.
    Unsplit,
}

/// One cell: as written, and as it is now.
#[derive(Clone, Debug)]
pub(crate) struct RowCell<'a> {
    /// `None` when a fix added the cell, or gave the whole record new cells.
    pub(crate) field: Option<Field>,
    pub(crate) original: Cow<'a, [u8]>,
    pub(crate) now: Option<String>,
}

/// Cells beyond the header's that a record can have and still be split otherwise.
pub(crate) const MOST_EXTRA: usize = 20;

impl<'a> RowCell<'a> {
    pub(crate) fn written(text: &'a [u8], field: Field) -> Self {
        RowCell { field: Some(field), original: field.value(text), now: None }
    }

    /// A cell of a record that was split anew.
    pub(crate) fn replaced(original: Cow<'a, [u8]>, value: String) -> Self {
        RowCell { field: None, original, now: Some(value) }
    }

    pub(crate) const fn added() -> Self {
        RowCell { field: None, original: Cow::Borrowed(b""), now: None }
    }

    pub(crate) fn value(&self) -> Cow<'_, str> {
        match &self.now {
            Some(now) => Cow::Borrowed(now),
            None => String::from_utf8_lossy(&self.original),
        }
    }

    pub(crate) fn bytes(&self) -> &[u8] {
        self.now.as_ref().map_or(&self.original, |now| now.as_bytes())
    }

    pub(crate) fn is_changed(&self) -> bool {
        self.now.as_ref().is_some_and(|now| now.as_bytes() != &*self.original)
    }
}

static ADDED: RowCell<'static> = RowCell::added();

impl<'a> Row<'a> {
    /// How many cells it has, added ones included.
    pub(crate) fn width(&self) -> usize {
        self.cells.len() + self.added
    }

    /// Gives it this many cells. Added ones are not kept, whatever stands in the column.
    pub(crate) fn set_width(&mut self, width: usize) {
        self.cells.truncate(width);
        self.added = width - self.cells.len();
    }

    /// Gives cells another value; what it has no cell for stays away.
    pub(crate) fn replace(&mut self, cells: &[(usize, String)]) {
        for (index, value) in cells {
            if *index < self.width() {
                self.reach(*index);
                self.cells[*index].now = Some(value.clone());
            }
        }
    }

    /// Lets something stand for the added cells up to this one.
    pub(crate) fn reach(&mut self, index: usize) {
        let width = self.width().max(index + 1);
        self.cells.resize_with(self.cells.len().max(index + 1), RowCell::added);
        self.added = width - self.cells.len();
    }

    /// `None` where the record is short.
    pub(crate) fn cell(&self, index: usize) -> Option<&RowCell<'a>> {
        self.cells.get(index).or((index < self.width()).then_some(&ADDED))
    }

    /// The columns of which something stands in the record: every cell behind them is blank.
    pub(crate) fn columns(&self) -> &'a [Column] {
        let columns = &self.sheet.columns;
        &columns[..columns.len().min(self.cells.len())]
    }

    /// Cells with another value, but for those of columns that are left out.
    pub(crate) fn changed(&self) -> impl Iterator<Item = (usize, &RowCell<'a>)> {
        self.cells.iter().enumerate().filter(|(at, cell)| cell.is_changed() && !is_left_out(self.sheet, *at))
    }

    /// What it counts for among the changes. What was changed in a row that is left out went with it.
    pub(crate) fn changes(&self) -> Changes {
        let by_hand = self.changed().filter(|(at, _)| self.is_edited(*at)).count();
        if self.fate == Fate::Dropped {
            return Changes { cells: 0, records: 1, by_hand, left_out: 1 };
        }
        let cells = self.changed().count();
        Changes { cells, records: usize::from(cells > 0 || self.is_reshaped), by_hand, left_out: 0 }
    }

    pub(crate) fn is_edited(&self, index: usize) -> bool {
        self.edited.contains(&(index as u32))
    }

    /// Of all its cells.
    pub(crate) fn values(&self) -> Vec<Cow<'_, [u8]>> {
        (0..self.width()).map(|index| Cow::Borrowed(self.cell(index).map_or(&b""[..], RowCell::bytes))).collect()
    }

    /// The value in a column as it is now; blank where the record is short.
    pub(crate) fn value(&self, index: usize) -> Cow<'_, str> {
        self.cells.get(index).map(RowCell::value).unwrap_or_default()
    }

    /// What the importer makes of a licence cell: nothing unless it is certain.
    pub(crate) fn flag(&self, index: usize) -> Option<bool> {
        effect::cell(&self.value(index))
    }

    /// The user's address as it is now.
    pub(crate) fn address(&self) -> Cow<'_, str> {
        self.sheet.key.map(|key| self.value(key)).unwrap_or_default()
    }

    /// The Contact Center licence columns of one tier (without: of both) that go into the corrected file.
    pub(crate) fn licence_columns(&self, tier: Option<Tier>) -> impl Iterator<Item = &Column> {
        self.sheet
            .columns
            .iter()
            .filter(move |column| column.tier().is_some_and(|of_column| tier.is_none_or(|tier| tier == of_column)))
    }
}

/// One cell as a rule sees it.
#[derive(Debug)]
pub(crate) struct Cell<'a> {
    /// As the fixes applied so far leave it. Bytes that are no UTF-8 are U+FFFD, of which `lost-letters` speaks: no rule
    /// behind it sees any.
    pub(crate) value: &'a str,
    pub(crate) column: &'a Column,
    pub(crate) row: &'a Row<'a>,
    pub(crate) sheet: &'a Sheet<'a>,
}

impl Cell<'_> {
    pub(crate) fn class(&self) -> Class {
        self.column.class
    }

    /// Whether this cell names the user.
    pub(crate) fn is_key(&self) -> bool {
        self.sheet.key == Some(self.column.index)
    }
}

pub(crate) fn lossy(value: Cow<'_, [u8]>) -> Cow<'_, str> {
    match value {
        Cow::Borrowed(bytes) => String::from_utf8_lossy(bytes),
        Cow::Owned(bytes) => Cow::Owned(String::from_utf8_lossy(&bytes).into_owned()),
    }
}
