//! The corrected file in its parts, each to be saved by itself or all one after the other.

use std::rc::Rc;

use gloo::timers::callback::Timeout;
use yew::prelude::*;

use crate::engine::Part;
use crate::files::{save, size};
use crate::texts::Words;

/// Browsers drop downloads that come too close together.
const PAUSE: u32 = 400;

pub(crate) fn parts(words: &Words, parts: &Rc<Vec<Part>>) -> Html {
    let all = {
        let parts = parts.clone();
        move |_: MouseEvent| {
            for (wait, part) in (0..).step_by(PAUSE as usize).zip(parts.iter().cloned()) {
                Timeout::new(wait, move || {
                    save(&part.blob, &part.name);
                })
                .forget();
            }
        }
    };
    let row = |part: &Part| {
        let onclick = {
            let part = part.clone();
            move |_: MouseEvent| {
                save(&part.blob, &part.name);
            }
        };
        html! {
            <li class="part" key={part.name.clone()}>
                <button type="button" class="link" {onclick}>{part.name.clone()}</button>
                <span class="part__facts">{words.part(part.users, size(&part.blob))}</span>
            </li>
        }
    };
    html! {
        <div class="parts">
            <p class="parts__hint">{words.parts_hint}</p>
            <ol class="parts__list">{ for parts.iter().map(row) }</ol>
            <button type="button" class="button button--small" onclick={all}>{words.download_all}</button>
        </div>
    }
}
