//! What a run learns on its way through all records: in one go, or of several stretches of a large file side by side.
//!
//! What must stay true: what stretches gather together is what one way through all records gathers (the property test of
//! `stretches.rs` holds it to that).

use std::cell::Cell;
use std::ops::{ControlFlow, Range};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc;

use crate::Progress;
use crate::collect::Collector;
use crate::demand::Demand;
use crate::examine::Examiner;
use crate::key::{LEFT_OUT, key_of};
use crate::report::Changes;
use crate::row::{Fate, Row};
use crate::run::OnProgress;
use crate::settled::{self, Settled};
use crate::shares::{Examined, Shares};
use crate::stretches;
use crate::survey::{Looks, Mark};
use crate::undecided::UndecidedRows;
use crate::untouched::Untouched;
use crate::walk::{AT_ONCE, Step, start_of, walk_some};

/// What the survey knows of all records.
#[derive(Clone, Copy)]
pub(crate) struct Known<'s> {
    pub(crate) marks: &'s [Mark],
    pub(crate) keys: &'s [u64],
    pub(crate) shares: &'s Shares,
}

/// What is wanted beside what every run wants.
#[derive(Clone, Copy)]
pub(crate) struct Wants {
    /// What the rules made of each record.
    pub(crate) settled: bool,
    /// Nothing any more once a blocker stays.
    pub(crate) one_blocker: bool,
}

/// What is gathered of some records.
pub(crate) struct Gathered<'r> {
    one_blocker: bool,
    /// Records that go into the corrected file.
    pub(crate) users: usize,
    pub(crate) changes: Changes,
    pub(crate) undecided: UndecidedRows,
    pub(crate) untouched: Untouched,
    pub(crate) demand: Demand<'r>,
    /// Those whose key is no longer the one they are written with, each with its new one.
    pub(crate) keys: Vec<(u32, u64)>,
    /// Those of which nobody knows whom they name, in order.
    pub(crate) unsplit: Vec<usize>,
    pub(crate) shares: Examined,
    /// What the rules made of the records, where it is wanted and there is room for it.
    pub(crate) settled: Option<Vec<Settled>>,
    room: usize,
}

/// Goes through all records; with as many threads as the sheet allows, where the file is large. `None` when `progress` said
/// to stop.
pub(crate) fn gather<'r>(
    examiner: Examiner<'r>,
    known: Known<'_>,
    collector: Collector,
    wants: Wants,
    progress: OnProgress<'_>,
) -> Option<(Gathered<'r>, Collector)> {
    let sheet = examiner.sheet;
    let total = sheet.text.len();
    let is_alone = wants.one_blocker || !collector.can_join() || cfg!(target_family = "wasm");
    let stretches = stretches::of_records(known.marks, total, if is_alone { 1 } else { sheet.threads });
    let (first, others) = stretches.split_first()?; // there is always one
    let room = settled::room(total) / stretches.len();
    let start = || Gathered::new(examiner, wants, room);
    let mut read = start_of(sheet, known.marks, 0);
    let mut tell = |more: usize| {
        read += more;
        progress(Progress { done: total / 2 + read / 2, total })
    };
    if others.is_empty() || cfg!(target_family = "wasm") {
        return start().go_through(examiner, known, first, collector, &mut tell);
    }
    let (is_stopped, empty) = (AtomicBool::new(false), collector.below());
    let go_on = || if is_stopped.load(Ordering::Relaxed) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) };
    // Some bytes are read, or a stretch has ended. One may take far longer than another.
    let (sender, receiver) = mpsc::channel::<Option<usize>>();
    let gathered = stretches::beside(
        |started| {
            let ended = Cell::new(0);
            let mut hear = |news: Option<usize>| match news {
                Some(read) if go_on().is_continue() => is_stopped.store(tell(read).is_break(), Ordering::Relaxed),
                Some(_) => {}
                None => ended.set(ended.get() + 1),
            };
            let gathered = start().go_through(examiner, known, first, collector, &mut |read| {
                hear(Some(read));
                receiver.try_iter().for_each(&mut hear);
                go_on()
            });
            while ended.get() < started {
                receiver.recv().into_iter().for_each(&mut hear);
            }
            gathered
        },
        others,
        |stretch| {
            let news = News(&sender);
            start().go_through(examiner, known, stretch, empty.below(), &mut |read| {
                news.tell(Some(read));
                go_on()
            })
        },
    );
    if go_on().is_break() {
        return None;
    }
    let mut gathered = gathered.into_iter();
    let (mut whole, mut collector) = gathered.next()??;
    for below in gathered {
        let (below, found) = below?;
        whole.join(below);
        collector.join(found);
    }
    Some((whole, collector))
}

/// Tells the thread that waits how far a stretch is, and when it has ended, however it ends.
struct News<'s>(&'s mpsc::Sender<Option<usize>>);

impl News<'_> {
    fn tell(&self, news: Option<usize>) {
        let _ = self.0.send(news); // where nobody waits, nobody needs to know
    }
}

impl Drop for News<'_> {
    fn drop(&mut self) {
        self.tell(None);
    }
}

impl<'r> Gathered<'r> {
    fn new(examiner: Examiner<'r>, wants: Wants, room: usize) -> Self {
        Gathered {
            one_blocker: wants.one_blocker,
            users: 0,
            changes: Changes::default(),
            undecided: UndecidedRows::default(),
            untouched: Untouched::default(),
            demand: Demand::new(examiner.sheet),
            keys: Vec::new(),
            unsplit: Vec::new(),
            shares: Examined::default(),
            settled: wants.settled.then(Vec::new),
            room,
        }
    }

    /// Goes through the records at these positions. `None` when `tell`, which is called now and then with the bytes read
    /// since, said to stop.
    fn go_through(
        mut self,
        examiner: Examiner<'r>,
        known: Known<'_>,
        positions: &Range<usize>,
        mut collector: Collector,
        tell: &mut dyn FnMut(usize) -> ControlFlow<()>,
    ) -> Option<(Self, Collector)> {
        let start_of = |position| start_of(examiner.sheet, known.marks, position);
        let (mut is_stopped, mut until, mut told) = (false, positions.start, start_of(positions.start));
        let mut tell_until = |until| {
            let before = std::mem::replace(&mut told, start_of(until));
            tell(told - before).is_break()
        };
        walk_some(examiner, known.marks, positions.clone(), &mut collector, &mut |position, step, collector| {
            self.demand.take(examiner.sheet, &step);
            until = position + step.records();
            match step {
                Step::Plain { positions, .. } => self.users += positions.len(),
                Step::Examined(row) => {
                    collector.end_record(row.number);
                    self.take(examiner, known, position, *row);
                }
            }
            if until.is_multiple_of(AT_ONCE) {
                is_stopped = tell_until(until);
            }
            let is_found = self.one_blocker && collector.open.any();
            !is_stopped && !is_found
        });
        is_stopped = is_stopped || tell_until(until);
        (!is_stopped).then_some((self, collector))
    }

    fn take(&mut self, examiner: Examiner<'r>, known: Known<'_>, position: usize, row: Row<'r>) {
        self.undecided.note(&row, examiner.decisions);
        self.untouched.note(&row);
        if row.fate == Fate::Unsplit {
            self.unsplit.push(position);
        }
        self.users += usize::from(row.fate != Fate::Dropped);
        self.changes.add(row.changes());
        let key = key_now(&row, known.marks[position].looks);
        if key != known.keys[position] {
            self.keys.push((position as u32, key));
        }
        known.shares.examine(position, &row, &mut self.shares);
        if let (Some(settled), Some(one)) = (&mut self.settled, Settled::of(position, row)) {
            self.room = self.room.saturating_sub(one.size());
            settled.push(one);
            self.settled.take_if(|_| self.room == 0);
        }
    }

    /// With what was gathered of records further below.
    fn join(&mut self, below: Gathered<'r>) {
        self.users += below.users;
        self.changes.add(below.changes);
        self.undecided.join(below.undecided);
        self.untouched.join(&below.untouched);
        self.demand.join(below.demand);
        self.keys.extend(below.keys);
        self.unsplit.extend(below.unsplit);
        self.shares.join(below.shares);
        self.settled = self.settled.take().zip(below.settled).map(|(mut settled, below)| {
            settled.extend(below);
            settled
        });
    }
}

/// The key of a record as fixes leave it.
pub(crate) fn key_now(row: &Row<'_>, looks: Looks) -> u64 {
    match (row.fate, looks) {
        (Fate::Dropped, _) => LEFT_OUT,
        (Fate::Frozen, Looks::Shifted { .. }) => 0,
        (Fate::Frozen, _) if !row.address().contains('@') => 0, // a header names nobody
        _ => key_of(row.address().as_bytes()),
    }
}
