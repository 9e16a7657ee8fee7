//! `hubcheck check` of several files in one call.
//!
//! What must stay true: a file that cannot be read hides none of the others, each of which is reported as if it were
//! alone, and the status is the worst.

use std::path::Path;

use hubcheck::{Report, Verdict, findings_list, findings_page, visible};
use serde::Serialize;

use crate::args::{CheckArgs, CheckFormat};
use crate::check::{Checked, checked, text};
use crate::print::{Style, json, plural, print};
use crate::sarif::{self, Unread};
use crate::stop::Stop;
use crate::{Done, complain};

pub(crate) fn run(args: &CheckArgs) -> Result<Done, Stop> {
    refuse_unmeant(args)?;
    let style = Style::of_output();
    let (mut files, mut unread, mut entries) = (Vec::new(), Vec::new(), Vec::new());
    for path in &args.paths {
        let shown = path.to_string_lossy().into_owned();
        match checked(args, path) {
            Ok(checked) => {
                if args.format == CheckFormat::Text {
                    // At once, since the next file may be a large one.
                    print(&format!("{}\n{}\n", style.bold(&visible(&shown)), text(&checked, args, style)))?;
                }
                entries.push((shown, Ok(files.len())));
                files.push(checked);
            }
            Err(stop) => {
                complain(&stop);
                entries.push((shown.clone(), Err(unread.len())));
                unread.push(Unread { path: shown, why: stop.to_string() });
            }
        }
    }
    let counts = Counts::of(&files, unread.len());
    match args.format {
        CheckFormat::Text => print(&format!("{}\n", style.bold(&counts.sentence())))?,
        CheckFormat::Json => {
            let one = |(path, place): &(String, Result<usize, usize>)| match place {
                Ok(place) => Entry { path: path.clone(), report: Some(&files[*place].report), error: None },
                Err(place) => Entry { path: path.clone(), report: None, error: Some(&unread[*place].why) },
            };
            print(&json(&Reports { version: 1, counts, files: entries.iter().map(one).collect() })?)?;
        }
        CheckFormat::Sarif => print(&json(&sarif::log(&files, &unread))?)?,
        CheckFormat::Csv => print(&findings_list(&reports(files)))?,
        CheckFormat::Html => print(&findings_page(&reports(files), None))?,
    }
    Ok(if counts.unread > 0 { Done::Stopped } else { Done::when(counts.ready == counts.files) })
}

/// What can be meant for one file alone.
fn refuse_unmeant(args: &CheckArgs) -> Result<(), Stop> {
    let is_input = |path: &&std::path::PathBuf| path.as_path() == Path::new("-");
    if args.paths.iter().filter(is_input).count() > 1 {
        return Err(Stop::new("- stands for the standard input, which holds one file; name it once."));
    }
    for (option, is_given) in [("--session", args.how.session.is_some()), ("--sheet", args.how.sheet.is_some())] {
        if is_given {
            return Err(Stop::new(format!("{option} belongs to one file; check that one in a call of its own.")));
        }
    }
    Ok(())
}

/// Known by their paths: two folders may hold files of one name.
fn reports(files: Vec<Checked>) -> Vec<Report> {
    let named = |Checked { import, mut report, .. }: Checked| {
        if import.path.as_path() != Path::new("-") {
            report.file.name = import.path.to_string_lossy().into_owned();
        }
        report
    };
    files.into_iter().map(named).collect()
}

/// The JSON of several files: `files` in the order in which they were named, each with its report or its error.
#[derive(Serialize)]
struct Reports<'r> {
    /// Version of this shape.
    #[serde(rename = "reports")]
    version: u32,
    #[serde(flatten)]
    counts: Counts,
    files: Vec<Entry<'r>>,
}

#[derive(Serialize)]
struct Entry<'r> {
    path: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    report: Option<&'r Report>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<&'r str>,
}

/// Files by their verdict.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
struct Counts {
    #[serde(skip)]
    files: usize,
    ready: usize,
    fixable: usize,
    blocked: usize,
    unread: usize,
}

impl Counts {
    fn of(files: &[Checked], unread: usize) -> Self {
        let count = |verdict: Verdict| files.iter().filter(|file| file.report.verdict == verdict).count();
        Counts {
            files: files.len() + unread,
            ready: count(Verdict::Ready),
            fixable: count(Verdict::Fixable),
            blocked: count(Verdict::Blocked),
            unread,
        }
    }

    /// `3 files: 1 ready to import, 2 that only you can correct.`
    fn sentence(self) -> String {
        let parts = [
            (self.ready, "ready to import"),
            (self.fixable, "to be corrected or decided about"),
            (self.blocked, "that only a person can correct"),
            (self.unread, "that could not be checked"),
        ];
        let parts: Vec<String> =
            parts.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{count} {what}")).collect();
        format!("{}: {}.", plural(self.files, "file", "files"), parts.join(", "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_line_counts_every_file() {
        let counts = Counts { files: 4, ready: 1, fixable: 2, blocked: 0, unread: 1 };
        let sentence = "4 files: 1 ready to import, 2 to be corrected or decided about, 1 that could not be checked.";
        assert_eq!(counts.sentence(), sentence);
    }
}
