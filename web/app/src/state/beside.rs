//! What is asked for beside the check: the plan, the file to retry with, a session of another day.
//!
//! What must stay true: what is shown as the answer belongs to the inputs as they are now, or is said to be older.

use std::rc::Rc;

use super::{Call, Check, Desk, Inputs, Phase, Planned, State, Trouble, View};
use crate::aftermath::{ResumedOptions, Retried};
use crate::plan::Sketch;
use crate::profile::Profile;
use crate::settings::Settings;

impl Inputs {
    /// Checks by this profile, or by none, from now on.
    pub(super) fn go_by(&mut self, profile: Option<Profile>) {
        self.history = self.history.without_profile();
        self.settings.profile = profile;
    }
}

impl State {
    /// What the error file gives with these inputs; nothing while it is not known.
    pub(crate) fn retry(&self) -> Option<&Result<Rc<Retried>, String>> {
        let Phase::Result(desk) = &self.phase else { return None };
        desk.after.retry(self.ticket).filter(|_| desk.check == Check::Done)
    }

    /// The plan of these inputs, or why there is none; nothing while it is not there yet.
    pub(crate) fn planned(&self) -> Option<&Result<Rc<Sketch>, String>> {
        let Phase::Result(desk) = &self.phase else { return None };
        let is_current = |planned: &&Planned| planned.ticket == self.ticket && desk.check == Check::Done;
        desk.plan.as_ref().filter(is_current).map(|planned| &planned.result)
    }

    /// Whether the admin agreed to the removals of these inputs.
    pub(crate) fn has_agreed(&self) -> bool {
        matches!(&self.phase, Phase::Result(desk) if desk.agreed == Some(self.ticket))
    }

    /// The newest plan there is, which may be of older inputs while the next one is made.
    pub(crate) fn last_plan(&self) -> Option<&Result<Rc<Sketch>, String>> {
        let Phase::Result(desk) = &self.phase else { return None };
        desk.plan.as_ref().map(|planned| &planned.result)
    }

    /// What is wanted of a file that is checked: its session first, since it changes all else.
    pub(super) fn wanted_beside(&self, desk: &Desk) -> Option<Call> {
        let session = desk.after.session.as_ref().filter(|session| session.answers.is_none());
        if let Some(session) = session {
            return Some(Call::Resume(session.file.clone()));
        }
        match desk.view {
            View::Plan if self.planned().is_none() => Some(Call::Plan),
            View::After => desk.after.wanted(self.ticket),
            _ => None,
        }
    }

    pub(super) fn resumed(mut self, session: u32, result: Result<ResumedOptions, Trouble>) -> Self {
        let Phase::Result(desk) = &mut self.phase else { return self };
        if desk.after.session.as_ref().is_none_or(|known| known.file.id != session) {
            return self;
        }
        match result {
            Ok(options) => {
                let answers = Some(options.decisions.len());
                desk.after.session.iter_mut().for_each(|session| session.answers = answers);
                // A session is about the import, not about who reads the page.
                let language = self.inputs.settings.language.clone();
                let settings = Settings { language, ..options.settings() };
                self.changed(|inputs| {
                    inputs.settings = settings;
                    inputs.history = inputs.history.resumed(options.decisions);
                })
            }
            Err(trouble) => {
                desk.after.session = None;
                desk.problem = if let Trouble::Says(why) = trouble { Some(why) } else { None };
                self
            }
        }
    }

    pub(super) fn planning_ended(&mut self, result: Result<Rc<Sketch>, Trouble>) {
        let ticket = self.ticket;
        self.on_desk(|desk| match result {
            Ok(sketch) => desk.plan = Some(Planned { ticket, result: Ok(sketch) }),
            Err(Trouble::Says(why)) => desk.plan = Some(Planned { ticket, result: Err(why) }),
            // Where nothing waits for a plan, none is asked for again.
            Err(Trouble::Cancelled) => desk.view = View::Findings,
        });
    }
}
