//! The answers to a question: a row of buttons, the given one pressed.

use yew::prelude::*;

use crate::decision::{NO, YES};
use crate::report::Choice;
use crate::texts::Words;

use super::cell::cell;

pub(crate) struct Question<'a> {
    /// What is asked, for people who do not see what the buttons stand beside.
    pub label: String,
    /// The answer given so far: to this question or to a wider one.
    pub given: Option<&'a str>,
    /// Whether the repair is carried out without an answer.
    pub is_safe: bool,
    pub yes: String,
    /// The choices of a repair; one with a single way has none.
    pub choices: &'a [Choice],
    /// Beside one finding there is less room than beside a rule.
    pub is_small: bool,
    pub on_answer: Callback<String>,
}

/// Choices that are seen at once; the others are a click away.
const SHOWN_CHOICES: usize = 4;

pub(crate) fn answer(words: &Words, question: &Question<'_>) -> Html {
    let given = question.given.or(question.is_safe.then_some(YES));
    let button = |answer: &str, label: Html| {
        let pressed = given == Some(answer);
        let on_answer = question.on_answer.clone();
        let answer = answer.to_owned();
        let onclick = move |_: MouseEvent| on_answer.emit(answer.clone());
        html! {
            <button type="button" class="answer__button" aria-pressed={pressed.to_string()} {onclick}>
                <span class="answer__dot" aria-hidden="true"></span>{label}
            </button>
        }
    };
    let has_choices = !question.choices.is_empty();
    let choose = |choice: &Choice| button(&choice.key, label(words, choice, question.is_small));
    // The likeliest come first.
    let (first, more) = question.choices.split_at(question.choices.len().min(SHOWN_CHOICES));
    let class =
        classes!("answer", question.is_small.then_some("answer--small"), has_choices.then_some("answer--choices"));
    html! {
        <div {class} role="group" aria-label={question.label.clone()}>
            if has_choices {
                { for first.iter().map(&choose) }
                if !more.is_empty() {
                    <details class="answer__more" open={more.iter().any(|choice| given == Some(&choice.key))}>
                        <summary>{words.more_choices(more.len())}</summary>
                        { for more.iter().map(&choose) }
                    </details>
                }
            } else {
                { button(YES, html! { {question.yes.clone()} }) }
            }
            { button(NO, html! { {words.leave} }) }
        </div>
    }
}

/// What a choice does; where there is little room, without the part after the colon.
fn label(words: &Words, choice: &Choice, is_small: bool) -> Html {
    let short = choice.does.split_once(": ").map(|(name, _)| name).filter(|_| is_small);
    html! {
        <span class="answer__choice">
            <span>{short.unwrap_or(&choice.does).to_owned()}</span>
            if let Some(after) = &choice.after { { cell(words, after) } }
        </span>
    }
}
