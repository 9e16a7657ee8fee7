//! The field that a cell becomes while it is edited.

use web_sys::HtmlInputElement;
use yew::prelude::*;

#[derive(Clone, PartialEq, Properties)]
pub(super) struct FieldProps {
    /// What it begins with.
    pub value: AttrValue,
    pub label: String,
    /// What was typed; nothing when it is given up.
    pub on_save: Callback<Option<String>>,
}

/// Takes the focus when it appears. Enter, Tab and leaving it save, as in a spreadsheet; Escape does not.
#[component]
pub(super) fn Field(props: &FieldProps) -> Html {
    let field = use_node_ref();
    let is_done = use_mut_ref(|| false);
    use_effect_with(field.clone(), |field| {
        if let Some(input) = field.cast::<HtmlInputElement>() {
            let options = web_sys::FocusOptions::new();
            options.set_prevent_scroll(true); // its cell is in sight already
            let _ = input.focus_with_options(&options);
            input.select();
        }
    });
    let end = {
        let (field, on_save) = (field.clone(), props.on_save.clone());
        // Once: a field that goes away is left, too.
        Callback::from(move |saves: bool| {
            if !is_done.replace(true) {
                let value = field.cast::<HtmlInputElement>().map(|input| input.value());
                on_save.emit(value.filter(|_| saves));
            }
        })
    };
    let onkeydown = {
        let end = end.clone();
        move |event: KeyboardEvent| {
            event.stop_propagation();
            match event.key().as_str() {
                "Enter" | "Tab" if !event.is_composing() => end.emit(true),
                "Escape" => end.emit(false),
                _ => return,
            }
            event.prevent_default();
        }
    };
    html! {
        <input ref={field} class="grid__field" type="text" value={props.value.clone()} aria-label={props.label.clone()} {onkeydown}
            onblur={end.reform(|_: FocusEvent| true)} autocomplete="off" autocapitalize="off" spellcheck="false" />
    }
}
