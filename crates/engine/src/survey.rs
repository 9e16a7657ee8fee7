//! The one pass over all records: where each starts, whose it is, and whether
//! anything in it can be worth a rule's look.
//!
//! Architecture invariant: a record that the survey calls plain gives no rule
//! anything to find (a property test holds it to that). Everything else goes
//! the slow way, and only that.

use std::collections::HashMap;
use std::ops::ControlFlow;

use crate::common::Common;
use crate::displaced::{Displaced, displaced};
use crate::encoding::garbled;
use crate::flag_words::FlagWords;
use crate::key::key_of;
use crate::moved::{Moved, moved};
use crate::phone;
use crate::plain::{self, is_iso_time, is_plain_address, is_plain_text};
use crate::profile::{Class, Kind, Tier};
use crate::scan::Field;
use crate::shares::Shares;
use crate::sheet::{Column, Sheet};
use crate::sound::Sound;
use crate::stretches;

/// Where a data record starts and what is known of it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Mark {
    pub(crate) start: u32,
    pub(crate) line: u32,
    pub(crate) looks: Looks,
}

/// What the survey thinks of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Looks {
    /// No rule has anything to say.
    Plain,
    /// The rules shall look.
    Suspect,
    /// Blank, the first of a run of blank records.
    Blank,
    /// Blank, as the record before it.
    BlankAgain,
    /// Its address stands in the column beside its own.
    Shifted { left: bool },
}

/// What the file says of itself as a whole.
#[derive(Clone, Debug, Default)]
pub(crate) struct Facts {
    /// How many numbers with a `+` have each calling code.
    pub(crate) calling_codes: HashMap<&'static str, usize>,
    /// Extensions by location (hash of its value) and length.
    pub(crate) extensions: HashMap<u64, [u32; 11]>,
    /// Whether an extension begins with 0: whatever saved the file kept zeros.
    pub(crate) zero_extension: bool,
    pub(crate) common: Common,
    /// Users whose address seems to have changed, by row.
    pub(crate) moved: HashMap<u32, Moved>,
    /// Nearly all records have values beyond the last column.
    pub(crate) header_is_short: bool,
    /// Of each column, the values that stand beside other users than in the export; empty where none does.
    pub(crate) displaced: Vec<Option<Displaced>>,
    /// Whether TRUE or FALSE stands in a licence column: no spreadsheet has translated them.
    pub(crate) has_flags: bool,
    pub(crate) flag_words: FlagWords,
}

impl Facts {
    /// The values of a column that stand beside other users than in the export, if it was sorted or moved alone.
    pub(crate) fn displaced_in(&self, column: usize) -> Option<&Displaced> {
        self.displaced.get(column)?.as_ref()
    }

    /// The length that nearly all extensions of a location have, when `length` is shorter.
    pub(crate) fn longer_extensions(&self, location: &str, length: usize) -> Option<usize> {
        let lengths = self.extensions.get(&key_of(location.as_bytes()))?;
        usual_length(lengths).filter(|usual| length < *usual && length > 0)
    }

    /// The calling code of most numbers, when it is really most of several.
    pub(crate) fn main_calling_code(&self) -> Option<&'static str> {
        let all: usize = self.calling_codes.values().sum();
        let (code, count) = self.calling_codes.iter().max_by_key(|(code, count)| (**count, **code))?;
        (*count >= 3 && *count * 2 > all).then_some(code)
    }
}

/// At least three and four fifths of the extensions have this length, one other left out of the count: it may be the
/// one that is judged.
fn usual_length(lengths: &[u32; 11]) -> Option<usize> {
    let all: u32 = lengths.iter().sum();
    let (length, count) = lengths.iter().enumerate().max_by_key(|(_, count)| **count)?;
    (*count >= 3 && u64::from(*count) * 5 >= u64::from(all - 1) * 4).then_some(length)
}

/// Extensions by location and length while they are counted. Few locations are
/// met again and again, so that the last of each slot is asked before the map.
#[derive(Default)]
pub(crate) struct Lengths {
    /// Location, how often it has each length, and how often so in records that look plain.
    counts: Vec<(u64, [u32; 11], [u32; 11])>,
    places: HashMap<u64, usize>,
    recent: [Option<(u64, usize)>; 16],
}

impl Lengths {
    pub(crate) fn count(&mut self, location: u64, length: usize, looks_plain: bool) {
        let slot = (location % 16) as usize;
        let recent = self.recent[slot].filter(|(recent, _)| *recent == location);
        let place = recent.map_or_else(|| self.place_of(location), |(_, place)| place);
        self.recent[slot] = Some((location, place));
        let (_, all, plain) = &mut self.counts[place];
        all[length] += 1;
        plain[length] += u32::from(looks_plain);
    }

    /// Whether a record that looks plain has a shorter extension than its location's others.
    fn has_short(&self) -> bool {
        let is_short =
            |all, plain: &[u32; 11]| usual_length(all).is_some_and(|usual| plain[1..usual].iter().any(|&n| n > 0));
        self.counts.iter().any(|(_, all, plain)| is_short(all, plain))
    }

    /// Takes what was counted of records further below.
    pub(crate) fn join(&mut self, below: Lengths) {
        for (location, all, plain) in below.counts {
            let place = self.place_of(location);
            let (_, of_all, of_plain) = &mut self.counts[place];
            (0..11).for_each(|length| of_all[length] += all[length]);
            (0..11).for_each(|length| of_plain[length] += plain[length]);
        }
    }

    fn place_of(&mut self, location: u64) -> usize {
        *self.places.entry(location).or_insert_with(|| {
            self.counts.push((location, [0; 11], [0; 11]));
            self.counts.len() - 1
        })
    }

    fn by_location(self) -> HashMap<u64, [u32; 11]> {
        self.counts.into_iter().map(|(location, all, _)| (location, all)).collect()
    }
}

/// How a cell of a column is judged without a rule.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Gate {
    Text,
    Location,
    Address { key: bool },
    Number,
    Extension,
    Flag { tier: Option<Tier>, suspended: bool, calling: bool },
    Time,
    Days,
}

impl Gate {
    /// Whether no rule of a cell has anything to say of a value, the baseline
    /// and what other records hold aside. `odd`: see [`Field::odd`].
    #[inline]
    pub(crate) fn passes(self, value: &[u8], odd: bool, valid: bool) -> bool {
        match self {
            Gate::Text | Gate::Location => is_plain_words(value, odd, valid),
            Gate::Address { key } => is_plain_address(value) || (value.is_empty() && !key),
            Gate::Number => value.is_empty() || calling_code(value).is_some(),
            Gate::Extension => value.is_empty() || (matches!(value.len(), 2..=10) && plain::is_digits(value)),
            Gate::Flag { suspended, .. } => is_plain_flag(value, suspended),
            Gate::Time => value.is_empty() || is_iso_time(value),
            Gate::Days => plain::is_digits(value),
        }
    }

    /// Whether no rule has anything to say of a value, the baseline and what other records hold aside.
    pub(crate) fn is_plain_among(self, value: &[u8], valid: bool) -> bool {
        self.passes(value, true, valid)
    }

    /// Whether a blank cell may be worth a rule's look where there is no baseline.
    pub(crate) fn minds_blank(self) -> bool {
        matches!(self, Gate::Location | Gate::Extension | Gate::Days | Gate::Address { key: true })
    }

    pub(crate) fn of(column: &Column, key: Option<usize>) -> Self {
        match (column.class, column.kind) {
            (_, Kind::Location) => Gate::Location,
            (_, Kind::LastServiceAccessedTime) => Gate::Time,
            (_, Kind::DaysSinceLastServiceAccessed) => Gate::Days,
            (Class::Address, _) => Gate::Address { key: key == Some(column.index) },
            (Class::Number, _) => Gate::Number,
            (Class::Extension, _) => Gate::Extension,
            (Class::Flag, _) => Gate::Flag {
                tier: column.tier(),
                suspended: column.licence.as_ref().is_some_and(|licence| licence.suspended),
                calling: column.licence.as_ref().is_some_and(|licence| licence.calling) && !column.dropped,
            },
            _ => Gate::Text,
        }
    }
}

/// As [`is_plain_text`] says, and no letters that were read in a wrong encoding.
#[inline]
pub(crate) fn is_plain_words(value: &[u8], odd: bool, valid: bool) -> bool {
    is_plain_text(value, odd, valid) && (!odd || value.is_ascii() || !is_garbled(value))
}

#[inline(never)]
fn is_garbled(value: &[u8]) -> bool {
    str::from_utf8(value).is_ok_and(|value| !garbled::readings(value).is_empty())
}

/// Whether something stands beyond the last column.
#[inline(never)]
pub(crate) fn reaches_beyond(sheet: &Sheet<'_>, fields: &[Field]) -> bool {
    let is_filled = |field: &Field| !field.value(sheet.text).trim_ascii().is_empty();
    fields.iter().skip(sheet.columns.len()).any(is_filled)
}

/// TRUE where it is allowed, FALSE, or nothing.
#[inline]
pub(crate) fn is_plain_flag(value: &[u8], suspended: bool) -> bool {
    match value {
        b"TRUE" => !suspended,
        b"FALSE" | b"" => true,
        _ => false,
    }
}

/// The calling code of a number that nothing is wrong with.
#[inline]
pub(crate) fn calling_code(value: &[u8]) -> Option<&'static str> {
    let (b'+', digits) = value.split_first()? else { return None };
    match phone::possible_bytes(digits) {
        phone::Possible::Yes { calling_code } => Some(calling_code),
        _ => None,
    }
}

/// Everything the survey learned.
#[derive(Debug, Default)]
pub(crate) struct Survey {
    pub(crate) marks: Vec<Mark>,
    /// [`key_of`] of each record's address as written; 0 when it is blank.
    pub(crate) keys: Vec<u64>,
    pub(crate) facts: Facts,
    pub(crate) shares: Shares,
    /// Where records are well-formed beyond doubt, if somebody wanted to know.
    pub(crate) sound: Sound,
}

/// How many records so many bytes hold, about: room that is not used costs nothing.
pub(crate) fn records_in(bytes: usize) -> usize {
    bytes / 160
}

/// Reads all data records once. `None` when `progress` said to stop.
pub(crate) fn survey(
    sheet: &Sheet<'_>,
    wants_sound: bool,
    progress: &mut dyn FnMut(usize) -> ControlFlow<()>,
) -> Option<Survey> {
    let (mut judge, mut marks, keys, sound) = stretches::survey(sheet, wants_sound, progress)?.finish();
    let (common, suspects, places) = judge.shared.finish(sheet.baseline, &sheet.own);
    judge.shares.finish(places, marks.len());
    for position in suspects {
        if let Some(mark) = marks.get_mut(position as usize).filter(|mark| mark.looks == Looks::Plain) {
            mark.looks = Looks::Suspect;
        }
    }
    let has_short_extensions = judge.lengths.has_short();
    let header_is_short = judge.longer >= 3 && judge.longer * 10 >= marks.len() * 9;
    let facts = Facts { extensions: judge.lengths.by_location(), common, header_is_short, ..judge.facts };
    let mut survey = Survey { marks, keys, facts, shares: judge.shares, sound };
    survey.facts.moved = moved(sheet, &survey.marks, &survey.keys);
    look_beside_the_export(sheet, &mut survey);
    if has_short_extensions {
        suspect_short_extensions(sheet, &mut survey);
    }
    Some(survey)
}

/// What shows only where each user stands beside what the export has of him.
fn look_beside_the_export(sheet: &Sheet<'_>, survey: &mut Survey) {
    let Survey { marks, keys, facts, .. } = survey;
    let flags: Vec<(usize, usize)> = sheet
        .columns
        .iter()
        .filter(|column| column.class == Class::Flag && !column.dropped)
        .filter_map(|column| Some((column.index, column.baseline?)))
        .collect();
    let [location, extension] = [Kind::Location, Kind::Extension].map(|kind| sheet.column_of(kind));
    let (lengths, words) = (&mut facts.extensions, &mut facts.flag_words);
    let mut users = 0;
    facts.displaced = displaced(sheet, marks, keys, &mut |pair| {
        users += 1;
        for (index, exported) in &flags {
            words.take(pair, *index, *exported);
        }
        // A zero that the export proves counts for those that it cannot prove.
        let (Some(location), Some(extension)) = (location, extension) else { return };
        let Some(exported) = extension.baseline else { return };
        let (now, known) = (pair.written(extension.index), pair.exported(exported));
        let lost = known.strip_suffix(&*now).unwrap_or_default();
        let is_lost = !now.is_empty() && !lost.is_empty() && lost.iter().all(|digit| *digit == b'0');
        if let Some(counts) =
            lengths.get_mut(&key_of(&pair.written(location.index))).filter(|_| is_lost && known.len() <= 10)
        {
            counts[now.len()] = counts[now.len()].saturating_sub(1);
            counts[known.len()] += 1;
        }
    });
    if facts.has_flags || !sheet.baseline.is_some_and(|baseline| baseline.is_nearly_all(users)) {
        facts.flag_words = FlagWords::default();
    }
}

/// Extensions can only be judged once all of their location are known.
fn suspect_short_extensions(sheet: &Sheet<'_>, survey: &mut Survey) {
    let (Some(extension), Some(location)) = (sheet.column_of(Kind::Extension), sheet.column_of(Kind::Location)) else {
        return;
    };
    let mut scanner = sheet.data();
    let mut fields = Vec::new();
    for mark in &mut survey.marks {
        if scanner.read(&mut fields).is_none() {
            return;
        }
        let value = |index: usize| fields.get(index).map(|field| field.value(sheet.text)).unwrap_or_default();
        let is_short = mark.looks == Looks::Plain
            && survey.facts.extensions.get(&key_of(&value(location.index))).and_then(usual_length).is_some_and(
                |usual| {
                    let length = value(extension.index).len();
                    length > 0 && length < usual
                },
            );
        if is_short {
            mark.looks = Looks::Suspect;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dialect::Dialect;

    const KEY: &str = "User ID/Email (Required)";

    /// What each record looks like.
    fn looks(file: &str) -> Vec<Looks> {
        let mut sheet = Sheet::new(file.as_bytes(), Dialect::of(file.as_bytes()), None);
        sheet.valid = true;
        sheet.set_gates();
        let survey = survey(&sheet, false, &mut |_| ControlFlow::Continue(())).expect("nobody stops it");
        survey.marks.iter().map(|mark| mark.looks).collect()
    }

    #[test]
    fn letters_read_in_a_wrong_encoding_are_not_plain() {
        use crate::encoding::Encoding::{Ibm850, Macintosh, Windows1250, Windows1251, Windows1252};
        for text in ["Søren", "Łódź", "Șerban", "Nguyễn", "Cơ", "Νίκος", "Борис", "“Sales”", "Œuvre", "Đorđe"]
        {
            for encoding in [Windows1252, Windows1250, Windows1251, Macintosh, Ibm850] {
                let garbled: Option<String> = text.bytes().map(|byte| encoding.char_of(byte)).collect();
                let Some(garbled) = garbled.filter(|value| !garbled::readings(value).is_empty()) else { continue };
                assert!(!is_plain_words(garbled.as_bytes(), true, true), "{text} in {encoding:?}: {garbled}");
            }
        }
    }

    #[test]
    fn four_fifths_of_all_lengths_but_one_are_usual() {
        let usual = |three: u32, four: u32| usual_length(&[0, 0, 0, three, four, 0, 0, 0, 0, 0, 0]);
        assert_eq!([usual(2, 4), usual(2, 3), usual(0, 2), usual(3, 0)], [Some(4), None, None, Some(3)]);
    }

    /// The rules are asked about as few records as can be: they are what takes time.
    #[test]
    fn clean_values_are_plain_and_no_others() {
        for (header, plain, suspect) in [
            (
                "First Name",
                &["", "A", "Anna", "Søren", "Łukasz Żółć", "O'Neil", "K,b"][..],
                &[" Anna", "Anna ", "=1", "Anna?", "'x", "SÃ¸ren", "nan", "a\tb"][..],
            ),
            (
                "Phone Number",
                &["", "+4526018159", "+48579290810"],
                &["4526018159", "+45 26018159", "+1", "+45260181x9"],
            ),
            ("Extension", &["", "12", "1234567890"], &["1", "12a", "12345678901", "'123"]),
            ("Location", &["", "Aarhus", "Łódź"], &[" Aarhus", "A\"b"]),
            ("Manager", &["", "bo@example.com", "Bo.Berg+1@sub.example.com"], &["bo(at)example.com", "bo@example"]),
            (
                "Last Service Accessed Time",
                &["", "2026-01-10T10:53:09.064Z", "2026-01-10T10:53:09"],
                &["10-01-2026 10:53"],
            ),
            ("Days since Last Service Accessed", &["", "0", "17"], &["1.0", "-1"]),
            ("Webex Contact Center Standard Agent", &["TRUE", ""], &["true", "SAND", "TRUE ", "TRUEx", "FALSE"]),
            ("Webex Calling - Professional (Suspended)", &["FALSE", ""], &["TRUE", "false"]),
            ("Spark Message", &["TRUE", "FALSE", ""], &["Yes", "FALSE?"]),
            ("Address postal code", &["", "1704"], &["#REF!", "17.0"]),
        ] {
            let file = |value: &str, end: &str| format!("{KEY},{header}\r\na@example.com,{value}{end}");
            for (values, expected) in [(plain, Looks::Plain), (suspect, Looks::Suspect)] {
                for value in values {
                    let quoted = format!("\"{}\"", value.replace('"', "\"\""));
                    assert_eq!(looks(&file(&quoted, "\r\n")), [expected], "{header}: {quoted}");
                    if !value.contains([',', '"']) {
                        assert_eq!(looks(&file(value, "\r\n")), [expected], "{header}: {value}");
                        // Nothing stands behind it that could be read along with it.
                        assert_eq!(looks(&file(value, "")), [expected], "{header}: {value} at the end");
                    }
                }
            }
        }
    }

    #[test]
    fn what_several_cells_say_together_is_looked_at() {
        const STANDARD: &str = "Webex Contact Center Standard Agent";
        const PREMIUM: &str = "Webex Contact Center Premium Agent";
        for (header, plain, suspect) in [
            (
                "First Name,Last Name",
                &["\"A \"\"B\"\"\",C", "\"\",\"\""][..],
                &["\"A\" B,C", "A", "A,B,C", "A \"B\",C"][..],
            ),
            (
                &format!("{STANDARD},{PREMIUM}"),
                &["TRUE,FALSE", ",", "FALSE,TRUE"],
                &["TRUE,TRUE", "FALSE,FALSE", "FALSE,"],
            ),
            (
                "Location,Phone Number,Webex Calling - Professional,Webex Calling - Standard",
                &["Aarhus,+4526018159,TRUE,FALSE", ",,FALSE,FALSE", ",,,"],
                &[",+4526018159,TRUE,FALSE", "Aarhus,,TRUE,", "Aarhus,+4526018159,TRUE,TRUE"],
            ),
        ] {
            for (rows, expected) in [(plain, Looks::Plain), (suspect, Looks::Suspect)] {
                for row in rows {
                    assert_eq!(
                        looks(&format!("{KEY},{header}\r\na@example.com,{row}\r\n")),
                        [expected],
                        "{header}: {row}"
                    );
                }
            }
        }
    }

    #[test]
    fn blank_and_shifted_records_are_told_apart() {
        let shifted = |left| Looks::Shifted { left };
        for (header, rows, expected) in [
            ("Title,First Name", ",,\r\n", &[Looks::Blank][..]),
            (
                "Title,First Name",
                "\r\n , ,\t\r\n\"\",\"\",\"\"\r\n",
                &[Looks::Blank, Looks::BlankAgain, Looks::BlankAgain],
            ),
            ("Title,First Name", "\"\"\r\na@b.dk,,\r\n,,\r\n", &[Looks::Blank, Looks::Plain, Looks::Blank]),
            ("Title,First Name", ",a@b.dk,\r\n,,a@b.dk\r\n", &[shifted(false), Looks::Suspect]),
            ("Title,First Name", ",,x\r\n", &[Looks::Suspect]),
        ] {
            assert_eq!(looks(&format!("{KEY},{header}\r\n{rows}")), expected, "{rows:?}");
        }
        assert_eq!(looks(&format!("Title,{KEY}\r\na@b.dk,\r\n")), [shifted(true)]);
        // One pair of quotes is how one blank value is written.
        assert_eq!(looks(&format!("{KEY}\r\n\"\"\r\n\r\n")), [Looks::Suspect, Looks::Blank]);
    }

    #[test]
    fn a_plain_cell_of_a_record_is_plain_by_itself() {
        let gates = [
            (Gate::Text, "Anna"),
            (Gate::Location, "Aarhus"),
            (Gate::Address { key: true }, "a@example.com"),
            (Gate::Address { key: false }, ""),
            (Gate::Number, "+4526018159"),
            (Gate::Extension, "1234"),
            (Gate::Flag { tier: None, suspended: false, calling: false }, "TRUE"),
            (Gate::Flag { tier: None, suspended: true, calling: false }, "FALSE"),
            (Gate::Time, "2026-01-10T10:53:09.064Z"),
            (Gate::Days, "17"),
        ];
        for (gate, value) in gates {
            assert!(gate.is_plain_among(value.as_bytes(), true), "{gate:?}");
            assert!(!gate.is_plain_among(b"?", true), "{gate:?}");
        }
    }
}
