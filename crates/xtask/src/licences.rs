//! Every crate we build with must carry a licence of the list in `deny.toml`,
//! the file `cargo deny` reads too.
//!
//! Why not `cargo deny` itself: compiling it takes longer than all our tests.

use crate::shell::{Outcome, Problem, While, cargo, output, root};
use serde_json::Value;
use std::collections::BTreeMap;

pub fn check() -> Outcome<()> {
    let allowed = allowed(&std::fs::read_to_string(root().join("deny.toml")).doing("reading deny.toml")?);
    let metadata = output(cargo().args(["metadata", "--format-version", "1", "--locked"]))
        .ok_or_else(|| Problem::new("`cargo metadata --locked` failed; is Cargo.lock up to date?"))?;
    let metadata: Value = serde_json::from_str(&metadata).doing("reading cargo metadata")?;
    let packages = metadata["packages"].as_array().map(Vec::as_slice).unwrap_or_default();
    let mut versions: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    let mut refused = Vec::new();
    for package in packages {
        let text = |key: &str| package[key].as_str().unwrap_or_default();
        versions.entry(text("name")).or_default().push(text("version"));
        if !is_allowed(text("license"), &allowed) {
            refused.push(format!("{} {} ({})", text("name"), text("version"), text("license")));
        }
    }
    for (name, versions) in versions.iter().filter(|(_, versions)| versions.len() > 1) {
        println!("note: {name} is built in several versions: {}", versions.join(", "));
    }
    if refused.is_empty() {
        println!("{} crates, every licence is in deny.toml", packages.len());
        return Ok(());
    }
    Err(Problem::new(format!("licences not in deny.toml: {}", refused.join(", "))))
}

/// The quoted words of the list `allow = [...]`.
fn allowed(deny: &str) -> Vec<String> {
    let list = deny.split_once("allow = [").map_or("", |(_, rest)| rest);
    let list = list.split(']').next().unwrap_or_default();
    list.split('"').skip(1).step_by(2).map(str::to_owned).collect()
}

/// Whether a licence expression leaves a choice we accept. `AND` binds tighter
/// than `OR`; a slash is an old way to write `OR`.
fn is_allowed(expression: &str, allowed: &[String]) -> bool {
    let expression = expression.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ");
    let mut words: Vec<&str> = expression.split_whitespace().rev().collect();
    any(&mut words, allowed) && words.is_empty()
}

fn any(words: &mut Vec<&str>, allowed: &[String]) -> bool {
    let mut fine = all(words, allowed);
    while words.last() == Some(&"OR") {
        words.pop();
        fine |= all(words, allowed);
    }
    fine
}

fn all(words: &mut Vec<&str>, allowed: &[String]) -> bool {
    let mut fine = one(words, allowed);
    while words.last() == Some(&"AND") {
        words.pop();
        fine &= one(words, allowed);
    }
    fine
}

fn one(words: &mut Vec<&str>, allowed: &[String]) -> bool {
    let Some(word) = words.pop() else { return false };
    if word == "(" {
        let fine = any(words, allowed);
        return words.pop() == Some(")") && fine;
    }
    let mut name = word.to_owned();
    if words.last() == Some(&"WITH") {
        words.pop();
        name = format!("{name} WITH {}", words.pop().unwrap_or_default());
    }
    allowed.contains(&name)
}

#[cfg(test)]
mod tests {
    use super::{allowed, is_allowed};

    #[test]
    fn a_licence_expression_is_read_as_it_is_meant() {
        let list = allowed(
            "[licenses]\nallow = [\n  \"MIT\",\n  \"Unicode-3.0\",\n  \"Apache-2.0 WITH LLVM-exception\",\n]\n",
        );
        for fine in
            ["MIT", "MIT OR GPL-3.0", "GPL-3.0/MIT", "(MIT OR X) AND Unicode-3.0", "Apache-2.0 WITH LLVM-exception"]
        {
            assert!(is_allowed(fine, &list), "{fine}");
        }
        for refused in ["", "GPL-3.0", "MIT AND GPL-3.0", "Apache-2.0", "(MIT"] {
            assert!(!is_allowed(refused, &list), "{refused}");
        }
    }
}
