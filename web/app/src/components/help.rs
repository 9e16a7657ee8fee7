//! The sheet of keys.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::state::Action;
use crate::texts::Words;

type Keys = [(&'static [&'static str], &'static str)];

pub(crate) fn help(words: &Words, single_keys: bool, on_action: &Callback<Action>) -> Html {
    let onchange = on_action
        .reform(|event: Event| Action::SingleKeys(event.target_unchecked_into::<HtmlInputElement>().checked()));
    html! {
        <>
            { keys(words.grid.keys_on_page, &words.grid.page_keys) }
            { keys(words.grid.keys_in_grid, &words.grid.grid_keys) }
            <label class="choice">
                <input type="checkbox" checked={single_keys} {onchange} />
                <span>{words.grid.single_keys}</span>
            </label>
        </>
    }
}

fn keys(title: &'static str, keys: &Keys) -> Html {
    html! {
        <>
            <h3 class="sheet__title">{title}</h3>
            <dl class="keys">
                { for keys.iter().map(|(names, does)| html! {
                    <div class="keys__key"><dt>{ for names.iter().map(|name| html! { <kbd>{*name}</kbd> }) }</dt><dd>{*does}</dd></div>
                }) }
            </dl>
        </>
    }
}
