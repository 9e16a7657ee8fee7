//! hubcheck on the command line: checks a user file, writes a corrected one.
//!
//! What must stay true: the exit status says how it went (0 fine, 1 something
//! is left to do, 2 could not run), and whatever could not run says why in one
//! sentence on the error output. The file that is checked is never written to.

mod args;
mod check;
mod choices;
mod fix;
mod input;
mod language;
mod output;
mod outputs;
mod places;
mod plan;
mod print;
mod retry;
mod rules;
mod stop;

use std::io::Write as _;
use std::process::ExitCode;

use args::{Cli, Command};
use clap::Parser;
use hubcheck::visible;

fn main() -> ExitCode {
    let cli = Cli::parse();
    let outcome = match &cli.command {
        Command::Check(args) => check::run(args),
        Command::Fix(args) => fix::run(args),
        Command::Plan(args) => plan::run(args),
        Command::Outputs(args) => outputs::run(args),
        Command::Retry(args) => retry::run(args),
        Command::Rules(args) => rules::run(args),
    };
    match outcome {
        Ok(done) => done.code(),
        Err(stop) => {
            // Whether anybody reads it or not, the status tells.
            _ = writeln!(std::io::stderr(), "hubcheck: {}", visible(&stop.to_string()));
            ExitCode::from(2)
        }
    }
}

/// How a command that ran ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Done {
    /// Nothing is left to do.
    Fine,
    /// Something is.
    Left,
}

impl Done {
    fn when(is_fine: bool) -> Self {
        if is_fine { Done::Fine } else { Done::Left }
    }

    fn code(self) -> ExitCode {
        match self {
            Done::Fine => ExitCode::SUCCESS,
            Done::Left => ExitCode::from(1),
        }
    }
}
