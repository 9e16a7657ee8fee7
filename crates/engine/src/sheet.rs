//! The header recognised: what each column is, under which name it goes on.
//!
//! What must stay true: a column is recognised by what the file says or by what
//! an offered fix makes of it; a licence header is never rewritten.

use std::collections::HashMap;

use crate::baseline::Baseline;
use crate::dialect::Dialect;
use crate::encoding::Encoding;
use crate::profile::{self, Class, Kind, Licence};
use crate::report::Mode;
use crate::scan::{Field, Form, Record};
use crate::survey::{Facts, Gate};
use crate::text::tidy;

/// What the rules of every layer may know of the file.
#[derive(Debug)]
pub(crate) struct Sheet<'a> {
    pub(crate) text: &'a [u8],
    pub(crate) dialect: Dialect,
    /// `None`: UTF-8.
    pub(crate) encoding: Option<Encoding>,
    /// The header record; `None` in a file without any.
    pub(crate) header: Option<Record>,
    pub(crate) header_fields: Vec<Field>,
    pub(crate) columns: Vec<Column>,
    /// The column that names the user.
    pub(crate) key: Option<usize>,
    /// How the file will be imported, if the admin has said so.
    pub(crate) mode: Option<Mode>,
    /// Countries (ISO codes) that the admin has stated for the numbers.
    pub(crate) countries: Vec<String>,
    pub(crate) limit: Option<usize>,
    pub(crate) baseline: Option<&'a Baseline>,
    pub(crate) facts: Facts,
    /// How the cells of each column are judged without a rule.
    pub(crate) gates: Vec<Gate>,
    /// Whether all of the text is valid UTF-8.
    pub(crate) valid: bool,
}

/// One column.
#[derive(Clone, Debug)]
pub(crate) struct Column {
    pub(crate) index: usize,
    /// As it stands in the file.
    pub(crate) header: String,
    /// As it goes on: the header, or what an applied fix made of it.
    pub(crate) name: String,
    /// What it is, offered fixes of the header included.
    pub(crate) kind: Kind,
    /// [`Kind::class`] of the kind: it is asked of every cell.
    pub(crate) class: Class,
    pub(crate) licence: Option<Licence>,
    /// Left out of the corrected file.
    pub(crate) dropped: bool,
    /// The same column of the baseline.
    pub(crate) baseline: Option<usize>,
    pub(crate) twin: Option<Twin>,
    /// Without a name: how the cells below are.
    pub(crate) unnamed: Option<Unnamed>,
}

/// An earlier column with the same header.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Twin {
    pub(crate) first: usize,
    /// Whether all cells are the same.
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
            kind: known.kind,
            class: known.kind.class(),
            licence: known.licence,
            header,
            dropped: false,
            baseline: None,
            twin: None,
            unnamed: None,
        }
    }

    /// The tier of a Contact Center licence column.
    pub(crate) fn tier(&self) -> Option<profile::Tier> {
        self.licence.as_ref().filter(|_| !self.dropped).and_then(|licence| licence.contact_center)
    }
}

struct Recognised {
    kind: Kind,
    licence: Option<Licence>,
}

/// What a header is, respellings and translations included.
fn recognise(header: &str) -> Recognised {
    let licence = profile::licence(header).or_else(|| profile::licence(&tidy(header)));
    let kind = profile::respelled(header)
        .map(|attribute| attribute.kind)
        .or_else(|| profile::translated(header).map(|translation| translation.kind))
        .unwrap_or(if licence.is_some() { Kind::Licence } else { Kind::Unknown });
    Recognised { kind, licence: licence.filter(|_| kind == Kind::Licence) }
}

impl<'a> Sheet<'a> {
    /// Reads the header; what stands below it is not looked at, except where
    /// the header itself is in doubt.
    pub(crate) fn new(text: &'a [u8], dialect: Dialect, encoding: Option<Encoding>) -> Self {
        let mut header_fields = Vec::new();
        let header = dialect.scanner(text).read(&mut header_fields);
        let mut columns: Vec<Column> = header_fields
            .iter()
            .enumerate()
            .map(|(index, field)| Column::new(index, String::from_utf8_lossy(&field.value(text)).into_owned()))
            .collect();
        if header.is_none_or(|header| header.start == header.end) {
            columns.clear();
        }
        let key = columns.iter().position(|column| column.kind == Kind::Address);
        let mut sheet = Sheet {
            text,
            dialect,
            encoding,
            header,
            header_fields,
            columns,
            key,
            mode: None,
            countries: Vec::new(),
            limit: None,
            baseline: None,
            facts: Facts::default(),
            gates: Vec::new(),
            valid: true,
        };
        sheet.look_below_doubtful_headers();
        sheet
    }

    pub(crate) fn with_baseline(mut self, baseline: Option<&'a Baseline>) -> Self {
        self.baseline = baseline;
        self.find_baseline_columns();
        self
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

    /// Users that go into one file: the admin's figure, or the profile's.
    pub(crate) fn users_per_file(&self) -> usize {
        self.own_limit().unwrap_or(self.usual_limit().users)
    }

    /// Where the limit is told; `None` when it is the admin's own.
    pub(crate) fn limit_article(&self) -> Option<String> {
        self.own_limit().is_none().then(|| profile::profile().cite(self.usual_limit().source))
    }

    fn own_limit(&self) -> Option<usize> {
        self.limit.filter(|limit| *limit > 0)
    }

    fn usual_limit(&self) -> &'static profile::Limit {
        let limits = &profile::profile().limits;
        if self.has_contact_center() { &limits.contact_center } else { &limits.general }
    }

    /// A scanner that stands at the first data record.
    pub(crate) fn data(&self) -> crate::scan::Scanner<'a> {
        let mut scanner = self.dialect.scanner(self.text);
        scanner.expect_columns(self.header_fields.len());
        let mut fields = Vec::new();
        scanner.read(&mut fields);
        scanner
    }

    pub(crate) fn column_of(&self, kind: Kind) -> Option<&Column> {
        self.columns.iter().find(|column| column.kind == kind && !column.dropped)
    }

    /// Compares columns with one name, and looks whether unnamed columns are
    /// blank: one scan for all of them.
    fn look_below_doubtful_headers(&mut self) {
        let mut first: HashMap<&str, usize> = HashMap::new();
        let mut twins = Vec::new();
        let mut unnamed = Vec::new();
        for column in &self.columns {
            if column.header.trim().is_empty() {
                unnamed.push((column.index, true));
            } else if let Some(first) = first.get(column.header.as_str()) {
                twins.push((column.index, *first, true));
            } else {
                first.insert(&column.header, column.index);
            }
        }
        if twins.is_empty() && unnamed.is_empty() {
            return;
        }
        let mut scanner = self.data();
        let mut fields = Vec::new();
        while let Some(record) = scanner.read(&mut fields) {
            // Where the cells are in doubt, nothing is known of a column.
            let has_stray = fields.iter().any(|field| matches!(field.form, Form::BareQuote | Form::Stray));
            let in_doubt = fields.len() > self.columns.len() || (has_stray && record.swallow.is_none());
            let value = |index: usize| fields.get(index).map(|field| field.value(self.text)).unwrap_or_default();
            for (index, first, equal) in &mut twins {
                *equal = *equal && !in_doubt && value(*index) == value(*first);
            }
            for (index, blank) in &mut unnamed {
                *blank = *blank && !in_doubt && value(*index).trim_ascii().is_empty();
            }
        }
        for (index, first, equal) in twins {
            self.columns[index].twin = Some(Twin { first, equal });
        }
        for (index, blank) in unnamed.into_iter().rev() {
            let next = self.columns.get(index + 1).and_then(|column| column.unnamed);
            let run = 1 + next.filter(|next| next.blank == blank).map_or(0, |next| next.run);
            if run > 1 {
                self.columns[index + 1].unnamed = Some(Unnamed { blank, run: 0 });
            }
            self.columns[index].unnamed = Some(Unnamed { blank, run });
        }
    }
}
