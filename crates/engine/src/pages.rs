//! The pages about rules: as JSON, as Markdown and as plain text.
//!
//! What must stay true: a page is made from the constants that the engine
//! runs, and from nothing else; whatever a page says, the engine does.

use std::fmt::Write as _;

use serde::Serialize;

use crate::report::Mode;
use crate::rule::{Example, FixNote, Rule, Safety, Severity};
use crate::rules;
use crate::summary::plural;
use crate::visible::{paragraph, visible};
use crate::{Decision, Options};

/// All rules with their texts and examples, as JSON.
#[must_use]
pub fn rules_json() -> String {
    json(rules::ALL)
}

/// One rule as the only member of the same list; the rule is found by name or by code.
#[must_use]
pub fn rule_json(name: &str) -> Option<String> {
    find_rule(name).map(|rule| json(&[rule]))
}

/// One rule as a Markdown page; the rule is found by name or by code.
#[must_use]
pub fn rule_page(name: &str) -> Option<String> {
    find_rule(name).map(page)
}

/// One rule as plain text; the rule is found by name or by code.
#[must_use]
pub fn rule_text(name: &str) -> Option<String> {
    find_rule(name).map(text)
}

/// All rules as a Markdown table.
#[must_use]
pub fn rules_page() -> String {
    let mut page = String::from("| Code | Name | Severity | What it finds | Fix |\n|---|---|---|---|---|\n");
    for rule in rules::ALL {
        let (name, summary) = (rule.name, rule.summary.replace('|', "\\|"));
        let (severity, fix) = (rule.severity.word(), safety(rule.fix));
        _ = writeln!(page, "| {} | `{name}` | {severity} | {summary} | {fix} |", rule.code);
    }
    page
}

/// All rules as plain text, a line for each.
#[must_use]
pub fn rules_text() -> String {
    let longest = rules::ALL.iter().map(|rule| rule.name.len()).max().unwrap_or_default();
    let mut text = format!("CODE  {:longest$}  SEVERITY  FIX   WHAT IT FINDS\n", "NAME");
    for rule in rules::ALL {
        let (severity, fix) = (rule.severity.word(), safety(rule.fix));
        _ = writeln!(text, "{}  {:longest$}  {severity:8}  {fix:4}  {}", rule.code, rule.name, rule.summary);
    }
    text
}

/// The rule with this name or code, in any case.
#[must_use]
pub fn find_rule(name: &str) -> Option<&'static Rule> {
    rules::ALL.iter().copied().find(|rule| rule.name.eq_ignore_ascii_case(name) || rule.code.eq_ignore_ascii_case(name))
}

#[derive(Serialize)]
struct RuleJson {
    code: &'static str,
    name: &'static str,
    severity: Severity,
    summary: &'static str,
    why: &'static str,
    todo: &'static str,
    fix: Option<FixNote>,
    source: &'static str,
    examples: Vec<ExampleJson>,
}

#[derive(Serialize)]
struct ExampleJson {
    before: &'static str,
    after: Option<&'static str>,
    baseline: Option<&'static str>,
    #[serde(skip_serializing_if = "str::is_empty")]
    options: &'static str,
}

fn json(rules: &[&'static Rule]) -> String {
    let rules: Vec<RuleJson> = rules
        .iter()
        .map(|rule| RuleJson {
            code: rule.code,
            name: rule.name,
            severity: rule.severity,
            summary: rule.summary,
            why: rule.why,
            todo: rule.todo,
            fix: rule.fix,
            source: rule.source,
            examples: rule.examples.iter().map(example_json).collect(),
        })
        .collect();
    // Strings and lists of strings always serialize.
    serde_json::to_string(&rules).unwrap_or_default()
}

fn example_json(example: &Example) -> ExampleJson {
    let Example { before, after, baseline, options } = *example;
    ExampleJson { before, after, baseline, options }
}

fn page(rule: &Rule) -> String {
    let mut page = format!("# {} `{}`\n\n{}.\n\n", rule.code, rule.name, rule.summary);
    let (severity, fix) = (rule.severity.word(), safety(rule.fix));
    _ = write!(page, "**Severity:** {severity} ({})  \n**Fix:** {fix}\n\n", meaning(rule.severity));
    _ = write!(page, "## Why it matters\n\n{}\n\n## What to do\n\n{}\n\n", rule.why, rule.todo);
    _ = write!(page, "## Fix\n\n{}\n\n## Source\n\n{}\n", fix_sentence(rule.fix), rule.source);
    for (number, example) in (1..).zip(rule.examples) {
        page.push_str("\n## Example");
        if rule.examples.len() > 1 {
            _ = write!(page, " {number}");
        }
        page.push('\n');
        for (title, file) in titled(example) {
            let file = shown(example, file);
            let fence = fence(&file);
            _ = write!(page, "\n{title}:\n\n{fence}csv\n{file}{fence}\n");
        }
        if example.after.is_none() {
            page.push_str("\nNo fix is offered: only a person can correct it.\n");
        }
    }
    page
}

fn text(rule: &Rule) -> String {
    let mut text = format!("{} {}: {}\n\n", rule.code, rule.name, rule.summary);
    _ = writeln!(text, "Severity    {} ({})", rule.severity.word(), meaning(rule.severity));
    for (title, words) in
        [("Why", rule.why), ("What to do", rule.todo), ("Fix", &*fix_sentence(rule.fix)), ("Source", rule.source)]
    {
        paragraph(&mut text, &format!("{title:12}"), words);
    }
    for example in rule.examples {
        for (title, file) in titled(example) {
            _ = write!(text, "\n{title}:\n");
            for line in shown(example, file).lines() {
                _ = writeln!(text, "    {line}");
            }
        }
    }
    text
}

/// The files of an example with what they are.
fn titled(example: &Example) -> impl Iterator<Item = (String, &'static str)> {
    let baseline = example.baseline.map(|file| ("With this export as the baseline".to_owned(), file));
    let before = (format!("Before{}", circumstances(example)), example.before);
    let after = example.after.map(|file| ("After".to_owned(), file));
    [baseline, Some(before), after].into_iter().flatten()
}

/// The options of an example in words, such as ` (country DK)`.
fn circumstances(example: &Example) -> String {
    let origin = example.origin();
    let Ok(options) = serde_json::from_str::<Options>(example.options) else { return String::new() };
    let mode = options.mode.map(|mode| match mode {
        Mode::Add => "mode Add services only".to_owned(),
        Mode::AddRemove => "mode Add and remove services".to_owned(),
    });
    let limit = options.limit.map(|limit| format!("at most {} in a file", plural(limit, "user", "users")));
    let profile = options.profile.and_then(|profile| serde_json::to_string(&profile).ok());
    let profile = profile.map(|profile| format!("profile {profile}"));
    let countries = options.countries.iter().map(|country| format!("country {country}"));
    let answers = options.decisions.iter().filter_map(|decision| match decision {
        Decision::Answer { answer, .. } => Some(format!("choice {answer}")),
        Decision::Edit { .. } => None,
    });
    let workbook = origin
        .and_then(|origin| origin.workbook)
        .map(|workbook| format!("converted from an {}", workbook.kind.label()));
    let all: Vec<String> =
        workbook.into_iter().chain(mode).chain(limit).chain(profile).chain(countries).chain(answers).collect();
    if all.is_empty() { String::new() } else { format!(" ({})", all.join(", ")) }
}

/// A file as text that shows everything in it; line ends are named only where they are the point.
fn shown(example: &Example, file: &str) -> String {
    let plain = |file: &str| file.replace("\r\n", "\n").replace('\r', "\n");
    let are_ends_named = example.after.is_some_and(|after| plain(after).trim_end() == plain(example.before).trim_end());
    let mut shown = String::new();
    let mut rest = file;
    while !rest.is_empty() {
        let (line, tail) = rest.split_at(rest.find(['\r', '\n']).unwrap_or(rest.len()));
        let end = if tail.starts_with("\r\n") { "\r\n" } else { tail.get(..1).unwrap_or_default() };
        shown.push_str(&visible(line));
        if are_ends_named {
            shown.push_str(&visible(end));
        }
        shown.push('\n');
        rest = &tail[end.len()..];
    }
    shown
}

/// A fence longer than any in the file.
fn fence(file: &str) -> String {
    let longest = file.split(|character| character != '`').map(str::len).max().unwrap_or_default();
    "`".repeat(longest.max(2) + 1)
}

const fn meaning(severity: Severity) -> &'static str {
    match severity {
        Severity::Blocker => "the import refuses the file or the row, or a licence is given or taken that nobody meant",
        Severity::Warning => "likely not meant",
        Severity::Note => "good to know",
    }
}

/// At best.
const fn safety(fix: Option<FixNote>) -> &'static str {
    match fix {
        Some(FixNote { safety: Safety::Safe, .. }) => "safe",
        Some(FixNote { safety: Safety::Ask, .. }) => "ask",
        None => "show",
    }
}

fn fix_sentence(fix: Option<FixNote>) -> String {
    match fix {
        None => "None is offered: only a person can correct it.".to_owned(),
        Some(FixNote { safety: Safety::Safe, does }) => format!(
            "{does}. Where the file or your export proves that it is right, this is done without asking, and you can say no; otherwise you are asked."
        ),
        Some(FixNote { safety: Safety::Ask, does }) => {
            format!("{does}. Only when you say yes: it is plausible, not proven.")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_has_a_line() {
        let text = rules_text();
        assert_eq!(text.lines().count(), rules::ALL.len() + 1);
        for (rule, line) in rules::ALL.iter().zip(text.lines().skip(1)) {
            assert!(line.starts_with(rule.code) && line.contains(rule.name) && line.ends_with(rule.summary), "{line}");
        }
        let page = rules_page();
        assert_eq!(page.lines().count(), rules::ALL.len() + 2);
        for (rule, line) in rules::ALL.iter().zip(page.lines().skip(2)) {
            let cells = format!("| {} | `{}` | {} | ", rule.code, rule.name, rule.severity.word());
            assert!(line.starts_with(&cells) && line.matches(" | ").count() == 4, "{line}");
        }
    }

    #[test]
    fn a_fence_is_longer_than_what_it_holds() {
        for (file, length) in [("", 3), ("a`b``c", 3), ("```", 4), ("a`````b```", 6)] {
            assert_eq!(fence(file), "`".repeat(length), "{file}");
        }
    }
}
