//! Where in the text a finding stands, letter by letter, for whoever shows the text beside it.
//!
//! What must stay true: letters are counted in the text as it was read, whatever its encoding, from 1 in a line and from 0
//! in the whole; what stands in a workbook has no place in a text.

use std::collections::BTreeMap;

use crate::decision::Decisions;
use crate::origin::of_sheet;
use crate::report::Finding;
use crate::scan::{Field, Record};
use crate::sheet::Sheet;
use crate::source::Opened;
use crate::words::Words;
use crate::{Input, Options, baseline::Baseline};

/// A stretch of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Region {
    /// The line that it begins in, from 1.
    pub line: usize,
    /// Its first letter in that line, from 1.
    pub column: usize,
    /// The line that it ends in.
    pub end_line: usize,
    /// The first letter behind it in that line, from 1.
    pub end_column: usize,
    /// Letters of the text before it.
    pub offset: usize,
    /// Letters in it.
    pub length: usize,
}

/// The place of each of these findings of a report on this input: its cell, or its record where it is about no single
/// cell. `None` where it is about the file as a whole, or the text comes from a workbook.
#[must_use]
pub fn regions(input: &Input<'_>, options: &Options, findings: &[Finding]) -> Vec<Option<Region>> {
    let baseline = input.baseline.map(|bytes| Baseline::open(bytes, &Words::default()));
    let opened = Opened::new(
        input,
        &Decisions::new(&of_sheet(&options.decisions, input.origin)),
        baseline.as_ref(),
        options.threads,
    );
    if opened.workbook().is_some() || opened.sibling.is_some() {
        return vec![None; findings.len()];
    }
    let sheet = Sheet::new(&opened.text, opened.dialect, opened.encoding);
    let spans = spans(&sheet, findings);
    let mut by_start: Vec<usize> = spans.iter().flatten().flat_map(|(start, end)| [*start, *end]).collect();
    by_start.sort_unstable();
    by_start.dedup();
    let places = places(&opened.text, &by_start);
    let region = |(start, end): (usize, usize)| {
        let (start, end) = (places.get(&start)?, places.get(&end)?);
        Some(Region {
            line: start.line,
            column: start.column,
            end_line: end.line,
            end_column: end.column,
            offset: start.offset,
            length: end.offset - start.offset,
        })
    };
    spans.into_iter().map(|span| span.and_then(region)).collect()
}

/// From the first byte to the one behind the last, of each finding.
fn spans(sheet: &Sheet<'_>, findings: &[Finding]) -> Vec<Option<(usize, usize)>> {
    let mut spans = vec![None; findings.len()];
    let mut wanted: Vec<(u32, usize)> = Vec::new();
    for (at, finding) in findings.iter().enumerate() {
        match finding.row {
            Some(row) => wanted.push((row, at)),
            None if finding.index.is_some() => {
                spans[at] = sheet.header.and_then(|header| span(&header, &sheet.header_fields, finding.index));
            }
            None => {}
        }
    }
    wanted.sort_unstable();
    let (mut scanner, mut fields, mut row, mut record) = (sheet.data(), Vec::new(), 0, None);
    for (number, at) in wanted {
        while row < number {
            record = scanner.read(&mut fields);
            if record.is_none() {
                return spans;
            }
            row += 1;
        }
        spans[at] = record.and_then(|record| span(&record, &fields, findings[at].index));
    }
    spans
}

fn span(record: &Record, fields: &[Field], index: Option<u32>) -> Option<(usize, usize)> {
    match index {
        // A cell that is missing has no place of its own.
        Some(index) => fields.get(index as usize).map(|field| (field.start as usize, field.end as usize)),
        None => Some((record.start as usize, record.end as usize)),
    }
}

/// Where a byte of the text stands.
#[derive(Clone, Copy)]
struct Place {
    line: usize,
    column: usize,
    offset: usize,
}

/// The place of each of these bytes, which are in order.
fn places(text: &[u8], wanted: &[usize]) -> BTreeMap<usize, Place> {
    let mut places = BTreeMap::new();
    let (mut at, mut here) = (0, Place { line: 1, column: 1, offset: 0 });
    for end in wanted {
        while at < (*end).min(text.len()) {
            match (text[at], text.get(at + 1)) {
                (b'\n', _) => here = Place { line: here.line + 1, column: 1, offset: here.offset + 1 },
                (b'\r', next) if next != Some(&b'\n') => {
                    here = Place { line: here.line + 1, column: 1, offset: here.offset + 1 };
                }
                (0x80..=0xBF, _) => {} // the rest of a letter that was counted
                _ => here = Place { column: here.column + 1, offset: here.offset + 1, ..here },
            }
            at += 1;
        }
        places.insert(*end, here);
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check;

    fn found(file: &[u8], rule: &str) -> Option<Region> {
        let (input, options) = (Input { file, baseline: None, origin: None }, Options::default());
        let report = check(&input, &options);
        let regions = regions(&input, &options, &report.findings);
        assert_eq!(regions.len(), report.findings.len());
        let at = report.findings.iter().position(|finding| finding.rule == rule).expect(rule);
        regions[at]
    }

    fn at(line: usize, columns: (usize, usize), offset: usize) -> Region {
        let (column, end_column) = columns;
        Region { line, column, end_line: line, end_column, offset, length: end_column - column }
    }

    fn before(file: &str, word: &str) -> usize {
        file.split(word).next().unwrap_or_default().chars().count()
    }

    #[test]
    fn cells_and_headers_are_found_in_the_text() {
        let file = "User ID/Email (Required),Title,Contact Center Standard\r\n\
                    a@example.com,\"Søren, \r\nchef\",TRUE\r\nb@example.com,\"Æ,Ø\",SAND\r\n";
        assert_eq!(found(file.as_bytes(), "foreign-boolean"), Some(at(4, (21, 25), before(file, "SAND"))));
        let file = "User ID/Email (Required),Shoe size\r\na@example.com,38\r\n";
        assert_eq!(found(file.as_bytes(), "unknown-column"), Some(at(1, (26, 35), 25)));
        let file = b"User ID/Email (Required);Title;Contact Center Standard\na@example.com;S\xF8ren;SAND\n";
        assert_eq!(found(file, "foreign-boolean"), Some(at(2, (21, 25), 55 + 20)));
        assert_eq!(found(file, "wrong-separator"), None);
    }

    #[test]
    fn a_record_is_a_place_too() {
        let file = "User ID/Email (Required),Extension\r\na@example.com\r\n";
        assert_eq!(found(file.as_bytes(), "short-record"), Some(at(2, (1, 14), 36)));
    }
}
