//! `hubcheck check`: what Control Hub would refuse or misread.
//!
//! What must stay true: the text begins with the verdict and ends with what to
//! type next; the JSON is the engine's report and nothing else.

use std::fmt::Write as _;
use std::path::Path;
use std::slice;

use hubcheck::{
    Options, Region, Report, RuleTotals, Safety, Severity, Verdict, check_with, findings_list, findings_page, grouped,
    paragraph, regions, visible,
};

use crate::args::{CheckArgs, CheckFormat, ImportArgs, ModeArg, window};
use crate::choices::{to_accept, undecided};
use crate::input::Inputs;
use crate::places::View;
use crate::print::{Style, json, plural, print};
use crate::progress::Progress;
use crate::stop::Stop;
use crate::{Done, sarif, several};

/// Findings of each rule that a text is made from: more than it names, to know the choices.
const CARRIED: usize = 100;

/// Where a file goes that is ready.
pub(crate) const IMPORT: &str = "in Control Hub open Users > Manage Users > CSV Add or Modify Users and import";

pub(crate) fn run(args: &CheckArgs) -> Result<Done, Stop> {
    if args.paths.len() > 1 {
        return several::run(args);
    }
    let Some(path) = args.paths.first() else { return Err(Stop::new("No file is named.")) };
    let checked = checked(args, path)?;
    let report = &checked.report;
    match args.format {
        CheckFormat::Json => print(&json(report)?)?,
        CheckFormat::Text => print(&text(&checked, args, Style::of_output()))?,
        CheckFormat::Csv => print(&findings_list(slice::from_ref(report)))?,
        CheckFormat::Html => print(&findings_page(slice::from_ref(report), None))?,
        CheckFormat::Sarif => print(&json(&sarif::log(slice::from_ref(&checked), &[]))?)?,
    }
    Ok(checked.done())
}

/// One file and what was found in it.
#[derive(Debug)]
pub(crate) struct Checked {
    pub(crate) import: ImportArgs,
    pub(crate) report: Report,
    /// Where in the text each finding stands; only where that is shown.
    pub(crate) regions: Vec<Option<Region>>,
}

impl Checked {
    pub(crate) fn done(&self) -> Done {
        Done::when(is_ready(&self.report))
    }
}

/// The file itself, without an edit: what a session edits is in the corrected file alone.
fn is_ready(report: &Report) -> bool {
    report.verdict == Verdict::Ready && report.changes.by_hand == 0
}

/// Reads one of the files and checks it.
pub(crate) fn checked(args: &CheckArgs, path: &Path) -> Result<Checked, Stop> {
    let import = ImportArgs { path: path.to_owned(), how: args.how.clone() };
    let count = if args.format == CheckFormat::Text { Some(CARRIED) } else { None };
    let sha256 = matches!(args.format, CheckFormat::Json | CheckFormat::Sarif | CheckFormat::Html); // others do not show it
    let typed = Options { sha256, findings: window(args.all, count), ..import.how.options()? };
    let mut inputs = Inputs::read(&import)?;
    let options = inputs.options(&import, typed, &[])?;
    let input = inputs.of_engine();
    let mut progress = Progress::on_terminal(&inputs.name);
    let report = check_with(&input, &options, &mut |now| progress.tell(now));
    progress.clear();
    let report = report.ok_or_else(|| Stop::new("The file was not gone through to its end."))?;
    let is_placed = args.format == CheckFormat::Sarif;
    let regions = if is_placed { regions(&input, &options, &report.findings) } else { Vec::new() };
    Ok(Checked { import, report, regions })
}

pub(crate) fn text(checked: &Checked, args: &CheckArgs, style: Style) -> String {
    let Checked { import, report, .. } = checked;
    let mut text = format!("{}\n", style.bold(&report.verdict_sentence()));
    text.push_str(&facts(report, import));
    text.push_str(&View { report, only_open: false, all: args.all, style }.groups());
    text.push('\n');
    next(&mut text, report, import);
    text
}

/// What was read, and how.
pub(crate) fn facts(report: &Report, args: &ImportArgs) -> String {
    let file = &report.file;
    let name = if args.path.as_os_str() == "-" { "the standard input" } else { &*visible(&file.name) };
    let mut text = format!("Read {name}");
    if !file.columns.is_empty() {
        let separator = match file.separator.as_str() {
            "," => "commas",
            ";" => "semicolons",
            "\t" => "tabs",
            "|" => "bars",
            other => other,
        };
        let (records, columns) =
            (plural(file.records, "record", "records"), plural(file.columns.len(), "column", "columns"));
        _ = match &file.workbook {
            Some(workbook) => {
                let (kind, sheet) = (workbook.kind.label(), visible(&workbook.sheet));
                write!(text, ", sheet “{sheet}” of an {kind}: {records}, {columns}")
            }
            None => {
                write!(text, ": {records}, {columns}, encoding {}, separated by {separator}", file.encoding)
            }
        };
    }
    text.push_str(".\n");
    let is_compared = report.refusal.as_ref().is_none_or(|refusal| undecided(refusal).is_some());
    if let Some(baseline) = report.baseline.as_ref().filter(|_| is_compared) {
        let (users, matched) = (plural(baseline.records, "user", "users"), grouped(baseline.matched));
        _ = write!(text, "Compared with an export of {users}; {matched} of this file are in it.");
        if let Some(message) = &baseline.message {
            _ = write!(text, " {}", visible(message));
        }
        text.push('\n');
    }
    text
}

fn next(text: &mut String, report: &Report, args: &ImportArgs) {
    if is_ready(report) {
        paragraph(text, "Next: ", &format!("{IMPORT} it."));
        if report.rules.iter().any(|rule| rule.applied > 0) {
            _ = writeln!(text, "Or correct what is noted first: {}", command(report, args));
        }
        return;
    }
    if let Some(refusal) = &report.refusal {
        if undecided(refusal).is_none() {
            text.push_str("No corrected file can be made of it.\n");
            return;
        }
        paragraph(text, "", &format!("No corrected file can be written yet: {}", visible(&refusal.message)));
    }
    undecided_rows(text, report);
    // Only values (and letters) are proven by an export; what is asked of the file's shape is not.
    let is_provable = |rule: &RuleTotals| {
        rule.open > 0 && rule.left.worst() != Some(Severity::Note) && rule.code.starts_with(['F', 'V'])
    };
    if args.how.baseline.is_none() && report.rules.iter().any(is_provable) {
        paragraph(text, "Hint: ", "with the export you started from (--baseline EXPORT) more may be proven.");
    }
    let open = || report.findings.iter().filter(|finding| !finding.applied).filter_map(|finding| finding.fix.as_ref());
    if open().any(|fix| fix.safety == Safety::Ask && fix.choices.is_empty()) {
        let words = "add --accept ask to agree to all corrections above that leave no choice, those that keep a licence or leave a \
                     column out among them, or --accept as named with each rule.";
        paragraph(text, "Hint: ", words);
    } else if open().next().is_some() {
        paragraph(text, "Hint: ", "add --accept as named above to choose.");
    }
    _ = writeln!(text, "Next: {}", command(report, args));
}

/// Rows that nobody has decided how to split: what becomes of them.
pub(crate) fn undecided_rows(text: &mut String, report: &Report) {
    if let Some(undecided) = &report.undecided {
        paragraph(text, "Careful: ", &undecided.message);
    }
}

/// The command that corrects the file, with the options that were given.
fn command(report: &Report, args: &ImportArgs) -> String {
    let mut words = vec!["hubcheck fix".to_owned(), quoted(&args.path.to_string_lossy())];
    if let Some(baseline) = &args.how.baseline {
        words.push(format!("--baseline {}", quoted(&baseline.to_string_lossy())));
    }
    if let Some(session) = &args.how.session {
        words.push(format!("--session {}", quoted(&session.to_string_lossy())));
    }
    if let Some(sheet) = &args.how.sheet {
        words.push(format!("--sheet {}", quoted(sheet)));
    }
    if let Some(mode) = args.how.mode {
        words.push(format!("--mode {}", if mode == ModeArg::Add { "add" } else { "add-remove" }));
    }
    if let Some(limit) = args.how.limit {
        words.push(format!("--limit {limit}"));
    }
    words.extend(args.how.megabytes.map(|megabytes| format!("--megabytes {megabytes}")));
    words.extend(args.how.countries.iter().map(|country| format!("--country {country}")));
    words.extend(args.how.automatic_assignment.then(|| "--automatic-assignment".to_owned()));
    words.extend(args.how.licences_left.iter().map(|left| format!("--licences-left {}", quoted(left))));
    words.extend(args.how.profile.iter().map(|path| format!("--profile {}", quoted(&path.to_string_lossy()))));
    if let Some(rule) = report.refusal.as_ref().and_then(undecided) {
        let is_choice = to_accept(rule, report).is_some_and(|typed| typed.contains('='));
        words.push(format!("--accept {rule}{}", if is_choice { "=CHOICE" } else { "" }));
    }
    let is_standard_input = args.path.as_os_str() == "-";
    let path = if is_standard_input { Path::new("users.csv") } else { &args.path };
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let name = if report.parts > 1 { format!("{stem}-parts") } else { format!("{stem}-corrected.csv") };
    words.push(format!("--output {}", quoted(&path.with_file_name(name).to_string_lossy())));
    visible(&words.join(" ")).into_owned()
}

/// A word as a shell takes it.
fn quoted(word: &str) -> String {
    let is_plain = |character: char| character.is_alphanumeric() || "-_./\\:@+,".contains(character);
    if !word.is_empty() && word.chars().all(is_plain) && (cfg!(windows) || !word.contains('\\')) {
        word.to_owned()
    } else if cfg!(windows) {
        format!("\"{word}\"")
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(not(windows))]
    #[test]
    fn words_are_quoted_for_the_shell() {
        for (word, shown) in [
            ("users.csv", "users.csv"),
            ("/home/a-b/users_1.csv", "/home/a-b/users_1.csv"),
            ("my users.csv", "'my users.csv'"),
            ("it's.csv", r"'it'\''s.csv'"),
            ("$HOME", "'$HOME'"),
            ("brugere-æøå.csv", "brugere-æøå.csv"),
            ("", "''"),
        ] {
            assert_eq!(quoted(word), shown);
        }
    }
}
