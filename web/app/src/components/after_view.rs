//! What comes after the import: the checklist, the lists for roles, and the rows that failed.

use std::rc::Rc;

use web_sys::File;
use yew::prelude::*;

use crate::aftermath::{Errors, Retried};
use crate::engine::Connection;
use crate::report::Report;
use crate::settings::{Options, Settings};
use crate::state::Action;
use crate::texts::use_words;

use super::checklist_choices::ChecklistChoices;
use super::focus::ViewTitle;
use super::outputs::OutputList;
use super::retry::Retry;

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct AfterViewProps {
    pub connection: Connection,
    pub options: Options,
    pub settings: Settings,
    pub report: Rc<Report>,
    pub pending: bool,
    pub agreed: bool,
    pub errors: Option<Errors>,
    pub retry: Option<Result<Rc<Retried>, String>>,
    pub on_errors: Callback<File>,
    pub on_action: Callback<Action>,
    pub on_cancel: Callback<()>,
}

/// What is made here.
const KINDS: &[&str] = &["checklist", "by-hand"];

#[component]
pub(crate) fn AfterView(props: &AfterViewProps) -> Html {
    let words = use_words();
    html! {
        <section class="desk__findings outputs after" aria-labelledby="after-title">
            <ViewTitle id="after-title" title={words.around.title} />
            <p class="hint">{words.around.hint}</p>
            <ChecklistChoices settings={props.settings.clone()} on_change={props.on_action.reform(Action::Set)} />
            <OutputList connection={props.connection.clone()} options={props.options.clone()} pending={props.pending} kinds={KINDS}
                agreed={props.agreed} on_action={props.on_action.clone()} />
            <Retry errors={props.errors.clone()} answer={props.retry.clone()} report={props.report.clone()}
                on_errors={props.on_errors.clone()} on_action={props.on_action.clone()} on_cancel={props.on_cancel.clone()} />
        </section>
    }
}
