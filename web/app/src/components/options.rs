//! What the admin says about the import: the mode, the limit, the countries, the organization's own profile.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::profile::Profile;
use crate::settings::{Mode, Settings};
use crate::texts::use_words;

use super::countries::Countries;
use super::limit::Limit;
use super::most_bytes::MostBytes;
use super::profile::ProfileField;

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct OptionsPanelProps {
    pub settings: Settings,
    pub on_change: Callback<Settings>,
    pub on_profile: Callback<Option<Profile>>,
}

#[component]
pub(crate) fn OptionsPanel(props: &OptionsPanelProps) -> Html {
    let words = use_words();
    let mode = |value: Option<Mode>, id: &'static str, label: &'static str, hint: &'static str| {
        let (settings, on_change) = (props.settings.clone(), props.on_change.clone());
        let onchange = move |_: Event| on_change.emit(Settings { mode: value, ..settings.clone() });
        html! {
            <label class="choice" for={id}>
                <input type="radio" name="mode" {id} checked={props.settings.mode == value} {onchange} />
                <span>{label}<span class="choice__hint">{hint}</span></span>
            </label>
        }
    };
    let on_limit = {
        let (settings, on_change) = (props.settings.clone(), props.on_change.clone());
        Callback::from(move |limit| on_change.emit(Settings { limit, ..settings.clone() }))
    };
    let on_bytes = {
        let (settings, on_change) = (props.settings.clone(), props.on_change.clone());
        Callback::from(move |bytes| on_change.emit(Settings { bytes, ..settings.clone() }))
    };
    let on_automatic = {
        let (settings, on_change) = (props.settings.clone(), props.on_change.clone());
        move |event: Event| {
            let automatic_assignment = event.target_unchecked_into::<HtmlInputElement>().checked();
            on_change.emit(Settings { automatic_assignment, ..settings.clone() });
        }
    };
    let on_countries = {
        let (settings, on_change) = (props.settings.clone(), props.on_change.clone());
        Callback::from(move |countries| on_change.emit(Settings { countries, ..settings.clone() }))
    };
    html! {
        <section class="panel options" aria-labelledby="options-title">
            <h2 class="panel__title" id="options-title">{words.options_title}{" "}<span class="panel__aside">{words.optional}</span></h2>
            <fieldset class="options__group">
                <legend>{words.mode_question}</legend>
                { mode(None, "mode-none", words.mode_none, words.mode_none_hint) }
                { mode(Some(Mode::Add), "mode-add", words.mode_add, words.mode_add_hint) }
                { mode(Some(Mode::AddRemove), "mode-add-remove", words.mode_add_remove, words.mode_add_remove_hint) }
            </fieldset>
            <label class="choice" for="automatic">
                <input type="checkbox" id="automatic" checked={props.settings.automatic_assignment} onchange={on_automatic} />
                <span>{words.around.automatic}<span class="choice__hint">{words.around.automatic_hint}</span></span>
            </label>
            <Limit limit={props.settings.limit} on_change={on_limit} />
            <MostBytes bytes={props.settings.bytes} on_change={on_bytes} />
            <Countries countries={props.settings.countries.clone()} on_change={on_countries} />
            <ProfileField profile={props.settings.profile.clone()} on_change={props.on_profile.clone()} />
        </section>
    }
}
