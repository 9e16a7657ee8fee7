//! One row of the grid, with those of its cells that are seen.

use std::rc::Rc;

use yew::prelude::*;

use crate::grid::{Column, Fate, Found, Place, Row, Standing, Stretch};
use crate::report::{RuleText, Severity};
use crate::texts::{Words, use_words};

use super::super::icon::{Shape, icon};
use super::field::Field;
use super::value::value;

#[derive(Clone, PartialEq, Properties)]
pub(super) struct GridRowProps {
    pub rows: Rc<Stretch>,
    pub rules: Rc<Vec<RuleText>>,
    /// In the list, from 0.
    pub position: usize,
    /// The first column that is seen, and how many are; those of the file, from 0.
    pub columns: (usize, usize),
    /// The chosen column, if it is in this row, and the node of its cell.
    pub chosen: Option<usize>,
    pub cell: NodeRef,
    /// What the field of the chosen cell begins with, while it is edited.
    pub field: Option<AttrValue>,
    /// What was typed into cells of this row and is not checked yet.
    pub typed: Vec<(usize, String)>,
    pub search: AttrValue,
    pub on_save: Callback<Option<String>>,
}

#[component]
pub(super) fn GridRow(props: &GridRowProps) -> Html {
    let words = use_words();
    let (first, count) = props.columns;
    let row = props.rows.row(props.position);
    let name = |column: usize| Place { position: props.position, column }.name();
    let chosen = |column: usize| props.chosen == Some(column);
    let node = |column: usize| if chosen(column) { props.cell.clone() } else { NodeRef::default() };
    let tabindex = |column: usize| if chosen(column) { "0" } else { "-1" };
    let (class, number) = row.map_or(("", String::new()), |row| (fate_class(row.fate), words.number(row.number)));
    let columns = props.rows.columns.iter().enumerate().skip(first).take(count);
    html! {
        <div role="row" class={classes!("grid__row", class)} aria-rowindex={(props.position + 2).to_string()}>
            <div role="rowheader" class="grid__head" aria-colindex="1" key={0} ref={node(0)} data-cell={name(0)} tabindex={tabindex(0)}>
                if let Some(row) = row { { sign(words, &props.rules, row.worst(), row.fate) } }
                <span class="grid__number">{number}</span>
            </div>
            <div role="none" class="grid__cells">
                { for columns.map(|(index, column)| {
                    let field = props.field.as_ref().filter(|_| chosen(index + 1));
                    html! {
                        <div role="gridcell" key={index + 1} class={classes!("grid__cell", width(column), row.map(|row| tone(props, row, index, column)))}
                            aria-colindex={(index + 2).to_string()} ref={node(index + 1)} data-cell={name(index + 1)} tabindex={tabindex(index + 1)}>
                            if let Some(value) = field { <Field {value} label={words.new_value_for(&column.header)} on_save={props.on_save.clone()} /> }
                            else if let Some(row) = row { { content(words, props, row, index) } }
                        </div>
                    }
                }) }
            </div>
        </div>
    }
}

fn content(words: &Words, props: &GridRowProps, row: &Row, index: usize) -> Html {
    let before = row.cells.get(index).map_or("", |value| value);
    let typed = props.typed.iter().find(|(of, _)| *of == index).map(|(_, value)| &**value);
    html! { <>{ sign(words, &props.rules, row.worst_of(index), Fate::Kept) }{ value(words, before, typed.or(row.after(index))) }</> }
}

/// What was found, as a shape with its name.
fn sign(words: &Words, rules: &[RuleText], found: Option<&Found>, fate: Fate) -> Html {
    let fate = words.fate(fate).map(|fate| html! { <span class="visually-hidden">{fate}</span> });
    let Some(found) = found else { return fate.unwrap_or_default() };
    let shape = if found.state == Standing::Applied { Shape::Tick } else { Shape::from(found.severity) };
    let title = words.rule_title(rules, &found.rule);
    html! {
        <span class={classes!("grid__sign", (found.state == Standing::Open).then(|| severity_class(found.severity)))} {title}>
            {icon(shape)}<span class="visually-hidden">{words.found(found)}</span>{ for fate }
        </span>
    }
}

fn tone(props: &GridRowProps, row: &Row, index: usize, column: &Column) -> Classes {
    let after = row.after(index);
    // As the browser sees letters: its tables are there already.
    let has = |value: &str| {
        let lower = || js_sys::JsString::from(value).to_lower_case();
        !props.search.is_empty() && lower().includes(&props.search, 0)
    };
    let open = row.worst_of(index).filter(|found| found.state == Standing::Open);
    classes!(
        open.map(|found| severity_class(found.severity)),
        after.map(|_| "grid__cell--changed"),
        (column.left_out).then_some("grid__cell--out"),
        (row.cells.get(index).is_some_and(|value| has(value)) || after.is_some_and(has)).then_some("grid__cell--match"),
    )
}

fn severity_class(severity: Severity) -> &'static str {
    match severity {
        Severity::Blocker => "tone--blocker",
        Severity::Warning => "tone--warning",
        Severity::Note => "tone--note",
    }
}

fn fate_class(fate: Fate) -> &'static str {
    match fate {
        Fate::LeftOut => "grid__row--out",
        Fate::Undecided => "grid__row--undecided",
        Fate::Kept | Fate::AsItIs => "",
    }
}

/// The class that gives a column its width.
pub(super) fn width(column: &Column) -> String {
    format!("grid__w{}", column.rem())
}
