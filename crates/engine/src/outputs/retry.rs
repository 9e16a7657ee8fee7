//! The retry file: only the users whose rows Control Hub could not import.
//!
//! What must stay true: a row is matched by its number, and by its address where the error file tells it; when they
//! disagree, or a number is out of range, the error file belongs to another file and nothing is guessed.

use std::ops::ControlFlow;

use serde::{Deserialize, Serialize};

use super::errors::{Line, read};
use super::table::Table;
use crate::form::Form;
use crate::part::Part;
use crate::refusal::refusal;
use crate::report::Refusal;
use crate::row::lossy;
use crate::run::{Purpose, Run, run_for};
use crate::sheet::Column;
use crate::sorting::in_order;
use crate::text::cut;
use crate::words::{Arg, Words, say, text};
use crate::write::parts_of;
use crate::{Input, Options};

/// Messages that one sentence repeats.
const MOST_REPEATED: usize = 3;

/// What was imported, so that row numbers can be counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Imported {
    /// The file as it was given.
    AsGiven,
    /// The corrected file; of several parts the one with this number, from 1.
    Corrected(usize),
}

/// The failed rows, and the file with those users.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Retry {
    /// Version of this shape.
    pub retry: u32,
    /// In the order of the error file.
    pub rows: Vec<RetryRow>,
    /// What is odd about the error file, in sentences.
    pub problems: Vec<String>,
    /// Why there is no file to retry with.
    pub refusal: Option<Refusal>,
    /// The file, corrected, in as many parts as the limit asks for.
    #[serde(skip)]
    pub parts: Vec<Part<'static>>,
}

/// One line of the error file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RetryRow {
    /// The row as Control Hub counts: the header is row 1. `None` when the line names no row.
    pub number: Option<usize>,
    /// The user in the imported file.
    pub user: Option<String>,
    /// What Control Hub says.
    pub message: String,
}

/// Matches Control Hub's error file with what was imported.
#[must_use]
pub fn retry(input: &Input<'_>, options: &Options, errors: &[u8], imported: Imported) -> Retry {
    let mut retry = Retry { retry: 1, rows: Vec::new(), problems: Vec::new(), refusal: None, parts: Vec::new() };
    let words = &Words::of(options.catalogue.as_ref());
    let lines = match read(errors, words) {
        Ok(lines) => lines,
        Err(refusal) => {
            retry.refusal = Some(refusal);
            return retry;
        }
    };
    let never = &mut |_| ControlFlow::Continue(());
    run_for(Purpose::Records, input, options, never, |run| retry.fill(&run, options, &lines, imported));
    retry
}

/// A record of what was imported.
struct Row {
    user: String,
    /// His address as it stands in the file, which Control Hub names where that was imported.
    written: String,
    values: Vec<Vec<u8>>,
}

impl Row {
    fn is_of(&self, address: &str) -> bool {
        [&self.user, &self.written].iter().any(|one| one.eq_ignore_ascii_case(address))
    }
}

impl Retry {
    fn fill(&mut self, run: &Run<'_>, options: &Options, lines: &[Line], imported: Imported) {
        let words = &run.sheet.words;
        let rows = match rows(run, imported) {
            Ok(rows) => rows,
            Err(refusal) => {
                self.refusal = Some(refusal);
                return;
            }
        };
        let mut failed: Vec<usize> = Vec::new();
        let (mut out_of_range, mut mismatched, mut general, mut left_out) = (Vec::new(), Vec::new(), Vec::new(), 0);
        for line in lines {
            let at = line.number.filter(|number| *number > 1).map(|number| number - 2);
            let row = at.and_then(|at| rows.get(at));
            let named = row.and_then(Option::as_ref);
            let is_other = line.address.as_ref().zip(named).is_some_and(|(address, row)| !row.is_of(address));
            match (line.number, at, row) {
                (_, None, _) => general.push(line.message.as_str()),
                (Some(number), _, None) => out_of_range.push(number),
                (Some(number), _, Some(Some(_))) if is_other => mismatched.push(number),
                (_, _, Some(None)) => left_out += 1,
                (_, Some(at), Some(Some(_))) => failed.push(at),
                (None, _, _) => {}
            }
            let user = named.filter(|_| !is_other).map(|row| row.user.clone()).or_else(|| line.address.clone());
            self.rows.push(RetryRow { number: line.number, user, message: line.message.clone() });
        }
        self.tell(words, &rows, &out_of_range, &mismatched, &general, left_out);
        if self.refusal.is_some() {
            return;
        }
        let failed = in_order(failed);
        if failed.is_empty() {
            // What is odd about the error file says best why.
            let why = match self.problems.join(" ") {
                none if none.is_empty() => words.text(text!("The error file names no row of a user.")).to_owned(),
                problems => problems,
            };
            self.refusal =
                Some(refusal(words, "nothing-failed", &say!("There is nothing to import again. {why}", why = why)));
            return;
        }
        let kept: Vec<&Column> = run.sheet.columns.iter().filter(|column| !column.dropped).collect();
        let key = kept.iter().position(|column| Some(column.index) == run.sheet.key).unwrap_or_default();
        let values =
            |row: &Row| kept.iter().map(|column| row.values.get(column.index).cloned().unwrap_or_default()).collect();
        let table = Table {
            header: kept.iter().map(|column| column.name.clone()).collect(),
            rows: failed.iter().filter_map(|at| rows[*at].as_ref()).map(values).collect(),
        };
        self.parts = table.parts(options, "retry", key, run.sheet.users_per_file());
    }

    fn tell(
        &mut self,
        words: &Words,
        rows: &[Option<Row>],
        out_of_range: &[usize],
        mismatched: &[usize],
        general: &[&str],
        left_out: usize,
    ) {
        if let Some(number) = out_of_range.first() {
            let says = say!(
                "The error file belongs to another file: it names row {number}, but this one ends with row {last} (row 1 is the header). Take the file, or the part, that was imported.",
                number = *number,
                last = rows.len() + 1,
            );
            self.refusal = Some(refusal(words, "other-file", &says));
        } else if let Some(number) = mismatched.first() {
            let says = say!(
                "The error file belongs to another file: in row {number} it names another user than this file. Take the file, or the part, that was imported.",
                number = *number,
            );
            self.refusal = Some(refusal(words, "other-file", &says));
        }
        if !general.is_empty() {
            self.problems.push(words.say(&say!(
                "{n} {n|line of the error file is|lines of the error file are} about the file as a whole or its header, not about a user.",
                n = Arg::Count(general.len()),
            )));
            let mut said: Vec<&str> = general.iter().copied().filter(|message| !message.is_empty()).collect();
            said.dedup();
            for message in said.into_iter().take(MOST_REPEATED) {
                self.problems.push(words.say(&say!("Control Hub says: “{message}”.", message = cut(message, 200))));
            }
        }
        if left_out > 0 {
            self.problems.push(words.say(&say!(
                "{n} {n|row that failed is|rows that failed are} left out of the corrected file.",
                n = Arg::Count(left_out),
            )));
        }
    }
}

/// The records of what was imported, in its order; `None` for one that is left out of the corrected file.
fn rows(run: &Run<'_>, imported: Imported) -> Result<Vec<Option<Row>>, Refusal> {
    super::refuse_undecided(run)?;
    let parts = parts_of(run, Form::of(run));
    let part = match imported {
        Imported::AsGiven => None,
        Imported::Corrected(part) if (1..=parts.count()).contains(&part) => Some(part - 1),
        Imported::Corrected(part) => {
            let says = say!(
                "There is no part {part}: the corrected file has {parts} {parts|part|parts}.",
                part = part,
                parts = Arg::Count(parts.count()),
            );
            return Err(refusal(&run.sheet.words, "no-such-part", &says));
        }
    };
    let (mut rows, mut written) = (Vec::new(), 0);
    let (examiner, mut fields) = (run.examiner(), Vec::new());
    if part.is_none() {
        rows.resize_with(run.marks.len(), || None);
    }
    run.each_written(&mut |record| {
        let position = record.row as usize - 1;
        let values = (0..run.sheet.columns.len()).map(|index| record.bytes(index).to_vec()).collect();
        examiner.read(&run.marks[position], &mut fields);
        let as_written = run.sheet.key.and_then(|key| fields.get(key)).map(|field| field.value(run.sheet.text));
        let row = Some(Row {
            user: run.address_of(&record).unwrap_or_default(),
            written: lossy(as_written.unwrap_or_default()).trim().to_owned(),
            values,
        });
        match part {
            None => rows[position] = row,
            Some(part) if parts.part(position, written) == part => rows.push(row),
            Some(_) => {}
        }
        written += 1;
    });
    Ok(rows)
}
