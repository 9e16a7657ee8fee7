//! What the checklist depends on: which Contact Center there is, and in which language Control Hub names its menus.

use web_sys::HtmlSelectElement;
use yew::prelude::*;

use crate::settings::{Platform, Settings};
use crate::texts::use_words;

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct ChecklistChoicesProps {
    pub settings: Settings,
    pub on_change: Callback<Settings>,
}

#[component]
pub(crate) fn ChecklistChoices(props: &ChecklistChoicesProps) -> Html {
    let words = use_words();
    let select =
        |id: &'static str, options: &[(&'static str, &'static str)], chosen: &str, onchange: Callback<Event>| {
            let option = |(value, label): &(&'static str, &'static str)| {
                html! { <option value={*value} selected={*value == chosen}>{*label}</option> }
            };
            html! { <select class="field" {id} {onchange}>{ for options.iter().map(option) }</select> }
        };
    let choosing = |change: fn(Settings, String) -> Settings| {
        let (settings, on_change) = (props.settings.clone(), props.on_change.clone());
        Callback::from(move |event: Event| {
            let chosen = event.target_unchecked_into::<HtmlSelectElement>().value();
            on_change.emit(change(settings.clone(), chosen));
        })
    };
    let on_platform = choosing(|settings, chosen| Settings { platform: Platform::of(&chosen), ..settings });
    let on_menus = choosing(|settings, menus| Settings { menus, ..settings });
    let platform = props.settings.platform.map_or("", Platform::name);
    // English unless something else was chosen, or the page itself speaks it.
    let menus = if props.settings.menus.is_empty() { words.language } else { &props.settings.menus };
    html! {
        <div class="choices">
            <p class="choices__one">
                <label class="label" for="platform">{words.around.platform_question}</label>
                { select("platform", &words.around.platforms, platform, on_platform) }
                <span class="hint">{words.around.platform_hint}</span>
            </p>
            <p class="choices__one">
                <label class="label" for="menus">{words.around.menus_question}</label>
                { select("menus", &words.around.menus, menus, on_menus) }
            </p>
        </div>
    }
}
