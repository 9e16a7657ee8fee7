//! What a report says in one sentence.
//!
//! What must stay true: the numbers are the report's own, and one is never plural.

use crate::refusal::is_final;
use crate::report::{Report, Totals, Verdict};
use crate::rule::Severity;
use crate::visible::grouped;
use crate::words::{Arg, Words, say};

impl Report {
    /// The verdict on the file as given, with what was edited by hand, for people, in English.
    #[must_use]
    pub fn verdict_sentence(&self) -> String {
        self.verdict_in(&Words::default())
    }

    /// What the applied fixes leave, for people, in English.
    #[must_use]
    pub fn left_sentence(&self) -> String {
        self.left_in(&Words::default())
    }

    pub(super) fn verdict_in(&self, words: &Words) -> String {
        let Totals { blocker, warning, note } = self.totals;
        let certain = blocker - self.left.blocker.min(blocker);
        let [blockers, sure, open] = [blocker, certain, blocker - certain].map(Arg::Count);
        // Of what the admin agreed to nobody is certain.
        let agreed = self.rules.iter().any(|rule| rule.severity == Severity::Blocker && rule.applied > rule.safe);
        words.say(&match self.verdict {
            Verdict::Ready if self.changes.by_hand > 0 => say!(
                "Ready with {n} {n|cell|cells} edited by hand: import the corrected file, not this one.",
                n = Arg::Count(self.changes.by_hand),
            ),
            Verdict::Ready if note == 0 => say!("Ready to import: there is nothing to correct."),
            Verdict::Ready => {
                say!("Ready to import; {n} {n|thing is|things are} good to know.", n = Arg::Count(note))
            }
            Verdict::Fixable if blocker == 0 => say!(
                "Nothing stops the import, but {n} {n|warning is worth|warnings are worth} a look first.",
                n = Arg::Count(warning),
            ),
            Verdict::Fixable if certain == blocker && agreed => say!(
                "Not ready as it is, but {n} {n|blocker is|blockers are} corrected, with certainty or as you decided.",
                n = blockers,
            ),
            Verdict::Fixable if certain == blocker => match blocker {
                1 => say!("Not ready as it is, but its one blocker can be corrected with certainty."),
                2 => say!("Not ready as it is, but both blockers can be corrected with certainty."),
                _ => say!("Not ready as it is, but all {n} blockers can be corrected with certainty.", n = blockers),
            },
            Verdict::Fixable if certain == 0 => say!(
                "Not ready as it is: {n} {n|blocker waits|blockers wait} for your decision.",
                n = blockers,
            ),
            Verdict::Fixable if agreed => say!(
                "Not ready as it is: of {n} {n|blocker|blockers} {sure} {sure|is|are} corrected, with certainty or as you \
                 decided, {open} {open|waits|wait} for your decision.",
                n = blockers,
                sure = sure,
                open = open,
            ),
            Verdict::Fixable => say!(
                "Not ready as it is: of {n} {n|blocker|blockers} {sure} {sure|is|are} corrected with certainty, {open} \
                 {open|waits|wait} for your decision.",
                n = blockers,
                sure = sure,
                open = open,
            ),
            Verdict::Blocked if is_final(self.refusal.as_ref()) => say!("This file cannot be imported."),
            Verdict::Blocked if blocker == 1 => say!("Not ready: 1 blocker, and only you can correct it."),
            Verdict::Blocked if certain == 0 => say!(
                "Not ready: {n} {n|blocker|blockers}, and at least one only you can correct.",
                n = blockers,
            ),
            Verdict::Blocked if agreed => say!(
                "Not ready: {n} {n|blocker|blockers}; {sure} {sure|is|are} corrected, with certainty or as you decided, and \
                 at least one only you can correct.",
                n = blockers,
                sure = sure,
            ),
            Verdict::Blocked => say!(
                "Not ready: {n} {n|blocker|blockers}; {sure} {sure|is|are} corrected with certainty, and at least one only \
                 you can correct.",
                n = blockers,
                sure = sure,
            ),
        })
    }

    pub(super) fn left_in(&self, words: &Words) -> String {
        let Totals { blocker, warning, note } = self.left;
        let counts = [
            (blocker > 0).then(|| say!("{n} {n|blocker|blockers}", n = Arg::Count(blocker))),
            (warning > 0).then(|| say!("{n} {n|warning|warnings}", n = Arg::Count(warning))),
            (note > 0).then(|| say!("{n} {n|note|notes}", n = Arg::Count(note))),
        ];
        let counts: Vec<Arg> = counts.into_iter().flatten().map(Arg::Say).collect();
        words.say(&match counts.as_slice() {
            [] => say!("Nothing is left to do."),
            _ if blocker > 0 => say!("Still to be decided or corrected: {counts}.", counts = Arg::all(counts)),
            _ => say!("No blocker is left; {counts} to read.", counts = Arg::all(counts)),
        })
    }
}

/// `1 thing is`, `1,000 things are`.
pub(crate) fn plural(count: usize, one: &str, many: &str) -> String {
    format!("{} {}", grouped(count), if count == 1 { one } else { many })
}
