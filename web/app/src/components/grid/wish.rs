//! Does what was asked for, one wish after the other, once there are rows to do it with.
//!
//! What must stay true: a wish begins where the one before it led to. So a step waits for the list and the row it goes on
//! from, and what a key means is settled when its turn comes.

use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlElement;
use yew::prelude::*;

use crate::ask::{At, Question};
use crate::grid::{Place, Step};
use crate::keys::{Extent, Key, Meaning, in_grid};
use crate::sight::Turn;
use crate::state::{Action, Go};

use super::look::Look;
use super::view::FileViewProps;

#[hook]
pub(super) fn use_wish(props: &FileViewProps, look: &Look, search: &NodeRef) {
    let (connection, on_turn, on_action) = (props.connection.clone(), look.on_turn.clone(), props.on_action.clone());
    let (about, at, search) = (look.about.clone(), look.at, search.clone());
    let on_answer = look.on_answer.clone();
    let from = At { row: look.row.unwrap_or_default(), index: at.index(), ..At::default() };
    let (rows, columns) = look.rows.as_ref().map_or((0, 0), |(rows, _)| (rows.shown, rows.columns.len() + 1));
    // Nothing is listed, or nothing can be read: then there is no row to wait for.
    let is_here = if rows == 0 { look.rows.is_some() || look.problem.is_some() } else { look.whole.is_some() };
    let can_step = is_here && look.is_fresh && !props.pending;
    let begun = use_mut_ref(|| 0);
    use_effect_with((props.wish.clone(), is_here, can_step), move |(wish, is_here, can_step)| {
        let Some(wish) = wish.as_ref().filter(|wish| *begun.borrow() != wish.number) else { return };
        let number = wish.number;
        match &wish.go {
            Go::Cell { row, index } => on_turn.emit(Turn::Find { row: *row, index: *index }),
            Go::Search => drop(search.cast::<HtmlElement>().map(|field| field.focus())),
            Go::Step { forward } if *can_step => {
                begun.replace(number);
                let (forward, on_action) = (*forward, on_action.clone());
                let question = Question { call: "step", about, at: At { forward, ..from } };
                spawn_local(async move {
                    if let Ok(step) = connection.grid::<Option<Step>>(&question).await {
                        let to = |step: Step| Turn::Jump(Place::of(step.position, step.index));
                        on_turn.emit(step.map_or(Turn::Ended { forward }, to));
                    }
                    on_action.emit(Action::Went(number));
                });
                return;
            }
            Go::Press { key, ctrl, page } if rows > 0 => {
                let key = Key { name: key, ctrl: *ctrl, ..Key::default() };
                match in_grid(key, at, Extent { rows, columns, page: *page }) {
                    Some(Meaning::Go(place)) => on_turn.emit(Turn::Go(place)),
                    Some(Meaning::Edit) => on_turn.emit(Turn::Edit(true)),
                    // An answer is to what was found in this row: it waits until that is known.
                    Some(Meaning::Answer(_)) if !is_here => return,
                    Some(Meaning::Answer(answer)) => on_answer.emit(answer),
                    None => {}
                }
            }
            Go::Press { .. } if *is_here => {} // there is no row
            Go::Step { .. } | Go::Press { .. } | Go::Rule(_) => return,
        }
        begun.replace(number);
        on_action.emit(Action::Went(number));
    });
}
