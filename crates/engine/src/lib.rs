//! Checks and corrects user CSV files before they are imported into Webex
//! Control Hub.
//!
//! The file never changes; decisions do: original bytes, options and a list of
//! decisions give the report, the corrected file and the change list by pure
//! functions.
//!
//! Architecture invariant: no I/O, no clock, no randomness, no DOM, no threads but those that the caller allows.
//! No input makes it panic.

mod above_records;
mod address;
mod baseline;
mod below;
mod blocks;
mod booleans;
mod brief;
mod change;
mod collect;
mod common;
mod composed;
mod crossed;
mod date;
mod decision;
mod demand;
mod dialect;
mod displaced;
mod effect;
mod encoding;
mod evidence;
mod examine;
mod flag_words;
mod form;
mod gate;
mod gather;
mod grid;
mod headers;
mod judge;
mod key;
mod leave_out;
mod left;
mod licences;
mod moved;
mod namesakes;
mod near;
mod number;
mod numbered;
mod origin;
mod outputs;
mod own;
mod pages;
mod part;
mod parts;
mod phone;
mod plain;
mod plan;
mod profile;
#[cfg(any(test, fuzzing))]
pub mod promises;
#[cfg(test)]
mod properties;
mod quoted;
mod records;
mod refusal;
mod regions;
mod report;
mod row;
mod rule;
mod rules;
mod run;
mod scan;
mod settled;
mod shares;
mod sheet;
mod sibling;
mod sorting;
mod sound;
mod source;
mod split_value;
mod stretches;
mod strict;
mod summary;
mod survey;
mod switched;
mod tally;
mod text;
mod undecided;
mod untouched;
mod users;
mod visible;
mod walk;
mod whole_row;
mod words;
mod write;

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

pub use composed::composed;
pub use decision::Decision;
pub use grid::{
    Grid, GridChange, GridColumn, GridCounts, GridFate, GridFinding, GridPlace, GridRow, GridRows, GridState, List,
    Show, Showing, WholeRow,
};
pub use origin::{
    Failure, Loss, Losses, LostCell, Origin, Places, Reading, SheetName, Workbook, WorkbookKind, choose_sheet,
    column_letters, sheet_decision,
};
pub use outputs::{
    BY_HAND_AT_A_TIME, ByHandList, ByHandUser, Checklist, ChecklistStep, Imported, Manifest, ManifestFile, Minimal,
    NotUndone, Output, OutputKind, Outputs, Reason, Retry, RetryRow, Role, Rollback, by_hand, checklist, is_output_of,
    minimal, outputs, parts_zip, resume, retry, rollback, session, zip,
};
pub use own::{BadProfile, OwnLimits, OwnProfile};
pub use pages::{find_rule, rule_json, rule_page, rule_text, rules_json, rules_page, rules_text};
pub use part::Part;
pub use plan::{
    ChangedAttribute, ChangedLicence, Class, ContactCenter, LicenceOutcome, PerMode, Plan, PlanTotals, PlannedLicence,
    PlannedUser, TierCounts, UserOutcome, plan, plan_with,
};
pub use profile::Tier;
pub use regions::{Region, regions};
pub use report::{
    BaselineSummary, Change, Changes, Choice, Column, Evidence, FINDINGS_PER_RULE, File, Finding, Fix, Mode, Refusal,
    Report, RuleTotals, Totals, Undecided, VALUE_LENGTH, Verdict, Warrant, Window, WorkbookFacts,
};
pub use rule::{Example, FixNote, Rule, Safety, Severity};
pub use summary::{SummaryFormat, findings_list, findings_page, summary};
pub use visible::{grouped, paragraph, visible};
pub use words::{Catalogue, text_key};

/// The bytes that are read. They are borrowed and never changed.
#[derive(Clone, Copy, Debug)]
pub struct Input<'a> {
    /// The file that is to be imported; of a converted workbook the text of its sheet.
    pub file: &'a [u8],
    /// An export of the same tenant: what proves a value.
    pub baseline: Option<&'a [u8]>,
    /// What was done to a file that the engine cannot read itself; `None` for the bytes as given.
    pub origin: Option<&'a Origin>,
}

/// What the caller wants and the admin decided.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(default)]
pub struct Options {
    /// The file's name, for the report and the names of parts.
    pub name: String,
    /// How the file will be imported.
    pub mode: Option<Mode>,
    /// Users that go into one file; without it the importer's own limit.
    pub limit: Option<usize>,
    /// Bytes from which a file is called large, and that go into one part then; without it 10 MB.
    pub bytes: Option<usize>,
    /// Countries of the phone numbers, as ISO 3166 two-letter codes.
    pub countries: Vec<String>,
    /// Whether the organization assigns licences to new users by itself.
    pub automatic_assignment: bool,
    /// Licences that are left, by `Standard`, `Premium`, a product's name or a column's.
    pub licences_left: BTreeMap<String, usize>,
    /// What the organization says of itself: its locations, domains, limits, licences and further columns.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub profile: Option<OwnProfile>,
    /// Which Contact Center the organization has, for the checklist.
    pub platform: Option<Platform>,
    /// In which language people are spoken to: `da`, `pl`, `sv`, `fr` or `pt`; blank: English. Without its
    /// `catalogue` only the checklist knows it, and names menus in it beside English.
    pub language: String,
    /// The same where Control Hub speaks another language than these sentences; blank: as `language`.
    pub menus: String,
    /// What texts for people are written in, instead of English. It is no part of the JSON: who has it puts it in.
    #[serde(skip)]
    pub catalogue: Option<Arc<Catalogue>>,
    /// What the admin decided.
    pub decisions: Vec<Decision>,
    /// Which findings the report carries.
    pub findings: Window,
    /// Whether the report and the parts carry checksums.
    pub sha256: bool,
    /// How many threads may go through a large file at once; 0 is 1, and so is any number in a browser. What comes out is
    /// the same. It is no part of the JSON, since it belongs to a machine.
    #[serde(skip)]
    pub threads: usize,
}

impl Default for Options {
    fn default() -> Self {
        Options {
            name: String::new(),
            mode: None,
            limit: None,
            bytes: None,
            countries: Vec::new(),
            automatic_assignment: false,
            licences_left: BTreeMap::new(),
            profile: None,
            platform: None,
            language: String::new(),
            menus: String::new(),
            catalogue: None,
            decisions: Vec::new(),
            findings: Window::default(),
            sha256: true,
            threads: 1,
        }
    }
}

/// Which Contact Center an organization has: told in Control Hub under its service details.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Platform {
    /// The older one, with a Management Portal.
    #[serde(rename = "1.0")]
    Old,
    /// “New platform”.
    #[serde(rename = "new")]
    New,
}

/// How far a run is, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Bytes gone through.
    pub done: usize,
    /// Bytes in all.
    pub total: usize,
}

/// A report and the corrected file, or why there is none.
#[derive(Clone, Debug)]
pub struct Correction<'a> {
    /// As from [`check`].
    pub report: Report,
    /// The corrected file in as many parts as the limit asks for.
    pub parts: Result<Vec<Part<'a>>, Refusal>,
}

/// Checks a file. No file is an error: a broken one has findings.
///
/// ```
/// let file = b"User ID/Email (Required),Contact Center Standard\nanna@example.com,SAND\n";
/// let report = hubcheck::check(&hubcheck::Input { file, baseline: None, origin: None }, &hubcheck::Options::default());
/// assert_eq!(report.verdict, hubcheck::Verdict::Fixable);
/// assert_eq!(report.findings[0].rule, "foreign-boolean");
/// ```
#[must_use]
pub fn check(input: &Input<'_>, options: &Options) -> Report {
    let never = &mut |_| ControlFlow::Continue(());
    check_with(input, options, never).unwrap_or_else(|| report::stopped(options))
}

/// Checks a file and tells now and then how far it is. `None` when `progress` said to stop.
pub fn check_with(
    input: &Input<'_>,
    options: &Options,
    progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
) -> Option<Report> {
    run::run(input, options, progress, |run| {
        let parts = write::count_parts(&run);
        report_of(run, input, options, parts)
    })
}

/// Checks a file as [`check_with`] does and lays it open to be looked at. Of the findings that the options ask for, the
/// report carries those among the first [`FINDINGS_PER_RULE`] of their rule. `None` when `progress` said to stop.
///
/// ```
/// let file = b"User ID/Email (Required),Contact Center Standard\nanna@example.com,SAND\n";
/// let (input, options) = (hubcheck::Input { file, baseline: None, origin: None }, hubcheck::Options::default());
/// let (_, grid) = hubcheck::look_with(&input, &options, &mut |_| std::ops::ControlFlow::Continue(())).expect("not stopped");
/// let list = grid.list(&input, &options, &hubcheck::Show::default());
/// let row = &grid.rows(file, &list, 0, 10).rows[0];
/// assert_eq!((&*row.cells[1], row.changed[0].index, &*row.changed[0].after), ("SAND", 1, "TRUE"));
/// ```
pub fn look_with(
    input: &Input<'_>,
    options: &Options,
    progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
) -> Option<(Report, Grid)> {
    let all = Options { findings: Window::default(), ..options.clone() };
    run::run_for(run::Purpose::Grid, input, &all, progress, |mut run| {
        let parts = write::count_parts(&run);
        let notes = run.collector.take_notes();
        let mut grid = Grid::of(&run, input, notes);
        let mut report = report_of(run, input, &all, parts);
        grid.remember(&report.findings);
        report.findings = options.findings.of(report.findings);
        (report, grid)
    })
}

/// Applies the safe fixes and what the decisions say, and writes the corrected file.
///
/// ```
/// let file = b"User ID/Email (Required);Contact Center Standard\nanna@example.com;SAND\n";
/// let correction = hubcheck::correct(&hubcheck::Input { file, baseline: None, origin: None }, &hubcheck::Options::default());
/// let parts = correction.parts.expect("nothing is undecided in this file");
/// assert_eq!(parts[0].bytes(), b"User ID/Email (Required),Contact Center Standard\r\nanna@example.com,TRUE\r\n");
/// ```
#[must_use]
pub fn correct<'a>(input: &Input<'a>, options: &Options) -> Correction<'a> {
    let never = &mut |_| ControlFlow::Continue(());
    correct_with(input, options, never)
        .unwrap_or_else(|| Correction { report: report::stopped(options), parts: Ok(Vec::new()) })
}

/// Corrects as [`correct`] does and tells now and then how far it is. `None` when `progress` said to stop.
pub fn correct_with<'a>(
    input: &Input<'a>,
    options: &Options,
    progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
) -> Option<Correction<'a>> {
    run::run_for(run::Purpose::Both, input, options, progress, |run| {
        let mut parts = write::write(&run, &options.name, input.file);
        if options.sha256 {
            for part in parts.iter_mut().flatten() {
                part.sha256 = sha256_of(part.pieces());
            }
        }
        let mut report = report_of(run, input, options, parts.as_ref().map_or(0, Vec::len));
        report.refusal = parts.as_ref().err().cloned();
        Correction { report, parts }
    })
}

/// Hands every change that [`correct`] makes with these options to `each`, in
/// the order: the file as a whole, the header, the records.
pub fn changes(input: &Input<'_>, options: &Options, each: &mut dyn FnMut(Change)) {
    let never = &mut |_| ControlFlow::Continue(());
    run::run(input, options, never, |run| change::changes(&run, each));
}

/// All rules, in the order of their codes.
#[must_use]
pub fn rules() -> &'static [&'static Rule] {
    rules::ALL
}

/// Whether a file is a workbook (or another archive) by its first bytes, so that it must be converted first.
#[must_use]
pub fn is_workbook(file: &[u8]) -> bool {
    sibling::is_workbook(file)
}

/// Whether a file is a text in an encoding that it does not name, so that the texts in encodings that the engine
/// lacks ([`Origin::readings`]) can matter.
#[must_use]
pub fn is_foreign(file: &[u8]) -> bool {
    !is_workbook(file) && source::is_foreign(file)
}

/// Whether a value is a word that some spreadsheet writes for TRUE or FALSE with letters outside ASCII, such as `FAŁSZ`.
#[must_use]
pub fn is_lettered_boolean(value: &str) -> bool {
    !value.is_ascii() && booleans::meaning(value).is_some_and(|word| word.exact)
}

/// Whether a two-letter code names a country whose numbers are known.
#[must_use]
pub fn is_country(iso: &str) -> bool {
    phone::country(iso).is_some()
}

fn report_of(run: run::Run<'_>, input: &Input<'_>, options: &Options, parts: usize) -> Report {
    let (totals, left) = (run.collector.totals(), run.collector.left());
    let verdict = match totals {
        _ if refusal::is_final(run.refusal.as_ref()) => Verdict::Blocked,
        Totals { blocker: 0, warning: 0, .. } => Verdict::Ready,
        _ if run.is_fixable => Verdict::Fixable,
        _ => Verdict::Blocked,
    };
    let columns = run.sheet.columns.iter().map(|column| Column {
        index: column.index,
        header: column.header.clone(),
        kind: column.kind.name().to_owned(),
    });
    let workbook = run.opened.workbook();
    let file = File {
        workbook: workbook
            .map(|workbook| WorkbookFacts { kind: workbook.kind, sheet: workbook.sheet_name().to_owned() }),
        name: options.name.clone(),
        size: workbook.map_or(input.file.len(), |workbook| workbook.size),
        sha256: match workbook {
            Some(workbook) => workbook.sha256.clone().filter(|_| options.sha256),
            None => options.sha256.then(|| sha256(input.file)),
        },
        encoding: run.opened.encoding_name().to_owned(),
        separator: char::from(run.sheet.dialect.separator).to_string(),
        line_end: run.sheet.dialect.line_ends.name().to_owned(),
        records: run.marks.len(),
        columns: columns.collect(),
    };
    let baseline = run.sheet.baseline.map(|baseline| baseline_summary(&run, &baseline.summary));
    let undecided = run.undecided.told(&run);
    let (limit, changes, refusal) = (run.sheet.users_per_file(), run.changes, run.refusal);
    let (rules, findings) = run.collector.finish(options.threads);
    Report {
        report: 1,
        file,
        mode: options.mode,
        limit,
        parts,
        verdict,
        totals,
        left,
        changes,
        refusal,
        undecided,
        baseline,
        rules,
        findings,
    }
}

/// With what the users of this file say of the export.
fn baseline_summary(run: &run::Run<'_>, known: &BaselineSummary) -> BaselineSummary {
    let strange = plan::few_common(run.users.saturating_sub(run.unsplit), run.matched)
        .filter(|_| known.records > 0 && run.refusal.is_none());
    let strange = strange.map(|says| run.sheet.words.say(&says));
    let sentences: Vec<String> = known.message.iter().cloned().chain(strange).collect();
    let message = (!sentences.is_empty()).then(|| sentences.join(" "));
    BaselineSummary { matched: run.matched, message, ..known.clone() }
}

/// Lower-case hexadecimal.
fn sha256(bytes: &[u8]) -> String {
    sha256_of([bytes])
}

/// The same of bytes that come in pieces.
fn sha256_of<'p>(pieces: impl IntoIterator<Item = &'p [u8]>) -> String {
    use std::fmt::Write as _;
    let mut hash = Sha256::new();
    pieces.into_iter().for_each(|piece| hash.update(piece));
    hash.finalize().iter().fold(String::with_capacity(64), |mut text, byte| {
        let _ = write!(text, "{byte:02x}"); // a String takes everything
        text
    })
}
