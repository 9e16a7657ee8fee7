//! Something a person should know: kindly, in place, read aloud.

use yew::prelude::*;

use super::icon::{Shape, icon};

pub(crate) fn notice(shape: Shape, class: &'static str, text: String) -> Html {
    html! { <div class={classes!("notice", class)} role="alert">{icon(shape)}<p class="notice__text">{text}</p></div> }
}
