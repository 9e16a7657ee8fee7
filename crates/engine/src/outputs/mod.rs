//! What the admin takes along beside the corrected file.
//!
//! What must stay true: everything is made from the same run over bytes, options and decisions as the corrected file.

mod all;
mod by_hand;
mod checklist;
mod errors;
mod manifest;
mod minimal;
mod retry;
mod rollback;
mod session;
mod table;
mod zip;

use crate::Options;
use crate::refusal::refusal;
use crate::report::Refusal;
use crate::run::Run;
use crate::words::{Arg, Words, say};
use crate::write::stem;

pub use all::{Output, OutputKind, Outputs, outputs};
pub use by_hand::{BY_HAND_AT_A_TIME, ByHandList, ByHandUser, Role, by_hand};
pub use checklist::{Checklist, ChecklistStep, checklist};
pub use manifest::{Manifest, ManifestFile, parts_zip};
pub use minimal::{Minimal, minimal};
pub use retry::{Imported, Retry, RetryRow, retry};
pub use rollback::{NotUndone, Reason, Rollback, rollback};
pub use session::{resume, session};
pub use zip::zip;

/// What the names of outputs have behind the name of the file that they are made of, before a number or the ending.
const WORDS: [&str; 11] = [
    "corrected",
    "part",
    "parts",
    "manifest",
    "minimal",
    "rollback",
    "plan",
    "by-hand",
    "checklist",
    "changes",
    "retry",
];

/// Whether `name` is one that an output of the file `of` can have, made now or by an earlier run.
#[must_use]
pub fn is_output_of(of: &str, name: &str) -> bool {
    let Some(rest) = name.strip_prefix(stem(of)) else { return false };
    let rest_of = |word: &str| rest.strip_prefix('-').and_then(|rest| rest.strip_prefix(word));
    rest == ".hubcheck.json" || WORDS.into_iter().filter_map(rest_of).any(|rest| rest.starts_with(['-', '.']))
}

/// No such file is made while it is open who a row is about, or which value stands in which column.
fn refuse_undecided(run: &Run<'_>) -> Result<(), Refusal> {
    if let Some(refusal) = &run.refusal {
        return Err(refusal.clone());
    }
    let mut open = 0;
    run.each_written(&mut |record| {
        open += usize::from(record.in_doubt || run.address_of(&record).is_none());
    });
    if open == 0 {
        return Ok(());
    }
    let says = say!(
        "First decide about the rows that name nobody or whose cells are in doubt: {rows} {rows|row is|rows are} open.",
        rows = Arg::Count(open),
    );
    Err(refusal(&run.sheet.words, "undecided-rows", &says))
}

fn stopped(options: &Options) -> Refusal {
    refusal(&Words::of(options.catalogue.as_ref()), "stopped", &say!("The work was stopped."))
}
