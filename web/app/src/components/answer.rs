//! The answers to a question: a row of buttons, the given one pressed.

use yew::prelude::*;

use crate::decision::{NO, YES};
use crate::report::Choice;
use crate::texts::use_words;

use super::cell::Cell;

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct AnswerProps {
    /// What is asked, for people who do not see what the buttons stand beside.
    pub label: AttrValue,
    /// The answer given so far: to this question or to a wider one.
    pub answer: Option<AttrValue>,
    /// Whether the repair is carried out without an answer.
    pub is_safe: bool,
    pub yes: AttrValue,
    #[prop_or_default]
    pub choices: Vec<Choice>,
    #[prop_or_default]
    pub small: bool,
    pub on_answer: Callback<String>,
}

#[component]
pub(crate) fn Answer(props: &AnswerProps) -> Html {
    let words = use_words();
    let given = props.answer.as_deref().or(props.is_safe.then_some(YES));
    let button = |answer: &str, label: Html| {
        let pressed = given == Some(answer);
        let on_answer = props.on_answer.clone();
        let answer = answer.to_owned();
        let onclick = move |_: MouseEvent| on_answer.emit(answer.clone());
        html! {
            <button type="button" class="answer__button" aria-pressed={pressed.to_string()} {onclick}>
                <span class="answer__dot" aria-hidden="true"></span>{label}
            </button>
        }
    };
    let has_choices = !props.choices.is_empty();
    html! {
        <div class={classes!("answer", props.small.then_some("answer--small"), has_choices.then_some("answer--choices"))}
            role="group" aria-label={props.label.clone()}>
            if has_choices {
                { for props.choices.iter().map(|choice| button(&choice.choice, choice_label(choice))) }
            } else {
                { button(YES, html! { {props.yes.clone()} }) }
            }
            { button(NO, html! { {words.leave} }) }
        </div>
    }
}

fn choice_label(choice: &Choice) -> Html {
    html! {
        <span class="answer__choice">
            <span>{choice.does.clone()}</span>
            if let Some(after) = &choice.after {
                <Cell value={after.clone()} />
            }
        </span>
    }
}
