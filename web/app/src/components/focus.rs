//! Where the focus goes when what had it is gone: near by, not back to the top of the page.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, ShadowRoot};
use yew::prelude::*;

/// What has the focus in the tree that an element is part of.
pub(super) fn active(element: &Element) -> Option<Element> {
    match element.get_root_node().dyn_into::<ShadowRoot>() {
        Ok(root) => root.active_element(),
        Err(_) => element.owner_document()?.active_element(),
    }
}

/// Whether nothing has the focus, since what had it has gone.
pub(super) fn is_nowhere(element: &Element) -> bool {
    active(element).is_none_or(|active| active.tag_name() == "BODY")
}

/// Hands the focus on when a component goes that has it: to what `heir` finds as long as all still stands.
#[hook]
pub(super) fn use_heir(node: &NodeRef, heir: fn(&Element) -> Option<Element>) {
    let node = node.clone();
    use_effect_with((), move |()| {
        move || {
            let going = node.cast::<Element>().filter(|element| element.contains(active(element).as_deref()));
            focus(going.and_then(|going| heir(&going)));
        }
    });
}

/// When what is in a field becomes less or more, and the focus has gone with it: to what the selector finds.
#[hook]
pub(super) fn use_refocus<T: PartialEq + 'static>(holds: T, node: &NodeRef, selector: &'static str) {
    let (node, is_later) = (node.clone(), use_mut_ref(|| false));
    use_effect_with(holds, move |_| {
        let lost = node.cast::<Element>().filter(|element| is_later.replace(true) && is_nowhere(element));
        focus(lost.and_then(|element| element.query_selector(selector).ok().flatten()));
    });
}

fn focus(element: Option<Element>) {
    if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        let _ = element.focus();
    }
}

#[derive(Clone, PartialEq, Properties)]
pub(super) struct ViewTitleProps {
    pub id: AttrValue,
    pub title: AttrValue,
}

/// The heading of a view. Whoever came by a link that went with the view before begins here.
#[component]
pub(super) fn ViewTitle(props: &ViewTitleProps) -> Html {
    let node = use_node_ref();
    {
        let node = node.clone();
        use_effect_with((), move |()| focus(node.cast::<Element>().filter(is_nowhere)));
    }
    html! { <h2 ref={node} class="desk__title" id={props.id.clone()} tabindex="-1">{props.title.clone()}</h2> }
}
