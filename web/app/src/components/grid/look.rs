//! What the engine tells of the rows that are seen and of the chosen cell.

use std::rc::Rc;

use yew::prelude::*;

use crate::ask::{About, At, Question, use_answer};
use crate::decision::{Decision, NO, Reach};
use crate::grid::{Column, Place, Stretch, WholeRow};
use crate::sight::Turn;
use crate::state::Action;

use super::strip::PARTS;
use super::view::FileViewProps;

/// Stretch that are asked for before and after those that are seen.
const MARGIN: usize = 24;

/// What is there to be shown.
pub(super) struct Look {
    pub about: About,
    /// The rows, and the list they are of.
    pub rows: Option<(Rc<Stretch>, Rc<str>)>,
    /// Whether these rows are those of the answers and the list that stand now.
    pub is_fresh: bool,
    pub problem: Option<String>,
    pub strip: AttrValue,
    /// The chosen cell: where it is in the list, its row, its column.
    pub at: Place,
    pub row: Option<usize>,
    pub whole: Option<Rc<WholeRow>>,
    /// Whether it is told with the answers that stand now.
    pub is_whole_fresh: bool,
    pub column: Option<Column>,
    /// What the field of the chosen cell begins with, while it is edited.
    pub field: Option<AttrValue>,
    pub is_editable: bool,
    pub on_see: Callback<(usize, usize)>,
    pub on_turn: Callback<Turn>,
    pub on_save: Callback<Option<String>>,
    pub on_answer: Callback<&'static str>,
}

#[hook]
pub(super) fn use_look(props: &FileViewProps) -> Look {
    let (sight, history) = (&props.sight, &props.history);
    let options: Rc<Rc<str>> = use_memo(props.options.clone(), |options| Rc::from(options.json()));
    let show: Rc<Rc<str>> = use_memo(sight.show.clone(), |show| Rc::from(show.json()));
    let about = About { options: (*options).clone(), show: (*show).clone() };
    let see = use_state_eq(|| (0_usize, 32_usize));
    let ask = |call: &'static str, at: At| (!props.pending).then(|| Question { call, about: about.clone(), at });
    let from = see.0.saturating_sub(MARGIN);
    let stretch = At { from, count: see.0 - from + see.1 + MARGIN, ..At::default() };
    let window = use_answer::<Stretch>(&props.connection, ask("rows", stretch));
    let strip = use_answer::<String>(&props.connection, ask("strip", At { count: PARTS, ..At::default() }));
    let problem = window.as_ref().and_then(|answer| answer.result.as_ref().err().cloned());
    let is_fresh = window.as_ref().is_some_and(|answer| answer.question.about == about);
    let rows = window.as_ref().and_then(|answer| {
        let rows = answer.result.as_ref().ok()?.clone();
        Some((rows, answer.question.about.show.clone()))
    });
    let shown = rows.as_ref().map_or(0, |(rows, _)| rows.shown);
    let at = Place { position: sight.at.position.min(shown.saturating_sub(1)), ..sight.at };
    let row = rows.as_ref().and_then(|(rows, _)| rows.row(at.position)).map(|row| row.number);
    let question = row.and_then(|row| ask("row", At { row, ..At::default() }));
    let whole = use_answer::<Option<WholeRow>>(&props.connection, question);
    let is_whole_fresh = whole.as_ref().is_some_and(|answer| answer.question.about.options == about.options);
    let whole = whole.and_then(|answer| (**answer.result.as_ref().ok()?).clone());
    let whole = whole.filter(|whole| Some(whole.row) == row).map(Rc::new);
    let column = at.index().and_then(|index| rows.as_ref()?.0.columns.get(index).cloned());
    let is_editable = column.as_ref().is_some_and(|column| !column.left_out && column.is_of_the_file());
    let value = whole.as_ref().zip(at.index()).map(|(whole, index)| {
        let now = history.edit(whole.row, index).or(whole.after(index));
        now.or(whole.cells.get(index).map(String::as_str)).unwrap_or_default().to_owned()
    });
    let field = value.clone().filter(|_| sight.is_editing && is_editable).map(AttrValue::from);
    let on_turn = {
        let dispatch = sight.dispatcher();
        Callback::from(move |turn| dispatch.dispatch(turn))
    };
    let on_save = {
        let (on_turn, on_action) = (on_turn.clone(), props.on_action.clone());
        let was =
            whole.as_ref().zip(at.index()).map(|(whole, index)| whole.cells.get(index).cloned().unwrap_or_default());
        Callback::from(move |typed: Option<String>| {
            on_turn.emit(Turn::Edit(false));
            let typed = typed.filter(|typed| Some(typed) != value.as_ref());
            if let (Some(typed), Some(row), Some(index)) = (typed, row, at.index()) {
                on_action.emit(Action::Decide(Decision::edit(row, index, was.clone(), typed)));
            }
        })
    };
    let on_answer = {
        let (on_action, whole) = (props.on_action.clone(), whole.clone());
        Callback::from(move |answer: &'static str| {
            let Some(whole) = &whole else { return };
            let mut here = whole.findings.iter().filter(|finding| finding.index == at.index());
            // Of several ways only a person can choose one.
            let fits =
                here.find(|finding| finding.fix.as_ref().is_some_and(|fix| answer == NO || fix.choices.is_empty()));
            if let Some(finding) = fits {
                let reach = Reach::finding(&finding.rule, finding.row, finding.index);
                on_action.emit(Action::Decide(Decision::answer(reach, answer)));
            }
        })
    };
    let on_see = {
        let see = see.setter();
        use_callback((), move |seen, ()| see.set(seen))
    };
    let letters = strip.and_then(|answer| Some(AttrValue::from(answer.result.as_ref().ok()?.to_string())));
    let strip = letters.unwrap_or_default();
    Look {
        about,
        rows,
        is_fresh,
        problem,
        strip,
        at,
        row,
        whole,
        is_whole_fresh,
        column,
        field,
        is_editable,
        on_see,
        on_turn,
        on_save,
        on_answer,
    }
}
