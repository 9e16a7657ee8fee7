//! Tells a plain record from one that a rule may have something to say of, and gathers what the file says of itself.
//!
//! What must stay true: what is judged here is judged by comparing bytes, and nothing is allocated for a plain record.

use std::ops::Range;

use crate::address::candidates;
use crate::common::Gatherer;
use crate::key::key_of;
use crate::leave_out::is_left_out;
use crate::licences::calling::Telephone;
use crate::number::ascii_digit;
use crate::plain::{is_digits, is_plain_address};
use crate::profile::{Class, Kind, Tier};
use crate::report::Mode;
use crate::scan::{Field, Form, Record};
use crate::shares::{Shares, names_place};
use crate::sheet::Sheet;
use crate::survey::{Facts, Gate, Lengths, Looks, calling_code, is_plain_words, reaches_beyond};
use crate::text;

pub(crate) struct Judge<'s, 'a> {
    sheet: &'s Sheet<'a>,
    columns: Columns,
    /// Whether the whole text is valid UTF-8.
    valid: bool,
    /// Whether the baseline has the same columns in the same order.
    same_layout: bool,
    /// Those that are gathered record by record.
    pub(crate) facts: Facts,
    numbers: usize,
    pub(crate) lengths: Lengths,
    telephone: Telephone,
    pub(crate) shared: Gatherer,
    pub(crate) shares: Shares,
    /// Records with values beyond the last column.
    pub(crate) longer: usize,
    /// Whether some column is left out, so that a filled record may be blank all the same.
    leaves_out: bool,
}

impl<'s, 'a> Judge<'s, 'a> {
    pub(crate) fn of(sheet: &'s Sheet<'a>) -> Self {
        let same_layout = sheet.baseline.is_some_and(|baseline| {
            baseline.headers().len() == sheet.columns.len()
                && baseline.headers().iter().zip(&sheet.columns).all(|(header, column)| *header == column.header)
        });
        Judge {
            sheet,
            columns: Columns::of(&sheet.gates),
            valid: sheet.valid,
            same_layout,
            facts: Facts::default(),
            numbers: 0,
            lengths: Lengths::default(),
            telephone: Telephone::of(sheet),
            shared: Gatherer::default(),
            shares: Shares::of(sheet),
            longer: 0,
            leaves_out: sheet.columns.iter().any(|column| column.dropped),
        }
    }
}

impl Judge<'_, '_> {
    /// Takes what another one gathered of the records below the first `by`. Whether it could: what the first thousands of
    /// records say, and what is counted as long as there is room, depends on all of them.
    pub(crate) fn join(&mut self, below: Self, by: usize) -> bool {
        if (self.numbers < MOST_NUMBERS && self.numbers + below.numbers > MOST_NUMBERS) || !below.shared.can_join() {
            return false;
        }
        if self.numbers < MOST_NUMBERS {
            self.numbers += below.numbers;
            for (code, count) in below.facts.calling_codes {
                *self.facts.calling_codes.entry(code).or_default() += count;
            }
        }
        self.facts.zero_extension |= below.facts.zero_extension;
        self.facts.has_flags |= below.facts.has_flags;
        self.longer += below.longer;
        self.lengths.join(below.lengths);
        let places = self.shared.join(below.shared, by as u32);
        self.shares.join(below.shares, by, &places);
        true
    }
}

/// Numbers whose calling codes are counted: the majority shows in the first thousands.
const MOST_NUMBERS: usize = 4_096;

/// The columns by what is asked of them: one kind after the other takes fewer steps than one column after the other.
#[derive(Default)]
struct Columns {
    texts: Vec<usize>,
    flags: Vec<Flag>,
    numbers: Vec<usize>,
    others: Vec<(usize, Gate)>,
}

/// A column of TRUE and FALSE.
struct Flag {
    index: usize,
    tier: Option<Tier>,
    suspended: bool,
    calling: bool,
}

impl Columns {
    fn of(gates: &[Gate]) -> Self {
        let mut columns = Columns::default();
        for (index, gate) in gates.iter().copied().enumerate() {
            match gate {
                Gate::Text => columns.texts.push(index),
                Gate::Flag { tier, suspended, calling } => columns.flags.push(Flag { index, tier, suspended, calling }),
                Gate::Number => columns.numbers.push(index),
                other => columns.others.push((index, other)),
            }
        }
        columns
    }
}

/// What the fields of a record say.
#[derive(Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is something that may or may not have been seen")]
struct Seen {
    /// Whether a rule of a cell may have something to say.
    suspect: bool,
    key: u64,
    /// Whether the address begins with what is no blank.
    is_named: bool,
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
    /// The key of a record, and what to think of it.
    pub(crate) fn look_at(&mut self, record: &Record, fields: &[Field], position: u32) -> (u64, Looks) {
        let mut seen = Seen::default();
        self.look_at_texts(fields, &mut seen);
        self.look_at_flags(fields, &mut seen);
        self.look_at_numbers(fields, &mut seen);
        self.look_at_others(fields, position, &mut seen);
        self.conclude(record, fields, position, &seen)
    }

    fn look_at_texts(&self, fields: &[Field], seen: &mut Seen) {
        let text = self.sheet.text;
        for index in &self.columns.texts {
            let Some(field) = fields.get(*index) else { break };
            let value = match field.form {
                Form::Bare => &text[field.range()],
                // Doubled quotes are fine in a text and nowhere else.
                Form::Quoted | Form::Doubled => &text[field.start as usize + 1..field.end as usize - 1],
                _ => {
                    seen.suspect = true;
                    return;
                }
            };
            seen.suspect |= !is_plain_words(value, field.odd || !self.valid, self.valid);
        }
    }

    #[expect(
        clippy::needless_bitwise_bool,
        reason = "which of the two a value is cannot be foreseen, so a branch would cost more"
    )]
    fn look_at_flags(&mut self, fields: &[Field], seen: &mut Seen) {
        for Flag { index, tier, suspended, calling } in &self.columns.flags {
            let Some(field) = fields.get(*index) else { break };
            let Some(range) = range_inside(field) else {
                seen.suspect = true;
                return;
            };
            let (word, length) = (word_at(self.sheet.text, range.start, range.len()), range.len());
            let (is_true, is_false) = ((length == 4) & (word == TRUE), (length == 5) & (word == FALSE));
            seen.calling += usize::from(is_true & *calling);
            seen.standard |= is_true & (*tier == Some(Tier::Standard));
            seen.premium |= is_true & (*tier == Some(Tier::Premium));
            seen.taken |= is_false & tier.is_some();
            self.facts.has_flags |= is_true | is_false;
            seen.suspect |= !((is_true & !*suspended) | is_false | (length == 0));
        }
    }

    fn look_at_numbers(&mut self, fields: &[Field], seen: &mut Seen) {
        for index in &self.columns.numbers {
            let Some(field) = fields.get(*index) else { break };
            let Some(value) = inside(field, self.sheet.text) else {
                seen.suspect = true;
                return;
            };
            let calling_code = calling_code(value);
            seen.suspect |= calling_code.is_none() && !value.is_empty();
            if let Some(calling_code) = calling_code.filter(|_| self.numbers < MOST_NUMBERS) {
                self.numbers += 1;
                *self.facts.calling_codes.entry(calling_code).or_default() += 1;
            }
        }
    }

    fn look_at_others(&mut self, fields: &[Field], position: u32, seen: &mut Seen) {
        let text = self.sheet.text;
        for (index, gate) in &self.columns.others {
            let Some(field) = fields.get(*index) else { break };
            let Some(value) = inside(field, text) else {
                seen.suspect = true;
                if let Gate::Address { key: true } = gate {
                    let value = field.value(text);
                    (seen.key, seen.is_named) = (key_of(&value), begins(&value));
                }
                continue;
            };
            match gate {
                Gate::Location => {
                    seen.suspect |= self.sheet.own.lacks_location(value);
                    let place = self.shared.take_location(value, position);
                    if names_place(value) {
                        // Users without a location do not share one, whatever their extensions look like.
                        (seen.location, seen.place) = (Some(key_of(value)), place);
                    }
                }
                Gate::Address { key: true } => {
                    (seen.key, seen.is_named) = (key_of(value), begins(value));
                    seen.suspect |= self.shared.take_address(value, position) || self.sheet.own.lacks_domain(value);
                }
                Gate::Extension => {
                    // As fixes leave it: without a mark of text, a decimal that says nothing, and blanks at the ends.
                    let value = value.trim_ascii();
                    let value = value.strip_prefix(b"'").unwrap_or(value);
                    let digits = if is_digits(value) { value } else { before_zeros(value) };
                    seen.extension = if digits.is_empty() { length_as_read(value) } else { digits.len() };
                    self.facts.zero_extension |= value.len() > 1 && value[0] == b'0';
                }
                _ => {}
            }
            seen.suspect |= !gate.passes(value, field.odd || !self.valid, self.valid);
        }
    }

    fn conclude(&mut self, record: &Record, fields: &[Field], position: u32, seen: &Seen) -> (u64, Looks) {
        let sheet = self.sheet;
        if (!seen.is_named || self.leaves_out) && is_blank(sheet, fields) {
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
        self.longer += usize::from(reaches_beyond(sheet, fields));
        match is_shifted(sheet, fields) {
            // Whatever stands in the column of the address names nobody.
            Some(left) => (0, Looks::Shifted { left }),
            None => (seen.key, Looks::Suspect),
        }
    }
}

/// The digits in front of `.0` or `.00`; nothing where a value is none of these.
fn before_zeros(value: &[u8]) -> &[u8] {
    let end = value.iter().position(|byte| *byte == b'.').unwrap_or(0);
    let (digits, zeros) = value.split_at(end);
    if is_digits(digits) && zeros.len() > 1 && zeros[1..].iter().all(|byte| *byte == b'0') { digits } else { &[] }
}

/// How many digits another rule makes of an extension: of `1 207` and `۱۲۰۷` four. 0 where there is something else in it.
#[cold]
fn length_as_read(value: &[u8]) -> usize {
    let is_digit = |sign: &char| ascii_digit(*sign).is_ascii_digit();
    let is_mark = |sign: char| matches!(sign, '\'' | '’' | '٬') || text::is_blank(sign);
    let value = str::from_utf8(value).unwrap_or_default();
    let is_read = value.chars().all(|sign| is_digit(&sign) || is_mark(sign));
    if is_read { value.chars().filter(is_digit).count() } else { 0 }
}

/// Whether a value begins with what is no blank.
fn begins(value: &[u8]) -> bool {
    value.first().is_some_and(|first| *first > b' ')
}

/// The value of a field without doubled or stray quotes; `None` where there are some.
#[inline]
fn inside<'a>(field: &Field, text: &'a [u8]) -> Option<&'a [u8]> {
    range_inside(field).map(|range| &text[range])
}

/// Where it stands.
#[inline]
fn range_inside(field: &Field) -> Option<Range<usize>> {
    match field.form {
        Form::Bare => Some(field.range()),
        Form::Quoted => Some(field.start as usize + 1..field.end as usize - 1),
        _ => None,
    }
}

const TRUE: u64 = u64::from_le_bytes(*b"TRUE\0\0\0\0");
const FALSE: u64 = u64::from_le_bytes(*b"FALSE\0\0\0");

/// The first eight bytes, or as many as there are, from `start` on.
#[inline]
fn word_at(text: &[u8], start: usize, length: usize) -> u64 {
    let length = length.min(8);
    let Some(word) = text.get(start..).and_then(<[u8]>::first_chunk) else {
        return last_word(text, start, length);
    };
    u64::from_le_bytes(*word) & !u64::MAX.checked_shl(length as u32 * 8).unwrap_or(0)
}

/// The same where the text ends sooner.
#[cold]
fn last_word(text: &[u8], start: usize, length: usize) -> u64 {
    let value = text.get(start..start + length).unwrap_or_default();
    value.iter().rev().fold(0, |word, byte| word << 8 | u64::from(*byte))
}

/// Whether the address stands to the left of its column, or to the right; `None` when it stands in neither place. What is
/// told by the number of values or by quotes is another fault.
fn is_shifted(sheet: &Sheet<'_>, fields: &[Field]) -> Option<bool> {
    let key = sheet.key?;
    if fields.len() > sheet.columns.len() || fields.iter().any(|field| !matches!(field.form, Form::Bare | Form::Quoted))
    {
        return None;
    }
    let value = |index: usize| fields.get(index).and_then(|field| inside(field, sheet.text)).unwrap_or_default();
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
