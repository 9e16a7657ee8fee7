//! What can be typed.
//!
//! What must stay true: the meaning of an argument is decided here and in the folder beside it, and nowhere else.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use hubcheck::{OutputKind, Window};

mod accept;
mod import;

pub(crate) use accept::{Accept, AcceptArgs, unknown_rule};
pub(crate) use import::{HowArgs, ImportArgs};

/// Checks and corrects the user CSV file before you import it into Webex Control Hub.
///
/// The file stays on this computer and is never written to. hubcheck is independent of Cisco.
#[derive(Debug, Parser)]
#[command(name = "hubcheck", version, arg_required_else_help = true, max_term_width = 100)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Say what Control Hub would refuse or misread in each FILE.
    ///
    /// Exit status: 0 nothing above a note, 1 blockers or warnings, 2 could not run; of several files the worst.
    Check(CheckArgs),
    /// Write a corrected copy of FILE; FILE itself stays as it is.
    ///
    /// Exit status: 0 no blocker is left, 1 blockers are left (the corrected file is written all the same), 2 could not run.
    Fix(FixArgs),
    /// Say what importing FILE would do to every user: who loses, switches and gains a licence.
    ///
    /// Exit status: 0 nobody loses anything, 1 somebody loses a licence (or may) or gets two, or blockers are left, 2 could not run.
    Plan(PlanArgs),
    /// Write everything that belongs to an import into a folder: corrected file, minimal file, rollback, checklist and more.
    ///
    /// To undo the import, import the rollback file with “Add and remove services”, whichever mode the import had.
    ///
    /// Exit status: 0 everything was written, 1 something could not be made or blockers are left, 2 could not run.
    Outputs(OutputsArgs),
    /// Write a file with only those users whose rows Control Hub could not import.
    ///
    /// Exit status: 0 the file was written, 2 could not run.
    Retry(RetryArgs),
    /// List the rules, or explain one.
    Rules(RulesArgs),
    /// Print what lets your shell complete the words of this command.
    Completions(CompletionsArgs),
    /// Print the manual page, of hubcheck or of one of its commands.
    Man(ManArgs),
}

#[derive(Debug, Args)]
pub(crate) struct CheckArgs {
    /// The CSV files that you want to import, or workbooks (.xlsx, .ods, .xls); - reads one from the standard input.
    #[arg(value_name = "FILE", required = true)]
    pub(crate) paths: Vec<PathBuf>,

    #[command(flatten)]
    pub(crate) how: HowArgs,

    /// How the answer is printed.
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(crate) format: CheckFormat,

    /// Name every place, not only the first ones of each rule.
    #[arg(long)]
    pub(crate) all: bool,
}

#[derive(Debug, Args)]
pub(crate) struct CompletionsArgs {
    /// The shell that you use.
    #[arg(value_name = "SHELL")]
    pub(crate) shell: clap_complete::Shell,
}

#[derive(Debug, Args)]
pub(crate) struct ManArgs {
    /// The command that the page is about, such as check [default: hubcheck as a whole].
    #[arg(value_name = "COMMAND")]
    pub(crate) command: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct FixArgs {
    #[command(flatten)]
    pub(crate) file: FileArgs,

    #[command(flatten)]
    pub(crate) accepted: AcceptArgs,

    /// Where the corrected file goes: a file, or a folder when the file has to be split into parts.
    #[arg(long, short, value_name = "OUT")]
    pub(crate) output: PathBuf,

    /// Also write the list of changes; the name decides what it is (.csv, .json or .html).
    #[arg(long, value_name = "FILE")]
    pub(crate) summary: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct PlanArgs {
    #[command(flatten)]
    pub(crate) import: ImportArgs,

    #[command(flatten)]
    pub(crate) accepted: AcceptArgs,

    /// How the answer is printed.
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(crate) format: PlanFormat,

    /// Name every user, not only the first ones of each class.
    #[arg(long)]
    pub(crate) all: bool,
}

#[derive(Debug, Args)]
pub(crate) struct OutputsArgs {
    #[command(flatten)]
    pub(crate) import: ImportArgs,

    #[command(flatten)]
    pub(crate) accepted: AcceptArgs,

    /// The folder that everything goes into.
    #[arg(long, short, value_name = "FOLDER")]
    pub(crate) output: PathBuf,

    /// Write this alone. Can be repeated [default: everything].
    #[arg(long, value_name = "WHAT")]
    pub(crate) only: Vec<What>,

    /// The Contact Center that you have, for the checklist: 1.0 or new.
    #[arg(long, value_name = "PLATFORM")]
    pub(crate) platform: Option<PlatformArg>,

    /// In which language lists, pages and their sentences are written; menus are named in English too [default: en].
    #[arg(long, value_name = "LANGUAGE")]
    pub(crate) language: Option<Language>,

    /// In which language Control Hub names its menus, if not in that one.
    #[arg(long, value_name = "LANGUAGE")]
    pub(crate) menus: Option<Language>,

    /// How the answer is printed.
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(crate) format: Format,
}

#[derive(Debug, Args)]
pub(crate) struct RetryArgs {
    #[command(flatten)]
    pub(crate) import: ImportArgs,

    /// The error file that you downloaded from the task in Control Hub.
    #[arg(value_name = "ERRORS")]
    pub(crate) errors: PathBuf,

    #[command(flatten)]
    pub(crate) accepted: AcceptArgs,

    /// What was imported: this part of the corrected file (1 when there is only one), or 0 for FILE itself.
    #[arg(long, value_name = "N")]
    pub(crate) part: Option<usize>,

    /// Where the file goes: a file, or a folder when it has to be split into parts.
    #[arg(long, short, value_name = "OUT")]
    pub(crate) output: PathBuf,

    /// How the answer is printed.
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(crate) format: Format,
}

#[derive(Debug, Args)]
pub(crate) struct FileArgs {
    #[command(flatten)]
    pub(crate) import: ImportArgs,

    /// How the answer is printed.
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(crate) format: Format,

    /// Name every place, not only the first ones of each rule.
    #[arg(long)]
    pub(crate) all: bool,
}

#[derive(Debug, Args)]
pub(crate) struct RulesArgs {
    /// Explain this rule: its name (foreign-boolean) or its code (V301).
    #[arg(value_name = "NAME")]
    pub(crate) name: Option<String>,

    /// How the answer is printed.
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(crate) format: RulesFormat,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ModeArg {
    /// Add services only
    Add,
    /// Add and remove services
    AddRemove,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people
    Text,
    /// For programs
    Json,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum CheckFormat {
    /// For people
    Text,
    /// For programs
    Json,
    /// For code scanners and editors: SARIF 2.1.0
    Sarif,
    /// One page to read and to print
    Html,
    /// For spreadsheets: one line for each place
    Csv,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum PlanFormat {
    /// For people
    Text,
    /// For programs
    Json,
    /// For spreadsheets
    Csv,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum PlatformArg {
    /// The older one, with a Management Portal
    #[value(name = "1.0")]
    Old,
    /// New platform
    New,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Language {
    En,
    Da,
    Pl,
    Sv,
    Fr,
    Pt,
}

/// What can be written.
#[derive(Clone, Copy, Debug)]
pub(crate) struct What(pub(crate) OutputKind);

impl std::str::FromStr for What {
    type Err = String;

    fn from_str(typed: &str) -> Result<Self, String> {
        let known = OutputKind::ALL.into_iter().find(|kind| kind.name() == typed);
        let names = || OutputKind::ALL.map(OutputKind::name).join(", ");
        known.map(What).ok_or_else(|| format!("it is none of {}", names()))
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum RulesFormat {
    /// For people
    Text,
    /// For programs
    Json,
    /// For documents
    Markdown,
}

/// How many findings of each rule the report carries; `count`: unless all are wanted.
pub(crate) fn window(all: bool, count: Option<usize>) -> Window {
    Window { count: if all { Some(usize::MAX) } else { count }, ..Window::default() }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_arguments_are_sound() {
        Cli::command().debug_assert();
    }

    #[test]
    fn all_findings_are_carried_when_all_are_wanted() {
        assert_eq!((window(false, Some(5)).count, window(true, Some(5)).count), (Some(5), Some(usize::MAX)));
        assert_eq!(window(false, None).count, None);
    }
}
