//! Who they are: the first users of each class, with what changes for them.

use yew::prelude::*;

use crate::plan::{MOST, Plan, REMOVALS, User};
use crate::settings::Mode;
use crate::texts::Words;

use super::plan_classes::mode_name;

pub(crate) fn plan_users(words: &Words, plan: &Plan) -> Html {
    // Without a mode by what happens where most can happen, as the engine sorts them.
    let by = plan.mode.unwrap_or(Mode::AddRemove);
    let class = |(name, _, means): &(&'static str, &'static str, &'static str)| {
        let total = plan.count(name, by);
        let users: Vec<_> = plan.users.iter().filter(|user| user.is_of(name, by)).take(MOST).collect();
        let more = total.saturating_sub(users.len());
        html! {
            if total > 0 {
                <details class="plan__class" open={REMOVALS.contains(name)} key={*name}>
                    <summary class="plan__summary">{words.class_named(name, total)}</summary>
                    <p class="hint">{*means}</p>
                    <ul class="plan__users">{ for users.into_iter().map(|user| entry(words, plan, user)) }</ul>
                    if more > 0 { <p class="hint">{words.more_users(more)}</p> }
                </details>
            }
        }
    };
    html! {
        <>
            <h3 class="plan__heading">{words.plan.who_title}</h3>
            { for words.plan.classes.iter().map(class) }
        </>
    }
}

fn entry(words: &Words, plan: &Plan, user: &User) -> Html {
    let modes = plan.modes();
    let licences = modes.iter().filter_map(|mode| {
        let prefix = if modes.len() > 1 { format!("{}: ", mode_name(words, *mode)) } else { String::new() };
        let changes: Vec<String> =
            user.fate(*mode).licences.iter().map(|change| words.licence_change(change)).collect();
        (!changes.is_empty()).then(|| format!("{prefix}{}", changes.join(", ")))
    });
    let attributes = user.attributes.iter().map(|change| words.attribute_change(change));
    let automatic = user.automatic.then(|| words.plan.automatic.to_owned());
    html! {
        <li class="plan__user">
            <span class="plan__address">{user.address.clone()}</span>
            if let Some(row) = user.row { <span class="hint">{words.row(row)}</span> }
            { for licences.chain(automatic).chain(attributes).map(|change| html! { <span class="plan__change">{change}</span> }) }
        </li>
    }
}
