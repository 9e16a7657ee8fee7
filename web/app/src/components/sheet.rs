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
    // What the browser was last told by us.
    let is_laid = use_mut_ref(|| false);
    {
        let (is_laid, dialog, is_open) = (is_laid.clone(), dialog.clone(), props.is_open);
        use_effect(move || {
            let Some(dialog) = dialog.cast::<HtmlDialogElement>() else { return };
            is_laid.replace(is_open);
            if is_open && !dialog.open() {
                let _ = dialog.show_modal();
            } else if !is_open && dialog.open() {
                dialog.close();
            }
        });
    }
    // Who closes the sheet closes it at once, so that the next key or word finds the page below: what is drawn anew comes a
    // while later where a machine is slow.
    let close = {
        let (is_laid, dialog, on_close) = (is_laid.clone(), dialog.clone(), props.on_close.clone());
        Callback::from(move |()| {
            is_laid.replace(false);
            if let Some(dialog) = dialog.cast::<HtmlDialogElement>() {
                dialog.close();
            }
            on_close.emit(());
        })
    };
    let onkeydown = {
        let close = close.clone();
        move |event: KeyboardEvent| {
            if event.key() == "Escape" {
                event.prevent_default();
                close.emit(());
            }
        }
    };
    let oncancel = close.reform(|event: Event| event.prevent_default());
    // Only what the browser closed by itself is news. Of our own closing it tells so late that the sheet may be wanted anew by
    // then, and not lie there yet.
    let onclose = {
        let (on_close, dialog) = (props.on_close.clone(), dialog.clone());
        move |_: Event| {
            if *is_laid.borrow() && dialog.cast::<HtmlDialogElement>().is_some_and(|dialog| !dialog.open()) {
                on_close.emit(());
            }
        }
    };
    html! {
        <dialog ref={dialog} class="sheet" aria-labelledby={props.id} {onkeydown} {oncancel} {onclose}>
            <div class="desk__bar">
                <h2 class="desk__title" id={props.id}>{props.title}</h2>
                <button type="button" class="button button--small" onclick={close.reform(|_: MouseEvent| ())}>{words.close}</button>
            </div>
            if props.is_open { {props.children.clone()} }
        </dialog>
    }
}
