//! What happens to the window as a whole: pasting, and the keys that mean the same wherever the focus is.

use gloo::events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use web_sys::{ClipboardEvent, Element, KeyboardEvent};
use yew::prelude::*;

use crate::engine::Connection;
use crate::files::first_file;
use crate::host::Host;
use crate::keys::{Key, PageKey, on_page};
use crate::state::{Action, Go, SheetOver};
use crate::texts::Words;

#[hook]
pub(crate) fn use_window(
    connection: &Connection,
    host: &Host,
    on_action: &Callback<Action>,
    words: &'static Words,
    single_keys: bool,
) {
    use_effect_with(
        (connection.clone(), host.clone(), on_action.clone(), single_keys),
        move |(connection, host, on_action, single_keys)| {
            let window = host.ears();
            // What is typed here is no shortcut of the page around, which does not see that it goes into a field.
            let quiet = host.is_guest().then(|| {
                ["keyup", "keypress"].map(|name| {
                    let host = host.clone();
                    EventListener::new(&window, name, move |event| host.keep(event))
                })
            });
            let paste = {
                let (connection, host, on_action) = (connection.clone(), host.clone(), on_action.clone());
                EventListener::new(&window, "paste", move |event| {
                    host.keep(event);
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
            let (host, on_action, single_keys) = (host.clone(), on_action.clone(), *single_keys);
            let options = EventListenerOptions::enable_prevent_default();
            let keys = EventListener::new_with_options(&window, "keydown", options, move |event| {
                host.keep(event);
                let Some(key) = event.dyn_ref::<KeyboardEvent>() else { return };
                let name = key.key();
                let ctrl = key.ctrl_key() || key.meta_key();
                let pressed = Key { name: &name, ctrl, shift: key.shift_key(), alt: key.alt_key() };
                let Some(meaning) = on_page(pressed, is_typing(key), single_keys) else { return };
                event.prevent_default();
                on_action.emit(match meaning {
                    PageKey::Undo => Action::Undo,
                    PageKey::Redo => Action::Redo,
                    PageKey::NextFinding => Action::Go(Go::Step { forward: true }),
                    PageKey::FindingBefore => Action::Go(Go::Step { forward: false }),
                    PageKey::Search => Action::Go(Go::Search),
                    PageKey::Help => Action::Lay(Some(SheetOver::Keys)),
                });
            });
            move || drop((paste, keys, quiet))
        },
    );
}

/// Whether the keys belong to a field where text is typed.
fn is_typing(event: &Event) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    target
        .is_some_and(|target| target.closest("input:not([type=file], [type=radio]), textarea").ok().flatten().is_some())
}
