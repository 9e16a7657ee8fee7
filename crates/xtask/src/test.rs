//! Everything that says whether hubcheck is right, stage by stage.
//!
//! What must stay true: `cargo xtask test` is what CI runs; a stage that fails
//! stops the run and is named in its last line.

use crate::paths::files_below;
use crate::setup::{BROWSERS, Browser, CHROMIUM, Setup};
use crate::shell::{Outcome, Problem, While, cargo, node, root, run, target};
use crate::{licences, module, site, sizes};
use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

type Stage = (&'static str, fn(&Setup) -> Outcome<()>);

/// Cheap first: who made a small slip should not wait for a browser.
const STAGES: [Stage; 11] = [
    ("format", |_| run(cargo().args(["fmt", "--all", "--check"]))),
    ("clippy", clippy),
    ("docs", docs),
    ("licences", |_| licences::check()),
    ("types", types),
    ("rust", |_| run(cargo().args(["test", "--workspace", "--locked"]))),
    ("site", site::build),
    ("module", |setup| node_tests(setup, &tests_in(&["tests/module", "tests/contract"])?, 1, &[])),
    ("package", package),
    ("browser", browsers),
    ("sizes", |_| sizes::print(&root().join("dist"))),
];

/// Runs the named stages, or all of them.
pub fn test(setup: &Setup, names: &[String]) -> Outcome<()> {
    if let Some(name) = names.iter().find(|name| !STAGES.iter().any(|stage| stage.0 == **name)) {
        return Err(Problem::new(format!("there is no stage `{name}`")));
    }
    let begun = Instant::now();
    for (name, stage) in STAGES {
        if !names.is_empty() && !names.iter().any(|wanted| wanted == name) {
            continue;
        }
        println!("\n== {name}");
        let begun = Instant::now();
        stage(setup).doing(format!("the stage `{name}` failed"))?;
        println!("== {name}: fine after {:.1} s", begun.elapsed().as_secs_f64());
    }
    println!("\nEverything asked for passed after {:.0} s.", begun.elapsed().as_secs_f64());
    Ok(())
}

/// All tests, and the site built twice must be the same bytes.
pub fn ci(setup: &Setup) -> Outcome<()> {
    test(setup, &[])?;
    println!("\n== the same commit gives the same bytes");
    let first = files(&root().join("dist"))?;
    site::forget_built()?;
    site::build(setup)?;
    let second = files(&root().join("dist"))?;
    let differing: Vec<String> = first
        .iter()
        .filter(|(path, bytes)| second.get(*path) != Some(bytes))
        .map(|(path, _)| path.display().to_string())
        .collect();
    if differing.is_empty() && first.len() == second.len() {
        return Ok(());
    }
    Err(Problem::new(format!("a second build gave other bytes: {}", differing.join(", "))))
}

/// Speed and memory, in one run beside a bare read of the same bytes; or in a browser beside what others do there.
pub fn bench(setup: &Setup, names: &[String]) -> Outcome<()> {
    let bench = ["bench", "--locked", "-p", "hubcheck-tests"];
    match names {
        [] => run(cargo().args(bench)),
        [name] if name == "browser" => {
            setup.packages()?;
            site::build(setup)?;
            let file = target().join("bench-browser.csv");
            run(cargo().args(bench).args(["--bench", "speed", "--", "write"]).arg(&file))?;
            let chromium = setup.browser(&CHROMIUM)?;
            let measured = run(node().arg("tests/browser/bench.mjs").arg(&file).env("CHROMIUM", chromium));
            fs::remove_file(&file).doing("removing the file that was measured")?;
            measured
        }
        [name] if name == "plan" => {
            run(cargo().args(bench).args(["--bench", "plan"]))?;
            setup.packages()?;
            site::build(setup)?;
            run(node().arg("tests/browser/bench-plan.mjs").env("CHROMIUM", setup.browser(&CHROMIUM)?))
        }
        _ => Err(Problem::new(format!("`{}` cannot be measured", names.join(" ")))),
    }
}

/// Writes `calling-codes.tsv`. The test that compares it writes it, so that the two cannot differ, and so that xtask
/// is built without the large crate it comes from.
pub fn phones() -> Outcome<()> {
    let test = ["test", "--locked", "-p", "hubcheck-tests", "--test", "phones", "--", "--nocapture"];
    run(cargo().args(test).env("UPDATE", "1"))?;
    println!("\nRead the difference before you keep it: git diff crates/engine/data/calling-codes.tsv");
    Ok(())
}

fn clippy(setup: &Setup) -> Outcome<()> {
    let deny = ["--", "-D", "warnings"];
    run(cargo().args(["clippy", "--workspace", "--all-targets", "--locked"]).args(deny))?;
    // What only exists for wasm is seen only there.
    if matches!(setup.compiler()?, crate::setup::Compiler::Own) {
        let whole = ["-p", "hubcheck-convert-wasm", "-p", "hubcheck-app"];
        for more in [&whole[..], &["--features", "hubcheck-wasm/first"]] {
            let mut command = cargo();
            command.args(["clippy", "--target", "wasm32-unknown-unknown", "--locked", "-p", "hubcheck-wasm"]);
            run(command.args(more).args(deny).env("CARGO_TARGET_DIR", site::wasm_target()))?;
        }
        return Ok(());
    }
    println!("clippy for wasm is skipped: Debian's compiler brings none.");
    Ok(())
}

fn docs(_setup: &Setup) -> Outcome<()> {
    run(cargo().args(["doc", "--workspace", "--no-deps", "--locked"]).env("RUSTDOCFLAGS", "-D warnings"))
}

/// The JavaScript carries its types in comments; the compiler only reads them.
fn types(setup: &Setup) -> Outcome<()> {
    setup.packages()?;
    run(node().args(["node_modules/typescript/bin/tsc", "--project", "web/jsconfig.json"]))
}

/// What measures how quick the page is; a second browser beside it would be measured, too.
const ALONE: [&str; 2] = ["scroll", "speed"];

/// How many files of scenarios run at once. A browser waits as much as it works, so two of them share two cores well.
const AT_ONCE: usize = 2;

/// The same scenarios in each engine: in those that `ENGINE` names; without it in Chromium, and in each other engine that is
/// found here.
fn browsers(setup: &Setup) -> Outcome<()> {
    let wanted = std::env::var("ENGINE").ok();
    let is_named = |browser: &Browser| wanted.iter().any(|names| names.split(' ').any(|name| name == browser.engine));
    if wanted.is_some() && !BROWSERS.iter().any(is_named) {
        return Err(Problem::new("ENGINE is none of chromium, firefox and webkit"));
    }
    let is_alone = |path: &PathBuf| ALONE.iter().any(|name| path.ends_with(format!("{name}.test.mjs")));
    let (alone, beside): (Vec<PathBuf>, Vec<PathBuf>) = tests_in(&["tests/browser"])?.into_iter().partition(is_alone);
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    for browser in &BROWSERS {
        let is_needed = is_named(browser) || (wanted.is_none() && browser.engine == CHROMIUM.engine);
        if !is_needed && (wanted.is_some() || browser.find().is_none()) {
            if wanted.is_none() {
                println!(
                    "\n-- {0} is not here and left out; to set it up: ENGINE={0} cargo xtask test browser",
                    browser.engine
                );
            }
            continue;
        }
        let path = setup.browser(browser)?;
        println!("\n-- in {}", browser.engine);
        let begun = Instant::now();
        let engine = [("ENGINE".as_ref(), browser.engine.as_ref()), (browser.variable.as_ref(), path.as_os_str())];
        for (tests, at_once) in [(&alone, 1), (&beside, cores.min(AT_ONCE))] {
            node_tests(setup, tests, at_once, &engine).doing(format!("in {}", browser.engine))?;
        }
        println!("-- in {}: fine after {:.1} s", browser.engine, begun.elapsed().as_secs_f64());
    }
    Ok(())
}

/// The npm package, and its tests as whoever installs it would use it.
fn package(setup: &Setup) -> Outcome<()> {
    module::build(setup)?;
    let (made, chromium) = (target().join("module"), setup.browser(&CHROMIUM)?);
    let environment = [("HUBCHECK_PACKAGE".as_ref(), made.as_os_str()), ("CHROMIUM".as_ref(), chromium.as_os_str())];
    node_tests(setup, &tests_in(&["tests/package"])?, 1, &environment)
}

/// The tests that run in Node, so many files at once, with the paths they need.
fn node_tests(setup: &Setup, tests: &[PathBuf], at_once: usize, environment: &[(&OsStr, &OsStr)]) -> Outcome<()> {
    setup.packages()?;
    if !root().join("dist/index.html").is_file() {
        site::build(setup)?;
    }
    run(cargo().args(["build", "--release", "--locked", "-p", "hubcheck-cli"]))?;
    let mut command = node();
    // The limit is one for a whole file, too, so it is what the longest one takes on a slow machine, twice.
    command.args(["--test", "--test-timeout=360000", "--test-reporter=spec"]);
    command.arg(format!("--test-concurrency={at_once}")).args(tests);
    command.env("HUBCHECK", target().join("release").join(format!("hubcheck{}", std::env::consts::EXE_SUFFIX)));
    run(command.envs(environment.iter().copied()))
}

/// The tests for Node in these folders.
fn tests_in(folders: &[&str]) -> Outcome<Vec<PathBuf>> {
    let mut tests = Vec::new();
    for folder in folders {
        let here = files_below(&root().join(folder))?.into_iter();
        let here = here.map(|path| path.strip_prefix(root()).map_or(path.clone(), Path::to_owned));
        tests.extend(here.filter(|path| path.to_string_lossy().ends_with(".test.mjs")));
    }
    Ok(tests)
}

/// All files below a folder with their bytes, in order of their paths.
fn files(folder: &Path) -> Outcome<BTreeMap<PathBuf, Vec<u8>>> {
    let read = |path: PathBuf| Ok((path.clone(), fs::read(&path).doing(format!("reading {}", path.display()))?));
    files_below(folder)?.into_iter().map(read).collect()
}
