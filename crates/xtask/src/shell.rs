//! Running other programs: where we are, how a command is said aloud, and how
//! a failure is told in one sentence.

use std::fmt;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus};

/// Why a task could not be done, as one sentence for the person who typed it.
#[derive(Debug)]
pub struct Problem(String);

pub type Outcome<T> = Result<T, Problem>;

impl Problem {
    pub fn new(sentence: impl Into<String>) -> Self {
        Self(sentence.into())
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Adds to an I/O error what was being done, since "not found" alone helps nobody.
pub trait While<T> {
    fn doing(self, what: impl fmt::Display) -> Outcome<T>;
}

impl<T, E: fmt::Display> While<T> for Result<T, E> {
    fn doing(self, what: impl fmt::Display) -> Outcome<T> {
        self.map_err(|error| Problem::new(format!("{what}: {error}")))
    }
}

/// The top folder of the project.
pub fn root() -> PathBuf {
    // Asked at run time: two copies of the project may share one target folder.
    let here = std::env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| env!("CARGO_MANIFEST_DIR").into(), PathBuf::from);
    here.ancestors().nth(2).unwrap_or(&here).to_owned()
}

/// Where cargo puts what it builds for this machine.
pub fn target() -> PathBuf {
    match std::env::var_os("CARGO_TARGET_DIR") {
        Some(folder) => root().join(folder),
        None => root().join("target"),
    }
}

/// The cargo that started us, so that all parts are built by one version.
pub fn cargo() -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root());
    command
}

pub fn node() -> Command {
    let mut command = Command::new("node");
    command.current_dir(root());
    command
}

/// Says the command, runs it, and fails if it failed.
pub fn run(command: &mut Command) -> Outcome<()> {
    let status = status(command)?;
    ended(command, status)
}

/// As [`run`], and once more where a signal ended the command: a crash of its own, which the same input seldom repeats.
pub fn run_despite_a_crash(command: &mut Command) -> Outcome<()> {
    let status = status(command)?;
    if status.code().is_some() {
        return ended(command, status);
    }
    println!("it crashed ({status}); once more");
    run(command)
}

fn ended(command: &Command, status: ExitStatus) -> Outcome<()> {
    if status.success() { Ok(()) } else { Err(Problem::new(format!("`{}` failed ({status})", shown(command)))) }
}

/// Says the command, and gives how it ended.
fn status(command: &mut Command) -> Outcome<ExitStatus> {
    println!("$ {}", shown(command));
    command.status().doing(format!("could not start `{}`", shown(command)))
}

/// What the command printed, or nothing if it could not be run or failed.
pub fn output(command: &mut Command) -> Option<String> {
    let output = command.output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// The full path of a program found on the `PATH`.
pub fn find(program: &str) -> Option<PathBuf> {
    std::env::split_paths(&std::env::var_os("PATH")?).find_map(|folder| {
        [folder.join(program), folder.join(format!("{program}.exe"))].into_iter().find(|path| path.is_file())
    })
}

/// The command as a person would type it.
fn shown(command: &Command) -> String {
    let program = Path::new(command.get_program()).file_name().unwrap_or(command.get_program());
    let mut shown = program.to_string_lossy().into_owned();
    for argument in command.get_args() {
        shown.push(' ');
        shown.push_str(&argument.to_string_lossy());
    }
    shown
}
