//! The small print.

use yew::prelude::*;

use crate::host::Host;
use crate::state::{Action, SheetOver};
use crate::texts::Words;

use super::docs_link::docs_link;

pub(crate) fn footer(words: &Words, host: &Host, on_action: &Callback<Action>) -> Html {
    let opens = |sheet: SheetOver, says: &'static str| {
        let onclick = on_action.reform(move |_: MouseEvent| Action::Lay(Some(sheet)));
        html! { <button type="button" class="link" {onclick}>{says}</button> }
    };
    html! {
        <footer class="footer" part="footer">
            <p>{words.not_affiliated}</p>
            if host.remembers() { <p>{words.nothing_stored}</p> }
            <p class="footer__more">{ opens(SheetOver::Trust, words.trust.about) }{ opens(SheetOver::Keys, words.grid.keys) }{ docs_link(words, host, "", words.trust.docs) }</p>
        </footer>
    }
}
