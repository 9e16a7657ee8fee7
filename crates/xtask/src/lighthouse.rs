//! Lighthouse on the built site: four scores, and when a file can be chosen and
//! the engine is ready on a phone with a slow network.
//!
//! What must stay true: it is a measurement and no test. Times depend on what
//! else a machine does; what CI holds is the weight (`sizes.rs`).

use crate::setup::{CHROMIUM, Setup, npm};
use crate::shell::{Outcome, Problem, node, root, run, target};
use std::path::PathBuf;

/// Put into `target/` when it is wanted, not among the packages of `package.json`: it is larger than all of them
/// together. The last version for Node 20.
const PACKAGE: &str = "lighthouse@12.8.2";

pub fn judge(setup: &Setup) -> Outcome<()> {
    if !root().join("dist/index.html").is_file() {
        return Err(Problem::new("there is no dist/ yet; type: cargo xtask build"));
    }
    setup.packages()?;
    let folder = folder(setup)?;
    let script = ["tests/browser/lighthouse.mjs"];
    run(node().args(script).env("LIGHTHOUSE", folder).env("CHROMIUM", setup.browser(&CHROMIUM)?))
}

/// Where Lighthouse's package lies; brings it if that may be done.
fn folder(setup: &Setup) -> Outcome<PathBuf> {
    let place = target().join("lighthouse");
    let folder = place.join("node_modules/lighthouse");
    if folder.is_dir() {
        return Ok(folder);
    }
    let words = ["install", "--no-save", "--no-audit", "--no-fund", "--prefix"];
    setup.may("Lighthouse", &format!("npm {} {} {PACKAGE}", words.join(" "), place.display()))?;
    run(npm().args(words).arg(&place).arg(PACKAGE))?;
    Ok(folder)
}
