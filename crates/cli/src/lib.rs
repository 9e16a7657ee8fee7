//! hubcheck on the command line: checks a user file, writes a corrected one.
//!
//! What must stay true: the exit status says how it went (0 fine, 1 something
//! is left to do, 2 could not run), and whatever could not run says why in one
//! sentence on the error output. The file that is checked is never written to.

mod args;
mod check;
mod choices;
mod documents;
mod fix;
mod input;
mod language;
mod output;
mod outputs;
mod places;
mod plan;
mod print;
mod progress;
mod retry;
mod rules;
mod sarif;
mod several;
mod stop;

use std::io::Write as _;
use std::process::ExitCode;

use args::{Cli, Command};
use clap::{CommandFactory, Parser};
use hubcheck::visible;
use stop::Stop;

/// All that can be typed: what help, manual pages, completions and the documents are made from.
///
/// ```
/// let command = hubcheck_cli::command();
/// assert!(command.get_subcommands().any(|command| command.get_name() == "check"));
/// ```
#[must_use]
pub fn command() -> clap::Command {
    Cli::command()
}

/// Runs what was typed.
#[must_use]
pub fn run() -> ExitCode {
    let cli = Cli::parse();
    let outcome = match &cli.command {
        Command::Check(args) => check::run(args),
        Command::Fix(args) => fix::run(args),
        Command::Plan(args) => plan::run(args),
        Command::Outputs(args) => outputs::run(args),
        Command::Retry(args) => retry::run(args),
        Command::Rules(args) => rules::run(args),
        Command::Completions(args) => documents::completions(args),
        Command::Man(args) => documents::man(args),
    };
    match outcome {
        Ok(done) => done.code(),
        Err(stop) => {
            complain(&stop);
            Done::Stopped.code()
        }
    }
}

/// One sentence on the error output. Whether anybody reads it or not, the status tells.
fn complain(stop: &Stop) {
    _ = writeln!(std::io::stderr(), "hubcheck: {}", visible(&stop.to_string()));
}

/// How a command ended, the worst last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Done {
    /// Nothing is left to do.
    Fine,
    /// Something is.
    Left,
    /// Something could not run, and its reason was told.
    Stopped,
}

impl Done {
    fn when(is_fine: bool) -> Self {
        if is_fine { Done::Fine } else { Done::Left }
    }

    fn code(self) -> ExitCode {
        match self {
            Done::Fine => ExitCode::SUCCESS,
            Done::Left => ExitCode::from(1),
            Done::Stopped => ExitCode::from(2),
        }
    }
}
