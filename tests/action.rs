//! The step of `action.yml` and the hook of `.pre-commit-hooks.yaml`, run as a runner would run them.
//!
//! What must stay true: inputs reach the program as they are typed and are never commands; the status is the check's; no
//! file is changed, and the SARIF file is written where it was asked for and nowhere else.

#![cfg(unix)]

#[allow(dead_code, reason = "the tests of the command line use the rest")]
mod program;

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use program::{Folder, program};
use serde_json::Value;

const HEADER: &str = "User ID/Email (Required),Cost Centre,Webex Contact Center Premium Agent\r\n";

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn folder(name: &str) -> Folder {
    let folder = Folder::new(name);
    folder.write("lists/a b.csv", format!("{HEADER}anna@example.com,7,SAND\r\n"));
    folder.write("lists/$(touch owned).csv", format!("{HEADER}bo@example.com,7,SAND\r\n"));
    folder
        .write("clean.csv", "User ID/Email (Required),Webex Contact Center Premium Agent\r\nanna@example.com,TRUE\r\n");
    folder.write("profile.json", r#"{"profile": 1, "columns": ["Cost Centre"], "licences_left": {"Premium": 0}}"#);
    folder
}

/// Runs the step with these inputs, named as in the environment.
fn step(folder: &Folder, inputs: &[(&str, &str)]) -> Output {
    let mut command = Command::new("bash");
    command.arg(root().join("action/check.sh")).current_dir(folder.path("."));
    command.env("HUBCHECK_PROGRAM", program()).env("GITHUB_OUTPUT", folder.path("outputs.txt"));
    command.envs(inputs.iter().copied()).output().expect("bash can be run")
}

fn text(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

#[test]
fn the_step_checks_what_the_inputs_name() {
    let folder = folder("action");
    let inputs = [
        ("HUBCHECK_FILES", "lists/*.csv\r\n\nclean.csv\n"),
        ("HUBCHECK_PROFILE", "profile.json"),
        ("HUBCHECK_MODE", "add-remove"),
        ("HUBCHECK_COUNTRIES", "DK\nPL"),
        ("HUBCHECK_LICENCES_LEFT", "Premium=1\n"),
        ("HUBCHECK_LIMIT", "5"),
        ("HUBCHECK_AUTOMATIC_ASSIGNMENT", "true"),
        ("HUBCHECK_SARIF", "out/hub check.sarif"),
    ];
    let output = step(&folder, &inputs);
    let said = text(&output);
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("3 files: 1 ready to import, 2 to be corrected or decided about."), "{said}");
    assert!(!said.contains("unknown-column") && !said.contains("licence-pool"), "{said}");
    let log: Value = serde_json::from_str(&folder.read("out/hub check.sarif")).expect("the log is JSON");
    assert_eq!(log["runs"][0]["artifacts"].as_array().map(Vec::len), Some(3));
    assert_eq!(folder.read("outputs.txt"), "sarif=out/hub check.sarif\nstatus=1\n");
    assert_eq!(
        folder.names(),
        ["clean.csv", "lists", "out", "outputs.txt", "profile.json"],
        "nothing was run or written beside"
    );
    assert_eq!(folder.names_in("lists").len(), 2);
}

#[test]
fn the_status_of_the_step_is_that_of_the_check() {
    let folder = folder("action-status");
    let status = |inputs: &[(&str, &str)]| step(&folder, inputs).status.code();
    assert_eq!(status(&[("HUBCHECK_FILES", "clean.csv")]), Some(0));
    assert_eq!(status(&[("HUBCHECK_FILES", "gone/*.csv")]), Some(2));
    assert_eq!(status(&[("HUBCHECK_FILES", "clean.csv"), ("HUBCHECK_MODE", "replace")]), Some(2));
    assert_eq!(status(&[("HUBCHECK_FILES", "clean.csv"), ("HUBCHECK_AUTOMATIC_ASSIGNMENT", "perhaps")]), Some(2));
    assert_eq!(status(&[("HUBCHECK_FILES", "\n")]), Some(2));
    assert!(!folder.names().contains(&"gone".to_owned()));
    let before = folder.read("clean.csv");
    let over = step(&folder, &[("HUBCHECK_FILES", "clean.csv"), ("HUBCHECK_SARIF", "./clean.csv")]);
    assert_eq!((over.status.code(), text(&over).contains("would overwrite clean.csv")), (Some(2), true));
    assert_eq!(folder.read("clean.csv"), before);
}

#[test]
fn every_input_of_the_action_reaches_the_step() {
    let read = |name: &str| std::fs::read_to_string(root().join(name)).expect(name);
    let (action, script) = (read("action.yml"), read("action/check.sh"));
    let inputs = action.split("\ninputs:\n").nth(1).and_then(|rest| rest.split("\noutputs:\n").next()).expect("inputs");
    let is_name = |line: &&str| line.starts_with("  ") && !line.starts_with("   ") && line.ends_with(':');
    let names: Vec<&str> = inputs.lines().filter(is_name).map(|line| line.trim().trim_end_matches(':')).collect();
    assert!(names.contains(&"files") && names.contains(&"profile"), "{names:?}");
    for name in names {
        let variable = format!("HUBCHECK_{}", name.to_uppercase().replace('-', "_"));
        assert!(action.contains(&format!("{variable}: ${{{{ inputs.{name} }}}}")), "{name} is not handed over");
        assert!(script.contains(&format!("${{{variable}:-")), "{variable} is not read");
    }
    let run = action.lines().find(|line| line.trim_start().starts_with("run:")).expect("a step that runs");
    assert!(!run.contains("${{"), "no input stands in a command: {run}");
}

#[test]
fn the_hook_checks_the_files_it_is_given() {
    let folder = folder("hook");
    let hook = |files: &[&str]| {
        let mut command = Command::new("bash");
        command.arg(root().join("action/hook.sh")).args(files).current_dir(folder.path("."));
        command.env("HUBCHECK_PROGRAM", program()).output().expect("bash can be run")
    };
    assert_eq!(hook(&["clean.csv"]).status.code(), Some(0));
    let damaged = hook(&["--profile", "profile.json", "clean.csv", "lists/a b.csv"]);
    assert_eq!((damaged.status.code(), text(&damaged).contains("2 files: ")), (Some(1), true));
    let hooks = std::fs::read_to_string(root().join(".pre-commit-hooks.yaml")).expect("the hooks");
    let entry = hooks.lines().find_map(|line| line.trim().strip_prefix("entry: ")).expect("an entry");
    assert!(root().join(entry).is_file(), "{entry}");
}
