//! How many licences are left, as the admin reads them off Control Hub: by tier, and for any other column of licences.

use std::collections::BTreeMap;

use web_sys::HtmlSelectElement;
use yew::prelude::*;

use crate::plan::Licence;
use crate::texts::use_words;

use super::number_left::NumberLeft;

/// Names that the engine knows for all columns of a tier.
const TIERS: [(&str, &str); 2] = [("standard", "Standard"), ("premium", "Premium")];

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct LicencesLeftProps {
    /// The columns of the plan.
    pub licences: Vec<Licence>,
    pub left: BTreeMap<String, usize>,
    pub on_change: Callback<BTreeMap<String, usize>>,
}

#[component]
pub(crate) fn LicencesLeft(props: &LicencesLeftProps) -> Html {
    let words = use_words();
    // Columns that were picked and have no number yet.
    let picked = use_state(Vec::<String>::new);
    let has_tier = |tier: &str| props.licences.iter().any(|licence| licence.tier.as_deref() == Some(tier));
    let tiers: Vec<String> =
        TIERS.iter().filter(|(tier, _)| has_tier(tier)).map(|(_, name)| (*name).to_owned()).collect();
    let stated = props.left.keys().filter(|name| !tiers.contains(name)).cloned();
    let others: Vec<String> =
        stated.chain(picked.iter().filter(|name| !props.left.contains_key(*name)).cloned()).collect();
    let field = |name: &String, id: String, is_other: bool| {
        let on_left = Callback::from(changing(props, name));
        let onremove = {
            let (set, picked, name) = (changing(props, name), picked.clone(), name.clone());
            move |_: MouseEvent| {
                picked.set(picked.iter().filter(|other| **other != name).cloned().collect());
                set(None);
            }
        };
        html! {
            <li class="pool__item" key={name.clone()}>
                <label class="pool__name" for={id.clone()}>{name.clone()}</label>
                <NumberLeft {id} label={words.pool_left(name)} left={props.left.get(name).copied()} {on_left} />
                if is_other {
                    <button type="button" class="country__remove" aria-label={words.pool_remove(name)} onclick={onremove}>{"×"}</button>
                }
            </li>
        }
    };
    let onpick = {
        let picked = picked.clone();
        move |event: Event| {
            let select: HtmlSelectElement = event.target_unchecked_into();
            let name = select.value();
            select.set_selected_index(0);
            if !name.is_empty() {
                picked.set(picked.iter().cloned().chain([name]).collect());
            }
        }
    };
    let free = props.licences.iter().filter(|licence| licence.tier.is_none() && !others.contains(&licence.name));
    let free: Vec<&String> = free.map(|licence| &licence.name).collect();
    html! {
        <section class="pool" aria-labelledby="pool-title">
            <h3 class="plan__heading" id="pool-title">{words.around.pool_title}{" "}<span class="panel__aside">{words.optional}</span></h3>
            <p class="hint">{words.around.pool_hint}</p>
            <ul class="pool__list">
                { for tiers.iter().map(|name| field(name, format!("pool-{name}"), false)) }
                { for others.iter().zip(0..).map(|(name, nth)| field(name, format!("pool-other-{nth}"), true)) }
            </ul>
            if !free.is_empty() {
                <select class="field pool__other" aria-label={words.around.pool_other} onchange={onpick}>
                    <option value="" selected={true}>{words.around.pool_other}</option>
                    { for free.iter().map(|name| html! { <option value={(*name).clone()}>{(*name).clone()}</option> }) }
                </select>
            }
        </section>
    }
}

/// Says how many are left of one licence, or forgets it.
fn changing(props: &LicencesLeftProps, name: &str) -> impl Fn(Option<usize>) + 'static {
    let (left, on_change, name) = (props.left.clone(), props.on_change.clone(), name.to_owned());
    move |count| {
        let mut left = left.clone();
        match count {
            Some(count) => _ = left.insert(name.clone(), count),
            None => _ = left.remove(&name),
        }
        on_change.emit(left);
    }
}
