//! The documents: Markdown of `docs/`, the pages that the program itself tells
//! (rules, commands, columns), and the look around them.
//!
//! What must stay true: no page holds a script or loads anything from elsewhere;
//! what can be asked of the program is not written a second time; a link that
//! leads nowhere stops the build.

mod links;
mod look;
mod markdown;
mod profile;
mod program;

use crate::digest::hex;
use crate::paths::beside;
use crate::shell::{Outcome, Problem, While};
use crate::single;
use look::{Page, Place};
use program::Program;
use std::fs;
use std::path::{Path, PathBuf};

/// The folder of the sources, and that of the pages in the site.
const FOLDER: &str = "docs";

/// The documents in the order in which they are listed: source, name of the page, and what the list calls it if not by its
/// title. Others in `docs/` come after them.
const LISTED: [(&str, &str, &str); 10] = [
    ("docs/index.md", "index.html", "How it works"),
    ("docs/rules.md", "rules/index.html", ""),
    ("docs/not-checked.md", "not-checked.html", ""),
    ("docs/columns.md", "columns.html", ""),
    ("docs/profiles.md", "profiles.html", ""),
    ("docs/privacy.md", "privacy.html", ""),
    ("docs/offline.md", "offline.html", ""),
    ("docs/command-line.md", "command-line.html", ""),
    ("docs/embedding.md", "embedding.html", "Within a portal"),
    ("web/module/README.md", "module.html", "For programs (npm)"),
];

/// The shape of an organization's profile, for editors.
const SCHEMA: &str = "profile.schema.json";

/// Words in a source that stand for what is told by the program or by this build.
type Told = Vec<(&'static str, String)>;

/// Writes all documents into `dist/docs`; the rest of the site stands there already.
pub fn write(root: &Path, dist: &Path) -> Outcome<()> {
    let program = Program::build()?;
    let rules = program.rules()?;
    let single = fs::read(dist.join(single::NAME)).doing(format!("reading {}", single::NAME))?;
    let told: Told = vec![
        ("{{rules}}", program::table_of(&rules)),
        ("{{commands}}", program.commands()?),
        ("{{limits}}", profile::limits(root)?),
        ("{{columns}}", profile::columns(root)?),
        ("{{profile-example}}", profile::example(root)?),
        ("{{profile-keys}}", profile::keys(root)?),
        ("{{single-size}}", format!("{}.{} MB", single.len() / 1_000_000, single.len() % 1_000_000 / 100_000)),
        ("{{single-sha256}}", hex(&single)),
    ];
    let sources = sources(root)?;
    let mut pages = Vec::new();
    for (source, name) in &sources {
        let mut text = fs::read_to_string(root.join(source)).doing(format!("reading {source}"))?;
        for (word, telling) in &told {
            text = text.replace(word, telling);
        }
        if let Some((_, word)) = text.split_once("{{") {
            let word: String = word.chars().take(20).collect();
            return Err(Problem::new(format!("{source}: nobody tells what {{{{{word} stands for")));
        }
        let to = |target: &str| target_of(root, &sources, source, name, target);
        let called = LISTED.iter().find(|(listed, _, _)| listed == source).map_or("", |(_, _, called)| called);
        pages.push(Page::new(name, Place::Listed(called), &markdown::html(&text, &to)?));
    }
    for (index, rule) in rules.iter().enumerate() {
        let beside = |at: Option<usize>| at.and_then(|at| rules.get(at)).map(|rule| rule.name.clone());
        let place = Place::Rule { before: beside(index.checked_sub(1)), after: beside(Some(index + 1)) };
        let html = markdown::html(&program.rule(&rule.name)?, &|target| Ok(Some(target.to_owned())))?;
        pages.push(Page::new(&format!("rules/{}.html", rule.name), place, &html));
    }
    let folder = dist.join(FOLDER);
    let listed: Vec<(String, String)> = pages.iter().filter_map(Page::listing).collect();
    for page in &pages {
        let path = folder.join(&page.name);
        fs::create_dir_all(path.parent().unwrap_or(&folder)).doing(format!("making {FOLDER}"))?;
        fs::write(&path, page.html(&listed)).doing(format!("writing {}", path.display()))?;
    }
    let styles = ["web/style/tokens.css", "web/style/base.css", "docs/docs.css"]
        .map(|path| fs::read_to_string(root.join(path)).doing(format!("reading {path}")));
    let styles: Vec<String> = styles.into_iter().collect::<Outcome<_>>()?;
    fs::write(folder.join("docs.css"), styles.join("\n")).doing("writing docs.css")?;
    fs::copy(root.join(profile::SCHEMA), folder.join(SCHEMA)).doing(format!("copying {}", profile::SCHEMA))?;
    links::check(&folder)?;
    println!("{} documents, {} of them about rules.", pages.len(), rules.len());
    Ok(())
}

/// What is rendered, in the order of the list, then by name.
fn sources(root: &Path) -> Outcome<Vec<(String, String)>> {
    let entries = fs::read_dir(root.join(FOLDER)).doing("reading docs")?;
    let names = entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned());
    let mut others: Vec<(String, String)> = names
        .filter(|name| Path::new(name).extension().is_some_and(|ending| ending == "md"))
        .map(|name| (format!("{FOLDER}/{name}"), format!("{}html", name.trim_end_matches("md"))))
        .filter(|(source, _)| LISTED.iter().all(|(listed, _, _)| listed != source))
        .collect();
    others.sort();
    let listed = LISTED.iter().filter(|(source, _, _)| root.join(source).is_file());
    let listed = listed.map(|(source, name, _)| ((*source).to_owned(), (*name).to_owned()));
    Ok(listed.chain(others).collect())
}

/// Where a link of a source leads in the site; nothing for a file that only the project has, whose words stay without a link.
fn target_of(
    root: &Path,
    sources: &[(String, String)],
    source: &str,
    name: &str,
    target: &str,
) -> Outcome<Option<String>> {
    if target.contains("://") || target.starts_with("mailto:") || target.starts_with('#') {
        return Ok(Some(target.to_owned()));
    }
    let (path, anchor) =
        target.split_once('#').map_or((target, String::new()), |(path, anchor)| (path, format!("#{anchor}")));
    let nowhere = || Problem::new(format!("{source}: the link to {target} leads nowhere"));
    let wanted = PathBuf::from(beside(source, path).ok_or_else(nowhere)?);
    let up = "../".repeat(name.matches('/').count());
    if let Some((_, page)) = sources.iter().find(|(source, _)| Path::new(source) == wanted) {
        return Ok(Some(format!("{up}{page}{anchor}")));
    }
    if let Some(rule) = wanted.strip_prefix("docs/rules").ok().filter(|rule| rule.extension().is_some()) {
        return Ok(Some(format!("{up}rules/{}{anchor}", rule.display())));
    }
    if wanted == Path::new(FOLDER).join(SCHEMA) {
        return Ok(Some(format!("{up}{SCHEMA}")));
    }
    // `../hubcheck.html` is a file of the site, whatever stands beside the source.
    if wanted == Path::new(single::NAME) || wanted == Path::new("index.html") {
        return Ok(Some(format!("{up}../{}", wanted.display())));
    }
    if root.join(&wanted).exists() {
        return Ok(None);
    }
    Err(nowhere())
}
