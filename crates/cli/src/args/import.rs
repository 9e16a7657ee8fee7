//! What is imported and how, and the engine's options made of it.
//!
//! What must stay true: what does not exist (a country) or cannot be meant is refused, never passed over.

use std::path::PathBuf;
use std::thread::available_parallelism;

use clap::Args;
use hubcheck::{Mode, Options};

use super::ModeArg;
use crate::stop::Stop;

/// What is to be imported, and how.
#[derive(Debug, Args)]
pub(crate) struct ImportArgs {
    /// The CSV file that you want to import, or a workbook (.xlsx, .ods, .xls); - reads it from the standard input.
    #[arg(value_name = "FILE")]
    pub(crate) path: PathBuf,

    #[command(flatten)]
    pub(crate) how: HowArgs,
}

/// How it is imported, and what is known of it.
#[derive(Clone, Debug, Args)]
pub(crate) struct HowArgs {
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

    /// Your organization's own profile (JSON): its locations, domains, limits, licences that are left and further columns.
    #[arg(long, value_name = "FILE")]
    pub(crate) profile: Option<PathBuf>,

    /// Go on with the options and decisions of this session file (.hubcheck.json).
    #[arg(long, value_name = "SESSION")]
    pub(crate) session: Option<PathBuf>,
}

impl HowArgs {
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
            threads: available_parallelism().map_or(1, usize::from),
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

#[cfg(test)]
mod tests {
    use clap::Parser;
    use hubcheck::{Mode, Options};

    use crate::args::{Cli, Command};
    use crate::stop::Stop;

    fn options(typed: &[&str]) -> Result<Options, Stop> {
        let typed = ["hubcheck", "check", "x"].iter().chain(typed);
        match Cli::try_parse_from(typed).expect("the test's own arguments").command {
            Command::Check(args) => args.how.options(),
            _ => unreachable!("the test checks"),
        }
    }

    #[test]
    fn options_come_from_the_arguments() {
        let typed = ["--mode", "add-remove", "--limit", "5", "--country", "dk", "--country", "PL"];
        let made = options(&typed).expect("they are fine");
        assert_eq!((made.mode, made.limit), (Some(Mode::AddRemove), Some(5)));
        assert_eq!(made.countries, ["DK", "PL"]);
        assert!(options(&["--limit", "0"]).is_err());
        assert!(options(&["--megabytes", "0"]).is_err());
        assert_eq!(options(&["--megabytes", "250"]).expect("a size").bytes, Some(250_000_000));
        assert!(options(&["--country", "XX"]).is_err());
    }
}
