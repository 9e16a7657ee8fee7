//! Licences held before and after the import, and how many it takes from the pool.

use yew::prelude::*;

use crate::plan::{Licence, Plan};
use crate::texts::Words;

use super::plan_classes::mode_name;
use super::wide_table::wide_table;

pub(crate) fn plan_licences(words: &Words, plan: &Plan) -> Html {
    if plan.licences.is_empty() {
        return Html::default();
    }
    let modes = plan.modes();
    let after = |mode| match plan.mode {
        Some(_) => words.plan.after.to_owned(),
        None => words.after_in(mode_name(words, mode)),
    };
    let is_counted = plan.licences.iter().any(|licence| modes.iter().any(|mode| licence.outcome(*mode).left.is_some()));
    let head = |mode: &_| {
        html! {
            <>
                <th scope="col" class="plan__number">{after(*mode)}</th>
                <th scope="col" class="plan__number">{words.plan.needed}</th>
                if is_counted { <th scope="col" class="plan__number">{words.around.left}</th> }
            </>
        }
    };
    let row = |licence: &Licence| {
        let outcomes = modes.iter().map(|mode| {
            let outcome = licence.outcome(*mode);
            let class = classes!("plan__number", (outcome.missing > 0).then_some("plan__number--short"));
            html! {
                <>
                    <td class="plan__number">{words.held(outcome.after)}</td>
                    <td class="plan__number">{words.number(outcome.needed)}</td>
                    if is_counted { <td {class}>{outcome.left.map(|left| words.supply(left, outcome.missing)).unwrap_or_default()}</td> }
                </>
            }
        });
        html! {
            <tr key={licence.name.clone()}>
                <th scope="row">{licence.name.clone()}</th>
                <td class="plan__number">{words.held(licence.before)}</td>
                { for outcomes }
            </tr>
        }
    };
    let heads = html! {
        <>
            <th scope="col">{words.plan.licence}</th>
            <th scope="col" class="plan__number">{words.plan.before}</th>
            { for modes.iter().map(head) }
        </>
    };
    html! {
        <>
            <h3 class="plan__heading" id="plan-licences">{words.plan.licences_title}</h3>
            { wide_table("plan-licences", None, heads, plan.licences.iter().map(row).collect()) }
        </>
    }
}
