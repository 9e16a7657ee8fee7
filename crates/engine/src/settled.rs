//! What the rules made of the records they were asked about, for as long as one run lasts: whoever reads the corrected
//! file then need not ask them again.
//!
//! What must stay true: a record made of it has the cells and the fate that the rules gave it. Only what a rule itself
//! needs (the user in the export, what was edited by hand) is not kept.

use std::borrow::Cow;

use crate::row::{Fate, Row, RowCell};
use crate::run::Run;
use crate::scan::{Field, Form};
use crate::users::Silent;
use crate::walk::Step;

/// The values of a record, one for each cell.
type Values<'v> = Vec<Cow<'v, [u8]>>;

/// One record, before users are compared.
#[derive(Debug)]
pub(crate) struct Settled {
    position: usize,
    fate: Fate,
    is_reshaped: bool,
    beyond: usize,
    cells: Cells,
}

#[derive(Debug)]
enum Cells {
    /// How many there are, and those that have another value than the written one.
    Changed(usize, Vec<(usize, String)>),
    /// Of a record that was split anew.
    Anew(Vec<RowCell<'static>>),
}

/// How many bytes are kept for a file of this size: where nearly every record is damaged, asking again costs less than
/// the memory.
pub(crate) fn room(size: usize) -> usize {
    size / 4 + if cfg!(test) { 1 << 9 } else { 1 << 20 } // in tests a small file has more than there is room for
}

impl Settled {
    /// Bytes that it takes, about.
    pub(crate) fn size(&self) -> usize {
        const OF_EACH: usize = 16; // what an allocation takes beside its bytes
        let cells = match &self.cells {
            Cells::Changed(_, changed) => {
                changed.iter().map(|(_, now)| size_of::<(usize, String)>() + now.len() + OF_EACH).sum::<usize>()
            }
            Cells::Anew(cells) => {
                cells.iter().map(|cell| size_of::<RowCell<'_>>() + cell.bytes().len() + OF_EACH).sum()
            }
        };
        size_of::<Self>() + cells + OF_EACH
    }

    /// `None` for a record that stays as it is written: nothing tells it from a plain one any more.
    pub(crate) fn of(position: usize, row: Row<'_>) -> Option<Self> {
        if stays_as_written(&row) {
            return None;
        }
        let (fate, is_reshaped, beyond) = (row.fate, row.is_reshaped, row.beyond);
        let is_anew = is_reshaped && row.cells.iter().all(|cell| cell.field.is_none());
        let cells = if is_anew {
            let own = |RowCell { field, original, now }| RowCell { field, original: owned(original), now };
            Cells::Anew(row.cells.into_iter().map(own).collect())
        } else {
            let (count, mut changed) = (row.width(), Vec::new());
            // Collected from the cells, they would keep the room of all of them.
            changed.extend(row.cells.into_iter().enumerate().filter_map(|(index, cell)| Some((index, cell.now?))));
            Cells::Changed(count, changed)
        };
        Some(Settled { position, fate, is_reshaped, beyond, cells })
    }

    fn give_to(&self, row: &mut Row<'_>) {
        (row.fate, row.is_reshaped, row.beyond) = (self.fate, self.is_reshaped, self.beyond);
        match &self.cells {
            Cells::Changed(count, changed) => {
                row.set_width(*count);
                for (index, now) in changed {
                    row.reach(*index);
                    row.cells[*index].now = Some(now.clone());
                }
            }
            Cells::Anew(cells) => row.cells.clone_from(cells),
        }
    }
}

fn stays_as_written(row: &Row<'_>) -> bool {
    let is_plain = |cell: &RowCell<'_>| {
        let form = cell.field.map(|field| field.form);
        matches!(form, Some(Form::Bare | Form::Quoted | Form::Doubled)) && !cell.is_changed()
    };
    row.fate == Fate::Kept
        && !row.is_reshaped
        && row.record.swallow.is_none()
        && row.cells.len() == row.sheet.columns.len()
        && !row.record.range().is_empty()
        && row.cells.iter().all(is_plain)
}

fn owned(original: Cow<'_, [u8]>) -> Cow<'static, [u8]> {
    Cow::Owned(original.into_owned())
}

impl Run<'_> {
    /// Goes through all records of the corrected file and those that are left out of it, in their order. Rules are asked
    /// only if this run kept nothing of what they said.
    pub(crate) fn each_settled(&self, each: &mut dyn FnMut(usize, Step<'_>)) {
        let Some(settled) = &self.settled else {
            self.each_record(&mut Silent, &mut |position, step, _| {
                each(position, step);
                true
            });
            return;
        };
        let mut settled = settled.iter().peekable();
        let mut fields: Vec<Field> = Vec::new();
        let mut next = 0;
        while next < self.marks.len() {
            let position = next;
            let until = settled.peek().map_or(self.marks.len(), |settled| settled.position);
            next += (position..until).take_while(|position| !self.resolved.touches(*position as u32 + 1)).count();
            if next > position {
                each(position, self.plain(position..next));
                continue;
            }
            next += 1;
            let settled = settled.next_if(|settled| settled.position == position);
            if let Some(row) = self.row(position, settled, &mut fields) {
                each(position, Step::Examined(Box::new(row)));
            }
        }
    }

    /// The values of all records of the corrected file with what became of each, in their order. Rows are made only where
    /// the fields of a record do not tell its values.
    pub(crate) fn each_kept(&self, settled: &[Settled], each: &mut dyn FnMut(usize, Fate, Values<'_>)) {
        let examiner = self.examiner();
        let mut settled = settled.iter().peekable();
        let mut fields: Vec<Field> = Vec::new();
        for (position, mark) in self.marks.iter().enumerate() {
            let settled = settled.next_if(|settled| settled.position == position);
            if !self.resolved.touches(position as u32 + 1) {
                let fate = settled.map_or(Fate::Kept, |settled| settled.fate);
                if fate == Fate::Dropped || examiner.read(mark, &mut fields).is_none() {
                    continue;
                }
                if let Some(values) = values(settled, &fields, self.sheet.text) {
                    each(position, fate, values);
                    continue;
                }
            }
            if let Some(row) = self.row(position, settled, &mut fields).filter(|row| row.fate != Fate::Dropped) {
                each(position, row.fate, row.values());
            }
        }
    }

    fn row(&self, position: usize, settled: Option<&Settled>, fields: &mut Vec<Field>) -> Option<Row<'_>> {
        let examiner = self.examiner();
        let mut row = examiner.as_written(position as u32 + 1, self.marks.get(position)?, fields)?;
        if let Some(settled) = settled {
            settled.give_to(&mut row);
        }
        examiner.apply_resolved(&mut row);
        Some(row)
    }
}

/// The values of a record that kept its shape; `None` where only a row tells them.
fn values<'v>(settled: Option<&'v Settled>, fields: &[Field], text: &'v [u8]) -> Option<Values<'v>> {
    let written = |count: usize| fields[..count].iter().map(|field| field.value(text)).collect();
    let Some(settled) = settled else { return Some(written(fields.len())) };
    let Cells::Changed(count, changed) = &settled.cells else { return None };
    if *count > fields.len() {
        return None;
    }
    let mut values: Values<'v> = written(*count);
    for (index, now) in changed {
        values[*index] = Cow::Borrowed(now.as_bytes());
    }
    Some(values)
}

#[cfg(test)]
mod tests {
    use std::ops::ControlFlow;

    use super::*;
    use crate::change::Journal;
    use crate::decision::Decision;
    use crate::rules;
    use crate::run::{Purpose, run_for};
    use crate::{Input, Options};

    /// Of each record.
    fn told(run: &Run<'_>, position: usize, step: &Step<'_>) -> Vec<String> {
        match step {
            Step::Examined(row) if stays_as_written(row) => told(run, position, &run.plain(position..position + 1)),
            Step::Plain { positions, bytes } => {
                let starts: Vec<usize> = positions.clone().map(|position| run.marks[position].start as usize).collect();
                assert_eq!((positions.start, bytes.start), (position, starts[0]));
                let ends = starts[1..].iter().chain([&bytes.end]);
                let each = positions.clone().zip(starts.iter().zip(ends));
                each.map(|(position, (start, end))| format!("{position} plain {start} {end}")).collect()
            }
            Step::Examined(row) => {
                // Whether anything stands for a cell that was added makes no difference.
                let cells = (0..row.width()).filter_map(|index| row.cell(index));
                let cells: Vec<_> = cells.map(|cell| (cell.field, &cell.original, &cell.now)).collect();
                let shape = (row.number, row.line, row.record, row.written, row.beyond, row.is_reshaped, row.fate);
                vec![format!("{position} {shape:?} {cells:?} of {}", run.marks.len())]
            }
        }
    }

    /// What the rules give when they are asked again is what was kept of the first time.
    fn is_the_same(file: &[u8], baseline: Option<&[u8]>, decisions: &[Decision]) -> usize {
        let options = Options { sha256: false, decisions: decisions.to_vec(), ..Options::default() };
        let never = &mut |_| ControlFlow::Continue(());
        let input = Input { file, baseline, origin: None };
        let count = run_for(Purpose::Records, &input, &options, never, |mut run| {
            let (mut kept, mut asked) = (Vec::new(), Vec::new());
            run.each_settled(&mut |position, step| kept.extend(told(&run, position, &step)));
            run.each_record(&mut Journal::default(), &mut |position, step, _| {
                asked.extend(told(&run, position, &step));
                true
            });
            assert_eq!(kept, asked, "{:?}", String::from_utf8_lossy(file));
            let mut unheard = Vec::new();
            run.each_record(&mut Silent, &mut |position, step, _| {
                unheard.extend(told(&run, position, &step));
                true
            });
            assert_eq!(unheard, asked, "where nobody listens: {:?}", String::from_utf8_lossy(file));
            let written = |run: &Run<'_>| {
                let mut written = Vec::new();
                run.each_written(&mut |record| written.push(format!("{record:?}")));
                written
            };
            let (kept, settled) = (written(&run), run.settled.take());
            assert_eq!(kept, written(&run), "{:?}", String::from_utf8_lossy(file));
            settled.map_or(0, |settled| settled.len())
        });
        count.unwrap_or_default()
    }

    #[test]
    fn where_nearly_all_is_damaged_the_rules_are_asked_again() {
        let licences: Vec<String> = (0..8).map(|at| format!("Webex Contact Center Standard Agent [Sub{at}]")).collect();
        let rows: Vec<String> = (0..6_000).map(|row| format!("u{row}@x.com{}", ",SAND".repeat(8))).collect();
        let file = format!("User ID/Email (Required),{}\r\n{}\r\n", licences.join(","), rows.join("\r\n"));
        let input = Input { file: file.as_bytes(), baseline: None, origin: None };
        let options = Options { sha256: false, limit: Some(usize::MAX), ..Options::default() };
        let never = &mut |_| ControlFlow::Continue(());
        let kept = run_for(Purpose::Records, &input, &options, never, |run| run.settled.is_some());
        assert_eq!(kept, Some(false));
        let parts = crate::correct(&input, &options).parts.expect("a corrected file");
        assert_eq!(String::from_utf8_lossy(&parts[0].bytes()), file.replace("SAND", "TRUE"));
    }

    #[test]
    fn what_is_kept_is_what_the_rules_gave() {
        let decided = ["[]", r#"[{"answer":"yes"}]"#, r#"[{"answer":"no"}]"#, r#"[{"row":1,"index":0,"edit":"x"}]"#];
        let mut count = 0;
        for decisions in decided {
            let decisions: Vec<Decision> = serde_json::from_str(decisions).expect("our own JSON");
            let both: Vec<String> = rules::ALL
                .iter()
                .flat_map(|rule| rule.examples)
                .map(|example| {
                    count += is_the_same(example.before.as_bytes(), None, &decisions);
                    count += is_the_same(example.before.as_bytes(), example.baseline.map(str::as_bytes), &decisions);
                    // Every record twice, so that users are compared.
                    let (header, records) = example.before.split_once('\n').unwrap_or_default();
                    format!("{header}\n{records}\n{records}")
                })
                .collect();
            for file in both {
                count += is_the_same(file.as_bytes(), None, &decisions);
            }
        }
        assert!(count > 500, "{count} records were examined");
    }
}
