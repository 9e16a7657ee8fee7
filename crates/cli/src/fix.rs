//! `hubcheck fix`: the corrected file, and an account of what was done.
//!
//! What must stay true: everything that can be refused is refused before the
//! first byte is written; the file that was read stays as it is.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use hubcheck::{
    Changes, Correction, Options, Part, Refusal, Report, RuleTotals, SummaryFormat, correct_with, find_rule, grouped,
    paragraph, visible,
};
use serde::Serialize;

use crate::Done;
use crate::args::{FixArgs, Format, window};
use crate::check::{IMPORT, facts, undecided_rows};
use crate::choices::{refuse_unmeant, to_accept, undecided};
use crate::input::Inputs;
use crate::output::{contents, earlier, make_folder, name_earlier, places, refuse_early, write_all};
use crate::places::View;
use crate::print::{Style, json, plural, print};
use crate::progress::Progress;
use crate::stop::Stop;

pub(crate) fn run(args: &FixArgs) -> Result<Done, Stop> {
    let accepted = args.accepted.parse()?;
    let format = args.summary.as_deref().map(summary_format).transpose()?;
    let typed = Options { findings: window(args.file.all, None), ..args.file.import.how.options()? };
    let mut inputs = Inputs::read(&args.file.import)?;
    let sha256 = args.file.format == Format::Json || format.is_some(); // a text does not show it
    let options = inputs.options(&args.file.import, Options { sha256, ..typed }, &accepted)?;
    refuse_early(&args.output, args.summary.as_deref(), &inputs)?;

    let mut progress = Progress::on_terminal(&inputs.name);
    let correction = correct_with(&inputs.of_engine(), &options, &mut |now| progress.tell(now));
    progress.clear();
    let correction = correction.ok_or_else(|| Stop::new("The file was not gone through to its end."))?;
    let Correction { report, parts } = &correction;
    refuse_unmeant(&accepted, report, &inputs.of_engine(), &options)?;
    let parts = parts.as_ref().map_err(|refusal| refused(report, refusal))?;
    let places = places(&args.output, args.summary.as_deref(), parts, &inputs)?;

    let summary = format.map(|format| correction.summary(&inputs.of_engine(), &options, format));
    let mut older = Vec::new();
    if places != [args.output.clone()] {
        make_folder(&args.output)?;
        older = earlier(&args.output, &places, &inputs);
    }
    let mut files = contents(&places, parts);
    files.extend(args.summary.clone().zip(summary.as_deref().map(|bytes| vec![bytes])));
    write_all(&files)?;

    match args.file.format {
        Format::Json => print(&json(&Account::new(report, parts, &places, &older, args.summary.as_deref()))?)?,
        Format::Text => {
            print(&text(report, parts, &places, &older, args))?;
        }
    }
    Ok(Done::when(report.left.blocker == 0))
}

fn summary_format(path: &Path) -> Result<SummaryFormat, Stop> {
    let extension = path.extension().map(|extension| extension.to_string_lossy().to_ascii_lowercase());
    match extension.as_deref() {
        Some("csv") => Ok(SummaryFormat::Csv),
        Some("json") => Ok(SummaryFormat::Json),
        Some("html") => Ok(SummaryFormat::Html),
        _ => Err(Stop::new(format!(
            "--summary {} does not say what is wanted: let the name end in .csv, .json or .html.",
            path.display()
        ))),
    }
}

/// Why no file is written, and what to type where an answer is missing.
fn refused(report: &Report, refusal: &Refusal) -> Stop {
    let typed = undecided(refusal).and_then(|rule| to_accept(rule, report));
    let way_out = typed.map(|typed| format!(" Type {typed}.")).unwrap_or_default();
    Stop::new(format!("No corrected file was written. {}{way_out}", refusal.message))
}

/// The report, and what was written.
#[derive(Serialize)]
struct Account<'a> {
    #[serde(flatten)]
    report: &'a Report,
    written: Vec<Written<'a>>,
    earlier: &'a [String],
    summary: Option<Cow<'a, str>>,
}

#[derive(Serialize)]
struct Written<'a> {
    path: Cow<'a, str>,
    users: usize,
    size: usize,
    sha256: &'a str,
}

impl<'a> Account<'a> {
    fn new(
        report: &'a Report,
        parts: &'a [Part<'_>],
        places: &'a [PathBuf],
        earlier: &'a [String],
        summary: Option<&'a Path>,
    ) -> Self {
        let written = places.iter().zip(parts).map(|(path, part)| Written {
            path: path.to_string_lossy(),
            users: part.users,
            size: part.size(),
            sha256: &part.sha256,
        });
        Account { report, written: written.collect(), earlier, summary: summary.map(Path::to_string_lossy) }
    }
}

fn text(report: &Report, parts: &[Part<'_>], places: &[PathBuf], earlier: &[String], args: &FixArgs) -> String {
    let style = Style::of_output();
    let mut text = facts(report, &args.file.import);
    for (place, part) in places.iter().zip(parts) {
        let users = plural(part.users, "user", "users");
        _ = writeln!(text, "{} {}: {users}.", style.bold("Wrote"), visible(&place.to_string_lossy()));
    }
    name_earlier(&mut text, earlier);
    if let Some(summary) = &args.summary {
        _ = writeln!(text, "{} {}: every change.", style.bold("Wrote"), visible(&summary.to_string_lossy()));
    }
    corrected(&mut text, report, style);
    _ = write!(text, "\n{}\n", style.bold(&report.left_sentence()));
    text.push_str(&View { report, only_open: true, all: args.file.all, style }.groups());
    text.push('\n');
    undecided_rows(&mut text, report);
    next(&mut text, report, parts);
    text
}

/// What was changed, counted by rule, and what was edited by hand, which no rule tells.
fn corrected(text: &mut String, report: &Report, style: Style) {
    let rules: Vec<&RuleTotals> = report.rules.iter().filter(|rule| rule.applied > 0).collect();
    let Changes { cells, records, by_hand, .. } = report.changes;
    if rules.is_empty() && by_hand == 0 {
        text.push_str("Nothing had to be changed: it is a copy.\n");
        return;
    }
    let changed = match cells + records {
        0 => "no cell was changed, only how the file is written".to_owned(),
        _ => format!("{} changed, {} touched", plural(cells, "cell", "cells"), plural(records, "record", "records")),
    };
    _ = write!(text, "\n{} ({changed})\n", style.bold("Corrected"));
    let widest = rules.iter().map(|rule| rule.applied).chain([by_hand]).map(|count| grouped(count).len()).max();
    let widest = widest.unwrap_or_default();
    let longest = rules.iter().map(|rule| rule.name.len()).max().unwrap_or_default();
    for rule in rules {
        let summary = find_rule(&rule.name).map_or("", |rule| rule.summary);
        let agreed = rule.applied.saturating_sub(rule.safe);
        let who = match agreed {
            0 => "proven".to_owned(),
            agreed if agreed == rule.applied => "you agreed".to_owned(),
            agreed => format!("{} proven, {agreed} you agreed", rule.applied - agreed),
        };
        _ = writeln!(text, "  {:>widest$}  {:longest$}  {summary} ({who})", grouped(rule.applied), rule.name);
    }
    if by_hand > 0 {
        _ = writeln!(text, "  {:>widest$}  edited by hand, as the session says", grouped(by_hand));
    }
}

fn next(text: &mut String, report: &Report, parts: &[Part<'_>]) {
    if report.left.blocker > 0 {
        paragraph(text, "Next: ", "decide or correct what is left before you import, and check again.");
        return;
    }
    let first = if report.left.warning > 0 { "read the warnings above; then " } else { "" };
    let what = if parts.len() > 1 {
        "one part after the other: the next one only when the task of the one before is complete."
    } else {
        "it."
    };
    paragraph(text, "Next: ", &format!("{first}{IMPORT} {what}"));
}
