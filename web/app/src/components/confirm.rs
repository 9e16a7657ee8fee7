//! The question before a file is saved that takes licences away: it names how many users lose one.

use yew::prelude::*;

use crate::texts::Words;

/// `removals`: nothing when nobody could count them.
pub(crate) fn confirm(words: &Words, removals: Option<usize>, on_yes: &Callback<()>, on_look: &Callback<()>) -> Html {
    let (says, yes) = words.confirm(removals);
    html! {
        <div class="confirm" role="alert">
            <p class="confirm__says">{says}</p>
            <button type="button" class="button button--warned" onclick={on_yes.reform(|_: MouseEvent| ())}>{yes}</button>
            <button type="button" class="button" onclick={on_look.reform(|_: MouseEvent| ())}>{words.plan.confirm_look}</button>
        </div>
    }
}
