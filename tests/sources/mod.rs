//! The texts for people, found in the engine's sources.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use hubcheck::rules;

/// The top folder of the project.
pub(crate) fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_owned()
}

/// What rules say of themselves, and everything inside of `say!` and `text!`, each once.
pub(crate) fn texts_of_the_engine() -> Vec<String> {
    let mut texts: BTreeSet<String> = BTreeSet::new();
    for rule in rules() {
        texts.extend([rule.summary, rule.why, rule.todo, rule.source].map(str::to_owned));
        texts.extend(rule.says.iter().copied().chain(rule.fix.map(|fix| fix.does)).map(str::to_owned));
    }
    let mut files = Vec::new();
    collect(&root().join("crates/engine/src"), &mut files);
    for file in files {
        let source = fs::read_to_string(&file).unwrap_or_default();
        let code: String = source
            .lines()
            .filter(|line| !line.trim_start().starts_with("//"))
            .map(|line| line.to_owned() + "\n")
            .collect();
        let code = code.split("#[cfg(test)]").next().unwrap_or_default();
        for marker in ["say!(", "text!("] {
            texts.extend(code.split(marker).skip(1).filter_map(|after| literal(after.trim_start())));
        }
    }
    let words = fs::read_to_string(root().join("crates/engine/data/booleans.tsv")).unwrap_or_default();
    let names = words.lines().filter(|line| !line.starts_with('#')).skip(1).filter_map(|line| line.split('\t').nth(1));
    texts.extend(names.filter_map(|names| names.split(", ").next()).map(str::to_owned));
    texts.into_iter().filter(|text| !text.is_empty()).collect()
}

/// What the page's scripts say: everything inside of `said(…)`, each once.
pub(crate) fn texts_of_the_scripts() -> Vec<String> {
    let sources =
        ["web/client.js", "web/worker.js"].map(|file| fs::read_to_string(root().join(file)).unwrap_or_default());
    let texts: BTreeSet<String> =
        sources.iter().flat_map(|source| source.split("said(").skip(1)).filter_map(literal).collect();
    texts.into_iter().collect()
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            files.push(path);
        }
    }
}

/// The string that this code begins with.
fn literal(code: &str) -> Option<String> {
    let mut text = String::new();
    let mut characters = code.strip_prefix('"')?.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '"' => return Some(text),
            '\\' => match characters.next()? {
                '\n' => while characters.next_if(|next| next.is_whitespace()).is_some() {},
                'n' => text.push('\n'),
                't' => text.push('\t'),
                'u' => {
                    let digits: String = characters.by_ref().skip(1).take_while(|next| *next != '}').collect();
                    text.extend(u32::from_str_radix(&digits, 16).ok().and_then(char::from_u32));
                }
                other => text.push(other),
            },
            other => text.push(other),
        }
    }
    None
}
