//! Undo, redo, and one answer for everything that has a single repair on offer.

use yew::prelude::*;

use crate::decision::{Decision, History, Reach, YES};
use crate::state::Action;
use crate::texts::use_words;

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct HistoryButtonsProps {
    pub history: History,
    /// Repairs that wait for an answer.
    pub waiting: usize,
    pub on_action: Callback<Action>,
}

#[component]
pub(crate) fn HistoryButtons(props: &HistoryButtonsProps) -> Html {
    let words = use_words();
    let undo = props.on_action.reform(|_: MouseEvent| Action::Undo);
    let redo = props.on_action.reform(|_: MouseEvent| Action::Redo);
    let accept = props.on_action.reform(|_: MouseEvent| Action::Decide(Decision::answer(Reach::everything(), YES)));
    let has_answered_all = props.history.answer(&Reach::everything()).is_some();
    // Not `disabled`: a button that goes away under the finger would take the focus with it.
    let off = |is_off: bool| is_off.to_string();
    html! {
        <div class="tools" role="toolbar" aria-label={words.tools}>
            <button type="button" class="button button--small" aria-disabled={off(props.history.undone().is_none())} onclick={undo}
                title="Ctrl+Z" aria-keyshortcuts="Control+Z">{words.undo}</button>
            <button type="button" class="button button--small" aria-disabled={off(props.history.redone().is_none())} onclick={redo}
                title="Ctrl+Y" aria-keyshortcuts="Control+Y Control+Shift+Z">{words.redo}</button>
            if props.waiting > 1 || has_answered_all {
                <button type="button" class="button button--small" aria-disabled={off(has_answered_all)} onclick={accept}>{words.accept_all}</button>
            }
        </div>
    }
}
