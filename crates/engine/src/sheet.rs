//! The header recognised: what each column is, under which name it goes on.
//!
//! What must stay true: a column is recognised by what the file says or by what
//! an offered fix makes of it; a licence header is never rewritten.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::baseline::Baseline;
use crate::dialect::Dialect;
use crate::encoding::Encoding;
use crate::headers::Headers;
use crate::origin::Workbook;
use crate::own::{Left, Own};
use crate::profile::{self, Class, Kind, Licence};
use crate::report::Mode;
use crate::rules::value::{foreign_boolean, not_a_boolean, respelled_boolean};
use crate::scan::{Field, Form, Record, Scanner};
use crate::survey::{Facts, Gate};
use crate::text::{tidy, trimmed};
use crate::words::{Say, Words};

/// A file with more columns than this is no user file; `sibling` says so.
const MOST_COLUMNS: usize = 2_000;

/// What the rules of every layer may know of the file.
#[derive(Debug)]
pub(crate) struct Sheet<'a> {
    pub(crate) text: &'a [u8],
    pub(crate) dialect: Dialect,
    /// `None`: UTF-8.
    pub(crate) encoding: Option<Encoding>,
    /// The header record; `None` in a file without any.
    pub(crate) header: Option<Record>,
    /// Stands at the first data record.
    below: Scanner<'a>,
    /// Blank records above the header.
    pub(crate) above: Above,
    /// More than [`MOST_COLUMNS`], which are not told apart.
    pub(crate) is_too_wide: bool,
    pub(crate) header_fields: Vec<Field>,
    pub(crate) columns: Vec<Column>,
    /// The column that names the user.
    pub(crate) key: Option<usize>,
    /// How the file will be imported, if the admin has said so.
    pub(crate) mode: Option<Mode>,
    /// Countries (ISO codes) that the admin has stated for the numbers.
    pub(crate) countries: Vec<String>,
    pub(crate) limit: Option<usize>,
    /// Bytes of one file, if the caller has said so.
    pub(crate) bytes: Option<usize>,
    /// Whether new users get licences automatically.
    pub(crate) automatic_assignment: bool,
    /// Licences that are left, by the name that the admin or the profile gave.
    pub(crate) licences_left: Vec<(String, Left)>,
    /// What the organization says of itself.
    pub(crate) own: Own,
    pub(crate) baseline: Option<&'a Baseline>,
    /// The workbook that the text comes from.
    pub(crate) workbook: Option<&'a Workbook>,
    pub(crate) facts: Facts,
    /// How the cells of each column are judged without a rule.
    pub(crate) gates: Vec<Gate>,
    /// Whether all of the text is valid UTF-8.
    pub(crate) valid: bool,
    pub(crate) headers: Headers,
    /// What people are spoken to in.
    pub(crate) words: Words,
    /// How many threads may go through the records.
    pub(crate) threads: usize,
}

/// Blank records above the header; they are never written.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Above {
    pub(crate) count: u32,
    /// The line of the first one.
    pub(crate) line: u32,
}

/// How a header says which column of Control Hub it is, the surest way first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Spelling {
    /// Letter by letter.
    Exact,
    /// In another spelling.
    Near,
    Translated,
    /// Nothing but the header itself is known.
    Own,
}

/// One column.
#[derive(Clone, Debug)]
pub(crate) struct Column {
    pub(crate) index: usize,
    /// As it stands in the file.
    pub(crate) header: String,
    /// As it goes on: the header, or what an applied fix made of it.
    pub(crate) name: String,
    pub(crate) spelling: Spelling,
    /// The header as Control Hub has it, where that is known.
    pub(crate) right: Option<String>,
    /// What it is, offered fixes of the header included.
    pub(crate) kind: Kind,
    /// [`Kind::class`] of the kind: it is asked of every cell.
    pub(crate) class: Class,
    pub(crate) licence: Option<Licence>,
    /// Left out of the corrected file.
    pub(crate) dropped: bool,
    /// Left out for what stands in its cells, which are still looked at.
    pub(crate) is_left_out: bool,
    /// The same column of the baseline.
    pub(crate) baseline: Option<usize>,
    pub(crate) twin: Option<Twin>,
    /// Without a name: how the cells below are.
    pub(crate) unnamed: Option<Unnamed>,
}

/// Who says how many users go into one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum LimitSource<'s> {
    /// The admin, for this import.
    Stated,
    /// The organization's own profile, which names who told it.
    Profile(&'s str),
    /// An article about the importer.
    Article(Say),
}

/// Another column that means the same and is spelled as well or better.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Twin {
    pub(crate) keeper: usize,
    /// Whether all cells are the same, blanks at their ends aside.
    pub(crate) equal: bool,
}

/// A column without a name.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Unnamed {
    /// Whether all cells are blank.
    pub(crate) blank: bool,
    /// Adjacent columns alike, from this one on; 0 when an earlier one speaks for it.
    pub(crate) run: u32,
}

impl Column {
    fn new(index: usize, header: String) -> Self {
        let known = recognise(&header);
        Column {
            index,
            name: header.clone(),
            spelling: known.spelling,
            right: known.right.map(str::to_owned),
            kind: known.kind,
            class: known.kind.class(),
            licence: known.licence,
            header,
            dropped: false,
            is_left_out: false,
            baseline: None,
            twin: None,
            unnamed: None,
        }
    }

    /// By what it is one column with others: its right header, or the letters of a licence, or the header.
    pub(crate) fn meant(&self) -> Cow<'_, str> {
        match &self.right {
            Some(right) => Cow::Borrowed(right),
            None if self.licence.is_some() => Cow::Owned(tidy(&self.header).to_ascii_lowercase()),
            None => Cow::Borrowed(&self.header),
        }
    }

    fn is_named(&self) -> bool {
        !self.header.trim().is_empty()
    }

    /// Whether Control Hub writes times into it.
    pub(crate) fn is_time(&self) -> bool {
        self.kind == Kind::LastServiceAccessedTime
    }

    /// The tier of a Contact Center licence column.
    pub(crate) fn tier(&self) -> Option<profile::Tier> {
        self.licence.as_ref().filter(|_| !self.dropped).and_then(|licence| licence.contact_center)
    }
}

struct Recognised {
    kind: Kind,
    licence: Option<Licence>,
    spelling: Spelling,
    right: Option<&'static str>,
}

/// Whether a header is known by its name alone.
pub(crate) fn is_known(header: &str) -> bool {
    recognise(header).kind != Kind::Unknown
}

/// What a header is, respellings and translations included.
fn recognise(header: &str) -> Recognised {
    if let Some(attribute) = profile::respelled(header) {
        let spelling = if attribute.header == header { Spelling::Exact } else { Spelling::Near };
        return Recognised { kind: attribute.kind, licence: None, spelling, right: Some(attribute.header) };
    }
    if let Some(translation) = profile::translated(header) {
        let (spelling, right) = (Spelling::Translated, Some(translation.header));
        return Recognised { kind: translation.kind, licence: None, spelling, right };
    }
    let licence = profile::licence(&tidy(header));
    let kind = if licence.is_some() { Kind::Licence } else { Kind::Unknown };
    Recognised { kind, licence, spelling: Spelling::Own, right: None }
}

impl<'a> Sheet<'a> {
    /// Reads the header and nothing below it.
    pub(crate) fn new(text: &'a [u8], dialect: Dialect, encoding: Option<Encoding>) -> Self {
        let mut header_fields = Vec::new();
        let mut below = dialect.scanner(text);
        let mut header = read_names(&mut below, text, &mut header_fields);
        let mut above = Above::default();
        while let Some((record, true)) = header {
            above = Above { count: above.count + 1, line: if above.count == 0 { record.line } else { above.line } };
            header = read_names(&mut below, text, &mut header_fields);
        }
        let header = header.map(|(record, _)| record);
        let is_too_wide = header_fields.len() > MOST_COLUMNS;
        if is_too_wide || header.is_none() {
            header_fields = Vec::new();
        }
        let columns: Vec<Column> = header_fields
            .iter()
            .enumerate()
            .map(|(index, field)| Column::new(index, String::from_utf8_lossy(&field.value(text)).into_owned()))
            .collect();
        let keys = columns.iter().filter(|column| column.kind == Kind::Address);
        let key = keys.min_by_key(|column| column.spelling).map(|column| column.index);
        Sheet {
            text,
            dialect,
            encoding,
            header,
            below,
            above,
            is_too_wide,
            header_fields,
            headers: Headers::of(&columns),
            columns,
            key,
            mode: None,
            countries: Vec::new(),
            limit: None,
            bytes: None,
            automatic_assignment: false,
            licences_left: Vec::new(),
            own: Own::default(),
            baseline: None,
            workbook: None,
            facts: Facts::default(),
            gates: Vec::new(),
            valid: true,
            words: Words::default(),
            threads: 1,
        }
    }

    /// Settles what each column is: by the baseline's headers, and by what stands below where a header is in doubt.
    pub(crate) fn with_baseline(mut self, baseline: Option<&'a Baseline>) -> Self {
        self.baseline = baseline;
        for column in &mut self.columns {
            let Some(baseline) = baseline.filter(|_| !matches!(column.spelling, Spelling::Exact | Spelling::Near))
            else {
                continue;
            };
            if baseline.column(&column.header).is_some() {
                (column.spelling, column.right) = (Spelling::Exact, Some(column.header.clone()));
            } else if let Some(known) = baseline.respelled(&column.header) {
                (column.spelling, column.right) = (Spelling::Near, Some(known.to_owned()));
            }
        }
        self.look_below_doubtful_headers();
        self.find_baseline_columns();
        self
    }

    /// Another column that goes on and means the same.
    pub(crate) fn rival(&self, index: usize) -> Option<&Column> {
        let meant = self.columns[index].meant();
        let others = self.columns.iter().filter(|other| other.index != index && !other.dropped && other.is_named());
        others.into_iter().find(|other| other.meant() == meant)
    }

    /// The line below the first one that holds the column names: above it stands a title or the like.
    pub(crate) fn line_of_names(&self) -> Option<u32> {
        const FAR_ENOUGH: usize = 20;
        let (mut scanner, mut fields) = (self.data(), Vec::new());
        for _ in 0..FAR_ENOUGH {
            let record = scanner.read(&mut fields)?;
            let line = String::from_utf8_lossy(&self.text[record.range()]).into_owned();
            // The first line may have hidden the separator.
            let mut cells = line.split([',', ';', '\t', '|']).map(|cell| cell.trim_matches('"'));
            if cells.any(|cell| profile::respelled(cell).is_some_and(|known| known.kind == Kind::Address)) {
                return Some(record.line);
            }
        }
        None
    }

    /// To be called when the header is settled.
    pub(crate) fn set_gates(&mut self) {
        self.gates = self.columns.iter().map(|column| Gate::of(column, self.key)).collect();
    }

    /// To be called when names have changed.
    pub(crate) fn find_baseline_columns(&mut self) {
        if let Some(baseline) = self.baseline {
            for column in &mut self.columns {
                column.baseline = baseline.column(&column.name).or_else(|| baseline.column_of_kind(column.kind));
            }
        }
    }

    /// Whether the file can change Contact Center licences.
    pub(crate) fn has_contact_center(&self) -> bool {
        self.columns.iter().any(|column| column.tier().is_some())
    }

    /// Users that go into one file: the admin's figure, the organization's, or the importer's.
    pub(crate) fn users_per_file(&self) -> usize {
        self.stated_limit().or(self.own.limits.users).unwrap_or(self.usual_limit().users)
    }

    /// Where the limit is told.
    pub(crate) fn limit_source(&self) -> LimitSource<'_> {
        match (self.stated_limit(), self.own.limits.users) {
            (Some(_), _) => LimitSource::Stated,
            (None, Some(_)) => LimitSource::Profile(&self.own.limits.source),
            (None, None) => LimitSource::Article(profile::profile().cite(self.usual_limit().source)),
        }
    }

    /// Bytes that go into one file: the caller's figure, the organization's, or what older importers took.
    pub(crate) fn most_bytes(&self) -> usize {
        const OF_OLDER_IMPORTERS: usize = 10_000_000;
        let of_profile = || self.own.limits.megabytes.map(|megabytes| megabytes.saturating_mul(1_000_000));
        self.bytes.filter(|bytes| *bytes > 0).or_else(of_profile).unwrap_or(OF_OLDER_IMPORTERS)
    }

    fn stated_limit(&self) -> Option<usize> {
        self.limit.filter(|limit| *limit > 0)
    }

    fn usual_limit(&self) -> &'static profile::Limit {
        let limits = &profile::profile().limits;
        if self.has_contact_center() { &limits.contact_center } else { &limits.general }
    }

    /// A scanner that stands at the first data record.
    pub(crate) fn data(&self) -> Scanner<'a> {
        let mut scanner = self.below.clone();
        scanner.expect_columns(self.header_fields.len());
        scanner
    }

    pub(crate) fn column_of(&self, kind: Kind) -> Option<&Column> {
        self.columns.iter().find(|column| column.kind == kind && !column.dropped)
    }

    /// Compares columns that mean the same, looks whether unnamed columns are blank and whether licences of
    /// unknown services hold TRUE and FALSE: one scan for all of them.
    fn look_below_doubtful_headers(&mut self) {
        let mut twins = self.find_twins();
        let is_unnamed = |column: &&Column| !column.is_named();
        let mut unnamed: Vec<_> = self.columns.iter().filter(is_unnamed).map(|column| (column.index, true)).collect();
        let mut strange: Vec<_> = self.columns.iter().filter(|column| is_strange(column)).map(Looked::of).collect();
        if twins.is_empty() && unnamed.is_empty() && strange.is_empty() {
            return;
        }
        let mut scanner = self.data();
        let mut fields = Vec::new();
        while let Some(record) = scanner.read(&mut fields) {
            let value = |index: usize| fields.get(index).map(|field| field.value(self.text)).unwrap_or_default();
            let is_filled = |index: usize| !trimmed(&String::from_utf8_lossy(&value(index))).is_empty();
            // Where the cells are in doubt, nothing is known of a column.
            let has_stray = fields.iter().any(|field| matches!(field.form, Form::BareQuote | Form::Stray));
            let is_long = (self.columns.len()..fields.len()).any(is_filled);
            let in_doubt = is_long || (has_stray && record.swallow.is_none());
            let is_missing = |index: usize| index >= fields.len();
            for (index, twin) in &mut twins {
                let is_same = is_missing(twin.keeper.min(*index));
                twin.equal = twin.equal
                    && !in_doubt
                    && (is_same || {
                        let (one, other) = (value(*index), value(twin.keeper));
                        let is_flag = self.columns[*index].class == Class::Flag;
                        one == other || {
                            let (one, other) = (String::from_utf8_lossy(&one), String::from_utf8_lossy(&other));
                            trimmed(&one) == trimmed(&other) || (is_flag && means_the_same(&one, &other))
                        }
                    });
            }
            for (index, blank) in &mut unnamed {
                *blank = *blank && !in_doubt && (is_missing(*index) || value(*index).trim_ascii().is_empty());
            }
            for flags in strange.iter_mut().filter(|flags| !is_missing(flags.index)) {
                flags.count(&value(flags.index));
            }
        }
        for (index, twin) in twins {
            self.columns[index].twin = Some(twin);
        }
        for (index, blank) in unnamed.into_iter().rev() {
            let next = self.columns.get(index + 1).and_then(|column| column.unnamed);
            let run = 1 + next.filter(|next| next.blank == blank).map_or(0, |next| next.run);
            if run > 1 {
                self.columns[index + 1].unnamed = Some(Unnamed { blank, run: 0 });
            }
            self.columns[index].unnamed = Some(Unnamed { blank, run });
        }
        for flags in strange.iter().filter(|flags| flags.filled > 2 * flags.flags) {
            let column = &mut self.columns[flags.index];
            (column.kind, column.class, column.licence) = (Kind::Unknown, Kind::Unknown.class(), None);
        }
    }

    /// Columns that mean the same as another one that stays: the best spelled one, the first of equally good ones.
    fn find_twins(&self) -> Vec<(usize, Twin)> {
        let mut keepers: HashMap<Cow<'_, str>, usize> = HashMap::new();
        let rank = |index: usize| {
            (self.columns[index].spelling, self.columns[index].header != tidy(&self.columns[index].header))
        };
        for column in self.columns.iter().filter(|column| column.is_named()) {
            let keeper = keepers.entry(column.meant()).or_insert(column.index);
            if rank(column.index) < rank(*keeper) {
                *keeper = column.index;
            }
        }
        let named = self.columns.iter().filter(|column| column.is_named());
        let twins = named.filter_map(|column| {
            let keeper = *keepers.get(&column.meant())?;
            (keeper != column.index).then_some((column.index, Twin { keeper, equal: true }))
        });
        twins.collect()
    }
}

/// Whether two licence cells are one and the same once they are spelled right with certainty.
fn means_the_same(one: &str, other: &str) -> bool {
    let meaning = |value: &str| respelled_boolean::meaning(value).or_else(|| foreign_boolean::certain(value));
    meaning(one).is_some_and(|one| meaning(other) == Some(one))
}

/// A header in the form of a licence, but only by its bracket, and no export proves it.
fn is_strange(column: &Column) -> bool {
    let by_bracket = |licence: &Licence| !licence.known && licence.site.is_none() && !licence.suspended;
    column.right.is_none() && column.licence.as_ref().is_some_and(by_bracket)
}

/// How many values of a column may be meant as TRUE or FALSE.
struct Looked {
    index: usize,
    filled: usize,
    flags: usize,
}

impl Looked {
    fn of(column: &Column) -> Self {
        Looked { index: column.index, filled: 0, flags: 0 }
    }

    fn count(&mut self, value: &[u8]) {
        let value = String::from_utf8_lossy(value);
        let value = trimmed(&value);
        self.filled += usize::from(!value.is_empty());
        let is_letter = matches!(value, "T" | "F" | "t" | "f");
        self.flags += usize::from(is_letter || not_a_boolean::nearest(value).is_some());
    }
}

/// Reads what may be the header, not many more fields of it than are told apart; says whether it holds nothing but
/// blanks and separators.
fn read_names(scanner: &mut Scanner<'_>, text: &[u8], fields: &mut Vec<Field>) -> Option<(Record, bool)> {
    let mut is_blank = true;
    fields.clear();
    let record = scanner.read_each(|field| {
        let is_empty = || trimmed(&String::from_utf8_lossy(&field.value(text))).is_empty();
        is_blank = is_blank && (field.start == field.end || is_empty());
        if fields.len() <= MOST_COLUMNS {
            fields.push(field);
        }
    })?;
    Some((record, is_blank))
}
