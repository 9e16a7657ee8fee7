//! The small print.

use yew::prelude::*;

use crate::texts::use_words;

#[component]
pub(crate) fn Footer() -> Html {
    let words = use_words();
    html! {
        <footer class="footer"><p>{words.not_affiliated}</p><p>{words.nothing_stored}</p></footer>
    }
}
