//! The header recognised: what each column is, under which name it goes on.
//!
//! What must stay true: a column is recognised by what the file says or by what
//! an offered fix makes of it; a licence header is never rewritten.

use std::borrow::Cow;

use crate::baseline::Baseline;
use crate::below;
use crate::dialect::Dialect;
use crate::encoding::Encoding;
use crate::headers::Headers;
use crate::origin::Workbook;
use crate::own::{Left, Own};
use crate::profile::{self, Class, Kind, Licence};
use crate::report::Mode;
use crate::scan::{Field, Record, Scanner};
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

    pub(crate) fn is_named(&self) -> bool {
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
        below::look(&mut self);
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
