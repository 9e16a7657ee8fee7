//! Typing a cell's value by hand, where no repair is offered or none fits.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::texts::use_words;

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct EditCellProps {
    pub column: AttrValue,
    /// What the field begins with.
    pub value: AttrValue,
    pub on_save: Callback<String>,
    pub on_close: Callback<()>,
}

#[component]
pub(crate) fn EditCell(props: &EditCellProps) -> Html {
    let words = use_words();
    let field = use_node_ref();
    {
        let field = field.clone();
        use_effect_with((), move |()| {
            if let Some(input) = field.cast::<HtmlInputElement>() {
                let _ = input.focus();
                input.select();
            }
        });
    }
    let onsubmit = {
        let (field, on_save) = (field.clone(), props.on_save.clone());
        move |event: SubmitEvent| {
            event.prevent_default();
            if let Some(input) = field.cast::<HtmlInputElement>() {
                on_save.emit(input.value());
            }
        }
    };
    let close = props.on_close.reform(|_: MouseEvent| ());
    let onkeydown = {
        let on_close = props.on_close.clone();
        move |event: KeyboardEvent| {
            if event.key() == "Escape" {
                event.prevent_default();
                on_close.emit(());
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
            <button type="button" class="button button--small" onclick={close}>{words.close}</button>
        </form>
    }
}
