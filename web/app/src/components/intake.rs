//! The files that come in, from the drop, the file field and the page's own sample: what each becomes.

use web_sys::File;
use yew::prelude::*;

use crate::aftermath::is_session;
use crate::engine::Connection;
use crate::state::{Action, Phase, Picked, State};
use crate::texts::Words;

/// Where the files go.
pub(super) struct Intake {
    pub file: Callback<File>,
    pub baseline: Callback<File>,
    pub errors: Callback<File>,
    pub session: Callback<File>,
    pub sample: Callback<()>,
    pub sample_baseline: Callback<()>,
}

/// What a file becomes that is given where no other is open: a session waits for the file that it belongs to.
pub(super) fn taken(words: &Words, file: Picked) -> Action {
    if is_session(&file.name) {
        return Action::Complain(words.around.session_waits.to_owned());
    }
    Action::Chose(file)
}

pub(super) fn intake(
    words: &'static Words,
    connection: &Connection,
    state: &State,
    on_action: &Callback<Action>,
) -> Intake {
    let shelved = |make: fn(Picked) -> Action| {
        let (connection, on_action) = (connection.clone(), on_action.clone());
        Callback::from(move |file: File| on_action.emit(make(connection.shelf().file(file))))
    };
    let on_any = shelved(Action::Chose);
    let on_session = shelved(Action::ChoseSession);
    let on_file = {
        let has_desk = matches!(state.phase, Phase::Result(_));
        let (on_session, on_action) = (on_session.clone(), on_action.clone());
        Callback::from(move |file: File| match (is_session(&file.name()), has_desk) {
            (false, _) => on_any.emit(file),
            (true, true) => on_session.emit(file),
            (true, false) => on_action.emit(Action::Complain(words.around.session_waits.to_owned())),
        })
    };
    let on_sample = {
        let (connection, on_action) = (connection.clone(), on_action.clone());
        Callback::from(move |()| {
            connection.shelf().sample().into_iter().for_each(|picked| on_action.emit(Action::Chose(picked)));
        })
    };
    let on_sample_baseline = {
        let (connection, on_action) = (connection.clone(), on_action.clone());
        Callback::from(move |()| on_action.emit(Action::ChoseBaseline(connection.shelf().sample_export())))
    };
    Intake {
        file: on_file,
        baseline: shelved(|picked| Action::ChoseBaseline(Some(picked))),
        errors: shelved(|picked| Action::ChoseErrors(Some(picked))),
        session: on_session,
        sample: on_sample,
        sample_baseline: on_sample_baseline,
    }
}
