//! The way through all records in order: plain ones are passed by, the others examined.
//!
//! What must stay true: every walk with the same decisions gives the same of each record.

use std::ops::Range;

use crate::examine::{Examiner, Sink};
use crate::row::{Fate, Row};
use crate::scan::Field;
use crate::sheet::Sheet;
use crate::survey::{Looks, Mark};

/// Plain records that are passed by in one go: who waits wants to know how far it is.
pub(crate) const AT_ONCE: usize = 4_096;

/// One record on the way through the file, or adjacent ones that are plain.
pub(crate) enum Step<'r> {
    /// Nothing is to be changed in the records at these positions: these bytes, line ends included.
    Plain { positions: Range<usize>, bytes: Range<usize> },
    /// It was examined.
    Examined(Box<Row<'r>>),
}

impl Step<'_> {
    /// How many records it is of.
    pub(crate) fn records(&self) -> usize {
        match self {
            Step::Plain { positions, .. } => positions.len(),
            Step::Examined(_) => 1,
        }
    }
}

/// Is called with the position (row - 1) of a record, of several that of the first. `false` from it stops the walk.
pub(crate) type Each<'c, 'r, S> = &'c mut dyn FnMut(usize, Step<'r>, &mut S) -> bool;

/// Goes through all records, telling `sink` what is found.
pub(crate) fn walk<'r, S: Sink>(examiner: Examiner<'r>, marks: &[Mark], sink: &mut S, each: Each<'_, 'r, S>) {
    walk_some(examiner, marks, 0..marks.len(), sink, each);
}

/// The same for the records at these positions, of which one of a run of blank or shifted ones is not the first.
pub(crate) fn walk_some<'r, S: Sink>(
    examiner: Examiner<'r>,
    marks: &[Mark],
    positions: Range<usize>,
    sink: &mut S,
    each: Each<'_, 'r, S>,
) {
    let mut fields: Vec<Field> = Vec::new();
    let mut drops_blanks = false;
    let mut told_until = 0; // shifted records that an earlier one has spoken for
    let mut next = positions.start;
    let is_edited = |position: usize| {
        let number = position as u32 + 1;
        examiner.is_edited(number, &marks[position]) || examiner.resolved.touches(number)
    };
    // What is typed into one of adjacent blank records makes it a user's; those behind it are told anew.
    let is_blank =
        |position: &usize| matches!(marks[*position].looks, Looks::Blank | Looks::BlankAgain) && !is_edited(*position);
    let is_plain = |position: &usize| marks[*position].looks == Looks::Plain && !is_edited(*position);
    while next < positions.end {
        let (position, mark, number) = (next, &marks[next], next as u32 + 1);
        let most = positions.end.min((position / AT_ONCE + 1) * AT_ONCE);
        let plain_ones = (position..most).take_while(is_plain).count();
        next += plain_ones.max(1);
        let step = if plain_ones > 0 {
            plain(examiner.sheet, marks, position..next)
        } else {
            let is_edited_itself = is_edited(position);
            let looks = match mark.looks {
                Looks::Blank | Looks::BlankAgain if position.checked_sub(1).is_some_and(|before| is_blank(&before)) => {
                    Looks::BlankAgain
                }
                Looks::BlankAgain => Looks::Blank,
                looks => looks,
            };
            let run = match looks {
                Looks::Blank => (position..marks.len()).take_while(is_blank).count() as u32,
                Looks::Shifted { .. } if position >= told_until && !is_edited_itself => {
                    let behind = position + 1..marks.len();
                    let alike = behind.take_while(|other| marks[*other].looks == looks && !is_edited(*other));
                    told_until = position + 1 + alike.count();
                    (told_until - position) as u32
                }
                _ => 0,
            };
            let mark = Mark { looks, ..*mark };
            let Some(mut row) = examiner.examine(number, &mark, run, &mut fields, sink) else { continue };
            match looks {
                _ if is_edited_itself => {}
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

impl Examiner<'_> {
    /// Whether the admin edited a cell of it. What is typed beside the columns is none, nor is nothing that is typed into a
    /// blank record.
    pub(crate) fn is_edited(&self, number: u32, mark: &Mark) -> bool {
        let is_blank = matches!(mark.looks, Looks::Blank | Looks::BlankAgain);
        let reaches = |(index, edit): &(u32, String)| {
            (*index as usize) < self.sheet.columns.len() && !(is_blank && edit.is_empty())
        };
        self.decisions.edits(number).iter().any(reaches)
    }
}

/// Records of which no rule has anything to say.
pub(crate) fn plain<'r>(sheet: &Sheet<'_>, marks: &[Mark], positions: Range<usize>) -> Step<'r> {
    let bytes = start_of(sheet, marks, positions.start)..start_of(sheet, marks, positions.end);
    Step::Plain { positions, bytes }
}

/// Where a record starts; behind the last one the end of the text.
pub(crate) fn start_of(sheet: &Sheet<'_>, marks: &[Mark], position: usize) -> usize {
    marks.get(position).map_or(sheet.text.len(), |mark| mark.start as usize)
}
