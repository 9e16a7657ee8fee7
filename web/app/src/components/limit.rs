//! How many users one file may hold: by its columns, one of the documented limits, or a number of one's own.

use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use crate::settings::{CONTACT_CENTER_LIMIT, GENERAL_LIMIT};
use crate::texts::use_words;

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct LimitProps {
    pub limit: Option<usize>,
    pub on_change: Callback<Option<usize>>,
}

const AUTO: &str = "auto";
const OWN: &str = "own";

#[component]
pub(crate) fn Limit(props: &LimitProps) -> Html {
    let words = use_words();
    let is_own = props.limit.is_some_and(|limit| limit != CONTACT_CENTER_LIMIT && limit != GENERAL_LIMIT);
    let chose_own = use_state(|| is_own);
    // Whoever embeds the page can set another limit at any time.
    let own = *chose_own || is_own;
    let onselect = {
        let (own, on_change) = (chose_own.setter(), props.on_change.clone());
        move |event: Event| {
            let chosen = event.target_unchecked_into::<HtmlSelectElement>().value();
            own.set(chosen == OWN);
            if chosen != OWN {
                on_change.emit(chosen.parse().ok());
            }
        }
    };
    let onnumber = {
        let on_change = props.on_change.clone();
        move |event: Event| {
            let typed = event.target_unchecked_into::<HtmlInputElement>().value();
            if let Some(limit) = typed.parse().ok().filter(|limit| *limit > 0) {
                on_change.emit(Some(limit));
            }
        }
    };
    let option =
        |value: String, label: String, chosen: bool| html! { <option {value} selected={chosen}>{label}</option> };
    let is = |limit: Option<usize>| !own && props.limit == limit;
    html! {
        <div class="options__group">
            <label class="label" for="limit">{words.limit_question}</label>
            <div class="options__row">
                <select class="field" id="limit" onchange={onselect}>
                    { option(AUTO.into(), words.limit_auto.to_owned(), is(None)) }
                    { option(CONTACT_CENTER_LIMIT.to_string(), words.limit_contact_center(CONTACT_CENTER_LIMIT), is(Some(CONTACT_CENTER_LIMIT))) }
                    { option(GENERAL_LIMIT.to_string(), words.limit_general(GENERAL_LIMIT), is(Some(GENERAL_LIMIT))) }
                    { option(OWN.into(), words.limit_own.to_owned(), own) }
                </select>
                if own {
                    <input class="field field--number" type="number" min="1" step="1" inputmode="numeric" aria-label={words.limit_own_label}
                        value={props.limit.map(|limit| limit.to_string()).unwrap_or_default()} onchange={onnumber} />
                }
            </div>
        </div>
    }
}
