//! What shows while a file is dragged over the page: two fields, for the two files there are.
//!
//! On a page of our own it listens to the whole window, so that a file dropped beside a field is never opened by the browser
//! in place of the page; as a guest only to what is ours, and then the page around does not hear of the file.

use gloo::events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use web_sys::{DragEvent, Element, Event, File};
use yew::prelude::*;

use crate::files::{first_file, holds_files};
use crate::host::use_host;
use crate::texts::use_words;

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct DropOverlayProps {
    pub on_file: Callback<File>,
    pub on_baseline: Callback<File>,
    /// What takes Control Hub's error file, where it is asked for.
    pub errors: Option<Callback<File>>,
}

/// Which field the file is over.
#[derive(Clone, Copy, PartialEq)]
enum Over {
    File,
    Baseline,
    Errors,
}

#[component]
pub(crate) fn DropOverlay(props: &DropOverlayProps) -> Html {
    let (words, host) = (use_words(), use_host());
    let over = use_state(|| None);
    // Effects may come a moment after what they belong to is seen: a file dropped meanwhile goes where it was let go of.
    let takers = use_mut_ref(|| props.clone());
    takers.borrow_mut().clone_from(props);
    {
        let over = over.clone();
        use_effect_with(host, move |host| {
            let host = host.clone();
            let listen = |name: &'static str, act: Box<dyn Fn(&DragEvent)>| {
                let keeper = host.clone();
                EventListener::new_with_options(
                    &host.ears(),
                    name,
                    EventListenerOptions::enable_prevent_default(),
                    move |event| {
                        if let Some(event) = event.dyn_ref::<DragEvent>()
                            && holds_files(event.data_transfer().as_ref())
                        {
                            event.prevent_default();
                            keeper.keep(event);
                            act(event);
                        }
                    },
                )
            };
            let (moving, leaving, dropping, place) = (over.clone(), over.clone(), over, host.clone());
            let listeners = [
                listen("dragover", Box::new(move |event| moving.set(Some(field(event))))),
                listen(
                    "dragleave",
                    Box::new(move |event| {
                        if !place.holds(event.related_target().as_ref()) {
                            leaving.set(None);
                        }
                    }),
                ),
                listen(
                    "drop",
                    Box::new(move |event| {
                        dropping.set(None);
                        if let Some(file) = first_file(event.data_transfer().as_ref()) {
                            let props = takers.borrow().clone();
                            match field(event) {
                                Over::File => props.on_file.emit(file),
                                Over::Baseline => props.on_baseline.emit(file),
                                Over::Errors => props.errors.iter().for_each(|errors| errors.emit(file.clone())),
                            }
                        }
                    }),
                ),
            ];
            move || drop(listeners)
        });
    }
    let Some(over) = *over else { return Html::default() };
    let class = |field| classes!("overlay__field", (field == over).then_some("overlay__field--over"));
    html! {
        <div class="overlay" aria-hidden="true">
            <div class={class(Over::File)}><p class="overlay__title">{words.drop_file}</p><p>{words.drop_file_hint}</p></div>
            <div class={class(Over::Baseline)} data-drop="baseline">
                <p class="overlay__title">{words.drop_baseline}</p><p>{words.drop_baseline_hint}</p>
            </div>
            if props.errors.is_some() { <div class={class(Over::Errors)} data-drop="errors">
                <p class="overlay__title">{words.around.drop_errors}</p><p>{words.around.drop_errors_hint}</p>
            </div> }
        </div>
    }
}

/// The field under the pointer: the baseline's own ones say so, everything else takes the file.
fn field(event: &Event) -> Over {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let is_over =
        |what: &str| target.as_ref().is_some_and(|target| target.closest(what).is_ok_and(|found| found.is_some()));
    match () {
        () if is_over("[data-drop=baseline]") => Over::Baseline,
        () if is_over("[data-drop=errors]") => Over::Errors,
        () => Over::File,
    }
}
