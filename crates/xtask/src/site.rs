//! Builds the static site into `dist/`.
//!
//! What must stay true: paths are relative, so the folder works wherever it is
//! put; the same commit gives the same bytes, so no time, no machine's path and
//! no order of a directory listing gets in.

use crate::digest::integrity;
use crate::glue::{Form, glue, shrink};
use crate::setup::{Compiler, Setup};
use crate::shell::{Outcome, Problem, While, root, run, target};
use crate::slim::slim;
use crate::{docs, offline, single, styles};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

const SCRIPTS: [&str; 10] = [
    "attempts.js",
    "client.js",
    "embed.js",
    "load.js",
    "offline.js",
    "site.js",
    "source.js",
    "telling.js",
    "told.js",
    "worker.js",
];

/// The profiles of the two wasm builds.
const FAST: &str = "wasm";
const SMALL: &str = "wasm-small";

/// What `wasm-opt` does where every byte counts. Nothing lies in the first kilobyte of the memory but the far end of the stack:
/// no sum of an address and a small number that is used can have wrapped around.
const SMALLEST: &[&str] = &["--low-memory-unused", "--flatten", "--rereloop", "-Oz", "-Oz", "-Oz"];

/// And where every moment counts.
const FASTEST: &[&str] = &["--low-memory-unused", "-O3", "-O3"];

/// All languages in one file: the page asks for its own by itself, and for this one before the lock.
const ALL_LANGUAGES: &str = "all.txt";

pub fn build(setup: &Setup) -> Outcome<()> {
    let compiler = setup.compiler()?;
    if let Err(problem) = setup.packages() {
        if !setup.install {
            return Err(problem);
        }
        println!("{problem}\nGoing on without the npm packages.");
    }
    compile(&compiler)?;
    let dist = root().join("dist");
    if dist.exists() {
        fs::remove_dir_all(&dist).doing("emptying dist")?;
    }
    // The whole engine is for speed; what comes before it for a quick start; the converter is seldom used.
    for (profile, wasm, name, form, passes) in [
        (SMALL, "hubcheck_wasm", "first/hubcheck", Form::Script, SMALLEST),
        (SMALL, "hubcheck_app", "app/app", Form::Module, SMALLEST),
        (FAST, "hubcheck_wasm", "engine/hubcheck", Form::Script, FASTEST),
        (SMALL, "hubcheck_convert_wasm", "convert/convert", Form::Script, &["-Oz"]),
    ] {
        let (folder, name) = name.split_once('/').unwrap_or(("", name));
        glue(&built(profile).join(wasm).with_extension("wasm"), &dist.join(folder), name, form)?;
        shrink(&dist.join(folder).join(format!("{name}_bg.wasm")), passes)?;
        copy_slim(&dist.join(folder).join(format!("{name}.js")), &dist.join(folder).join(format!("{name}.js")))?;
    }
    pages()
}

/// Everything that needs no compiler for wasm, from what `build` left in `dist/`: quick after a change of words or looks.
pub fn pages() -> Outcome<()> {
    let dist = root().join("dist");
    if !dist.join("engine").is_dir() {
        return Err(Problem::new("there is no dist/ yet; type: cargo xtask build"));
    }
    copy_page(&root(), &dist)?;
    offline::copy_manifest(&root(), &dist)?;
    single::write(&root(), &dist)?;
    put_styles_in(&dist)?;
    docs::write(&root(), &dist)?;
    offline::write(&root(), &dist)?;
    println!("The site is in dist/: open it through any static web server, or {} by a double-click.", single::NAME);
    Ok(())
}

/// Where the wasm of a profile is.
fn built(profile: &str) -> PathBuf {
    wasm_target().join("wasm32-unknown-unknown").join(profile)
}

/// Makes the next build a new one.
pub fn forget_built() -> Outcome<()> {
    [FAST, SMALL].into_iter().try_for_each(|profile| fs::remove_dir_all(built(profile)).doing("removing a build"))
}

/// Apart from the host's own builds: other flags would make each rebuild the other's.
pub fn wasm_target() -> PathBuf {
    target().join("wasm")
}

/// Flags for every wasm build. Paths of this machine would get into panic
/// messages, and so into the bytes.
pub fn wasm_flags() -> String {
    let home = std::env::var_os("HOME").or_else(|| std::env::var_os("USERPROFILE"));
    let cargo_home = match std::env::var_os("CARGO_HOME") {
        Some(folder) => PathBuf::from(folder),
        None => PathBuf::from(home.unwrap_or_default()).join(".cargo"),
    };
    [
        "-Ctarget-feature=+simd128".to_owned(),
        format!("--remap-path-prefix={}=crates", cargo_home.display()),
        format!("--remap-path-prefix={}=hubcheck", root().display()),
    ]
    // Cargo splits this variable at the unit separator, so a path may hold spaces.
    .join("\u{1f}")
}

fn compile(compiler: &Compiler) -> Outcome<()> {
    // The engine twice: one that only checks, small and soon there, and the whole one.
    let first =
        ["hubcheck-wasm", "--features", "hubcheck-wasm/first", "-p", "hubcheck-app", "-p", "hubcheck-convert-wasm"];
    for (profile, packages) in [(SMALL, &first[..]), (FAST, &["hubcheck-wasm"])] {
        let mut command = compiler.build();
        command
            .args(["--locked", "--profile", profile, "-p"])
            .args(packages)
            .env("CARGO_TARGET_DIR", wasm_target())
            .env("CARGO_ENCODED_RUSTFLAGS", wasm_flags());
        run(&mut command)?;
    }
    Ok(())
}

/// Puts the styles into the page, allowed by their hash: on a slow network a person sees it one answer sooner.
fn put_styles_in(dist: &Path) -> Outcome<()> {
    let read = |name: &str| fs::read_to_string(dist.join(name)).doing(format!("reading {name}"));
    let (mut page, styles) = (read("index.html")?, read("style.css")?);
    let policy = format!("style-src '{}'", integrity(styles.as_bytes()));
    for (before, after) in [
        ("style-src 'self'", policy),
        ("<link rel=\"stylesheet\" href=\"style.css\">", format!("<style>{styles}</style>")),
    ] {
        if page.matches(before).count() != 1 || styles.contains("</") {
            return Err(Problem::new(format!("index.html must hold once: {before}")));
        }
        page = page.replace(before, &after);
    }
    fs::write(dist.join("index.html"), page).doing("writing index.html")
}

fn copy_page(root: &Path, dist: &Path) -> Outcome<()> {
    copy(&root.join("index.html"), &dist.join("index.html"))?;
    for script in SCRIPTS {
        copy_slim(&root.join("web").join(script), &dist.join("web").join(script))?;
    }
    let folder = dist.join("languages");
    fs::create_dir_all(&folder).doing("making dist/languages")?;
    let languages = languages(&root.join("web/languages"))?;
    for (name, text) in &languages {
        fs::write(folder.join(name), text).doing(format!("writing {name}"))?;
    }
    fs::write(folder.join(ALL_LANGUAGES), table(&languages)?).doing(format!("writing {ALL_LANGUAGES}"))?;
    let style = slim("the styles", &styles::page(&root.join("web/style"))?)?;
    fs::write(dist.join("style.css"), style).doing("writing style.css")
}

/// The names of what lies in a folder, in an order that does not depend on the disk.
pub fn names(folder: &Path) -> Outcome<Vec<String>> {
    let entries = fs::read_dir(folder).doing(format!("reading {}", folder.display()))?;
    let mut names: Vec<String> =
        entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    Ok(names)
}

/// The languages: each English text is replaced by its hash, which is all that page and engine look for.
fn languages(folder: &Path) -> Outcome<Vec<(String, String)>> {
    // Beside da.txt stands da.glossary.txt, which is for those who translate.
    let names = names(folder)?.into_iter().filter(|name| name.matches('.').count() == 1);
    let read = |name: String| {
        let text = fs::read_to_string(folder.join(&name)).doing(format!("reading {name}"))?;
        Ok((name, hashed(&text)))
    };
    names.map(read).collect()
}

/// Lines of an English text, each followed by its translation behind a tab, as lines of hash, tab and translation.
fn hashed(source: &str) -> String {
    let mut lines = String::with_capacity(source.len());
    let mut english = "";
    for line in source.lines() {
        match line.strip_prefix('\t') {
            // FNV-1a, as `text_key` of the engine.
            Some(text) => {
                let key = english
                    .bytes()
                    .fold(0x811c_9dc5_u32, |key, byte| (key ^ u32::from(byte)).wrapping_mul(0x0100_0193));
                _ = writeln!(lines, "{key:08x}\t{text}"); // a String takes everything
            }
            None => english = line,
        }
    }
    lines
}

/// Languages side by side, which packs better than one behind the other: their names in the first line, then each hash with
/// the texts of all, separated by tabs.
fn table(languages: &[(String, String)]) -> Outcome<String> {
    let mut names = String::new();
    let mut rows: Vec<(&str, String)> = Vec::new();
    for (nth, (name, text)) in languages.iter().enumerate() {
        names = names + "\t" + name.trim_end_matches(".txt");
        let lines: Vec<(&str, &str)> = text.lines().filter_map(|line| line.split_once('\t')).collect();
        if nth == 0 {
            rows = lines.iter().map(|(key, _)| (*key, String::new())).collect();
        }
        if !lines.iter().map(|(key, _)| key).eq(rows.iter().map(|(key, _)| key)) {
            return Err(Problem::new(format!("{name} has other texts than {}, or in another order", languages[0].0)));
        }
        for ((_, texts), (_, text)) in rows.iter_mut().zip(lines) {
            _ = write!(texts, "\t{text}"); // a String takes everything
        }
    }
    Ok(rows.into_iter().fold(names, |table, (key, texts)| table + "\n" + key + &texts))
}

/// A script without its comments.
fn copy_slim(from: &Path, to: &Path) -> Outcome<()> {
    let script = fs::read_to_string(from).doing(format!("reading {}", from.display()))?;
    fs::create_dir_all(to.parent().unwrap_or(to)).doing(format!("making room for {}", to.display()))?;
    fs::write(to, slim(&from.display().to_string(), &script)?).doing(format!("writing {}", to.display()))
}

pub fn copy(from: &Path, to: &Path) -> Outcome<()> {
    if let Some(folder) = to.parent() {
        fs::create_dir_all(folder).doing(format!("making {}", folder.display()))?;
    }
    fs::copy(from, to).doing(format!("copying {}", from.display()))?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_stand_side_by_side() {
        let language = |name: &str, text: &str| (name.to_owned(), hashed(text));
        let danish = language("da.txt", "Yes\n\tJa\nNo\n\tNej\n");
        let both = table(&[danish.clone(), language("sv.txt", "Yes\n\tJa\nNo\n\tNej då\n")]).expect("the same texts");
        let rows: Vec<Vec<&str>> = both.lines().map(|row| row.split('\t').collect()).collect();
        assert_eq!(
            rows.iter().map(|row| &row[1..]).collect::<Vec<_>>(),
            [["da", "sv"], ["Ja", "Ja"], ["Nej", "Nej då"]]
        );
        assert_eq!((rows[0][0], format!("{}\tJa\n{}\tNej\n", rows[1][0], rows[2][0])), ("", danish.1.clone()));
        for other in ["Yes\n\tJa\n", "No\n\tNej\nYes\n\tJa\n", "Yes\n\tJa\nNo\n\tNej\nPerhaps\n\tKanske\n"] {
            assert!(table(&[danish.clone(), language("sv.txt", other)]).is_err(), "{other}");
        }
    }
}
