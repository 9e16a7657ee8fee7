//! Shapes, so that colour is never the only sign: drawn here, fetched from nowhere.

use yew::prelude::*;

use crate::report::Severity;

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    Octagon,
    Triangle,
    Square,
    Tick,
    Lock,
    Hand,
}

impl From<Severity> for Shape {
    fn from(severity: Severity) -> Self {
        match severity {
            Severity::Blocker => Self::Octagon,
            Severity::Warning => Self::Triangle,
            Severity::Note => Self::Square,
        }
    }
}

/// A shape in the colour of the text around it. What it means stands beside it in words.
pub(crate) fn icon(shape: Shape) -> Html {
    let drawing = match shape {
        Shape::Octagon => html! {
            <><path class="icon__fill" d="M5 1h6l4 4v6l-4 4H5l-4-4V5z" /><path class="icon__sign" d="M5.5 5.5l5 5m0-5l-5 5" /></>
        },
        Shape::Triangle => html! {
            <><path class="icon__fill" d="M8 1.2L15.4 14.5H.6z" /><path class="icon__sign" d="M8 6v4m0 1.6v1.2" /></>
        },
        Shape::Square => html! {
            <><rect class="icon__fill" x="1.5" y="1.5" width="13" height="13" rx="2" /><path class="icon__sign" d="M8 7v4.6M8 4v1.4" /></>
        },
        Shape::Tick => html! { <path class="icon__line" d="M2 8.6l4 4L14 3.6" /> },
        Shape::Lock => html! {
            <><rect class="icon__fill" x="2.5" y="7" width="11" height="8" rx="1.5" /><path class="icon__line" d="M5 7V4.6a3 3 0 0 1 6 0V7" /></>
        },
        Shape::Hand => html! { <path class="icon__line" d="M2 14l.8-3.4L11 2.4l2.6 2.6-8.2 8.2zM9.4 4l2.6 2.6" /> },
    };
    html! {
        <svg class="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">{drawing}</svg>
    }
}
