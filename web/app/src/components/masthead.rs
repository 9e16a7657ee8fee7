//! The head of the page: whose it is, whether anything can leave it, and in which language it speaks.

use web_sys::HtmlSelectElement;
use yew::prelude::*;

use crate::host::Host;
use crate::state::{Action, Engine, SheetOver};
use crate::texts::Words;

use super::icon::{Shape, icon};

/// Tags and names, each in its own language: who does not read the page finds it all the same.
const LANGUAGES: [(&str, &str); 6] = [
    ("en", "English"),
    ("da", "Dansk"),
    ("pl", "Polski"),
    ("sv", "Svenska"),
    ("fr", "Français"),
    ("pt", "Português (Brasil)"),
];

pub(crate) fn masthead(
    words: &Words,
    host: &Host,
    engine: &Engine,
    locked: bool,
    on_language: Callback<String>,
    on_action: &Callback<Action>,
) -> Html {
    let (class, shape, text) = match (engine, locked) {
        (Engine::Failed(_), _) => ("badge--failed", Shape::Triangle, words.badge_failed.to_owned()),
        (_, true) => {
            let told = host.told().map(|origin| words.badge_told(origin));
            ("badge--locked", Shape::Lock, told.unwrap_or_else(|| words.badge_locked.to_owned()))
        }
        (Engine::Loading, false) => ("badge--loading", Shape::Square, words.badge_loading.to_owned()),
        (_, false) if host.is_guest() => ("badge--open", Shape::Square, words.guest.badge.to_owned()),
        (_, false) => ("badge--open", Shape::Square, words.badge_open.to_owned()),
    };
    let about = if host.is_guest() { words.guest.about } else { words.trust.test };
    let onchange = move |event: Event| {
        let select: HtmlSelectElement = event.target_unchecked_into();
        on_language.emit(select.value());
    };
    let option = |(tag, name): &(&'static str, &'static str)| {
        html! { <option value={*tag} lang={*tag} selected={*tag == words.language}>{*name}</option> }
    };
    html! {
        <header class="masthead" part="masthead">
            <p class="wordmark" translate="no">{words.name_hub}<b>{words.name_check}</b></p>
            <div class="masthead__lock">
                <p class={classes!("badge", class)} role="status">{icon(shape)}<span>{text}</span></p>
                if locked || host.is_guest() {
                    <button type="button" class="link masthead__test" onclick={on_action.reform(|_: MouseEvent| Action::Lay(Some(SheetOver::Trust)))}>{about}</button>
                }
            </div>
            <select class="field language" aria-label={words.language_label} translate="no" {onchange}>
                { for LANGUAGES.iter().map(option) }
            </select>
        </header>
    }
}
