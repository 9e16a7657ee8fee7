//! Work that takes a while: how far it is, and the way out.
//!
//! The style sheet shows it after 200 ms only, so that short work does not flicker.

use yew::prelude::*;

use crate::state::Progress;
use crate::texts::Words;

pub(crate) fn busy(
    words: &Words,
    class: &'static str,
    says: &'static str,
    progress: Option<Progress>,
    on_cancel: &Callback<()>,
) -> Html {
    let onclick = on_cancel.reform(|_: MouseEvent| ());
    let bar = match progress {
        Some(Progress(percent)) => {
            html! { <progress class="busy__bar" max="100" value={percent.to_string()} aria-label={says} /> }
        }
        None => html! { <progress class="busy__bar" aria-label={says} /> },
    };
    html! {
        <div class={classes!("busy", class)}>
            <p class="busy__says">{says}</p>
            {bar}
            <button type="button" class="button button--small" {onclick}>{words.cancel}</button>
        </div>
    }
}
