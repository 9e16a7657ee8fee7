//! Something a person should know: kindly, in place, read aloud.

use yew::prelude::*;

use super::icon::{Icon, Shape};

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct NoticeProps {
    pub shape: Shape,
    #[prop_or_default]
    pub class: Classes,
    pub children: Html,
}

#[component]
pub(crate) fn Notice(props: &NoticeProps) -> Html {
    html! {
        <div class={classes!("notice", props.class.clone())} role="alert">
            <Icon shape={props.shape} /><div class="notice__text">{props.children.clone()}</div>
        </div>
    }
}
