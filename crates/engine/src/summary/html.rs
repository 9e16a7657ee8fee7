//! The change summary as one page to read and to print.
//!
//! What must stay true: the page needs nothing from outside and runs nothing;
//! every text from the file is escaped; equal changes share one line that
//! names all their rows.

use std::collections::{HashMap, HashSet};
use std::fmt::Write as _;

use super::sentences::plural;
use crate::part::Part;
use crate::report::{Change, Column, Finding, Mode, Report, RuleTotals, Warrant};
use crate::rule::Severity;
use crate::visible::{grouped, visible};

const STYLE: &str = include_str!("summary.css");

/// Lines of changes on the page. More would be hundreds of sheets of paper; the page then says where the rest is.
const MOST_LINES: usize = 20_000;

/// Open findings named for each rule.
const MOST_OPEN: usize = 25;

/// Row ranges named in one line.
const MOST_RANGES: usize = 60;

/// Gathers the changes.
#[derive(Default)]
pub(super) struct Page {
    groups: Vec<Group>,
    /// The line that equal changes share, in its group.
    known: HashMap<Key, usize>,
    lines: usize,
    /// Changes that found no place.
    unlisted: usize,
}

/// Changes by the same rules, for which the same side answers.
struct Group {
    by: Warrant,
    rules: Vec<String>,
    changes: usize,
    lines: Vec<Line>,
}

struct Line {
    key: Key,
    places: Vec<Place>,
}

#[derive(Clone, PartialEq, Eq, Hash)]
struct Key {
    group: usize,
    column: Option<String>,
    index: Option<u32>,
    before: String,
    after: Option<String>,
    does: String,
    why: String,
}

struct Place {
    line: Option<u32>,
    row: Option<u32>,
    user: Option<String>,
}

impl Page {
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
            Some(after) => (general(&does, after), general(&why, after)),
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
        let name = escaped(&report.file.name);
        _ = write!(
            html,
            "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
             <title>Change summary of {name}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n\
             <header>\n<p class=\"kind\">Change summary</p>\n<h1>{name}</h1>\n\
             <dl class=\"verdict\">\n<dt>As given</dt><dd>{}</dd>\n<dt>Corrected</dt><dd>{}</dd>\n</dl>\n</header>\n",
            escaped(&report.verdict_sentence()),
            escaped(&report.left_sentence()),
        );
        self.numbers(&mut html, report);
        facts(&mut html, report, parts);
        for (by, title, words) in WARRANTS {
            self.changes_by(&mut html, by, title, words);
        }
        if self.unlisted > 0 {
            let more = plural(self.unlisted, "change is", "changes are");
            _ = writeln!(
                html,
                "<p class=\"more\">{more} not on this page; the change summary as CSV lists every one.</p>"
            );
        }
        left(&mut html, report);
        html.push_str(CLOSING);
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
                *column = format!("{column} (column {})", index + 1);
            }
        }
    }

    fn count(&self, by: Warrant) -> usize {
        self.groups.iter().filter(|group| group.by == by).map(|group| group.changes).sum()
    }

    fn numbers(&self, html: &mut String, report: &Report) {
        let left = report.left.blocker + report.left.warning;
        html.push_str("<ul class=\"numbers\">\n");
        for (count, what, words) in [
            (self.count(Warrant::Proof), "proven", "changes made because they are certain"),
            (self.count(Warrant::Admin), "agreed", "changes made because somebody said yes"),
            (self.count(Warrant::Hand), "by hand", "cells edited by hand"),
            (left, "left", "blockers and warnings that stay"),
        ] {
            _ = writeln!(html, "<li><b>{}</b> {what}<span>{words}</span></li>", grouped(count));
        }
        html.push_str("</ul>\n");
    }

    fn changes_by(&self, html: &mut String, by: Warrant, title: &str, words: &str) {
        let groups: Vec<&Group> = self.groups.iter().filter(|group| group.by == by).collect();
        if groups.is_empty() {
            return;
        }
        let changes = plural(self.count(by), "change", "changes");
        _ = write!(html, "<section>\n<h2>{title} <small>{changes}</small></h2>\n<p>{words}</p>\n");
        for group in groups {
            group.write(html);
        }
        html.push_str("</section>\n");
    }
}

const WARRANTS: [(Warrant, &str, &str); 3] = [
    (
        Warrant::Proof,
        "Proven changes",
        "Each of these is certain: the importer reads the same as before, or the reason beside it proves the new value.",
    ),
    (Warrant::Admin, "Agreed changes", "Each of these was offered as plausible, and somebody said yes to it."),
    (Warrant::Hand, "Changes by hand", "These cells were edited by hand before the corrected file was written."),
];

const CLOSING: &str = "<footer>\n\
    <p class=\"sign\"><span>Read and agreed by</span><span>Date</span></p>\n\
    <p>Written by hubcheck on the computer that read the file. Nothing was sent anywhere. hubcheck is independent of Cisco.</p>\n\
    </footer>\n</main>\n</body>\n</html>\n";

impl Group {
    fn write(&self, html: &mut String) {
        let common = |of: fn(&Key) -> &str| {
            let first = self.lines.first().map(|line| of(&line.key))?;
            self.lines.iter().all(|line| of(&line.key) == first).then_some(first)
        };
        let (does, why) = (common(|key| &key.does), common(|key| &key.why));
        html.push_str("<section class=\"group\">\n<h3>");
        if self.rules.is_empty() {
            html.push_str("Edited cells ");
        }
        for rule in &self.rules {
            _ = match crate::pages::find_rule(rule) {
                Some(known) => write!(
                    html,
                    "{} <span class=\"code\">{} {}</span> ",
                    escaped(known.summary),
                    known.code,
                    known.name
                ),
                None => write!(html, "<span class=\"code\">{}</span> ", escaped(rule)),
            };
        }
        _ = writeln!(html, "<small>{}</small></h3>", plural(self.changes, "change", "changes"));
        let shared: Vec<&str> = [does, why].into_iter().flatten().filter(|words| !words.is_empty()).collect();
        if !shared.is_empty() {
            let sentences: Vec<String> = shared.iter().map(|words| sentence(words)).collect();
            _ = writeln!(html, "<p>{}</p>", sentences.join(" "));
        }
        if self.lines.iter().all(|line| line.key.is_form()) {
            html.push_str("</section>\n"); // there is no value to show
            return;
        }
        let has_words = self.lines.len() > 1 && (does.is_none() || why.is_none());
        html.push_str(if has_words { "<table class=\"wide\">\n" } else { "<table>\n" });
        html.push_str("<thead><tr><th>Where</th><th>Column</th><th>Before</th><th>After</th>");
        html.push_str(if has_words { "<th>Why</th></tr></thead>\n<tbody>\n" } else { "</tr></thead>\n<tbody>\n" });
        for line in &self.lines {
            let key = &line.key;
            let column = key.column.as_deref().map(escaped).unwrap_or_default();
            let (before, after) = key.values();
            let place = line.place();
            _ = write!(html, "<tr><td>{place}</td><td>{column}</td><td>{before}</td><td>{after}</td>");
            if has_words {
                let own = [(does, &key.does), (why, &key.why)];
                let own: Vec<String> =
                    own.into_iter().filter(|(common, _)| common.is_none()).map(|(_, words)| sentence(words)).collect();
                _ = write!(html, "<td>{}</td>", own.join(" "));
            }
            html.push_str("</tr>\n");
        }
        html.push_str("</tbody>\n</table>\n</section>\n");
    }
}

impl Key {
    /// How the file is written was changed, and no value of it.
    fn is_form(&self) -> bool {
        self.column.is_none() && self.after.is_none() && self.before.is_empty()
    }

    /// Before and after, as cells of the table.
    fn values(&self) -> (String, String) {
        match self {
            key if key.is_form() => ("–".to_owned(), "–".to_owned()),
            Key { after: None, before, .. } => (value(before), "<i>left out</i>".to_owned()),
            Key { after: Some(after), before, .. } => (value(before), value(after)),
        }
    }
}

impl Line {
    fn place(&self) -> String {
        if let [place] = self.places.as_slice() {
            let user = place.user.as_deref().filter(|user| !user.is_empty());
            let user = user.map(|user| format!("<span>{}</span>", escaped(user))).unwrap_or_default();
            return match (place.row, place.line) {
                (Some(row), Some(line)) => format!("row {row}, line {line}{user}"),
                (Some(row), None) => format!("row {row}{user}"),
                (None, Some(1)) => format!("the header{user}"),
                (None, Some(line)) => format!("line {line}{user}"),
                (None, None) => "the whole file".to_owned(),
            };
        }
        let rows: Vec<u32> = self.places.iter().filter_map(|place| place.row).collect();
        if rows.is_empty() {
            return plural(self.places.len(), "place", "places");
        }
        format!("rows {}<span>{}</span>", ranges(&rows), plural(self.places.len(), "cell", "cells"))
    }
}

/// `1–3, 7`; the rows are in order.
fn ranges(rows: &[u32]) -> String {
    let runs: Vec<&[u32]> = rows.chunk_by(|one, next| *next == one + 1 || next == one).collect();
    let mut text = String::new();
    for run in runs.iter().take(MOST_RANGES) {
        let separator = if text.is_empty() { "" } else { ", " };
        _ = match run {
            [first, .., last] if first != last => write!(text, "{separator}{first}–{last}"),
            run => write!(text, "{separator}{}", run[0]),
        };
    }
    if let Some(last) = runs.get(MOST_RANGES..).and_then(<[_]>::last).and_then(|run| run.last()) {
        _ = write!(text, " … {last}");
    }
    text
}

fn facts(html: &mut String, report: &Report, parts: &[Part<'_>]) {
    let file = &report.file;
    let mut list = String::new();
    let mut fact = |name: &str, words: &str| {
        if !words.is_empty() {
            _ = writeln!(list, "<dt>{name}</dt><dd>{}</dd>", escaped(words));
        }
    };
    fact("File", &format!("{} ({} bytes)", file.name, grouped(file.size)));
    fact("SHA-256", file.sha256.as_deref().unwrap_or_default());
    fact("Records", &format!("{} in {}", grouped(file.records), plural(file.columns.len(), "column", "columns")));
    fact("Read as", &file.encoding);
    fact(
        "Import mode",
        match report.mode {
            Some(Mode::Add) => "Add services only",
            Some(Mode::AddRemove) => "Add and remove services",
            None => "not stated",
        },
    );
    if let Some(baseline) = &report.baseline {
        let message = baseline.message.as_deref().unwrap_or_default();
        let (records, matched) = (plural(baseline.records, "user", "users"), grouped(baseline.matched));
        fact("Compared with", &format!("an export of {records}, of whom {matched} are in this file. {message}"));
    }
    _ = write!(html, "<section>\n<h2>The file</h2>\n<dl>\n{list}</dl>\n");
    match (&report.refusal, parts) {
        (Some(refusal), _) => {
            let why = escaped(&refusal.message);
            _ = writeln!(html, "<p class=\"refusal\">No corrected file was written. {why}</p>");
        }
        (None, []) => {}
        (None, parts) => {
            html.push_str(
                "<table>\n<thead><tr><th>Corrected file</th><th>Users</th><th>SHA-256</th></tr></thead>\n<tbody>\n",
            );
            for part in parts {
                let (name, users) = (escaped(&part.name), grouped(part.users));
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

fn left(html: &mut String, report: &Report) {
    _ = write!(html, "<section>\n<h2>What is left</h2>\n<p>{}</p>\n", escaped(&report.left_sentence()));
    if let Some(undecided) = &report.undecided {
        _ = writeln!(html, "<p class=\"refusal\">{}</p>", escaped(&undecided.message));
    }
    for rule in report.rules.iter().filter(|rule| rule.open + rule.refused > 0) {
        let findings = report.findings.iter().filter(|finding| finding.rule == rule.name && !finding.applied);
        left_of(html, rule, findings);
    }
    html.push_str("</section>\n");
}

fn left_of<'r>(html: &mut String, rule: &RuleTotals, findings: impl Iterator<Item = &'r Finding>) {
    let (severity, word) = match rule.severity {
        Severity::Blocker => ("blocker", "Blocker"),
        Severity::Warning => ("warning", "Warning"),
        Severity::Note => ("note", "Note"),
    };
    let known = crate::pages::find_rule(&rule.name);
    let summary = known.map_or(rule.name.as_str(), |known| known.summary);
    let todo = known.map_or("", |known| known.todo);
    let count = rule.open + rule.refused;
    _ = write!(
        html,
        "<section class=\"group {severity}\">\n<h3><span class=\"severity\">{word}</span> {} \
         <span class=\"code\">{} {}</span> <small>{}</small></h3>\n<p>{}</p>\n<ul>\n",
        escaped(summary),
        escaped(&rule.code),
        escaped(&rule.name),
        plural(count, "place", "places"),
        escaped(todo),
    );
    let mut named = 0;
    for finding in findings.take(MOST_OPEN) {
        let place = place_of(finding);
        _ = writeln!(html, "<li><b>{}</b> {}</li>", escaped(&place), escaped(&finding.what));
        named += 1;
    }
    html.push_str("</ul>\n");
    if named < count {
        _ = writeln!(html, "<p class=\"more\">… and {} more.</p>", grouped(count - named));
    }
    html.push_str("</section>\n");
}

/// `Row 12, line 13, Phone Number:`
fn place_of(finding: &Finding) -> String {
    let parts = [
        finding.row.map(|row| format!("Row {row}")),
        finding.line.map(|line| if finding.row.is_some() { format!("line {line}") } else { format!("Line {line}") }),
        finding.column.clone(),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    if parts.is_empty() { String::new() } else { format!("{}:", parts.join(", ")) }
}

/// The same words for all values, so that they are said once and not beside each of them.
fn general(words: &str, after: &str) -> String {
    const NEW: &str = "the new value";
    let quoted = format!("“{after}”");
    match words.strip_suffix(after) {
        Some(start) if start.ends_with(' ') => format!("{start}{NEW}"),
        _ => words.replace(&quoted, NEW),
    }
}

/// A cell value.
fn value(value: &str) -> String {
    if value.is_empty() { "<i>blank</i>".to_owned() } else { format!("<code>{}</code>", escaped(value)) }
}

/// Words as an escaped sentence with its full stop.
fn sentence(words: &str) -> String {
    let is_ended = words.trim_end_matches('”').ends_with(['.', '!', '?', '…']);
    format!("{}{}", escaped(words), if is_ended || words.is_empty() { "" } else { "." })
}

/// Text that no browser takes for a tag; what cannot be seen is spelled out.
pub(crate) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + text.len() / 16);
    for character in visible(text).chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            other => escaped.push(other),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_named_in_ranges() {
        assert_eq!(ranges(&[1]), "1");
        assert_eq!(ranges(&[1, 2, 3, 7, 9, 10]), "1–3, 7, 9–10");
        assert_eq!(ranges(&[5, 5, 6]), "5–6");
        let odd: Vec<u32> = (0..100).map(|number| number * 2 + 1).collect();
        assert!(ranges(&odd).ends_with("119 … 199"));
    }

    #[test]
    fn no_text_is_a_tag() {
        assert_eq!(escaped("<b title='a'>&\"\u{1b}"), "&lt;b title=&#39;a&#39;&gt;&amp;&quot;\\u{1b}");
    }

    #[test]
    fn words_are_general_where_they_name_the_new_value() {
        assert_eq!(general("Write +4526018159", "+4526018159"), "Write the new value");
        assert_eq!(
            general("Your export has “Søren” for this user.", "Søren"),
            "Your export has the new value for this user."
        );
        assert_eq!(general("Write TRUE or FALSE", "TRUE"), "Write TRUE or FALSE");
        assert_eq!(general("Put the letters back", "k"), "Put the letters back");
    }

    #[test]
    fn equal_changes_share_a_line() {
        let mut page = Page::default();
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
        assert_eq!(page.groups[0].lines[0].place(), "rows 1–2, 4<span>3 cells</span>");
    }
}
