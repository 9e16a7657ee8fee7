//! The one pass over all records: where each starts, whose it is, and whether
//! anything in it can be worth a rule's look.
//!
//! Architecture invariant: a record that the survey calls plain gives no rule
//! anything to find (a property test holds it to that). Everything else goes
//! the slow way, and only that.

use std::collections::HashMap;
use std::ops::ControlFlow;

use crate::address::candidates;
use crate::common::{Common, Gatherer};
use crate::key::key_of;
use crate::licences::calling::Telephone;
use crate::moved::{Moved, moved};
use crate::phone;
use crate::plain::{self, is_iso_time, is_plain_address, is_plain_text};
use crate::profile::{Class, Kind, Tier};
use crate::report::Mode;
use crate::scan::{Field, Form, Record};
use crate::shares::{Shares, names_place};
use crate::sheet::{Column, Sheet};

/// Where a data record starts and what is known of it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Mark {
    pub(crate) start: u32,
    pub(crate) line: u32,
    /// [`key_of`] of the address as written; 0 when it is blank.
    pub(crate) key: u64,
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
}

impl Facts {
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
    let others = all - count;
    (*count >= 3 && u64::from(*count) * 5 >= (u64::from(all) - u64::from(others.min(1))) * 4).then_some(length)
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
    fn passes(self, value: &[u8], odd: bool, valid: bool) -> bool {
        match self {
            Gate::Text | Gate::Location => is_plain_text(value, odd, valid),
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

/// Everything the survey learned.
#[derive(Debug, Default)]
pub(crate) struct Survey {
    pub(crate) marks: Vec<Mark>,
    pub(crate) facts: Facts,
    pub(crate) shares: Shares,
}

/// Reads all data records once. `None` when `progress` said to stop.
pub(crate) fn survey(sheet: &Sheet<'_>, progress: &mut dyn FnMut(usize) -> ControlFlow<()>) -> Option<Survey> {
    let same_layout = sheet.baseline.is_some_and(|baseline| {
        baseline.headers().len() == sheet.columns.len()
            && baseline.headers().iter().zip(&sheet.columns).all(|(header, column)| *header == column.header)
    });
    let mut judge = Judge {
        sheet,
        valid: sheet.valid,
        same_layout,
        facts: Facts::default(),
        numbers: 0,
        lengths: Lengths::default(),
        telephone: Telephone::of(sheet),
        shared: Gatherer::default(),
        shares: Shares::of(sheet),
        leaves_out: sheet.columns.iter().any(|column| column.dropped),
    };
    let mut marks = Vec::with_capacity(sheet.text.len() / 160);
    let mut scanner = sheet.data();
    let mut fields: Vec<Field> = Vec::with_capacity(sheet.columns.len());
    let mut blank_before = false;
    loop {
        fields.clear();
        let mut seen = Seen::default();
        let record = scanner.read_each(|field| {
            judge.look_at(&field, fields.len(), marks.len() as u32, &mut seen);
            fields.push(field);
        });
        let Some(record) = record else { break };
        let (key, looks) = judge.conclude(&record, &fields, marks.len() as u32, &seen);
        let looks = match looks {
            Looks::Blank if blank_before => Looks::BlankAgain,
            looks => looks,
        };
        blank_before = matches!(looks, Looks::Blank | Looks::BlankAgain);
        if marks.len() % 16_384 == 16_383 && progress(record.next as usize).is_break() {
            return None;
        }
        marks.push(Mark { start: record.start, line: record.line, key, looks });
    }
    let (common, suspects, places) = judge.shared.finish(sheet.baseline);
    judge.shares.finish(places, marks.len());
    for position in suspects {
        if let Some(mark) = marks.get_mut(position as usize).filter(|mark| mark.looks == Looks::Plain) {
            mark.looks = Looks::Suspect;
        }
    }
    let has_short_extensions = judge.lengths.has_short();
    let facts = Facts { extensions: judge.lengths.by_location(), common, ..judge.facts };
    let mut survey = Survey { marks, facts, shares: judge.shares };
    survey.facts.moved = moved(sheet, &survey.marks);
    if has_short_extensions {
        suspect_short_extensions(sheet, &mut survey);
    }
    Some(survey)
}

struct Judge<'s, 'a> {
    sheet: &'s Sheet<'a>,
    /// Whether the whole text is valid UTF-8.
    valid: bool,
    /// Whether the baseline has the same columns in the same order.
    same_layout: bool,
    facts: Facts,
    numbers: usize,
    lengths: Lengths,
    telephone: Telephone,
    shared: Gatherer,
    shares: Shares,
    /// Whether some column is left out, so that a filled record may be blank all the same.
    leaves_out: bool,
}

/// Extensions by location and length while they are counted. Few locations are
/// met again and again, so that the last of each slot is asked before the map.
#[derive(Default)]
struct Lengths {
    /// Location, how often it has each length, and how often so in records that look plain.
    counts: Vec<(u64, [u32; 11], [u32; 11])>,
    places: HashMap<u64, usize>,
    recent: [(u64, usize); 16],
}

impl Lengths {
    fn count(&mut self, location: u64, length: usize, looks_plain: bool) {
        let slot = (location % 16) as usize;
        if self.recent[slot].0 != location || self.counts.is_empty() {
            let place = *self.places.entry(location).or_insert_with(|| {
                self.counts.push((location, [0; 11], [0; 11]));
                self.counts.len() - 1
            });
            self.recent[slot] = (location, place);
        }
        let (_, all, plain) = &mut self.counts[self.recent[slot].1];
        all[length] += 1;
        plain[length] += u32::from(looks_plain);
    }

    /// Whether a record that looks plain has a shorter extension than its location's others.
    fn has_short(&self) -> bool {
        let is_short =
            |all, plain: &[u32; 11]| usual_length(all).is_some_and(|usual| plain[1..usual].iter().any(|&n| n > 0));
        self.counts.iter().any(|(_, all, plain)| is_short(all, plain))
    }

    fn by_location(self) -> HashMap<u64, [u32; 11]> {
        self.counts.into_iter().map(|(location, all, _)| (location, all)).collect()
    }
}

/// What the fields of a record said so far.
#[derive(Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is something that may or may not have been seen")]
struct Seen {
    /// Whether some value begins with what is no blank.
    filled: bool,
    /// Whether a rule of a cell may have something to say.
    suspect: bool,
    key: u64,
    standard: bool,
    premium: bool,
    taken: bool,
    /// Calling licences that are given.
    calling: usize,
    location: Option<u64>,
    /// The location, where extensions belong to it.
    place: Option<usize>,
    /// Length of the extension.
    extension: usize,
}

impl Judge<'_, '_> {
    /// Looks at the field that is number `index` of its record.
    #[inline]
    fn look_at(&mut self, field: &Field, index: usize, position: u32, seen: &mut Seen) {
        let text = self.sheet.text;
        let Some(gate) = self.sheet.gates.get(index) else { return };
        let value = match field.form {
            Form::Bare | Form::Quoted => inside(field, text),
            // Doubled quotes are fine in a text and nowhere else.
            Form::Doubled if matches!(gate, Gate::Text) => &text[field.start as usize + 1..field.end as usize - 1],
            _ => {
                seen.suspect = true;
                if let Gate::Address { key: true } = gate {
                    seen.key = key_of(&field.value(text));
                }
                return;
            }
        };
        seen.filled |= value.first().is_some_and(|first| *first > b' ');
        let odd = field.odd || !self.valid;
        // Most columns hold texts and licences: judging them here saves their gate a second look, a twentieth of a check.
        let passes = match *gate {
            Gate::Text => is_plain_text(value, odd, self.valid),
            Gate::Flag { suspended, tier, calling } => {
                let (is_true, is_false) = (value == b"TRUE", value == b"FALSE");
                seen.calling += usize::from(is_true && calling);
                seen.standard |= is_true && tier == Some(Tier::Standard);
                seen.premium |= is_true && tier == Some(Tier::Premium);
                seen.taken |= is_false && tier.is_some();
                is_plain_flag(value, suspended)
            }
            Gate::Location => {
                seen.location = Some(key_of(value));
                seen.place = self.shared.take_location(value, position).filter(|_| names_place(value));
                is_plain_text(value, odd, self.valid)
            }
            Gate::Address { key: true } => {
                seen.key = key_of(value);
                !self.shared.take_address(value, position) && gate.passes(value, odd, self.valid)
            }
            // The majority shows in the first thousands.
            Gate::Number if self.numbers < 4_096 => {
                if let Some(calling_code) = calling_code(value) {
                    self.numbers += 1;
                    *self.facts.calling_codes.entry(calling_code).or_default() += 1;
                }
                gate.passes(value, odd, self.valid)
            }
            Gate::Extension => {
                seen.extension = value.len();
                self.facts.zero_extension |= value.first() == Some(&b'0');
                gate.passes(value, odd, self.valid)
            }
            _ => gate.passes(value, odd, self.valid),
        };
        seen.suspect |= !passes;
    }

    /// The key of a record that was looked at, and what to think of it.
    fn conclude(&mut self, record: &Record, fields: &[Field], position: u32, seen: &Seen) -> (u64, Looks) {
        let sheet = self.sheet;
        if (!seen.filled || self.leaves_out) && is_blank(sheet, fields) {
            return (0, Looks::Blank);
        }
        let removes = seen.taken && !seen.standard && !seen.premium && sheet.mode != Some(Mode::Add);
        let gives_both = seen.standard && seen.premium;
        let plain = !seen.suspect
            && fields.len() == sheet.gates.len()
            && record.swallow.is_none()
            && !gives_both
            && !removes
            && (seen.calling == 0 || (seen.calling == 1 && self.telephone.is_whole(sheet.text, fields)))
            && sheet.baseline.is_none_or(|baseline| {
                self.same_layout && baseline.has_same_record(seen.key, &sheet.text[record.range()])
            });
        if let (Some(location), length @ 1..=10) = (seen.location, seen.extension) {
            self.lengths.count(location, length, plain);
        }
        if plain {
            self.shares.take(position as usize, fields, sheet.text, seen.place);
            return (seen.key, Looks::Plain);
        }
        match is_shifted(sheet, fields) {
            // Whatever stands in the column of the address names nobody.
            Some(left) => (0, Looks::Shifted { left }),
            None => (seen.key, Looks::Suspect),
        }
    }
}

/// The value of a field without doubled or stray quotes.
#[inline]
fn inside<'a>(field: &Field, text: &'a [u8]) -> &'a [u8] {
    match field.form {
        Form::Quoted => &text[field.start as usize + 1..field.end as usize - 1],
        _ => &text[field.range()],
    }
}

/// Whether the address stands to the left of its column, or to the right; `None` when it stands in neither place. What is
/// told by the number of values or by quotes is another fault.
fn is_shifted(sheet: &Sheet<'_>, fields: &[Field]) -> Option<bool> {
    let key = sheet.key?;
    if fields.len() > sheet.columns.len() || fields.iter().any(|field| !matches!(field.form, Form::Bare | Form::Quoted))
    {
        return None;
    }
    let value = |index: usize| fields.get(index).map_or(&[][..], |field| inside(field, sheet.text));
    // `anna(at)example.com` is where it belongs.
    let is_own = |value: &[u8]| str::from_utf8(value).is_ok_and(|value| !candidates(value).1.is_empty());
    if value(key).contains(&b'@') || is_own(value(key)) {
        return None;
    }
    let has_address = |index: Option<usize>| {
        index.is_some_and(|index| {
            let column = sheet.columns.get(index);
            column
                .is_some_and(|column| !column.dropped && column.class != Class::Address && column.kind != Kind::Unknown)
                && is_plain_address(value(index).trim_ascii())
        })
    };
    match (has_address(key.checked_sub(1)), has_address(Some(key + 1))) {
        (true, false) => Some(true),
        (false, true) => Some(false),
        _ => None,
    }
}

/// TRUE where it is allowed, FALSE, or nothing.
#[inline]
fn is_plain_flag(value: &[u8], suspended: bool) -> bool {
    match value {
        b"TRUE" => !suspended,
        b"FALSE" | b"" => true,
        _ => false,
    }
}

/// The calling code of a number that nothing is wrong with.
#[inline]
fn calling_code(value: &[u8]) -> Option<&'static str> {
    let (b'+', digits) = value.split_first()? else { return None };
    match phone::possible_bytes(digits) {
        phone::Possible::Yes { calling_code } => Some(calling_code),
        _ => None,
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

/// Nothing in it, or nothing but separators and blanks, columns that are left out aside.
fn is_blank(sheet: &Sheet<'_>, fields: &[Field]) -> bool {
    // One pair of quotes is how a single blank value is written where there is but one column.
    let is_lone_value = sheet.columns.len() == 1 && matches!(fields, [Field { form: Form::Quoted, .. }]);
    !is_lone_value
        && fields.iter().enumerate().all(|(index, field)| match field.form {
            Form::Bare => {
                sheet.text[field.range()].iter().all(|byte| matches!(byte, b' ' | b'\t')) || is_left_out(sheet, index)
            }
            Form::Quoted => field.end - field.start == 2 || is_left_out(sheet, index),
            _ => false,
        })
}

fn is_left_out(sheet: &Sheet<'_>, index: usize) -> bool {
    sheet.columns.get(index).is_some_and(|column| column.dropped)
}
