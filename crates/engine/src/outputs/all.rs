//! Everything that can be taken along, under the names it is saved by.
//!
//! What must stay true: page and command line hand out these very bytes; what cannot be made says why.

use std::ops::ControlFlow;

use serde::{Deserialize, Serialize};

use super::by_hand::{ByHandList, Role, by_hand_of};
use super::checklist::checklist_of;
use super::manifest::{Manifest, zip_of};
use super::minimal::minimal_of;
use super::rollback::{NotUndone, rollback_of};
use super::session::session;
use crate::change::changes;
use crate::part::Part;
use crate::plan::plan_of;
use crate::refusal::refusal;
use crate::report::Refusal;
use crate::run::{Purpose, Run, run_for};
use crate::sorting;
use crate::summary::{SummaryFormat, Writing, harmless};
use crate::words::{Words, say};
use crate::write::{stem, write};
use crate::{Input, Options, report_of, sha256, sha256_of};

/// A kind of output.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OutputKind {
    /// The corrected file, or its parts.
    Corrected,
    /// The list of the parts.
    Manifest,
    /// The parts and their list in one archive.
    Zip,
    /// Only what changes anything.
    Minimal,
    /// What undoes the import, and what that cannot undo.
    Rollback,
    /// The plan as a list.
    Plan,
    /// Licences before and after as a picture.
    Picture,
    /// Users who need a role by hand, in lists of 25.
    ByHand,
    /// What to do around the import.
    Checklist,
    /// Every change, as CSV, JSON and a page.
    Summary,
    /// The same without any value of a cell.
    Redacted,
    /// Options and decisions.
    Session,
}

impl OutputKind {
    /// All of them.
    pub const ALL: [OutputKind; 12] = [
        OutputKind::Corrected,
        OutputKind::Manifest,
        OutputKind::Zip,
        OutputKind::Minimal,
        OutputKind::Rollback,
        OutputKind::Plan,
        OutputKind::Picture,
        OutputKind::ByHand,
        OutputKind::Checklist,
        OutputKind::Summary,
        OutputKind::Redacted,
        OutputKind::Session,
    ];

    /// As in the JSON.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            OutputKind::Corrected => "corrected",
            OutputKind::Manifest => "manifest",
            OutputKind::Zip => "zip",
            OutputKind::Minimal => "minimal",
            OutputKind::Rollback => "rollback",
            OutputKind::Plan => "plan",
            OutputKind::Picture => "picture",
            OutputKind::ByHand => "by-hand",
            OutputKind::Checklist => "checklist",
            OutputKind::Summary => "summary",
            OutputKind::Redacted => "redacted",
            OutputKind::Session => "session",
        }
    }
}

/// One file to be saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Output {
    /// What it is.
    pub kind: OutputKind,
    /// Made from the file's name, such as `users-minimal.csv`.
    pub name: String,
    /// Its records, where it is a file for the importer.
    pub users: Option<usize>,
    /// The file itself.
    pub bytes: Vec<u8>,
    /// Lower-case hexadecimal; empty when the caller did not want it.
    pub sha256: String,
}

/// The outputs that were asked for.
#[derive(Clone, Debug, Default)]
pub struct Outputs {
    /// In the order of [`OutputKind::ALL`].
    pub files: Vec<Output>,
    /// What could not be made, and why.
    pub refused: Vec<(OutputKind, Refusal)>,
    /// Findings that stop the import and are not decided yet.
    pub blockers: usize,
    /// Users who lose a licence or may, where the plan was asked for or goes along with the file.
    pub removals: usize,
}

/// Makes the outputs of these kinds, all of them from one run.
#[must_use]
pub fn outputs(input: &Input<'_>, options: &Options, kinds: &[OutputKind]) -> Outputs {
    let mut outputs = Outputs::default();
    let words = &Words::of(options.catalogue.as_ref());
    let wants = |kind| kinds.contains(&kind);
    let mut maker = Maker { name: &options.name, words, outputs: &mut outputs };
    let (wants_summary, wants_session) = (SUMMARIES.into_iter().any(wants), wants(OutputKind::Session));
    if kinds.iter().any(|kind| *kind != OutputKind::Session) {
        let never = &mut |_| ControlFlow::Continue(());
        let purpose = if wants_summary { Purpose::Both } else { Purpose::Records };
        run_for(purpose, input, options, never, |run| {
            let is_wanted = PARTS.into_iter().any(wants) || wants_summary;
            let mut parts = is_wanted.then(|| write(&run, &options.name, input.file));
            for part in parts.iter_mut().flatten().flatten().filter(|_| options.sha256) {
                part.sha256 = sha256_of(part.pieces());
            }
            maker.of_run(&run, options, parts.as_ref(), &wants);
            if let Some(parts) = parts.filter(|_| wants_summary) {
                maker.summaries(run, input, options, &parts, &wants);
            }
        });
    }
    if wants_session {
        maker.add(OutputKind::Session, ".hubcheck.json", session(input, options));
    }
    sorting::sort_by(&mut outputs.files, |one, other| one.kind.cmp(&other.kind));
    if options.sha256 {
        let files = outputs.files.iter_mut().filter(|file| file.sha256.is_empty());
        files.for_each(|file| file.sha256 = sha256(&file.bytes));
    }
    outputs
}

const PARTS: [OutputKind; 3] = [OutputKind::Corrected, OutputKind::Manifest, OutputKind::Zip];
const OF_PLAN: [OutputKind; 3] = [OutputKind::Plan, OutputKind::Picture, OutputKind::Checklist];
const SUMMARIES: [OutputKind; 2] = [OutputKind::Summary, OutputKind::Redacted];
/// What takes removals into Control Hub.
const CARRIERS: [OutputKind; 3] = [OutputKind::Corrected, OutputKind::Zip, OutputKind::Minimal];

struct Maker<'m> {
    name: &'m str,
    words: &'m Words,
    outputs: &'m mut Outputs,
}

impl Maker<'_> {
    fn of_run(
        &mut self,
        run: &Run<'_>,
        options: &Options,
        parts: Option<&Result<Vec<Part<'_>>, Refusal>>,
        wants: &dyn Fn(OutputKind) -> bool,
    ) {
        if let Some(refusal) = &run.refusal {
            let is_refused = |kind: &OutputKind| !SUMMARIES.contains(kind) && *kind != OutputKind::Session;
            let refused = OutputKind::ALL.into_iter().filter(|kind| wants(*kind)).filter(is_refused);
            self.outputs.refused.extend(refused.map(|kind| (kind, refusal.clone())));
            return;
        }
        for kind in PARTS.into_iter().filter(|kind| wants(*kind)) {
            match parts {
                Some(Ok(parts)) => self.parts(kind, parts),
                Some(Err(refusal)) => self.outputs.refused.push((kind, refusal.clone())),
                None => {}
            }
        }
        if wants(OutputKind::Minimal) {
            match minimal_of(run, options) {
                Ok(minimal) => self.importable(OutputKind::Minimal, minimal.parts),
                Err(refusal) => self.outputs.refused.push((OutputKind::Minimal, refusal)),
            }
        }
        self.outputs.blockers = run.collector.left().blocker;
        let wants_lists = wants(OutputKind::ByHand) || wants(OutputKind::Checklist);
        let lists = if wants_lists { by_hand_of(run) } else { Vec::new() };
        let wants_rollback = wants(OutputKind::Rollback) || wants(OutputKind::Checklist);
        let rollback = wants_rollback.then(|| rollback_of(run, options));
        if OF_PLAN.into_iter().chain(CARRIERS).any(wants) {
            let plan = plan_of(run, options);
            self.outputs.removals = plan.removals();
            for kind in OF_PLAN.into_iter().filter(|kind| wants(*kind)) {
                match kind {
                    OutputKind::Plan => self.add(kind, "-plan.csv", plan.csv()),
                    OutputKind::Picture => self.add(kind, "-plan.svg", plan.picture().into_bytes()),
                    _ => {
                        let rollback = rollback.as_ref().and_then(|rollback| rollback.as_ref().ok());
                        let page = checklist_of(&lists, options, &plan, rollback).html(&options.name);
                        self.add(kind, "-checklist.html", page.into_bytes());
                    }
                }
            }
        }
        match rollback.filter(|_| wants(OutputKind::Rollback)) {
            Some(Ok(rollback)) => {
                self.importable(OutputKind::Rollback, rollback.parts);
                if !rollback.not_undone.is_empty() {
                    let list = not_undone(self.words, &rollback.not_undone);
                    self.add(OutputKind::Rollback, "-rollback-not-undone.csv", list);
                }
            }
            Some(Err(refusal)) => self.outputs.refused.push((OutputKind::Rollback, refusal)),
            None => {}
        }
        if wants(OutputKind::ByHand) {
            self.by_hand(&lists);
        }
    }

    fn add(&mut self, kind: OutputKind, ending: &str, bytes: Vec<u8>) {
        let name = format!("{}{ending}", stem(self.name));
        self.outputs.files.push(Output { kind, name, users: None, bytes, sha256: String::new() });
    }

    fn importable(&mut self, kind: OutputKind, parts: Vec<Part<'_>>) {
        let files = parts.into_iter().map(|part| {
            let bytes = part.bytes();
            let Part { name, users, sha256, .. } = part;
            Output { kind, name, users: Some(users), bytes, sha256 }
        });
        self.outputs.files.extend(files);
    }

    fn parts(&mut self, kind: OutputKind, parts: &[Part<'_>]) {
        match kind {
            OutputKind::Corrected => self.importable(kind, parts.to_vec()),
            OutputKind::Manifest => {
                let manifest = Manifest::in_words(self.words, parts);
                self.add(kind, "-manifest.csv", manifest.csv());
                self.add(kind, "-manifest.json", manifest.json());
            }
            _ => {
                if let Some(bytes) = zip_of(self.name, parts, &Manifest::in_words(self.words, parts)) {
                    self.add(kind, "-parts.zip", bytes);
                    return;
                }
                let says = say!("The parts are too large for one archive; save them one by one.");
                self.outputs.refused.push((kind, refusal(self.words, "too-large", &says)));
            }
        }
    }

    fn by_hand(&mut self, lists: &[ByHandList]) {
        for (number, list) in (1..).zip(lists) {
            let role = match list.role {
                Role::Supervisor => "supervisors",
                Role::Administrator => "administrators",
            };
            self.add(OutputKind::ByHand, &format!("-by-hand-{number:02}-{role}.txt"), list.addresses().into_bytes());
            self.add(OutputKind::ByHand, &format!("-by-hand-{number:02}-{role}-names.txt"), list.names().into_bytes());
        }
    }

    /// All of them in one way through the changes.
    fn summaries(
        &mut self,
        run: Run<'_>,
        input: &Input<'_>,
        options: &Options,
        parts: &Result<Vec<Part<'_>>, Refusal>,
        wants: &dyn Fn(OutputKind) -> bool,
    ) {
        let formats = [(SummaryFormat::Csv, "csv"), (SummaryFormat::Json, "json"), (SummaryFormat::Html, "html")];
        let kinds = [(OutputKind::Summary, "-changes"), (OutputKind::Redacted, "-changes-redacted")];
        let mut writings = Vec::new();
        for (kind, named) in kinds.into_iter().filter(|(kind, _)| wants(*kind)) {
            for (format, ending) in formats {
                let writing = Writing::new(self.words, format, kind == OutputKind::Redacted);
                writings.push((kind, format!("{named}.{ending}"), writing));
            }
        }
        // Without a corrected file nothing was changed.
        if parts.is_ok() {
            changes(&run, &mut |change| writings.iter_mut().for_each(|(_, _, writing)| writing.take(&change)));
        }
        let mut report = report_of(run, input, options, parts.as_ref().map_or(0, Vec::len));
        report.refusal = parts.as_ref().err().cloned();
        for (kind, ending, writing) in writings {
            let bytes = writing.finish(&report, parts.as_deref().unwrap_or_default());
            self.add(kind, &ending, bytes);
        }
    }
}

fn not_undone(words: &Words, list: &[NotUndone]) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    // Writing to memory never fails, and each record has as many fields as the header.
    _ = writer.write_record(["user", "column", "why"]);
    for NotUndone { user, column, why } in list {
        let column = column.clone().unwrap_or_default();
        _ = writer.write_record([harmless(user.clone()), harmless(column), words.text(why.says()).to_owned()]);
    }
    writer.into_inner().unwrap_or_default()
}
