//! Breaks the engine in a sample of places and tells how many of them the tests mind.
//!
//! What must stay true: the same sample for the same words and the same code, so that a share can be compared.

use crate::shell::{Outcome, Problem, While, output, root};
use std::fs;
use std::process::Command;

/// The first of every so many, in the order of the files.
const SAMPLE: &str = "0/50";

/// In per cent.
const AIM: usize = 90;

/// Enough for what each property is about; the rest of its cases would only take time.
const CASES: &str = "50";

/// Tries a sample, such as `3/50`, of all mutants or of those of the named files.
pub fn mutants(words: &[String]) -> Outcome<()> {
    if output(Command::new("cargo").args(["mutants", "--version"])).is_none() {
        return Err(Problem::new("mutation testing needs `cargo install cargo-mutants --locked`"));
    }
    let (samples, files): (Vec<_>, Vec<_>) = words.iter().partition(|word| !word.contains(".rs"));
    let sample = samples.first().map_or(SAMPLE, |sample| sample);
    let results = root().join("target/mutants");
    fs::create_dir_all(&results).doing("could not make target/mutants")?;
    let mut command = Command::new("cargo");
    command.current_dir(root()).env_remove("CARGO").env("CASES", CASES);
    command.args(["mutants", "-p", "hubcheck", "--baseline", "skip", "--timeout", "300", "--no-shuffle"]);
    command.args(["--shard", sample, "--sharding", "round-robin", "--output"]).arg(&results);
    command.args(files.iter().flat_map(|file| ["--file", file]));
    // It ends with an error when one is missed; the lists tell more.
    command.status().doing("could not start cargo mutants")?;
    let list = |name: &str| fs::read_to_string(results.join("mutants.out").join(name)).unwrap_or_default();
    let count = |name: &str| list(name).lines().count();
    // One that never ends is noticed, too.
    let (caught, missed) = (count("caught.txt") + count("timeout.txt"), count("missed.txt"));
    if caught + missed == 0 {
        return Err(Problem::new("no mutant was tested"));
    }
    let share = caught * 100 / (caught + missed);
    println!("\nnot caught:\n{}", list("missed.txt"));
    println!("sample {sample}: {caught} of {} caught, {share} %; aim: {AIM} %", caught + missed);
    if share >= AIM { Ok(()) } else { Err(Problem::new(format!("only {share} % of the mutants were caught"))) }
}
