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

/// Enough for what each property is about; the rest of its cases would only take time, most of it in the unit tests, which
/// are asked first.
const CASES: &str = "4";

/// So many are built at once, each in a tree of its own.
const JOBS: &str = "2";

/// Those that no test can mind, each with the reason in the line below.
const EXPLAINED: &str = include_str!("survivors.txt");

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
    command.current_dir(root()).env_remove("CARGO").env("CASES", CASES).env("PROPTEST_CASES", CASES);
    command.args(["mutants", "-p", "hubcheck", "--baseline", "skip", "--timeout", "300", "--no-shuffle"]);
    command.args(["--jobs", JOBS, "--shard", sample, "--sharding", "round-robin", "--output"]).arg(&results);
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
    let survivors = list("missed.txt");
    let (explained, unexplained): (Vec<_>, Vec<_>) =
        survivors.lines().map(|mutant| (mutant, reason(mutant, &line_of(mutant)))).partition(|(_, why)| why.is_some());
    println!("\nnot caught, and no test can mind:");
    for (mutant, why) in &explained {
        println!("{mutant}\n    {}", why.unwrap_or_default());
    }
    println!("\nnot caught, and not explained:");
    for (mutant, _) in &unexplained {
        println!("{mutant}");
    }
    println!("\nsample {sample}: {caught} of {} caught, {share} %; aim: {AIM} %", caught + missed);
    println!("of the others {} are explained, {} are not", explained.len(), unexplained.len());
    if share >= AIM { Ok(()) } else { Err(Problem::new(format!("only {share} % of the mutants were caught"))) }
}

/// File, line and column (from 1) of a mutant, and what is done there.
fn place(mutant: &str) -> Option<(&str, usize, usize, &str)> {
    let (place, done) = mutant.split_once(": ")?;
    let mut parts = place.rsplitn(3, ':');
    let (column, line) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    Some((parts.next()?, line, column, done))
}

/// The line that it breaks, as it stands in the file now.
fn line_of(mutant: &str) -> String {
    let read = |(file, line, _, _): (&str, usize, usize, &str)| {
        let text = fs::read_to_string(root().join(file)).ok()?;
        text.lines().nth(line.checked_sub(1)?).map(str::to_owned)
    };
    place(mutant).and_then(read).unwrap_or_default()
}

/// Why no test can mind a mutant of this line, where somebody has explained it.
fn reason(mutant: &str, line: &str) -> Option<&'static str> {
    let (file, _, column, done) = place(mutant)?;
    let rest: String = line.chars().skip(column.checked_sub(1)?).collect();
    let known = format!("{file}: {done}: {}", rest.trim_end());
    let mut lines = EXPLAINED.lines();
    lines.find(|line| *line == known)?;
    lines.next().map(str::trim)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_is_that_of_one_place() {
        let line = "        let gives_both = seen.standard && seen.premium;";
        let mutant = "crates/engine/src/judge.rs:7:40: replace && with || in Judge<'_, '_>::conclude";
        assert!(reason(mutant, line).is_some_and(|why| why.starts_with("More records")));
        assert_eq!(reason(&mutant.replace(":40:", ":12:"), line), None);
        assert_eq!(reason(&mutant.replace("with ||", "with =="), line), None);
        assert_eq!(reason(mutant, &line.replace("premium", "taken")), None);
        assert_eq!(reason("no mutant", line), None);
    }

    /// What is explained still stands in its file: else the reason belongs to nothing.
    #[test]
    fn every_reason_has_its_place() {
        let entries: Vec<&str> = EXPLAINED.lines().filter(|line| line.starts_with("crates/")).collect();
        assert!(!entries.is_empty());
        for entry in entries {
            let mut parts = entry.splitn(3, ": ");
            let (file, rest) = (parts.next().expect("a file"), parts.nth(1).expect("what stands there"));
            let text = fs::read_to_string(root().join(file)).expect(file);
            assert!(text.lines().any(|line| line.ends_with(rest)), "{entry}");
            let after = EXPLAINED.lines().skip_while(|line| *line != entry).nth(1);
            assert!(after.is_some_and(|why| why.starts_with('\t') && why.len() > 20), "{entry}");
        }
    }
}
