//! The verdict in one sentence, the counts, and what comes next.

use std::rc::Rc;

use web_sys::HtmlElement;
use yew::prelude::*;

use crate::report::{Report, Severity};
use crate::texts::{Words, use_words};

use super::facts::facts;
use super::icon::{Shape, icon};

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct VerdictBandProps {
    pub name: AttrValue,
    pub report: Rc<Report>,
    /// Whether the findings stand below it.
    #[prop_or(true)]
    pub is_above_findings: bool,
    pub on_restart: Callback<()>,
}

#[component]
pub(crate) fn VerdictBand(props: &VerdictBandProps) -> Html {
    let words = use_words();
    let heading = use_node_ref();
    {
        let heading = heading.clone();
        use_effect_with((), move |()| {
            if let Some(heading) = heading.cast::<HtmlElement>() {
                let _ = heading.focus();
            }
        });
    }
    let report = &props.report;
    let next = words.next(report, props.is_above_findings);
    html! {
        <section class={classes!("verdict", class(report))} part="verdict" aria-labelledby="verdict-title">
            <div class="verdict__file">
                <p class="verdict__name"><bdi>{props.name.clone()}</bdi></p>
                <button type="button" class="link" onclick={props.on_restart.reform(|_: MouseEvent| ())}>{words.another_file}</button>
            </div>
            <h1 class="verdict__title" id="verdict-title" tabindex="-1" ref={heading}>{words.verdict(report)}</h1>
            if !next.is_empty() { <p class="verdict__next">{next}</p> }
            if let Some(refusal) = &report.refusal { <p class="verdict__refusal">{refusal.message.clone()}</p> }
            if let Some(undecided) = &report.undecided { <p class="verdict__refusal">{undecided.message.clone()}</p> }
            <ul class="counts">
                { count(words, Severity::Blocker, report.totals.blocker, report.left.blocker) }
                { count(words, Severity::Warning, report.totals.warning, report.left.warning) }
                { count(words, Severity::Note, report.totals.note, report.left.note) }
            </ul>
            if !report.is_no_user_file() { { facts(words, report) } }
        </section>
    }
}

fn class(report: &Report) -> &'static str {
    if report.refusal.is_some() || report.left.blocker > 0 {
        "verdict--blocked"
    } else if report.left.warning > 0 {
        "verdict--warned"
    } else {
        "verdict--ready"
    }
}

fn count(words: &Words, severity: Severity, total: usize, left: usize) -> Html {
    let (class, shape) = match severity {
        Severity::Blocker => ("count--blocker", Shape::Octagon),
        Severity::Warning => ("count--warning", Shape::Triangle),
        Severity::Note => ("count--note", Shape::Square),
    };
    html! {
        <li class={classes!("count", class, (left == 0).then_some("count--clear"))}>
            {icon(shape)}<b class="count__number">{words.number(total)}</b>
            <span class="count__name">{words.severities(severity, total)}</span>
            if total > 0 { <span class="count__left">{words.left(left)}</span> }
        </li>
    }
}
