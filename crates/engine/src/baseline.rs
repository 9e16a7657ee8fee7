//! The export that the admin started from, or a fresh one: what proves a value.
//!
//! What must stay true: users are found by address without regard to case, a
//! baseline that was damaged itself is repaired by the safe fixes alone before
//! anything is proven by it, and nobody is called absent unless it is certain.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use crate::address::is_address;
use crate::common::domain_of;
use crate::dialect::Dialect;
use crate::key::{ByKey, key_of};
use crate::namesakes::Namesakes;
use crate::profile::{self, Kind, Tier};
use crate::report::{BaselineSummary, RuleTotals};
use crate::rule::{Check, Rule};
use crate::rules::{self, value::suspended_licence};
use crate::scan::{Field, Scanner};
use crate::sheet::{Column, Sheet};
use crate::sibling::is_workbook;
use crate::text::{small, tidy, trimmed};
use crate::words::{Words, say, text};
use crate::{Input, Options, correct};

/// Records of one key, and bytes of one, that are looked through for a user: no export has more, and each row of the file
/// would cost them again. The same for whoever asks, and whatever the rows are like: report, plan and a second correction
/// would else know different things of a user.
const MOST_ALIKE: usize = 64;
pub(crate) const MOST_BYTES: u32 = 1 << 16;

/// An export, ready to be asked for a user's values.
#[derive(Debug)]
pub(crate) struct Baseline {
    text: Vec<u8>,
    dialect: Dialect,
    headers: Vec<String>,
    columns: HashMap<String, usize>,
    /// Headers by their tidy small letters; `None` where several headers share them.
    spellings: HashMap<String, Option<usize>>,
    kinds: HashMap<Kind, usize>,
    key: Option<usize>,
    /// Where the records of a key start and end: that of the address, and that of its small letters where it is another.
    records: ByKey<Vec<(u32, u32)>>,
    /// Every record says plainly whose it is, so that an address without a
    /// record is no user of it.
    is_complete: bool,
    /// The columns of Contact Center licences that are not suspended.
    pub(crate) contact_center: Vec<(usize, Tier)>,
    /// The columns of Calling licences that are not suspended.
    pub(crate) calling: Vec<usize>,
    /// Whether some column is a licence's.
    pub(crate) has_licences: bool,
    /// How many users have addresses of each domain, in small letters.
    pub(crate) domains: HashMap<String, usize>,
    /// How many users have each location.
    pub(crate) locations: HashMap<String, usize>,
    pub(crate) namesakes: Namesakes,
    pub(crate) summary: BaselineSummary,
}

/// What the baseline says of an address.
#[derive(Debug)]
pub(crate) enum Lookup<'b> {
    /// It has exactly one record of it.
    Known(User<'b>),
    /// It has no record of it, and all its records say plainly whose they are.
    Absent,
    /// It cannot tell.
    Unknown,
}

impl<'b> Lookup<'b> {
    pub(crate) fn known(&self) -> Option<&User<'b>> {
        match self {
            Lookup::Known(user) => Some(user),
            Lookup::Absent | Lookup::Unknown => None,
        }
    }
}

/// A user of the baseline.
#[derive(Debug)]
pub(crate) struct User<'b> {
    baseline: &'b Baseline,
    /// Where its record starts, which no other user has.
    pub(crate) start: u32,
    fields: Vec<Field>,
}

impl User<'_> {
    /// The value in a column of the baseline; blank where its record is short.
    pub(crate) fn value(&self, index: usize) -> Option<String> {
        String::from_utf8(self.bytes(index).into_owned()).ok()
    }

    /// The same as bytes.
    pub(crate) fn bytes(&self, index: usize) -> Cow<'_, [u8]> {
        self.fields.get(index).map(|field| field.value(&self.baseline.text)).unwrap_or_default()
    }
}

/// Whether a rule found damage that stays. What a user holds is no damage, however odd it is.
fn is_damage(found: &RuleTotals) -> bool {
    let is_about_holding = |rule: &&Rule| {
        rule.name == found.name && (matches!(rule.check, Check::Row(_)) || rule.name == suspended_licence::RULE.name)
    };
    found.left.blocker > 0 && !rules::ALL.iter().any(is_about_holding)
}

impl Baseline {
    /// Reads an export. One that cannot be used holds nobody and says why.
    pub(crate) fn open(bytes: &[u8], words: &Words) -> Self {
        let catalogue = words.catalogue();
        let options = Options { limit: Some(usize::MAX), sha256: false, catalogue, ..Options::default() };
        let correction = correct(&Input { file: bytes, baseline: None, origin: None }, &options);
        let mut message = None;
        let text = match correction.parts {
            Err(refusal) => {
                // Saved as CSV it would only hide what the workbook has lost.
                let why = if is_workbook(bytes) {
                    words.text(text!(
                        "This is a workbook, and it may have lost what it should prove. Give the CSV file as Control Hub exported it."
                    ))
                } else {
                    &*refusal.message
                };
                message = Some(words.say(&say!("The export cannot be used to prove anything. {why}", why = why)));
                Vec::new()
            }
            Ok(parts) => {
                if correction.report.changes.cells > 0 || correction.report.rules.iter().any(is_damage) {
                    let damaged = text!(
                        "The export is damaged itself. What could be repaired with certainty was repaired before it was used."
                    );
                    message = Some(words.text(damaged).to_owned());
                }
                parts.into_iter().next().map(|part| part.bytes()).unwrap_or_default()
            }
        };
        let mut baseline = Self::index(text);
        baseline.summary.message = message;
        baseline.summary.encoding = correction.report.file.encoding;
        baseline
    }

    fn index(text: Vec<u8>) -> Self {
        let dialect = Dialect::of(&text);
        let sheet = Sheet::new(&text, dialect, None);
        let headers: Vec<String> = sheet.columns.iter().map(|column| column.header.clone()).collect();
        let kinds = sheet.columns.iter().rev().map(|column| (column.kind, column.index)).collect();
        let key = sheet.key;
        let licences: Vec<_> = headers.iter().map(|header| profile::licence(header)).collect();
        let active = || {
            let licences = licences.iter().enumerate();
            licences.filter_map(|(index, licence)| Some((index, licence.as_ref().filter(|it| !it.suspended)?)))
        };
        let contact_center = active().filter_map(|(index, licence)| Some((index, licence.contact_center?))).collect();
        let calling = active().filter(|(_, licence)| licence.calling).map(|(index, _)| index).collect();
        let mut records: ByKey<Vec<(u32, u32)>> = ByKey::default();
        let mut count = 0;
        let mut is_complete = key.is_some();
        let (mut domains, mut locations) = (HashMap::new(), HashMap::new());
        let location = sheet.column_of(Kind::Location).map(|column| column.index);
        if let Some(key) = key {
            let mut scanner = sheet.data();
            let mut fields = Vec::new();
            while let Some(record) = scanner.read(&mut fields) {
                count += 1;
                let value = fields.get(key).map(|field| field.value(&text)).unwrap_or_default();
                is_complete &= fields.len() == headers.len()
                    && str::from_utf8(&value).is_ok_and(|address| is_address(address.trim()));
                if let Some(domain) = domain_of(&value) {
                    count_in(&mut domains, &domain.to_ascii_lowercase());
                }
                if let Some(field) = location.and_then(|location| fields.get(location)) {
                    count_in(&mut locations, &field.value(&text));
                }
                let key = key_of(&value);
                let place = (record.start, record.end);
                if key != 0 {
                    records.entry(key).or_default().push(place);
                }
                // Capitals outside ASCII have keys of their own.
                let small =
                    if value.is_ascii() { key } else { key_of(folded(&String::from_utf8_lossy(&value)).as_bytes()) };
                if small != key {
                    records.entry(small).or_default().push(place);
                }
            }
        }
        let mut spellings: HashMap<String, Option<usize>> = HashMap::new();
        for (place, header) in headers.iter().enumerate() {
            let letters = tidy(header).to_ascii_lowercase();
            spellings.entry(letters).and_modify(|place| *place = None).or_insert(Some(place));
        }
        Baseline {
            dialect,
            spellings,
            columns: headers.iter().cloned().zip(0..).collect(),
            headers,
            kinds,
            key,
            records,
            is_complete: is_complete && count > 0,
            contact_center,
            calling,
            has_licences: licences.iter().any(Option::is_some),
            domains,
            locations,
            namesakes: Namesakes::default(),
            summary: BaselineSummary { records: count, matched: 0, encoding: String::new(), message: None },
            text,
        }
    }

    /// Whether so many users are nine tenths of the export, or more.
    pub(crate) fn is_nearly_all(&self, users: usize) -> bool {
        users * 10 >= self.summary.records * 9
    }

    /// Whether every record says plainly whose it is.
    pub(crate) fn is_complete(&self) -> bool {
        self.is_complete
    }

    /// Hands where each record starts, its fields and the text to `each`.
    pub(crate) fn each_record(&self, mut each: impl FnMut(u32, &[Field], &[u8])) {
        let mut scanner = self.dialect.scanner(&self.text);
        let mut fields = Vec::with_capacity(self.headers.len());
        let _header = scanner.read(&mut fields);
        while let Some(record) = scanner.read(&mut fields) {
            each(record.start, &fields, &self.text);
        }
    }

    /// The address of the record that starts here.
    pub(crate) fn address_at(&self, start: u32) -> String {
        let fields = self.fields_at(start);
        let value = self.key.and_then(|key| fields.get(key)).map(|field| field.value(&self.text)).unwrap_or_default();
        String::from_utf8_lossy(&value).into_owned()
    }

    /// The column with this header.
    pub(crate) fn column(&self, header: &str) -> Option<usize> {
        self.columns.get(header).copied()
    }

    /// The only header of the export that reads like this one, case and blanks aside.
    pub(crate) fn respelled(&self, header: &str) -> Option<&str> {
        let place = (*self.spellings.get(&tidy(header).to_ascii_lowercase())?)?;
        self.headers.get(place).map(String::as_str)
    }

    /// The column that is the same attribute under an older name.
    pub(crate) fn column_of_kind(&self, kind: Kind) -> Option<usize> {
        (!kind.is_shared()).then(|| self.kinds.get(&kind).copied()).flatten()
    }

    pub(crate) fn headers(&self) -> &[String] {
        &self.headers
    }

    /// The column that names the user.
    pub(crate) fn key(&self) -> Option<usize> {
        self.key
    }

    /// What its columns are.
    pub(crate) fn columns(&self) -> Vec<Column> {
        Sheet::new(&self.text, self.dialect, None).with_baseline(None).columns
    }

    /// Its users by their addresses as written, in its order; of several records of one user the first. Those whose only
    /// record starts at one of `but` are passed over.
    pub(crate) fn each_user(&self, but: &HashSet<u32>, each: &mut dyn FnMut(&str, &User<'_>)) {
        let Some(key) = self.key else { return };
        let mut scanner = Sheet::new(&self.text, self.dialect, None).data();
        let (mut fields, mut seen) = (Vec::new(), HashSet::new());
        while let Some(record) = scanner.read(&mut fields) {
            if but.contains(&record.start) {
                continue;
            }
            let user = User { baseline: self, start: record.start, fields: std::mem::take(&mut fields) };
            let address = user.value(key).unwrap_or_default();
            let folded = small(address.trim());
            if !folded.is_empty() && seen.insert(folded) {
                each(address.trim(), &user);
            }
            fields = user.fields;
        }
    }

    /// The user with this address, if the baseline has exactly one record of it.
    pub(crate) fn user(&self, address: &str) -> Option<User<'_>> {
        match self.look_up(address) {
            Lookup::Known(user) => Some(user),
            Lookup::Absent | Lookup::Unknown => None,
        }
    }

    /// Whether this is a user of the baseline, as far as that is certain.
    pub(crate) fn look_up(&self, address: &str) -> Lookup<'_> {
        let wanted = address.trim();
        let Some(key) = self.key.filter(|_| !wanted.is_empty() && !wanted.contains('\u{FFFD}')) else {
            return Lookup::Unknown;
        };
        let small = if wanted.is_ascii() { Cow::Borrowed(wanted) } else { Cow::Owned(folded(wanted)) };
        let Some(records) = self.records.get(&key_of(small.as_bytes())) else {
            return if self.is_complete { Lookup::Absent } else { Lookup::Unknown };
        };
        if small.is_ascii() && !wanted.is_ascii() {
            return Lookup::Unknown; // nobody knows whether the importer takes İ for i
        }
        if records.len() > MOST_ALIKE || records.iter().any(|(start, end)| end - start > MOST_BYTES) {
            return Lookup::Unknown;
        }
        let mut found = None;
        for (start, _) in records {
            let fields = self.fields_at(*start);
            let value = fields.get(key).map(|field| field.value(&self.text)).unwrap_or_default();
            if is_same_address(&String::from_utf8_lossy(&value), wanted) && found.replace((*start, fields)).is_some() {
                return Lookup::Unknown; // two records of one user prove nothing
            }
        }
        match found {
            Some((start, fields)) => Lookup::Known(User { baseline: self, start, fields }),
            None if self.is_complete => Lookup::Absent,
            None => Lookup::Unknown,
        }
    }

    /// Whether any record may be this user's.
    pub(crate) fn knows(&self, key: u64) -> bool {
        self.records.contains_key(&key)
    }

    /// Whether the only record with this key has these bytes.
    pub(crate) fn has_same_record(&self, key: u64, record: &[u8]) -> bool {
        matches!(self.records.get(&key).map(Vec::as_slice), Some([(start, end)])
            if self.text.get(*start as usize..*end as usize) == Some(record))
    }

    /// The user whose record starts here.
    pub(crate) fn user_at(&self, start: u32) -> User<'_> {
        User { baseline: self, start, fields: self.fields_at(start) }
    }

    fn fields_at(&self, start: u32) -> Vec<Field> {
        let mut scanner = Scanner::new(&self.text, self.dialect.separator, self.dialect.bare_returns);
        scanner.seek(start as usize, 1);
        let mut fields = Vec::with_capacity(self.headers.len());
        scanner.read(&mut fields);
        fields
    }
}

/// Case and blanks around aside.
fn is_same_address(one: &str, other: &str) -> bool {
    let (one, other) = (one.trim(), other.trim());
    let is_ascii = one.is_ascii() && other.is_ascii();
    if is_ascii { one.eq_ignore_ascii_case(other) } else { folded(one) == folded(other) }
}

/// In small letters, without blanks around. The capital İ has a dot that no small i keeps.
fn folded(address: &str) -> String {
    small(address.trim()).replace('\u{307}', "")
}

fn count_in(counts: &mut HashMap<String, usize>, value: &[u8]) {
    let value = String::from_utf8_lossy(value);
    let value = trimmed(&value);
    match counts.get_mut(value) {
        Some(count) => *count += 1,
        None if value.is_empty() => {}
        None => drop(counts.insert(value.to_owned(), 1)),
    }
}
