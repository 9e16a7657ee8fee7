//! The countries of the numbers in the file: chosen from a list, shown as tags.

use web_sys::HtmlSelectElement;
use yew::prelude::*;

use crate::countries::named;
use crate::texts::use_words;

use super::focus::use_refocus;
use super::later::use_later;

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct CountriesProps {
    pub countries: Vec<String>,
    pub on_change: Callback<Vec<String>>,
}

#[component]
pub(crate) fn Countries(props: &CountriesProps) -> Html {
    let (words, group) = (use_words(), use_node_ref());
    use_refocus(props.countries.len(), &group, "select");
    // Names and order of some hundred countries take longer than all else of the page.
    let is_wanted = use_later() || !props.countries.is_empty();
    let all = use_memo(
        (words.language, is_wanted),
        |(language, is_wanted)| {
            if *is_wanted { named(language) } else { Vec::new() }
        },
    );
    let onchange = {
        let (countries, on_change) = (props.countries.clone(), props.on_change.clone());
        move |event: Event| {
            let select: HtmlSelectElement = event.target_unchecked_into();
            let code = select.value();
            select.set_selected_index(0);
            if !code.is_empty() && !countries.contains(&code) {
                on_change.emit(countries.iter().cloned().chain([code]).collect());
            }
        }
    };
    let tag = |code: &String| {
        let name = all.iter().find(|(other, _)| other == code).map_or(code, |(_, name)| name).clone();
        let (countries, on_change, gone) = (props.countries.clone(), props.on_change.clone(), code.clone());
        let onclick =
            move |_: MouseEvent| on_change.emit(countries.iter().filter(|code| **code != gone).cloned().collect());
        html! {
            <li class="country" key={code.clone()}>{name.clone()}
                <button type="button" class="country__remove" aria-label={words.remove_country(&name)} {onclick}>{"×"}</button>
            </li>
        }
    };
    html! {
        <div ref={group} class="options__group">
            <label class="label" for="countries">{words.countries_question}</label>
            if !props.countries.is_empty() { <ul class="country-list">{ for props.countries.iter().map(tag) }</ul> }
            <select class="field" id="countries" aria-describedby="countries-hint" {onchange}>
                <option value="" selected={true}>{words.add_country}</option>
                { for all.iter().map(|(code, name)| html! { <option value={code.clone()}>{name.clone()}</option> }) }
            </select>
            <p class="hint" id="countries-hint">{words.countries_hint}</p>
        </div>
    }
}
