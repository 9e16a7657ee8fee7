//! What can be typed, and the engine's options made of it.
//!
//! What must stay true: the meaning of an argument is decided here and nowhere
//! else; what does not exist (a country, a rule) is refused, never passed over.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use hubcheck::{Decision, Mode, Options, OutputKind, Rule, Window};

use crate::stop::Stop;

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
    /// Say what Control Hub would refuse or misread in FILE.
    ///
    /// Exit status: 0 nothing above a note, 1 blockers or warnings, 2 could not run.
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
    /// Exit status: 0 everything was written, 1 something could not be made or blockers are left, 2 could not run.
    Outputs(OutputsArgs),
    /// Write a file with only those users whose rows Control Hub could not import.
    ///
    /// Exit status: 0 the file was written, 2 could not run.
    Retry(RetryArgs),
    /// List the rules, or explain one.
    Rules(RulesArgs),
}

#[derive(Debug, Args)]
pub(crate) struct CheckArgs {
    #[command(flatten)]
    pub(crate) file: FileArgs,
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
pub(crate) struct AcceptArgs {
    /// Say yes to corrections that are plausible but not proven: to all that leave no choice (ask), to one rule, or to
    /// one choice of a rule. Can be repeated.
    #[arg(long, value_name = "ask|RULE[=CHOICE]")]
    pub(crate) accept: Vec<String>,
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

    /// FILE was not imported itself, but this part of its corrected file (1 when there is only one).
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

/// What is to be imported, and how.
#[derive(Debug, Args)]
pub(crate) struct ImportArgs {
    /// The CSV file that you want to import, or a workbook (.xlsx, .ods, .xls); - reads it from the standard input.
    #[arg(value_name = "FILE")]
    pub(crate) path: PathBuf,

    /// The sheet to read, if FILE is a workbook with several that may be meant.
    #[arg(long, value_name = "NAME")]
    pub(crate) sheet: Option<String>,

    /// The export that you started from, or a fresh one: it proves what a damaged value was.
    #[arg(long, value_name = "EXPORT")]
    pub(crate) baseline: Option<PathBuf>,

    /// What you will choose in the import dialog: Add services only, or Add and remove services.
    #[arg(long, value_name = "MODE")]
    pub(crate) mode: Option<ModeArg>,

    /// Users that go into one file [default: 1000 with a Contact Center column, else 20000].
    #[arg(long, value_name = "N")]
    pub(crate) limit: Option<usize>,

    /// Megabytes from which a file is large, and that one part holds then; older importers take 10 [default: 10].
    #[arg(long, value_name = "N")]
    pub(crate) megabytes: Option<usize>,

    /// A country (two letters, such as DK) whose phone numbers the file holds. Can be repeated.
    #[arg(long = "country", value_name = "CC")]
    pub(crate) countries: Vec<String>,

    /// Your organization assigns licences to new users automatically.
    #[arg(long)]
    pub(crate) automatic_assignment: bool,

    /// Licences that are left, by Standard, Premium or the name of a column. Can be repeated.
    #[arg(long = "licences-left", value_name = "NAME=N")]
    pub(crate) licences_left: Vec<String>,

    /// Go on with the options and decisions of this session file (.hubcheck.json).
    #[arg(long, value_name = "SESSION")]
    pub(crate) session: Option<PathBuf>,
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

impl FileArgs {
    /// The engine's options; the report carries `count` findings of each rule unless all are wanted.
    pub(crate) fn options(&self, count: Option<usize>) -> Result<Options, Stop> {
        let findings = Window { count: if self.all { Some(usize::MAX) } else { count }, ..Window::default() };
        Ok(Options { findings, ..self.import.options()? })
    }
}

impl ImportArgs {
    /// The engine's options.
    pub(crate) fn options(&self) -> Result<Options, Stop> {
        if self.limit == Some(0) {
            return Err(Stop::new("--limit 0 leaves no room for users; name a number from 1 on."));
        }
        if self.megabytes == Some(0) {
            return Err(Stop::new("--megabytes 0 leaves no room for users; name a number from 1 on."));
        }
        for country in &self.countries {
            if !hubcheck::is_country(country) {
                return Err(Stop::new(format!(
                    "{country} is no country that hubcheck knows; name it by its two letters, such as DK for Denmark."
                )));
            }
        }
        Ok(Options {
            mode: self.mode.map(|mode| match mode {
                ModeArg::Add => Mode::Add,
                ModeArg::AddRemove => Mode::AddRemove,
            }),
            limit: self.limit,
            bytes: self.megabytes.map(|megabytes| megabytes.saturating_mul(1_000_000)),
            countries: self.countries.iter().map(|country| country.to_ascii_uppercase()).collect(),
            automatic_assignment: self.automatic_assignment,
            licences_left: self.licences_left.iter().map(|typed| pool(typed)).collect::<Result<_, _>>()?,
            ..Options::default()
        })
    }
}

/// `Premium=20`.
fn pool(typed: &str) -> Result<(String, usize), Stop> {
    let parsed = typed.rsplit_once('=').map(|(name, left)| (name.trim(), left.trim().parse()));
    match parsed {
        Some((name, Ok(left))) if !name.is_empty() => Ok((name.to_owned(), left)),
        _ => Err(Stop::new(format!("--licences-left {typed} is not NAME=N, such as Premium=20."))),
    }
}

/// One `--accept`.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Accept<'a> {
    /// Every fix that asks and leaves no choice.
    Ask,
    /// The fixes of one rule.
    Rule { rule: &'static Rule, choice: Option<&'a str> },
}

impl AcceptArgs {
    pub(crate) fn parse(&self) -> Result<Vec<Accept<'_>>, Stop> {
        self.accept.iter().map(|typed| Accept::parse(typed)).collect()
    }
}

impl<'a> Accept<'a> {
    pub(crate) fn parse(typed: &'a str) -> Result<Self, Stop> {
        if typed.eq_ignore_ascii_case("ask") {
            return Ok(Accept::Ask);
        }
        let (name, choice) = typed.split_once('=').map_or((typed, None), |(name, choice)| (name, Some(choice)));
        let Some(rule) = hubcheck::find_rule(name) else {
            return Err(unknown_rule(name));
        };
        if rule.fix.is_none() {
            return Err(Stop::new(format!(
                "{} offers no correction that could be accepted: only a person can correct it.",
                rule.name
            )));
        }
        if choice.is_some_and(str::is_empty) {
            return Err(Stop::new(format!("--accept {name}= names no choice; leave the = out or name one.")));
        }
        Ok(Accept::Rule { rule, choice })
    }

    pub(crate) fn decision(self) -> Decision {
        let (rule, answer) = match self {
            Accept::Ask => (None, "yes"),
            Accept::Rule { rule, choice } => (Some(rule.name.to_owned()), choice.unwrap_or("yes")),
        };
        Decision::Answer { rule, row: None, index: None, answer: answer.to_owned() }
    }
}

/// The sentence for a rule that does not exist, with the one that was meant if it is near.
pub(crate) fn unknown_rule(name: &str) -> Stop {
    let near = hubcheck::rules().iter().map(|rule| (distance(name, rule.name), rule.name)).min();
    let meant = match near {
        Some((distance, meant)) if distance <= 1 + name.len() / 4 => format!(" Did you mean {meant}?"),
        _ => " The command `hubcheck rules` lists them all.".to_owned(),
    };
    Stop::new(format!("There is no rule {name}.{meant}"))
}

/// Letters to change, add or leave out until both are equal.
fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut costs: Vec<usize> = (0..=other.len()).collect();
    for (row, letter) in one.chars().enumerate() {
        let mut diagonal = row;
        costs[0] = row + 1;
        for (column, candidate) in other.iter().enumerate() {
            let replaced = diagonal + usize::from(letter != *candidate);
            diagonal = costs[column + 1];
            costs[column + 1] = replaced.min(diagonal + 1).min(costs[column] + 1);
        }
    }
    costs.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    fn decisions(accepted: &[&str]) -> serde_json::Value {
        let decisions: Vec<Decision> =
            accepted.iter().map(|typed| Accept::parse(typed).expect("the test's own rules").decision()).collect();
        serde_json::to_value(decisions).expect("decisions are JSON")
    }

    #[track_caller]
    fn is_refused(typed: &str, part: &str) {
        let stop = Accept::parse(typed).expect_err("it must be refused").to_string();
        assert!(stop.contains(part), "{typed}: {stop}");
    }

    #[test]
    fn the_arguments_are_sound() {
        Cli::command().debug_assert();
    }

    #[test]
    fn what_is_accepted_becomes_a_decision() {
        assert_eq!(
            decisions(&["ask", "foreign-boolean", "both-licences=premium", "v301"]),
            serde_json::json!([
                {"answer": "yes"},
                {"rule": "foreign-boolean", "answer": "yes"},
                {"rule": "both-licences", "answer": "premium"},
                {"rule": "foreign-boolean", "answer": "yes"},
            ])
        );
    }

    #[test]
    fn what_does_not_exist_is_refused() {
        is_refused("foreign-bolean", "Did you mean foreign-boolean?");
        is_refused("asks", "hubcheck rules");
        is_refused("", "hubcheck rules");
        is_refused("both-licences=", "names no choice");
        is_refused("missing-key", "only a person");
    }

    #[test]
    fn options_come_from_the_arguments() {
        let parse = |typed: &[&str]| match Cli::try_parse_from(typed).expect("the test's own arguments").command {
            Command::Check(args) => args.file,
            _ => unreachable!("the test checks"),
        };
        let typed =
            ["hubcheck", "check", "-", "--mode", "add-remove", "--limit", "5", "--country", "dk", "--country", "PL"];
        let options = parse(&typed).options(Some(5)).expect("they are fine");
        assert_eq!((options.mode, options.limit), (Some(Mode::AddRemove), Some(5)));
        assert_eq!(options.countries, ["DK", "PL"]);
        assert_eq!(options.findings.count, Some(5));
        let all = parse(&["hubcheck", "check", "x", "--all"]).options(Some(5)).expect("they are fine");
        assert_eq!(all.findings.count, Some(usize::MAX));
        assert!(parse(&["hubcheck", "check", "x", "--limit", "0"]).options(None).is_err());
        assert!(parse(&["hubcheck", "check", "x", "--megabytes", "0"]).options(None).is_err());
        let options = parse(&["hubcheck", "check", "x", "--megabytes", "250"]).options(None).expect("a size");
        assert_eq!(options.bytes, Some(250_000_000));
        assert!(parse(&["hubcheck", "check", "x", "--country", "XX"]).options(None).is_err());
    }

    #[test]
    fn distances() {
        for (one, other, expected) in
            [("a", "a", 0), ("", "abc", 3), ("abc", "abd", 1), ("abc", "acb", 2), ("abcd", "bcd", 1)]
        {
            assert_eq!(distance(one, other), expected, "{one} {other}");
        }
    }
}
