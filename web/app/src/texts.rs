//! All words of the page. Components hold none.
//!
//! English is one constant of [`Words`], so the compiler tells when a text is missing; another language is made of it by a
//! catalogue (`language.rs`). Templates carry `{name}` where an argument goes; counts go through [`Plural`], which has a form
//! for each plural category a language may have. TRUE, FALSE and header names are never translated. What the rules say comes
//! from the engine.

use yew::prelude::*;

use crate::report::{Safety, Severity};
use crate::visible::Invisible;

mod around;
mod en;
mod grid;
mod guest;
mod language;
mod outcome;
mod plan;
mod trust;

pub(crate) use en::ENGLISH;
use language::{Catalogue, Translate, texts};
pub(crate) use language::{Plural, learn, spoken, words_of};

/// The words of the language the page is shown in.
#[hook]
pub(crate) fn use_words() -> &'static Words {
    let words = use_context::<&'static Words>().unwrap_or(&ENGLISH);
    // Beside us another element may speak another language, and its components are made in between.
    language::count_as(words);
    words
}

texts! {
    pub(crate) struct SeverityWords {
        pub one: &'static str,
        pub count: Plural,
    }

    pub(crate) struct Words {
        pub catalogue: Option<&'static Catalogue>,
        /// The tag browsers and `Intl` know the language by.
        pub language: &'static str,
        /// `ltr` or `rtl`.
        pub direction: &'static str,
        /// Numbers as the language writes them.
        pub thousand: &'static str,
        pub ten_thousand: &'static str,
        pub tenths: &'static str,
        pub units: [&'static str; 3],
        pub language_label: &'static str,
        pub title: &'static str,
        // masthead and footer
        pub name_hub: &'static str,
        pub name_check: &'static str,
        pub badge_locked: &'static str,
        pub badge_open: &'static str,
        pub badge_loading: &'static str,
        pub badge_failed: &'static str,
        pub not_affiliated: &'static str,
        pub nothing_stored: &'static str,
        // welcome
        pub welcome_title: &'static str,
        pub lede: &'static str,
        pub choose_file: &'static str,
        pub choose_file_hint: &'static str,
        pub no_file: &'static str,
        pub try_sample: &'static str,
        pub pasted_name: &'static str,
        pub examples_title: &'static str,
        pub examples: [(&'static str, &'static str, &'static str); 5],
        pub examples_promise: &'static str,
        pub drop_file: &'static str,
        pub drop_file_hint: &'static str,
        pub drop_baseline: &'static str,
        pub drop_baseline_hint: &'static str,
        // baseline and options
        pub optional: &'static str,
        pub baseline_title: &'static str,
        pub baseline_proves: &'static str,
        pub choose_baseline: &'static str,
        pub choose_baseline_hint: &'static str,
        pub sample_baseline: &'static str,
        pub remove: &'static str,
        pub baseline_matched: &'static str,
        pub options_title: &'static str,
        pub mode_question: &'static str,
        pub mode_none: &'static str,
        pub mode_none_hint: &'static str,
        pub mode_add: &'static str,
        pub mode_add_hint: &'static str,
        pub mode_add_remove: &'static str,
        pub mode_add_remove_hint: &'static str,
        pub limit_question: &'static str,
        pub limit_auto: &'static str,
        pub limit_contact_center: &'static str,
        pub limit_general: &'static str,
        pub limit_own: &'static str,
        pub limit_own_label: &'static str,
        pub countries_question: &'static str,
        pub countries_hint: &'static str,
        pub add_country: &'static str,
        pub remove_country: &'static str,
        // work under way
        pub waiting_for_engine: &'static str,
        pub checking: &'static str,
        pub checking_again: &'static str,
        pub cancel: &'static str,
        pub failed: &'static str,
        pub replaced: &'static str,
        pub engine_failed: &'static str,
        // verdict and facts
        pub another_file: &'static str,
        pub verdict_ready: &'static str,
        pub verdict_no_blocker: Plural,
        pub verdict_repaired: Plural,
        pub verdict_fixable: Plural,
        pub verdict_blocked: Plural,
        pub verdict_refused: &'static str,
        pub next_ready: &'static str,
        pub next_changed: &'static str,
        pub next_changes: &'static str,
        pub next_left: Plural,
        /// The same in the other views.
        pub next_left_there: Plural,
        pub next_warnings: Plural,
        pub blocker: SeverityWords,
        pub warning: SeverityWords,
        pub note: SeverityWords,
        pub none_left: &'static str,
        pub some_left: &'static str,
        pub fact_users: &'static str,
        pub fact_columns: &'static str,
        pub fact_size: &'static str,
        pub fact_sheet: &'static str,
        pub fact_encoding: &'static str,
        pub fact_separator: &'static str,
        pub fact_line_end: &'static str,
        pub fact_limit: &'static str,
        pub separators: [(&'static str, &'static str); 4],
        pub line_ends: [(&'static str, &'static str); 5],
        // findings
        pub findings_title: &'static str,
        pub nothing_found: &'static str,
        pub tools: &'static str,
        pub undo: &'static str,
        pub redo: &'static str,
        pub accept_all: &'static str,
        pub places: Plural,
        pub applied: &'static str,
        pub applied_proven: &'static str,
        pub waiting: Plural,
        pub by_hand: Plural,
        pub left_alone: &'static str,
        pub what_to_do: &'static str,
        pub no_repair: &'static str,
        pub edit_instead: &'static str,
        pub question: Plural,
        pub question_plain: Plural,
        pub in_column: &'static str,
        pub some_are_safe: &'static str,
        pub apply: &'static str,
        pub apply_to: Plural,
        pub leave: &'static str,
        pub more_choices: &'static str,
        pub answer_for: &'static str,
        pub show_all: Plural,
        pub show_few: &'static str,
        pub pages: &'static str,
        pub page_before: &'static str,
        pub page_after: &'static str,
        pub range: &'static str,
        pub line: &'static str,
        pub cell: &'static str,
        pub row: &'static str,
        pub whole_file: &'static str,
        pub before: &'static str,
        pub after: &'static str,
        pub blank: &'static str,
        pub invisible: [&'static str; 8],
        /// By kind, where a repair is carried out unasked; and where it is asked about, or the evidence proves nothing.
        pub proofs: [(&'static str, &'static str); 5],
        pub hints: [(&'static str, &'static str); 8],
        pub state_applied: &'static str,
        pub state_typed: &'static str,
        pub state_left: &'static str,
        pub state_by_hand: &'static str,
        pub state_waiting: &'static str,
        pub edit_cell: &'static str,
        pub new_value_for: &'static str,
        pub save: &'static str,
        pub close: &'static str,
        // downloads
        pub downloads: &'static str,
        pub download: &'static str,
        pub download_parts: &'static str,
        pub download_with_problems: Plural,
        pub will_write: &'static str,
        pub unchanged: &'static str,
        pub cells_changed: Plural,
        pub rows_left_out: Plural,
        pub rows_rewritten: Plural,
        pub users: Plural,
        pub in_parts: Plural,
        pub no_download: &'static str,
        pub parts_hint: &'static str,
        pub part: &'static str,
        pub download_all: &'static str,
        pub change_summary: &'static str,
        pub formats: [(&'static str, &'static str); 3],
        pub plan: plan::PlanWords,
        pub around: around::AroundWords,
        pub grid: grid::GridWords,
        pub trust: trust::TrustWords,
        pub guest: guest::GuestWords,
    }
}

impl PartialEq for Words {
    fn eq(&self, other: &Self) -> bool {
        self.language == other.language
    }
}

impl Words {
    pub(crate) fn number(&self, n: usize) -> String {
        language::number(n, [self.thousand, self.ten_thousand])
    }

    /// A size in the units people know from their file manager.
    pub(crate) fn size(&self, bytes: usize) -> String {
        let tenths = |unit: usize| {
            let tenths = (bytes * 10 + unit / 2) / unit;
            let decimal = self.tenths.trim_matches(|character: char| character.is_ascii_digit());
            format!("{}{decimal}{}", self.number(tenths / 10), tenths % 10)
        };
        let [byte, thousand, million] = self.units;
        match bytes {
            0..1_000 => format!("{bytes} {byte}"),
            1_000..100_000 => format!("{} {thousand}", tenths(1_000)),
            100_000..1_000_000 => format!("{} {thousand}", bytes / 1_000),
            _ => format!("{} {million}", tenths(1_000_000)),
        }
    }

    fn plural(&self, plural: &Plural, n: usize) -> String {
        plural.said(self.language, n, &self.number(n))
    }

    fn severity_words(&self, severity: Severity) -> &SeverityWords {
        match severity {
            Severity::Blocker => &self.blocker,
            Severity::Warning => &self.warning,
            Severity::Note => &self.note,
        }
    }

    pub(crate) fn severity(&self, severity: Severity) -> &'static str {
        self.severity_words(severity).one
    }

    pub(crate) fn severities(&self, severity: Severity, n: usize) -> String {
        self.plural(&self.severity_words(severity).count, n)
    }

    pub(crate) fn left(&self, n: usize) -> String {
        if n == 0 { self.none_left.to_owned() } else { fill(self.some_left, &[("n", &self.number(n))]) }
    }

    pub(crate) fn places(&self, n: usize) -> String {
        self.plural(&self.places, n)
    }

    pub(crate) fn applied(&self, n: usize, proof: Option<&str>) -> String {
        let n = self.number(n);
        match proof {
            Some(proof) => fill(self.applied_proven, &[("n", &n), ("proof", proof)]),
            None => fill(self.applied, &[("n", &n)]),
        }
    }

    pub(crate) fn waiting(&self, n: usize) -> String {
        self.plural(&self.waiting, n)
    }

    pub(crate) fn by_hand(&self, n: usize) -> String {
        self.plural(&self.by_hand, n)
    }

    pub(crate) fn left_alone(&self, n: usize) -> String {
        fill(self.left_alone, &[("n", &self.number(n))])
    }

    pub(crate) fn question(&self, n: usize, does: &str) -> String {
        let form = if does.is_empty() { &self.question_plain } else { &self.question };
        fill(&self.plural(form, n), &[("does", does)])
    }

    pub(crate) fn in_column(&self, column: &str) -> String {
        fill(self.in_column, &[("column", column)])
    }

    pub(crate) fn apply_to(&self, n: usize) -> String {
        self.plural(&self.apply_to, n)
    }

    pub(crate) fn answer_for(&self, what: &str) -> String {
        fill(self.answer_for, &[("what", what)])
    }

    pub(crate) fn show_all(&self, n: usize) -> String {
        self.plural(&self.show_all, n)
    }

    pub(crate) fn range(&self, from: usize, to: usize, total: usize) -> String {
        fill(self.range, &[("from", &self.number(from)), ("to", &self.number(to)), ("total", &self.number(total))])
    }

    pub(crate) fn line(&self, n: usize) -> String {
        fill(self.line, &[("n", &self.number(n))])
    }

    pub(crate) fn cell_of(&self, cell: &str) -> String {
        fill(self.cell, &[("cell", cell)])
    }

    pub(crate) fn row(&self, n: usize) -> String {
        fill(self.row, &[("n", &self.number(n))])
    }

    pub(crate) fn invisible(&self, mark: Invisible) -> &'static str {
        self.invisible[mark as usize]
    }

    /// By what kind of evidence a value is proven, or what speaks for it where it is asked about; nothing for a kind whose
    /// own sentence says all.
    pub(crate) fn proof(&self, kind: &str, safety: Safety) -> Option<&'static str> {
        let proof = known(&self.proofs, kind).filter(|_| safety == Safety::Safe);
        proof.or_else(|| known(&self.hints, kind))
    }

    pub(crate) fn separator(&self, sign: &str) -> String {
        known(&self.separators, sign).unwrap_or(sign).to_owned()
    }

    pub(crate) fn line_end(&self, name: &str) -> String {
        known(&self.line_ends, name).unwrap_or(name).to_owned()
    }

    pub(crate) fn matched(&self, matched: usize, records: usize) -> String {
        fill(self.baseline_matched, &[("matched", &self.number(matched)), ("records", &self.number(records))])
    }

    pub(crate) fn limit_contact_center(&self, n: usize) -> String {
        fill(self.limit_contact_center, &[("n", &self.number(n))])
    }

    pub(crate) fn limit_general(&self, n: usize) -> String {
        fill(self.limit_general, &[("n", &self.number(n))])
    }

    pub(crate) fn remove_country(&self, country: &str) -> String {
        fill(self.remove_country, &[("country", country)])
    }

    pub(crate) fn new_value_for(&self, column: &str) -> String {
        fill(self.new_value_for, &[("column", column)])
    }

    pub(crate) fn failed(&self, name: &str, why: &str) -> String {
        fill(self.failed, &[("name", name), ("why", why)])
    }

    pub(crate) fn replaced(&self, why: &str) -> String {
        fill(self.replaced, &[("why", self.own(why))])
    }

    pub(crate) fn engine_failed(&self, why: &str) -> String {
        fill(self.engine_failed, &[("why", self.own(why))])
    }

    pub(crate) fn download(&self, parts: usize) -> String {
        if parts > 1 { fill(self.download_parts, &[("n", &self.number(parts))]) } else { self.download.to_owned() }
    }

    pub(crate) fn download_with_problems(&self, n: usize) -> String {
        self.plural(&self.download_with_problems, n)
    }

    pub(crate) fn more_choices(&self, choices: usize) -> String {
        fill(self.more_choices, &[("n", &self.number(choices))])
    }

    pub(crate) fn part(&self, users: usize, bytes: usize) -> String {
        fill(self.part, &[("users", &self.plural(&self.users, users)), ("size", &self.size(bytes))])
    }

    pub(crate) fn format(&self, format: &str) -> &'static str {
        known(&self.formats, format).unwrap_or_default()
    }
}

/// The usual spelling of an encoding's name, the same in all languages.
pub(crate) fn encoding(name: &str) -> String {
    name.replace("utf-", "UTF-").replace("windows-", "Windows-").replace("16le", "16 LE").replace("16be", "16 BE")
}

fn known(pairs: &[(&'static str, &'static str)], key: &str) -> Option<&'static str> {
    pairs.iter().find(|(known, _)| *known == key).map(|(_, text)| *text)
}

/// Puts arguments in their places. An argument's own braces are left alone.
fn fill(template: &str, arguments: &[(&str, &str)]) -> String {
    language::fill(template, &|name| arguments.iter().find(|(known, _)| *known == name).map(|(_, value)| *value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments_go_in_their_places_and_are_not_read_again() {
        assert_eq!(fill("{a} and {b}", &[("a", "{b}"), ("b", "2")]), "{b} and 2");
        assert_eq!(fill("{unknown} {a", &[("a", "b")]), "{unknown} ");
    }

    #[test]
    fn what_is_asked_about_is_not_called_proven() {
        let words = &ENGLISH;
        for (kind, _) in words.proofs {
            assert!(words.proof(kind, Safety::Safe).is_some_and(|says| says.starts_with("proven by ")));
            assert!(words.proof(kind, Safety::Ask).is_some_and(|says| !says.contains("proven")), "{kind}");
        }
        assert_eq!(words.proof("country", Safety::Ask), Some("fits the country"));
        assert_eq!(words.proof("reading", Safety::Safe), None);
    }

    #[test]
    fn numbers_and_sizes_are_written_for_people() {
        let words = &ENGLISH;
        assert_eq!(words.number(1_234_567), "1,234,567");
        assert_eq!(words.number(999), "999");
        assert_eq!(
            [999, 7_260, 260_000, 248_000_000].map(|n| words.size(n)),
            ["999 B", "7.3 kB", "260 kB", "248.0 MB"]
        );
    }
}
