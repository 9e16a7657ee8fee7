//! Work that takes a while: how far it is, and the way out. The style sheet shows it after 200 ms only, so that short work does not flicker.

use yew::prelude::*;

use crate::state::Progress;
use crate::texts::use_words;

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct BusyProps {
    pub says: AttrValue,
    pub progress: Option<Progress>,
    #[prop_or_default]
    pub class: Classes,
    pub on_cancel: Callback<()>,
}

#[component]
pub(crate) fn Busy(props: &BusyProps) -> Html {
    let words = use_words();
    let onclick = props.on_cancel.reform(|_: MouseEvent| ());
    let bar = match props.progress {
        Some(Progress(percent)) => {
            html! { <progress class="busy__bar" max="100" value={percent.to_string()} aria-label={props.says.clone()} /> }
        }
        None => html! { <progress class="busy__bar" aria-label={props.says.clone()}></progress> },
    };
    html! {
        <div class={classes!("busy", props.class.clone())}>
            <p class="busy__says">{props.says.clone()}</p>
            {bar}
            <button type="button" class="button button--small" {onclick}>{words.cancel}</button>
        </div>
    }
}
