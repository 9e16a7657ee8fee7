//! The last check of every corrected file: a strict reader must find in it the
//! records and cells that were meant, before anybody gets it.
//!
//! What must stay true: no byte goes unread. The `csv` crate's reader reads
//! what was written anew; what stayed as it was is known from `sound.rs`,
//! else counted by `strict.rs` where that can tell, and read by the `csv` crate's reader where it cannot.

use csv_core::ReadRecordResult;

use crate::form::Form;
use crate::part::Piece;
use crate::refusal;
use crate::report::Refusal;
use crate::run::Run;
use crate::strict::count_records;
use crate::words::say;
use crate::write::File;

/// Lets a file pass, or says why it must not be handed out.
pub(crate) fn pass(file: &File, run: &Run<'_>, form: &Form, header_cells: usize) -> Result<(), Refusal> {
    let (text, words) = (run.sheet.text, &run.sheet.words);
    // Where the survey has found well-formed records, by a reader of its own, they need not be read once more.
    let known = |from: usize, bytes: &[u8]| run.sound.count(from, from + bytes.len(), form.separator, header_cells);
    let mut reader = Reader::new(form.separator, header_cells);
    let mut before = form.kept_line;
    for piece in file.pieces.iter(text) {
        match piece {
            Piece::Own(bytes) => reader.read(bytes.get(std::mem::take(&mut before)..).unwrap_or_default()),
            Piece::Kept(from, bytes) => {
                match known(from, bytes).or_else(|| count_records(bytes, form.separator, header_cells)) {
                    Some(records) if reader.is_between_records => reader.records += records,
                    _ => reader.read(bytes),
                }
            }
        }
    }
    reader.finish();
    // The header is a record too; blank lines are none to this reader.
    let (records, uneven) = (file.users + 1 - file.blank, file.uneven);
    if reader.records != records {
        let what = say!("{read} records instead of {written}", read = reader.records, written = records);
        return Err(refusal::of_gate(words, what));
    }
    if reader.uneven != uneven {
        let what = say!("{read} uneven records instead of {written}", read = reader.uneven, written = uneven);
        return Err(refusal::of_gate(words, what));
    }
    Ok(())
}

/// The `csv` crate's reader without that crate's buffers, which would be two
/// more copies. Only the counts are wanted.
struct Reader {
    csv: csv_core::Reader,
    header_cells: usize,
    /// What was read, overwritten again and again.
    values: Vec<u8>,
    ends: Vec<usize>,
    /// Cells of the record that is being read.
    cells: usize,
    /// Whether all that was read are whole records.
    is_between_records: bool,
    records: usize,
    uneven: usize,
}

impl Reader {
    fn new(separator: u8, header_cells: usize) -> Self {
        Reader {
            csv: csv_core::ReaderBuilder::new().delimiter(separator).build(),
            header_cells,
            values: vec![0; 1 << 14],
            ends: vec![0; 1 << 10],
            cells: 0,
            is_between_records: true,
            records: 0,
            uneven: 0,
        }
    }

    fn read(&mut self, mut bytes: &[u8]) {
        while !bytes.is_empty() {
            bytes = &bytes[self.step(bytes)..];
        }
    }

    /// No more bytes come.
    fn finish(&mut self) {
        while !self.is_between_records {
            self.step(b"");
        }
    }

    /// Reads up to the end of the record or of the bytes; gives how many were read.
    fn step(&mut self, bytes: &[u8]) -> usize {
        let (result, read, written, ended) = self.csv.read_record(bytes, &mut self.values, &mut self.ends);
        self.cells += ended;
        match result {
            ReadRecordResult::Record => {
                self.records += 1;
                self.uneven += usize::from(std::mem::take(&mut self.cells) != self.header_cells);
                self.is_between_records = true;
            }
            ReadRecordResult::End => self.is_between_records = true,
            ReadRecordResult::InputEmpty | ReadRecordResult::OutputFull | ReadRecordResult::OutputEndsFull => {
                // Of a line feed after its return nothing is written.
                self.is_between_records &= written == 0 && ended == 0;
            }
        }
        read
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(pieces: &[&str]) -> (usize, usize, Vec<bool>) {
        let mut reader = Reader::new(b',', 2);
        let between = pieces.iter().map(|piece| {
            reader.read(piece.as_bytes());
            reader.is_between_records
        });
        let between = between.collect();
        reader.finish();
        (reader.records, reader.uneven, between)
    }

    #[test]
    fn records_are_counted_over_all_pieces() {
        assert_eq!(read(&["a,b\r\n", "c,d\r\n"]), (2, 0, vec![true, true]));
        assert_eq!(read(&["a,b\r\n", "\"c", "\",d\r\n"]), (2, 0, vec![true, false, true]));
        assert_eq!(read(&["a,\"b\r\n", "c,d\r\n"]), (1, 0, vec![false, false]));
        assert_eq!(read(&["a,b\r\n", "c"]), (2, 1, vec![true, false]));
        assert_eq!(read(&["a,b\r\n", "\r\n"]), (1, 0, vec![true, true]));
        assert_eq!(read(&[&format!("{},b\n", "a".repeat(40_000)), ","]), (2, 0, vec![true, false]));
    }
}
