//! What can be taken along beside the corrected file: each made when it is asked for, or refused with its reason.

use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::engine::{Connection, Part};
use crate::files::save;
use crate::host::use_host;
use crate::settings::Options;
use crate::state::{Action, Trouble, View};
use crate::texts::use_words;

use super::confirm::confirm;
use super::focus::ViewTitle;
use super::views::go_on;

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct OutputsProps {
    pub connection: Connection,
    pub options: Options,
    /// While the report is older than the answers, what is saved waits.
    pub pending: bool,
    /// Blockers that are left in the file.
    pub blockers: usize,
    /// Whether the admin agreed to what this file takes away.
    pub agreed: bool,
    pub on_action: Callback<Action>,
}

/// What is made here; what comes after the import stands in a view of its own.
const KINDS: &[&str] = &["minimal", "rollback", "plan", "zip", "manifest", "summary", "redacted", "session"];

#[component]
pub(crate) fn Outputs(props: &OutputsProps) -> Html {
    let (words, host) = (use_words(), use_host());
    html! {
        <section class="desk__findings outputs" aria-labelledby="outputs-title">
            <ViewTitle id="outputs-title" title={words.plan.outputs_title} />
            <p class="hint">{words.plan.outputs_hint}</p>
            if props.blockers > 0 { <p class="plan__message">{words.blockers_left(props.blockers)}</p> }
            <OutputList connection={props.connection.clone()} options={props.options.clone()} pending={props.pending} kinds={KINDS}
                agreed={props.agreed} on_action={props.on_action.clone()} />
            { go_on(&host, &props.on_action, View::After, words.around.go_on) }
        </section>
    }
}

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct OutputListProps {
    pub connection: Connection,
    pub options: Options,
    pub pending: bool,
    /// Kinds of the engine that are offered.
    pub kinds: &'static [&'static str],
    pub agreed: bool,
    pub on_action: Callback<Action>,
}

/// What came of asking for a kind.
#[derive(Clone, PartialEq)]
enum Answer {
    Files(Rc<Vec<Part>>),
    Says(String),
    /// It takes licences from so many users; nothing when nobody could count them.
    Asks(Option<usize>),
}

/// Kinds that carry removals into Control Hub.
const CARRIERS: [&str; 2] = ["minimal", "zip"];

#[component]
pub(crate) fn OutputList(props: &OutputListProps) -> Html {
    let words = use_words();
    // An answer belongs to the options it was made with; with others it is no longer shown.
    let last = use_state(|| None::<(Options, &'static str, Answer)>);
    let make = |kind: &'static str, is_agreed: bool| {
        let (last, connection, options, pending) =
            (last.clone(), props.connection.clone(), props.options.clone(), props.pending);
        Callback::from(move |()| {
            if pending {
                return;
            }
            let (last, connection, options) = (last.clone(), connection.clone(), options.clone());
            spawn_local(async move {
                let answer = match connection.output(&options, kind).await {
                    Ok((files, _)) if files.is_empty() => Answer::Says(words.plan.nothing_to_save.to_owned()),
                    Ok((files, _)) => {
                        // What cannot be made needs nobody's consent, so that it is asked for only now.
                        let asks = CARRIERS.contains(&kind) && !is_agreed;
                        let removals = if asks { connection.removals(&options).await } else { Some(0) };
                        if removals == Some(0) {
                            if let [file] = files.as_slice() {
                                save(&file.blob, &file.name);
                            }
                            Answer::Files(Rc::new(files))
                        } else {
                            Answer::Asks(removals)
                        }
                    }
                    Err(Trouble::Says(why)) => Answer::Says(why),
                    Err(Trouble::Cancelled) => return,
                };
                last.set(Some((options, kind, answer)));
            });
        })
    };
    // Always one node, if a blank one: else Yew makes the button before it anew, and the focus is gone.
    let answered = |kind: &'static str| {
        let (_, _, answer) = last.as_ref().filter(|(options, of, _)| *of == kind && *options == props.options)?;
        Some(match answer {
            Answer::Says(why) => html! { <p class="output__refused" role="alert">{why.clone()}</p> },
            Answer::Files(files) => html! { <ul class="output__files">{ for files.iter().map(file) }</ul> },
            Answer::Asks(removals) => {
                let (agreed, on_action) = (make(kind, true), props.on_action.clone());
                let on_yes = Callback::from(move |()| {
                    on_action.emit(Action::Agree);
                    agreed.emit(());
                });
                confirm(words, *removals, &on_yes, &props.on_action.reform(|()| Action::Look(View::Plan)))
            }
        })
    };
    let offered = words.plan.outputs.iter().filter(|(kind, _, _)| props.kinds.contains(kind));
    html! {
        <ul class="outputs__list">
            { for offered.map(|(kind, name, means)| html! {
                    <li class="output" key={*kind} data-kind={*kind}>
                        <h3 class="output__name" id={format!("output-{kind}")}>{*name}</h3>
                        <p class="hint">{*means}</p>
                        <button type="button" class="button button--small output__make" aria-disabled={props.pending.to_string()}
                            aria-label={format!("{}: {name}", words.plan.make)}
                            onclick={make(kind, props.agreed).reform(|_: MouseEvent| ())}>{words.plan.make}</button>
                        { answered(kind).unwrap_or_default() }
                    </li>
            }) }
        </ul>
    }
}

fn file(file: &Part) -> Html {
    let name = file.name.clone();
    let file = file.clone();
    let onclick = move |_: MouseEvent| {
        save(&file.blob, &file.name);
    };
    html! { <li><button type="button" class="link" {onclick}>{name}</button></li> }
}
