//! A session of another day: its file brings options and answers back, if it belongs to the file on the desk.

use web_sys::File;
use yew::prelude::*;

use crate::aftermath::Session;
use crate::texts::use_words;

use super::drop_zone::DropZone;

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct SessionFieldProps {
    pub session: Option<Session>,
    pub on_file: Callback<File>,
}

#[component]
pub(crate) fn SessionField(props: &SessionFieldProps) -> Html {
    let words = use_words();
    html! {
        <section class="panel session" data-drop="session" aria-labelledby="session-title">
            <h2 class="panel__title" id="session-title">{words.around.session_title}{" "}<span class="panel__aside">{words.optional}</span></h2>
            <p class="panel__text">{words.around.session_hint}</p>
            if let Some(session) = &props.session {
                if let Some(answers) = session.answers {
                    <p class="given"><span class="given__name">{session.file.name.clone()}</span></p>
                    <p class="panel__text" role="status">{words.session_is_back(answers)}</p>
                }
            }
            <DropZone id="session-file" accept=".json,application/json" class="drop--small" label={words.around.choose_session}
                hint={words.around.choose_session_hint} on_file={props.on_file.clone()} />
        </section>
    }
}
