//! What the admin came for: the corrected file and the change summary.

use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::engine::{Connection, Part};
use crate::files::save;
use crate::report::Report;
use crate::settings::Options;
use crate::state::{Action, Trouble, View};
use crate::texts::use_words;

use super::confirm::confirm;
use super::parts::parts;

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct DownloadBarProps {
    pub connection: Connection,
    pub options: Options,
    pub report: Rc<Report>,
    /// While the report is older than the answers, what is saved waits.
    pub pending: bool,
    /// Whether the admin agreed to what this file takes away.
    pub agreed: bool,
    pub on_action: Callback<Action>,
}

const FORMATS: [&str; 3] = ["csv", "json", "html"];

#[component]
pub(crate) fn DownloadBar(props: &DownloadBarProps) -> Html {
    let words = use_words();
    // The parts belong to the options they were made with; with others they are no longer shown.
    let made = use_state(|| None::<(Options, Rc<Vec<Part>>)>);
    let asked = use_state(|| None::<(Options, Option<usize>)>);
    let report = &props.report;
    let is_off = props.pending || report.refusal.is_some();
    let complain = {
        let on_action = props.on_action.clone();
        move |trouble| {
            if let Trouble::Says(why) = trouble {
                on_action.emit(Action::Complain(why));
            }
        }
    };
    let correct = |is_agreed: bool| {
        let asked = asked.clone();
        let (made, connection, options, complain) =
            (made.clone(), props.connection.clone(), props.options.clone(), complain.clone());
        Callback::from(move |()| {
            if is_off {
                return;
            }
            let asked = asked.clone();
            let (made, connection, options, complain) =
                (made.clone(), connection.clone(), options.clone(), complain.clone());
            spawn_local(async move {
                if !is_agreed {
                    let removals = connection.removals(&options).await;
                    if removals != Some(0) {
                        asked.set(Some((options, removals)));
                        return;
                    }
                }
                asked.set(None);
                match connection.correct(&options).await.as_deref() {
                    Ok([part]) => drop(save(&part.blob, &part.name)),
                    Ok(parts) => made.set(Some((options, Rc::new(parts.to_vec())))),
                    Err(trouble) => complain(trouble.clone()),
                }
            });
        })
    };
    let agree = {
        let (save, on_action) = (correct(true), props.on_action.clone());
        Callback::from(move |()| {
            on_action.emit(Action::Agree);
            save.emit(());
        })
    };
    let on_look = {
        let (asked, on_action) = (asked.clone(), props.on_action.clone());
        Callback::from(move |()| {
            asked.set(None);
            on_action.emit(Action::Look(View::Plan));
        })
    };
    let summarise = |format: &'static str| {
        let (connection, options, complain) = (props.connection.clone(), props.options.clone(), complain.clone());
        move |_: MouseEvent| {
            let (connection, options, complain) = (connection.clone(), options.clone(), complain.clone());
            spawn_local(async move {
                match connection.summary(&options, format).await {
                    Ok(blob) => drop(save(&blob, &summary_name(&options.name, format))),
                    Err(trouble) => complain(trouble),
                }
            });
        }
    };
    let (class, label) = if report.left.blocker == 0 || report.refusal.is_some() {
        ("button--main", words.download(report.parts))
    } else {
        ("button--warned", words.download_with_problems(report.left.blocker))
    };
    html! {
        <section class="downloads" part="downloads" aria-label={words.downloads}>
            if let Some((_, made)) = made.as_ref().filter(|(options, _)| *options == props.options) {
                { parts(words, made) }
            }
            if let Some((_, removals)) = asked.as_ref().filter(|(options, _)| *options == props.options) {
                { confirm(words, *removals, &agree, &on_look) }
            }
            <div class={classes!("downloads__bar", report.refusal.is_some().then_some("downloads__bar--refused"))}>
                <p class="downloads__says" id="downloads-says">
                    { if report.refusal.is_some() { words.no_download.to_owned() } else { words.will_write(report) } }
                </p>
                <button type="button" class={classes!("button", class)} aria-disabled={is_off.to_string()} aria-describedby="downloads-says"
                    onclick={correct(props.agreed).reform(|_: MouseEvent| ())}>{label}</button>
                <div class="downloads__summary" role="group" aria-labelledby="summary-label">
                    <span class="downloads__label" id="summary-label">{words.change_summary}</span>
                    { for FORMATS.map(|format| html! {
                        <button type="button" class="button button--small" onclick={summarise(format)}>{words.format(format)}</button>
                    }) }
                </div>
            </div>
        </section>
    }
}

/// `users.csv` → `users-changes.html`
fn summary_name(name: &str, format: &str) -> String {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    format!("{stem}-changes.{format}")
}
