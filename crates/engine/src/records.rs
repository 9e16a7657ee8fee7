//! The records of the corrected file, one after the other, with all their values.
//!
//! What must stay true: they are those that the writer writes, in the same order.

use std::borrow::Cow;

use crate::row::{Fate, lossy};
use crate::run::Run;
use crate::scan::Field;
use crate::walk::Step;

/// A record as it goes into the corrected file, columns that are left out included.
#[derive(Debug)]
pub(crate) struct Record<'r> {
    /// In the file as given, from 1.
    pub(crate) row: u32,
    /// Whether it is in doubt until the admin decides which value stands in which column, or kept as it is against advice.
    pub(crate) in_doubt: bool,
    values: Vec<Cow<'r, [u8]>>,
}

impl Record<'_> {
    /// Blank where the record is short.
    pub(crate) fn bytes(&self, index: usize) -> &[u8] {
        self.values.get(index).map_or(b"", |value| value)
    }

    pub(crate) fn is_blank(&self) -> bool {
        self.values.iter().all(|value| value.is_empty())
    }

    pub(crate) fn value(&self, index: usize) -> Cow<'_, str> {
        lossy(Cow::Borrowed(self.bytes(index)))
    }
}

impl Run<'_> {
    /// Hands every record of the corrected file to `each`.
    pub(crate) fn each_written(&self, each: &mut dyn FnMut(Record<'_>)) {
        let is_in_doubt = |fate: Fate| matches!(fate, Fate::Frozen | Fate::Unsplit);
        if let Some(settled) = &self.settled {
            self.each_kept(settled, &mut |position, fate, values| {
                each(Record { row: position as u32 + 1, in_doubt: is_in_doubt(fate), values });
            });
            return;
        }
        let text = self.sheet.text;
        let mut scanner = self.sheet.data();
        let mut fields: Vec<Field> = Vec::new();
        self.each_settled(&mut |position, step| {
            let row = position as u32 + 1;
            match step {
                Step::Plain { positions, bytes } => {
                    scanner.seek(bytes.start, 1);
                    for row in (row..).take(positions.len()) {
                        scanner.read(&mut fields);
                        let values = fields.iter().map(|field| field.value(text)).collect();
                        each(Record { row, in_doubt: false, values });
                    }
                }
                Step::Examined(row_now) if row_now.fate != Fate::Dropped => {
                    each(Record { row, in_doubt: is_in_doubt(row_now.fate), values: row_now.values() });
                }
                Step::Examined(_) => {}
            }
        });
    }

    /// The user's address in a record, blanks around it aside; `None` where it names nobody.
    pub(crate) fn address_of(&self, record: &Record<'_>) -> Option<String> {
        let address = self.sheet.key.map(|key| record.value(key).trim().to_owned());
        address.filter(|address| !address.is_empty())
    }
}
