//! What the site weighs: each file raw and gzipped, as a host would send it.

use crate::shell::{Outcome, Problem, While};
use flate2::{Compression, write::GzEncoder};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

/// What must be there before the page can be used: the first visit must stay light on a phone's network.
const BUDGET: usize = 1_060_000;

/// What converts workbooks and rare encodings comes after that, and has a budget of its own.
const CONVERTER: &str = "convert";
const CONVERTER_BUDGET: usize = 400_000;

/// The same goes for the languages; a visitor's own one comes with the page.
const LANGUAGES: &str = "languages";
const LANGUAGES_BUDGET: usize = 180_000;

/// What nobody loads to use the page.
const BESIDE: [&str; 1] = [crate::single::NAME];

pub fn print(dist: &Path) -> Outcome<()> {
    if !dist.is_dir() {
        return Err(Problem::new("there is no dist/ yet; type: cargo xtask build"));
    }
    let mut files = Vec::new();
    list(dist, &mut files)?;
    files.sort();
    println!("{:>10} {:>10}", "raw", "gzipped");
    let (mut first, mut later, mut languages) = ((0, 0), (0, 0), (0, 0));
    for path in files {
        let bytes = fs::read(&path).doing(format!("reading {}", path.display()))?;
        let packed = gzip(&bytes)?;
        println!("{:>10} {packed:>10} {}", bytes.len(), path.strip_prefix(dist).unwrap_or(&path).display());
        if path.strip_prefix(dist).is_ok_and(|path| BESIDE.iter().any(|beside| path.starts_with(beside))) {
            continue;
        }
        let sum = match &path {
            path if path.starts_with(dist.join(CONVERTER)) => &mut later,
            path if path.starts_with(dist.join(LANGUAGES)) => &mut languages,
            _ => &mut first,
        };
        *sum = (sum.0 + bytes.len(), sum.1 + packed);
    }
    for ((raw, gzipped), what, budget) in [
        (first, "the page", BUDGET),
        (later, "the converter, loaded after it", CONVERTER_BUDGET),
        (languages, "the languages, loaded after it", LANGUAGES_BUDGET),
    ] {
        println!("{raw:>10} {gzipped:>10} {what}; the budget is {budget} gzipped");
        if gzipped > budget {
            return Err(Problem::new(format!("{what} is larger than its budget")));
        }
    }
    Ok(())
}

fn list(folder: &Path, files: &mut Vec<PathBuf>) -> Outcome<()> {
    for entry in fs::read_dir(folder).doing(format!("reading {}", folder.display()))?.flatten() {
        if entry.path().is_dir() {
            list(&entry.path(), files)?;
        } else {
            files.push(entry.path());
        }
    }
    Ok(())
}

fn gzip(bytes: &[u8]) -> Outcome<usize> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).doing("packing")?;
    Ok(encoder.finish().doing("packing")?.len())
}
