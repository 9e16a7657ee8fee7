//! The way in: a real file field that is also a place to drop on.

use web_sys::{File, HtmlInputElement};
use yew::prelude::*;

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct DropZoneProps {
    pub id: AttrValue,
    pub label: AttrValue,
    pub hint: AttrValue,
    #[prop_or(".csv,.txt,.tsv,text/csv,text/plain")]
    pub accept: &'static str,
    #[prop_or_default]
    pub class: Classes,
    pub on_file: Callback<File>,
}

#[component]
pub(crate) fn DropZone(props: &DropZoneProps) -> Html {
    let onchange = {
        let on_file = props.on_file.clone();
        move |event: Event| {
            let input: HtmlInputElement = event.target_unchecked_into();
            let file = input.files().and_then(|files| files.get(0));
            input.set_value(""); // or choosing the same file again would be no change
            if let Some(file) = file {
                on_file.emit(file);
            }
        }
    };
    let hint = format!("{}-hint", props.id);
    html! {
        <div class={classes!("drop", props.class.clone())}>
            <input class="drop__input" id={props.id.clone()} type="file" accept={props.accept}
                aria-describedby={hint.clone()} {onchange} />
            <label class="drop__label" for={props.id.clone()}>{props.label.clone()}</label>
            <p class="drop__hint" id={hint}>{props.hint.clone()}</p>
        </div>
    }
}
