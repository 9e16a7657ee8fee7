//! Which rows are listed: by what was found in them, by what happens to their user, by a text.

use gloo::timers::callback::Timeout;
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use crate::grid::{Counts, Show, Showing};
use crate::state::{Action, Go, SheetOver};
use crate::texts::use_words;

/// Nobody wants a list for each letter of what they type.
const AFTER_MS: u32 = 250;

#[derive(Clone, PartialEq, Properties)]
pub(super) struct FilterProps {
    pub show: Show,
    pub counts: Counts,
    pub records: usize,
    /// Stretch that are listed; nothing until they are.
    pub shown: Option<usize>,
    pub ended: Option<bool>,
    pub search: NodeRef,
    pub on_show: Callback<Show>,
    pub on_action: Callback<Action>,
}

const LISTS: [(&str, Showing); 4] =
    [("all", Showing::All), ("found", Showing::Found), ("open", Showing::Open), ("changed", Showing::Changed)];

#[component]
pub(super) fn Filter(props: &FilterProps) -> Html {
    let words = use_words();
    // What is typed runs ahead of what is searched for.
    let typed = use_state_eq(|| props.show.search.clone());
    let later = use_mut_ref(|| None::<Timeout>);
    let is_ahead = use_mut_ref(|| false);
    // The list that is shown when the typing has ended, not the one it began with.
    let shown = use_mut_ref(|| props.show.clone());
    shown.replace(props.show.clone());
    {
        let (typed, is_ahead) = (typed.setter(), is_ahead.clone());
        use_effect_with(props.show.search.clone(), move |search| {
            if !*is_ahead.borrow() {
                typed.set(search.clone());
            }
        });
    }
    let onchange = {
        let (show, on_show) = (props.show.clone(), props.on_show.clone());
        move |event: Event| {
            let value = event.target_unchecked_into::<HtmlSelectElement>().value();
            let list = LISTS.iter().find(|(name, _)| *name == value);
            let class = list.is_none().then_some(value);
            on_show.emit(Show { what: list.map(|(_, what)| *what).unwrap_or_default(), class, ..show.clone() });
        }
    };
    let oninput = {
        let (on_show, typed) = (props.on_show.clone(), typed.setter());
        move |event: InputEvent| {
            let search = event.target_unchecked_into::<HtmlInputElement>().value();
            typed.set(search.clone());
            *is_ahead.borrow_mut() = true;
            let (shown, on_show, is_ahead) = (shown.clone(), on_show.clone(), is_ahead.clone());
            let emit = move || {
                is_ahead.replace(false);
                let show = shown.borrow().clone();
                on_show.emit(Show { search, ..show });
            };
            *later.borrow_mut() = Some(Timeout::new(AFTER_MS, emit));
        }
    };
    let counted = |what: Showing| match what {
        Showing::All => props.records,
        Showing::Found => props.counts.found,
        Showing::Open => props.counts.open,
        Showing::Changed => props.counts.changed,
    };
    let is_listed = |what: Showing| props.show.class.is_none() && props.show.what == what;
    let step = |forward: bool| props.on_action.reform(move |_: MouseEvent| Action::Go(Go::Step { forward }));
    html! {
        <div class="filter" role="search">
            <label class="filter__field">
                <span class="label">{words.grid.show}</span>
                <select class="field" {onchange}>
                    { for LISTS.map(|(name, what)| html! {
                        <option value={name} selected={is_listed(what)}>{words.list(what, counted(what))}</option>
                    }) }
                    <optgroup label={words.grid.classes}>
                        { for words.plan.classes.iter().filter(|(name, ..)| *name != "absent").map(|(name, label, _)| html! {
                            <option value={*name} selected={props.show.class.as_deref() == Some(name)}>{*label}</option>
                        }) }
                    </optgroup>
                </select>
            </label>
            <label class="filter__field">
                <span class="label">{words.grid.search}</span>
                <input ref={props.search.clone()} class="field" type="search" value={(*typed).clone()} placeholder={words.grid.search_hint} {oninput}
                    autocomplete="off" autocapitalize="off" spellcheck="false" aria-keyshortcuts="/" />
            </label>
            <div class="filter__steps">
                <button type="button" class="button button--small" onclick={step(false)} title="Shift+F8" aria-keyshortcuts="Shift+F8">{words.grid.finding_before}</button>
                <button type="button" class="button button--small" onclick={step(true)} title="F8" aria-keyshortcuts="F8">{words.grid.next_finding}</button>
                <button type="button" class="button button--small" onclick={props.on_action.reform(|_: MouseEvent| Action::Lay(Some(SheetOver::Keys)))} title="?" aria-keyshortcuts="?">{words.grid.keys}</button>
            </div>
            <p class="filter__says" role="status">
                { props.shown.map(|shown| words.listed(shown)) }
                if let Some(forward) = props.ended { {" "}{ if forward { words.grid.no_next } else { words.grid.none_before } } }
            </p>
        </div>
    }
}
