//! Findings as text: a group for each rule, a line for each place.
//!
//! What must stay true: what came from the file is printed so that it can be
//! seen and cannot act; the words for why and what to do are the rule's own.

use std::fmt::Write as _;

use hubcheck::{Finding, Fix, Report, RuleTotals, Safety, Severity, find_rule, grouped, visible};

use crate::choices::to_accept;
use crate::print::{Style, paragraph, plural};

/// Places named for each rule, unless all are wanted.
pub(crate) const NAMED: usize = 5;

/// Choices named in one line.
const MOST_CHOICES: usize = 6;

/// One group for each rule, in the order of the report. With `only_open`, what is corrected is left out.
pub(crate) fn groups(report: &Report, only_open: bool, all: bool, style: Style) -> String {
    let mut text = String::new();
    for counts in report.rules.iter().filter(|counts| !only_open || counts.open + counts.refused > 0) {
        text.push('\n');
        group(&mut text, counts, report, only_open, all, style);
    }
    text
}

fn group(text: &mut String, counts: &RuleTotals, report: &Report, only_open: bool, all: bool, style: Style) {
    let rule = find_rule(&counts.name);
    let severity = match counts.severity {
        Severity::Blocker => style.red("BLOCKER"),
        Severity::Warning => style.yellow("WARNING"),
        Severity::Note => style.bold("NOTE"),
    };
    let summary = rule.map_or("", |rule| rule.summary);
    _ = writeln!(text, "{severity}  {} {}: {summary}", counts.code, style.bold(&counts.name));
    paragraph(text, "  ", &states(counts, report, only_open));
    if let Some(rule) = rule {
        paragraph(text, "  Why:   ", rule.why);
        paragraph(text, "  To do: ", rule.todo);
    }
    let wanted =
        report.findings.iter().filter(|finding| finding.rule == counts.name && !(only_open && finding.applied));
    let total = if only_open { counts.open + counts.refused } else { counts.total };
    let most = if all { usize::MAX } else { NAMED };
    let mut named = 0;
    for finding in wanted.take(most) {
        match (finding.line, finding.row) {
            // What is said of the whole file is a text; a place is one line, so that it can be searched.
            (None, None) => paragraph(text, "  - ", &line(finding)),
            _ => _ = writeln!(text, "  - {}", line(finding)),
        }
        named += 1;
    }
    if named < total {
        let hint = if all { "" } else { " (--all names them)" };
        _ = writeln!(text, "  ... and {} more{hint}", grouped(total - named));
    }
}

/// `12 places: 10 corrected with certainty, 2 waiting for your yes: --accept foreign-boolean`.
fn states(counts: &RuleTotals, report: &Report, only_open: bool) -> String {
    let open = counts.open + counts.refused;
    let by_hand = counts.show.min(open);
    let total = if only_open { open } else { counts.total };
    let applied = if only_open { 0 } else { counts.applied };
    let agreed = applied.min(counts.applied.saturating_sub(counts.safe));
    let waiting = to_accept(&counts.name, report).map_or_else(
        || "waiting for your yes".to_owned(),
        |typed| {
            let what = if typed.contains('=') { "choice" } else { "yes" };
            format!("waiting for your {what}: {typed}")
        },
    );
    let by_hand_words = if counts.severity == Severity::Note { "to know of" } else { "to be corrected by hand" };
    let states = [
        (applied - agreed, "corrected with certainty"),
        (agreed, "corrected because you agreed"),
        (by_hand, by_hand_words),
        (open - by_hand, waiting.as_str()),
    ];
    let states: Vec<(usize, &str)> = states.into_iter().filter(|state| state.0 > 0).collect();
    match states.as_slice() {
        [(_, words)] if total == 1 && is_about_file(counts, report) => format!("The whole file, {words}"),
        [(_, words)] if total == 1 => format!("1 place, {words}"),
        [(_, words)] => format!("{} places, all {words}", grouped(total)),
        states => {
            let states: Vec<String> =
                states.iter().map(|(count, words)| format!("{} {words}", grouped(*count))).collect();
            format!("{}: {}", plural(total, "place", "places"), states.join(", "))
        }
    }
}

fn is_about_file(counts: &RuleTotals, report: &Report) -> bool {
    let finding = report.findings.iter().find(|finding| finding.rule == counts.name);
    finding.is_some_and(|finding| finding.line.is_none() && finding.row.is_none() && finding.index.is_none())
}

/// `line 13, row 12, Phone Number: 4526018159 -> +4526018159 (proven: ...)`.
fn line(finding: &Finding) -> String {
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
            let choices: Vec<String> = fix
                .choices
                .iter()
                .take(MOST_CHOICES)
                .map(|choice| format!("{} = {}", visible(&choice.choice), visible(&choice.does)))
                .collect();
            format!("{place}{colon}{what} Choose: {}{outcome}", choices.join("; "))
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
    let parts = [
        finding.line.map(|line| format!("line {line}")),
        finding.row.map(|row| format!("row {row}")),
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
        let report = check(&Input { file, baseline: None }, &Options::default());
        let text = groups(&report, false, true, Style::plain());
        assert!(!text.is_empty());
        assert!(text.chars().all(|character| character == '\n' || !character.is_control()), "{text:?}");
    }
}
