//! What the program tells of itself: its rules and its commands.
//!
//! What must stay true: this knows no rule and no option; it asks the program
//! as anybody can, and only sets what it answers.

use crate::shell::{Outcome, Problem, While, cargo, output, root, run, target};
use serde_json::Value;
use std::fmt::Write as _; // a String takes everything, so what it answers is nothing to look at
use std::path::PathBuf;
use std::process::Command;

/// The program `hubcheck`, built from this very state.
pub struct Program(PathBuf);

/// What the list of rules needs of each.
pub struct Rule {
    pub name: String,
    code: String,
    severity: String,
    summary: String,
    fix: String,
}

/// The groups of rules, by the first letter of their codes.
const LAYERS: [(&str, &str); 6] = [
    ("F", "The file"),
    ("S", "Its structure"),
    ("H", "The column names"),
    ("V", "The values"),
    ("U", "The users"),
    ("L", "Limits of an import"),
];

impl Program {
    pub fn build() -> Outcome<Self> {
        // Not for speed: this is what the tests build, too.
        run(cargo().args(["build", "--locked", "--quiet", "-p", "hubcheck-cli"]))?;
        Ok(Self(target().join("debug").join(format!("hubcheck{}", std::env::consts::EXE_SUFFIX))))
    }

    fn says(&self, words: &[&str]) -> Outcome<String> {
        let mut command = Command::new(&self.0);
        command.args(words).current_dir(root()).env("NO_COLOR", "1").env("COLUMNS", "100");
        output(&mut command).ok_or_else(|| Problem::new(format!("`hubcheck {}` gave no answer", words.join(" "))))
    }

    pub fn rules(&self) -> Outcome<Vec<Rule>> {
        let rules: Value =
            serde_json::from_str(&self.says(&["rules", "--format", "json"])?).doing("reading the rules")?;
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let rules = rules.as_array().map(Vec::as_slice).unwrap_or_default().iter().map(|rule| Rule {
            name: text(&rule["name"]),
            code: text(&rule["code"]),
            severity: text(&rule["severity"]),
            summary: text(&rule["summary"]),
            fix: if rule["fix"].is_null() { "show".to_owned() } else { text(&rule["fix"]["safety"]) },
        });
        Ok(rules.collect())
    }

    /// The page of one rule, in Markdown.
    pub fn rule(&self, name: &str) -> Outcome<String> {
        self.says(&["rules", name, "--format", "markdown"])
    }

    /// Every command with what can be typed, in Markdown.
    pub fn commands(&self) -> Outcome<String> {
        let help = self.says(&["help"])?;
        let list = help.split_once("Commands:\n").map_or("", |(_, list)| list);
        let list = list.split("\n\n").next().unwrap_or_default();
        let names = list.lines().filter_map(|line| line.strip_prefix("  ")?.split(' ').next());
        let mut text = String::new();
        for name in names.filter(|name| !name.is_empty() && *name != "help") {
            _ = write!(text, "## `hubcheck {name}`\n\n{}\n", command(&self.says(&["help", name])?));
        }
        Ok(text)
    }
}

/// The list of rules by their groups, in Markdown.
pub fn table_of(rules: &[Rule]) -> String {
    let mut text = String::new();
    for (letter, title) in LAYERS {
        _ = write!(text, "## {title}\n\n| Code | Rule | Severity | Fix |\n|---|---|---|---|\n");
        for Rule { name, code, severity, summary, fix } in rules.iter().filter(|rule| rule.code.starts_with(letter)) {
            let summary = summary.replace('|', "\\|");
            _ = writeln!(text, "| {code} | [`{name}`](rules/{name}.html)<br>{summary} | {severity} | {fix} |");
        }
        text.push('\n');
    }
    text
}

/// The help of a command, in Markdown: what stands far to the right describes what stands before it.
fn command(help: &str) -> String {
    let mut text = String::new();
    let mut lines = help.lines().peekable();
    while let Some(line) = lines.next() {
        let indent = line.len() - line.trim_start().len();
        let trimmed = line.trim();
        if let Some(usage) = trimmed.strip_prefix("Usage: ") {
            _ = write!(text, "```\n{usage}\n```\n");
        } else if indent == 0 && trimmed.ends_with(':') {
            _ = write!(text, "**{trimmed}**\n\n");
        } else if trimmed.is_empty() {
            // Between two items of a list a blank line says nothing.
            if !lines.peek().is_some_and(|next| next.starts_with(' ')) {
                text.push('\n');
            }
        } else if indent == 0 {
            _ = writeln!(text, "{}", escaped(trimmed));
        } else if indent < 10 {
            let (item, says) = trimmed.split_once("  ").unwrap_or((trimmed, ""));
            _ = write!(text, "- `{item}`: {}", escaped(says.trim()));
            text.push('\n');
        } else if let Some(value) = trimmed.strip_prefix("- ") {
            let (value, says) = value.split_once(':').unwrap_or((value, ""));
            _ = writeln!(text, "  - `{value}` {}", escaped(says.trim()));
        } else if trimmed != "Possible values:" {
            _ = writeln!(text, "  {}", escaped(trimmed));
        }
    }
    text
}

/// Text whose signs mean nothing.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        if matches!(letter, '[' | ']' | '<' | '>' | '*' | '_' | '`' | '|' | '\\') {
            escaped.push('\\');
        }
        escaped.push(letter);
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::command;

    #[test]
    fn the_help_becomes_a_list() {
        let help = "Write it.\n\nUsage: hubcheck fix [OPTIONS] <FILE>\n\nArguments:\n  <FILE>\n          The file, or [-]\n\n\
                    Options:\n      --mode <MODE>\n          How\n\n          Possible values:\n          - add: Only add\n\n  \
                    -h, --help\n          Print help\n";
        let expected = "Write it.\n\n```\nhubcheck fix [OPTIONS] <FILE>\n```\n\n**Arguments:**\n\n- `<FILE>`: \n  The file, or \
                        \\[-\\]\n\n**Options:**\n\n- `--mode <MODE>`: \n  How\n  - `add` Only add\n- `-h, --help`: \n  Print help\n";
        assert_eq!(command(help), expected);
    }
}
