//! The view “File”: which rows, the rows themselves, and the chosen cell below them.

use std::rc::Rc;

use yew::prelude::*;

use crate::decision::History;
use crate::engine::Connection;
use crate::grid::Counts;
use crate::host::use_host;
use crate::report::RuleText;
use crate::settings::Options;
use crate::sight::{Sight, Turn};
use crate::state::{Action, Wish};
use crate::texts::use_words;

use super::super::history_buttons::history_buttons;
use super::super::icon::Shape;
use super::super::notice::notice;
use super::detail::Detail;
use super::filter::Filter;
use super::look::use_look;
use super::stage::Stage;
use super::strip::Strip;
use super::table::Table;
use super::wish::use_wish;

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
    /// What is asked for and not done yet: the first of it.
    pub wish: Option<Rc<Wish>>,
    pub on_action: Callback<Action>,
}

#[component]
pub(crate) fn FileView(props: &FileViewProps) -> Html {
    let (words, host) = (use_words(), use_host());
    let sight = &props.sight;
    let stage = use_memo(host, |host| Stage { host: host.clone(), ..Stage::default() });
    let search = use_node_ref();
    let look = use_look(props);
    {
        let on_turn = look.on_turn.clone();
        use_effect_with(props.file, move |file| on_turn.emit(Turn::File(*file)));
    }
    use_wish(props, &look, &search);
    let counts = look.rows.as_ref().map(|(rows, _)| (rows.counts, rows.records, rows.shown));
    let (counts, records) = counts.map_or((Counts::default(), 0), |(counts, records, _)| (counts, records));
    let is_current = look.rows.as_ref().is_some_and(|(_, list)| *list == look.about.show);
    let shown = look.rows.as_ref().filter(|_| is_current).map(|(rows, _)| rows.shown);
    let on_edit = look.is_editable.then(|| look.on_turn.reform(|()| Turn::Edit(true)));
    let on_press = props.on_action.reform(Action::Go);
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
                            <Table rows={rows.clone()} list={list.clone()} is_fresh={look.is_fresh} rules={props.rules.clone()} history={props.history.clone()} name={props.options.name.clone()}
                                search={String::from(js_sys::JsString::from(sight.show.search.trim()).to_lower_case())} at={look.at}
                                wants_focus={sight.wants_focus && is_current} field={look.field.clone()} stage={(*stage).clone()} on_turn={look.on_turn.clone()}
                                on_press={on_press} on_save={look.on_save.clone()} on_see={look.on_see.clone()} />
                            <Strip letters={look.strip.clone()} stage={(*stage).clone()} />
                        </div>
                    }
                } else { <p class="desk__nothing file__grid" role="status">{words.grid.reading}</p> }
                if let Some(row) = &look.whole {
                    <Detail row={row.clone()} is_fresh={look.is_whole_fresh} at={look.at} column={look.column.clone()} history={props.history.clone()} rules={props.rules.clone()}
                        on_action={props.on_action.clone()} {on_edit} />
                }
            </div>
            <p class="hint file__keys">{words.grid.hint}</p>
        </section>
    }
}
