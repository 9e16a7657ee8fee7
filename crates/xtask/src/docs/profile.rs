//! Limits and columns as the engine's own profile has them, as tables.

use crate::shell::{Outcome, While};
use serde_json::Value;
use std::fmt::Write as _; // a String takes everything, so what it answers is nothing to look at
use std::fs;
use std::path::Path;

/// The file that the engine reads, too.
const PROFILE: &str = "crates/engine/profiles/control-hub-users.json";

fn read(root: &Path, path: &str) -> Outcome<Value> {
    let text = fs::read_to_string(root.join(path)).doing(format!("reading {path}"))?;
    serde_json::from_str(&text).doing(format!("reading {path}"))
}

/// The article that says so, by its title.
fn article(profile: &Value, source: &Value) -> String {
    let sources = profile["sources"].as_array().map(Vec::as_slice).unwrap_or_default();
    let title = sources.iter().find(|known| known["article"] == *source).and_then(|known| known["title"].as_str());
    format!("{}: {}", source.as_str().unwrap_or_default(), title.unwrap_or_default())
}

pub fn limits(root: &Path) -> Outcome<String> {
    let profile = read(root, PROFILE)?;
    let mut text = String::from("| The file has | Users in one import | Article on help.webex.com |\n|---|---|---|\n");
    for (key, what) in [("contact_center", "a Contact Center licence column"), ("general", "none")] {
        let limit = &profile["limits"][key];
        _ = writeln!(text, "| {what} | {} | {} |", limit["users"], article(&profile, &limit["source"]));
    }
    Ok(text)
}

pub fn columns(root: &Path) -> Outcome<String> {
    let profile = read(root, PROFILE)?;
    let mut text = String::from("| Column name | What it holds | Standing | Article |\n|---|---|---|---|\n");
    for column in profile["columns"].as_array().map(Vec::as_slice).unwrap_or_default() {
        let word = |key: &str| column[key].as_str().unwrap_or_default();
        let holds = match word("class") {
            "name" => "a name",
            "address" => "an e-mail address",
            "number" => "telephone numbers",
            "extension" => "an extension",
            "flag" => "TRUE or FALSE",
            "date" => "a time",
            _ => "text",
        };
        let only_read = if column["read_only"] == true { ", only to read" } else { "" };
        let standing = match word("standing") {
            "current" => "in today’s file",
            "older" => "in older files",
            _ => "gone from today’s file",
        };
        _ = writeln!(text, "| `{}` | {holds}{only_read} | {standing} | {} |", word("header"), word("source"));
    }
    Ok(text)
}

/// The shape of an organization's own profile, which the engine reads.
pub const SCHEMA: &str = "schema/profile.json";

/// The first example of the schema.
pub fn example(root: &Path) -> Outcome<String> {
    serde_json::to_string_pretty(&read(root, SCHEMA)?["examples"][0]).doing("writing the example")
}

/// Every key of the schema, those of its objects included.
pub fn keys(root: &Path) -> Outcome<String> {
    let mut text = String::from("| Key | What it says |\n|---|---|\n");
    list_keys(&mut text, "", &read(root, SCHEMA)?["properties"]);
    Ok(text)
}

fn list_keys(text: &mut String, before: &str, properties: &Value) {
    for (name, key) in properties.as_object().into_iter().flatten() {
        let says = key["description"].as_str().unwrap_or_default().replace('|', "\\|").replace('<', "\\<");
        _ = writeln!(text, "| `{before}{name}` | {says} |");
        list_keys(text, &format!("{before}{name}."), &key["properties"]);
    }
}
