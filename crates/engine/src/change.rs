//! Every change that the applied fixes and the admin's edits make, one by one.
//!
//! What must stay true: the list and the corrected file come from the same
//! walk over the same decisions, so that neither can hold what the other lacks.

use std::collections::HashMap;

use crate::decision::Outcome;
use crate::examine::{Noted, Sink, splits};
use crate::form::{Copying, Form as FileForm};
use crate::report::{Change, Warrant};
use crate::row::{Fate, Row};
use crate::rule::{Act, Rule, Safety};
use crate::run::Run;
use crate::scan::Form;
use crate::sheet::Column;
use crate::undecided::set_aside;
use crate::walk::Step;
use crate::words::{Say, Words, say, text};

/// An applied fix, kept until the record it belongs to has been gone through.
#[derive(Clone, Debug)]
pub(crate) struct Applied {
    rule: &'static str,
    row: Option<u32>,
    line: Option<u32>,
    index: Option<usize>,
    act: Act,
    does: Say,
    by: Warrant,
    why: Say,
}

impl Applied {
    /// `None` when nothing was applied.
    pub(crate) fn of(noted: &Noted<'_>) -> Option<Self> {
        let (Some(fix), Outcome::Applied(position)) = (&noted.finding.fix, noted.outcome) else { return None };
        let does = fix.does(noted.rule, position);
        let proof = fix.evidence.as_ref().map(|evidence| evidence.says.clone());
        let (by, why) = if fix.safety == Safety::Safe {
            (Warrant::Proof, proof.unwrap_or_else(|| say!("Control Hub reads the same before and after.")))
        } else {
            (
                Warrant::Admin,
                proof.map_or_else(|| say!("You agreed."), |proof| say!("You agreed. {proof}", proof = proof)),
            )
        };
        let act = fix.choices[position].act.clone();
        Some(Applied {
            rule: noted.rule.name,
            row: noted.row,
            line: noted.line,
            index: noted.index,
            act,
            does,
            by,
            why,
        })
    }

    /// The column is the header's text with its place.
    fn change(&self, words: &Words, column: Option<(usize, String)>, before: String, after: Option<String>) -> Change {
        let (index, column) = column.unzip();
        Change {
            line: self.line,
            row: self.row,
            column,
            index: index.map(|index| index as u32),
            user: None,
            before,
            after,
            rules: vec![self.rule.to_owned()],
            does: words.say(&self.does),
            by: self.by,
            why: words.say(&self.why),
        }
    }

    fn without_act(&self) -> Self {
        let Applied { rule, row, line, index, does, by, why, .. } = self;
        let (act, does, why) = (Act::Form, does.clone(), why.clone());
        Applied { rule, row: *row, line: *line, index: *index, act, does, by: *by, why }
    }

    fn changes_cell(&self, index: usize) -> bool {
        match &self.act {
            Act::Replace(_) => self.index == Some(index),
            Act::ReplaceCells(cells) | Act::Resolve { cells, .. } => cells.iter().any(|(at, _)| *at == index),
            Act::ReplaceRecord(_) => true,
            _ => false,
        }
    }
}

/// Hands every change to `each`: the file as a whole, the header, the records.
pub(crate) fn changes(run: &Run<'_>, each: &mut dyn FnMut(Change)) {
    if run.refusal.is_some() {
        return;
    }
    for applied in run.collector.above_records() {
        each(above_records(run, applied));
    }
    let mut of_users = Journal::default();
    run.compare_users_again(&mut of_users);
    let mut by_row: HashMap<u32, Vec<Applied>> = HashMap::new();
    for applied in of_users.applied {
        match &applied.act {
            Act::Resolve { drop, keep, cells } => {
                // Not the whole list of rows for each of them.
                let alone = Applied { act: Act::Drop, ..applied.without_act() };
                for row in drop {
                    by_row.entry(*row).or_default().push(alone.clone());
                }
                if !cells.is_empty() {
                    by_row.entry(*keep).or_default().push(applied.clone());
                }
            }
            _ => each(applied.change(&run.sheet.words, None, String::new(), None)),
        }
    }
    let sets_aside = FileForm::of(run).copying == Copying::Fields;
    let mut journal = Recorder { by_row, sets_aside, each };
    let mut applied = Journal::default();
    run.each_record(&mut applied, &mut |_, step, applied| {
        if let Step::Examined(row) = step {
            journal.row(&row, applied);
        }
        applied.applied.clear();
        applied.doubt = None;
        true
    });
}

/// A change of the file as a whole or of the header.
fn above_records(run: &Run<'_>, applied: &Applied) -> Change {
    let words = &run.sheet.words;
    let column = applied.index.and_then(|index| run.sheet.columns.get(index)).map(placed);
    let header = column.as_ref().map(|(_, header)| header.clone()).unwrap_or_default();
    match (&applied.act, &column) {
        (Act::Replace(name), Some(_)) => applied.change(words, column, header, Some(name.clone())),
        (Act::Drop | Act::DropColumn, Some(_)) => applied.change(words, column, header, None),
        (Act::Decode(encoding), _) => applied.change(words, None, (*encoding).to_owned(), Some("utf-8".to_owned())),
        _ => applied.change(words, column, String::new(), None),
    }
}

fn placed(column: &Column) -> (usize, String) {
    (column.index, column.header.clone())
}

/// Remembers applied fixes.
#[derive(Debug, Default)]
pub(crate) struct Journal {
    applied: Vec<Applied>,
    /// The rule that leaves it open how the record is split.
    doubt: Option<&'static str>,
}

impl Sink for Journal {
    fn take(&mut self, noted: Noted<'_>) {
        self.applied.extend(Applied::of(&noted));
        if splits(noted.rule) {
            self.doubt = Some(noted.rule.name);
        }
    }

    fn wants_after(&self, _rule: &Rule, _row: u32) -> bool {
        false
    }
}

struct Recorder<'c> {
    /// What comparing users changed, by row.
    by_row: HashMap<u32, Vec<Applied>>,
    /// Whether a row that is not split goes into one cell.
    sets_aside: bool,
    each: &'c mut dyn FnMut(Change),
}

impl Recorder<'_> {
    fn row(&mut self, row: &Row<'_>, journal: &Journal) {
        let words = &row.sheet.words;
        let of_users = self.by_row.remove(&row.number).unwrap_or_default();
        let applied: Vec<&Applied> = journal.applied.iter().chain(&of_users).collect();
        let at = |change: Change| Change { line: Some(row.line), row: Some(row.number), user: user(row), ..change };
        if row.fate == Fate::Dropped {
            let reason = applied.iter().find(|applied| matches!(applied.act, Act::Drop | Act::Resolve { .. }));
            if let Some(reason) = reason {
                let text = String::from_utf8_lossy(&row.sheet.text[row.record.range()]).into_owned();
                (self.each)(at(reason.change(words, None, text, None)));
            }
            // What was typed went with it, or into the row that stays.
            for index in row.edited.iter().map(|index| *index as usize) {
                (self.each)(at(cell_changed(row, index, &applied)));
            }
            return;
        }
        if row.fate == Fate::Unsplit && self.sets_aside {
            (self.each)(at(set_aside_whole(words, row, journal.doubt)));
            return;
        }
        for reason in applied.iter().filter(|applied| matches!(applied.act, Act::Form | Act::Resize)) {
            let (column, before, after) = reshaped(row, reason);
            (self.each)(at(reason.change(words, column, before, Some(after))));
        }
        for (index, _) in row.changed() {
            (self.each)(at(cell_changed(row, index, &applied)));
        }
    }
}

/// A cell with another value, why and by whom.
fn cell_changed(row: &Row<'_>, index: usize, applied: &[&Applied]) -> Change {
    let words = &row.sheet.words;
    let reasons: Vec<&&Applied> = applied.iter().filter(|applied| applied.changes_cell(index)).collect();
    let before = row.cells.get(index).map(|cell| String::from_utf8_lossy(&cell.original).into_owned());
    let is_edited = row.is_edited(index);
    let mut change = Change {
        line: None,
        row: None,
        column: row.sheet.columns.get(index).map(|column| column.header.clone()),
        index: Some(index as u32),
        user: None,
        before: before.unwrap_or_default(),
        after: Some(row.value(index).into_owned()),
        rules: reasons.iter().map(|reason| reason.rule.to_owned()).collect(),
        does: words.say(reasons.last().map_or(&say!("Edited by hand"), |reason| &reason.does)),
        by: if is_edited { Warrant::Hand } else { Warrant::Proof },
        why: if is_edited { words.text(text!("You edited this cell.")).to_owned() } else { String::new() },
    };
    for reason in reasons {
        if change.by == Warrant::Proof {
            change.by = reason.by;
        }
        let why = words.say(&reason.why);
        if !change.why.contains(&why) {
            let gap = if change.why.is_empty() { "" } else { " " };
            change.why = format!("{}{gap}{why}", change.why);
        }
    }
    change
}

/// What becomes of a row that is not split, in a file that is written in another form.
fn set_aside_whole(words: &Words, row: &Row<'_>, doubt: Option<&str>) -> Change {
    let raw = &row.sheet.text[row.record.range()];
    let (index, column) = row.sheet.key.and_then(|key| row.sheet.columns.get(key)).map(placed).unzip();
    Change {
        line: None,
        row: None,
        column,
        index: index.map(|index| index as u32),
        user: None,
        before: String::from_utf8_lossy(raw).into_owned(),
        after: Some(String::from_utf8_lossy(&set_aside(row.number, raw)).into_owned()),
        rules: doubt.map(str::to_owned).into_iter().collect(),
        does: words.text(text!("Put the whole row into one cell")).to_owned(),
        by: Warrant::Nobody,
        why: words
            .text(text!(
                "Nobody has decided yet how this row is split into columns. This way Control Hub refuses it and reads \
                 nothing wrongly."
            ))
            .to_owned(),
    }
}

/// Column, before and after of a fix that shapes the record.
fn reshaped(row: &Row<'_>, reason: &Applied) -> (Option<(usize, String)>, String, String) {
    let Some(index) = reason.index else {
        let values = |count: usize| row.sheet.words.say(&say!("{n} values", n = count));
        return (None, values(row.written), values(row.width()));
    };
    let column = row.sheet.columns.get(index).map(placed);
    let written = row.cells.get(index).and_then(|cell| cell.field);
    let before = written.filter(|field| field.form == Form::Unclosed).map(|field| &row.sheet.text[field.range()]);
    (column, String::from_utf8_lossy(before.unwrap_or_default()).into_owned(), row.value(index).into_owned())
}

fn user(row: &Row<'_>) -> Option<String> {
    Some(row.address().into_owned()).filter(|address| !address.is_empty())
}
