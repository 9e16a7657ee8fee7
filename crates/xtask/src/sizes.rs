//! What the site weighs: each file raw and gzipped, as a host would send it.

use crate::shell::{Outcome, Problem, While};
use flate2::{Compression, write::GzEncoder};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

/// The first visit must stay light on a phone's network.
const BUDGET: usize = 1_000_000;

pub fn print(dist: &Path) -> Outcome<()> {
    if !dist.is_dir() {
        return Err(Problem::new("there is no dist/ yet; type: cargo xtask build"));
    }
    let mut files = Vec::new();
    list(dist, &mut files)?;
    files.sort();
    println!("{:>10} {:>10}", "raw", "gzipped");
    let (mut raw, mut gzipped) = (0, 0);
    for path in files {
        let bytes = fs::read(&path).doing(format!("reading {}", path.display()))?;
        let packed = gzip(&bytes)?;
        println!("{:>10} {packed:>10} {}", bytes.len(), path.strip_prefix(dist).unwrap_or(&path).display());
        raw += bytes.len();
        gzipped += packed;
    }
    println!("{raw:>10} {gzipped:>10} together; the budget is {BUDGET} gzipped");
    if gzipped > BUDGET {
        return Err(Problem::new("the site is larger than its budget"));
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
