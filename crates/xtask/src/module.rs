//! Builds the npm package: `target/module/hubcheck/` and the tarball beside it.
//!
//! What must stay true: it is made from what the site is made from, so that page and package are one engine and one
//! client; the same commit gives the same bytes.

use crate::setup::{Setup, npm};
use crate::shell::{Outcome, Problem, While, root, run, target};
use crate::{element, site};
use std::fs;
use std::path::{Path, PathBuf};

/// What is taken from `web/` as it stands, under the same paths: the scripts find each other by them.
const SOURCES: [&str; 8] = [
    "attempts.js",
    "client.js",
    "told.js",
    "module/index.js",
    "module/index.d.ts",
    "module/report.d.ts",
    "module/beside.js",
    "module/inline.js",
];

/// What is taken from the site.
const BUILT: [&str; 3] = ["engine/hubcheck_bg.wasm", "convert/convert_bg.wasm", "app/app_bg.wasm"];

const LANGUAGES: [&str; 5] =
    ["languages/da.txt", "languages/fr.txt", "languages/pl.txt", "languages/pt.txt", "languages/sv.txt"];

pub fn build(setup: &Setup) -> Outcome<()> {
    if !root().join("dist/index.html").is_file() {
        site::build(setup)?;
    }
    let folder = folder();
    if folder.exists() {
        fs::remove_dir_all(&folder).doing("emptying the package's folder")?;
    }
    let (web, dist) = (root().join("web"), root().join("dist"));
    for name in SOURCES {
        site::copy(&web.join(name), &folder.join(name))?;
    }
    for name in BUILT {
        site::copy(&dist.join(name), &folder.join(name))?;
    }
    for name in ["package.json", "README.md"] {
        site::copy(&web.join("module").join(name), &folder.join(name))?;
    }
    for name in ["LICENSE-MIT", "LICENSE-APACHE"] {
        site::copy(&root().join(name), &folder.join(name))?;
    }
    for name in LANGUAGES {
        site::copy(&dist.join(name), &folder.join(name))?;
    }
    let script = worker(&dist)?;
    write(&folder.join("engine/room.js"), &room(&script))?;
    write(&folder.join("engine/worker.js"), &script)?;
    element::write(&folder, &[&BUILT[..], &LANGUAGES].concat(), &script)?;
    has_version(&folder.join("package.json"))?;
    run(npm().current_dir(&folder).args(["pack", "--silent", "--pack-destination"]).arg(target().join("module")))?;
    println!("The package is {} and the tarball beside it.", folder.display());
    Ok(())
}

/// The package as it is published.
fn folder() -> PathBuf {
    target().join("module/hubcheck")
}

/// The whole worker script: both glues, then the engine's side.
fn worker(dist: &Path) -> Outcome<String> {
    let read = |name: &str| fs::read_to_string(dist.join(name)).doing(format!("reading {name}"));
    let (glue, converter, worker) = (read("engine/hubcheck.js")?, read("convert/convert.js")?, read("web/worker.js")?);
    // As in web/load.js: both glues call themselves the same, so this one gets a room of its own.
    Ok(format!("{glue}\nconst hubcheck_convert = (() => {{\n{converter}\nreturn wasm_bindgen;\n}})();\n{worker}"))
}

/// The same script as a function, for where there is no worker: what it takes for its surroundings is handed in.
fn room(script: &str) -> String {
    format!(
        "// Made from the worker's script by `cargo xtask module`: see web/module/inline.js.\n\
         export default function room(postMessage, FileReaderSync) {{\nlet onmessage;\n{script}\n\
         return (data) => onmessage({{ data }});\n}}\n"
    )
}

fn write(path: &Path, text: &str) -> Outcome<()> {
    fs::write(path, text).doing(format!("writing {}", path.display()))
}

/// The package has the workspace's version.
fn has_version(manifest: &Path) -> Outcome<()> {
    let text = fs::read_to_string(manifest).doing("reading package.json")?;
    let manifest: serde_json::Value =
        serde_json::from_str(&text).map_err(|error| Problem::new(format!("web/module/package.json: {error}")))?;
    if manifest["version"] == env!("CARGO_PKG_VERSION") {
        return Ok(());
    }
    Err(Problem::new(concat!("web/module/package.json must have the version ", env!("CARGO_PKG_VERSION"))))
}
