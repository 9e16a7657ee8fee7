//! Bytes → text: which encoding, how it is laid out, what kind of file it is.
//!
//! What must stay true: UTF-8 is read as it stands, bad bytes included; any
//! other encoding is a finding, and it is settled by proof or by the admin.

use std::borrow::Cow;
use std::collections::HashSet;

use crate::Input;
use crate::baseline::Baseline;
use crate::decision::{Decisions, Outcome};
use crate::dialect::{Dialect, LineEnds, is_control};
use crate::encoding::{self, Encoding};
use crate::evidence::{self, Evidence};
use crate::origin::{Failure, HAS_CONVERTER, Origin, Reading, Workbook};
use crate::rules;
use crate::sheet::Sheet;
use crate::sibling::{self, Sibling};
use crate::stretches;

/// A file that was opened: its text and what had to be done to get it.
#[derive(Debug)]
pub(crate) struct Opened<'a> {
    pub(crate) bytes: &'a [u8],
    pub(crate) origin: Option<&'a Origin>,
    pub(crate) text: Cow<'a, [u8]>,
    /// `None`: UTF-8.
    pub(crate) encoding: Option<Encoding>,
    pub(crate) has_bom: bool,
    /// Bytes of the marks that UTF-8 begins with, whatever they were made of.
    pub(crate) marks: usize,
    /// What a mark at the beginning was made of by a program that did not know it.
    pub(crate) bom_letters: Option<&'static str>,
    pub(crate) legacy: Option<Legacy>,
    /// Halves of UTF-16 pairs that were replaced.
    pub(crate) unpaired: usize,
    /// NUL and other control bytes that no text holds.
    pub(crate) controls: usize,
    pub(crate) dialect: Dialect,
    /// What the file is instead of a user file.
    pub(crate) sibling: Option<Sibling>,
    /// Whether all of the text is valid UTF-8.
    pub(crate) valid: bool,
    /// How many threads may go through the text.
    threads: usize,
}

/// The byte order mark of UTF-8, and what it becomes where a program reads it as letters and saves these.
pub(crate) const MARKS: [&str; 4] = ["\u{FEFF}", "ï»¿", "ď»ż", "п»ї"];

/// A file in a single-byte encoding that nothing in it names.
#[derive(Debug, Default)]
pub(crate) struct Legacy {
    /// Encodings that give different texts, the likeliest (or proven) first.
    pub(crate) candidates: Vec<Encoding>,
    /// What proves the first.
    pub(crate) evidence: Option<Evidence>,
    /// A value with letters outside ASCII, as written.
    pub(crate) sample: Vec<u8>,
    /// What each candidate makes of it.
    pub(crate) samples: Vec<String>,
}

impl<'a> Opened<'a> {
    pub(crate) fn new(input: &Input<'a>, decisions: &Decisions, baseline: Option<&Baseline>, threads: usize) -> Self {
        let bytes = input.file;
        let mut opened = Opened {
            bytes,
            origin: input.origin,
            text: Cow::Borrowed(bytes),
            encoding: None,
            has_bom: false,
            marks: 0,
            bom_letters: None,
            legacy: None,
            unpaired: 0,
            controls: 0,
            dialect: Dialect::of(b""),
            sibling: sibling::of_bytes(bytes)
                .or_else(|| (!HAS_CONVERTER && is_foreign(bytes)).then_some(Sibling::Foreign)),
            valid: true,
            threads,
        };
        if opened.sibling.is_some() {
            opened.text = Cow::Borrowed(b"");
            return opened;
        }
        let mut glance = opened.decode(decisions, baseline).unwrap_or_else(|| opened.glance());
        opened.controls = glance.controls;
        if opened.controls > 0 && rules::outcome(&rules::nul_bytes::RULE, &opened, decisions) == Outcome::Applied(0) {
            opened.text = Cow::Owned(opened.text.iter().copied().filter(|byte| !is_control(*byte)).collect());
            glance = opened.glance();
        }
        opened.dialect = Dialect::with(&opened.text, glance.line_ends);
        let sheet = Sheet::new(&opened.text, opened.dialect, opened.encoding);
        opened.sibling = sibling::of_header(&sheet);
        opened
    }

    /// Finds the encoding and the text. Gives what a look at the bytes showed,
    /// where the text is those bytes.
    fn decode(&mut self, decisions: &Decisions, baseline: Option<&Baseline>) -> Option<Glance> {
        let bytes = self.bytes;
        let rest = behind_marks(bytes, |mark| {
            self.has_bom = true;
            self.bom_letters = self.bom_letters.or(Some(mark).filter(|mark| *mark != MARKS[0]));
        });
        self.marks = bytes.len() - rest.len();
        self.text = Cow::Borrowed(rest);
        let utf16 = match bytes {
            [0xFF, 0xFE, ..] => Some((Encoding::Utf16Le, 2)),
            [0xFE, 0xFF, ..] => Some((Encoding::Utf16Be, 2)),
            _ => encoding::sniff_utf16(bytes).map(|encoding| (encoding, 0)),
        };
        if let Some((encoding, mark)) = utf16 {
            let (text, unpaired) = encoding::decode_utf16(&bytes[mark..], encoding);
            self.has_bom = mark > 0;
            self.encoding = Some(encoding);
            self.unpaired = unpaired;
            self.text = Cow::Owned(text.trim_start_matches('\u{FEFF}').to_owned().into_bytes());
            return None;
        }
        let glance = self.glance();
        self.valid = glance.valid;
        // A build without a converter has refused what is in another encoding.
        if !HAS_CONVERTER || is_read_as_utf8(&self.text, self.valid) {
            return Some(glance);
        }
        let legacy = Legacy::judge(&self.text, self.readings(), baseline);
        self.legacy = Some(legacy);
        let outcome = rules::outcome(&rules::not_utf8::RULE, self, decisions);
        let legacy = self.legacy.as_ref()?;
        // Undecided: the likeliest, so that the rest can be looked at already.
        let chosen = match outcome {
            Outcome::Applied(position) => position,
            _ => 0,
        };
        self.encoding = legacy.candidates.get(chosen).copied();
        let reading = self.encoding.and_then(|encoding| reading_in(self.readings(), encoding));
        if let Some(reading) = reading {
            // Owned: what is borrowed is the file itself, and parts are pieces of it.
            self.text = Cow::Owned(reading.text.clone().into_bytes());
            self.valid = true;
        } else if let Some(text) = self.encoding.and_then(|encoding| encoding.decode(&self.text)) {
            self.text = Cow::Owned(text.into_bytes());
            self.valid = true;
        }
        None
    }

    /// The workbook that the text comes from.
    pub(crate) fn workbook(&self) -> Option<&'a Workbook> {
        self.origin?.workbook.as_ref().filter(|_| HAS_CONVERTER)
    }

    /// The text in encodings that the engine lacks.
    fn readings(&self) -> &'a [Reading] {
        self.origin.map_or(&[], |origin| &origin.readings)
    }

    /// Why a workbook was not converted.
    pub(crate) fn failure(&self) -> Option<Failure> {
        self.origin?.failure
    }

    fn glance(&self) -> Glance {
        let glances = stretches::each(&self.text, self.threads, Glance::at);
        let whole = glances.into_iter().reduce(|before, next| before.followed_by(&next));
        whole.unwrap_or_else(|| Glance::at(b""))
    }

    pub(crate) fn encoding_name(&self) -> &'static str {
        self.encoding.map_or("utf-8", Encoding::name)
    }
}

/// What one way through the bytes shows.
struct Glance {
    /// Whether all of it is valid UTF-8.
    valid: bool,
    controls: usize,
    line_ends: LineEnds,
}

impl Glance {
    /// What both show, the first of which ends with a line feed.
    fn followed_by(mut self, next: &Glance) -> Self {
        self.valid &= next.valid;
        self.controls += next.controls;
        self.line_ends.follow(next.line_ends);
        self
    }

    /// Looks at one piece after the other, each for everything, so that the
    /// bytes come from memory once.
    fn at(text: &[u8]) -> Self {
        const PIECE: usize = 1 << 14;
        let mut glance = Glance { valid: true, controls: 0, line_ends: LineEnds::default() };
        let mut rest = text;
        while !rest.is_empty() {
            let mut end = rest.len().min(PIECE);
            // No letter is cut in two: it has no more than three bytes after its first.
            let continues = |at: usize| rest.get(at).is_some_and(|byte| matches!(byte, 0x80..=0xBF));
            end -= (0..3).take_while(|back| end > *back && continues(end - back)).count().min(end - 1);
            let (piece, after) = rest.split_at(end);
            glance.valid = glance.valid && simdutf8::basic::from_utf8(piece).is_ok();
            glance.controls += glance.line_ends.add(piece, after.first().copied());
            rest = after;
        }
        glance
    }
}

/// Whether the bytes are neither UTF-8 nor UTF-16.
pub(crate) fn is_foreign(bytes: &[u8]) -> bool {
    let is_utf16 = matches!(bytes, [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..]) || encoding::sniff_utf16(bytes).is_some();
    let text = behind_marks(bytes, |_| {});
    !is_utf16 && !is_read_as_utf8(text, simdutf8::basic::from_utf8(text).is_ok())
}

/// What stands behind the marks that a text begins with: two programs may each have written one.
fn behind_marks(mut text: &[u8], mut tell: impl FnMut(&'static str)) -> &[u8] {
    while let Some(mark) = MARKS.into_iter().find(|mark| text.starts_with(mark.as_bytes())) {
        tell(mark);
        text = &text[mark.len()..];
    }
    text
}

fn is_read_as_utf8(text: &[u8], valid: bool) -> bool {
    (valid || is_mostly_utf8(text)) && !encoding::is_utf8_by_chance(text)
}

/// More characters of UTF-8 than bytes that are none: the bad bytes came later.
fn is_mostly_utf8(text: &[u8]) -> bool {
    let (mut good, mut bad) = (0_usize, 0_usize);
    for chunk in text.utf8_chunks() {
        good += chunk.valid().bytes().filter(|byte| *byte >= 0xC0).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good > bad
}

/// The reading of the file in this encoding.
fn reading_in(readings: &[Reading], encoding: Encoding) -> Option<&Reading> {
    readings.iter().find(|reading| Encoding::foreign(&reading.encoding) == Some(encoding))
}

impl Legacy {
    fn judge(text: &[u8], readings: &[Reading], baseline: Option<&Baseline>) -> Self {
        let used = encoding::beyond_ascii(text);
        // Encodings that give the same text for these bytes are one candidate.
        let mut texts = HashSet::new();
        let own: Vec<Encoding> = encoding::guess(text)
            .into_iter()
            .filter(|encoding| encoding.decode(&used).is_some_and(|letters| texts.insert(letters)))
            .collect();
        let mut cells = cells_beyond_ascii(text);
        for reading in readings {
            read_cells(&mut cells, reading);
        }
        // Who brings a reading has seen that the file is likeliest none of ours. One that gives the text of another is no
        // further candidate.
        let is_further = |(at, reading): &(usize, &Reading)| readings[..*at].iter().all(|one| one.text != reading.text);
        let distinct: Vec<&Reading> =
            readings.iter().enumerate().filter(is_further).map(|(_, reading)| reading).collect();
        let is_read = |own: &Encoding| distinct.iter().any(|reading| is_same(&cells, *own, text, reading));
        let foreign = distinct.iter().filter_map(|reading| Encoding::foreign(&reading.encoding));
        let mut candidates: Vec<Encoding> = foreign.chain(own.iter().filter(|own| !is_read(own)).copied()).collect();
        let sample = telling_sample(&candidates, &cells).cloned().unwrap_or_default();
        let mut legacy = Legacy { sample: sample.value.clone(), ..Legacy::default() };
        if let [only] = *candidates
            && readings.is_empty()
        {
            legacy.evidence = Some(evidence::one_text(only));
        } else if let Some((proven, evidence)) = evidence::only_encoding(&candidates, &cells, baseline) {
            candidates.retain(|encoding| *encoding != proven);
            candidates.insert(0, proven);
            legacy.evidence = Some(evidence);
        }
        legacy.samples = candidates.iter().map(|encoding| sample.read(*encoding).unwrap_or_default()).collect();
        legacy.candidates = candidates;
        legacy
    }
}

/// Whether an encoding of ours gives the text of a reading; the cells spare most files from being decoded for it.
fn is_same(cells: &[ForeignCell], own: Encoding, text: &[u8], reading: &Reading) -> bool {
    let Some(foreign) = Encoding::foreign(&reading.encoding) else { return false };
    cells.iter().all(|cell| cell.read(own) == cell.read(foreign)) && own.decode(text).as_ref() == Some(&reading.text)
}

/// The value that most candidates read differently from the likeliest, and from each other: only such a one lets a person
/// choose.
fn telling_sample<'c>(candidates: &[Encoding], cells: &'c [ForeignCell]) -> Option<&'c ForeignCell> {
    const ENOUGH: usize = 500;
    let readings = |cell: &&ForeignCell| {
        let readings: Vec<Option<String>> = candidates.iter().map(|encoding| cell.read(*encoding)).collect();
        let others = readings.iter().filter(|reading| **reading != readings[0]).count();
        (others, readings.iter().collect::<HashSet<_>>().len(), std::cmp::Reverse(cell.value.len()))
    };
    cells.iter().take(ENOUGH).max_by_key(readings)
}

/// Bytes of a cell that are compared; no value of a user is longer.
const LONGEST_CELL: usize = 1_000;

/// A cell with letters outside ASCII, and where it stands; a piece of a long one.
#[derive(Clone, Debug, Default)]
pub(crate) struct ForeignCell {
    row: usize,
    index: usize,
    pub(crate) address: String,
    pub(crate) header: String,
    pub(crate) value: Vec<u8>,
    /// What it is in encodings that the engine lacks.
    readings: Vec<(Encoding, String)>,
}

impl ForeignCell {
    /// What an encoding makes of it.
    pub(crate) fn read(&self, encoding: Encoding) -> Option<String> {
        let reading = self.readings.iter().find(|(known, _)| *known == encoding);
        reading.map(|(_, text)| text.clone()).or_else(|| encoding.decode(&self.value))
    }
}

/// Adds what the cells are in one more encoding: they stand at the same places of its text.
fn read_cells(cells: &mut [ForeignCell], reading: &Reading) {
    let Some(encoding) = Encoding::foreign(&reading.encoding) else { return };
    let text = reading.text.as_bytes();
    let sheet = Sheet::new(text, Dialect::of(text), None);
    let (mut scanner, mut fields, mut row) = (sheet.data(), Vec::new(), 0);
    let mut cells = cells.iter_mut().peekable();
    while cells.peek().is_some() && scanner.read(&mut fields).is_some() {
        while let Some(cell) = cells.next_if(|cell| cell.row == row) {
            let value = fields.get(cell.index).map(|field| field.value(text)).unwrap_or_default();
            let reading = String::from_utf8_lossy(&value);
            let start =
                if reading.len() <= LONGEST_CELL { 0 } else { reading.find(|c: char| !c.is_ascii()).unwrap_or(0) };
            cell.readings.push((encoding, reading[start..].chars().take(LONGEST_CELL).collect()));
        }
        row += 1;
    }
}

/// The cells that tell encodings apart. Separators, quotes, line ends and
/// header names are ASCII in all of them, so the bytes can be scanned as they are.
fn cells_beyond_ascii(text: &[u8]) -> Vec<ForeignCell> {
    const ENOUGH: usize = 5_000;
    let sheet = Sheet::new(text, Dialect::of(text), None);
    let mut cells = Vec::new();
    let mut scanner = sheet.data();
    let mut fields = Vec::new();
    let mut next = 0;
    while cells.len() < ENOUGH && scanner.read(&mut fields).is_some() {
        let row = next;
        next += 1;
        if fields.iter().all(|field| text[field.range()].is_ascii()) {
            continue;
        }
        let address = sheet.key.and_then(|key| fields.get(key)).map(|field| field.value(text)).unwrap_or_default();
        let address = String::from_utf8_lossy(&address).into_owned();
        for (field, column) in fields.iter().zip(&sheet.columns) {
            let value = field.value(text);
            let Some(first) = value.iter().position(|byte| !byte.is_ascii()) else { continue };
            // What is longer than any value of a user proves nothing of it, and a piece of it is sample enough.
            let is_whole =
                value.len() <= LONGEST_CELL && address.len() <= LONGEST_CELL && column.header.len() <= LONGEST_CELL;
            let (address, header) =
                if is_whole { (address.clone(), column.header.clone()) } else { Default::default() };
            let start = if value.len() <= LONGEST_CELL { 0 } else { first };
            let value = value[start..value.len().min(start + LONGEST_CELL)].to_vec();
            cells.push(ForeignCell { row, index: column.index, address, header, value, readings: Vec::new() });
        }
    }
    cells
}

/// What a candidate makes of the sample.
pub(crate) fn sample_in(legacy: &Legacy, encoding: Encoding) -> String {
    let place = legacy.candidates.iter().position(|candidate| *candidate == encoding);
    place.and_then(|place| legacy.samples.get(place)).cloned().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn glances_at_stretches_are_a_glance_at_all() {
        let line = "Søren,1234\r\n".repeat(20);
        for odd in ["", "\n", "\n\n", "\r", "\0\x01", "\r\r\n"].map(str::as_bytes).into_iter().chain([&b"\x80"[..]]) {
            for (before, after) in [(0, 2), (1, 1), (2, 0)] {
                let text = [line.repeat(before).as_bytes(), odd, line.repeat(after).as_bytes()].concat();
                let decisions = Decisions::default();
                let glance = |threads: usize| {
                    let mut opened =
                        Opened::new(&Input { file: b"", baseline: None, origin: None }, &decisions, None, threads);
                    opened.text = Cow::Borrowed(&text);
                    let Glance { valid, controls, line_ends } = opened.glance();
                    (valid, controls, line_ends)
                };
                assert_eq!(glance(4), glance(1), "{odd:?} behind {before} of {}", before + after);
            }
        }
    }

    #[test]
    fn a_glance_cuts_no_letter() {
        for letter in ["ø", "日", "😀"] {
            for before in (1 << 14) - 5..(1 << 14) + 5 {
                let text = format!("{}{letter}\r\n", "a".repeat(before));
                let glance = Glance::at(text.as_bytes());
                assert!(glance.valid, "{letter} after {before}");
                assert_eq!(glance.line_ends, LineEnds { crlf: 1, feeds: 0, returns: 0 });
                assert!(!Glance::at(&text.as_bytes()[..text.len() - 3]).valid, "{letter} after {before}, cut");
            }
        }
        assert!(!Glance::at(&b"\x80".repeat(40_000)).valid);
        assert_eq!(Glance::at(b"a\0b\t\x1F").controls, 2);
    }
}
