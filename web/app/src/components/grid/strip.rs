//! The picture of the whole list beside its scrollbar: where in it something was found or changes.
//!
//! Blockers are widest and notes narrowest, so that colour is not the only sign; what is settled is pale.

use web_sys::Element;
use yew::prelude::*;

use crate::texts::use_words;

use super::stage::Stage;

/// Parts the list is pictured in.
pub(super) const PARTS: usize = 160;

#[derive(Clone, PartialEq, Properties)]
pub(super) struct StripProps {
    /// One letter for each part.
    pub letters: AttrValue,
    pub stage: Stage,
}

#[component]
pub(super) fn Strip(props: &StripProps) -> Html {
    let words = use_words();
    let parts = props.letters.chars().count();
    let onclick = {
        let stage = props.stage.clone();
        // The picture itself takes no clicks, so the target is what has its height.
        move |event: MouseEvent| {
            let height = f64::from(event.target_unchecked_into::<Element>().client_height()).max(1.0);
            stage.go_to_part((f64::from(event.offset_y()) / height).clamp(0.0, 1.0));
        }
    };
    let marked = runs(&props.letters);
    let places = props.letters.chars().filter(|letter| !matches!(letter, '.' | 'c')).count();
    html! {
        <div class="strip" role="img" aria-label={words.strip(places, parts)} {onclick}>
            <svg class="strip__picture" viewBox={format!("0 0 6 {}", parts.max(1))} preserveAspectRatio="none" aria-hidden="true" focusable="false">
                { for marked.into_iter().map(|(letter, from, length)| {
                    let width = match letter.to_ascii_lowercase() { 'b' => 6, 'w' => 4, 'n' => 2, _ => 1 };
                    html! { <rect class={classes!(tone(letter), letter.is_ascii_lowercase().then_some("strip__settled"))} x="0" y={from.to_string()}
                        width={width.to_string()} height={length.to_string()} /> }
                }) }
            </svg>
        </div>
    }
}

fn tone(letter: char) -> &'static str {
    match letter.to_ascii_lowercase() {
        'b' => "tone--blocker",
        'w' => "tone--warning",
        'n' => "tone--note",
        _ => "tone--changed",
    }
}

/// Stretches of one letter, with where they begin and how long they are; those without anything aside.
fn runs(letters: &str) -> Vec<(char, usize, usize)> {
    let mut runs: Vec<(char, usize, usize)> = Vec::new();
    for (at, letter) in letters.chars().enumerate() {
        match runs.last_mut() {
            Some((of, _, length)) if *of == letter => *length += 1,
            _ => runs.push((letter, at, 1)),
        }
    }
    runs.retain(|(letter, ..)| *letter != '.');
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stretches_are_drawn_once() {
        assert_eq!(runs("..BBbb.n"), [('B', 2, 2), ('b', 4, 2), ('n', 7, 1)]);
        assert_eq!(runs(""), []);
    }
}
