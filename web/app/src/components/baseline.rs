//! The export the admin started from: what it proves, and the way to give it.

use web_sys::File;
use yew::prelude::*;

use crate::report::Baseline;
use crate::state::Picked;
use crate::texts::use_words;

use super::drop_zone::DropZone;
use super::focus::use_refocus;

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct BaselineFieldProps {
    pub picked: Option<Picked>,
    /// What the engine found in it, once it looked.
    #[prop_or_default]
    pub report: Option<Baseline>,
    /// Whether the sample's own export can be offered.
    pub offers_sample: bool,
    pub on_file: Callback<File>,
    pub on_sample: Callback<()>,
    pub on_remove: Callback<()>,
}

#[component]
pub(crate) fn BaselineField(props: &BaselineFieldProps) -> Html {
    let (words, panel) = (use_words(), use_node_ref());
    use_refocus(props.picked.is_some(), &panel, "input");
    let matched = props.report.as_ref().map(|report| match &report.message {
        Some(message) => message.clone(),
        None => words.matched(report.matched, report.records),
    });
    html! {
        <section ref={panel} class="panel baseline" data-drop="baseline" aria-labelledby="baseline-title">
            <h2 class="panel__title" id="baseline-title">{words.baseline_title}{" "}
                if props.picked.is_none() { <span class="panel__aside">{words.optional}</span> }
            </h2>
            <p class="panel__text">{words.baseline_proves}</p>
            if let Some(picked) = &props.picked {
                <p class="given">
                    <span class="given__name">{picked.name.clone()}</span>
                    <button type="button" class="link" onclick={props.on_remove.reform(|_: MouseEvent| ())}>{words.remove}</button>
                </p>
                if let Some(matched) = matched { <p class="panel__text">{matched}</p> }
            } else {
                <DropZone id="baseline-file" class="drop--small" label={words.choose_baseline} hint={words.choose_baseline_hint}
                    on_file={props.on_file.clone()} />
                if props.offers_sample {
                    <button type="button" class="button button--wide" onclick={props.on_sample.reform(|_: MouseEvent| ())}>{words.sample_baseline}</button>
                }
            }
        </section>
    }
}
