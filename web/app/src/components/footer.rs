//! The small print.

use yew::prelude::*;

use crate::texts::Words;

pub(crate) fn footer(words: &Words) -> Html {
    html! { <footer class="footer"><p>{words.not_affiliated}</p><p>{words.nothing_stored}</p></footer> }
}
