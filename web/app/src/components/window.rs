//! What happens to the window as a whole: pasting, and the keys for undo and redo, wherever the focus is but in a field.

use gloo::events::{EventListener, EventListenerOptions};
use js_sys::global;
use wasm_bindgen::JsCast;
use web_sys::{ClipboardEvent, Element, EventTarget, KeyboardEvent};
use yew::prelude::*;

use crate::engine::Connection;
use crate::files::first_file;
use crate::state::Action;
use crate::texts::Words;

#[hook]
pub(crate) fn use_window(connection: &Connection, on_action: &Callback<Action>, words: &'static Words) {
    use_effect_with((connection.clone(), on_action.clone()), move |(connection, on_action)| {
        let window: EventTarget = global().unchecked_into();
        let paste = {
            let (connection, on_action) = (connection.clone(), on_action.clone());
            EventListener::new(&window, "paste", move |event| {
                let Some(data) = event
                    .dyn_ref::<ClipboardEvent>()
                    .and_then(ClipboardEvent::clipboard_data)
                    .filter(|_| !is_typing(event))
                else {
                    return;
                };
                let shelf = connection.shelf();
                let picked = first_file(Some(&data)).map(|file| shelf.file(file));
                let text = || shelf.text(&data.get_data("text/plain").ok()?, words.pasted_name);
                picked.or_else(text).into_iter().for_each(|picked| on_action.emit(Action::Chose(picked)));
            })
        };
        let on_action = on_action.clone();
        let options = EventListenerOptions::enable_prevent_default();
        let keys = EventListener::new_with_options(&window, "keydown", options, move |event| {
            let Some(key) =
                event.dyn_ref::<KeyboardEvent>().filter(|key| (key.ctrl_key() || key.meta_key()) && !is_typing(key))
            else {
                return;
            };
            let action = match (key.key().to_ascii_lowercase().as_str(), key.shift_key()) {
                ("z", false) => Action::Undo,
                ("z", true) | ("y", _) => Action::Redo,
                _ => return,
            };
            event.prevent_default();
            on_action.emit(action);
        });
        move || drop((paste, keys))
    });
}

/// Whether the keys belong to a field where text is typed.
fn is_typing(event: &Event) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    target
        .is_some_and(|target| target.closest("input:not([type=file], [type=radio]), textarea").ok().flatten().is_some())
}
