//! The first view: what the page does, in words, and the ways to give it a file. And the view while a file is first checked.

use web_sys::{File, HtmlElement};
use yew::prelude::*;

use crate::host::use_host;
use crate::settings::Settings;
use crate::state::{Action, Engine, Picked, Progress};
use crate::texts::use_words;

use super::baseline::BaselineField;
use super::busy::busy;
use super::cell::before_after;
use super::drop_zone::DropZone;
use super::icon::Shape;
use super::notice::notice;
use super::options::OptionsPanel;

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct WelcomeProps {
    /// Whether a person comes back to it: then the focus has to go somewhere.
    pub is_return: bool,
    pub problem: Option<AttrValue>,
    pub settings: Settings,
    pub baseline: Option<Picked>,
    pub on_file: Callback<File>,
    pub on_baseline: Callback<File>,
    pub on_sample: Callback<()>,
    pub on_action: Callback<Action>,
}

#[component]
pub(crate) fn Welcome(props: &WelcomeProps) -> Html {
    let (words, host) = (use_words(), use_host());
    let hint = if host.is_guest() { words.guest.file_hint } else { words.choose_file_hint };
    let heading = use_node_ref();
    {
        let heading = heading.clone();
        use_effect_with(props.is_return, move |is_return| {
            if let Some(heading) = heading.cast::<HtmlElement>().filter(|_| *is_return) {
                let _ = heading.focus();
            }
        });
    }
    let example = |(before, after, what): &(&'static str, &'static str, &'static str)| {
        html! { <li class="example">{ before_after(words, Some(before), Some(after)) }<span class="example__what">{*what}</span></li> }
    };
    html! {
        <div class="welcome">
            <div class="welcome__words">
                <h1 class="welcome__title" tabindex="-1" ref={heading}>{words.welcome_title}</h1>
                <p class="lede">{words.lede}</p>
            </div>
            if let Some(problem) = &props.problem { { notice(Shape::Octagon, "welcome__problem", problem.to_string()) } }
            <section class="welcome__file" aria-label={words.drop_file}>
                <DropZone id="file" accept=".csv,.txt,.tsv,.xlsx,.xls,.ods,text/csv,text/plain" class="drop--large" label={words.choose_file} {hint} on_file={props.on_file.clone()} />
                <p class="welcome__sample">{words.no_file}{" "}
                    <button type="button" class="link" onclick={props.on_sample.reform(|_: MouseEvent| ())}>{words.try_sample}</button>
                </p>
            </section>
            <section class="welcome__examples" aria-labelledby="examples-title">
                <h2 class="panel__title" id="examples-title">{words.examples_title}</h2>
                <ul class="examples">{ for words.examples.iter().map(example) }</ul>
                <p class="panel__text">{words.examples_promise}</p>
            </section>
            <div class="welcome__more">
                <BaselineField picked={props.baseline.clone()} offers_sample=false on_file={props.on_baseline.clone()} on_sample={Callback::noop()}
                    on_remove={props.on_action.reform(|()| Action::ChoseBaseline(None))} />
                <OptionsPanel settings={props.settings.clone()} on_change={props.on_action.reform(|settings: Settings| Action::Set(settings))}
                    on_profile={props.on_action.reform(Action::Profile)} />
            </div>
        </div>
    }
}

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct WaitingProps {
    pub file: Picked,
    pub progress: Option<Progress>,
    pub engine: Engine,
    pub on_cancel: Callback<()>,
}

/// A file that is being checked for the first time, or waits for the engine.
#[component]
pub(crate) fn Waiting(props: &WaitingProps) -> Html {
    let words = use_words();
    let says = if props.engine == Engine::Loading { words.waiting_for_engine } else { words.checking };
    html! {
        <section class="waiting">
            <p class="verdict__name"><bdi>{props.file.name.clone()}</bdi>{" "}<span class="panel__aside">{words.size(props.file.size)}</span></p>
            { busy(words, "busy--page", says, props.progress, &props.on_cancel) }
        </section>
    }
}
