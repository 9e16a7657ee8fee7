//! The view “File”: which rows, the rows themselves, and the chosen cell below them.

use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlElement;
use yew::prelude::*;

use crate::ask::{At, Question};
use crate::decision::History;
use crate::engine::Connection;
use crate::grid::{Counts, Place, Step};
use crate::report::RuleText;
use crate::settings::Options;
use crate::sight::{Sight, Turn};
use crate::state::{Action, Go};
use crate::texts::use_words;

use super::super::history_buttons::history_buttons;
use super::super::icon::Shape;
use super::super::notice::notice;
use super::detail::Detail;
use super::filter::Filter;
use super::look::{Look, use_look};
use super::stage::Stage;
use super::strip::Strip;
use super::table::Table;

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct FileViewProps {
    pub connection: Connection,
    pub options: Options,
    /// The file's number.
    pub file: u32,
    /// While the report is older than the answers, nothing new is read.
    pub pending: bool,
    pub rules: Rc<Vec<RuleText>>,
    pub history: History,
    pub sight: UseReducerHandle<Sight>,
    /// What was asked for from elsewhere.
    pub go: Option<Rc<Go>>,
    pub on_action: Callback<Action>,
}

#[component]
pub(crate) fn FileView(props: &FileViewProps) -> Html {
    let words = use_words();
    let sight = &props.sight;
    let stage = use_memo((), |()| Stage::default());
    let search = use_node_ref();
    let look = use_look(props);
    {
        let on_turn = look.on_turn.clone();
        use_effect_with(props.file, move |file| on_turn.emit(Turn::File(*file)));
    }
    use_go(props, &look, &search);
    let counts = look.rows.as_ref().map(|(rows, _)| (rows.counts, rows.records, rows.shown));
    let (counts, records) = counts.map_or((Counts::default(), 0), |(counts, records, _)| (counts, records));
    let is_current = look.rows.as_ref().is_some_and(|(_, list)| *list == look.about.show);
    let shown = look.rows.as_ref().filter(|_| is_current).map(|(rows, _)| rows.shown);
    let on_edit = look.is_editable.then(|| look.on_turn.reform(|()| Turn::Edit(true)));
    html! {
        <section class="file" aria-labelledby="file-title">
            <div class="desk__bar">
                <h2 class="desk__title" id="file-title">{words.grid.title}</h2>
                { history_buttons(words, &props.history, 0, &props.on_action) }
            </div>
            <Filter show={sight.show.clone()} {counts} {records} {shown} ended={sight.ended} search={search.clone()}
                on_show={look.on_turn.reform(Turn::Show)} on_action={props.on_action.clone()} />
            if let Some(why) = look.problem { { notice(Shape::Triangle, "", why) } }
            <div class="file__main">
                if let Some((rows, list)) = &look.rows {
                    if rows.shown == 0 { <p class="desk__nothing file__grid">{ if rows.records == 0 { words.grid.empty } else { words.grid.none } }</p> } else {
                        <div class="file__grid">
                            <Table rows={rows.clone()} list={list.clone()} rules={props.rules.clone()} history={props.history.clone()} name={props.options.name.clone()}
                                search={String::from(js_sys::JsString::from(sight.show.search.trim()).to_lower_case())} at={look.at}
                                wants_focus={sight.wants_focus && is_current} field={look.field.clone()} stage={(*stage).clone()} on_turn={look.on_turn.clone()}
                                on_answer={look.on_answer.clone()} on_save={look.on_save.clone()} on_see={look.on_see.clone()} />
                            <Strip letters={look.strip.clone()} stage={(*stage).clone()} />
                        </div>
                    }
                } else { <p class="desk__nothing file__grid" role="status">{words.grid.reading}</p> }
                if let Some(row) = &look.whole {
                    <Detail row={row.clone()} at={look.at} column={look.column.clone()} history={props.history.clone()} rules={props.rules.clone()}
                        on_action={props.on_action.clone()} {on_edit} />
                }
            </div>
            <p class="hint file__keys">{words.grid.hint}</p>
        </section>
    }
}

/// Does what was asked for from elsewhere, once there are rows to do it with.
#[hook]
fn use_go(props: &FileViewProps, look: &Look, search: &NodeRef) {
    let (connection, on_turn, on_action) = (props.connection.clone(), look.on_turn.clone(), props.on_action.clone());
    let (about, search) = (look.about.clone(), search.clone());
    let at = At { row: look.row.unwrap_or_default(), index: look.at.index(), ..At::default() };
    let waits = props.pending || look.rows.is_none();
    use_effect_with((props.go.clone(), waits), move |(go, waits)| {
        match go.as_deref() {
            Some(Go::Cell { row, index }) => on_turn.emit(Turn::Find { row: *row, index: *index }),
            Some(Go::Search) => drop(search.cast::<HtmlElement>().map(|field| field.focus())),
            Some(Go::Step { forward }) if !waits => {
                let (forward, on_turn) = (*forward, on_turn.clone());
                let question = Question { call: "step", about, at: At { forward, ..at } };
                spawn_local(async move {
                    if let Ok(step) = connection.grid::<Option<Step>>(&question).await {
                        let to = |step: Step| Turn::Jump(Place::of(step.position, step.index));
                        on_turn.emit(step.map_or(Turn::Ended { forward }, to));
                    }
                });
            }
            Some(Go::Step { .. } | Go::Rule(_)) | None => return,
        }
        on_action.emit(Action::Went);
    });
}
