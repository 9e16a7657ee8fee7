//! The head of the page: whose it is, and whether anything can leave it.

use yew::prelude::*;

use crate::state::Engine;
use crate::texts::use_words;

use super::icon::{Icon, Shape};

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct MastheadProps {
    pub engine: Engine,
    pub locked: bool,
}

#[component]
pub(crate) fn Masthead(props: &MastheadProps) -> Html {
    let words = use_words();
    let (class, shape, text) = match (&props.engine, props.locked) {
        (Engine::Failed(_), _) => ("badge--failed", Shape::Triangle, words.badge_failed),
        (_, true) => ("badge--locked", Shape::Lock, words.badge_locked),
        (Engine::Loading, false) => ("badge--loading", Shape::Square, words.badge_loading),
        (_, false) => ("badge--open", Shape::Square, words.badge_open),
    };
    html! {
        <header class="masthead">
            <p class="wordmark" translate="no">{words.name_hub}<b>{words.name_check}</b></p>
            <p class={classes!("badge", class)} role="status"><Icon {shape} /><span>{text}</span></p>
        </header>
    }
}
