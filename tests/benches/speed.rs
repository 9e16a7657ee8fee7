//! Speed and memory of the whole check and correction beside a bare read of
//! the same bytes by the `csv` crate, in one run.
//!
//! Each measurement is a process of its own, so that peak memory is its own;
//! they are run in turn, so that a slower moment of the machine meets all. Time
//! is what somebody waits; it means something on a machine that does nothing else.
//! `ROWS=20000 cargo xtask bench` takes another size.

#![expect(clippy::cast_precision_loss)] // sizes are far below what a float holds exactly

use std::env;
use std::fs;
use std::io::{self, IoSlice, Write};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread::available_parallelism;
use std::time::Instant;

use hubcheck::{Input, Options, Part, check, correct};
use hubcheck_tests::{large_file, peak_memory};

const ROUNDS: usize = 5;

fn main() {
    let arguments: Vec<String> = env::args().collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [_, "measure", what, path, ..] => measure(what, Path::new(path)),
        // What the browser is measured with.
        [_, "write", path, ..] => fs::write(path, large_file(rows())).expect("room for the file"),
        _ => compare(),
    }
}

/// One measurement: prints seconds and peak memory in bytes.
fn measure(what: &str, path: &Path) {
    let file = fs::read(path).expect("the file that the parent wrote");
    let start = Instant::now();
    let told = match what {
        "bare" => bare(&file),
        "check" => check(&Input { file: &file, baseline: None, origin: None }, &options(threads())).totals.blocker,
        "correct" => corrected(&file, threads()),
        "correct in one thread" => corrected(&file, 1),
        other => panic!("{other} is not measured"),
    };
    let seconds = start.elapsed().as_secs_f64();
    println!("{seconds} {} {told}", peak_memory());
}

fn options(threads: usize) -> Options {
    Options { limit: Some(usize::MAX), sha256: false, threads, ..Options::default() }
}

/// As many as the command line takes.
fn threads() -> usize {
    available_parallelism().map_or(1, usize::from)
}

/// The corrected bytes are handed over piece by piece, as the command line hands them to the system.
fn corrected(file: &[u8], threads: usize) -> usize {
    let correction = correct(&Input { file, baseline: None, origin: None }, &options(threads));
    let parts = correction.parts.expect("nothing is undecided in this file");
    let pieces: Vec<IoSlice<'_>> = parts.iter().flat_map(Part::pieces).map(IoSlice::new).collect();
    pieces.chunks(1_024).for_each(|some| assert!(io::sink().write_vectored(some).is_ok(), "a sink takes everything"));
    parts.iter().map(Part::size).sum()
}

fn bare(file: &[u8]) -> usize {
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(file);
    let mut record = csv::ByteRecord::new();
    let mut cells = 0;
    while reader.read_byte_record(&mut record).expect("reading from memory") {
        cells += record.len();
    }
    cells
}

struct Figures {
    seconds: Vec<f64>,
    memory: u64,
}

impl Figures {
    fn median(&self) -> f64 {
        let mut sorted = self.seconds.clone();
        sorted.sort_by(f64::total_cmp);
        sorted[sorted.len() / 2]
    }
}

fn run(what: &str, path: &Path, figures: &mut Figures) {
    let program = env::current_exe().expect("this program");
    let output = Command::new(program).args(["measure", what]).arg(path).output().expect("this program starts");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let mut words = text.split_whitespace();
    let mut next = || words.next().unwrap_or_else(|| panic!("{what}: {}", String::from_utf8_lossy(&output.stderr)));
    figures.seconds.push(next().parse().expect("seconds"));
    figures.memory = figures.memory.max(next().parse().expect("bytes"));
}

fn rows() -> usize {
    env::var("ROWS").ok().and_then(|rows| rows.parse().ok()).unwrap_or(1_000_000)
}

fn compare() {
    let rows = rows();
    let small = write_file(rows / 10);
    let large = write_file(rows);
    let size = fs::metadata(&large).expect("the file just written").len();
    println!(
        "{rows} rows, 25 columns, {:.0} MB, 2 % damaged; median of {ROUNDS} rounds, one process each, {} threads",
        size as f64 / 1e6,
        threads()
    );
    let new = |()| Figures { seconds: Vec::new(), memory: 0 };
    let [mut bare, mut checked, mut alone, mut corrected, mut tenth] = [(); 5].map(new);
    for _ in 0..ROUNDS {
        run("bare", &large, &mut bare);
        run("check", &large, &mut checked);
        run("correct in one thread", &large, &mut alone);
        run("correct", &large, &mut corrected);
        run("correct", &small, &mut tenth);
    }
    let row = |name: &str, figures: &Figures| {
        let ratio = figures.median() / bare.median();
        let memory = figures.memory as f64 / size as f64;
        println!(
            "{name:<28} {:>7.3} s   {ratio:>5.2} × the bare read   peak memory {memory:>5.2} × the file",
            figures.median()
        );
    };
    row("bare read by the csv crate", &bare);
    row("check", &checked);
    row("check and correction", &corrected);
    row("the same in one thread", &alone);
    aim("time", corrected.median() / bare.median(), 1.5, "× the bare read");
    aim("memory", corrected.memory as f64 / size as f64, 2.2, "× the file");
    aim("growth", corrected.median() / tenth.median(), 10.5, "× the time of a tenth of the rows");
    for path in [small, large] {
        let _ = fs::remove_file(path); // a file left in the build folder harms nobody
    }
}

fn aim(what: &str, is: f64, aim: f64, unit: &str) {
    let verdict = if is <= aim { "met" } else { "NOT met" };
    println!("aim: {what} at most {aim} {unit}: {is:.2}, {verdict}");
}

fn write_file(rows: usize) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("users-{rows}.csv"));
    fs::write(&path, large_file(rows)).expect("room in the build folder");
    path
}
