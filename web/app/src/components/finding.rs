//! One finding: where it is, what it is, what becomes of it, and what a person says to it.

use yew::prelude::*;

use crate::decision::{Decision, History, NO, Reach};
use crate::report::{Finding, Safety};
use crate::texts::{Words, use_words};

use super::answer::{Question, answer};
use super::cell::before_after;
use super::edit_cell::EditCell;
use super::focus::use_heir;
use super::icon::{Shape, icon};

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct FindingRowProps {
    pub finding: Finding,
    pub history: History,
    /// Whether the finding is asked about by itself, or with its rule only.
    pub asks: bool,
    pub on_decide: Callback<Decision>,
    /// What the file itself has in its cell, where that is known.
    #[prop_or_default]
    pub own: Option<String>,
    /// Whether its cell is edited here.
    #[prop_or(true)]
    pub edits: bool,
    /// What stands below it.
    #[prop_or_default]
    pub children: Html,
}

#[component]
pub(crate) fn FindingRow(props: &FindingRowProps) -> Html {
    let (words, node) = (use_words(), use_node_ref());
    use_heir(&node, |row| row.closest(".group").ok()??.query_selector(".group__toggle").ok()?);
    let finding = &props.finding;
    let reach = Reach::finding(&finding.rule, finding.row, finding.index);
    let given = props.history.answer(&reach).map(str::to_owned);
    let (typed, was) = finding.cell().map(|(row, index)| props.history.typed(row, index)).unwrap_or_default();
    // What was typed is what the finding is of: the file's own value stands elsewhere.
    let own = props.own.as_deref().or(was.as_deref());
    let before = if typed.is_some() { own } else { finding.shown_value() };
    let after = match (&typed, &finding.fix) {
        (Some(typed), _) => Some(finding.written(typed, was.as_deref()).to_owned()),
        (None, Some(fix)) if given.as_deref() != Some(NO) => {
            let chosen = fix.choices.iter().find(|choice| given.as_deref() == Some(&choice.key));
            chosen.and_then(|choice| choice.after.clone()).or_else(|| fix.after.clone())
        }
        _ => None,
    };
    let on_answer = props.on_decide.reform(move |answer: String| Decision::answer(reach.clone(), &answer));
    let edit = finding.cell().filter(|_| props.edits).map(|(row, index)| {
        let whole = Some(finding.value.clone()).filter(|_| !finding.is_value_cut());
        let start = typed.clone().or_else(|| whole.clone().map(|value| after.clone().unwrap_or(value)));
        let was = if typed.is_some() { was.clone() } else { whole };
        html! {
            <EditCell column={finding.column.clone().unwrap_or_default()} value={start.unwrap_or_default()}
                on_save={props.on_decide.reform(move |value| Decision::edit(row, index, was.clone(), value))} />
        }
    });
    let question = finding.fix.as_ref().filter(|_| props.asks && typed.is_none()).map(|fix| {
        let question = Question {
            label: words.answer_for(&finding.what),
            given: given.as_deref(),
            is_safe: fix.safety == Safety::Safe,
            yes: words.apply.to_owned(),
            choices: &fix.choices,
            is_small: true,
            on_answer,
        };
        answer(words, &question)
    });
    let safety = finding.fix.as_ref().map(|fix| fix.safety).unwrap_or_default();
    let state = state(finding, typed.is_some(), given.as_deref());
    html! {
        <li ref={node} class={classes!("finding", format!("finding--{state}"))}>
            <p class="finding__place">{ place(words, finding) }</p>
            <div class="finding__body">
                if before.is_some() || after.is_some() {
                    { before_after(words, before, after.as_deref()) }
                }
                <p class="finding__what">{finding.what.clone()}{ does(finding) }</p>
                if let Some(evidence) = finding.fix.as_ref().and_then(|fix| fix.evidence.as_ref()) {
                    { proof(words.proof(&evidence.kind, safety), &evidence.says) }
                } else if finding.applied && safety == Safety::Safe {
                    { proof(None, words.trust.reads_the_same) }
                }
            </div>
            <div class="finding__act">
                if state != "told" { <p class="finding__state">{ state_text(words, state) }</p> }
                { for question }
                { for edit }
                { props.children.clone() }
            </div>
        </li>
    }
}

fn state(finding: &Finding, is_typed: bool, answer: Option<&str>) -> &'static str {
    match (is_typed, finding.applied, &finding.fix) {
        (true, _, _) => "typed",
        (false, true, _) => "applied",
        (false, false, None) if finding.has_place() => "by-hand",
        (false, false, None) => "told",
        (false, false, Some(_)) if answer == Some(NO) => "left",
        (false, false, Some(_)) => "waiting",
    }
}

fn state_text(words: &Words, state: &str) -> Html {
    let (shape, text) = match state {
        "typed" => (Some(Shape::Hand), words.state_typed),
        "applied" => (Some(Shape::Tick), words.state_applied),
        "left" => (None, words.state_left),
        "by-hand" => (None, words.state_by_hand),
        _ => (None, words.state_waiting),
    };
    html! { <>{ for shape.map(icon) }{text}</> }
}

fn place(words: &Words, finding: &Finding) -> Html {
    let (line, row) = (finding.line.map(|line| words.line(line)), finding.row.map(|row| words.row(row)));
    let in_text = [line, row].into_iter().flatten().collect::<Vec<_>>().join(" · ");
    // Of a workbook people know the cell, not the lines of a text that was made of it.
    let numbers = finding.cell.as_ref().map_or(in_text, |cell| words.cell_of(cell));
    html! {
        <>
            if numbers.is_empty() && finding.column.is_none() { {words.whole_file} }
            if !numbers.is_empty() { <span class="finding__numbers">{numbers}</span> }
            if let Some(column) = &finding.column { <span class="finding__column">{column.clone()}</span> }
        </>
    }
}

/// What the repair does, where a value after it does not show it.
fn does(finding: &Finding) -> Html {
    match &finding.fix {
        Some(fix) if fix.after.is_none() && (fix.choices.is_empty() || finding.applied) && !fix.does.is_empty() => {
            html! { <>{" "}<span class="finding__does">{fix.does.clone()}{"."}</span></> }
        }
        _ => Html::default(),
    }
}

fn proof(kind: Option<&'static str>, says: &str) -> Html {
    let tag = kind.map(|kind| html! { <><span class="tag">{kind}</span>{" "}</> });
    html! { <p class="finding__proof">{ for tag }{says.to_owned()}</p> }
}
