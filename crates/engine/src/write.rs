//! Writes the corrected file, in one part or several.
//!
//! Architecture invariant: a record without an applied edit keeps its bytes
//! when the file already has the form that is written; a field without one
//! keeps them whenever the separator allows.

use std::borrow::Cow;
use std::ops::Range;

use memchr::memchr3;

use crate::dialect::is_ended;
use crate::form::{Copying, Form};
use crate::gate::pass;
use crate::key::LEFT_OUT;
use crate::part::{Part, Pieces};
use crate::parts::Parts;
use crate::report::Refusal;
use crate::row::{Fate, Row, RowCell};
use crate::run::Run;
use crate::scan::{Field, Form as Written, Scanner};
use crate::undecided;
use crate::walk::{Step, start_of};

/// Writes the corrected file of a run over the bytes of `file`. Nobody gets it
/// before a strict reader has read it.
pub(crate) fn write<'a>(run: &Run<'_>, name: &str, file: &'a [u8]) -> Result<Vec<Part<'a>>, Refusal> {
    if let Some(refusal) = &run.refusal {
        return Err(refusal.clone());
    }
    let form = Form::of(run);
    let mut writer = Writer::new(run, form);
    run.each_settled(&mut |position, step| writer.record(position, &step));
    writer.flush();
    let text = run.sheet.text;
    let (files, header_cells) = (writer.files, writer.header_cells);
    let count = files.len();
    let mut parts = Vec::with_capacity(count);
    for (position, mut written) in files.into_iter().enumerate() {
        if position + 1 < count {
            written.pieces.end_last_line(text);
        }
        pass(&written, run, &form, header_cells)?;
        let name = part_name(name, position, count);
        // A text that is part of the file outlives the run, a decoded one does not.
        let (text, pieces) = match same_bytes(file, text) {
            Some(text) => (text, written.pieces),
            None => (&file[..0], written.pieces.copied(text)),
        };
        parts.push(Part::new(name, written.users, text, pieces));
    }
    Ok(parts)
}

/// The text as a part of the file, where it is one and not only like one.
fn same_bytes<'a>(file: &'a [u8], text: &[u8]) -> Option<&'a [u8]> {
    let start = text.as_ptr().addr().checked_sub(file.as_ptr().addr())?;
    file.get(start..start.checked_add(text.len())?)
}

/// How many files the corrected file takes.
pub(crate) fn count_parts(run: &Run<'_>) -> usize {
    if run.refusal.is_some() { 0 } else { parts_of(run, Form::of(run)).count() }
}

pub(crate) fn parts_of(run: &Run<'_>, form: Form) -> Parts {
    let mut keys = Cow::Borrowed(&run.keys);
    if run.resolved.dropped() > 0 && (run.has_repeats || form.part_bytes.is_some()) {
        for row in run.resolved.dropped_rows() {
            keys.to_mut()[row as usize - 1] = LEFT_OUT; // it takes no room
        }
    }
    match form.part_bytes {
        None => Parts::new(&keys, run.users, run.has_repeats, form.users_per_file),
        Some(most) => {
            let (header, sizes) = sizes(run, form);
            Parts::by_size(&keys, &sizes, form.users_per_file, most.saturating_sub(header))
        }
    }
}

/// Bytes of the header and of each record as they will be written.
fn sizes(run: &Run<'_>, form: Form) -> (usize, Vec<u32>) {
    let mut writer = Writer::new(run, Form { part_bytes: None, users_per_file: usize::MAX, ..form });
    let header = writer.header.len();
    let mut sizes = Vec::with_capacity(run.keys.len());
    let mut size_of = |position: usize, step: &Step<'_>| {
        writer.record(position, step);
        writer.flush();
        let written = std::mem::replace(&mut writer.files[0], File::with_header(&writer.header)).pieces.len();
        sizes.push(u32::try_from(written.saturating_sub(header)).unwrap_or(u32::MAX));
    };
    run.each_settled(&mut |position, step| match step {
        Step::Plain { positions, .. } => {
            positions.for_each(|position| size_of(position, &run.plain(position..position + 1)));
        }
        Step::Examined(_) => size_of(position, &step),
    });
    (header, sizes)
}

/// `users.csv` → `users-corrected.csv` or `users-part-01-of-03.csv`.
fn part_name(name: &str, position: usize, count: usize) -> String {
    if count == 1 { format!("{}-corrected.csv", stem(name)) } else { numbered(stem(name), position, count) }
}

/// `folder/users.csv` → `users`.
pub(crate) fn stem(name: &str) -> &str {
    let stem = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let stem = stem.rsplit_once('.').map_or(stem, |(stem, _)| stem);
    if stem.is_empty() { "users" } else { stem }
}

/// `users-part-01-of-03.csv`.
pub(crate) fn numbered(stem: &str, position: usize, count: usize) -> String {
    let width = count.to_string().len().max(2);
    format!("{stem}-part-{:0width$}-of-{count:0width$}.csv", position + 1)
}

/// One file while it is written.
#[derive(Debug, Default)]
pub(crate) struct File {
    pub(crate) pieces: Pieces,
    pub(crate) users: usize,
    /// Records whose number of cells is not the header's, and that nobody could correct.
    pub(crate) uneven: usize,
    /// Blank lines that the admin wants to keep.
    pub(crate) blank: usize,
}

impl File {
    fn with_header(header: &[u8]) -> Self {
        let mut file = File::default();
        file.pieces.own.extend_from_slice(header);
        file
    }
}

struct Writer<'w, 'r> {
    run: &'w Run<'r>,
    form: Form,
    header: Vec<u8>,
    header_cells: usize,
    files: Vec<File>,
    /// Bytes of plain records that are to be copied in one go.
    pending: (usize, usize),
    parts: Parts,
    /// Records written so far.
    written: usize,
    /// Cells that go into the file, and whether all do.
    kept: Vec<bool>,
}

impl<'w, 'r> Writer<'w, 'r> {
    fn new(run: &'w Run<'r>, form: Form) -> Self {
        let kept: Vec<bool> = run.sheet.columns.iter().map(|column| !column.dropped).collect();
        let mut writer = Writer {
            run,
            form,
            header: Vec::new(),
            header_cells: kept.iter().filter(|kept| **kept).count(),
            files: Vec::new(),
            pending: (0, 0),
            parts: parts_of(run, form),
            written: 0,
            kept,
        };
        writer.header = writer.header_bytes();
        writer.files.push(File::with_header(&writer.header));
        if form.copying != Copying::Runs {
            let room = run.opened.text.len() / writer.parts.count();
            writer.files[0].pieces.own.reserve(room + room / 64);
        }
        writer
    }

    fn header_bytes(&self) -> Vec<u8> {
        let sheet = self.run.sheet;
        let mut bytes = Vec::new();
        if self.form.keeps_bom {
            let opened = &self.run.opened;
            bytes.extend_from_slice(&opened.bytes[..opened.marks]);
        }
        // A kept `sep=;` must not lie about the separator.
        let line = sheet.text[..self.form.kept_line].iter();
        bytes.extend(line.map(|byte| if *byte == sheet.dialect.separator { self.form.separator } else { *byte }));
        let cells = sheet.columns.iter().zip(&sheet.header_fields).map(|(column, field)| {
            let mut cell = RowCell::written(sheet.text, *field);
            cell.now = (column.name != column.header).then(|| column.name.clone());
            cell
        });
        let cells: Vec<RowCell<'_>> = cells.collect();
        self.cells(&cells, false, &mut bytes);
        let next = sheet.header.map_or(0, |header| header.next as usize);
        let end = sheet.header.map_or(0, |header| header.end as usize);
        self.end_line(end, next, &mut bytes);
        bytes
    }

    /// The file that the record at this position goes into.
    fn file_for(&mut self, position: usize) -> &mut File {
        let part = self.parts.part(position, self.written);
        while self.files.len() <= part {
            self.flush();
            self.files.push(File::with_header(&self.header));
        }
        &mut self.files[part]
    }

    /// What was written of that file so far, its last line ended.
    fn take_bytes(&mut self, position: usize) -> Vec<u8> {
        let text = self.run.sheet.text;
        let pieces = &mut self.file_for(position).pieces;
        pieces.end_last_line(text);
        std::mem::take(&mut pieces.own)
    }

    fn record(&mut self, position: usize, step: &Step<'_>) {
        match step {
            Step::Plain { positions, bytes } => self.plain(positions.clone(), bytes.end),
            Step::Examined(row) if row.fate == Fate::Dropped => self.flush(),
            Step::Examined(row) => self.examined(row, position),
        }
    }

    fn plain(&mut self, mut positions: Range<usize>, end: usize) {
        let text = self.run.sheet.text;
        let (sheet, marks) = (self.run.sheet, self.run.marks);
        // Only the last record of a file can lack its line end; that the others
        // have one needs no look at bytes that may be far away.
        let has_end = end < text.len() || is_ended(text);
        let until = if has_end || !self.form.ends_last { positions.end } else { positions.end - 1 };
        while self.form.copying == Copying::Runs && positions.start < until {
            let position = positions.start;
            let records = self.parts.together(self.written).min(until - position);
            if records == 0 {
                break;
            }
            positions.start += records;
            self.file_for(position).users += records;
            self.written += records;
            let start = start_of(sheet, marks, position);
            if self.pending.1 != start {
                self.flush();
                self.pending = (start, start);
            }
            self.pending.1 = start_of(sheet, marks, positions.start);
        }
        for position in positions {
            self.plain_anew(position);
        }
    }

    /// A plain record that is not copied in one go with others.
    fn plain_anew(&mut self, position: usize) {
        let text = self.run.sheet.text;
        let start_of = |position: usize| start_of(self.run.sheet, self.run.marks, position);
        let (start, end) = (start_of(position), start_of(position + 1));
        self.flush();
        let body_end = start + text[start..end].strip_suffix(b"\n").map_or(end - start, <[u8]>::len);
        let body_end = body_end - usize::from(text[start..body_end].ends_with(b"\r"));
        let mut bytes = self.take_bytes(position);
        if self.form.copying == Copying::Fields {
            let mut fields = Vec::with_capacity(self.kept.len());
            let mut scanner = self.run.sheet.dialect.scanner(text);
            scanner.seek(start, 1);
            scanner.read(&mut fields);
            self.fields(&fields, &mut bytes);
        } else {
            bytes.extend_from_slice(&text[start..body_end]);
        }
        self.end_line(body_end, end, &mut bytes);
        let file = self.file_for(position);
        file.pieces.own = bytes;
        file.users += 1;
        self.written += 1;
    }

    fn examined(&mut self, row: &Row<'_>, position: usize) {
        self.flush();
        let record = row.record;
        let touched = row.is_reshaped || record.swallow.is_some() || row.cells.iter().any(RowCell::is_changed);
        let mut bytes = self.take_bytes(position);
        let length = bytes.len();
        let raw = &self.run.sheet.text[record.range()];
        let mut has_stray = row.cells.iter().any(|cell| cell.field.is_some_and(|field| is_stray(field.form)));
        self.each_beyond(row, |field| has_stray |= is_stray(field.form));
        let is_unsplit = row.fate == Fate::Unsplit;
        let mut in_doubt = if is_unsplit && has_stray { self.cells_if_copied(raw) } else { None };
        if is_unsplit && self.form.copying == Copying::Fields {
            self.set_aside(row.number, raw, &mut bytes);
            in_doubt = Some(self.header_cells);
        } else if in_doubt.is_some() || (!touched && self.form.copying != Copying::Fields) {
            bytes.extend_from_slice(raw);
        } else {
            self.cells(&row.cells, record.swallow.is_some(), &mut bytes);
            if row.added > 0 {
                let kept = self.kept.iter().take(row.width());
                let is_first = kept.clone().take(row.cells.len()).all(|kept| !kept);
                let added = kept.skip(row.cells.len()).filter(|kept| **kept).count();
                bytes.resize(bytes.len() + added - usize::from(is_first && added > 0), self.form.separator);
            }
            self.each_beyond(row, |field| {
                bytes.push(self.form.separator);
                self.cell(&RowCell::written(self.run.sheet.text, field), record.swallow.is_some(), &mut bytes);
            });
        }
        let is_blank = bytes.len() == length;
        self.end_line(record.end as usize, record.next as usize, &mut bytes);
        let kept = (0..row.width()).filter(|index| self.kept.get(*index) != Some(&false)).count() + row.beyond;
        let cells = in_doubt.unwrap_or(kept.max(1));
        let header_cells = self.header_cells;
        let file = self.file_for(position);
        file.pieces.own = bytes;
        file.users += 1;
        file.blank += usize::from(is_blank);
        file.uneven += usize::from(!is_blank && cells != header_cells);
        self.written += 1;
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

    /// A record whose cells are in doubt is copied whole: to write it in another
    /// form would settle the doubt in silence. Gives the number of cells that a
    /// reader of the written file finds in it; `None` where a copy would touch
    /// the records around it.
    fn cells_if_copied(&self, raw: &[u8]) -> Option<usize> {
        let has_returns = self.run.sheet.dialect.bare_returns;
        let mut scanner = Scanner::new(raw, self.form.separator, has_returns);
        scanner.expect_columns(self.header_cells);
        let mut fields = Vec::new();
        let record = scanner.read(&mut fields)?;
        (record.swallow.is_none() && record.end as usize == raw.len()).then_some(fields.len())
    }

    /// A record whose cells are in doubt cannot be written in another form
    /// without settling the doubt in silence: its text goes into the cell of the
    /// address, where the importer finds nobody, and every other cell is blank.
    fn set_aside(&self, number: u32, raw: &[u8], bytes: &mut Vec<u8>) {
        let kept = self.kept.iter().enumerate().filter(|(_, kept)| **kept);
        for (nth, (index, _)) in kept.enumerate() {
            if nth > 0 {
                bytes.push(self.form.separator);
            }
            if self.run.sheet.key == Some(index) {
                value(&undecided::set_aside(number, raw), self.form.separator, bytes);
            }
        }
    }

    /// `settled`: how the record is split has been agreed, so stray quotes are
    /// written as what they were read as.
    fn cells(&self, cells: &[RowCell<'_>], settled: bool, bytes: &mut Vec<u8>) {
        let mut first = true;
        let start = bytes.len();
        for (index, cell) in cells.iter().enumerate() {
            if self.kept.get(index) == Some(&false) {
                continue;
            }
            if !std::mem::take(&mut first) {
                bytes.push(self.form.separator);
            }
            self.cell(cell, settled, bytes);
        }
        if bytes.len() == start && self.header_cells == 1 && cells.iter().any(RowCell::is_changed) {
            bytes.extend_from_slice(b"\"\""); // an empty line would be no record
        }
    }

    fn cell(&self, cell: &RowCell<'_>, settled: bool, bytes: &mut Vec<u8>) {
        match cell.field {
            Some(field) if settled && is_stray(field.form) => value(cell.bytes(), self.form.separator, bytes),
            // A field of a record that was split anew has no span of its own.
            Some(field) if !cell.is_changed() => self.field(field, self.run.sheet.text, bytes),
            _ => value(cell.bytes(), self.form.separator, bytes),
        }
    }

    /// The fields behind those that a row has as its cells.
    fn each_beyond(&self, row: &Row<'_>, mut each: impl FnMut(Field)) {
        if row.beyond == 0 {
            return;
        }
        let mut scanner = self.run.sheet.data();
        scanner.seek(row.record.start as usize, row.line);
        let mut before = row.cells.len();
        scanner.read_each(|field| match before.checked_sub(1) {
            Some(fewer) => before = fewer,
            None => each(field),
        });
    }

    /// A field that nothing changed: as written, unless it cannot be.
    fn field(&self, field: Field, text: &[u8], bytes: &mut Vec<u8>) {
        let raw = &text[field.range()];
        match field.form {
            Written::Bare if self.form.separator != self.run.sheet.dialect.separator => {
                value(raw, self.form.separator, bytes);
            }
            Written::Unclosed => value(&field.value(text), self.form.separator, bytes),
            form if is_stray(form) && self.form.separator != self.run.sheet.dialect.separator => {
                value(&field.value(text), self.form.separator, bytes);
            }
            _ => bytes.extend_from_slice(raw),
        }
    }

    fn flush(&mut self) {
        let (start, end) = std::mem::take(&mut self.pending);
        if let (Some(file), true) = (self.files.last_mut(), start < end) {
            file.pieces.keep(start..end);
        }
    }
}

fn is_stray(form: Written) -> bool {
    matches!(form, Written::BareQuote | Written::Stray)
}

/// Writes a value, in quotes only where it needs them.
pub(crate) fn value(value: &[u8], separator: u8, bytes: &mut Vec<u8>) {
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
    fn only_the_file_itself_is_kept() {
        let file = b"\xEF\xBB\xBFa,b".to_vec();
        assert_eq!(same_bytes(&file, &file[3..]), Some(&b"a,b"[..]));
        assert_eq!(same_bytes(&file[3..], &file), None);
        assert_eq!(same_bytes(&file, &file.clone()), None);
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
