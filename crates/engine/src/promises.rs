//! What must hold inside the engine for any bytes, stated once: for the
//! properties, which make their bytes of what matters, and for the fuzz targets,
//! which find theirs.

#![expect(clippy::missing_panics_doc)] // a promise that is broken panics, and that is all they do

use std::ops::ControlFlow;

use crate::baseline::Baseline;
use crate::decision::Decisions;
use crate::dialect::Dialect;
use crate::examine::{Examiner, Noted, Sink};
use crate::own::{Own, OwnProfile};
use crate::report::Mode;
use crate::rule::Rule;
use crate::scan::Field;
use crate::sheet::Sheet;
use crate::survey::{Looks, Mark, survey};
use crate::untouched;
use crate::users::Resolved;
use crate::words::Words;

/// Joining all spans with what lies between them gives the text back.
pub fn scanning_loses_no_byte(text: &[u8]) {
    let dialect = Dialect::of(text);
    let mut scanner = dialect.scanner(text);
    let mut fields: Vec<Field> = Vec::new();
    let mut at = dialect.separator_line;
    while let Some(record) = scanner.read(&mut fields) {
        scanner.expect_columns(2);
        assert_eq!(record.start as usize, at);
        let mut inside = record.start;
        for (nth, field) in fields.iter().enumerate() {
            assert_eq!(field.start, inside + u32::from(nth > 0), "one separator stands between two fields");
            inside = field.end;
        }
        assert_eq!(inside, record.end);
        assert!(matches!(&text[record.end as usize..record.next as usize], b"" | b"\n" | b"\r" | b"\r\n"));
        at = record.next as usize;
    }
    assert_eq!(at, text.len());
}

/// The values are those that the `csv` crate reads, where it sees no open quote.
pub fn values_are_those_of_the_csv_crate(text: &[u8]) {
    let dialect = Dialect::of(text);
    let body = &text[dialect.separator_line..];
    if body.starts_with(b"\xEF\xBB\xBF") {
        return; // that crate takes it for a mark, and here it is text
    }
    let mut scanner = dialect.scanner(text);
    let mut fields: Vec<Field> = Vec::new();
    let mut ours: Vec<Vec<Vec<u8>>> = Vec::new();
    while let Some(record) = scanner.read(&mut fields) {
        if record.swallow.is_some() {
            return; // that crate says nothing of an open quote
        }
        // The csv crate skips blank lines.
        if record.start < record.end {
            ours.push(fields.iter().map(|field| field.value(text).into_owned()).collect());
        }
    }
    let mut reader =
        csv::ReaderBuilder::new().delimiter(dialect.separator).has_headers(false).flexible(true).from_reader(body);
    let theirs: Vec<Vec<Vec<u8>>> = reader
        .byte_records()
        .map(|record| record.expect("reading from memory").iter().map(<[u8]>::to_vec).collect())
        .collect();
    assert_eq!(ours, theirs, "{:?}", String::from_utf8_lossy(text));
}

/// A record that the survey calls plain gives no rule anything to find, with and without a baseline; nor does a plain cell
/// of any other record.
pub fn no_rule_speaks_of_a_plain_record(text: &str, mode: Option<Mode>, baseline: Option<&[u8]>) {
    no_rule_speaks_of_a_plain_record_with(text, mode, baseline, None);
}

/// The same with an organization's own profile.
pub fn no_rule_speaks_of_a_plain_record_with(
    text: &str,
    mode: Option<Mode>,
    baseline: Option<&[u8]>,
    profile: Option<&OwnProfile>,
) {
    let bytes = text.as_bytes();
    let baseline = baseline.map(|bytes| Baseline::open(bytes, &Words::default()));
    let mut sheet = Sheet::new(bytes, Dialect::of(bytes), None).with_baseline(baseline.as_ref());
    sheet.mode = mode;
    sheet.own = Own::of(profile);
    if sheet.key.is_none() {
        return; // refused before anybody looks at its records
    }
    sheet.set_gates();
    let Some(surveyed) = survey(&sheet, true, &mut |_| ControlFlow::Continue(())) else { return };
    sheet.facts = surveyed.facts;
    let (decisions, resolved) = (Decisions::default(), Resolved::new());
    let examiner = Examiner { sheet: &sheet, decisions: &decisions, resolved: &resolved, untouched: &untouched::NONE };
    let mut heard = Heard(Vec::new());
    for (number, mark) in (1..).zip(&surveyed.marks) {
        let is_plain = mark.looks == Looks::Plain;
        if !is_plain && mark.looks != Looks::Suspect {
            continue;
        }
        let mut of_others = Heard(Vec::new());
        let told = if is_plain { &mut heard } else { &mut of_others };
        let suspect = Mark { looks: Looks::Suspect, ..*mark };
        let Some(mut row) = examiner.examine(number, &suspect, 0, &mut Vec::new(), told) else { continue };
        if let Some(last) = row.width().checked_sub(1) {
            row.reach(last); // what a fix has added is asked about, too
        }
        for (index, cell) in row.cells.iter().enumerate().take(sheet.columns.len()) {
            let is_asked = !sheet.columns[index].dropped && examiner.is_plain(&row, index, cell.bytes());
            let speaking = if is_asked { examiner.speaks_of(&row, index) } else { Vec::new() };
            heard.0.extend(speaking.iter().map(|rule| format!("{rule} on a plain {:?}", cell.value())));
        }
    }
    assert_eq!(heard.0, Vec::<String>::new(), "{text:?}");
}

struct Heard(Vec<String>);

impl Sink for Heard {
    fn take(&mut self, noted: Noted<'_>) {
        self.0.push(format!("{} on {:?}", noted.rule.name, noted.value));
    }

    fn wants_after(&self, _rule: &Rule, _row: u32) -> bool {
        false
    }
}
