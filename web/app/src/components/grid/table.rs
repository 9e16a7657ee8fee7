//! The table itself: it follows the scrolling and the keys, and keeps the chosen cell in sight.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::Element;
use yew::prelude::*;

use crate::decision::History;
use crate::grid::{Place, Stretch};
use crate::keys::{Extent, Key, in_grid};
use crate::report::RuleText;
use crate::sight::Turn;
use crate::state::Go;
use crate::texts::{Words, use_words};

use super::follow::use_follow;
use super::row::{GridRow, width};
use super::stage::Stage;

#[derive(Clone, PartialEq, Properties)]
pub(super) struct TableProps {
    pub rows: Rc<Stretch>,
    /// The list that these are rows of.
    pub list: Rc<str>,
    /// Whether they are told with the answers that stand now: before, what was typed counts.
    pub is_fresh: bool,
    pub rules: Rc<Vec<RuleText>>,
    pub history: History,
    pub name: AttrValue,
    pub search: AttrValue,
    pub at: Place,
    pub wants_focus: bool,
    /// What the field of the chosen cell begins with, while it is edited.
    pub field: Option<AttrValue>,
    pub stage: Stage,
    pub on_turn: Callback<Turn>,
    /// A key, whose turn comes after all that is asked for by then: what is drawn may not know of it yet.
    pub on_press: Callback<Go>,
    pub on_save: Callback<Option<String>>,
    /// The first row that is seen, and how many are.
    pub on_see: Callback<(usize, usize)>,
}

#[component]
pub(super) fn Table(props: &TableProps) -> Html {
    let words = use_words();
    let (rows, at) = (&props.rows, props.at);
    let cell = use_node_ref();
    let follow = use_follow(props, &cell);
    let (first, count) = follow.rows;
    let extent = Extent { rows: rows.shown, columns: rows.columns.len() + 1, page: follow.page };
    let onkeydown = {
        let on_press = props.on_press.clone();
        move |event: KeyboardEvent| {
            let name = event.key();
            let ctrl = event.ctrl_key() || event.meta_key();
            let key = Key { name: &name, ctrl, shift: event.shift_key(), alt: event.alt_key() };
            if in_grid(key, at, extent).is_some() {
                event.prevent_default();
                on_press.emit(Go::Press { key: name, ctrl, page: extent.page });
            }
        }
    };
    let onclick = {
        let on_turn = props.on_turn.clone();
        move |event: MouseEvent| {
            clicked(&event).filter(|place| *place != at).into_iter().for_each(|place| on_turn.emit(Turn::Go(place)));
        }
    };
    let ondblclick = {
        let on_turn = props.on_turn.clone();
        move |event: MouseEvent| clicked(&event).into_iter().for_each(|_| on_turn.emit(Turn::Edit(true)))
    };
    let is_in_sight = (first..first + count).contains(&at.position);
    let last = (first + count).min(rows.shown);
    html! {
        <div ref={props.stage.scroller.clone()} class="grid" onscroll={follow.onscroll}>
            <div ref={props.stage.space.clone()} class="grid__space">
                <div ref={props.stage.layer.clone()} class="grid__layer" role="grid" aria-label={words.grid_of(&props.name)} aria-readonly="false"
                    aria-rowcount={(rows.shown + 1).to_string()} aria-colcount={(rows.columns.len() + 1).to_string()}
                    tabindex={if is_in_sight { "-1" } else { "0" }} {onkeydown} {onclick} {ondblclick}>
                    { head(words, rows, follow.columns) }
                    <div role="rowgroup" class="grid__body">
                        { for (first..last).map(|position| {
                            let is_chosen = position == at.position;
                            let typed = rows.row(position).filter(|_| !props.is_fresh).map(|row| props.history.edits_of(row.number)).unwrap_or_default();
                            html! { <GridRow key={position} rows={rows.clone()} rules={props.rules.clone()} {position} columns={follow.columns} {typed}
                                chosen={is_chosen.then_some(at.column)} cell={cell.clone()} field={props.field.clone().filter(|_| is_chosen)}
                                search={props.search.clone()} on_save={props.on_save.clone()} /> }
                        }) }
                    </div>
                </div>
            </div>
        </div>
    }
}

/// The column names, and what becomes of them.
fn head(words: &Words, rows: &Stretch, (first, count): (usize, usize)) -> Html {
    let columns = rows.columns.iter().enumerate().skip(first).take(count);
    html! {
        <div role="row" class="grid__row grid__row--names" aria-rowindex="1">
            <div role="columnheader" class="grid__head" aria-colindex="1">{words.grid.row}</div>
            <div role="none" class="grid__cells">
                { for columns.map(|(index, column)| html! {
                    <div role="columnheader" key={index} class={classes!("grid__cell", "grid__cell--name", width(column), column.left_out.then_some("grid__cell--out"))}
                        aria-colindex={(index + 2).to_string()} title={column.header.clone()}>
                        if let Some(after) = &column.after { <s class="grid__was">{column.header.clone()}</s>{" → "}<b>{after.clone()}</b> }
                        else if column.header.is_empty() { <i>{words.column_without_name(index + 1)}</i> }
                        else { {column.header.clone()} }
                        if column.left_out { <span class="visually-hidden">{" "}{words.grid.column_left_out}</span> }
                    </div>
                }) }
            </div>
        </div>
    }
}

/// The cell that an event is about.
fn clicked(event: &MouseEvent) -> Option<Place> {
    let target = event.target()?.dyn_into::<Element>().ok()?;
    Place::named(&target.closest("[data-cell]").ok()??.get_attribute("data-cell")?)
}
