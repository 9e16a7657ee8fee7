//! Follows the scrolling: which rows and columns are seen, where the focus belongs.
//!
//! What must stay true: while the focus is in the grid it stays there, also when the cell that has it is scrolled away.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::Element;
use yew::prelude::*;

use crate::geometry::{Frame, Seen};
use crate::sight::Turn;

use super::table::TableProps;

/// The rows that are seen are told in steps of so many, so that not every one is asked for by itself.
const STEP: usize = 16;

/// What is seen, first and count; and what scrolling does.
pub(super) struct Follow {
    pub rows: (usize, usize),
    pub columns: (usize, usize),
    /// Stretch that are seen whole.
    pub page: usize,
    pub onscroll: Callback<Event>,
}

#[hook]
pub(super) fn use_follow(props: &TableProps, cell: &NodeRef) -> Follow {
    let (stage, at, shown) = (props.stage.clone(), props.at, props.rows.shown);
    let frame = use_state_eq(Frame::default);
    let seen = use_state_eq(<((usize, usize), (usize, usize))>::default);
    // What is drawn next may take the cell away that has the focus, and be drawn once more before the focus is given back.
    let holds = use_mut_ref(|| false);
    if stage.is_held() {
        holds.replace(true);
    }
    let last = use_mut_ref(|| at);
    let widths: Rc<Vec<f64>> = use_memo(props.rows.columns.clone(), |columns| {
        let rem = stage.pixels_of_rem().unwrap_or(16.0);
        columns.iter().map(|column| f64::from(u16::try_from(column.rem()).unwrap_or_default()) * rem).collect()
    });
    let look = {
        let (stage, frame, widths, seen) = (stage.clone(), *frame, widths.clone(), seen.setter());
        Callback::from(move |()| {
            let (rows, columns) = stage.look(&frame, shown, &widths);
            stage.shift(rows, columns);
            let counted = |seen: Seen| (seen.first, seen.count);
            seen.set((counted(rows), counted(columns)));
        })
    };
    let measure = {
        let (stage, frame) = (stage.clone(), frame.setter());
        move || stage.frame().into_iter().for_each(|now| frame.set(now))
    };
    {
        let measure = measure.clone();
        use_effect_with(stage.scroller.clone(), move |scroller| {
            let onresize = Closure::<dyn FnMut()>::new(measure);
            let observer = web_sys::ResizeObserver::new(onresize.as_ref().unchecked_ref());
            if let (Ok(observer), Some(scroller)) = (&observer, scroller.cast::<Element>()) {
                observer.observe(&scroller); // and is told its size at once
            }
            move || {
                if let Ok(observer) = observer {
                    observer.disconnect();
                }
                drop(onresize);
            }
        });
    }
    {
        let (stage, look) = (stage.clone(), look.clone());
        use_effect_with((*frame, shown, widths.clone()), move |(frame, shown, widths)| {
            stage.make_room(frame, *shown, widths);
            measure(); // a scrollbar may have come or gone
            look.emit(());
        });
    }
    {
        let (stage, look, frame, widths) = (stage.clone(), look.clone(), *frame, widths.clone());
        let is_measured = frame.height > 0.0;
        use_effect_with((at, props.wants_focus, is_measured, props.list.clone()), move |(at, ..)| {
            stage.reveal(&frame, *at, shown, &widths);
            look.emit(());
        });
    }
    {
        let (cell, on_turn, holds) = (cell.clone(), props.on_turn.clone(), holds.clone());
        let (wants_focus, is_editing) = (props.wants_focus, props.field.is_some());
        use_effect(move || {
            let is_held = holds.take() && stage.may_hold();
            if (is_held || wants_focus) && !is_editing {
                // Whoever moves on wants to see the cell; whoever scrolls does not want the page to move.
                stage.focus(&cell, last.replace(at) == at && !wants_focus);
            }
            if wants_focus {
                on_turn.emit(Turn::Landed);
            }
        });
    }
    let (rows, columns) = *seen;
    use_effect_with(((rows.0 / STEP * STEP, rows.1), props.on_see.clone()), |((first, count), on_see)| {
        on_see.emit((*first, count + STEP));
    });
    Follow { rows, columns, page: frame.page(), onscroll: look.reform(|_: Event| ()) }
}
