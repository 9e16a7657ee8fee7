//! Runs the fuzz targets, one after the other.
//!
//! What must stay true: a run begins with our own examples, not with nothing,
//! and what it finds is kept in `fuzz/artifacts` until somebody has looked.

use crate::shell::{Outcome, Problem, cargo, output, root, run};
use std::process::Command;

const TARGETS: [&str; 5] = ["scan", "check", "correct", "api", "convert"];

/// Larger inputs find nothing that smaller ones do not, and take longer.
const LONGEST: usize = 4096;

/// The smallest workbooks are larger.
const LONGEST_WORKBOOK: usize = 32_768;

/// Fuzzes the named targets, or all of them.
pub fn fuzz(names: &[String]) -> Outcome<()> {
    if let Some(name) = names.iter().find(|name| !TARGETS.contains(&name.as_str())) {
        return Err(Problem::new(format!("there is no fuzz target `{name}`; there are {}", TARGETS.join(", "))));
    }
    if output(Command::new("cargo").args(["+nightly", "fuzz", "--version"])).is_none() {
        let missing = "`rustup toolchain install nightly` and `cargo install cargo-fuzz --locked`";
        return Err(Problem::new(format!("fuzzing needs a nightly compiler and cargo-fuzz: {missing}")));
    }
    let corpus = root().join("fuzz/corpus");
    run(cargo().args(["run", "--quiet", "--locked", "-p", "hubcheck-tests", "--example", "seeds", "--"]).arg(&corpus))?;
    let seconds = std::env::var("SECONDS").unwrap_or_else(|_| "600".to_owned());
    for target in TARGETS.iter().filter(|target| names.is_empty() || names.iter().any(|name| name == *target)) {
        println!("\n== {target}, {seconds} seconds");
        let mut command = Command::new("cargo");
        // Not our own cargo: rustup's, which knows of the nightly one.
        command.current_dir(root()).env_remove("RUSTUP_TOOLCHAIN").env_remove("CARGO");
        command.args(["+nightly", "fuzz", "run", target, "--"]);
        let longest = if *target == "convert" { LONGEST_WORKBOOK } else { LONGEST };
        command.args([format!("-max_total_time={seconds}"), format!("-max_len={longest}"), "-timeout=20".to_owned()]);
        run(&mut command)?;
    }
    Ok(())
}
