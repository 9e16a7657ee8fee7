//! The head of the page: whose it is, and whether anything can leave it.

use yew::prelude::*;

use crate::state::Engine;
use crate::texts::Words;

use super::icon::{Shape, icon};

pub(crate) fn masthead(words: &Words, engine: &Engine, locked: bool) -> Html {
    let (class, shape, text) = match (engine, locked) {
        (Engine::Failed(_), _) => ("badge--failed", Shape::Triangle, words.badge_failed),
        (_, true) => ("badge--locked", Shape::Lock, words.badge_locked),
        (Engine::Loading, false) => ("badge--loading", Shape::Square, words.badge_loading),
        (_, false) => ("badge--open", Shape::Square, words.badge_open),
    };
    html! {
        <header class="masthead">
            <p class="wordmark" translate="no">{words.name_hub}<b>{words.name_check}</b></p>
            <p class={classes!("badge", class)} role="status">{icon(shape)}<span>{text}</span></p>
        </header>
    }
}
