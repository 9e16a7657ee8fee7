//! One way from bytes to findings: open, read the header, survey, examine,
//! compare users.
//!
//! Architecture invariant: everything that anyone asks of a file (report,
//! corrected file, changes) comes from this one run over original bytes,
//! options and decisions; nothing derived is kept.

use std::borrow::Cow;
use std::collections::HashSet;
use std::ops::{ControlFlow, Range};

use crate::above_records::{look_at_file, look_at_header};
use crate::baseline::Baseline;
use crate::change::Journal;
use crate::collect::Collector;
use crate::decision::{Decisions, Outcome};
use crate::demand::Demand;
use crate::examine::{Examiner, Noted, Sink};
use crate::gather::{Known, Wants, gather, key_now};
use crate::leave_out::leave_out;
use crate::origin::of_sheet;
use crate::outputs::Role;
use crate::own::Own;
use crate::refusal;
use crate::report::{Changes, Refusal};
use crate::row::Row;
use crate::rule::{Check, Finding, Rule};
use crate::rules;
use crate::settled::Settled;
use crate::shares::{Shared, Shares};
use crate::sheet::Sheet;
use crate::sound::{LISTENS, Sound};
use crate::source::Opened;
use crate::survey::{Looks, Mark, Survey, survey};
use crate::undecided::UndecidedRows;
use crate::untouched::{self, Untouched};
use crate::users::{Resolved, SameKeys, Silent, UNRESOLVED, Users, same_keys};
use crate::walk::{Each, Step, plain, walk};
use crate::words::Words;
use crate::{Input, Options, Progress};

/// Called now and then; says whether to go on.
pub(crate) type OnProgress<'p> = &'p mut dyn FnMut(Progress) -> ControlFlow<()>;

/// A file that went through all rules.
#[derive(Debug)]
pub(crate) struct Run<'r> {
    pub(crate) opened: &'r Opened<'r>,
    pub(crate) sheet: &'r Sheet<'r>,
    pub(crate) decisions: &'r Decisions,
    pub(crate) marks: &'r [Mark],
    pub(crate) resolved: Resolved,
    /// What users may share; empty once they are compared.
    shares: Shares,
    /// Records that are well-formed beyond doubt, where a file is written.
    pub(crate) sound: Sound,
    pub(crate) collector: Collector,
    pub(crate) refusal: Option<Refusal>,
    pub(crate) undecided: UndecidedRows,
    /// What the rules left as it is written.
    untouched: Untouched,
    /// Key of each record as it is now; 0: names nobody; [`LEFT_OUT`]: is left out.
    pub(crate) keys: Vec<u64>,
    /// Records that go into the corrected file.
    pub(crate) users: usize,
    pub(crate) changes: Changes,
    /// Users that the baseline knows.
    pub(crate) matched: usize,
    /// Records of which nobody knows whom they name.
    pub(crate) unsplit: usize,
    /// Whether the offered fixes, all of them accepted, clear every blocker.
    pub(crate) is_fixable: bool,
    /// Records with the same key, where users are compared.
    same: SameKeys,
    /// Whether some user has several records that stay.
    pub(crate) has_repeats: bool,
    /// What all records together say of licences.
    pub(crate) demand: Demand<'r>,
    /// What the rules made of the records they were asked about, where that was wanted.
    pub(crate) settled: Option<Vec<Settled>>,
}

/// What a run is for, beside its findings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// Whether the offered fixes clear every blocker, which can cost another way through the records.
    Verdict,
    /// Whether a blocker stays: one is enough to know.
    OneBlocker,
    /// The records of the corrected file, which are gone through several times: what the rules made of them is kept.
    Records,
    Both,
    /// The same, and every finding of a record is noted.
    Grid,
    /// Every finding of the records from the one to the other, in all its words.
    Stretch(u32, u32),
}

/// Runs over a file and hands the result to `consume`. `None`: `progress` said to stop.
pub(crate) fn run<R>(
    input: &Input<'_>,
    options: &Options,
    progress: OnProgress<'_>,
    consume: impl FnOnce(Run<'_>) -> R,
) -> Option<R> {
    run_for(Purpose::Verdict, input, options, progress, consume)
}

/// The same for something else than a report.
pub(crate) fn run_for<R>(
    purpose: Purpose,
    input: &Input<'_>,
    options: &Options,
    progress: OnProgress<'_>,
    consume: impl FnOnce(Run<'_>) -> R,
) -> Option<R> {
    let baseline = input.baseline.map(|bytes| Baseline::open(bytes, &Words::of(options.catalogue.as_ref())));
    let decisions = Decisions::new(&of_sheet(&options.decisions, input.origin));
    let (mut consume, mut result) = (Some(consume), None);
    run_with(input, options, &decisions, baseline.as_ref(), purpose, progress, &mut |run| {
        result = consume.take().map(|consume| consume(run));
    })?;
    result
}

fn run_with(
    input: &Input<'_>,
    options: &Options,
    decisions: &Decisions,
    baseline: Option<&Baseline>,
    purpose: Purpose,
    progress: OnProgress<'_>,
    consume: &mut dyn FnMut(Run<'_>),
) -> Option<()> {
    let opened = Opened::new(input, decisions, baseline, options.threads);
    let words = Words::of(options.catalogue.as_ref());
    let mut collector = Collector::new(&options.findings);
    collector.speak(words.clone());
    if purpose == Purpose::Grid {
        collector.keep_notes();
    }
    if let Purpose::Stretch(from, until) = purpose {
        collector.keep_only(from..=until);
    }
    look_at_file(&opened, decisions, &mut collector);
    let mut sheet = Sheet::new(&opened.text, opened.dialect, opened.encoding).with_baseline(baseline);
    sheet.workbook = opened.workbook();
    sheet.mode = options.mode;
    sheet.words = words;
    sheet.countries.clone_from(&options.countries);
    sheet.limit = options.limit;
    sheet.bytes = options.bytes;
    sheet.threads = options.threads;
    sheet.automatic_assignment = options.automatic_assignment;
    sheet.licences_left = options.all_left();
    sheet.own = Own::of(options.profile.as_ref());
    let mut refusal = refusal::of_file(&opened, &sheet, &collector);
    if refusal.is_none() {
        leave_out(&mut sheet, decisions, &mut collector);
        look_at_header(&mut sheet, decisions, &mut collector);
        refusal = refusal::of_header(&sheet, &collector);
    }
    sheet.valid = opened.valid;
    sheet.set_gates();
    let above_rows = collector.open;
    let total = opened.text.len();
    let surveyed = if refusal.is_some() {
        Survey::default()
    } else {
        let is_written = LISTENS && matches!(purpose, Purpose::Records | Purpose::Both);
        survey(&sheet, is_written, &mut |done| progress(Progress { done: done / 2, total }))?
    };
    let Survey { marks, mut keys, facts, mut shares, sound } = surveyed;
    sheet.facts = facts;
    let wants = Wants {
        settled: matches!(purpose, Purpose::Records | Purpose::Both | Purpose::Grid),
        // Unless a record that has one may be left out as a repeated user's.
        one_blocker: purpose == Purpose::OneBlocker && same_keys(&keys, sheet.threads).is_empty(),
    };
    let examiner = Examiner { sheet: &sheet, decisions, resolved: &UNRESOLVED, untouched: &untouched::NONE };
    let known = Known { marks: &marks, keys: &keys, shares: &shares };
    let (gathered, collector) = gather(examiner, known, collector, wants, progress)?;
    shares.take_examined(gathered.shares);
    gathered.keys.iter().for_each(|(position, key)| keys[*position as usize] = *key);
    let mut changes = gathered.changes;
    for column in &sheet.columns {
        changes.cells += usize::from(column.name != column.header && !column.dropped);
    }
    let mut run = Run {
        opened: &opened,
        sheet: &sheet,
        decisions,
        marks: &marks,
        resolved: Resolved::new(),
        shares,
        sound,
        collector,
        refusal,
        undecided: gathered.undecided,
        untouched: gathered.untouched,
        matched: matched(baseline, &keys, &gathered.unsplit),
        unsplit: gathered.unsplit.len(),
        keys,
        users: gathered.users,
        changes,
        is_fixable: true,
        same: SameKeys::default(),
        has_repeats: false,
        demand: gathered.demand,
        settled: gathered.settled,
    };
    run.look_at_users();
    if run.refusal.is_none() {
        run.refusal = refusal::of_undecided(&sheet.words, &run.collector);
    }
    run.is_fixable = !run.collector.open.any();
    if matches!(purpose, Purpose::Verdict | Purpose::Both | Purpose::Grid)
        && !run.is_fixable
        && run.collector.open.ask > 0
    {
        let all = decisions.accepting_all();
        run.is_fixable = if above_rows.ask > 0 {
            let mut is_clear = false;
            run_with(input, options, &all, baseline, Purpose::OneBlocker, progress, &mut |run| {
                is_clear = !run.collector.open.any();
            })?;
            is_clear
        } else {
            above_rows.show == 0 && run.would_be_clear(&all)
        };
    }
    consume(run);
    Some(())
}

impl Run<'_> {
    pub(crate) fn examiner(&self) -> Examiner<'_> {
        let Run { sheet, decisions, resolved, untouched, .. } = self;
        Examiner { sheet, decisions, resolved, untouched }
    }

    /// Walks as this run decided, telling `sink`.
    pub(crate) fn each_record<'e, S: Sink>(&'e self, sink: &mut S, each: Each<'_, 'e, S>) {
        walk(self.examiner(), self.marks, sink, each);
    }

    /// Records of which no rule has anything to say.
    pub(crate) fn plain(&self, positions: Range<usize>) -> Step<'_> {
        plain(self.sheet, self.marks, positions)
    }

    /// Compares the users once more, telling `journal`.
    pub(crate) fn compare_users_again(&self, journal: &mut Journal) {
        let examiner = Examiner { resolved: &UNRESOLVED, ..self.examiner() };
        compare_users(examiner, self.marks, (&self.keys, &self.same), Vec::new(), &self.demand, journal);
    }

    /// Rows of users who need a role by hand, with the list each is on.
    pub(crate) fn by_hand(&self) -> Vec<(u32, Option<Role>)> {
        let examiner = Examiner { resolved: &UNRESOLVED, ..self.examiner() };
        let users = Users::new(examiner, self.marks, &self.keys, &self.same);
        self.demand.by_hand(&users.repeated, &self.resolved)
    }

    fn look_at_users(&mut self) {
        if self.refusal.is_some() {
            return;
        }
        let examiner = Examiner {
            sheet: self.sheet,
            decisions: self.decisions,
            resolved: &UNRESOLVED,
            untouched: &self.untouched,
        };
        self.same = same_keys(&self.keys, self.sheet.threads);
        let shared = std::mem::take(&mut self.shares).shared(&self.keys, examiner, self.marks);
        let (resolved, has_repeats) =
            compare_users(examiner, self.marks, (&self.keys, &self.same), shared, &self.demand, &mut self.collector);
        // What was found in a record that is left out is no longer left.
        self.collector.forget(|row| resolved.drops(row));
        (self.resolved, self.has_repeats) = (resolved, has_repeats);
        self.users -= self.resolved.dropped().min(self.users);
        // What was counted of a row before it was left out, or took cells of another, is counted anew.
        let (now, mut fields) = (Examiner { resolved: &self.resolved, ..examiner }, Vec::new());
        for row in self.resolved.rows() {
            let mut changes = |examiner: Examiner<'_>| {
                let row = examiner.examine(row, &self.marks[row as usize - 1], 0, &mut fields, &mut Silent);
                row.map(|row| row.changes()).unwrap_or_default()
            };
            let before = changes(examiner);
            self.changes.add(changes(now));
            // Who stops at one blocker has not counted all rows.
            self.changes.take(before);
        }
    }

    /// Whether no blocker would be left with these decisions. Only for
    /// decisions under which the header reads the same.
    fn would_be_clear(&self, decisions: &Decisions) -> bool {
        let mut collector = Collector::new(&crate::report::Window { count: Some(0), ..Default::default() });
        let (mut keys, mut untouched) = (Cow::Borrowed(&self.keys), self.untouched.clone());
        let may_repeat = !self.same.is_empty();
        let examiner = Examiner { sheet: self.sheet, decisions, resolved: &UNRESOLVED, untouched: &untouched::NONE };
        let mut take = |row: &Row<'_>, collector: &mut Collector| {
            let position = row.number as usize - 1;
            let key = key_now(row, self.marks[position].looks);
            if key != keys[position] {
                keys.to_mut()[position] = key; // few accepted fixes make another address
            }
            untouched.note(row);
            collector.end_record(row.number);
            may_repeat || !collector.open.any() // one is enough to know
        };
        // A record in which nothing is left stays as it is, whatever is accepted, unless it speaks for others.
        let is_alone = |row: u32| matches!(self.marks[row as usize - 1].looks, Looks::Plain | Looks::Suspect);
        if self.collector.rows_left().all(is_alone) {
            let mut fields = Vec::new();
            for row in self.collector.rows_left() {
                let row = examiner.examine(row, &self.marks[row as usize - 1], 0, &mut fields, &mut collector);
                if row.is_some_and(|row| !take(&row, &mut collector)) {
                    break;
                }
            }
        } else {
            walk(examiner, self.marks, &mut collector, &mut |_, step, collector| match step {
                Step::Plain { .. } => true,
                Step::Examined(row) => take(&row, collector),
            });
        }
        if !may_repeat && collector.open.any() {
            return false; // no record that holds it can be left out as a repeated user's
        }
        let examiner = Examiner { untouched: &untouched, ..examiner };
        let same = match &keys {
            Cow::Borrowed(_) => Cow::Borrowed(&self.same),
            Cow::Owned(keys) => Cow::Owned(same_keys(keys, self.sheet.threads)),
        };
        let (resolved, _) =
            compare_users(examiner, self.marks, (&keys, &same), Vec::new(), &self.demand, &mut collector);
        collector.forget(|row| resolved.drops(row));
        !collector.open.any()
    }
}

/// Users that the baseline knows. Nobody knows yet whom a row names that is not split.
fn matched(baseline: Option<&Baseline>, keys: &[u64], unsplit: &[usize]) -> usize {
    let Some(baseline) = baseline else { return 0 };
    let named = keys.iter().enumerate().filter(|(position, _)| unsplit.binary_search(position).is_err());
    let matched: HashSet<u64> = named.map(|(_, key)| *key).filter(|key| baseline.knows(*key)).collect();
    matched.len()
}

/// The rules that compare users; gives what was decided of repeated ones, and
/// whether some stay repeated.
fn compare_users<'u>(
    examiner: Examiner<'u>,
    marks: &[Mark],
    (keys, same): (&[u64], &SameKeys),
    shared: Vec<Shared>,
    demand: &'u Demand<'u>,
    sink: &mut dyn Sink,
) -> (Resolved, bool) {
    let mut users = Users { shared, demand: Some(demand), ..Users::new(examiner, marks, keys, same) };
    let mut resolved = Resolved::new();
    let mut take = |rule: &'static Rule, row: Option<u32>, finding: &Finding| {
        let safety = finding.fix.as_ref().map(|fix| fix.safety);
        let answer = examiner.decisions.answer(rule.name, row, finding.index.map(|index| index as u32), safety);
        let outcome = examiner.decisions.outcome(answer, finding.fix.as_ref());
        let line = row.and_then(|row| marks.get(row as usize - 1)).map(|mark| mark.line);
        let (index, afters) = (finding.index, Vec::new());
        sink.take(Noted { rule, finding, row, line, index, value: "", outcome, answer, afters });
        outcome
    };
    for rule in rules::ALL {
        let Check::Users(check) = rule.check else { continue };
        check(&users, &mut |row, finding| {
            let outcome = take(rule, Some(row).filter(|row| *row > 0), &finding);
            if let (Some(fix), Outcome::Applied(position)) = (&finding.fix, outcome) {
                resolved.apply(&fix.choices[position].act);
            }
        });
    }
    users.count -= resolved.dropped().min(users.count);
    let lists = demand.by_hand(&users.repeated, &resolved);
    users.by_hand = Role::ALL.map(|role| lists.iter().filter(|(_, list)| *list == Some(role)).count());
    for rule in rules::ALL {
        let Check::Limit(check) = rule.check else { continue };
        if let Some(finding) = check(&users) {
            take(rule, None, &finding);
        }
    }
    let stays = |row: &&u32| !resolved.drops(**row);
    let stays_repeated = users.repeated.iter().any(|user| user.rows().iter().filter(stays).count() > 1);
    (resolved, stays_repeated)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decision::Decision;

    /// Whether all offered fixes together clear a file is what a run that accepts them finds.
    #[test]
    fn a_file_is_fixable_if_accepting_all_clears_it() {
        let mut count = [0, 0];
        let answers = ["[]", r#"[{"answer":"yes"}]"#, r#"[{"rule":"blank-record","answer":"no"}]"#];
        for (example, answers) in rules::ALL
            .iter()
            .flat_map(|rule| rule.examples)
            .flat_map(|example| answers.map(|answers| (example, answers)))
        {
            let decisions: Vec<Decision> = serde_json::from_str(answers).expect("our own JSON");
            let options = Options { decisions, sha256: false, ..Options::default() };
            let (header, records) = example.before.split_once('\n').unwrap_or_default();
            // Every record twice, and one that only a person can correct.
            for file in [
                example.before.to_owned(),
                format!("{header}\n{records}\n{records}\n,\n"),
                format!("{header}\n{records}x\n"),
            ] {
                let input =
                    Input { file: file.as_bytes(), baseline: example.baseline.map(str::as_bytes), origin: None };
                let baseline = input.baseline.map(|bytes| Baseline::open(bytes, &Words::default()));
                let decisions = Decisions::new(&options.decisions);
                let look = |decisions: &Decisions, purpose: Purpose, told: &mut dyn FnMut(Run<'_>)| {
                    let never = &mut |_| ControlFlow::Continue(());
                    run_with(&input, &options, decisions, baseline.as_ref(), purpose, never, told);
                };
                look(&decisions, Purpose::Verdict, &mut |run| {
                    if !run.collector.open.any() {
                        return; // nothing needs to be accepted
                    }
                    look(&decisions.accepting_all(), Purpose::Records, &mut |accepting| {
                        assert_eq!(run.is_fixable, !accepting.collector.open.any(), "{file:?} {answers}");
                        count[usize::from(run.is_fixable)] += 1;
                    });
                });
            }
        }
        assert!(count[0] > 100 && count[1] > 100, "{count:?}");
    }
}
