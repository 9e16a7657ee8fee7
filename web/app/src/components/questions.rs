//! What is asked about a rule as a whole.

use yew::prelude::*;

use crate::decision::{Decision, Reach};
use crate::report::{Choice, Finding, Safety};
use crate::state::Action;
use crate::texts::Words;

use super::answer::{Question, answer};
use super::group::GroupProps;

/// The question for the whole rule and, where its findings lie in several columns, for each of them.
pub(crate) fn questions(words: &Words, props: &GroupProps) -> Html {
    let rule = &props.rule;
    let total = rule.safe + rule.ask;
    if total == 0 {
        let has = |is: fn(&Finding) -> bool| props.findings.iter().any(is);
        return html! {
            if has(Finding::has_place) {
                <p class="group__none">{words.no_repair}{if has(|finding| finding.cell().is_some()) { words.edit_instead } else { "" }}</p>
            }
        };
    }
    let fixes: Vec<_> = props.findings.iter().filter_map(|finding| finding.fix.as_ref()).collect();
    let is_safe = rule.ask == 0;
    let first: Vec<Choice> = fixes.first().map(|fix| fix.choices.clone()).unwrap_or_default();
    let keys = |choices: &[Choice]| choices.iter().map(|choice| choice.key.clone()).collect::<Vec<_>>();
    if fixes.iter().any(|fix| keys(&fix.choices) != keys(&first)) {
        return Html::default(); // each finding has choices of its own
    }
    // For many findings the value after a choice differs from one to the next.
    let choices: Vec<Choice> =
        first.into_iter().map(|choice| if total > 1 { Choice { after: None, ..choice } } else { choice }).collect();
    let question = |reach: Reach, label: String, yes: String| {
        let given = props.history.answer(&reach).map(str::to_owned);
        let on_answer =
            props.on_action.reform(move |answer: String| Action::Decide(Decision::answer(reach.clone(), &answer)));
        let question = Question {
            label: label.clone(),
            given: given.as_deref(),
            is_safe,
            yes,
            choices: &choices,
            is_small: false,
            on_answer,
        };
        html! { <div class="question"><span class="question__label">{label}</span>{ answer(words, &question) }</div> }
    };
    // The repair of one finding may differ from that of the next, so the rule's own words come first.
    let of_rule = props.text.as_ref().and_then(|text| text.fix.as_ref()).map(|fix| &fix.does);
    let of_first = fixes.first().map(|fix| &fix.does);
    let does = if total == 1 { of_first.or(of_rule) } else { of_rule.or(of_first) };
    let does = does.filter(|_| choices.is_empty()).cloned().unwrap_or_default();
    let some_safe = fixes.iter().any(|fix| fix.safety == Safety::Safe) && !is_safe;
    html! {
        <div class="questions">
            { question(Reach::rule(&rule.name), words.question(total, &does), words.apply_to(total)) }
            if some_safe { <p class="questions__hint">{words.some_are_safe}</p> }
            { for columns(&props.findings).into_iter().map(|(index, column)| {
                question(Reach::column(&rule.name, index), words.in_column(&column), words.apply.to_owned())
            }) }
        </div>
    }
}

/// The columns the findings with a repair lie in, if they are several but still few enough to ask about.
fn columns(findings: &[Finding]) -> Vec<(usize, String)> {
    let place = |finding: &Finding| {
        let index = finding.row.and(finding.index).filter(|_| finding.fix.is_some());
        index.zip(finding.column.clone())
    };
    let mut columns = Vec::new();
    for column in findings.iter().filter_map(place) {
        if !columns.contains(&column) {
            columns.push(column);
        }
    }
    if (2..=8).contains(&columns.len()) { columns } else { Vec::new() }
}
