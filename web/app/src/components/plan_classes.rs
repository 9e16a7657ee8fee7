//! How many users each class has, in the chosen mode or in both side by side.

use yew::prelude::*;

use crate::plan::Plan;
use crate::settings::Mode;
use crate::texts::Words;

use super::wide_table::wide_table;

pub(crate) fn plan_classes(words: &Words, plan: &Plan) -> Html {
    let modes = plan.modes();
    let row = |(name, label, means): &(&'static str, &'static str, &'static str)| {
        let counts: Vec<usize> = modes.iter().map(|mode| plan.count(name, *mode)).collect();
        let cell = |count: &usize| html! { <td class="plan__number">{words.number(*count)}</td> };
        html! {
            if counts.iter().any(|count| *count > 0) {
                <tr class={format!("class--{name}")} key={*name}>
                    <th scope="row">{*label}<span class="choice__hint">{*means}</span></th>
                    { for counts.iter().map(cell) }
                </tr>
            }
        }
    };
    let heads = html! {
        <>
            <th scope="col">{words.plan.class}</th>
            { for modes.iter().map(|mode| html! { <th scope="col" class="plan__number">{mode_name(words, *mode)}</th> }) }
        </>
    };
    html! {
        <>
            <h3 class="plan__heading" id="plan-classes">{words.plan.classes_title}</h3>
            { wide_table("plan-classes", None, heads, words.plan.classes.iter().map(row).collect()) }
        </>
    }
}

pub(crate) fn mode_name(words: &Words, mode: Mode) -> &'static str {
    match mode {
        Mode::Add => words.mode_add,
        Mode::AddRemove => words.mode_add_remove,
    }
}
