//! The public report: what a client of the engine sees.
//!
//! What must stay true: only this file and the outputs serialize; a name here
//! is a promise; totals are exact even where findings are cut.

use serde::{Deserialize, Serialize};

use crate::origin::WorkbookKind;
use crate::rule::{Safety, Severity};
use crate::words::text;

/// Findings that a report carries for each rule unless asked otherwise.
pub const FINDINGS_PER_RULE: usize = 1_000;

/// Characters after which a shown value is cut.
pub const VALUE_LENGTH: usize = 200;

/// Everything the engine found, and what became of it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Report {
    /// Version of this shape.
    pub report: u32,
    /// The file that was read.
    pub file: File,
    /// How the file will be imported, if the admin has said so.
    pub mode: Option<Mode>,
    /// Users that go into one file.
    pub limit: usize,
    /// Files that the corrected file is handed out in; 0 when it is refused.
    pub parts: usize,
    /// Of the file as given, with what was edited by hand in it.
    pub verdict: Verdict,
    /// All findings.
    pub totals: Totals,
    /// Findings whose fix is not applied.
    pub left: Totals,
    /// What the applied fixes change.
    pub changes: Changes,
    /// Why no corrected file can be handed out now.
    pub refusal: Option<Refusal>,
    /// Rows that cannot be split into columns yet; `None` when there are none.
    pub undecided: Option<Undecided>,
    /// The baseline, when there is one.
    pub baseline: Option<BaselineSummary>,
    /// One entry for each rule that found something; worst first, then by code.
    pub rules: Vec<RuleTotals>,
    /// In the order of `rules`, within a rule in the order of the file.
    pub findings: Vec<Finding>,
}

/// The file that was read.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct File {
    /// As the caller gave it.
    pub name: String,
    /// Bytes.
    pub size: usize,
    /// Lower-case hexadecimal; `None` when the caller did not want it.
    pub sha256: Option<String>,
    /// WHATWG label, such as `utf-8` or `windows-1252`.
    pub encoding: String,
    /// One character.
    pub separator: String,
    /// `crlf`, `lf`, `cr`, `mixed` or `none`.
    pub line_end: String,
    /// The workbook that the text comes from; size and checksum are then the workbook's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub workbook: Option<WorkbookFacts>,
    /// Data records, blank ones too; the header is not counted.
    pub records: usize,
    /// The header.
    pub columns: Vec<Column>,
}

/// The workbook that a file was converted from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkbookFacts {
    /// Which program's file it is.
    pub kind: WorkbookKind,
    /// The sheet that was read.
    pub sheet: String,
}

/// One column of the header.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Column {
    /// From 0.
    pub index: usize,
    /// As it stands in the file.
    pub header: String,
    /// What the importer takes it for, in kebab-case.
    pub kind: String,
}

/// How the file will be imported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mode {
    /// "Add services only".
    Add,
    /// "Add and remove services".
    AddRemove,
}

impl Mode {
    /// As in the import dialog.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Mode::Add => text!("Add services only"),
            Mode::AddRemove => text!("Add and remove services"),
        }
    }
}

/// The file as given, in one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// Nothing above a note.
    Ready,
    /// The offered fixes clear all blockers.
    Fixable,
    /// Something blocks that no offered fix clears.
    Blocked,
}

/// Findings by severity.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Totals {
    /// The importer refuses, or a licence is at stake.
    pub blocker: usize,
    /// Likely not meant.
    pub warning: usize,
    /// Good to know.
    pub note: usize,
}

impl Totals {
    /// The worst of them; `None` when there are none.
    #[must_use]
    pub const fn worst(self) -> Option<Severity> {
        match self {
            Totals { blocker: 1.., .. } => Some(Severity::Blocker),
            Totals { warning: 1.., .. } => Some(Severity::Warning),
            Totals { note: 1.., .. } => Some(Severity::Note),
            _ => None,
        }
    }

    pub(crate) fn subtract(&mut self, severity: Severity, count: usize) {
        let total = match severity {
            Severity::Blocker => &mut self.blocker,
            Severity::Warning => &mut self.warning,
            Severity::Note => &mut self.note,
        };
        *total = total.saturating_sub(count);
    }

    pub(crate) fn add(&mut self, severity: Severity, count: usize) {
        *match severity {
            Severity::Blocker => &mut self.blocker,
            Severity::Warning => &mut self.warning,
            Severity::Note => &mut self.note,
        } += count;
    }
}

/// What the applied fixes change.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Changes {
    /// Cells with another value, header names included.
    pub cells: usize,
    /// Records with a changed cell, or left out.
    pub records: usize,
    /// Cells that an edit by hand changes, those of records that are left out too.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub by_hand: usize,
    /// Of the records, those that are left out: the corrected file holds that many fewer.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub left_out: usize,
}

/// As serde asks for it.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference")]
fn is_zero(count: &usize) -> bool {
    *count == 0
}

impl Changes {
    pub(crate) fn add(&mut self, more: Changes) {
        self.cells += more.cells;
        self.records += more.records;
        self.by_hand += more.by_hand;
        self.left_out += more.left_out;
    }

    /// Those are no more.
    pub(crate) fn take(&mut self, fewer: Changes) {
        self.cells = self.cells.saturating_sub(fewer.cells);
        self.records = self.records.saturating_sub(fewer.records);
        self.by_hand = self.by_hand.saturating_sub(fewer.by_hand);
        self.left_out = self.left_out.saturating_sub(fewer.left_out);
    }
}

/// Why no corrected file can be handed out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    /// For programs.
    pub code: String,
    /// For people: what to do.
    pub message: String,
}

/// Rows whose values nobody can tell apart until the admin decides: they are not corrected.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Undecided {
    /// How many.
    pub rows: usize,
    /// The first of them, by data record from 1.
    pub first: Vec<u32>,
    /// The first of those with a cell edited by hand, which does not count yet.
    pub edited: Vec<u32>,
    /// Whether each stands in one cell of the corrected file; otherwise its bytes are those of the file.
    pub set_aside: bool,
    /// For people: what becomes of them and what to do.
    pub message: String,
}

/// What became of the baseline.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BaselineSummary {
    /// Its data records.
    pub records: usize,
    /// Users of the file that it holds.
    pub matched: usize,
    /// WHATWG label.
    pub encoding: String,
    /// What the admin should know of it.
    pub message: Option<String>,
}

/// The findings of one rule, counted.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RuleTotals {
    /// Such as `V301`.
    pub code: String,
    /// Such as `foreign-boolean`.
    pub name: String,
    /// The worst of its findings here.
    pub severity: Severity,
    /// All findings.
    pub total: usize,
    /// With a proven fix.
    pub safe: usize,
    /// With a fix to be asked for.
    pub ask: usize,
    /// Without a fix.
    pub show: usize,
    /// Fix applied.
    pub applied: usize,
    /// Fix refused by the admin.
    pub refused: usize,
    /// Neither; those in a record that is left out are not counted here.
    pub open: usize,
    /// The refused and the open ones by their own severity: what was corrected can have been worse.
    pub left: Totals,
}

/// One finding.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Finding {
    /// The rule's name.
    pub rule: String,
    /// The rule's code.
    pub code: String,
    /// Of this finding.
    pub severity: Severity,
    /// Physical line, from 1; of a converted workbook the row of its sheet.
    pub line: Option<u32>,
    /// Data record, from 1.
    pub row: Option<u32>,
    /// The header's text.
    pub column: Option<String>,
    /// The column, from 0.
    pub index: Option<u32>,
    /// The cell of the workbook that the file was converted from, such as `L2`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cell: Option<String>,
    /// Adjacent faults that this one stands for.
    pub count: u32,
    /// As read, cut at [`VALUE_LENGTH`].
    pub value: String,
    /// What is wrong here, in one sentence.
    pub what: String,
    /// Place, what, why and what to do.
    pub message: String,
    /// `None` when only a person can correct it.
    pub fix: Option<Fix>,
    /// Whether the fix is applied.
    pub applied: bool,
    /// The decision that reached it.
    pub answer: Option<String>,
}

/// What can be done about a finding.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Fix {
    /// How sure it is.
    pub safety: Safety,
    /// What it does.
    pub does: String,
    /// The cell afterwards, all applied fixes of that cell included; `None`
    /// when more than this cell changes or a record or column goes.
    pub after: Option<String>,
    /// When there are several.
    pub choices: Vec<Choice>,
    /// What proves it.
    pub evidence: Option<Evidence>,
}

/// What proves a fix.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// `baseline`, `sibling`, `word`, `file`, `country`, `location`, `profile`, `encoding` or `reading`.
    pub kind: String,
    /// One sentence for people.
    pub says: String,
}

/// One of several ways to correct a fault.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Choice {
    /// What a decision names.
    pub choice: String,
    /// What it does.
    pub does: String,
    /// As in [`Fix::after`].
    pub after: Option<String>,
}

/// Which findings a report carries.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Window {
    /// Only those of this rule (its name).
    pub rule: Option<String>,
    /// Leave out this many of each rule.
    pub from: usize,
    /// Then carry this many of each rule; `None`: [`FINDINGS_PER_RULE`].
    pub count: Option<usize>,
}

impl Window {
    /// Those of a report's findings that it asks for.
    pub(crate) fn of(&self, findings: Vec<Finding>) -> Vec<Finding> {
        let (until, mut nth) = (self.from.saturating_add(self.count.unwrap_or(FINDINGS_PER_RULE)), 0);
        let mut before = String::new();
        let mut kept = findings;
        kept.retain(|finding| {
            nth = if finding.rule == before { nth + 1 } else { 0 };
            before.clone_from(&finding.rule);
            self.rule.as_ref().is_none_or(|rule| *rule == finding.rule) && (self.from..until).contains(&nth)
        });
        kept
    }
}

/// What a run that was stopped has to say: nothing.
pub(crate) fn stopped(options: &crate::Options) -> Report {
    Report {
        report: 1,
        file: File { name: options.name.clone(), ..File::default() },
        mode: options.mode,
        limit: 0,
        parts: 0,
        verdict: Verdict::Blocked,
        totals: Totals::default(),
        left: Totals::default(),
        changes: Changes::default(),
        refusal: None,
        undecided: None,
        baseline: None,
        rules: Vec::new(),
        findings: Vec::new(),
    }
}

/// An edit that was carried out: one line of the change summary.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// Physical line of the original, from 1.
    pub line: Option<u32>,
    /// Data record of the original, from 1.
    pub row: Option<u32>,
    /// The header's text in the original.
    pub column: Option<String>,
    /// The column, from 0: two columns may have one header.
    pub index: Option<u32>,
    /// The user's address, where the change is in a user's record.
    pub user: Option<String>,
    /// As it was.
    pub before: String,
    /// As it is now; `None` when the record or the column was left out.
    pub after: Option<String>,
    /// The rules that changed it, in their order; empty for an edit by hand.
    pub rules: Vec<String>,
    /// What was done, as an imperative phrase.
    pub does: String,
    /// Who answers for it.
    pub by: Warrant,
    /// What proves it, or that the admin agreed.
    pub why: String,
}

/// Who answers for a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Warrant {
    /// The importer reads the same, or the evidence is named.
    Proof,
    /// The admin said yes to an offered fix.
    Admin,
    /// The admin edited the cell.
    Hand,
    /// Nobody has decided yet how the row is split, so that it stands in one cell of a file of another form.
    Nobody,
}
