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
use crate::part::Part;
use crate::plan::plan_of;
use crate::refusal::refusal;
use crate::report::Refusal;
use crate::run::run;
use crate::summary::{SummaryFormat, harmless};
use crate::words::{Words, say};
use crate::write::{stem, write};
use crate::{Correction, Input, Options, correct, sha256};

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

/// Makes the outputs of these kinds.
#[must_use]
pub fn outputs(input: &Input<'_>, options: &Options, kinds: &[OutputKind]) -> Outputs {
    let mut outputs = Outputs::default();
    let words = &Words::of(options.catalogue.as_ref());
    let wants = |kind| kinds.contains(&kind);
    let never = &mut |_| ControlFlow::Continue(());
    run(input, options, never, |run| {
        let mut maker = Maker { name: &options.name, words, outputs: &mut outputs };
        if let Some(refusal) = &run.refusal {
            let of_run =
                |kind: &&OutputKind| !matches!(kind, OutputKind::Summary | OutputKind::Redacted | OutputKind::Session);
            let refused = OutputKind::ALL.iter().filter(|kind| wants(**kind)).filter(of_run);
            maker.outputs.refused.extend(refused.map(|kind| (*kind, refusal.clone())));
            return;
        }
        let of_parts = [OutputKind::Corrected, OutputKind::Manifest, OutputKind::Zip];
        if of_parts.into_iter().any(wants) {
            let parts = write(&run, &options.name, input.file);
            for kind in of_parts.into_iter().filter(|kind| wants(*kind)) {
                match &parts {
                    Ok(parts) => maker.parts(kind, parts),
                    Err(refusal) => maker.outputs.refused.push((kind, refusal.clone())),
                }
            }
        }
        if wants(OutputKind::Minimal) {
            match minimal_of(&run, options) {
                Ok(minimal) => maker.importable(OutputKind::Minimal, minimal.parts),
                Err(refusal) => maker.outputs.refused.push((OutputKind::Minimal, refusal)),
            }
        }
        if wants(OutputKind::Rollback) {
            match rollback_of(&run, options) {
                Ok(rollback) => {
                    maker.importable(OutputKind::Rollback, rollback.parts);
                    if !rollback.not_undone.is_empty() {
                        maker.add(
                            OutputKind::Rollback,
                            "-rollback-not-undone.csv",
                            not_undone(words, &rollback.not_undone),
                        );
                    }
                }
                Err(refusal) => maker.outputs.refused.push((OutputKind::Rollback, refusal)),
            }
        }
        maker.outputs.blockers = run.collector.left().blocker;
        let of_plan = [OutputKind::Plan, OutputKind::Picture, OutputKind::Checklist];
        let carries = [OutputKind::Corrected, OutputKind::Zip, OutputKind::Minimal];
        if of_plan.into_iter().chain(carries).any(wants) {
            let plan = plan_of(&run, options);
            maker.outputs.removals = plan.removals();
            for kind in of_plan.into_iter().filter(|kind| wants(*kind)) {
                match kind {
                    OutputKind::Plan => maker.add(kind, "-plan.csv", plan.csv()),
                    OutputKind::Picture => maker.add(kind, "-plan.svg", plan.picture().into_bytes()),
                    _ => {
                        let page = checklist_of(&run, options, &plan).html(&options.name);
                        maker.add(kind, "-checklist.html", page.into_bytes());
                    }
                }
            }
        }
        if wants(OutputKind::ByHand) {
            maker.by_hand(&by_hand_of(&run));
        }
    });
    let mut maker = Maker { name: &options.name, words, outputs: &mut outputs };
    if wants(OutputKind::Summary) || wants(OutputKind::Redacted) {
        maker.summaries(&correct(input, options), input, options, &wants);
    }
    if wants(OutputKind::Session) {
        maker.add(OutputKind::Session, ".hubcheck.json", session(input, options));
    }
    outputs.files.sort_by_key(|file| file.kind);
    if options.sha256 {
        outputs.files.iter_mut().for_each(|file| file.sha256 = sha256(&file.bytes));
    }
    outputs
}

struct Maker<'m> {
    name: &'m str,
    words: &'m Words,
    outputs: &'m mut Outputs,
}

impl Maker<'_> {
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

    fn summaries(
        &mut self,
        correction: &Correction,
        input: &Input<'_>,
        options: &Options,
        wants: &dyn Fn(OutputKind) -> bool,
    ) {
        let formats = [(SummaryFormat::Csv, "csv"), (SummaryFormat::Json, "json"), (SummaryFormat::Html, "html")];
        for (format, ending) in formats {
            if wants(OutputKind::Summary) {
                let bytes = correction.summary(input, options, format);
                self.add(OutputKind::Summary, &format!("-changes.{ending}"), bytes);
            }
            if wants(OutputKind::Redacted) {
                let bytes = correction.redacted_summary(input, options, format);
                self.add(OutputKind::Redacted, &format!("-changes-redacted.{ending}"), bytes);
            }
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
