//! The ways through a whole file: in one go, or through several stretches of a large one side by side, which become one
//! again; and the same of what is known of each record.
//!
//! What must stay true: what stretches give together is what one way through all of them gives (a property test holds it to
//! that). A stretch that can be no part of that is read again.

use std::ops::{ControlFlow, Range};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{Builder, scope};

use memchr::memchr;

use crate::judge::Judge;
use crate::scan::{Field, Scanner};
use crate::sheet::Sheet;
use crate::sound::{Listener, Sound};
use crate::survey::{Looks, Mark, records_in};

/// Records that are read in one call: a browser replaces a function by a quicker one while it is used, but only from its
/// next call on.
const AT_ONCE: usize = 1_024;

/// With more threads, each would wait for the memory of the others.
const MOST_THREADS: usize = 8;

/// Bytes that are worth a thread; in tests a small file has several stretches, in a browser none has.
const WORTH_A_THREAD: usize = match () {
    () if cfg!(target_family = "wasm") => usize::MAX,
    () if cfg!(test) => 64,
    () => 1 << 22,
};

type OnProgress<'p> = &'p mut dyn FnMut(usize) -> ControlFlow<()>;

/// A survey on its way through the records.
pub(crate) struct Surveyor<'s, 'a> {
    judge: Judge<'s, 'a>,
    scanner: Scanner<'a>,
    fields: Vec<Field>,
    marks: Vec<Mark>,
    /// Of each record: see [`crate::survey::Survey`].
    keys: Vec<u64>,
    /// Where it began.
    from: usize,
    /// The first record that starts here or further below is another one's.
    until: usize,
}

/// Goes through all records; with as many threads as the sheet allows, where it is large. `None` when `progress` said to stop.
pub(crate) fn survey<'s, 'a>(
    sheet: &'s Sheet<'a>,
    wants_sound: bool,
    progress: OnProgress<'_>,
) -> Option<Surveyor<'s, 'a>> {
    let starts = starts(sheet.text, sheet.data().at(), sheet.threads);
    let end_of = |nth: usize| starts.get(nth + 1).copied().unwrap_or(sheet.text.len());
    let mut whole = Surveyor::new(sheet, wants_sound, starts[0], end_of(0));
    if starts.len() < 2 || cfg!(target_family = "wasm") {
        return whole.read(progress).map(|()| whole);
    }
    let is_stopped = AtomicBool::new(false);
    scope(|scope| {
        let others = (1..).zip(&starts[1..]).map(|(nth, start)| {
            let is_stopped = &is_stopped;
            let read = move || {
                let mut stretch = Surveyor::new(sheet, wants_sound, *start, end_of(nth));
                stretch.scanner.seek(*start, 0); // lines are counted from there
                let go_on = |_| {
                    if is_stopped.load(Ordering::Relaxed) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
                };
                stretch.read(&mut { go_on }).map(|()| stretch)
            };
            Builder::new().spawn_scoped(scope, read).ok()
        });
        let others: Vec<_> = others.collect();
        // What is read again is no step back.
        let mut furthest = 0;
        let mut tell = |at: usize| {
            furthest = furthest.max(at.min(sheet.text.len()));
            progress(furthest)
        };
        // All are about as far as the first one.
        let mut told = whole.read(&mut |at| tell(at.saturating_mul(starts.len())));
        for (nth, other) in (1..).zip(others) {
            if told.is_none() {
                is_stopped.store(true, Ordering::Relaxed);
                break;
            }
            let stretch = other.and_then(|thread| thread.join().ok()).flatten();
            if !stretch.is_some_and(|stretch| whole.join(stretch)) {
                whole.until = end_of(nth);
                told = whole.read(&mut tell);
            }
        }
        told.map(|()| whole)
    })
}

/// What `look` makes of each stretch of a text, all of them side by side. Each but the last ends with a line feed.
pub(crate) fn each<R: Send>(text: &[u8], threads: usize, look: impl Fn(&[u8]) -> R + Sync) -> Vec<R> {
    if cfg!(target_family = "wasm") {
        return vec![look(text)];
    }
    let starts = starts(text, 0, threads);
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    let stretches: Vec<&[u8]> = starts.iter().zip(ends).map(|(start, end)| &text[*start..end]).collect();
    side_by_side(&stretches, |stretch| look(stretch))
}

/// Stretches of a list, each with the place where it starts, one for each thread that is worth it.
pub(crate) fn of_list<T>(list: &[T], threads: usize) -> Vec<(usize, &[T])> {
    // What is done with one of its bytes takes longer than with one of a text.
    let length = list.len().div_ceil(count(size_of_val(list).saturating_mul(4), threads)).max(1);
    (0..).step_by(length).zip(list.chunks(length)).collect()
}

/// The positions of the records of stretches, one for each thread that is worth it in a text of so many bytes. A run of
/// blank or shifted records, of which one speaks for all, is in one of them.
pub(crate) fn of_records(marks: &[Mark], bytes: usize, threads: usize) -> Vec<Range<usize>> {
    let count = count(bytes, threads);
    let can_start = |position: &usize| matches!(marks[*position].looks, Looks::Plain | Looks::Suspect);
    let mut starts = vec![0];
    for about in (1..count).map(|nth| nth * (marks.len() / count)) {
        starts.extend((about..marks.len()).find(can_start));
    }
    starts.dedup();
    let ends = starts.iter().skip(1).copied().chain([marks.len()]);
    starts.iter().zip(ends).map(|(start, end)| *start..end).collect()
}

/// What `look` makes of each of a list, in so many threads; each takes some time.
pub(crate) fn each_of<T: Sync, R: Send>(list: &[T], threads: usize, look: impl Fn(&T) -> R + Sync) -> Vec<R> {
    const WORTH_A_THREAD: usize = 256;
    let threads = threads.clamp(1, MOST_THREADS);
    let stretches: Vec<&[T]> = list.chunks(list.len().div_ceil(threads).max(WORTH_A_THREAD)).collect();
    let mut made = side_by_side(&stretches, |some| some.iter().map(&look).collect::<Vec<_>>()).into_iter();
    let mut whole = made.next().unwrap_or_default();
    whole.reserve_exact(list.len() - whole.len());
    made.for_each(|mut some| whole.append(&mut some));
    whole
}

/// What `look` makes of each stretch, all of them side by side.
pub(crate) fn side_by_side<T: Sync, R: Send>(stretches: &[T], look: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let [first, others @ ..] = stretches else { return Vec::new() };
    beside(|_| look(first), others, &look)
}

/// The same where the first one is looked at in another way, in this very thread; it is told how many others are looked at
/// meanwhile.
pub(crate) fn beside<T: Sync, R: Send>(
    first: impl FnOnce(usize) -> R,
    others: &[T],
    look: impl Fn(&T) -> R + Sync,
) -> Vec<R> {
    if others.is_empty() || cfg!(target_family = "wasm") {
        return [first(0)].into_iter().chain(others.iter().map(look)).collect();
    }
    scope(|scope| {
        let look = &look;
        let start = |stretch| (stretch, Builder::new().spawn_scoped(scope, move || look(stretch)).ok());
        let others: Vec<_> = others.iter().map(start).collect();
        let mut made = vec![first(others.iter().filter(|(_, thread)| thread.is_some()).count())];
        for (stretch, thread) in others {
            made.push(thread.and_then(|thread| thread.join().ok()).unwrap_or_else(|| look(stretch)));
        }
        made
    })
}

/// How many stretches of so many bytes are worth a thread each.
fn count(bytes: usize, threads: usize) -> usize {
    threads.min(MOST_THREADS).min(bytes / WORTH_A_THREAD).max(1)
}

/// Where stretches of about the same length start from `first` on, one for each thread that is worth it.
fn starts(text: &[u8], first: usize, threads: usize) -> Vec<usize> {
    let all = text.len().saturating_sub(first);
    let count = count(all, threads);
    let mut starts = vec![first];
    for about in (1..count).map(|nth| first + nth * (all / count)) {
        let start = memchr(b'\n', &text[about..]).map(|end| about + end + 1);
        starts.extend(start.filter(|start| *start < text.len()));
    }
    starts.dedup();
    starts
}

impl<'s, 'a> Surveyor<'s, 'a> {
    fn new(sheet: &'s Sheet<'a>, wants_sound: bool, from: usize, until: usize) -> Self {
        let (mut scanner, records) = (sheet.data(), records_in(until - from));
        if wants_sound {
            scanner.listen(Listener::new(sheet.dialect.separator, sheet.columns.len(), records));
        }
        Surveyor {
            judge: Judge::of(sheet),
            fields: Vec::with_capacity(sheet.columns.len()),
            marks: Vec::with_capacity(records),
            keys: Vec::with_capacity(records),
            from,
            scanner,
            until,
        }
    }

    /// Reads up to the end of the stretch. `None` when `progress` said to stop.
    fn read(&mut self, progress: OnProgress<'_>) -> Option<()> {
        for nth in 1_usize.. {
            let Some(end) = self.read_some() else { break };
            if nth.is_multiple_of(16) && progress(end).is_break() {
                return None;
            }
        }
        Some(())
    }

    /// Reads the next records. Where the last of them ends; `None` when there are no more.
    #[inline(never)]
    fn read_some(&mut self) -> Option<usize> {
        let mut end = None;
        self.scanner.go_on();
        for _ in 0..AT_ONCE {
            if self.scanner.at() >= self.until {
                break;
            }
            let Some(record) = self.scanner.read(&mut self.fields) else { break };
            let (key, looks) = self.judge.look_at(&record, &self.fields, self.marks.len() as u32);
            let looks = self.in_run(looks);
            self.marks.push(Mark { start: record.start, line: record.line, looks });
            self.keys.push(key);
            end = Some(record.next as usize);
        }
        end
    }

    /// The same where the record before it is known.
    fn in_run(&self, looks: Looks) -> Looks {
        let is_blank = |looks| matches!(looks, Looks::Blank | Looks::BlankAgain);
        match looks {
            Looks::Blank if self.marks.last().is_some_and(|before| is_blank(before.looks)) => Looks::BlankAgain,
            looks => looks,
        }
    }

    /// Goes on where `next` ended, if it began where this one ended and found what this one would have.
    fn join(&mut self, mut next: Surveyor<'s, 'a>) -> bool {
        if next.from != self.scanner.at() || !self.judge.join(next.judge, self.marks.len()) {
            return false;
        }
        let line = self.scanner.line();
        if let Some(first) = next.marks.first_mut() {
            first.looks = self.in_run(first.looks);
        }
        self.marks.extend(next.marks.iter().map(|mark| Mark { line: mark.line + line, ..*mark }));
        self.keys.append(&mut next.keys);
        self.scanner.join(next.scanner);
        self.until = next.until;
        true
    }

    /// What was learned: by the judge, of each record, and by who listened.
    pub(crate) fn finish(self) -> (Judge<'s, 'a>, Vec<Mark>, Vec<u64>, Sound) {
        (self.judge, self.marks, self.keys, self.scanner.heard())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use proptest::sample::{Index, select};

    use super::*;
    use crate::decision::Decision;
    use crate::dialect::Dialect;
    use crate::properties::{any_csv, any_sheet, any_users, config};
    use crate::report::{Mode, Window};
    use crate::{Input, Options, correct, look_with, survey};

    /// What people get of it.
    fn outcome(input: &Input<'_>, options: &Options, threads: usize) -> (String, Vec<Vec<u8>>, String) {
        let options = Options { threads, ..options.clone() };
        let correction = correct(input, &options);
        let parts = correction.parts.into_iter().flatten().map(|part| part.bytes());
        let looked = look_with(input, &options, &mut |_| ControlFlow::Continue(()));
        let report = serde_json::to_string(&correction.report).expect("a report is JSON");
        (report, parts.collect(), format!("{looked:?}"))
    }

    /// What an admin can say of a file beside the file.
    fn any_options() -> impl Strategy<Value = Options> {
        let mode = select(&[None, Some(Mode::Add), Some(Mode::AddRemove)][..]);
        let decisions = select(
            &[
                "[]",
                r#"[{"answer":"yes"}]"#,
                r#"[{"answer":"no"}]"#,
                r#"[{"row":3,"index":0,"edit":"anna@example.com"},{"row":5,"index":5,"edit":"Nowhere"},{"answer":"yes"}]"#,
            ][..],
        );
        let window = (select(&[0, 0, 0, 1][..]), select(&[None, Some(2)][..]));
        let rule = select(&[None, Some("duplicate-user"), Some("blank-record")][..]);
        (mode, decisions, window, rule, any::<bool>()).prop_map(|(mode, decisions, (from, count), rule, counts)| {
            Options {
                mode,
                decisions: serde_json::from_str::<Vec<Decision>>(decisions).expect("our own JSON"),
                findings: Window { from, count, rule: rule.map(str::to_owned) },
                licences_left: ["Standard", "Premium"]
                    .map(|name| (name.to_owned(), 1))
                    .into_iter()
                    .filter(|_| counts)
                    .collect(),
                ..Options::default()
            }
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: config().cases / 4, ..config() })] // each starts threads

        #[test]
        fn stretches_give_what_one_way_through_all_gives(
            users in prop_oneof![any_users(), any_sheet()],
            broken in prop::collection::vec((any_csv(), any::<Index>()), 0..3),
            export in any_users(),
            baseline in 0..3_u8,
            options in any_options(),
            threads in 2_usize..6,
        ) {
            let mut lines: Vec<&str> = users.split_inclusive('\n').collect();
            for (piece, at) in &broken {
                lines.insert(1 + at.index(lines.len()), piece);
            }
            let file = lines.concat();
            // None, another one, or one in which nearly all users are as they are here.
            let export = [None, Some(&export), Some(&users)][usize::from(baseline)].map(String::as_bytes);
            let input = Input { file: file.as_bytes(), baseline: export, origin: None };
            let [several, one] = [threads, 1].map(|threads| outcome(&input, &options, threads));
            prop_assert_eq!(several, one, "{:?}", file);
        }
    }

    /// Of everything that is put together there is something in the first stretch alone, in a later one, and in both.
    #[test]
    fn what_only_some_stretches_have_is_told_alike() {
        const HEADER: &str = "User ID/Email (Required),First Name,Phone Number,Extension,Location,\
                              Webex Contact Center Standard Agent,Webex Contact Center Premium Agent";
        // Extensions that others of their location have, in another stretch.
        let clean = |user: usize| {
            let (extension, place) = (user % 10, ["Skagen", "Aarhus"][user / 10 % 2]);
            format!("user{user}@example.com,Anna,+452601{user:04},12{extension:02},{place},TRUE,")
        };
        let odd = [
            "a@gmail.com,Bo,+4526010001,1234,Aarhus,TRUE,",
            "b@example.com,Bo,4526010001,1234,Odense,SAND,",
            "c@example.com,Bo,4526010002,1234,Odense,,Supervisor",
            "",
            ",,,,,,",
            "d@example.com,Bo,,12,Aarhuss,FALSE,FALSE",
            "e@example.com,\"B\"o,,,,vielleicht,TRUE",
            "B@example.com,Bo,4526010001,1234,Odense,SAND,",
            "f@example.com,Bo,,,REMOVE,TRUE,TRUE,x",
        ];
        let origin = r#"{"workbook":{"kind":"xlsx","sheets":[{"name":"export"}]}}"#;
        let origin: crate::Origin = serde_json::from_str(origin).expect("our own JSON");
        let users = |users: std::ops::Range<usize>| users.map(clean).collect::<Vec<_>>();
        let odd = odd.map(str::to_owned);
        let long = [format!("g@example.com,\"{}\",,,,TRUE,", "a line\r\n".repeat(150))];
        let roles: Vec<String> = (0..40).map(|user| format!("r{user}@example.com,Bo,,,Aarhus,,Supervisor")).collect();
        for rows in [
            [&odd[..], &users(0..30)].concat(),
            [&users(0..30)[..], &odd].concat(),
            [&odd[..], &users(0..30), &odd].concat(),
            [&users(0..15)[..], &odd, &users(15..30)].concat(),
            // Where a stretch begins inside of a cell, its records are read once more behind those that were put together.
            [&users(0..15)[..], &odd, &long, &odd, &users(15..30), &odd].concat(),
            // More than are entered by hand at once.
            [&odd[..], &roles].concat(),
        ] {
            let file = format!("{HEADER}\r\n{}\r\n", rows.join("\r\n"));
            let export = format!("{HEADER}\r\n{}\r\n", rows[3..].join("\r\n").replace("SAND", "TRUE"));
            for (mode, count, accept) in
                [(None, None, false), (Some(Mode::Add), Some(2), true), (Some(Mode::AddRemove), Some(1), true)]
            {
                let answer = Decision::Answer { rule: None, row: None, index: None, answer: "yes".to_owned() };
                let options = Options {
                    mode,
                    findings: Window { count, ..Window::default() },
                    licences_left: ["Standard", "Premium"].map(|name| (name.to_owned(), 3)).into(),
                    decisions: if accept { vec![answer] } else { Vec::new() },
                    ..Options::default()
                };
                for (baseline, origin) in [(None, None), (None, Some(&origin)), (Some(export.as_bytes()), None)] {
                    let of = |threads| outcome(&Input { file: file.as_bytes(), baseline, origin }, &options, threads);
                    for threads in 2..5 {
                        assert!(of(threads) == of(1), "{threads} threads, {mode:?}, {}: {file}", origin.is_some());
                    }
                }
            }
        }
    }

    /// Whoever waits hears of it to the end, wherever it takes long, and can stop it at any time.
    #[test]
    fn all_stretches_are_told_and_stop() {
        const HEADER: &str = "User ID/Email (Required),Phone Number\r\n";
        let users = |number: &str| -> Vec<String> {
            (0..9_000).map(|user| format!("user{user}@example.com,{number}\r\n")).collect()
        };
        let [plain, odd] = ["+4526018159", "4526018159"].map(|number| users(number).concat());
        for file in [format!("{HEADER}{plain}{odd}"), format!("{HEADER}{odd}{plain}")] {
            let input = Input { file: file.as_bytes(), baseline: None, origin: None };
            for threads in [1, 3] {
                let options = Options { threads, sha256: false, ..Options::default() };
                let mut told = Vec::new();
                let go_on = &mut |progress: crate::Progress| {
                    told.push(progress.done);
                    ControlFlow::Continue(())
                };
                assert!(crate::check_with(&input, &options, go_on).is_some());
                assert!(told.is_sorted() && told.iter().all(|done| *done <= file.len()), "{threads} threads");
                let last = told.last().copied().unwrap_or_default();
                assert!(last > file.len() * 19 / 20, "{threads} threads: {last} of {}", file.len());
                assert!(told.windows(2).all(|two| two[1] - two[0] < file.len() / 4), "{threads} threads: {told:?}");
                for most in [1, told.len() / 2, told.len() * 3 / 4, told.len()] {
                    let mut left = most;
                    let stop = &mut |_| {
                        left = left.checked_sub(1).expect("nobody is told once it is stopped");
                        if left == 0 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
                    };
                    assert!(
                        crate::check_with(&input, &options, stop).is_none(),
                        "{threads} threads, {most} of {}",
                        told.len()
                    );
                }
            }
        }
    }

    /// The first thousands of numbers, wherever they stand, no more than thousands of locations, and lengths of extensions.
    #[test]
    fn what_is_counted_up_to_a_limit_is_counted_alike() {
        let surveyed = |file: &str, threads: usize| {
            let mut sheet = Sheet::new(file.as_bytes(), Dialect::of(file.as_bytes()), None);
            sheet.threads = threads;
            sheet.set_gates();
            let survey = survey::survey(&sheet, false, &mut |_| ControlFlow::Continue(())).expect("nobody stops it");
            let facts = survey.facts;
            (facts.calling_codes, facts.extensions, facts.zero_extension, format!("{:?}", survey.marks))
        };
        // So many users have a number, and so many of the last ones a location that nobody else has.
        for (numbers, own) in [(0, 0), (1_000, 0), (3_000, 0), (9_000, 0), (9_000, 4_300)] {
            let users = (0..9_000_usize).map(|user| {
                let number = match user {
                    _ if user >= numbers => String::new(),
                    4_001.. => format!("+485792{user:05}"),
                    _ => format!("+4526{user:06}"),
                };
                let (location, extension) = match user {
                    // The very last ones stand where the first ones do.
                    8_900.. => ((user - 8_900) % 7, format!("12{:04}", user - 8_900)),
                    8_890.. => (1, "012345".to_owned()),
                    8_880.. => (1, "123".to_owned()),
                    _ => (if 8_880 - user <= own { user } else { user % 7 }, format!("12{user:04}")),
                };
                format!("user{user}@example.com,{number},{extension},Site {location}\r\n")
            });
            let header = "User ID/Email (Required),Phone Number,Extension,Location\r\n".to_owned();
            let file = header + &users.collect::<String>();
            let whole = surveyed(&file, 1);
            for threads in [2, 4] {
                assert_eq!(surveyed(&file, threads), whole, "{numbers} numbers, {own} locations");
            }
            if own > 0 {
                let input = Input { file: file.as_bytes(), baseline: None, origin: None };
                let of = |threads| outcome(&input, &Options::default(), threads);
                assert!(of(2) == of(1), "{own} locations");
            }
        }
    }
}
