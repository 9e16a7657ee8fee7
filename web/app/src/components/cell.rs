//! One cell's value, and what becomes of it.

use yew::prelude::*;

use crate::texts::Words;
use crate::visible::{Piece, difference, pieces};

/// A value before and after its repair, with what differs set apart. Without an `after` it is what the cell holds.
pub(crate) fn before_after(words: &Words, before: Option<&str>, after: Option<&str>) -> Html {
    html! {
        <span class="change">
            if let Some(before) = before {
                <span class="visually-hidden">{words.before}{" "}</span>
                { compared(words, "cell--before", before, after) }
            }
            if let Some(after) = after {
                <span class="change__arrow" aria-hidden="true">{"→"}</span>
                <span class="visually-hidden">{" "}{words.after}{" "}</span>
                { compared(words, "cell--after", after, before) }
            }
        </span>
    }
}

/// A value framed like a cell of a sheet, with marks for what cannot be seen.
pub(crate) fn cell(words: &Words, value: &str) -> Html {
    compared(words, "cell--only", value, None)
}

fn compared(words: &Words, class: &'static str, value: &str, other: Option<&str>) -> Html {
    if value.is_empty() {
        return html! { <span class={classes!("cell", "cell--blank", class)}>{words.blank}</span> };
    }
    let [start, own, end] = other.map_or([value, "", ""], |other| difference(value, other));
    html! {
        <bdi class={classes!("cell", class)}>
            { show(words, start, true, own.is_empty() && end.is_empty()) }
            if !own.is_empty() {
                <b class="cell__own">{ show(words, own, start.is_empty(), end.is_empty()) }</b>
            }
            { show(words, end, start.is_empty() && own.is_empty(), true) }
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
