//! How large one file may be: what older importers take, or what later ones did.

use web_sys::HtmlSelectElement;
use yew::prelude::*;

use crate::texts::use_words;

/// In megabytes; the first is what the engine takes by itself.
const SIZES: [usize; 2] = [10, 250];
const MEGABYTE: usize = 1_000_000;

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct MostBytesProps {
    pub bytes: Option<usize>,
    pub on_change: Callback<Option<usize>>,
}

#[component]
pub(crate) fn MostBytes(props: &MostBytesProps) -> Html {
    let words = use_words();
    let now = props.bytes.map_or(SIZES[0], |bytes| bytes.div_ceil(MEGABYTE));
    let mut sizes = SIZES.to_vec();
    // A session can bring another one.
    sizes.extend((!sizes.contains(&now)).then_some(now));
    let onchange = {
        let on_change = props.on_change.clone();
        move |event: Event| {
            let chosen: Option<usize> = event.target_unchecked_into::<HtmlSelectElement>().value().parse().ok();
            on_change.emit(chosen.filter(|size| *size != SIZES[0]).map(|size| size * MEGABYTE));
        }
    };
    let option = |size: &usize| {
        html! { <option value={size.to_string()} selected={*size == now}>{words.megabytes(*size)}</option> }
    };
    html! {
        <div class="options__group">
            <label class="label" for="most-bytes">{words.around.bytes_question}</label>
            <select class="field" id="most-bytes" {onchange}>{ for sizes.iter().map(option) }</select>
        </div>
    }
}
