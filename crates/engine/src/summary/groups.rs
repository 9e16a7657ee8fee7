//! Changes of the change summary in groups, and how a group is written.
//!
//! What must stay true: equal changes share one line that names all their rows.

use std::fmt::Write as _;

use super::escape::{escaped, escaped_words, ranges, said, sentence, value};
use crate::report::Warrant;
use crate::words::{Arg, Words, say};

/// Changes by the same rules, for which the same side answers.
pub(super) struct Group {
    pub(super) by: Warrant,
    pub(super) rules: Vec<String>,
    pub(super) changes: usize,
    pub(super) lines: Vec<Line>,
}

pub(super) struct Line {
    pub(super) key: Key,
    pub(super) places: Vec<Place>,
}

#[derive(Clone, PartialEq, Eq, Hash)]
pub(super) struct Key {
    pub(super) group: usize,
    pub(super) column: Option<String>,
    pub(super) index: Option<u32>,
    pub(super) before: String,
    pub(super) after: Option<String>,
    pub(super) does: String,
    pub(super) why: String,
}

pub(super) struct Place {
    pub(super) line: Option<u32>,
    pub(super) row: Option<u32>,
    pub(super) user: Option<String>,
}

impl Group {
    pub(super) fn write(&self, words: &Words, html: &mut String) {
        let common = |of: fn(&Key) -> &str| {
            let first = self.lines.first().map(|line| of(&line.key))?;
            self.lines.iter().all(|line| of(&line.key) == first).then_some(first)
        };
        let (does, why) = (common(|key| &key.does), common(|key| &key.why));
        html.push_str("<section class=\"group\">\n<h3>");
        if self.rules.is_empty() {
            _ = write!(html, "{} ", said(words, &say!("Edited cells")));
        }
        for rule in &self.rules {
            _ = match crate::pages::find_rule(rule) {
                Some(known) => write!(
                    html,
                    "{} <span class=\"code\">{} {}</span> ",
                    escaped_words(words, words.text(known.summary)),
                    known.code,
                    known.name
                ),
                None => write!(html, "<span class=\"code\">{}</span> ", escaped(rule)),
            };
        }
        let changes = say!("{n} {n|change|changes}", n = Arg::Count(self.changes));
        _ = writeln!(html, "<small>{}</small></h3>", said(words, &changes));
        let shared: Vec<&str> = [does, why].into_iter().flatten().filter(|shared| !shared.is_empty()).collect();
        if !shared.is_empty() {
            let sentences: Vec<String> = shared.iter().map(|shared| sentence(words, shared)).collect();
            _ = writeln!(html, "<p>{}</p>", sentences.join(" "));
        }
        if self.lines.iter().all(|line| line.key.is_form()) {
            html.push_str("</section>\n"); // there is no value to show
            return;
        }
        let has_words = self.lines.len() > 1 && (does.is_none() || why.is_none());
        html.push_str(if has_words { "<table class=\"wide\">\n" } else { "<table>\n" });
        html.push_str("<thead><tr>");
        for title in [say!("Where"), say!("Column"), say!("Before"), say!("After")] {
            _ = write!(html, "<th>{}</th>", said(words, &title));
        }
        if has_words {
            _ = write!(html, "<th>{}</th>", said(words, &say!("Why")));
        }
        html.push_str("</tr></thead>\n<tbody>\n");
        for line in &self.lines {
            let key = &line.key;
            let column = key.column.as_deref().map(escaped).unwrap_or_default();
            let (before, after) = key.values(words);
            let place = line.place(words);
            _ = write!(html, "<tr><td>{place}</td><td>{column}</td><td>{before}</td><td>{after}</td>");
            if has_words {
                let own = [(does, &key.does), (why, &key.why)];
                let own: Vec<String> = own
                    .into_iter()
                    .filter(|(common, _)| common.is_none())
                    .map(|(_, own)| sentence(words, own))
                    .collect();
                _ = write!(html, "<td>{}</td>", own.join(" "));
            }
            html.push_str("</tr>\n");
        }
        html.push_str("</tbody>\n</table>\n</section>\n");
    }
}

impl Key {
    /// There is no value to show: how the file is written was changed, or a blank row is left out.
    fn is_form(&self) -> bool {
        self.column.is_none() && self.after.is_none() && self.before.is_empty()
    }

    /// Before and after, as cells of the table.
    fn values(&self, words: &Words) -> (String, String) {
        match self {
            Key { after: None, before, .. } => {
                (value(words, before), format!("<i>{}</i>", said(words, &say!("left out"))))
            }
            Key { after: Some(after), before, .. } => (value(words, before), value(words, after)),
        }
    }
}

impl Line {
    pub(super) fn place(&self, words: &Words) -> String {
        if let [place] = self.places.as_slice() {
            let user = place.user.as_deref().filter(|user| !user.is_empty());
            let user = user.map(|user| format!("<span>{}</span>", escaped(user))).unwrap_or_default();
            let place = match (place.row, place.line) {
                (Some(row), Some(line)) => say!("row {row}, line {line}", row = row, line = line),
                (Some(row), None) => say!("row {row}", row = row),
                (None, Some(1)) => say!("the header"),
                (None, Some(line)) => say!("line {line}", line = line),
                (None, None) => return said(words, &say!("the whole file")),
            };
            return format!("{}{user}", said(words, &place));
        }
        let rows: Vec<u32> = self.places.iter().filter_map(|place| place.row).collect();
        let count = Arg::Count(self.places.len());
        if rows.is_empty() {
            return said(words, &say!("{n} {n|place|places}", n = count));
        }
        let rows = said(words, &say!("rows {rows}", rows = ranges(&rows)));
        format!("{rows}<span>{}</span>", said(words, &say!("{n} {n|cell|cells}", n = count)))
    }
}
