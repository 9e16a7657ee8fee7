//! The way through all records in order: plain ones are passed by, the others examined.
//!
//! What must stay true: every walk with the same decisions gives the same steps.

use crate::examine::{Examiner, Sink};
use crate::row::{Fate, Row};
use crate::scan::Field;
use crate::sheet::Sheet;
use crate::survey::{Looks, Mark};

/// One record on the way through the file.
pub(crate) enum Step<'r> {
    /// Nothing to say of it and nothing to change in it: these bytes, line end included.
    Plain { start: usize, end: usize },
    /// It was examined.
    Examined(Box<Row<'r>>),
}

/// Is called with the position (row - 1) of a record. `false` from it stops the walk.
pub(crate) type Each<'c, 'r, S> = &'c mut dyn FnMut(usize, Step<'r>, &mut S) -> bool;

/// Goes through all records, telling `sink` what is found.
pub(crate) fn walk<'r, S: Sink>(examiner: Examiner<'r>, marks: &[Mark], sink: &mut S, each: Each<'_, 'r, S>) {
    let mut fields: Vec<Field> = Vec::new();
    let mut drops_blanks = false;
    let mut told_until = 0; // shifted records that an earlier one has spoken for
    for (position, mark) in marks.iter().enumerate() {
        let number = position as u32 + 1;
        let is_edited = !examiner.decisions.edits(number).is_empty() || examiner.resolved.touches(number);
        let step = if mark.looks == Looks::Plain && !is_edited {
            plain(examiner.sheet, marks, position)
        } else {
            let run = match mark.looks {
                Looks::Blank => {
                    let again = marks[position + 1..].iter().take_while(|mark| mark.looks == Looks::BlankAgain);
                    1 + again.count() as u32
                }
                Looks::Shifted { .. } if position >= told_until && !is_edited => {
                    let is_edited = |row: u32| !examiner.decisions.edits(row).is_empty();
                    let next = (number + 1..).zip(&marks[position + 1..]);
                    let alike = next.take_while(|(row, next)| next.looks == mark.looks && !is_edited(*row));
                    let run = 1 + alike.count();
                    told_until = position + run;
                    run as u32
                }
                _ => 0,
            };
            let Some(mut row) = examiner.examine(number, mark, run, &mut fields, sink) else { continue };
            match mark.looks {
                _ if is_edited => {}
                Looks::Blank => drops_blanks = row.fate == Fate::Dropped,
                Looks::BlankAgain if drops_blanks => row.fate = Fate::Dropped,
                _ => {}
            }
            Step::Examined(Box::new(row))
        };
        if !each(position, step, sink) {
            return;
        }
    }
}

/// A record of which no rule has anything to say.
pub(crate) fn plain<'r>(sheet: &Sheet<'_>, marks: &[Mark], position: usize) -> Step<'r> {
    let start_of = |position: usize| marks.get(position).map(|mark| mark.start as usize);
    let end = start_of(position + 1).unwrap_or(sheet.text.len());
    Step::Plain { start: start_of(position).unwrap_or(end), end }
}
