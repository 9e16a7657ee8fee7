//! All findings of one rule: what is wrong, why it matters, what to do, and the answer for all of them.

use std::rc::Rc;

use web_sys::Element;
use yew::prelude::*;

use crate::decision::History;
use crate::host::use_host;
use crate::report::{Finding, RuleCount, RuleText};
use crate::state::{Action, Page};
use crate::texts::{Words, use_words};

use super::docs_link::docs_link;
use super::focus::use_heir;
use super::icon::{Shape, icon};
use super::places::Places;
use super::questions::questions;

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct GroupProps {
    pub rule: RuleCount,
    pub text: Option<RuleText>,
    pub findings: Rc<Vec<Finding>>,
    pub page: Option<Page>,
    pub history: History,
    /// Whether somebody came here from a cell.
    pub is_wanted: bool,
    pub on_action: Callback<Action>,
}

#[component]
pub(crate) fn Group(props: &GroupProps) -> Html {
    let (words, host) = (use_words(), use_host());
    let rule = &props.rule;
    // Rules that want nothing from anyone start closed; later answers never close what a person reads.
    let open = use_state(|| rule.open > 0);
    let (group, head) = (use_node_ref(), use_node_ref());
    use_heir(&group, neighbour);
    {
        let (open, head) = (open.setter(), head.clone());
        use_effect_with(props.is_wanted, move |is_wanted| {
            if let Some(head) = head.cast::<web_sys::HtmlElement>().filter(|_| *is_wanted) {
                open.set(true);
                let _ = head.focus();
                head.scroll_into_view();
            }
        });
    }
    let toggle = {
        let open = open.clone();
        move |_: MouseEvent| open.set(!*open)
    };
    let text = props.text.clone().unwrap_or_default();
    let title = if text.summary.is_empty() { rule.name.clone() } else { text.summary.clone() };
    let body = format!("places-{}", rule.name);
    html! {
        <section ref={group} class={classes!("group", severity_class(rule), (rule.open == 0).then_some("group--done"))} id={format!("rule-{}", rule.name)}>
            <h3 class="group__head">
                <button ref={head} type="button" class="group__toggle" aria-expanded={open.to_string()} aria-controls={body.clone()} onclick={toggle}>
                    <span class="group__severity">{icon(Shape::from(rule.worst()))}{words.severity(rule.worst())}</span>
                    <span class="group__title">{title}</span>
                    <span class="group__count">{words.places(rule.total)}</span>
                    <span class="group__state">{ standing(words, rule, &props.findings) }</span>
                    <span class="group__chevron" aria-hidden="true"></span>
                </button>
            </h3>
            <div class="group__body" id={body} hidden={!*open}>
                if *open {
                    <p class="group__name"><code>{rule.code.clone()}</code>{" "}<code>{rule.name.clone()}</code></p>
                    if !text.why.is_empty() { <p class="group__why">{text.why.clone()}</p> }
                    if !text.todo.is_empty() { <p class="group__todo"><b>{words.what_to_do}</b>{" "}{text.todo.clone()}</p> }
                    { questions(words, props) }
                    <Places rule={rule.clone()} findings={props.findings.clone()} page={props.page.clone()}
                        history={props.history.clone()} on_action={props.on_action.clone()} />
                    if !text.source.is_empty() { <p class="group__source"><b>{words.trust.source}</b>{" "}{text.source.clone()}</p> }
                    <p class="group__page">{ docs_link(words, &host, &format!("rules/{}.html", rule.name), words.trust.rule_page) }</p>
                }
            </div>
        </section>
    }
}

/// What comes after a group, or before the last one; the verdict after the only one.
fn neighbour(group: &Element) -> Option<Element> {
    let is_group = |other: &Element| other.matches(".group").unwrap_or_default();
    let other = group.next_element_sibling().or_else(|| group.previous_element_sibling()).filter(is_group);
    match other {
        Some(other) => other.query_selector(".group__toggle").ok()?,
        None => group.closest(".desk").ok()??.query_selector(".verdict__title").ok()?,
    }
}

fn severity_class(rule: &RuleCount) -> &'static str {
    match Shape::from(rule.worst()) {
        Shape::Octagon => "group--blocker",
        Shape::Triangle => "group--warning",
        _ => "group--note",
    }
}

/// Where the rule stands: what is done and proven by what, what waits, what needs a hand.
fn standing(words: &Words, rule: &RuleCount, findings: &[Finding]) -> Html {
    let applied = findings.iter().filter(|finding| finding.applied);
    let mut proofs = applied.filter_map(|finding| {
        let fix = finding.fix.as_ref()?;
        words.proof(&fix.evidence.as_ref()?.kind, fix.safety)
    });
    let proof = proofs.next().filter(|proof| proofs.all(|other| other == *proof));
    let chip = |class: &'static str, n: usize, text: String| {
        html! { if n > 0 { <span class={classes!("chip", class)}>{text}</span> } }
    };
    let by_hand = if findings.iter().any(Finding::has_place) { rule.by_hand() } else { 0 };
    html! {
        <>
            { chip("chip--applied", rule.applied, words.applied(rule.applied, proof)) }
            { chip("chip--waiting", rule.waiting(), words.waiting(rule.waiting())) }
            { chip("chip--hand", by_hand, words.by_hand(by_hand)) }
            { chip("chip--left", rule.refused, words.left_alone(rule.refused)) }
        </>
    }
}
