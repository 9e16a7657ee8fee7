//! The plan: what the import will do, removals first, before it does it.

use std::collections::BTreeMap;
use std::rc::Rc;

use yew::prelude::*;

use crate::host::{Host, use_host};
use crate::plan::Sketch;
use crate::state::{Action, View};
use crate::texts::{Words, use_words};

use super::busy::busy;
use super::focus::ViewTitle;
use super::icon::{Shape, icon};
use super::licences_left::LicencesLeft;
use super::notice::notice;
use super::plan_classes::plan_classes;
use super::plan_licences::plan_licences;
use super::plan_users::plan_users;
use super::views::go_on;

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct PlanViewProps {
    /// Nothing while the first one is being made.
    pub planned: Option<Result<Rc<Sketch>, String>>,
    /// Whether it is of older answers, while the next one is being made.
    pub is_old: bool,
    pub left: BTreeMap<String, usize>,
    pub on_left: Callback<BTreeMap<String, usize>>,
    pub on_action: Callback<Action>,
    pub on_cancel: Callback<()>,
}

#[component]
pub(crate) fn PlanView(props: &PlanViewProps) -> Html {
    let (words, host) = (use_words(), use_host());
    html! {
        <section class="desk__findings plan" aria-labelledby="plan-title">
            <ViewTitle id="plan-title" title={words.plan.title} />
            if props.planned.is_none() || props.is_old { { busy(words, "busy--inline", words.plan.planning, None, &props.on_cancel) } }
            { match &props.planned {
                None => Html::default(),
                Some(Err(why)) => notice(Shape::Triangle, "", words.no_plan(why)),
                Some(Ok(sketch)) => match &sketch.plan.refusal {
                    Some(refusal) => notice(Shape::Triangle, "", words.no_plan(&refusal.message)),
                    None => shown(words, &host, props, sketch),
                },
            } }
        </section>
    }
}

fn shown(words: &Words, host: &Host, props: &PlanViewProps, sketch: &Sketch) -> Html {
    let on_action = &props.on_action;
    let plan = &sketch.plan;
    let removals = plan.removals();
    let both = plan.both();
    let (class, shape) = if removals + both > 0 {
        ("plan__removals--some", Shape::Triangle)
    } else {
        ("plan__removals--none", Shape::Tick)
    };
    html! {
        <div class={classes!("plan__all", props.is_old.then_some("plan__all--old"))} aria-busy={props.is_old.to_string()}>
            <p class={classes!("plan__removals", class)}>
                {icon(shape)}<b>{words.removals(removals, plan.has_proof(), plan.mode.is_some())}
                    if both > 0 { {" "}{words.both(both)} }</b>
            </p>
            if plan.blockers > 0 { <p class="plan__message">{words.blockers_left(plan.blockers)}</p> }
            if !plan.has_proof() { <p class="panel__text">{words.plan.no_proof}</p> }
            { for plan.messages.iter().map(|message| html! { <p class="plan__message">{message.clone()}</p> }) }
            if plan.totals.unnamed > 0 { <p class="plan__message">{words.unnamed(plan.totals.unnamed)}</p> }
            if plan.totals.users == 0 { <p class="desk__nothing">{words.plan.nobody}</p> } else {
                { plan_classes(words, plan) }
                { plan_users(words, plan) }
                { plan_licences(words, plan) }
                if !plan.licences.is_empty() {
                    <LicencesLeft licences={plan.licences.clone()} left={props.left.clone()} on_change={props.on_left.clone()} />
                }
                <h3 class="plan__heading">{words.plan.picture}</h3>
                // The engine's own drawing: it holds no text of the file.
                <div class="plan__scroll plan__picture" role="region" tabindex="0" aria-label={words.plan.picture}>
                    { Html::from_html_unchecked(AttrValue::from(sketch.picture.clone())) }
                </div>
            }
            { go_on(host, on_action, View::Downloads, words.plan.go_on) }
        </div>
    }
}
