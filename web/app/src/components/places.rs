//! The places of one rule: the first few, or the whole list, a page at a time.

use std::rc::Rc;

use yew::prelude::*;

use crate::decision::{Decision, History};
use crate::report::{Finding, RuleCount};
use crate::state::{Action, FIRST, Go, PAGE, Page};
use crate::texts::use_words;

use super::finding::FindingRow;

/// Places shown before anyone asks for more.
const FEW: usize = 4;

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct PlacesProps {
    pub rule: RuleCount,
    /// The findings the report brought along.
    pub findings: Rc<Vec<Finding>>,
    pub page: Option<Page>,
    pub history: History,
    pub on_action: Callback<Action>,
}

#[component]
pub(crate) fn Places(props: &PlacesProps) -> Html {
    let words = use_words();
    let all = use_state(|| false);
    let rule = &props.rule;
    let by_engine = rule.total > FIRST;
    let on_decide = props.on_action.reform(|decision: Decision| Action::Decide(decision));
    let (findings, from) = match &props.page {
        Some(page) if !page.findings.is_empty() => (&page.findings, page.from),
        _ => (&props.findings, 0), // the engine is still fetching the page
    };
    let is_open = *all || props.page.is_some();
    let shown = if is_open { findings.len() } else { FEW.min(findings.len()) };
    let turn = |from: usize| {
        let rule = rule.name.clone();
        props.on_action.reform(move |_: MouseEvent| Action::Turn { rule: rule.clone(), from })
    };
    let toggle = {
        let (all, name, on_action) = (all.clone(), rule.name.clone(), props.on_action.clone());
        move |_: MouseEvent| {
            all.set(!is_open);
            if is_open {
                on_action.emit(Action::CloseList { rule: name.clone() });
            } else if by_engine {
                on_action.emit(Action::Turn { rule: name.clone(), from: 0 });
            }
        }
    };
    let asks = rule.total > 1;
    let row = |finding: &Finding| {
        let key = format!("{:?}/{:?}/{:?}", finding.line, finding.row, finding.index);
        let to_cell = finding.row.map(|row| {
            let index = finding.index;
            let onclick = props.on_action.reform(move |_: MouseEvent| Action::Go(Go::Cell { row, index }));
            html! { <button type="button" class="link" {onclick}>{words.grid.show_in_file}</button> }
        });
        html! { <FindingRow {key} finding={finding.clone()} history={props.history.clone()} {asks} on_decide={on_decide.clone()}>{ for to_cell }</FindingRow> }
    };
    html! {
        <div class="places">
            <ol class="places__list" start={(from + 1).to_string()}>{ for findings.iter().take(shown).map(row) }</ol>
            <div class="places__more">
                if rule.total > FEW {
                    <button type="button" class="button button--small" aria-expanded={is_open.to_string()} onclick={toggle}>
                        { if is_open { words.show_few.to_owned() } else { words.show_all(rule.total) } }
                    </button>
                }
                if let Some(page) = props.page.as_ref().filter(|_| rule.total > PAGE) {
                    <nav class="pager" aria-label={words.pages}>
                        <button type="button" class="button button--small" disabled={page.from == 0}
                            onclick={turn(page.from.saturating_sub(PAGE))}>{words.page_before}</button>
                        <span class="pager__where">{words.range(page.from + 1, (page.from + PAGE).min(rule.total), rule.total)}</span>
                        <button type="button" class="button button--small" disabled={page.from + PAGE >= rule.total}
                            onclick={turn(page.from + PAGE)}>{words.page_after}</button>
                    </nav>
                }
            </div>
        </div>
    }
}
