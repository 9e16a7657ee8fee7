//! One cell's value, and what becomes of it.

use yew::prelude::*;

use crate::texts::{Words, use_words};
use crate::visible::{Piece, difference, pieces};

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct BeforeAfterProps {
    pub before: Option<AttrValue>,
    /// The value after the repair; `None` shows what the cell holds and nothing else.
    pub after: Option<AttrValue>,
}

/// A value before and after its repair, with what differs set apart.
#[component]
pub(crate) fn BeforeAfter(props: &BeforeAfterProps) -> Html {
    let words = use_words();
    let before = props.before.as_deref();
    let after = props.after.as_deref();
    html! {
        <span class="change">
            if let Some(before) = before {
                <span class="visually-hidden">{words.before}{" "}</span>
                <Cell class="cell--before" value={before.to_owned()} other={after.map(|after| AttrValue::from(after.to_owned()))} />
            }
            if let Some(after) = after {
                <span class="change__arrow" aria-hidden="true">{"→"}</span>
                <span class="visually-hidden">{" "}{words.after}{" "}</span>
                <Cell class="cell--after" value={after.to_owned()} other={before.map(|before| AttrValue::from(before.to_owned()))} />
            }
        </span>
    }
}

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct CellProps {
    pub value: AttrValue,
    /// The other value to compare with.
    #[prop_or_default]
    pub other: Option<AttrValue>,
    #[prop_or_default]
    pub class: Classes,
}

/// A value framed like a cell of a sheet, with marks for what cannot be seen.
#[component]
pub(crate) fn Cell(props: &CellProps) -> Html {
    let words = use_words();
    let value: &str = &props.value;
    if value.is_empty() {
        return html! { <span class={classes!("cell", "cell--blank", props.class.clone())}>{words.blank}</span> };
    }
    let [start, own, end] = match &props.other {
        Some(other) => difference(value, other),
        None => [value, "", ""],
    };
    html! {
        <bdi class={classes!("cell", props.class.clone())}>
            { show(words, start, true, own.is_empty() && end.is_empty()) }
            if !own.is_empty() {
                <b class="cell__own">{ show(words, own, start.is_empty(), end.is_empty()) }</b>
            }
            { show(words, end, false, true) }
        </bdi>
    }
}

fn show(words: &Words, stretch: &str, starts: bool, ends: bool) -> Html {
    let show = |piece| match piece {
        Piece::Plain(text) => html! { {text} },
        Piece::Marked(_, mark) => {
            let name = words.invisible(mark);
            html! { <span class="cell__mark" title={name}><span aria-hidden="true">{mark.sign()}</span><span class="visually-hidden">{name}</span></span> }
        }
    };
    pieces(stretch, starts, ends).into_iter().map(show).collect()
}
