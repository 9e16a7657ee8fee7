//! Rows that Control Hub could not import: its error file goes in, what it says of whom is shown, and a file with those
//! users alone comes out.

use std::rc::Rc;

use web_sys::{File, HtmlSelectElement};
use yew::prelude::*;

use crate::aftermath::{Errors, Imported, MOST_ROWS, Retried, RetryRow};
use crate::engine::Part;
use crate::files::save;
use crate::report::Report;
use crate::state::Action;
use crate::texts::{Words, use_words};

use super::busy::busy;
use super::drop_zone::DropZone;
use super::focus::use_refocus;
use super::icon::Shape;
use super::notice::notice;
use super::wide_table::wide_table;

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct RetryProps {
    pub errors: Option<Errors>,
    /// Nothing while the rows are being matched.
    pub answer: Option<Result<Rc<Retried>, String>>,
    pub report: Rc<Report>,
    pub on_errors: Callback<File>,
    pub on_action: Callback<Action>,
    pub on_cancel: Callback<()>,
}

#[component]
pub(crate) fn Retry(props: &RetryProps) -> Html {
    let (words, section) = (use_words(), use_node_ref());
    use_refocus(props.errors.is_some(), &section, "input");
    html! {
        <section ref={section} class="retry" data-drop="errors" aria-labelledby="retry-title">
            <h3 class="plan__heading" id="retry-title">{words.around.retry_title}</h3>
            <p class="hint">{words.around.retry_hint}</p>
            if let Some(errors) = &props.errors {
                <p class="given">
                    <span class="given__name">{errors.file.name.clone()}</span>
                    <button type="button" class="link" onclick={props.on_action.reform(|_: MouseEvent| Action::ChoseErrors(None))}>{words.remove}</button>
                </p>
                { imported(words, props, errors) }
                { answer(words, props) }
            } else {
                <DropZone id="errors-file" class="drop--small" label={words.around.choose_errors} hint={words.around.choose_errors_hint}
                    on_file={props.on_errors.clone()} />
            }
        </section>
    }
}

/// Row numbers are those of what was imported, and only the admin knows which file that was. He is answered before he says
/// it, where it makes no difference.
fn imported(words: &Words, props: &RetryProps, errors: &Errors) -> Html {
    let all = Imported::all(&props.report);
    let onchange = {
        let (all, on_action) = (all.clone(), props.on_action.clone());
        move |event: Event| {
            let chosen: Option<usize> = event.target_unchecked_into::<HtmlSelectElement>().value().parse().ok();
            if let Some(imported) = chosen.and_then(|nth| all.get(nth)) {
                on_action.emit(Action::Imported(*imported));
            }
        }
    };
    let option = |(nth, imported): (usize, &Imported)| {
        let selected = errors.imported == Some(*imported);
        html! { <option value={nth.to_string()} {selected}>{words.imported(imported.part(), &props.report)}</option> }
    };
    html! {
        <p class="choices__one">
            <label class="label" for="imported">{words.around.imported_question}</label>
            <select class="field" id="imported" {onchange}>
                if errors.imported.is_none() { <option value="" selected={true}>{words.around.imported_choose}</option> }
                { for all.iter().enumerate().map(option) }
            </select>
        </p>
    }
}

fn answer(words: &Words, props: &RetryProps) -> Html {
    match &props.answer {
        None => busy(words, "busy--inline", words.around.retrying, None, &props.on_cancel),
        Some(Err(why)) => notice(Shape::Triangle, "", why.clone()),
        Some(Ok(retried)) => html! {
            <>
                if let Some(refusal) = &retried.told.refusal { { notice(Shape::Triangle, "", refusal.message.clone()) } } else {
                    { for retried.told.problems.iter().map(|problem| html! { <p class="plan__message">{problem.clone()}</p> }) }
                    <p>{ for retried.files.iter().map(|part| file(words, part)) }</p>
                    <p class="hint">{words.around.retry_next}</p>
                }
                { rows(words, &retried.told.rows) }
            </>
        },
    }
}

fn file(words: &Words, part: &Part) -> Html {
    let label = words.retry_files(part.users);
    let part = part.clone();
    let name = part.name.clone();
    let onclick = move |_: MouseEvent| {
        save(&part.blob, &part.name);
    };
    html! { <><button type="button" class="button button--main" title={name} {onclick}>{label}</button>{" "}</> }
}

fn rows(words: &Words, rows: &[RetryRow]) -> Html {
    let more = rows.len().saturating_sub(MOST_ROWS);
    let row = |row: &RetryRow| {
        html! {
            <tr>
                <td class="plan__number">{row.number.map(|number| words.number(number)).unwrap_or_default()}</td>
                <th scope="row" class="plan__address">{row.user.clone().unwrap_or_default()}</th>
                <td>{row.message.clone()}</td>
            </tr>
        }
    };
    if rows.is_empty() {
        return Html::default();
    }
    let heads = html! {
        <>
            <th scope="col" class="plan__number">{words.around.row}</th>
            <th scope="col">{words.around.user}</th>
            <th scope="col">{words.around.control_hub_says}</th>
        </>
    };
    html! {
        <>
            <h4 class="label" id="failed-rows">{words.failed_rows(rows.len())}</h4>
            { wide_table("failed-rows", Some("retry__rows"), heads, rows.iter().take(MOST_ROWS).map(row).collect()) }
            if more > 0 { <p class="hint">{words.more_rows(more)}</p> }
        </>
    }
}
