//! Findings as text: a group for each rule, a line for each place.
//!
//! What must stay true: what came from the file is printed so that it can be
//! seen and cannot act; the words for why and what to do are the rule's own.

use std::fmt::Write as _;

use hubcheck::{Finding, Fix, Report, RuleTotals, Safety, Severity, find_rule, grouped, paragraph, visible};

use crate::choices::to_accept;
use crate::print::{Style, plural};

/// Places named for each rule, unless all are wanted.
pub(crate) const NAMED: usize = 5;

/// Choices named in one line.
const MOST_CHOICES: usize = 6;

/// What is to be shown of a report.
#[derive(Clone, Copy)]
pub(crate) struct View<'r> {
    pub(crate) report: &'r Report,
    /// Leaves out what is corrected.
    pub(crate) only_open: bool,
    /// Names every place.
    pub(crate) all: bool,
    pub(crate) style: Style,
}

impl<'r> View<'r> {
    /// One group for each rule, the worst first.
    pub(crate) fn groups(self) -> String {
        let mut text = String::new();
        let mut rules: Vec<&RuleTotals> = self.report.rules.iter().collect();
        if self.only_open {
            rules.retain(|counts| counts.left.worst().is_some());
            rules.sort_by_key(|counts| counts.left.worst());
        }
        for counts in rules {
            text.push('\n');
            self.group(&mut text, counts);
        }
        text
    }

    fn group(self, text: &mut String, counts: &RuleTotals) {
        let left = counts.left.worst().filter(|_| self.only_open);
        let severity = match left.unwrap_or(counts.severity) {
            Severity::Blocker => self.style.red("BLOCKER"),
            Severity::Warning => self.style.yellow("WARNING"),
            Severity::Note => self.style.bold("NOTE"),
        };
        let rule = find_rule(&counts.name);
        let summary = rule.map_or("", |rule| rule.summary);
        _ = writeln!(text, "{severity}  {} {}: {summary}", counts.code, self.style.bold(&counts.name));
        paragraph(text, "  ", &self.states(counts));
        if let Some(rule) = rule {
            paragraph(text, "  Why:   ", rule.why);
            paragraph(text, "  To do: ", rule.todo);
        }
        let shared = self.shared_choices(counts);
        if let Some(choices) = &shared {
            paragraph(text, "  Choose ", choices);
        }
        let (total, most) = (self.total(counts), if self.all { usize::MAX } else { NAMED });
        let mut named = 0;
        for finding in self.findings(counts).take(most) {
            let line = line(finding, shared.is_none());
            match (finding.line, finding.row) {
                // What is said of the whole file is a text; a place is one line, so that it can be searched.
                (None, None) => paragraph(text, "  - ", &line),
                _ => _ = writeln!(text, "  - {line}"),
            }
            named += 1;
        }
        if named < total {
            let hint = if self.all { "" } else { " (--all names them)" };
            _ = writeln!(text, "  ... and {} more{hint}", grouped(total - named));
        }
    }

    fn findings(self, counts: &RuleTotals) -> impl Iterator<Item = &'r Finding> {
        let of_rule = self.report.findings.iter().filter(|finding| finding.rule == counts.name);
        of_rule.filter(move |finding| !(self.only_open && finding.applied))
    }

    fn total(self, counts: &RuleTotals) -> usize {
        if self.only_open { counts.open + counts.refused } else { counts.total }
    }

    /// `12 places: 10 corrected with certainty, 2 waiting for your yes: --accept foreign-boolean`.
    fn states(self, counts: &RuleTotals) -> String {
        let (open, total) = (counts.open + counts.refused, self.total(counts));
        let by_hand = counts.show.min(open);
        let applied = if self.only_open { 0 } else { counts.applied };
        let agreed = applied.min(counts.applied.saturating_sub(counts.safe));
        let waiting = to_accept(&counts.name, self.report).map_or_else(
            || "waiting for your yes".to_owned(),
            |typed| {
                let what = if typed.contains('=') { "choice" } else { "yes" };
                format!("waiting for your {what}: {typed}")
            },
        );
        let by_hand_words =
            if counts.left.worst() == Some(Severity::Note) { "good to know" } else { "to be corrected by hand" };
        let states = [
            (applied - agreed, "corrected with certainty"),
            (agreed, "corrected because you agreed"),
            (by_hand, by_hand_words),
            (open - by_hand, waiting.as_str()),
        ];
        let states: Vec<(usize, &str)> = states.into_iter().filter(|state| state.0 > 0).collect();
        match states.as_slice() {
            [(_, words)] if total == 1 && self.is_about_file(counts) => format!("The whole file, {words}"),
            [(_, words)] if total == 1 => format!("1 place, {words}"),
            [(_, words)] => format!("{} places, all {words}", grouped(total)),
            states => {
                let states: Vec<String> =
                    states.iter().map(|(count, words)| format!("{} {words}", grouped(*count))).collect();
                format!("{}: {}", plural(total, "place", "places"), states.join(", "))
            }
        }
    }

    fn is_about_file(self, counts: &RuleTotals) -> bool {
        let finding = self.findings(counts).next();
        finding.is_some_and(|finding| finding.line.is_none() && finding.row.is_none() && finding.index.is_none())
    }

    /// The choices, when several places leave the same ones: said once, not in each line.
    fn shared_choices(self, counts: &RuleTotals) -> Option<String> {
        let all: Vec<String> = self.findings(counts).filter_map(choices).collect();
        let (first, rest) = all.split_first()?;
        (!rest.is_empty() && rest.iter().all(|choices| choices == first)).then(|| first.clone())
    }
}

/// `premium = Premium TRUE, Standard FALSE; standard = ...`, when the finding leaves a choice.
fn choices(finding: &Finding) -> Option<String> {
    let fix = finding.fix.as_ref().filter(|fix| !finding.applied && !fix.choices.is_empty())?;
    let choices: Vec<String> = fix
        .choices
        .iter()
        .take(MOST_CHOICES)
        .map(|choice| format!("{} = {}", visible(&choice.choice), visible(&choice.does)))
        .collect();
    Some(choices.join("; "))
}

/// `line 13, row 12, Phone Number: 4526018159 -> +4526018159 (proven: ...)`.
fn line(finding: &Finding, with_choices: bool) -> String {
    let place = place(finding);
    let colon = if place.is_empty() { "" } else { ": " };
    let what = visible(&finding.what);
    let Some(fix) = &finding.fix else { return format!("{place}{colon}{what}") };
    let outcome = outcome(finding, fix);
    match &fix.after {
        Some(after) if finding.index.is_some() => {
            format!("{place}{colon}{} -> {}{outcome}", value(&finding.value), value(after))
        }
        _ if !fix.choices.is_empty() && !finding.applied => {
            let choices = choices(finding).filter(|_| with_choices).map(|choices| format!(" Choose {choices}"));
            format!("{place}{colon}{what}{}{outcome}", choices.unwrap_or_default())
        }
        _ => format!("{place}{colon}{what} -> {}{outcome}", visible(&fix.does)),
    }
}

/// Why the fix is applied, or what it waits for.
fn outcome(finding: &Finding, fix: &Fix) -> String {
    let evidence = fix.evidence.as_ref().map(|evidence| visible(&evidence.says).trim_end_matches('.').to_owned());
    match (fix.safety, finding.applied, evidence) {
        (Safety::Safe, _, Some(evidence)) => format!(" (proven: {evidence})"),
        (Safety::Ask, true, _) => " (you agreed)".to_owned(),
        (Safety::Ask, false, Some(evidence)) => format!(" (if you agree: {evidence})"),
        (Safety::Ask, false, None) if fix.choices.is_empty() => " (if you agree)".to_owned(),
        _ => String::new(),
    }
}

/// `line 13, row 12, Phone Number`.
fn place(finding: &Finding) -> String {
    let in_text = finding.cell.is_none(); // lines and rows are those of a text that nobody has seen
    let parts = [
        finding.cell.as_ref().map(|cell| format!("cell {cell}")),
        finding.line.filter(|_| in_text).map(|line| format!("line {line}")),
        finding.row.filter(|_| in_text).map(|row| format!("row {row}")),
        finding.column.as_deref().filter(|column| !column.is_empty()).map(|column| visible(column).into_owned()),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// A value that can be seen, even when it is blank or has blanks at its ends.
fn value(value: &str) -> String {
    let shown = visible(value);
    if shown.is_empty() {
        "(blank)".to_owned()
    } else if shown.starts_with(' ') || shown.ends_with(' ') {
        format!("\"{shown}\"")
    } else {
        shown.into_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use hubcheck::{Input, Options, check};

    #[test]
    fn values_can_be_seen() {
        for (given, shown) in [("a", "a"), ("", "(blank)"), (" a", "\" a\""), ("\u{1b}[2J", "\\u{1b}[2J")] {
            assert_eq!(value(given), shown);
        }
    }

    #[test]
    fn no_control_character_gets_through() {
        let file =
            b"User ID/Email (Required),Ti\x1b[31mtle,Contact Center Standard\r\na\x07@x.dk,\x1b]0;x\x07,\x1b[2J\r\n";
        let report = check(&Input { file, baseline: None, origin: None }, &Options::default());
        let text = View { report: &report, only_open: false, all: true, style: Style::plain() }.groups();
        assert!(!text.is_empty());
        assert!(text.chars().all(|character| character == '\n' || !character.is_control()), "{text:?}");
    }
}
