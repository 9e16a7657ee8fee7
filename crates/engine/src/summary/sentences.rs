//! What a report says in one sentence.
//!
//! What must stay true: the numbers are the report's own, and one is never plural.

use crate::refusal::is_final;
use crate::report::{Report, Totals, Verdict};
use crate::visible::grouped;

impl Report {
    /// The verdict on the file as given, for people.
    #[must_use]
    pub fn verdict_sentence(&self) -> String {
        let Totals { blocker, warning, note } = self.totals;
        let certain = blocker - self.left.blocker.min(blocker);
        match self.verdict {
            Verdict::Ready if note == 0 => "Ready to import: there is nothing to correct.".to_owned(),
            Verdict::Ready => format!("Ready to import; {} good to know.", plural(note, "thing is", "things are")),
            Verdict::Fixable if blocker == 0 => {
                format!(
                    "Nothing stops the import, but {} a look first.",
                    plural(warning, "warning is worth", "warnings are worth")
                )
            }
            Verdict::Fixable if certain == blocker => {
                format!("Not ready as it is, but {} can be corrected with certainty.", all_of(blocker))
            }
            Verdict::Fixable if certain == 0 => {
                format!("Not ready as it is: {} for your decision.", plural(blocker, "blocker waits", "blockers wait"))
            }
            Verdict::Fixable => format!(
                "Not ready as it is: of {} {} corrected with certainty, {} for your decision.",
                plural(blocker, "blocker", "blockers"),
                plural(certain, "is", "are"),
                plural(blocker - certain, "waits", "wait"),
            ),
            Verdict::Blocked if is_final(self.refusal.as_ref()) => "This file cannot be imported.".to_owned(),
            Verdict::Blocked if blocker == 1 => "Not ready: 1 blocker, and only you can correct it.".to_owned(),
            Verdict::Blocked if certain == 0 => {
                format!("Not ready: {}, and at least one only you can correct.", plural(blocker, "blocker", "blockers"))
            }
            Verdict::Blocked => format!(
                "Not ready: {}; {} corrected with certainty, and at least one only you can correct.",
                plural(blocker, "blocker", "blockers"),
                plural(certain, "is", "are"),
            ),
        }
    }

    /// What the applied fixes leave, for people.
    #[must_use]
    pub fn left_sentence(&self) -> String {
        let Totals { blocker, warning, note } = self.left;
        let counts = [(blocker, "blocker", "blockers"), (warning, "warning", "warnings"), (note, "note", "notes")];
        let counts: Vec<String> =
            counts.into_iter().filter(|count| count.0 > 0).map(|(count, one, many)| plural(count, one, many)).collect();
        match counts.as_slice() {
            [] => "Nothing is left to do.".to_owned(),
            counts if blocker > 0 => format!("Still to be decided or corrected: {}.", listed(counts)),
            counts => format!("No blocker is left; {} to read.", listed(counts)),
        }
    }
}

fn all_of(count: usize) -> String {
    match count {
        1 => "its one blocker".to_owned(),
        2 => "both blockers".to_owned(),
        count => format!("all {} blockers", grouped(count)),
    }
}

/// `a`, `a and b`, `a, b and c`.
fn listed(words: &[String]) -> String {
    match words {
        [first @ .., last] if !first.is_empty() => format!("{} and {last}", first.join(", ")),
        words => words.concat(),
    }
}

/// `1 thing is`, `1,000 things are`.
pub(crate) fn plural(count: usize, one: &str, many: &str) -> String {
    format!("{} {}", grouped(count), if count == 1 { one } else { many })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_read_as_spoken() {
        let words = |words: &[&str]| listed(&words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>());
        assert_eq!(words(&[]), "");
        assert_eq!(words(&["a"]), "a");
        assert_eq!(words(&["a", "b"]), "a and b");
        assert_eq!(words(&["a", "b", "c"]), "a, b and c");
    }
}
