//! How long the plan and what is taken along take for as many users as one import may have, each of them changed,
//! beside the check of the same file: `ROWS=1000 cargo xtask bench plan` takes another number, `cargo bench --bench plan --
//! rollback` measures one of them.
//!
//! What must stay true: every round works from the bytes anew, as the page does after each answer.

use std::env;
use std::hint::black_box;
use std::time::{Duration, Instant};

use hubcheck::{Input, Mode, Options, OutputKind, check, outputs, plan};
use hubcheck_tests::{changed_export, large_file, processor_time};

const ROUNDS: usize = 5;

fn main() {
    let rows = env::var("ROWS").ok().and_then(|rows| rows.parse().ok()).unwrap_or(20_000);
    let export = large_file(rows);
    let file = changed_export(&export);
    let input = Input { file: &file, baseline: Some(&export), origin: None };
    let options = Options { sha256: false, mode: Some(Mode::AddRemove), ..Options::default() };
    let both = Options { mode: None, ..options.clone() };
    println!("{rows} users, 25 columns, each user changed, with an export; median processor time of {ROUNDS} rounds");
    row("check", || check(&input, &options).rules.len());
    row("plan of one mode", || plan(&input, &options).users.len());
    row("plan of both modes", || plan(&input, &both).users.len());
    row("plan and its JSON", || serde_json::to_string(&plan(&input, &both)).map_or(0, |json| json.len()));
    for kind in OutputKind::ALL {
        row(kind.name(), || outputs(&input, &options, &[kind]).files.len());
    }
    row("all outputs at once", || outputs(&input, &options, &OutputKind::ALL).files.len());
}

fn row<T>(name: &str, work: impl Fn() -> T) {
    let mut wanted = env::args().skip(1).filter(|word| !word.starts_with('-')).peekable();
    if wanted.peek().is_some() && !wanted.any(|word| word == name) {
        return;
    }
    let mut times: Vec<Duration> = (0..ROUNDS).map(|_| time(&work)).collect();
    times.sort_unstable();
    println!("{name:<22} {:>8.1} ms", times[ROUNDS / 2].as_secs_f64() * 1e3);
}

fn time<T>(work: &impl Fn() -> T) -> Duration {
    let (start, start_cpu) = (Instant::now(), processor_time());
    black_box(work());
    let wall = start.elapsed();
    processor_time().zip(start_cpu).map_or(wall, |(end, start)| end.saturating_sub(start))
}
