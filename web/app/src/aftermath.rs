//! What is asked for beside the plan: the file to retry with, made from Control Hub's error file, and a session of another
//! day.
//!
//! What must stay true: both belong to the inputs they were asked with; which file was imported is never guessed: as long as
//! nobody has said, the engine tells whether it makes a difference.

use std::collections::BTreeMap;
use std::rc::Rc;

use crate::decision::Decision;
use crate::engine::Part;
use crate::profile::Profile;
use crate::reading::filled;
use crate::report::{Refusal, Report};
use crate::settings::{Mode, Platform, Settings};
use crate::state::{Call, Picked, Trouble};

/// Rows of an error file that the page shows; the whole of it is Control Hub's own file.
pub(crate) const MOST_ROWS: usize = 100;

/// What was imported, so that Control Hub's row numbers mean something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Imported {
    AsGiven,
    /// The corrected file; of several parts this one, from 1.
    Part(usize),
}

/// Control Hub's error file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Errors {
    pub file: Picked,
    /// Nothing while nobody has said which of several it was.
    pub imported: Option<Imported>,
}

/// What it says, and the files to retry with.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Retried {
    pub told: RetryTold,
    pub files: Rc<Vec<Part>>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct RetryTold {
    pub rows: Vec<RetryRow>,
    pub problems: Vec<String>,
    pub refusal: Option<Refusal>,
}

filled!(RetryTold { rows, problems, refusal });

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct RetryRow {
    pub number: Option<usize>,
    pub user: Option<String>,
    pub message: String,
}

filled!(RetryRow { number, user, message });

/// A session file, and how many answers came back with it once it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Session {
    pub file: Picked,
    pub answers: Option<usize>,
}

/// What the desk knows of both.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct After {
    pub errors: Option<Errors>,
    pub session: Option<Session>,
    retried: Option<Answer>,
}

/// What the error file gives, with what it belongs to.
#[derive(Clone, Debug, PartialEq)]
struct Answer {
    ticket: u32,
    errors: u32,
    imported: Option<Imported>,
    result: Result<Rc<Retried>, String>,
}

impl After {
    /// What the error file gives with these inputs; nothing while it is not known.
    pub(crate) fn retry(&self, ticket: u32) -> Option<&Result<Rc<Retried>, String>> {
        let Errors { file, imported } = self.errors.as_ref()?;
        let answer = self.retried.as_ref()?;
        let is_current = answer.ticket == ticket && answer.errors == file.id && answer.imported == *imported;
        is_current.then_some(&answer.result)
    }

    pub(crate) fn wanted(&self, ticket: u32) -> Option<Call> {
        let Errors { file, imported } = self.errors.as_ref()?;
        self.retry(ticket).is_none().then(|| Call::Retry { errors: file.clone(), imported: *imported })
    }

    /// The file was checked again: where other parts come of it now, nobody has said yet which of them it was.
    pub(crate) fn reported(&mut self, before: &Report, now: &Report) {
        if Imported::all(before) != Imported::all(now) {
            self.errors = self.errors.take().map(|errors| Errors::new(errors.file, now));
        }
    }

    pub(crate) fn imported(&mut self, imported: Imported) {
        self.errors.iter_mut().for_each(|errors| errors.imported = Some(imported));
    }

    pub(crate) fn retried(
        &mut self,
        ticket: u32,
        errors: u32,
        imported: Option<Imported>,
        result: Result<Rc<Retried>, Trouble>,
    ) {
        let result = match result {
            Ok(retried) => Ok(retried),
            Err(Trouble::Says(why)) => Err(why),
            Err(Trouble::Cancelled) => {
                self.errors = None;
                return;
            }
        };
        self.retried = Some(Answer { ticket, errors, imported, result });
    }

    /// The files whose bytes are still needed.
    pub(crate) fn files(&self) -> [Option<&Picked>; 2] {
        [self.errors.as_ref().map(|errors| &errors.file), self.session.as_ref().map(|session| &session.file)]
    }
}

/// What the engine makes of a session file: options, or why it does not fit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Resumed {
    pub options: Option<ResumedOptions>,
    pub refusal: Option<Refusal>,
}

filled!(Resumed { options, refusal });

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct ResumedOptions {
    mode: Option<Mode>,
    limit: Option<usize>,
    bytes: Option<usize>,
    countries: Vec<String>,
    automatic_assignment: bool,
    licences_left: BTreeMap<String, usize>,
    profile: Option<Profile>,
    platform: Option<Platform>,
    menus: String,
    pub decisions: Vec<Decision>,
}

filled!(ResumedOptions {
    mode,
    limit,
    bytes,
    countries,
    automatic_assignment,
    licences_left,
    profile,
    platform,
    menus,
    decisions
});

impl Errors {
    /// What was imported is certain where no corrected file is to be had.
    pub(crate) fn new(file: Picked, report: &Report) -> Self {
        let is_all = Imported::all(report) == [Imported::AsGiven];
        Self { file, imported: is_all.then_some(Imported::AsGiven) }
    }
}

impl Imported {
    /// As the engine counts: 0 is the file as given.
    pub(crate) fn part(self) -> usize {
        match self {
            Imported::AsGiven => 0,
            Imported::Part(part) => part,
        }
    }

    /// All that can have been imported.
    pub(crate) fn all(report: &Report) -> Vec<Self> {
        let parts = if report.refusal.is_some() { 0 } else { report.parts };
        (1..=parts).map(Imported::Part).chain([Imported::AsGiven]).collect()
    }
}

impl ResumedOptions {
    pub(crate) fn settings(&self) -> Settings {
        Settings {
            mode: self.mode,
            limit: self.limit,
            bytes: self.bytes,
            countries: self.countries.clone(),
            automatic_assignment: self.automatic_assignment,
            licences_left: self.licences_left.clone(),
            profile: self.profile.clone(),
            platform: self.platform,
            menus: self.menus.clone(),
            language: None,
        }
    }
}

/// Whether a file is a session by its name.
pub(crate) fn is_session(name: &str) -> bool {
    name.to_ascii_lowercase().ends_with(".hubcheck.json")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report(parts: usize, refused: bool) -> Report {
        Report { parts, refusal: refused.then(Refusal::default), ..Report::default() }
    }

    #[test]
    fn what_was_imported_is_not_guessed() {
        let file = Picked { id: 1, name: "errors.csv".into(), size: 1, is_sample: false };
        let imported = |report: &Report| Errors::new(file.clone(), report).imported;
        assert_eq!(imported(&report(1, false)), None);
        assert_eq!(imported(&report(3, false)), None);
        assert_eq!(imported(&report(0, true)), Some(Imported::AsGiven));
        assert_eq!(Imported::all(&report(2, false)), [Imported::Part(1), Imported::Part(2), Imported::AsGiven]);
        assert_eq!(Imported::all(&report(1, true)), [Imported::AsGiven]);
    }

    #[test]
    fn a_session_is_read_as_the_engine_writes_it() {
        let resumed: Resumed = crate::reading::read(
            r#"{"options":{"name":"u.csv","mode":"add","limit":7,"bytes":null,"countries":["DK"],"automatic_assignment":true,
                "licences_left":{"Premium":3},"platform":"1.0","language":"","menus":"da","sha256":false,"findings":{},
                "decisions":[{"row":1,"index":2,"edit":"x"},{"rule":"plus-missing","answer":"yes"}]},"refusal":null}"#,
        )
        .expect("a session");
        let options = resumed.options.expect("options");
        let settings = options.settings();
        assert_eq!((options.decisions.len(), settings.mode, settings.limit), (2, Some(Mode::Add), Some(7)));
        assert_eq!((settings.platform, settings.menus.as_str()), (Some(Platform::Old), "da"));
        assert_eq!((settings.automatic_assignment, settings.licences_left["Premium"]), (true, 3));
        assert!(is_session("Users.hubcheck.JSON") && !is_session("users.csv"));
    }
}
