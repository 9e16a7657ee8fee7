//! The public report, as the page reads it.
//!
//! The page is the report's first client: it knows the JSON and not the engine. Keys it does not know are skipped and keys it
//! misses have an empty default, so that a newer engine never leaves an older page without an answer.

use crate::reading::{filled, worded};

/// How much a finding matters to the importer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Severity {
    Blocker,
    Warning,
    #[default]
    Note,
}

worded!(Severity { "blocker" => Blocker, "warning" => Warning } else Note);

/// What the engine makes of the file as given.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Verdict {
    Ready,
    Fixable,
    #[default]
    Blocked,
}

worded!(Verdict { "ready" => Ready, "fixable" => Fixable } else Blocked);

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Report {
    pub file: FileFacts,
    pub limit: usize,
    pub parts: usize,
    pub verdict: Verdict,
    pub totals: Totals,
    pub left: Totals,
    pub changes: Changes,
    pub refusal: Option<Refusal>,
    pub undecided: Option<Undecided>,
    pub baseline: Option<Baseline>,
    pub rules: Vec<RuleCount>,
    pub findings: Vec<Finding>,
}

filled!(Report { file, limit, parts, verdict, totals, left, changes, refusal, undecided, baseline, rules, findings });

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct FileFacts {
    pub name: String,
    pub size: usize,
    pub encoding: String,
    pub separator: Option<String>,
    pub line_end: String,
    pub workbook: Option<Workbook>,
    pub records: usize,
    pub columns: Vec<Column>,
}

filled!(FileFacts { name, size, encoding, separator, line_end, workbook, records, columns });

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Workbook {
    pub sheet: String,
}

filled!(Workbook { sheet });

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Column {
    pub index: usize,
    pub header: String,
}

filled!(Column { index, header });

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Totals {
    pub blocker: usize,
    pub warning: usize,
    pub note: usize,
}

filled!(Totals { blocker, warning, note });

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Changes {
    pub cells: usize,
    pub records: usize,
    pub left_out: usize,
}

filled!(Changes { cells, records, left_out });

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Refusal {
    pub code: String,
    pub message: String,
}

filled!(Refusal { code, message });

/// Rows that nobody has decided how to split.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Undecided {
    pub message: String,
}

filled!(Undecided { message });

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Baseline {
    pub records: usize,
    pub matched: usize,
    pub message: Option<String>,
}

filled!(Baseline { records, matched, message });

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct RuleCount {
    pub code: String,
    pub name: String,
    pub severity: Severity,
    pub total: usize,
    pub safe: usize,
    pub ask: usize,
    pub show: usize,
    pub applied: usize,
    pub refused: usize,
    pub open: usize,
    pub left: Totals,
}

filled!(RuleCount { code, name, severity, total, safe, ask, show, applied, refused, open, left });

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Finding {
    pub rule: String,
    pub severity: Severity,
    pub line: Option<usize>,
    pub row: Option<usize>,
    pub column: Option<String>,
    pub index: Option<usize>,
    pub cell: Option<String>,
    pub count: usize,
    pub value: String,
    pub what: String,
    pub message: String,
    pub fix: Option<Fix>,
    pub applied: bool,
}

filled!(Finding { rule, severity, line, row, column, index, cell, count, value, what, message, fix, applied });

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Safety {
    Safe,
    #[default]
    Ask,
}

worded!(Safety { "safe" => Safe } else Ask);

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Fix {
    pub safety: Safety,
    pub does: String,
    pub after: Option<String>,
    pub choices: Vec<Choice>,
    pub evidence: Option<Evidence>,
}

filled!(Fix { safety, does, after, choices, evidence });

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Choice {
    pub key: String,
    pub does: String,
    pub after: Option<String>,
}

filled!(Choice { key as "choice", does, after });

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Evidence {
    pub kind: String,
    pub says: String,
}

filled!(Evidence { kind, says });

/// What a rule says about itself, whatever the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct RuleText {
    pub name: String,
    pub summary: String,
    pub why: String,
    pub todo: String,
    /// Where the rule comes from.
    pub source: String,
    pub fix: Option<FixText>,
}

filled!(RuleText { name, summary, why, todo, source, fix });

/// What a rule's repair does, as an imperative.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct FixText {
    pub does: String,
}

filled!(FixText { does });

impl Report {
    /// Users that the corrected file holds: blank rows and others that are left out are none.
    pub(crate) fn users(&self) -> usize {
        self.file.records.saturating_sub(self.changes.left_out)
    }

    /// Whether the file can become no user file, whatever is decided.
    pub(crate) fn is_no_user_file(&self) -> bool {
        self.refusal.as_ref().is_some_and(|refusal| refusal.code != "gate" && !refusal.code.starts_with("undecided"))
    }

    /// Whether only another file can help: nothing in this one could be answered, proven or handed out.
    pub(crate) fn is_beyond_help(&self) -> bool {
        let code = self.refusal.as_ref().map(|refusal| refusal.code.as_str());
        matches!(code, Some("not-a-user-file" | "empty-file"))
    }
}

impl RuleCount {
    /// The worst of what is left; of what there was, once nothing is.
    pub(crate) fn worst(&self) -> Severity {
        match self.left {
            Totals { blocker: 1.., .. } => Severity::Blocker,
            Totals { warning: 1.., .. } => Severity::Warning,
            Totals { note: 1.., .. } => Severity::Note,
            _ => self.severity,
        }
    }

    /// Findings with a repair on offer that nobody has answered yet.
    pub(crate) fn waiting(&self) -> usize {
        self.open.saturating_sub(self.show)
    }

    /// Findings only a person can correct.
    pub(crate) fn by_hand(&self) -> usize {
        self.open - self.waiting()
    }
}

impl Finding {
    /// Whether the finding is about one cell, which can then be edited by hand.
    pub(crate) fn cell(&self) -> Option<(usize, usize)> {
        Some((self.row?, self.index?))
    }

    /// Whether there is something in the file to point at, and so to correct; else it is about the file as a whole.
    pub(crate) fn has_place(&self) -> bool {
        self.line.is_some() || self.row.is_some() || self.index.is_some()
    }

    /// The value to show, which may be blank in a cell: a finding about a row, a column or the whole file may have none.
    pub(crate) fn shown_value(&self) -> Option<&str> {
        (self.cell().is_some() || !self.value.is_empty()).then_some(&self.value)
    }

    /// What the corrected file gets where a person typed: a repair that is applied to that has the last word.
    pub(crate) fn written<'f>(&'f self, typed: &'f str, was: Option<&str>) -> &'f str {
        // Until it is checked anew, the finding and its repair are of what stood there before.
        let is_of_typed = self.value == typed || was != Some(&self.value);
        let repaired = self.fix.as_ref().filter(|_| self.applied && is_of_typed).and_then(|fix| fix.after.as_deref());
        repaired.unwrap_or(typed)
    }

    /// The engine cuts long values; a cut one must not become the start of a hand edit.
    pub(crate) fn is_value_cut(&self) -> bool {
        self.value.chars().count() >= VALUE_LENGTH
    }
}

/// The longest value the report carries, in characters.
const VALUE_LENGTH: usize = 200;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unknown_keys_and_words_are_no_obstacle() {
        let report: Report = crate::reading::read(
            r#"{"report":1,"new":true,"verdict":"shiny","rules":[{"code":"V301","severity":"odd","total":3,"later":[]}],
                "findings":[{"rule":"foreign-boolean","row":null,"fix":{"safety":"ask","does":"x","after":null}}]}"#,
        )
        .expect("a report with keys of a later version");
        assert_eq!(report.verdict, Verdict::Blocked);
        assert_eq!(report.rules[0].severity, Severity::Note);
        assert_eq!(report.findings[0].cell(), None);
        let (column, cell) = (
            Finding { index: Some(3), ..Finding::default() },
            Finding { index: Some(3), row: Some(1), ..Finding::default() },
        );
        assert_eq!((column.shown_value(), cell.shown_value()), (None, Some("")), "a column is not blank");
    }

    #[test]
    fn open_findings_are_waiting_or_by_hand() {
        let rule = RuleCount { total: 9, show: 2, open: 5, severity: Severity::Warning, ..RuleCount::default() };
        let left = RuleCount { left: Totals { note: 1, ..Totals::default() }, ..rule.clone() };
        assert_eq!((rule.worst(), left.worst()), (Severity::Warning, Severity::Note));
        assert_eq!((rule.waiting(), rule.by_hand()), (3, 2));
    }

    #[test]
    fn what_is_written_is_what_was_typed_unless_a_repair_follows() {
        let finding = |value: &str, applied| Finding {
            value: value.into(),
            applied,
            fix: Some(Fix { after: Some("TRUE".into()), ..Fix::default() }),
            ..Finding::default()
        };
        assert_eq!(finding("SAND", true).written("SAND", Some("maybe")), "TRUE", "the repair of what was typed");
        assert_eq!(finding("SAND", false).written("SAND", Some("maybe")), "SAND", "nobody has said yes to it");
        assert_eq!(
            finding("SAND", true).written("FALSE", Some("SAND")),
            "FALSE",
            "that repair is of the file's own value"
        );
    }
}
