//! The field for how many licences are left: what is typed counts once the field is left, and stays until then.

use web_sys::HtmlInputElement;
use yew::prelude::*;

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct NumberLeftProps {
    pub id: AttrValue,
    pub label: AttrValue,
    pub left: Option<usize>,
    pub on_left: Callback<Option<usize>>,
}

#[component]
pub(crate) fn NumberLeft(props: &NumberLeftProps) -> Html {
    // Whatever is drawn meanwhile, as when a plan comes in, must not take away what is being typed.
    let typed = use_state_eq(|| None::<String>);
    let oninput = {
        let typed = typed.setter();
        move |event: InputEvent| typed.set(Some(event.target_unchecked_into::<HtmlInputElement>().value()))
    };
    let onchange = {
        let (typed, on_left) = (typed.setter(), props.on_left.clone());
        move |event: Event| {
            let value = event.target_unchecked_into::<HtmlInputElement>().value();
            on_left.emit(value.trim().parse().ok());
            typed.set(None);
        }
    };
    let value = (*typed).clone().or(props.left.map(|left| left.to_string())).unwrap_or_default();
    html! {
        <input class="field field--number" type="number" min="0" step="1" inputmode="numeric" id={props.id.clone()} {value} {oninput} {onchange}
            aria-label={props.label.clone()} />
    }
}
