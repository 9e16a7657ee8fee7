//! Runs the command line in folders of its own.
//!
//! What must stay true: the program under test is built from this very source,
//! and no test sees the files of another.

use std::ffi::OsStr;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::OnceLock;
use std::{env, fs};

/// A file of the corpus.
pub fn corpus(name: &str) -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus").join(name);
    fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The program, built once for all tests: cargo tells where, since only tests of
/// the program's own package are told without asking.
pub fn program() -> &'static Path {
    static PROGRAM: OnceLock<PathBuf> = OnceLock::new();
    PROGRAM.get_or_init(|| {
        let build = Command::new(env!("CARGO"))
            .args(["build", "--quiet", "--locked", "--package", "hubcheck-cli", "--message-format", "json"])
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .stderr(Stdio::inherit())
            .output()
            .expect("cargo can be run");
        assert!(build.status.success(), "the program can be built");
        String::from_utf8_lossy(&build.stdout)
            .lines()
            .filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok())
            .find_map(|message| message["executable"].as_str().map(PathBuf::from))
            .expect("cargo names the program that it built")
    })
}

/// A folder that a test has for itself.
pub struct Folder {
    path: PathBuf,
}

impl Folder {
    pub fn new(name: &str) -> Self {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("cli").join(name);
        if path.exists() {
            fs::remove_dir_all(&path).expect("an earlier folder can be removed");
        }
        fs::create_dir_all(&path).expect("a folder can be made");
        Folder { path }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.path.join(name)
    }

    pub fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("the folder itself")).expect("a folder can be made");
        fs::write(&path, content).unwrap_or_else(|error| panic!("{name}: {error}"));
    }

    #[track_caller]
    pub fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    /// What is in the folder, in order.
    pub fn names(&self) -> Vec<String> {
        self.names_in(".")
    }

    pub fn names_in(&self, folder: &str) -> Vec<String> {
        let entries = fs::read_dir(self.path(folder)).expect("the folder can be read").flatten();
        let mut names: Vec<String> = entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    pub fn run(&self, typed: impl IntoIterator<Item = impl AsRef<OsStr>>) -> Answer {
        self.run_with(typed, b"")
    }

    /// Runs with this on the standard input.
    pub fn run_with(&self, typed: impl IntoIterator<Item = impl AsRef<OsStr>>, input: &[u8]) -> Answer {
        let mut child = self.command(typed).stdin(Stdio::piped()).spawn().expect("the program can be run");
        // A program that does not read its input is fine.
        _ = child.stdin.take().expect("it was piped").write_all(input);
        Answer { output: child.wait_with_output().expect("the program ends") }
    }

    /// Runs, and closes the output before anything was read of it: the status and the errors.
    pub fn run_and_hang_up(&self, typed: impl IntoIterator<Item = impl AsRef<OsStr>>) -> (Option<i32>, String) {
        let mut child = self.command(typed).stdin(Stdio::null()).spawn().expect("the program can be run");
        drop(child.stdout.take());
        let output = child.wait_with_output().expect("the program ends");
        (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
    }

    fn command(&self, typed: impl IntoIterator<Item = impl AsRef<OsStr>>) -> Command {
        let mut command = Command::new(program());
        command.args(typed).current_dir(&self.path).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }
}

/// What the program answered.
pub struct Answer {
    output: Output,
}

impl Answer {
    /// Ends with this status, and never by a panic.
    #[track_caller]
    pub fn ends(&self, status: i32) -> &Self {
        let errors = self.errors();
        assert_eq!(self.output.status.code(), Some(status), "{}\n{errors}", self.text());
        assert!(!errors.contains("panicked"), "{errors}");
        assert!(status == 2 || errors.is_empty(), "{errors}");
        self
    }

    /// The output holds these words.
    #[track_caller]
    pub fn says(&self, words: &str) -> &Self {
        assert!(self.text().contains(words), "“{words}” is not in:\n{}\n{}", self.text(), self.errors());
        self
    }

    /// Could not run: status 2, no output, one line on the error output that holds these words.
    #[track_caller]
    pub fn stops(&self, words: &str) {
        self.ends(2);
        let errors = self.errors();
        assert_eq!(self.text(), "", "{errors}");
        assert_eq!(errors.lines().count(), 1, "{errors}");
        assert!(errors.starts_with("hubcheck: ") && errors.contains(words), "“{words}” is not in: {errors}");
    }

    pub fn text(&self) -> String {
        String::from_utf8(self.output.stdout.clone()).expect("the output is UTF-8")
    }

    #[track_caller]
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.text()).expect("the output is JSON")
    }

    fn errors(&self) -> String {
        String::from_utf8_lossy(&self.output.stderr).into_owned()
    }
}
