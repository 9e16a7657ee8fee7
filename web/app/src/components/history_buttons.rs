//! Undo, redo, and one answer for every repair that leaves no choice.

use yew::prelude::*;

use crate::decision::{Decision, History, Reach, YES};
use crate::state::Action;
use crate::texts::Words;

/// `waiting` counts the repairs that wait for an answer.
pub(crate) fn history_buttons(words: &Words, history: &History, waiting: usize, on_action: &Callback<Action>) -> Html {
    let undo = on_action.reform(|_: MouseEvent| Action::Undo);
    let redo = on_action.reform(|_: MouseEvent| Action::Redo);
    let accept = on_action.reform(|_: MouseEvent| Action::Decide(Decision::answer(Reach::everything(), YES)));
    let has_answered_all = history.answer(&Reach::everything()).is_some();
    // Not `disabled`: a button that goes away under the finger would take the focus with it.
    let off = |is_off: bool| is_off.to_string();
    html! {
        <div class="tools" role="toolbar" aria-label={words.tools}>
            <button type="button" class="button button--small" aria-disabled={off(history.undone().is_none())} onclick={undo}
                title="Ctrl+Z" aria-keyshortcuts="Control+Z">{words.undo}</button>
            <button type="button" class="button button--small" aria-disabled={off(history.redone().is_none())} onclick={redo}
                title="Ctrl+Y" aria-keyshortcuts="Control+Y Control+Shift+Z">{words.redo}</button>
            if waiting > 1 || has_answered_all {
                <button type="button" class="button button--small" aria-disabled={off(has_answered_all)} onclick={accept}>{words.accept_all}</button>
            }
        </div>
    }
}
