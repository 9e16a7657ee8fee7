//! Writes the corrected file, in one part or several, and checks it once more
//! with a strict reader before anybody gets it.
//!
//! Architecture invariant: a record without an applied edit keeps its bytes
//! when the file already has the form that is written; a field without one
//! keeps them whenever the separator allows.

use std::collections::HashMap;

use memchr::memchr3;

use crate::form::Form;
use crate::refusal;
use crate::report::{Part, Refusal};
use crate::row::{Fate, Row, RowCell};
use crate::run::{Run, Step};
use crate::scan::{Field, Form as Written};
use crate::users::Silent;

/// Writes the corrected file of a run.
pub(crate) fn write(run: &Run<'_>, name: &str) -> Result<Vec<Part>, Refusal> {
    if let Some(refusal) = &run.refusal {
        return Err(refusal.clone());
    }
    let form = Form::of(run);
    let mut writer = Writer::new(run, form);
    run.each_record(&mut Silent, &mut |position, step, _| {
        writer.record(position, &step);
        true
    });
    writer.flush();
    let files = writer.files;
    for file in &files {
        gate(file, &form, writer.header_cells)?;
    }
    let count = files.len();
    Ok(files
        .into_iter()
        .enumerate()
        .map(|(position, file)| Part {
            name: part_name(name, position, count),
            users: file.users,
            bytes: file.bytes,
            sha256: String::new(),
        })
        .collect())
}

/// How many files the corrected file takes.
pub(crate) fn count_parts(run: &Run<'_>) -> usize {
    let most = Form::of(run).users_per_file;
    if run.refusal.is_some() { 0 } else { run.users.div_ceil(most.max(1)).max(1) }
}

/// `users.csv` → `users-corrected.csv` or `users-part-01-of-03.csv`.
fn part_name(name: &str, position: usize, count: usize) -> String {
    let stem = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let stem = stem.rsplit_once('.').map_or(stem, |(stem, _)| stem);
    let stem = if stem.is_empty() { "users" } else { stem };
    if count == 1 {
        return format!("{stem}-corrected.csv");
    }
    let width = count.to_string().len().max(2);
    format!("{stem}-part-{:0width$}-of-{count:0width$}.csv", position + 1)
}

/// One file while it is written.
#[derive(Debug, Default)]
struct File {
    bytes: Vec<u8>,
    users: usize,
    /// Records whose number of cells is not the header's, and that nobody could correct.
    uneven: usize,
    /// Blank lines that the admin wants to keep.
    blank: usize,
}

struct Writer<'w, 'r> {
    run: &'w Run<'r>,
    form: Form,
    header: Vec<u8>,
    header_cells: usize,
    files: Vec<File>,
    /// Bytes of plain records that are to be copied in one go.
    pending: (usize, usize),
    /// The part of each user, once users stand in the file more than once.
    part_of: Option<HashMap<u64, usize>>,
    /// Cells that go into the file, and whether all do.
    kept: Vec<bool>,
}

impl<'w, 'r> Writer<'w, 'r> {
    fn new(run: &'w Run<'r>, form: Form) -> Self {
        let kept: Vec<bool> = run.sheet.columns.iter().map(|column| !column.dropped).collect();
        let is_split = run.users > form.users_per_file;
        let mut writer = Writer {
            run,
            form,
            header: Vec::new(),
            header_cells: kept.iter().filter(|kept| **kept).count(),
            files: Vec::new(),
            pending: (0, 0),
            part_of: (is_split && run.has_repeats).then(HashMap::new),
            kept,
        };
        writer.header = writer.header_bytes();
        writer.files.push(File { bytes: writer.header.clone(), ..File::default() });
        let room = run.opened.text.len() / run.users.div_ceil(form.users_per_file.max(1)).max(1);
        writer.files[0].bytes.reserve(room + room / 64);
        writer
    }

    fn header_bytes(&self) -> Vec<u8> {
        let sheet = self.run.sheet;
        let mut bytes = Vec::new();
        if self.form.keeps_bom {
            bytes.extend_from_slice(b"\xEF\xBB\xBF");
        }
        bytes.extend_from_slice(&sheet.text[..self.form.kept_line]);
        let cells = sheet.columns.iter().zip(&sheet.header_fields).map(|(column, field)| {
            let mut cell = RowCell::written(sheet.text, *field);
            cell.now = (column.name != column.header).then(|| column.name.clone());
            cell
        });
        let cells: Vec<RowCell<'_>> = cells.collect();
        self.cells(&cells, &mut bytes);
        let next = sheet.header.map_or(0, |header| header.next as usize);
        let end = sheet.header.map_or(0, |header| header.end as usize);
        self.end_line(end, next, &mut bytes);
        bytes
    }

    /// The file that the next record (with this key) goes into.
    fn file_for(&mut self, key: u64) -> &mut File {
        let mut target = self.files.len() - 1;
        let home = self.part_of.as_ref().filter(|_| key != 0).and_then(|parts| parts.get(&key).copied());
        if let Some(home) = home {
            target = home; // no user in two parts
        } else if self.files[target].users >= self.form.users_per_file {
            self.flush();
            self.files.push(File { bytes: self.header.clone(), ..File::default() });
            target += 1;
        }
        if let Some(parts) = &mut self.part_of {
            parts.entry(key).or_insert(target);
        }
        &mut self.files[target]
    }

    fn record(&mut self, position: usize, step: &Step<'_>) {
        let key = self.run.keys.get(position).copied().unwrap_or(0);
        match step {
            Step::Plain { start, end } => self.plain(*start, *end, key),
            Step::Examined(row) if row.fate == Fate::Dropped => self.flush(),
            Step::Examined(row) => self.examined(row, key),
        }
    }

    fn plain(&mut self, start: usize, end: usize, key: u64) {
        let text = self.run.sheet.text;
        let is_ended = text[..end].ends_with(b"\n") || text[..end].ends_with(b"\r");
        if self.form.copies && self.part_of.is_none() && (is_ended || !self.form.ends_last) {
            if self.files[self.files.len() - 1].users >= self.form.users_per_file {
                self.file_for(key);
            }
            if self.pending.1 != start {
                self.flush();
                self.pending = (start, start);
            }
            self.pending.1 = end;
            self.last().users += 1;
            return;
        }
        self.flush();
        let body_end = start + text[start..end].strip_suffix(b"\n").map_or(end - start, |line| line.len());
        let body_end = body_end - usize::from(text[start..body_end].ends_with(b"\r"));
        let mut bytes = std::mem::take(&mut self.file_for(key).bytes);
        if self.form.copies_lines {
            bytes.extend_from_slice(&text[start..body_end]);
        } else {
            let mut fields = Vec::with_capacity(self.kept.len());
            let mut scanner = self.run.sheet.dialect.scanner(text);
            scanner.seek(start, 1);
            scanner.read(&mut fields);
            self.fields(&fields, &mut bytes);
        }
        self.end_line(body_end, end, &mut bytes);
        let file = self.file_for(key);
        file.bytes = bytes;
        file.users += 1;
    }

    fn examined(&mut self, row: &Row<'_>, key: u64) {
        self.flush();
        let record = row.record;
        let touched = row.is_reshaped || record.swallow.is_some() || row.cells.iter().any(RowCell::is_changed);
        let mut bytes = std::mem::take(&mut self.file_for(key).bytes);
        let length = bytes.len();
        if (!touched || row.fate == Fate::Frozen) && self.form.copies_lines {
            bytes.extend_from_slice(&self.run.sheet.text[record.range()]);
        } else {
            self.cells(&row.cells, &mut bytes);
        }
        let is_blank = bytes.len() == length;
        self.end_line(record.end as usize, record.next as usize, &mut bytes);
        let cells = (0..row.cells.len()).filter(|index| self.kept.get(*index) != Some(&false)).count();
        let header_cells = self.header_cells;
        let file = self.file_for(key);
        file.bytes = bytes;
        file.users += 1;
        file.blank += usize::from(is_blank);
        file.uneven += usize::from(!is_blank && cells != header_cells);
    }

    fn end_line(&self, end: usize, next: usize, bytes: &mut Vec<u8>) {
        let written = &self.run.sheet.text[end..next];
        match written {
            [] if !self.form.ends_last => {}
            _ if self.form.ends_lines || written.is_empty() => bytes.extend_from_slice(b"\r\n"),
            _ => bytes.extend_from_slice(written),
        }
    }

    fn fields(&self, fields: &[Field], bytes: &mut Vec<u8>) {
        let text = self.run.sheet.text;
        let mut first = true;
        for (index, field) in fields.iter().enumerate() {
            if self.kept.get(index) == Some(&false) {
                continue;
            }
            if !std::mem::take(&mut first) {
                bytes.push(self.form.separator);
            }
            self.field(*field, text, bytes);
        }
    }

    fn cells(&self, cells: &[RowCell<'_>], bytes: &mut Vec<u8>) {
        let mut first = true;
        let start = bytes.len();
        for (index, cell) in cells.iter().enumerate() {
            if self.kept.get(index) == Some(&false) {
                continue;
            }
            if !std::mem::take(&mut first) {
                bytes.push(self.form.separator);
            }
            match cell.field {
                // A field of a record that was split anew has no span of its own.
                Some(field) if !cell.is_changed() => self.field(field, self.run.sheet.text, bytes),
                _ => value(cell.bytes(), self.form.separator, bytes),
            }
        }
        if bytes.len() == start && self.header_cells == 1 && cells.iter().any(RowCell::is_changed) {
            bytes.extend_from_slice(b"\"\""); // an empty line would be no record
        }
    }

    /// A field that nothing changed: as written, unless it cannot be.
    fn field(&self, field: Field, text: &[u8], bytes: &mut Vec<u8>) {
        let raw = &text[field.range()];
        match field.form {
            Written::Bare if self.form.separator != self.run.sheet.dialect.separator => {
                value(raw, self.form.separator, bytes);
            }
            Written::Unclosed => value(&field.value(text), self.form.separator, bytes),
            Written::BareQuote | Written::Stray if self.form.separator != self.run.sheet.dialect.separator => {
                value(&field.value(text), self.form.separator, bytes);
            }
            _ => bytes.extend_from_slice(raw),
        }
    }

    fn last(&mut self) -> &mut File {
        let last = self.files.len() - 1;
        &mut self.files[last]
    }

    fn flush(&mut self) {
        let (start, end) = std::mem::take(&mut self.pending);
        if start < end {
            let text = self.run.sheet.text;
            self.last().bytes.extend_from_slice(&text[start..end]);
        }
    }
}

/// Writes a value, in quotes only where it needs them.
fn value(value: &[u8], separator: u8, bytes: &mut Vec<u8>) {
    let needs_quotes = memchr3(separator, b'"', b'\n', value).is_some() || value.contains(&b'\r');
    if !needs_quotes {
        bytes.extend_from_slice(value);
        return;
    }
    bytes.push(b'"');
    for byte in value {
        if *byte == b'"' {
            bytes.push(b'"');
        }
        bytes.push(*byte);
    }
    bytes.push(b'"');
}

/// Reads a file with a strict reader, the `csv` crate, and counts what it finds.
fn gate(file: &File, form: &Form, header_cells: usize) -> Result<(), Refusal> {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(form.separator)
        .has_headers(false)
        .flexible(true)
        .from_reader(&file.bytes[form.kept_line.min(file.bytes.len())..]);
    let (mut records, mut uneven) = (0_usize, 0_usize);
    let mut record = csv::ByteRecord::new();
    while reader.read_byte_record(&mut record).map_err(|error| refusal::of_gate(&error.to_string()))? {
        records += 1;
        uneven += usize::from(record.len() != header_cells);
    }
    if records != file.users + 1 - file.blank {
        return Err(refusal::of_gate(&format!("{records} records instead of {}", file.users + 1 - file.blank)));
    }
    if uneven != file.uneven {
        return Err(refusal::of_gate(&format!("{uneven} uneven records instead of {}", file.uneven)));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_named_after_the_file() {
        assert_eq!(part_name("users.csv", 0, 1), "users-corrected.csv");
        assert_eq!(part_name("my.users.csv", 1, 3), "my.users-part-02-of-03.csv");
        assert_eq!(part_name("folder/users", 9, 120), "users-part-010-of-120.csv");
        assert_eq!(part_name("", 0, 1), "users-corrected.csv");
    }

    #[test]
    fn values_are_quoted_where_needed() {
        for (from, to) in [("a", "a"), ("a,b", "\"a,b\""), ("a\"b", "\"a\"\"b\""), ("a\nb", "\"a\nb\""), ("", "")] {
            let mut bytes = Vec::new();
            value(from.as_bytes(), b',', &mut bytes);
            assert_eq!(bytes, to.as_bytes());
        }
    }
}
