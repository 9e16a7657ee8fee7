//! Which language the page speaks: its words stand around everything, and follow the state.

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::engine::Connection;
use crate::host::Host;
use crate::settings::single_keys_remembered;
use crate::state::{Action, Picked, State};
use crate::texts::{Words, learn, words_of};

use super::app::Page;
use super::intake::taken;

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct AppProps {
    pub connection: Connection,
    /// What the page speaks first; blank: English.
    pub language: String,
    /// What was chosen while the page was loading.
    pub file: Option<Picked>,
    pub host: Host,
}

#[component]
pub(crate) fn App(props: &AppProps) -> Html {
    let state = use_reducer(|| {
        let state = State::new(props.host.settings()).speaking(&props.language);
        let state = state.after(Action::SingleKeys(props.host.remembers() && single_keys_remembered()));
        let words = words_of(&state.inputs.language);
        props.file.iter().fold(state, |state, file| state.after(taken(words, file.clone())))
    });
    let words = words_of(&state.inputs.language);
    use_effect_with((words, props.host.clone()), |(words, host)| {
        host.spoken(words.title, words.language, words.direction);
    });
    let dispatch = state.dispatcher();
    use_effect_with(props.host.clone(), move |host| {
        host.attend(Callback::from(move |action| dispatch.dispatch(action)));
    });
    html! {
        <ContextProvider<Host> context={props.host.clone()}>
            <ContextProvider<Connection> context={props.connection.clone()}>
                <ContextProvider<&'static Words> context={words}>
                    <Page connection={props.connection.clone()} {state} />
                </ContextProvider<&'static Words>>
            </ContextProvider<Connection>>
        </ContextProvider<Host>>
    }
}

/// Changes the language once its words are there. They came before the lock, so that it is at once.
pub(crate) fn on_language(connection: &Connection, on_action: &Callback<Action>) -> Callback<String> {
    let (connection, on_action) = (connection.clone(), on_action.clone());
    Callback::from(move |language: String| {
        let (connection, on_action) = (connection.clone(), on_action.clone());
        spawn_local(async move {
            if let Some(texts) = connection.language(&language).await {
                learn(&language, &texts);
                on_action.emit(Action::Speak(language));
            }
        });
    })
}
