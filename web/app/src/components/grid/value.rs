//! A value in a cell of the grid: one line of it, with what it becomes, and marks for what cannot be seen.

use yew::prelude::*;

use crate::texts::Words;
use crate::visible::{Piece, pieces};

/// The value, or before and after of one that changes.
pub(super) fn value(words: &Words, before: &str, after: Option<&str>) -> Html {
    match after.filter(|after| *after != before) {
        None => html! { <bdi class="grid__value">{ shown(words, before) }</bdi> },
        Some(after) => html! {
            <bdi class="grid__value">
                <span class="visually-hidden">{words.before}{" "}</span>
                <s class="grid__was">{ named(words, before) }</s>
                <span class="grid__arrow" aria-hidden="true">{"→"}</span>
                <span class="visually-hidden">{" "}{words.after}{" "}</span>
                <b class="grid__is">{ named(words, after) }</b>
            </bdi>
        },
    }
}

/// A blank beside another value needs a name; by itself it is seen.
fn named(words: &Words, value: &str) -> Html {
    if value.is_empty() {
        html! { <i>{words.blank}</i> }
    } else {
        shown(words, value)
    }
}

fn shown(words: &Words, value: &str) -> Html {
    let is_plain = |byte: &u8| matches!(byte, b' '..=b'~');
    if value.as_bytes().iter().all(is_plain) && value.trim_matches(' ').len() == value.len() {
        return html! { {value.to_owned()} };
    }
    let show = |piece| match piece {
        Piece::Plain(text) => html! { {text} },
        Piece::Marked(_, mark) => {
            let name = words.invisible(mark);
            html! { <span class="cell__mark" title={name}><span aria-hidden="true">{mark.sign()}</span><span class="visually-hidden">{name}</span></span> }
        }
    };
    pieces(value, true, true).into_iter().map(show).collect()
}
