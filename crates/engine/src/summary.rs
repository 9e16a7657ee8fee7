//! The change summary: what was changed and who answers for it, as a list for
//! spreadsheets (CSV), for programs (JSON) and for paper (HTML).
//!
//! What must stay true: every change of the corrected file is in it, and no
//! cell can act: a spreadsheet runs none as a formula, a browser none as a tag.

mod escape;
mod found;
mod groups;
mod html;
mod redacted;
mod sentences;

use serde::{Deserialize, Serialize};

use crate::part::Part;
use crate::report::{Change, Finding, Report, RuleTotals, Totals, Undecided, Warrant};
use crate::words::Words;
use crate::{Correction, Input, Options, changes, correct};
pub(crate) use escape::{escaped, escaped_words};
pub use found::{findings_list, findings_page};
use html::Page;
pub(crate) use sentences::plural;

/// How a change summary is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SummaryFormat {
    /// A list that a spreadsheet opens.
    Csv,
    /// The same for programs, with the file and what is left.
    Json,
    /// One page to read and to print.
    Html,
}

/// The change summary of a file.
#[must_use]
pub fn summary(input: &Input<'_>, options: &Options, format: SummaryFormat) -> Vec<u8> {
    correct(input, options).summary(input, options, format)
}

impl Correction<'_> {
    /// The change summary of this correction, which came from the same file and options.
    #[must_use]
    pub fn summary(&self, input: &Input<'_>, options: &Options, format: SummaryFormat) -> Vec<u8> {
        self.written(input, options, format, false)
    }

    /// The change summary without any value of a cell: only where something was changed, by which rule, and who agreed.
    #[must_use]
    pub fn redacted_summary(&self, input: &Input<'_>, options: &Options, format: SummaryFormat) -> Vec<u8> {
        self.written(input, options, format, true)
    }

    fn written(&self, input: &Input<'_>, options: &Options, format: SummaryFormat, is_redacted: bool) -> Vec<u8> {
        let words = &Words::of(options.catalogue.as_ref());
        let mut writing = Writing::new(words, format, is_redacted);
        // Without a corrected file nothing was changed.
        if self.parts.is_ok() {
            changes(input, options, &mut |change| writing.take(&change));
        }
        writing.finish(&self.report, self.parts.as_deref().unwrap_or_default())
    }
}

/// A change summary while the changes come, so that several can be written in one way through them.
pub(crate) struct Writing<'w> {
    words: &'w Words,
    list: List<'w>,
    is_redacted: bool,
}

enum List<'w> {
    Csv(Box<csv::Writer<Vec<u8>>>),
    /// The changes alone, since what stands before them is known last.
    Json(Vec<u8>),
    Html(Box<Page<'w>>),
}

impl<'w> Writing<'w> {
    pub(crate) fn new(words: &'w Words, format: SummaryFormat, is_redacted: bool) -> Self {
        let list = match format {
            SummaryFormat::Csv => List::Csv(Box::new(csv_writer())),
            SummaryFormat::Json => List::Json(Vec::new()),
            SummaryFormat::Html => List::Html(Box::new(Page::new(words))),
        };
        Writing { words, list, is_redacted }
    }

    pub(crate) fn take(&mut self, change: &Change) {
        let change = if self.is_redacted { redacted::change(self.words, change.clone()) } else { change.clone() };
        match &mut self.list {
            List::Csv(writer) => {
                // Writing to memory never fails, and each record has as many fields as the header.
                _ = writer.write_record(csv_fields(change).map(harmless));
            }
            List::Json(bytes) => {
                bytes.extend_from_slice(if bytes.is_empty() { b"\n" } else { b",\n" });
                bytes.extend(serde_json::to_vec(&change).unwrap_or_default());
            }
            List::Html(page) => page.take(change),
        }
    }

    /// With the report and the parts that these changes belong to.
    pub(crate) fn finish(self, report: &Report, parts: &[Part<'_>]) -> Vec<u8> {
        let without_values;
        let report = if self.is_redacted {
            without_values = redacted::report(self.words, report);
            &without_values
        } else {
            report
        };
        match self.list {
            List::Csv(writer) => writer.into_inner().unwrap_or_default(),
            List::Json(changes) => json(report, parts, &changes),
            List::Html(page) => page.finish(report, parts).into_bytes(),
        }
    }
}

const CSV_HEADER: [&str; 11] =
    ["line", "row", "column", "column number", "user", "before", "after", "rule", "does", "by", "proof"];

fn csv_writer() -> csv::Writer<Vec<u8>> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    _ = writer.write_record(CSV_HEADER); // to memory
    writer
}

fn csv_fields(change: Change) -> [String; CSV_HEADER.len()] {
    let number = |number: Option<u32>| number.map(|number| number.to_string()).unwrap_or_default();
    [
        number(change.line),
        number(change.row),
        change.column.unwrap_or_default(),
        number(change.index.map(|index| index + 1)), // as people count
        change.user.unwrap_or_default(),
        change.before,
        change.after.unwrap_or_default(),
        change.rules.join("; "),
        change.does,
        word(change.by).to_owned(),
        change.why,
    ]
}

/// A value that a spreadsheet would run as a formula gets the spreadsheet's own mark for text.
pub(crate) fn harmless(value: String) -> String {
    if value.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{value}") } else { value }
}

const fn word(warrant: Warrant) -> &'static str {
    match warrant {
        Warrant::Proof => "proof",
        Warrant::Admin => "admin",
        Warrant::Hand => "hand",
        Warrant::Nobody => "nobody",
    }
}

/// What stands before the changes.
#[derive(Serialize)]
struct Head<'r> {
    summary: u32,
    file: FileHead<'r>,
    corrected: Vec<PartHead<'r>>,
    refusal: Option<&'r str>,
    /// Rows that nobody has decided how to split.
    undecided: Option<&'r Undecided>,
}

#[derive(Serialize)]
struct FileHead<'r> {
    name: &'r str,
    size: usize,
    sha256: Option<&'r str>,
}

#[derive(Serialize)]
struct PartHead<'r> {
    name: &'r str,
    users: usize,
    size: usize,
    sha256: &'r str,
}

/// What stands after them.
#[derive(Serialize)]
struct Tail<'r> {
    left: Vec<&'r Finding>,
    /// Exact, where `left` carries no more findings than the report.
    left_totals: Totals,
    rules: &'r [RuleTotals],
}

/// The changes may be many more than fit in memory as a tree, so they were written one by one.
fn json(report: &Report, parts: &[Part<'_>], changes: &[u8]) -> Vec<u8> {
    let file = &report.file;
    let head = Head {
        summary: 1,
        file: FileHead { name: &file.name, size: file.size, sha256: file.sha256.as_deref() },
        corrected: parts
            .iter()
            .map(|part| PartHead { name: &part.name, users: part.users, size: part.size(), sha256: &part.sha256 })
            .collect(),
        refusal: report.refusal.as_ref().map(|refusal| refusal.message.as_str()),
        undecided: report.undecided.as_ref(),
    };
    let tail = Tail {
        left: report.findings.iter().filter(|finding| !finding.applied).collect(),
        left_totals: report.left,
        rules: &report.rules,
    };
    // Both are objects, so that the list goes between them.
    let mut bytes = serde_json::to_vec(&head).unwrap_or_default();
    bytes.pop();
    bytes.extend_from_slice(b",\"changes\":[");
    bytes.extend_from_slice(changes);
    bytes.extend_from_slice(b"\n],");
    bytes.extend_from_slice(serde_json::to_vec(&tail).unwrap_or_default().get(1..).unwrap_or_default());
    bytes.push(b'\n');
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change(before: &str, after: Option<&str>) -> Change {
        Change {
            line: Some(13),
            row: Some(12),
            column: Some("Phone Number".to_owned()),
            index: Some(4),
            user: Some("a@example.com".to_owned()),
            before: before.to_owned(),
            after: after.map(str::to_owned),
            rules: vec!["plus-missing".to_owned()],
            does: "Put the + back".to_owned(),
            by: Warrant::Proof,
            why: "Your export has it.".to_owned(),
        }
    }

    #[test]
    fn the_list_runs_no_formula() {
        let words = Words::default();
        let mut writing = Writing::new(&words, SummaryFormat::Csv, false);
        writing.take(&change("4526018159", Some("+4526018159")));
        writing.take(&change("=1+1", None));
        let bytes = writing.finish(&crate::report::stopped(&Options::default()), &[]);
        let text = String::from_utf8(bytes).expect("the list is UTF-8");
        assert_eq!(
            text,
            "line,row,column,column number,user,before,after,rule,does,by,proof\r\n\
             13,12,Phone Number,5,a@example.com,4526018159,'+4526018159,plus-missing,Put the + back,proof,Your export has it.\r\n\
             13,12,Phone Number,5,a@example.com,'=1+1,,plus-missing,Put the + back,proof,Your export has it.\r\n"
        );
    }

    #[test]
    fn harmless_values_are_not_touched() {
        for value in ["", "a", "1", "a=b", "(+45)", " +45"] {
            assert_eq!(harmless(value.to_owned()), value);
        }
        for value in ["=a", "+45", "-1", "@a", "\ta", "\ra"] {
            assert_eq!(harmless(value.to_owned()), format!("'{value}"));
        }
    }
}
