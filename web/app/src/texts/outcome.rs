//! What the page says of the whole file: the verdict, what comes next, and what the corrected file will be.

use super::{Words, fill};
use crate::report::{Changes, Report, Verdict};

impl Words {
    /// The verdict in one sentence: of the file as given, and of what is left after the decisions.
    pub(crate) fn verdict(&self, report: &Report) -> String {
        let (total, left) = (report.totals.blocker, report.left.blocker);
        if report.is_no_user_file() {
            return self.verdict_refused.to_owned();
        }
        match report.verdict {
            Verdict::Ready => self.verdict_ready.to_owned(),
            _ if total == 0 => self.plural(&self.verdict_no_blocker, report.totals.warning),
            _ if left == 0 => self.plural(&self.verdict_repaired, total),
            Verdict::Fixable => self.plural(&self.verdict_fixable, total),
            Verdict::Blocked => fill(&self.plural(&self.verdict_blocked, total), &[("left", &self.number(left))]),
        }
    }

    /// What is done and what comes next. `is_here`: the findings stand below.
    pub(crate) fn next(&self, report: &Report, is_here: bool) -> String {
        if report.is_no_user_file() {
            return String::new();
        }
        let Report { left, totals, changes, .. } = report;
        let changed = changes.cells + changes.records;
        let mut sentences = Vec::new();
        // Before the file can be handed out, nothing is made in it.
        if changed > 0 && report.refusal.is_none() {
            sentences.push(fill(self.next_changes, &[("changes", &self.changes(*changes))]));
        }
        if left.blocker > 0 {
            let left_where = if is_here { &self.next_left } else { &self.next_left_there };
            sentences.push(self.plural(left_where, left.blocker));
        } else if left.warning > 0 && (changed > 0 || totals.blocker > 0) {
            sentences.push(self.plural(&self.next_warnings, left.warning));
        } else if left.warning == 0 && report.refusal.is_none() {
            sentences.push(if changed > 0 { self.next_changed } else { self.next_ready }.to_owned());
        }
        sentences.join(" ")
    }

    /// What is made in the corrected file: each thing is counted once.
    fn changes(&self, changes: Changes) -> String {
        let rewritten = if changes.cells > 0 { 0 } else { changes.records.saturating_sub(changes.left_out) };
        let counted = [
            (changes.cells, &self.cells_changed),
            (rewritten, &self.rows_rewritten),
            (changes.left_out, &self.rows_left_out),
        ];
        let said = counted.into_iter().filter(|(n, _)| *n > 0).map(|(n, form)| self.plural(form, n));
        said.collect::<Vec<_>>().join(", ")
    }

    /// What the corrected file will be.
    pub(crate) fn will_write(&self, report: &Report) -> String {
        let users = self.plural(&self.users, report.users());
        let parts = if report.parts > 1 { self.plural(&self.in_parts, report.parts) } else { String::new() };
        let changes = self.changes(report.changes);
        let changes = if changes.is_empty() { self.unchanged } else { &changes };
        fill(self.will_write, &[("users", &users), ("parts", &parts), ("changes", changes)])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{FileFacts, Totals};
    use crate::texts::ENGLISH;

    #[test]
    fn the_verdict_follows_the_file_and_the_answers() {
        let report = |verdict, total: usize, left: usize| Report {
            verdict,
            totals: Totals { blocker: total, ..Totals::default() },
            left: Totals { blocker: left, ..Totals::default() },
            changes: Changes { cells: total - left, ..Changes::default() },
            ..Report::default()
        };
        let words = &ENGLISH;
        assert_eq!(words.verdict(&report(Verdict::Ready, 0, 0)), words.verdict_ready);
        assert!(words.verdict(&report(Verdict::Fixable, 27, 3)).contains("27 things"));
        let next = |is_here| words.next(&report(Verdict::Fixable, 27, 3), is_here);
        assert!(next(true).ends_with("3 problems are left: answer or correct them below."));
        assert!(next(false).ends_with(&format!("under “{}”.", words.plan.findings)), "not where they are not");
        assert_ne!(words.verdict(&report(Verdict::Fixable, 27, 3)), words.verdict(&report(Verdict::Fixable, 27, 0)));
        assert_ne!(words.verdict(&report(Verdict::Blocked, 27, 3)), words.verdict(&report(Verdict::Fixable, 27, 3)));
    }

    #[test]
    fn rows_that_are_left_out_are_no_users_and_what_is_made_adds_up() {
        let words = &ENGLISH;
        let said = |cells, records, left_out| {
            let file = FileFacts { records: 7, ..FileFacts::default() };
            let report = Report { file, changes: Changes { cells, records, left_out }, parts: 1, ..Report::default() };
            (words.will_write(&report), words.next(&report, true))
        };
        assert_eq!(said(0, 0, 0).0, "7 users, values unchanged");
        assert_eq!(said(0, 6, 6).0, "1 user, 6 rows left out");
        assert_eq!(said(0, 3, 1).0, "6 users, 2 rows written anew, 1 row left out");
        let (bar, next) = said(3, 3, 1);
        assert_eq!(bar, "6 users, 3 cells changed, 1 row left out");
        assert!(next.starts_with("In the corrected file: 3 cells changed, 1 row left out. "), "{next}");
    }
}
