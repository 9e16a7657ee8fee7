//! What one can rely on: the lock, to be tested by oneself; what is not checked; what is stored.

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::engine::Connection;
use crate::host::use_host;
use crate::settings::Settings;
use crate::state::{Action, Trouble};
use crate::texts::use_words;

use super::icon::{Shape, icon};

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct TrustProps {
    pub connection: Connection,
    /// Before the lock there is nothing to test.
    pub locked: bool,
    /// Whether something is stored that can be forgotten.
    pub is_stored: bool,
    pub on_action: Callback<Action>,
}

#[component]
pub(crate) fn Trust(props: &TrustProps) -> Html {
    let (all, host) = (use_words(), use_host());
    let words = &all.trust;
    let ended = use_state(|| None::<Result<Vec<[String; 3]>, String>>);
    let is_trying = use_state_eq(|| false);
    let onclick = {
        let (connection, ended, is_trying) = (props.connection.clone(), ended.setter(), is_trying.clone());
        let is_off = *is_trying || !props.locked;
        move |_: MouseEvent| {
            if is_off {
                return;
            }
            is_trying.set(true);
            let (connection, ended, is_trying) = (connection.clone(), ended.clone(), is_trying.setter());
            spawn_local(async move {
                let said = |trouble| if let Trouble::Says(why) = trouble { why } else { String::new() };
                ended.set(Some(connection.prove().await.map_err(said)));
                is_trying.set(false);
            });
        }
    };
    let forget = {
        let on_action = props.on_action.clone();
        move |_: MouseEvent| {
            on_action.emit(Action::Set(Settings::default()));
            on_action.emit(Action::SingleKeys(true));
        }
    };
    let attempt = |[place, how, end]: &[String; 3]| {
        let (class, shape) =
            if end == "blocked" { ("trust__held", Shape::Tick) } else { ("trust__open", Shape::Triangle) };
        html! { <li {class}>{icon(shape)}<span><b>{words.attempt(place, how)}</b>{" "}{words.end(end)}</span></li> }
    };
    html! {
        <>
            if host.is_guest() {
                <h3 class="sheet__title">{all.guest.title}</h3>
                <p>{all.guest.element}</p>
            } else {
                if let Some(origin) = host.told() {
                    <h3 class="sheet__title">{all.guest.title}</h3>
                    <p>{all.framed_by(origin)}</p>
                } else {
                    <h3 class="sheet__title">{words.lock_title}</h3>
                }
                <p>{words.lock}</p>
                <p><button type="button" class="button" aria-disabled={(!props.locked || *is_trying).to_string()} {onclick}>{words.try_it}</button></p>
                <div role="status">
                    if *is_trying { <p class="hint">{words.trying}</p> }
                    { match &*ended {
                        None => Html::default(),
                        Some(Err(why)) => html! { <p>{why.clone()}</p> },
                        Some(Ok(ended)) => html! { <ul class="trust__ended">{ for ended.iter().map(attempt) }</ul> },
                    } }
                </div>
                <p class="hint">{words.lock_hint}</p>
            }
            <h3 class="sheet__title">{words.unchecked_title}</h3>
            <ul class="trust__list">{ for words.unchecked.iter().map(|what| html! { <li>{*what}</li> }) }</ul>
            <h3 class="sheet__title">{words.stored_title}</h3>
            <p>{ if props.is_stored { words.stored } else { words.nothing_stored } }</p>
            if host.mark("data-kept").is_some() { <p>{words.kept}</p> }
            if props.is_stored { <p><button type="button" class="button" onclick={forget}>{words.forget}</button></p> }
        </>
    }
}
