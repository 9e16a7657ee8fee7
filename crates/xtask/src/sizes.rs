//! What the site weighs: each file raw and gzipped, as a host would send it.

use crate::paths::{files_below, name_in};
use crate::shell::{Outcome, Problem, While};
use flate2::{Compression, write::GzEncoder};
use std::fs;
use std::io::Write;
use std::path::Path;

/// Something that the page loads: what it is, its files or folders, and how many bytes it may have.
struct Load {
    what: &'static str,
    files: &'static [&'static str],
    budget: usize,
}

/// In the order in which the page asks for them; what is not among them nobody loads to use the page. The first visit
/// must stay light on a phone's network: 350,000 is the most the engine may ever take to be there. The budgets of what a person
/// waits for, the first two, may only fall; what comes while nobody waits rises where there is more to find and to say.
const LOADS: [Load; 5] = [
    Load { what: "until the engine is ready", files: &["index.html", "web/", "first/"], budget: 331_000 },
    Load { what: "the app, which shows what the engine finds", files: &["app/"], budget: 315_000 },
    Load { what: "the whole engine, preloaded after them", files: &["engine/"], budget: 700_500 },
    Load { what: "the converter, preloaded after them", files: &["convert/"], budget: 367_500 },
    // The languages by themselves are those in this file; a visitor loads one of them before it.
    Load { what: "the languages, preloaded after them", files: &["languages/all.txt"], budget: 166_500 },
];

pub fn print(dist: &Path) -> Outcome<()> {
    if !dist.is_dir() {
        return Err(Problem::new("there is no dist/ yet; type: cargo xtask build"));
    }
    println!("{:>10} {:>10}   (gzip at its best level)", "raw", "gzipped");
    let mut sums = [(0, 0); LOADS.len()];
    for path in files_below(dist)? {
        let bytes = fs::read(&path).doing(format!("reading {}", path.display()))?;
        let packed = gzip(&bytes)?;
        let name = name_in(dist, &path);
        let load = LOADS.iter().position(|load| load.files.iter().any(|file| is_or_lies_in(&name, file)));
        println!(
            "{:>10} {packed:>10} {} {name}",
            bytes.len(),
            load.map_or(" ".to_owned(), |load| (load + 1).to_string())
        );
        if let Some(sum) = load.and_then(|load| sums.get_mut(load)) {
            *sum = (sum.0 + bytes.len(), sum.1 + packed);
        }
    }
    println!();
    for (number, (Load { what, budget, .. }, (raw, gzipped))) in LOADS.iter().zip(sums).enumerate() {
        println!("{raw:>10} {gzipped:>10} {} {what}; the budget is {budget} gzipped", number + 1);
    }
    match LOADS.iter().zip(sums).find(|(load, (_, gzipped))| *gzipped > load.budget) {
        Some((load, _)) => Err(Problem::new(format!("larger than its budget: {}", load.what))),
        None => Ok(()),
    }
}

/// Whether a file is this one, or lies in this folder (which ends in `/`).
fn is_or_lies_in(name: &str, file: &str) -> bool {
    name == file || (file.ends_with('/') && name.starts_with(file))
}

fn gzip(bytes: &[u8]) -> Outcome<usize> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).doing("packing")?;
    Ok(encoder.finish().doing("packing")?.len())
}
