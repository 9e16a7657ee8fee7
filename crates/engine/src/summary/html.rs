//! The change summary as one page to read and to print.
//!
//! What must stay true: the page needs nothing from outside and runs nothing;
//! every text from the file is escaped; equal changes share one line that
//! names all their rows.

use std::collections::{HashMap, HashSet};
use std::fmt::Write as _;

use super::escape::{escaped, escaped_words, general, said};
use super::groups::{Group, Key, Line, Place};
use crate::brief::capital;
use crate::part::Part;
use crate::report::{Change, Column, Finding, Mode, Report, RuleTotals, Warrant};
use crate::rule::Severity;
use crate::words::{Arg, Say, Words, say, text};

const STYLE: &str = include_str!("summary.css");

/// Lines of changes on the page. More would be hundreds of sheets of paper; the page then says where the rest is.
const MOST_LINES: usize = 20_000;

/// Open findings named for each rule.
const MOST_OPEN: usize = 25;

/// Gathers the changes.
pub(super) struct Page<'w> {
    words: &'w Words,
    groups: Vec<Group>,
    /// The line that equal changes share, in its group.
    known: HashMap<Key, usize>,
    lines: usize,
    /// Changes that found no place.
    unlisted: usize,
}

impl<'w> Page<'w> {
    pub(super) fn new(words: &'w Words) -> Self {
        Page { words, groups: Vec::new(), known: HashMap::new(), lines: 0, unlisted: 0 }
    }

    pub(super) fn take(&mut self, change: Change) {
        let Change { line, row, column, index, user, before, after, rules, does, by, why } = change;
        let known = self.groups.iter().position(|group| group.by == by && group.rules == rules);
        let group = known.unwrap_or_else(|| {
            self.groups.push(Group { by, rules, changes: 0, lines: Vec::new() });
            self.groups.len() - 1
        });
        self.groups[group].changes += 1;
        let place = Place { line, row, user };
        let (does, why) = match after.as_deref() {
            None | Some("") => (does, why),
            Some(after) => (general(self.words, &does, after), general(self.words, &why, after)),
        };
        let key = Key { group, column, index, before, after, does, why };
        let lines = &mut self.groups[group].lines;
        if let Some(line) = self.known.get(&key) {
            lines[*line].places.push(place);
        } else if self.lines < MOST_LINES {
            self.known.insert(key.clone(), lines.len());
            lines.push(Line { key, places: vec![place] });
            self.lines += 1;
        } else {
            self.unlisted += 1;
        }
    }

    pub(super) fn finish(mut self, report: &Report, parts: &[Part<'_>]) -> String {
        self.number_columns(&report.file.columns);
        let mut html = String::with_capacity(16_384);
        let words = self.words;
        let named = say!("Change summary of {name}", name = &report.file.name);
        let [given, corrected] = [say!("As given"), say!("Corrected")].map(|term| said(words, &term));
        head(words, &mut html, &words.say(&named), &words.say(&say!("Change summary")), &report.file.name);
        _ = write!(
            html,
            "<dl class=\"verdict\">\n<dt>{given}</dt><dd>{}</dd>\n<dt>{corrected}</dt><dd>{}</dd>\n</dl>\n</header>\n",
            escaped_words(words, &report.verdict_in(words)),
            escaped_words(words, &report.left_in(words)),
        );
        self.numbers(&mut html, report);
        facts(words, &mut html, report, parts);
        for (by, title, meaning) in WARRANTS {
            self.changes_by(&mut html, by, title, meaning);
        }
        if self.unlisted > 0 {
            let more = say!(
                "{n} {n|change is|changes are} not on this page; the change summary as CSV lists every one.",
                n = Arg::Count(self.unlisted),
            );
            _ = writeln!(html, "<p class=\"more\">{}</p>", said(words, &more));
        }
        left(words, &mut html, report);
        closing(words, &mut html);
        html
    }

    /// Two columns with one header are told apart by their number.
    fn number_columns(&mut self, columns: &[Column]) {
        let mut seen = HashSet::new();
        let again: HashSet<&str> =
            columns.iter().map(|column| column.header.as_str()).filter(|header| !seen.insert(*header)).collect();
        for line in self.groups.iter_mut().flat_map(|group| &mut group.lines) {
            if let (Some(column), Some(index)) = (&mut line.key.column, line.key.index)
                && again.contains(column.as_str())
            {
                *column = self.words.say(&say!("{name} (column {column})", name = &*column, column = index + 1));
            }
        }
    }

    fn count(&self, by: Warrant) -> usize {
        self.groups.iter().filter(|group| group.by == by).map(|group| group.changes).sum()
    }

    fn numbers(&self, html: &mut String, report: &Report) {
        let left = report.left.blocker + report.left.warning;
        html.push_str("<ul class=\"numbers\">\n");
        let words = self.words;
        for (count, what, meaning) in [
            (self.count(Warrant::Proof), say!("proven"), say!("changes made because they are certain")),
            (self.count(Warrant::Admin), say!("agreed"), say!("changes made because somebody said yes")),
            (self.count(Warrant::Hand), say!("by hand"), say!("cells edited by hand")),
            (left, say!("left"), say!("blockers and warnings that stay")),
        ] {
            let [what, meaning] = [what, meaning].map(|say| said(words, &say));
            let count = escaped_words(words, &words.number(count));
            _ = writeln!(html, "<li><b>{count}</b> {what}<span>{meaning}</span></li>");
        }
        html.push_str("</ul>\n");
    }

    fn changes_by(&self, html: &mut String, by: Warrant, title: &str, meaning: &str) {
        let groups: Vec<&Group> = self.groups.iter().filter(|group| group.by == by).collect();
        if groups.is_empty() {
            return;
        }
        let changes = said(self.words, &say!("{n} {n|change|changes}", n = Arg::Count(self.count(by))));
        let [title, meaning] = [title, meaning].map(|english| escaped_words(self.words, self.words.text(english)));
        _ = write!(html, "<section>\n<h2>{title} <small>{changes}</small></h2>\n<p>{meaning}</p>\n");
        for group in groups {
            group.write(self.words, html);
        }
        html.push_str("</section>\n");
    }
}

/// How a page begins, up to the name in its open header.
pub(super) fn head(words: &Words, html: &mut String, title: &str, kind: &str, name: &str) {
    let [title, kind, name] = [title, kind, name].map(|text| escaped_words(words, text));
    _ = write!(
        html,
        "<!doctype html>\n<html lang=\"{}\" dir=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n\
         <header>\n<p class=\"kind\">{kind}</p>\n<h1>{name}</h1>\n",
        words.language(),
        words.direction(),
    );
}

const WARRANTS: [(Warrant, &str, &str); 4] = [
    (
        Warrant::Proof,
        text!("Proven changes"),
        text!(
            "Each of these is certain: the importer reads the same as before, or the reason beside it proves the new value."
        ),
    ),
    (
        Warrant::Admin,
        text!("Agreed changes"),
        text!("Each of these was offered as plausible, and somebody said yes to it."),
    ),
    (
        Warrant::Hand,
        text!("Changes by hand"),
        text!("These cells were edited by hand before the corrected file was written."),
    ),
    (
        Warrant::Nobody,
        text!("Rows set aside"),
        text!(
            "Nobody has decided yet how these rows are split into columns. Each stands in one cell of the corrected file, so that Control Hub refuses it and reads nothing wrongly."
        ),
    ),
];

fn closing(words: &Words, html: &mut String) {
    let [agreed, date] = [say!("Read and agreed by"), say!("Date")].map(|say| said(words, &say));
    _ = writeln!(html, "<footer>\n<p class=\"sign\"><span>{agreed}</span><span>{date}</span></p>");
    ending(words, html);
}

/// How a page ends, in its open footer.
pub(super) fn ending(words: &Words, html: &mut String) {
    let written = say!(
        "Written by hubcheck on the computer that read the file. Nothing was sent anywhere. hubcheck is independent of Cisco."
    );
    _ = write!(html, "<p>{}</p>\n</footer>\n</main>\n</body>\n</html>\n", said(words, &written));
}

pub(super) fn facts(words: &Words, html: &mut String, report: &Report, parts: &[Part<'_>]) {
    let file = &report.file;
    let mut list = String::new();
    let mut fact = |name: Say, fact: &str| {
        if !fact.is_empty() {
            _ = writeln!(list, "<dt>{}</dt><dd>{}</dd>", said(words, &name), escaped_words(words, fact));
        }
    };
    let size = say!("{name} ({bytes} {bytes|byte|bytes})", name = &file.name, bytes = Arg::Count(file.size));
    fact(say!("File"), &words.say(&size));
    fact(Say::new("SHA-256"), file.sha256.as_deref().unwrap_or_default());
    let [records, columns] = [file.records, file.columns.len()].map(Arg::Count);
    let records = say!("{records} in {columns} {columns|column|columns}", records = records, columns = columns);
    fact(say!("Rows"), &words.say(&records));
    fact(say!("Read as"), &file.encoding);
    fact(say!("Import mode"), words.text(report.mode.map_or(text!("not stated"), Mode::name)));
    if let Some(baseline) = &report.baseline {
        let compared = say!(
            "an export of {records} {records|user|users}, of whom {matched} are in this file. {message}",
            records = Arg::Count(baseline.records),
            matched = Arg::Count(baseline.matched),
            message = baseline.message.as_deref().unwrap_or_default(),
        );
        fact(say!("Compared with"), &words.say(&compared));
    }
    _ = write!(html, "<section>\n<h2>{}</h2>\n<dl>\n{list}</dl>\n", said(words, &say!("The file")));
    match (&report.refusal, parts) {
        (Some(refusal), _) => {
            let none = say!("No corrected file was written. {why}", why = &refusal.message);
            _ = writeln!(html, "<p class=\"refusal\">{}</p>", said(words, &none));
        }
        (None, []) => {}
        (None, parts) => {
            let [file, users] = [say!("Corrected file"), say!("Users")].map(|title| said(words, &title));
            _ = write!(
                html,
                "<table>\n<thead><tr><th>{file}</th><th>{users}</th><th>SHA-256</th></tr></thead>\n<tbody>\n"
            );
            for part in parts {
                let (name, users) = (escaped(&part.name), escaped_words(words, &words.number(part.users)));
                _ = writeln!(
                    html,
                    "<tr><td>{name}</td><td>{users}</td><td class=\"hash\">{}</td></tr>",
                    escaped(&part.sha256)
                );
            }
            html.push_str("</tbody>\n</table>\n");
        }
    }
    html.push_str("</section>\n");
}

fn left(words: &Words, html: &mut String, report: &Report) {
    let (title, left) = (said(words, &say!("What is left")), escaped_words(words, &report.left_in(words)));
    _ = write!(html, "<section>\n<h2>{title}</h2>\n<p>{left}</p>\n");
    if let Some(undecided) = &report.undecided {
        _ = writeln!(html, "<p class=\"refusal\">{}</p>", escaped_words(words, &undecided.message));
    }
    for severity in [Severity::Blocker, Severity::Warning, Severity::Note] {
        for rule in report.rules.iter().filter(|rule| rule.left.worst() == Some(severity)) {
            let findings = report.findings.iter().filter(|finding| finding.rule == rule.name && !finding.applied);
            left_of(words, html, severity, rule, findings);
        }
    }
    html.push_str("</section>\n");
}

/// What a severity is called for people, in English.
pub(super) const fn title_of(severity: Severity) -> &'static str {
    match severity {
        Severity::Blocker => text!("Blocker"),
        Severity::Warning => text!("Warning"),
        Severity::Note => text!("Note"),
    }
}

fn left_of<'r>(
    words: &Words,
    html: &mut String,
    severity: Severity,
    rule: &RuleTotals,
    findings: impl Iterator<Item = &'r Finding>,
) {
    let (severity, word) = (severity.word(), title_of(severity));
    let known = crate::pages::find_rule(&rule.name);
    let summary = known.map_or(rule.name.as_str(), |known| known.summary);
    let todo = known.map_or("", |known| known.todo);
    let (count, word) = (rule.open + rule.refused, escaped_words(words, words.text(word)));
    _ = write!(
        html,
        "<section class=\"group {severity}\">\n<h3><span class=\"severity\">{word}</span> {} \
         <span class=\"code\">{} {}</span> <small>{}</small></h3>\n<p>{}</p>\n<ul>\n",
        escaped_words(words, words.text(summary)),
        escaped(&rule.code),
        escaped(&rule.name),
        said(words, &say!("{n} {n|place|places}", n = Arg::Count(count))),
        escaped_words(words, words.text(todo)),
    );
    let mut named = 0;
    for finding in findings.take(MOST_OPEN) {
        let place = escaped_words(words, &place_of(words, finding));
        _ = writeln!(html, "<li><b>{place}</b> {}</li>", escaped_words(words, &finding.what));
        named += 1;
    }
    html.push_str("</ul>\n");
    if named < count {
        let more = say!("… and {n} more.", n = Arg::Count(count - named));
        _ = writeln!(html, "<p class=\"more\">{}</p>", said(words, &more));
    }
    html.push_str("</section>\n");
}

/// `Row 12, line 13, Phone Number:`
pub(super) fn place_of(words: &Words, finding: &Finding) -> String {
    let parts = [
        finding.row.map(|row| words.say(&say!("row {row}", row = row))),
        finding.line.map(|line| words.say(&say!("line {line}", line = line))),
        finding.column.clone(),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    let place = if finding.row.or(finding.line).is_some() { capital(&parts.join(", ")) } else { parts.join(", ") };
    if parts.is_empty() { place } else { words.say(&say!("{place}:", place = place)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_changes_share_a_line() {
        let words = Words::default();
        let mut page = Page::new(&words);
        for row in [1, 2, 4] {
            page.take(Change {
                line: Some(row + 1),
                row: Some(row),
                column: Some("Webex Contact Center Standard".to_owned()),
                index: Some(1),
                user: Some(format!("user{row}@example.com")),
                before: "SAND".to_owned(),
                after: Some("TRUE".to_owned()),
                rules: vec!["foreign-boolean".to_owned()],
                does: "Write TRUE or FALSE".to_owned(),
                by: Warrant::Proof,
                why: "SAND is Danish for TRUE".to_owned(),
            });
        }
        assert_eq!(page.groups.len(), 1);
        assert_eq!(page.groups[0].lines.len(), 1);
        assert_eq!(page.groups[0].lines[0].place(&words), "rows 1–2, 4<span>3 cells</span>");
    }
}
