//! The page's state: phases, each owning exactly its data, and one pure step from state to state.
//!
//! What must stay true: [`State::after`] has no effects; an action that does not fit the phase came too late and is dropped;
//! every question to the engine carries a ticket, and an answer to an older ticket is dropped too. Effects live in
//! `engine.rs`, which does what [`State::wanted`] asks for.

mod beside;
mod go;
mod lists;
mod request;

use std::rc::Rc;

use crate::aftermath::{After, Errors, Imported, ResumedOptions, Retried, Session};
use crate::decision::{Decision, History};
use crate::host::Given;
use crate::plan::Sketch;
use crate::profile::Profile;
use crate::report::{Finding, Report, RuleText};
use crate::settings::{Options, Settings, Window};
pub(crate) use go::{Go, SheetOver, Wish, Wishes};
pub(crate) use lists::Page;
pub(crate) use request::{Call, Request};

/// Findings of each rule the report brings along; more are asked for by rule and range.
pub(crate) const FIRST: usize = 25;
/// Findings on one page of a rule's whole list.
pub(crate) const PAGE: usize = 100;

/// A file the admin gave. Its bytes lie on the shelf (`files.rs`) under this number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Picked {
    pub id: u32,
    pub name: String,
    pub size: usize,
    pub is_sample: bool,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum Engine {
    #[default]
    Loading,
    Ready,
    /// The worker died, for this reason, and another one took its place.
    Replaced(String),
    Failed(String),
}

/// How far a check has come, in percent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Progress(pub u8);

/// Why the engine gave no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Trouble {
    Cancelled,
    Says(String),
}

/// Everything a person can change about a check. A report belongs to exactly one of these.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Inputs {
    pub settings: Settings,
    /// The language of page and report; blank: English.
    pub language: String,
    pub baseline: Option<Picked>,
    pub history: History,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct State {
    pub engine: Engine,
    pub locked: bool,
    pub rules: Rc<Vec<RuleText>>,
    pub inputs: Inputs,
    pub phase: Phase,
    /// What lies over the page.
    pub sheet: Option<SheetOver>,
    /// How often a sheet was asked for: one that is closed and asked for again before the page is drawn would seem never to
    /// have gone, and not be laid there anew.
    laid: u32,
    /// Whether `/` and `?` are keys of their own.
    pub single_keys: bool,
    ticket: u32,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Phase {
    Welcome { problem: Option<String> },
    Checking { file: Picked, progress: Option<Progress> },
    Result(Desk),
    Failed { file: Picked, why: String },
}

/// A checked file with all that is shown about it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Desk {
    pub file: Picked,
    pub report: Rc<Report>,
    /// What the report was made from; a check that is cancelled goes back to it.
    settled: Box<Inputs>,
    /// Whether the report is older than the inputs.
    pub check: Check,
    /// The rules whose whole list is open.
    pub pages: Vec<Page>,
    pub problem: Option<String>,
    pub view: View,
    pub wishes: Wishes,
    plan: Option<Planned>,
    pub after: Box<After>,
    /// The ticket whose removals the admin has agreed to: other inputs, and the question stands again.
    agreed: Option<u32>,
}

/// What is shown of the file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum View {
    #[default]
    Findings,
    Plan,
    Downloads,
    After,
    File,
}

/// A plan, or why there is none, and the ticket it belongs to.
#[derive(Clone, Debug, PartialEq)]
struct Planned {
    ticket: u32,
    result: Result<Rc<Sketch>, String>,
}

/// Whether a check is under way, and how far it is once the engine says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Check {
    Done,
    UnderWay(Option<Progress>),
}

#[derive(Debug)]
pub(crate) enum Action {
    Engine(Engine),
    Locked,
    Rules(Rc<Vec<RuleText>>),
    Chose(Picked),
    ChoseBaseline(Option<Picked>),
    Set(Settings),
    /// The organization's own profile was read, or is forgotten.
    Profile(Option<Profile>),
    /// What the page around says of the import.
    Given(Given),
    /// The page and the report shall be in this language, which has been loaded.
    Speak(String),
    Decide(Decision),
    Undo,
    Redo,
    Progressed {
        ticket: u32,
        progress: Progress,
    },
    Answered {
        ticket: u32,
        result: Result<Rc<Report>, Trouble>,
    },
    Turn {
        rule: String,
        from: usize,
    },
    CloseList {
        rule: String,
    },
    Paged {
        ticket: u32,
        rule: String,
        from: usize,
        result: Result<Rc<Vec<Finding>>, Trouble>,
    },
    Look(View),
    Go(Go),
    /// The wish of this number is done.
    Went(u32),
    Lay(Option<SheetOver>),
    SingleKeys(bool),
    Planned {
        ticket: u32,
        result: Result<Rc<Sketch>, Trouble>,
    },
    ChoseErrors(Option<Picked>),
    Imported(Imported),
    Retried {
        ticket: u32,
        errors: u32,
        imported: Option<Imported>,
        result: Result<Rc<Retried>, Trouble>,
    },
    ChoseSession(Picked),
    Resumed {
        ticket: u32,
        session: u32,
        result: Result<ResumedOptions, Trouble>,
    },
    Agree,
    Cancel,
    Complain(String),
    Restart,
}

impl Desk {
    /// The open page of a rule's whole list.
    pub(crate) fn page(&self, rule: &str) -> Option<&Page> {
        self.pages.iter().find(|page| page.rule == rule)
    }
}

impl State {
    pub(crate) fn new(settings: Settings) -> Self {
        Self {
            engine: Engine::Loading,
            locked: false,
            rules: Rc::default(),
            inputs: Inputs { settings, ..Inputs::default() },
            phase: Phase::Welcome { problem: None },
            sheet: None,
            laid: 0,
            single_keys: true,
            ticket: 0,
        }
    }

    pub(crate) fn speaking(mut self, language: &str) -> Self {
        self.inputs.language = of_engine(language);
        self
    }

    /// The question that needs an answer next: the whole check first, then the open lists, then the plan.
    pub(crate) fn wanted(&self) -> Option<Request> {
        let whole = || Window { rule: None, from: 0, count: FIRST };
        let (file, call, window) = match &self.phase {
            Phase::Checking { file, .. } => (file, Call::Check, whole()),
            Phase::Result(desk) if desk.check != Check::Done => (&desk.file, Call::Check, whole()),
            Phase::Result(desk) => {
                let page = desk.pages.iter().find(|page| page.ticket != Some(self.ticket));
                match page {
                    Some(page) => {
                        let window = Window { rule: Some(page.rule.clone()), from: page.from, count: PAGE };
                        (&desk.file, Call::Check, window)
                    }
                    None => (&desk.file, self.wanted_beside(desk)?, whole()),
                }
            }
            Phase::Welcome { .. } | Phase::Failed { .. } => return None,
        };
        Some(Request {
            ticket: self.ticket,
            call,
            file: file.clone(),
            baseline: self.inputs.baseline.clone(),
            options: self.options(&file.name, window),
        })
    }

    /// Whether a file was given before, so that the first view is one a person comes back to.
    pub(crate) fn is_used(&self) -> bool {
        self.ticket > 0
    }

    /// The files the state knows; the bytes of all others can go.
    pub(crate) fn files(&self) -> Vec<Option<&Picked>> {
        let file = match &self.phase {
            Phase::Checking { file, .. } | Phase::Failed { file, .. } => Some(file),
            Phase::Result(desk) => Some(&desk.file),
            Phase::Welcome { .. } => None,
        };
        let mut files = vec![file, self.inputs.baseline.as_ref()];
        if let Phase::Result(desk) = &self.phase {
            files.push(desk.settled.baseline.as_ref());
            files.extend(desk.after.files());
        }
        files
    }

    /// The options that go with the file on the desk as it stands.
    pub(crate) fn options(&self, name: &str, window: Window) -> Options {
        let options = Options::new(name, &self.inputs.settings, self.inputs.history.current(), window);
        Options { language: self.inputs.language.clone(), ..options }
    }

    pub(crate) fn after(mut self, action: Action) -> Self {
        match action {
            Action::Engine(engine) => self.engine = engine,
            Action::Locked => self.locked = true,
            Action::Rules(rules) => self.rules = rules,
            Action::Chose(file) => return self.opening(file),
            Action::Restart => return self.restarted(None),
            Action::ChoseBaseline(baseline) => return self.changed(|inputs| inputs.baseline = baseline),
            Action::Set(settings) => return self.changed(|inputs| inputs.settings = settings),
            Action::Profile(profile) => return self.changed(|inputs| inputs.go_by(profile)),
            Action::Given(given) => return self.changed(|inputs| given.put_into(&mut inputs.settings)),
            Action::Speak(language) => return self.spoken(language),
            Action::Decide(decision) => return self.moved(|history| history.with(decision)),
            Action::Undo => return self.moved(History::undone),
            Action::Redo => return self.moved(History::redone),
            Action::Cancel => return self.cancelled(),
            Action::Complain(why) => self.complain(why),
            Action::Progressed { ticket, progress } if ticket == self.ticket => self.progressed(progress),
            Action::Answered { ticket, result } if ticket == self.ticket => return self.answered(result),
            Action::Turn { rule, from } => self.turn(rule, from),
            Action::CloseList { rule } => {
                if let Phase::Result(desk) = &mut self.phase {
                    desk.pages.retain(|page| page.rule != rule);
                }
            }
            Action::Paged { ticket, rule, from, result } if ticket == self.ticket => self.paged(&rule, from, result),
            Action::Look(view) => self.on_desk(|desk| desk.look(view)),
            Action::Go(_) if self.sheet.is_some() => {} // what lies over the page keeps the focus
            Action::Go(go) => self.on_desk(|desk| desk.wish(go)),
            Action::Went(number) => self.on_desk(|desk| desk.wishes.went(number)),
            Action::Lay(sheet) => {
                self.laid += u32::from(sheet.is_some());
                self.sheet = sheet;
            }
            Action::SingleKeys(single_keys) => self.single_keys = single_keys,
            Action::Planned { ticket, result } if ticket == self.ticket => self.planning_ended(result),
            Action::ChoseErrors(errors) => self.on_desk(|desk| {
                desk.after.errors = errors.map(|errors| Errors::new(errors, &desk.report));
            }),
            Action::Imported(imported) => self.on_desk(|desk| desk.after.imported(imported)),
            Action::Retried { ticket, errors, imported, result } if ticket == self.ticket => {
                self.on_desk(|desk| desk.after.retried(ticket, errors, imported, result));
            }
            Action::ChoseSession(file) => self.on_desk(|desk| {
                desk.problem = None;
                desk.after.session = Some(Session { file, answers: None });
            }),
            Action::Resumed { ticket, session, result } if ticket == self.ticket => {
                return self.resumed(session, result);
            }
            Action::Agree => {
                let ticket = self.ticket;
                self.on_desk(|desk| desk.agreed = Some(ticket));
            }
            Action::Progressed { .. }
            | Action::Answered { .. }
            | Action::Paged { .. }
            | Action::Planned { .. }
            | Action::Retried { .. }
            | Action::Resumed { .. } => {}
        }
        self
    }

    fn on_desk(&mut self, step: impl FnOnce(&mut Desk)) {
        if let Phase::Result(desk) = &mut self.phase {
            step(desk);
        }
    }

    fn opening(mut self, file: Picked) -> Self {
        self.ticket += 1;
        self.inputs.history = History::default();
        // The sample's export proves nothing about a file of one's own.
        self.inputs.baseline = self.inputs.baseline.filter(|baseline| baseline.is_sample == file.is_sample);
        self.phase = Phase::Checking { file, progress: None };
        self
    }

    fn restarted(mut self, problem: Option<String>) -> Self {
        self.ticket += 1;
        self.inputs.history = History::default();
        self.inputs.baseline = None;
        self.phase = Phase::Welcome { problem };
        self
    }

    /// Carries out a change of what the check depends on. Where there is a file, it must be checked again.
    fn changed(mut self, change: impl FnOnce(&mut Inputs)) -> Self {
        change(&mut self.inputs);
        match &mut self.phase {
            Phase::Result(desk) => {
                desk.check = Check::UnderWay(None);
                desk.problem = None;
            }
            Phase::Checking { progress, .. } => *progress = None,
            Phase::Welcome { .. } | Phase::Failed { .. } => return self,
        }
        self.ticket += 1;
        self
    }

    fn spoken(self, language: String) -> Self {
        self.changed(|inputs| {
            inputs.language = of_engine(&language);
            inputs.settings.language = Some(language);
        })
    }

    fn moved(self, step: impl FnOnce(&History) -> Option<History>) -> Self {
        if !matches!(self.phase, Phase::Result(_)) {
            return self;
        }
        match step(&self.inputs.history) {
            Some(history) => self.changed(|inputs| inputs.history = history),
            None => self,
        }
    }

    fn cancelled(mut self) -> Self {
        match &mut self.phase {
            Phase::Checking { .. } => return self.restarted(None),
            Phase::Result(desk) if desk.check != Check::Done => {
                desk.check = Check::Done;
                self.inputs = (*desk.settled).clone();
                self.ticket += 1;
            }
            _ => {}
        }
        self
    }

    fn complain(&mut self, why: String) {
        match &mut self.phase {
            Phase::Welcome { problem } => *problem = Some(why),
            Phase::Result(desk) => desk.problem = Some(why),
            Phase::Failed { .. } => self.phase = Phase::Welcome { problem: Some(why) },
            Phase::Checking { .. } => {}
        }
    }

    fn progressed(&mut self, now: Progress) {
        match &mut self.phase {
            Phase::Checking { progress, .. } | Phase::Result(Desk { check: Check::UnderWay(progress), .. }) => {
                *progress = Some(now);
            }
            _ => {}
        }
    }

    fn answered(mut self, result: Result<Rc<Report>, Trouble>) -> Self {
        let settled = Box::new(self.inputs.clone());
        self.phase = match (self.phase, result) {
            (Phase::Checking { file, .. }, Ok(report)) => Phase::Result(Desk {
                file,
                report,
                settled,
                check: Check::Done,
                pages: Vec::new(),
                problem: None,
                view: View::Findings,
                wishes: Wishes::default(),
                plan: None,
                after: Box::default(),
                agreed: None,
            }),
            (Phase::Checking { file, .. }, Err(Trouble::Says(why))) => Phase::Failed { file, why },
            (Phase::Result(mut desk), Ok(report)) => {
                desk.after.reported(&desk.report, &report);
                let mut desk = Desk { report, settled, check: Check::Done, ..desk };
                let Desk { pages, report, .. } = &mut desk;
                pages.retain(|page| report.rules.iter().any(|count| count.name == page.rule && count.total > FIRST));
                Phase::Result(desk)
            }
            (Phase::Result(desk), Err(trouble)) => {
                let problem = if let Trouble::Says(why) = trouble { Some(why) } else { None };
                self.inputs = (*desk.settled).clone();
                self.ticket += 1;
                Phase::Result(Desk { check: Check::Done, problem, ..desk })
            }
            (phase @ Phase::Checking { .. }, Err(Trouble::Cancelled)) => {
                self.phase = phase;
                return self.restarted(None);
            }
            (phase, _) => phase,
        };
        self
    }
}

/// Blank for English, as the engine has it: a session that is saved here is the one that the command line saves.
fn of_engine(language: &str) -> String {
    if language == "en" { String::new() } else { language.to_owned() }
}

#[cfg(test)]
#[path = "state_tests.rs"]
mod tests;
