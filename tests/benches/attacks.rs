//! Time and memory of files that are made to be too much, and how both grow when
//! such a file becomes twice as large: nothing may be worse than linear.
//!
//! Each measurement is a process of its own, so that peak memory is its own.
//! An attack that is over too soon is made larger. `MEGABYTES=100 cargo xtask bench` begins with another size.

use std::env;
use std::process::Command;
use std::time::Duration;

use hubcheck::{Input, Options, check, correct};
use hubcheck_tests::attacks::{ATTACKS, PAIRS};
use hubcheck_tests::{peak_memory, processor_time};

const ROUNDS: usize = 3;

/// How much longer twice the file may take.
const GROWTH: f64 = 2.3;

/// Below this, caches and the system's memory are measured, not the work: such an attack is made larger.
const LONG_ENOUGH: f64 = 0.25;

/// Larger ones are no help any more.
const LARGEST: usize = 256_000_000;

fn main() {
    let arguments: Vec<String> = env::args().collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [_, "measure", name, size, ..] => measure(name, size.parse().expect("bytes")),
        _ => compare(),
    }
}

/// One measurement: prints bytes, seconds and the memory beyond the file itself.
fn measure(name: &str, size: usize) {
    let alone = ATTACKS.iter().find(|attack| attack.name == name).map(|attack| ((attack.make)(size), None));
    let pair = || PAIRS.iter().find(|pair| pair.name == name).map(|pair| pair.of(size));
    let pair = || pair().map(|(file, export)| (file, Some(export)));
    let (file, export) = alone.or_else(pair).expect("an attack of the lists");
    let input = Input { file: &file, baseline: export.as_deref(), origin: None };
    let options = Options { limit: Some(usize::MAX), sha256: false, ..Options::default() };
    let start = processor_time();
    let found = check(&input, &options).totals;
    let corrected = correct(&input, &options).report.totals;
    let took = processor_time().zip(start).map_or(Duration::ZERO, |(end, start)| end.saturating_sub(start));
    assert_eq!(found, corrected, "{name}");
    println!("{} {} {}", file.len(), took.as_secs_f64(), peak_memory());
}

struct Figures {
    megabytes: f64,
    seconds: f64,
    memory: f64,
}

/// The fastest of a few: what else the machine does only makes it slower.
fn best(name: &str, size: usize) -> Figures {
    let all = (0..ROUNDS).map(|_| run(name, size));
    all.min_by(|one, other| one.seconds.total_cmp(&other.seconds)).expect("some rounds")
}

fn run(name: &str, size: usize) -> Figures {
    let program = env::current_exe().expect("this program");
    let output = Command::new(program).args(["measure", name, &size.to_string()]).output().expect("it starts");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let mut words = text.split_whitespace().map(|word| word.parse::<f64>().expect("a number"));
    let mut next = || words.next().unwrap_or_else(|| panic!("{name}: {}", String::from_utf8_lossy(&output.stderr)));
    let (bytes, seconds, memory) = (next(), next(), next());
    Figures { megabytes: bytes / 1e6, seconds, memory: memory / bytes }
}

fn compare() {
    let smallest = env::var("MEGABYTES").ok().and_then(|size| size.parse().ok()).unwrap_or(4_usize) * 1_000_000;
    println!("files that are made to be too much, and twice as large; check and correction together");
    let (mut worst_growth, mut worst_memory) = (0.0_f64, 0.0_f64);
    let names = ATTACKS.iter().map(|attack| attack.name).chain(PAIRS.iter().map(|pair| pair.name));
    for name in names {
        let mut size = smallest;
        let mut once = best(name, size);
        while once.seconds < LONG_ENOUGH && size < LARGEST {
            size *= 2;
            once = best(name, size);
        }
        let twice = best(name, size * 2);
        let growth = twice.seconds / once.seconds;
        worst_growth = worst_growth.max(growth);
        worst_memory = worst_memory.max(twice.memory);
        println!(
            "{:<50} {:>4} MB {:>8.1} ms per MB   growth {growth:>5.2}   peak memory {:>5.1} × the file",
            name,
            size * 2 / 1_000_000,
            twice.seconds * 1e3 / twice.megabytes,
            twice.memory
        );
    }
    let verdict = if worst_growth <= GROWTH { "met" } else { "NOT met" };
    println!("aim: growth at most {GROWTH} × the time for twice the file: {worst_growth:.2}, {verdict}");
    println!("the most memory, the file as it was made included: {worst_memory:.1} × the file");
}
