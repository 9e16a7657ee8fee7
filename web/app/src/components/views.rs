//! The way from findings to plan to downloads: links, so that the browser's own way back works too.

use gloo::events::EventListener;
use yew::prelude::*;

use crate::host::{Host, use_host};
use crate::state::{Action, View};
use crate::texts::use_words;

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct ViewsProps {
    pub view: View,
    pub on_action: Callback<Action>,
}

#[component]
pub(crate) fn Views(props: &ViewsProps) -> Html {
    let (words, after, grid) = (&use_words().plan, &use_words().around, &use_words().grid);
    let host = use_host();
    use_effect_with((props.on_action.clone(), host.is_guest()), |(on_action, is_guest)| {
        let on_action = on_action.clone();
        let listener = web_sys::window().filter(|_| !is_guest).map(|window| {
            EventListener::new(&window.clone(), "hashchange", move |_| {
                let hash = window.location().hash().unwrap_or_default();
                on_action.emit(Action::Look(view_of(&hash)));
            })
        });
        move || drop(listener)
    });
    let link = |view: View, label: &'static str| {
        let onclick = look(&host, &props.on_action, view);
        let current = (props.view == view).then_some("page");
        html! { <li><a class="views__link" href={hash_of(view)} aria-current={current} {onclick}>{label}</a></li> }
    };
    html! {
        <nav class="views" aria-label={words.views}>
            <ol class="views__list">
                { link(View::Findings, words.findings) }
                { link(View::Plan, words.plan) }
                { link(View::Downloads, words.downloads) }
                { link(View::After, after.view) }
                { link(View::File, grid.view) }
            </ol>
        </nav>
    }
}

/// Goes to a view beside the address, which may say so already and then changes nothing; a guest leaves the address alone.
fn look(host: &Host, on_action: &Callback<Action>, view: View) -> Callback<MouseEvent> {
    let is_guest = host.is_guest();
    on_action.reform(move |event: MouseEvent| {
        if is_guest {
            event.prevent_default();
        }
        Action::Look(view)
    })
}

/// What leads from one view to the next.
pub(crate) fn go_on(host: &Host, on_action: &Callback<Action>, view: View, says: &'static str) -> Html {
    html! { <p><a class="link" href={hash_of(view)} onclick={look(host, on_action, view)}>{says}</a></p> }
}

fn hash_of(view: View) -> &'static str {
    match view {
        View::Findings => "#findings",
        View::Plan => "#plan",
        View::Downloads => "#downloads",
        View::After => "#after",
        View::File => "#file",
    }
}

fn view_of(hash: &str) -> View {
    [View::Plan, View::Downloads, View::After, View::File]
        .into_iter()
        .find(|view| hash_of(*view) == hash)
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_view_has_its_address_and_an_unknown_one_is_the_first() {
        for view in [View::Findings, View::Plan, View::Downloads, View::After, View::File] {
            assert_eq!(view_of(hash_of(view)), view);
        }
        assert_eq!(view_of("#other"), View::Findings);
    }
}
