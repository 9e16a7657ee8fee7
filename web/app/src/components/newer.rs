//! Says that a newer version of the page is there: quietly, and never in the way of work.

use gloo::events::EventListener;
use web_sys::Event;
use yew::prelude::*;

use crate::host::use_host;
use crate::texts::use_words;

use super::icon::{Shape, icon};

/// What `web/offline.js` tells and hears, and where it leaves word for who comes later.
const TOLD: &str = "hubcheck-newer";
const ANSWERED: &str = "hubcheck-use-newer";
const MARK: &str = "data-newer";

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct NewerProps {
    /// Whether nothing is lost when the page starts anew.
    pub is_idle: bool,
}

#[component]
pub(crate) fn Newer(props: &NewerProps) -> Html {
    let (words, host) = (&use_words().trust, use_host());
    let is_there = use_state_eq(|| host.mark(MARK).is_some());
    {
        let is_there = is_there.setter();
        use_effect_with(host.is_guest(), move |is_guest| {
            let window = web_sys::window().filter(|_| !is_guest);
            let listener = window.map(|window| EventListener::new(&window, TOLD, move |_| is_there.set(true)));
            move || drop(listener)
        });
    }
    let onclick = |_: MouseEvent| {
        if let (Some(window), Ok(event)) = (web_sys::window(), Event::new(ANSWERED)) {
            let _ = window.dispatch_event(&event);
        }
    };
    html! {
        if *is_there {
            <div class="notice notice--quiet" role="status">
                {icon(Shape::Square)}
                if props.is_idle {
                    <p class="notice__text">{words.newer}{" "}<button type="button" class="link" {onclick}>{words.use_newer}</button></p>
                } else {
                    <p class="notice__text">{words.newer_later}</p>
                }
            </div>
        }
    }
}
