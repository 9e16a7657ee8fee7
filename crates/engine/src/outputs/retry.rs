//! The retry file: only the users whose rows Control Hub could not import.
//!
//! What must stay true: a row is matched by its number, and by its address where the error file tells it; when they
//! disagree, a number is out of range, a line names nobody who is found, or nobody says what was imported and that makes
//! a difference, nothing is guessed.

use std::ops::ControlFlow;

use serde::{Deserialize, Serialize};

use super::errors::{Line, read};
use super::table::Table;
use crate::form::Form;
use crate::key::{ByKey, key_of};
use crate::part::Part;
use crate::refusal::refusal;
use crate::report::Refusal;
use crate::row::lossy;
use crate::run::{Purpose, Run, run_for};
use crate::sheet::Column;
use crate::sorting::in_order;
use crate::text::cut;
use crate::words::{Arg, Say, Words, say, text};
use crate::write::parts_of;
use crate::{Input, Options};

/// Messages that one sentence repeats.
const MOST_REPEATED: usize = 3;

/// What was imported, so that row numbers can be counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Imported {
    /// Nobody has said: what would be another user in one of them is not certain.
    Unsaid,
    /// The file as it was given.
    AsGiven,
    /// The corrected file; of several parts the one with this number, from 1.
    Corrected(usize),
}

impl Imported {
    /// As programs name it: a part of the corrected file from 1, and 0 for the file as it was given.
    #[must_use]
    pub fn of_part(part: Option<usize>) -> Self {
        match part {
            None => Imported::Unsaid,
            Some(0) => Imported::AsGiven,
            Some(part) => Imported::Corrected(part),
        }
    }
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

/// The rows of the file as given and of the corrected one.
struct Rows {
    /// By their places in the file as given.
    given: Vec<Row>,
    /// The places of the rows of each part of the corrected file.
    parts: Vec<Vec<usize>>,
    /// The place of each user who goes into the corrected file; `None` for one in several rows.
    by_address: ByKey<Option<u32>>,
    /// The name of the column of the address.
    key: String,
}

struct Row {
    /// Blank for one that is left out of the corrected file.
    user: String,
    /// His address as it stands in the file, which Control Hub names where that was imported.
    written: String,
    /// Of the corrected file, from 1; 0 for one that is left out.
    part: usize,
    values: Vec<Vec<u8>>,
}

impl Row {
    fn is_of(&self, address: &str) -> bool {
        [&self.user, &self.written].iter().any(|one| one.eq_ignore_ascii_case(address))
    }
}

/// Why a line does not fit what was imported.
struct Misfit {
    code: &'static str,
    says: Say,
    /// Whether a row without an address lies below the last one. That alone does not tell which file was imported: with other
    /// answers more rows go into the corrected one.
    is_beyond: bool,
}

impl Rows {
    fn of(run: &Run<'_>) -> Result<Self, Refusal> {
        super::refuse_undecided(run)?;
        let (sheet, examiner, mut fields) = (run.sheet, run.examiner(), Vec::new());
        let mut as_written = |mark| {
            examiner.read(mark, &mut fields);
            let value = sheet.key.and_then(|key| fields.get(key)).map(|field| field.value(sheet.text));
            let written = lossy(value.unwrap_or_default()).trim().to_owned();
            Row { user: String::new(), written, part: 0, values: Vec::new() }
        };
        let mut given: Vec<Row> = run.marks.iter().map(&mut as_written).collect();
        let part_of = parts_of(run, Form::of(run));
        let (mut parts, mut by_address, mut count) = (vec![Vec::new(); part_of.count()], ByKey::default(), 0);
        run.each_written(&mut |record| {
            let place = record.row as usize - 1;
            let (row, part) = (&mut given[place], part_of.part(place, count));
            row.user = run.address_of(&record).unwrap_or_default();
            row.part = part + 1;
            row.values = (0..sheet.columns.len()).map(|index| record.bytes(index).to_vec()).collect();
            let keys = [&row.user, &row.written].map(|address| key_of(address.as_bytes()));
            for key in &keys[usize::from(keys[0] == keys[1])..] {
                by_address.entry(*key).and_modify(|place| *place = None).or_insert(Some(record.row - 1));
            }
            parts[part].push(place);
            count += 1;
        });
        let key = sheet.key.map(|key| sheet.columns[key].header.trim().to_owned()).unwrap_or_default();
        Ok(Rows { given, parts, by_address, key })
    }

    /// Where the rows of these lines stand in the file as given, whichever of these was imported. The file as given counts
    /// also where the importer would refuse it: it may have been saved in another form first, with the same rows.
    fn certain(&self, lines: &[Line], imported: Imported) -> Result<Vec<Option<usize>>, Misfit> {
        let count = self.parts.len();
        let (from, to) = match imported {
            Imported::Unsaid => (0, count),
            Imported::AsGiven => (0, 0),
            Imported::Corrected(part) if (1..=count).contains(&part) => (part, part),
            Imported::Corrected(part) => {
                let says = say!(
                    "There is no part {part}: the corrected file has {parts} {parts|part|parts}.",
                    part = part,
                    parts = Arg::Count(count),
                );
                return Err(misfit("no-such-part", says));
            }
        };
        let mut certain = self.places(lines, from);
        for part in from + 1..=to {
            let places = self.places(lines, part);
            match (&places, &certain) {
                (Err(misfit), _) if !misfit.is_beyond => {}
                (_, Err(misfit)) if !misfit.is_beyond => certain = places,
                (Ok(one), Ok(other)) if one == other => {}
                (Err(_), Err(_)) => {}
                _ => {
                    let says = say!(
                        "The row numbers of the error file name other users in your file than in the corrected one, or in another part of it, and nothing tells which was imported. Say what you imported."
                    );
                    return Err(misfit("which-file", says));
                }
            }
        }
        certain
    }

    /// Where the rows of these lines stand in the file as given, if that (0) or this part of the corrected one was imported;
    /// `None` for a line that is about no row of a user.
    fn places(&self, lines: &[Line], part: usize) -> Result<Vec<Option<usize>>, Misfit> {
        let (mut places, mut beyond) = (Vec::with_capacity(lines.len()), None);
        for line in lines {
            match self.place(line, part) {
                Ok(place) => places.push(place),
                Err(misfit) if !misfit.is_beyond => return Err(misfit),
                Err(misfit) => beyond = beyond.or(Some(misfit)),
            }
        }
        beyond.map_or(Ok(places), Err)
    }

    fn place(&self, line: &Line, part: usize) -> Result<Option<usize>, Misfit> {
        let address = line.address.as_deref();
        let Some(number) = line.number else {
            let place = address.and_then(|address| {
                let place = (*self.by_address.get(&key_of(address.as_bytes()))?)? as usize;
                let row = &self.given[place];
                (row.is_of(address) && (part == 0 || row.part == part)).then_some(place)
            });
            return if place.is_some() || line.is_general { Ok(place) } else { Err(unclear(line.at)) };
        };
        let place = match (number, part) {
            (0, _) => None,
            (1, _) if address.is_none_or(|address| address.eq_ignore_ascii_case(&self.key)) => return Ok(None),
            (1, _) => return Err(other_user(number)),
            (_, 0) => Some(number - 2).filter(|place| *place < self.given.len()),
            (..) => self.parts[part - 1].get(number - 2).copied(),
        };
        let Some(place) = place else {
            let says = say!(
                "The error file belongs to another file: it names row {number}, but this one ends with row {last} (row 1 is the header). Take the file, or the part, that was imported.",
                number = number,
                last = 1 + part.checked_sub(1).map_or(self.given.len(), |part| self.parts[part].len()),
            );
            return Err(Misfit { is_beyond: address.is_none(), ..misfit("other-file", says) });
        };
        match address {
            Some(address) if !self.given[place].is_of(address) => Err(other_user(number)),
            _ => Ok(Some(place)),
        }
    }
}

fn misfit(code: &'static str, says: Say) -> Misfit {
    Misfit { code, says, is_beyond: false }
}

fn unclear(line: u32) -> Misfit {
    let says = say!(
        "Line {line} of the error file names no row by its number, and nobody who stands in exactly one row of this file. Take the file, or the part, that was imported, or correct that line.",
        line = line,
    );
    misfit("unclear-line", says)
}

fn other_user(number: usize) -> Misfit {
    let says = say!(
        "The error file belongs to another file: in row {number} it names another user than this file. Take the file, or the part, that was imported.",
        number = number,
    );
    misfit("other-file", says)
}

impl Retry {
    fn fill(&mut self, run: &Run<'_>, options: &Options, lines: &[Line], imported: Imported) {
        let words = &run.sheet.words;
        let rows = match Rows::of(run) {
            Ok(rows) => rows,
            Err(refusal) => {
                self.refusal = Some(refusal);
                return;
            }
        };
        let places = rows.certain(lines, imported);
        let unknown = vec![None; lines.len()];
        for (line, place) in lines.iter().zip(places.as_ref().unwrap_or(&unknown)) {
            let user = place.map(|place| rows.given[place].user.clone()).filter(|user| !user.is_empty());
            let user = user.or_else(|| line.address.clone());
            self.rows.push(RetryRow { number: line.number, user, message: line.message.clone() });
        }
        let places = match places {
            Ok(places) => places,
            Err(misfit) => {
                self.refusal = Some(refusal(words, misfit.code, &misfit.says));
                return;
            }
        };
        let (mut general, mut left_out, mut failed) = (Vec::new(), Vec::new(), Vec::new());
        for (line, place) in lines.iter().zip(places) {
            match place {
                None => general.push(line.message.as_str()),
                Some(place) if rows.given[place].part == 0 => left_out.push(place),
                Some(place) => failed.push(place),
            }
        }
        self.tell(words, &general, in_order(left_out).len());
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
            rows: failed.iter().map(|place| values(&rows.given[*place])).collect(),
        };
        self.parts = table.parts(options, "retry", key, run.sheet.users_per_file());
    }

    fn tell(&mut self, words: &Words, general: &[&str], left_out: usize) {
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
