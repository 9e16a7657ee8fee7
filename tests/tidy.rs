//! The house rules that a machine can hold.
//!
//! What must stay true: every message says what to do, not only what is wrong.
//! Only files that git knows are looked at, so that a clean checkout and a
//! work tree full of drafts are judged alike.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_owned()
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The committed files, by their path from the top folder.
fn files() -> Vec<String> {
    // In a container the checkout often belongs to another user, which git minds.
    let git = Command::new("git").args(["-c", "safe.directory=*", "ls-files", "-z"]).current_dir(root()).output();
    let listed = git.expect("git can be run: these tests look at what is committed");
    assert!(listed.status.success(), "git ls-files: {}", String::from_utf8_lossy(&listed.stderr));
    let names = String::from_utf8(listed.stdout).expect("paths are UTF-8");
    names.split_terminator('\0').map(str::to_owned).filter(|name| root().join(name).is_file()).collect()
}

/// The committed files with these endings.
fn files_with(endings: &[&str]) -> Vec<String> {
    let has_ending = |name: &String| {
        Path::new(name).extension().is_some_and(|ending| endings.iter().any(|wanted| ending == *wanted))
    };
    files().into_iter().filter(has_ending).collect()
}

/// Fails with everything that was found at once, and what to do about it.
#[track_caller]
fn none_of(found: &[String], advice: &str) {
    assert!(found.is_empty(), "\n{advice}\n  {}\n", found.join("\n  "));
}

#[test]
fn every_rust_file_says_what_it_holds() {
    let silent: Vec<String> = files_with(&["rs"]).into_iter().filter(|name| !read(name).starts_with("//!")).collect();
    none_of(&silent, "Open each file with `//!`: what it holds, and what must stay true.");
}

/// Rule files that hold a small grammar beside the rule. No other may grow past
/// the limit, and none of these past its own.
const LONGER_RULES: [(&str, usize); 5] = [
    ("user/bad_address.rs", 175),
    ("value/both_licences.rs", 125),
    ("value/broken_command.rs", 125),
    ("value/invisible_characters.rs", 130),
    ("value/spreadsheet_text_mark.rs", 140),
];

/// How many lines a file may have, its own unit tests aside in a rule's file.
fn longest(name: &str) -> usize {
    if name.starts_with("web/app/src/components/") {
        return 149;
    }
    match name.strip_prefix("crates/engine/src/rules/") {
        Some(rule) => LONGER_RULES.iter().find(|(longer, _)| *longer == rule).map_or(120, |(_, limit)| *limit),
        None => 499,
    }
}

#[test]
fn no_file_is_too_long_to_read() {
    let mut long = Vec::new();
    for name in files_with(&["rs", "js", "mjs", "ts", "css", "html", "md"]) {
        if name.starts_with("web/app/src/texts/") {
            continue; // a list of sentences is as long as it is
        }
        let text = read(&name);
        let is_rule = name.starts_with("crates/engine/src/rules/");
        let counted = if is_rule { text.split("#[cfg(test)]").next().unwrap_or_default() } else { &text };
        let lines = counted.lines().count();
        if lines > longest(&name) {
            long.push(format!("{name}: {lines} lines, at most {}", longest(&name)));
        }
    }
    none_of(&long, "Split these files where two things meet in them; a limit is not raised.");
}

#[test]
fn no_member_can_use_unsafe_code() {
    assert!(
        read("Cargo.toml").contains("unsafe_code = \"forbid\""),
        "The workspace forbids unsafe code: keep `unsafe_code = \"forbid\"` under [workspace.lints.rust]."
    );
    // The fuzz targets are no member: what starts them is made by a macro that needs it.
    let is_member = |name: &String| name.ends_with("/Cargo.toml") && !name.starts_with("fuzz/");
    let manifests = files_with(&["toml"]).into_iter().filter(is_member);
    let free: Vec<String> = manifests.filter(|name| !read(name).contains("[lints]\nworkspace = true")).collect();
    none_of(&free, "Each member takes the workspace's lints: add `[lints]` with `workspace = true`.");
}

/// Which crates of ours each crate may use. A new arrow is a change of the
/// architecture: change ARCHITECTURE.md with it.
const ARROWS: [(&str, &[&str]); 8] = [
    ("hubcheck", &[]),
    ("hubcheck-wasm", &["hubcheck"]),
    ("hubcheck-convert", &["hubcheck"]),
    ("hubcheck-convert-wasm", &["hubcheck", "hubcheck-convert"]),
    ("hubcheck-cli", &["hubcheck", "hubcheck-convert"]),
    ("xtask", &[]),
    ("hubcheck-app", &[]),
    ("hubcheck-tests", &["hubcheck", "hubcheck-convert"]),
];

/// Crates that know of the browser, and who may not know of it.
const OF_THE_BROWSER: [&str; 7] =
    ["gloo", "js-sys", "wasm-bindgen", "wasm-bindgen-futures", "wasm-bindgen-test", "web-sys", "yew"];
const WITHOUT_BROWSER: [&str; 4] = ["hubcheck", "hubcheck-convert", "hubcheck-cli", "hubcheck-tests"];

/// Each member with the names of what it depends on.
fn members() -> Vec<(String, Vec<String>)> {
    let cargo = Command::new(env!("CARGO"))
        .args(["metadata", "--no-deps", "--offline", "--format-version", "1"])
        .current_dir(root())
        .output()
        .expect("cargo can be run");
    let metadata: Value = serde_json::from_slice(&cargo.stdout).expect("cargo metadata is JSON");
    let packages = metadata["packages"].as_array().expect("a workspace has packages");
    let name = |value: &Value| value["name"].as_str().unwrap_or_default().to_owned();
    packages
        .iter()
        .map(|package| (name(package), package["dependencies"].as_array().into_iter().flatten().map(name).collect()))
        .collect()
}

#[test]
fn crates_depend_on_each_other_only_along_the_arrows() {
    let members = members();
    let ours: BTreeSet<&str> = members.iter().map(|(name, _)| name.as_str()).collect();
    let known: BTreeSet<&str> = ARROWS.iter().map(|(name, _)| *name).collect();
    assert_eq!(ours, known, "A new crate needs a row in ARROWS (tests/tidy.rs) and in ARCHITECTURE.md.");
    let mut wrong = Vec::new();
    for (member, dependencies) in &members {
        let allowed = ARROWS.iter().find(|(name, _)| name == member).map_or(&[][..], |(_, allowed)| allowed);
        for dependency in dependencies.iter().map(String::as_str) {
            if ours.contains(dependency) && !allowed.contains(&dependency) {
                wrong.push(format!("{member} → {dependency}"));
            }
            if WITHOUT_BROWSER.contains(&member.as_str()) && OF_THE_BROWSER.contains(&dependency) {
                wrong.push(format!("{member} → {dependency}: it must not know of the browser"));
            }
        }
    }
    none_of(&wrong, "These arrows are not in ARCHITECTURE.md, “Crates”; hand the data over instead.");
}

#[test]
fn every_dependency_is_explained() {
    let architecture = read("ARCHITECTURE.md");
    let table = architecture.split("## Dependencies").nth(1).unwrap_or_default();
    let explained: BTreeSet<&str> = table
        .lines()
        .filter_map(|line| line.strip_prefix("| `"))
        .filter_map(|row| row.split_once("` |"))
        .flat_map(|(names, _)| names.split("`, `"))
        .collect();
    let members = members();
    let ours: BTreeSet<&str> = members.iter().map(|(name, _)| name.as_str()).collect();
    let fuzz = read("fuzz/Cargo.toml");
    let fuzz = fuzz.split("[dependencies]").nth(1).unwrap_or_default().split('[').next().unwrap_or_default();
    let fuzz = fuzz.lines().filter_map(|line| line.split_once(" =")).map(|(name, _)| name);
    let npm: Value = serde_json::from_str(&read("package.json")).expect("package.json is JSON");
    let npm = npm["devDependencies"].as_object().into_iter().flat_map(|packages| packages.keys());
    let used: BTreeSet<&str> = members
        .iter()
        .flat_map(|(_, dependencies)| dependencies.iter().map(String::as_str))
        .chain(fuzz)
        .filter(|name| !ours.contains(name))
        .chain(npm.map(String::as_str))
        .collect();
    let missing: Vec<&&str> = used.difference(&explained).collect();
    assert!(missing.is_empty(), "Say in ARCHITECTURE.md, “Dependencies”, under which licence and why: {missing:?}");
    let stale: Vec<&&str> = explained.difference(&used).collect();
    assert!(stale.is_empty(), "Nothing uses these any more; take them out of ARCHITECTURE.md: {stale:?}");
}

/// What goes to or comes from the outside: the report, the options, the
/// decisions, the lists and pages, and the words of the profile that they use.
/// Everything else stays free to change.
const SERIALIZES: [&str; 19] = [
    "decision.rs",
    "grid/shape.rs",
    "lib.rs",
    "origin.rs",
    "outputs/all.rs",
    "outputs/by_hand.rs",
    "outputs/checklist.rs",
    "outputs/manifest.rs",
    "outputs/retry.rs",
    "outputs/rollback.rs",
    "outputs/session.rs",
    "own.rs",
    "pages.rs",
    "plan/shape.rs",
    "profile.rs",
    "profile/licence.rs",
    "report.rs",
    "rule.rs",
    "summary.rs",
];

#[test]
fn only_what_crosses_the_border_serializes() {
    let inside = files_with(&["rs"]).into_iter().filter(|name| name.starts_with("crates/engine/src/"));
    let wrong: Vec<String> = inside
        .filter(|name| !SERIALIZES.contains(&name.trim_start_matches("crates/engine/src/")))
        .filter(|name| read(name).lines().any(|line| line.contains("derive(") && serializes(line)))
        .collect();
    none_of(
        &wrong,
        "A serialized type is a promise to every client. Put what they need into report.rs, and keep these types free \
         (Deserialize, for our own data, is fine).",
    );
}

fn serializes(derive: &str) -> bool {
    derive.split(|letter: char| !letter.is_alphanumeric()).any(|word| word == "Serialize")
}

#[test]
fn no_registry_is_named() {
    let npm = read("package-lock.json") + &read("examples/package-lock.json");
    assert!(!npm.contains("\"resolved\""), "package-lock.json names a host: run `npm install` with this .npmrc.");
    let settings = read(".npmrc") + &read(".cargo/config.toml");
    let sets = |line: &&str| {
        line.trim_start().starts_with("registry") || line.contains("[source") || line.contains("[registr")
    };
    let wrong: Vec<String> = settings.lines().filter(sets).map(str::to_owned).collect();
    none_of(&wrong, "Whoever builds uses their own registry; these lines belong into your home folder.");
    let own = "registry+https://github.com/rust-lang/crates.io-index";
    let lock = read("Cargo.lock") + &read("fuzz/Cargo.lock");
    let sources = lock.lines().filter_map(|line| line.strip_prefix("source = "));
    let wrong: Vec<String> = sources.filter(|source| source.trim_matches('"') != own).map(str::to_owned).collect();
    none_of(&wrong, "Every crate comes from cargo's usual registry, none from git or another host.");
}

#[test]
fn no_file_knows_the_machine_it_was_written_on() {
    let home = std::env::var("HOME").or_else(|_| std::env::var("USERPROFILE")).unwrap_or_default();
    // Put together here, or this file would find itself.
    let mut traces =
        ["wo|rk/", "ro|ot/", "t|mp/", "Us|ers/"].map(|folder| format!("/{}", folder.replace('|', ""))).to_vec();
    traces.push(format!("..{}shared", '/'));
    traces.extend([home, root().display().to_string()].into_iter().filter(|path| path.len() > 4));
    let mut wrong = Vec::new();
    for name in files() {
        let bytes = fs::read(root().join(&name)).unwrap_or_default();
        for (number, line) in (1..).zip(String::from_utf8_lossy(&bytes).lines()) {
            if traces.iter().any(|trace| line.contains(trace.as_str())) {
                wrong.push(format!("{name}:{number}: {}", line.trim().chars().take(100).collect::<String>()));
            }
        }
    }
    none_of(&wrong, "These lines name a folder of one machine, or one beside the project; it must stand without.");
}

/// The documents for people.
const DOCUMENTS: [&str; 8] = [
    "README.md",
    "ARCHITECTURE.md",
    "CONTRIBUTING.md",
    "SECURITY.md",
    "CHANGELOG.md",
    "docs/embedding.md",
    "examples/README.md",
    "web/module/README.md",
];

/// What stands between backquotes outside of code blocks.
fn quoted(text: &str) -> Vec<String> {
    let prose = text.split("```").step_by(2);
    prose.flat_map(|prose| prose.split('`').skip(1).step_by(2)).map(str::to_owned).collect()
}

#[test]
fn commands_in_the_documents_exist() {
    let help = read("crates/xtask/src/main.rs");
    let mut wrong = Vec::new();
    for document in DOCUMENTS {
        for after in read(document).split("cargo xtask ").skip(1) {
            let command: String = after.chars().take_while(char::is_ascii_lowercase).collect();
            if !help.contains(&format!("\"{command}\" =>")) && !help.contains(&format!("\"{command}\" |")) {
                wrong.push(format!("{document}: cargo xtask {command}"));
            }
        }
    }
    none_of(&wrong, "There is no such command in crates/xtask/src/main.rs.");
    let readme = read("README.md");
    for command in ["cargo xtask serve", "cargo xtask test"] {
        assert!(
            readme.contains(command),
            "The README must name `{command}`: two commands are all the set-up there is."
        );
    }
    assert!(read(".ci/run").trim_end().ends_with("cargo xtask test"), "CI runs the README's test command.");
    assert!(read(".cargo/config.toml").contains("xtask = "), "`cargo xtask` needs its alias in .cargo/config.toml.");
}

#[test]
fn what_the_documents_name_is_there() {
    let sources: String = files_with(&["rs", "mjs"]).iter().map(|name| read(name)).collect();
    let mut wrong = Vec::new();
    for document in DOCUMENTS {
        let text = read(document);
        let links = text.split("](").skip(1).filter_map(|rest| rest.split(')').next());
        let links = links.filter(|link| !link.contains("://") && !link.starts_with('#')).map(str::to_owned);
        let paths = quoted(&text).into_iter().filter(|word| is_path(word));
        for path in links.chain(paths).filter(|path| !root().join(path).exists()) {
            wrong.push(format!("{document}: {path}"));
        }
        for name in quoted(&text).into_iter().filter(|word| is_test_name(word)) {
            if !sources.contains(&format!("fn {name}(")) {
                wrong.push(format!("{document}: no test or function is called {name}"));
            }
        }
    }
    none_of(&wrong, "The documents name what is not there (any more):");
}

fn is_path(word: &str) -> bool {
    let top = ["crates/", "web/", "tests/", ".ci/", ".cargo/"];
    top.iter().any(|top| word.starts_with(top)) && !word.contains([' ', '<', '*', '{'])
}

/// A sentence in one word, as our tests are called.
fn is_test_name(word: &str) -> bool {
    word.split('_').count() > 3 && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_')
}

#[test]
fn the_changelog_has_a_place_for_what_comes_next() {
    assert!(
        read("CHANGELOG.md").contains("\n## Unreleased\n"),
        "CHANGELOG.md needs a part `## Unreleased`: one entry of one to three sentences for each thing a user can see."
    );
}

#[test]
fn the_first_words_of_the_page_are_the_apps() {
    let (texts, page) = (read("web/app/src/texts/en.rs"), words(&read("index.html")));
    for key in
        ["welcome_title", "lede", "badge_loading", "not_affiliated", "drop_file", "choose_file", "waiting_for_engine"]
    {
        let text = words(&text_of(&texts, key));
        assert!(
            page.contains(&text),
            "index.html shows other words than the app that takes their place; write there, as `{key}` of \
             web/app/src/texts/en.rs has it:\n  {text}"
        );
    }
}

/// A Rust string of a list `key: "…",`, with lines that end in `\` joined.
fn text_of(texts: &str, key: &str) -> String {
    let start = format!("\n    {key}: \"");
    let rest = texts.split_once(&start).unwrap_or_else(|| panic!("web/app/src/texts/en.rs has no `{key}`")).1;
    rest.split_once("\",\n").map_or(rest, |(text, _)| text).replace("\\\n", " ").replace("\\\"", "\"")
}

/// The same with single blanks alone.
fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
