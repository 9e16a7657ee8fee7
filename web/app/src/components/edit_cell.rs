//! Typing a cell's value by hand, where no repair is offered or none fits.

use web_sys::{HtmlElement, HtmlInputElement};
use yew::prelude::*;

use crate::texts::use_words;

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct EditCellProps {
    pub column: AttrValue,
    /// What the field begins with.
    pub value: AttrValue,
    pub on_save: Callback<String>,
}

#[component]
pub(crate) fn EditCell(props: &EditCellProps) -> Html {
    let words = use_words();
    let is_open = use_state(|| false);
    let field = use_node_ref();
    let opener = use_node_ref();
    use_focus(*is_open, &field, &opener);
    let set_open = |open: bool| {
        let is_open = is_open.clone();
        Callback::from(move |()| is_open.set(open))
    };
    if !*is_open {
        let onclick = set_open(true).reform(|_: MouseEvent| ());
        return html! { <button ref={opener} type="button" class="link" {onclick}>{words.edit_cell}</button> };
    }
    let onsubmit = {
        let (field, on_save, close) = (field.clone(), props.on_save.clone(), set_open(false));
        move |event: SubmitEvent| {
            event.prevent_default();
            if let Some(input) = field.cast::<HtmlInputElement>() {
                close.emit(());
                on_save.emit(input.value());
            }
        }
    };
    let onkeydown = {
        let close = set_open(false);
        move |event: KeyboardEvent| {
            if event.key() == "Escape" {
                event.prevent_default();
                close.emit(());
            }
        }
    };
    html! {
        <form class="edit" {onsubmit} {onkeydown}>
            <label class="edit__label">
                <span>{words.new_value_for(&props.column)}</span>
                <input ref={field} class="field field--cell" type="text" value={props.value.clone()}
                    autocomplete="off" autocapitalize="off" spellcheck="false" />
            </label>
            <button type="submit" class="button button--small button--main">{words.save}</button>
            <button type="button" class="button button--small" onclick={set_open(false).reform(|_: MouseEvent| ())}>{words.close}</button>
        </form>
    }
}

/// Moves the focus into the field when it opens, and back to its button when it closes.
#[hook]
fn use_focus(is_open: bool, field: &NodeRef, opener: &NodeRef) {
    let was_open = use_mut_ref(|| false);
    let (field, opener) = (field.clone(), opener.clone());
    use_effect_with(is_open, move |is_open| {
        if let Some(input) = field.cast::<HtmlInputElement>().filter(|_| *is_open) {
            let _ = input.focus();
            input.select();
        } else if let Some(button) = opener.cast::<HtmlElement>().filter(|_| *was_open.borrow()) {
            let _ = button.focus();
        }
        *was_open.borrow_mut() = *is_open;
    });
}
