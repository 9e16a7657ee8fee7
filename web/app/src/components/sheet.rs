//! A sheet over the page: a dialog that keeps the focus inside and gives it back.

use web_sys::HtmlDialogElement;
use yew::prelude::*;

use crate::texts::use_words;

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct SheetProps {
    pub id: &'static str,
    pub title: &'static str,
    pub is_open: bool,
    pub on_close: Callback<()>,
    pub children: Html,
}

#[component]
pub(crate) fn Sheet(props: &SheetProps) -> Html {
    let words = use_words();
    let dialog = use_node_ref();
    use_effect_with((props.is_open, dialog.clone()), |(is_open, dialog)| {
        let Some(dialog) = dialog.cast::<HtmlDialogElement>() else { return };
        if *is_open && !dialog.open() {
            let _ = dialog.show_modal();
        } else if !*is_open && dialog.open() {
            dialog.close();
        }
    });
    // Escape closes the sheet through the state and at once, so that the next key finds the page as it is: a browser's own
    // word that the sheet shall be closed, or was, comes late, when it may lie there anew.
    let onkeydown = {
        let on_close = props.on_close.clone();
        move |event: KeyboardEvent| {
            if event.key() == "Escape" {
                event.prevent_default();
                on_close.emit(());
            }
        }
    };
    let oncancel = props.on_close.reform(|event: Event| event.prevent_default());
    let onclose = {
        let (on_close, dialog) = (props.on_close.clone(), dialog.clone());
        move |_: Event| {
            if dialog.cast::<HtmlDialogElement>().is_some_and(|dialog| !dialog.open()) {
                on_close.emit(());
            }
        }
    };
    html! {
        <dialog ref={dialog} class="sheet" aria-labelledby={props.id} {onkeydown} {oncancel} {onclose}>
            <div class="desk__bar">
                <h2 class="desk__title" id={props.id}>{props.title}</h2>
                <button type="button" class="button button--small" onclick={props.on_close.reform(|_: MouseEvent| ())}>{words.close}</button>
            </div>
            if props.is_open { {props.children.clone()} }
        </dialog>
    }
}
