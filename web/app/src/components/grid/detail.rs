//! The chosen cell in all its words: what it was and becomes, what was found, and the answers to that.

use std::rc::Rc;

use yew::prelude::*;

use crate::decision::{Decision, History};
use crate::grid::{Column, Fate, Place, WholeRow};
use crate::report::{Finding, RuleText};
use crate::state::{Action, Go};
use crate::texts::use_words;

use super::super::cell::before_after;
use super::super::finding::FindingRow;

#[derive(Clone, PartialEq, Properties)]
pub(super) struct DetailProps {
    pub row: Rc<WholeRow>,
    /// Whether the row is told with the answers that stand now: before, what was typed counts.
    pub is_fresh: bool,
    pub at: Place,
    pub column: Option<Column>,
    pub history: History,
    pub rules: Rc<Vec<RuleText>>,
    pub on_action: Callback<Action>,
    /// Nothing where the cell cannot be edited.
    pub on_edit: Option<Callback<()>>,
}

#[component]
pub(super) fn Detail(props: &DetailProps) -> Html {
    let words = use_words();
    let (row, index) = (&props.row, props.at.index());
    let here: Vec<&Finding> = row.findings.iter().filter(|finding| index.is_none() || finding.index == index).collect();
    // A finding of the cell shows its value itself.
    let is_shown = here.iter().any(|finding| finding.shown_value().is_some() && index.is_some());
    let before = index.filter(|_| !is_shown).map(|index| row.cells.get(index).map_or("", |value| value));
    let after = index.and_then(|index| {
        let typed = props.history.edit(row.row, index).filter(|_| !props.is_fresh);
        typed.or_else(|| row.after(index)).map(str::to_owned)
    });
    let to_rule = |name: &str| {
        let rule = name.to_owned();
        let onclick = props.on_action.reform(move |_: MouseEvent| Action::Go(Go::Rule(rule.clone())));
        html! { <p class="detail__rule"><button type="button" class="link" {onclick}>{words.all_places_of(&words.rule_title(&props.rules, name))}</button></p> }
    };
    let on_decide = props.on_action.reform(|decision: Decision| Action::Decide(decision));
    html! {
        <section class="detail" aria-labelledby="detail-title">
            <div class="desk__bar">
                <h3 class="detail__title" id="detail-title">
                    {words.place(row.row, row.line)}
                    if let Some(column) = &props.column { {" · "}<span class="detail__column">{column.header.clone()}</span> }
                </h3>
                if let Some(on_edit) = &props.on_edit {
                    <button type="button" class="button button--small" onclick={on_edit.reform(|_: MouseEvent| ())} aria-keyshortcuts="Enter F2">{words.grid.edit}</button>
                }
            </div>
            if row.fate != Fate::Kept { <p class="plan__message">{ words.fate(row.fate) }</p> }
            if let Some(before) = before { <p class="detail__value">{ before_after(words, Some(before), after.as_deref().filter(|after| *after != before)) }</p> }
            if here.is_empty() { <p class="hint">{words.grid.nothing_here}</p> }
            if !here.is_empty() {
                <ol class="detail__list">
                    { for here.iter().map(|finding| html! {
                        <FindingRow key={format!("{}/{:?}", finding.rule, finding.index)} finding={(*finding).clone()} history={props.history.clone()}
                            own={finding.index.map(|index| row.cells.get(index).cloned().unwrap_or_default())} asks=true edits=false on_decide={on_decide.clone()}>{ to_rule(&finding.rule) }</FindingRow>
                    }) }
                </ol>
            }
        </section>
    }
}
