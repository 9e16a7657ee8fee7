//! What hubcheck says, written down for a person to read: every rule on every
//! example, and the report of every file of the corpus.
//!
//! What must stay true: a change of any sentence, severity or fix shows up as a
//! difference in a golden file, and somebody has read it. After reading:
//! `UPDATE=1 cargo test -p hubcheck-tests --test golden`.

mod golden_licences;
mod golden_outputs;
mod golden_shapes;
mod golden_values;

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use hubcheck::{
    Decision, Example, Finding, Input, Options, Report, Rule, Safety, Severity, Window, check, correct, rules, visible,
};

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

/// Compares with the golden file, or writes it when `UPDATE` is set.
fn is_golden(name: &str, text: &str) {
    let path = folder("golden").join(name);
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        return;
    }
    let golden = fs::read_to_string(&path).unwrap_or_default();
    if golden == text {
        return;
    }
    let cut = |line: &str| line.chars().take(400).collect::<String>();
    let mut pairs = (1..).zip(golden.lines().map(Some).chain(std::iter::repeat(None)).zip(text.lines()));
    let (line, (before, now)) = pairs.find(|(_, (before, now))| *before != Some(*now)).unwrap_or((0, (None, "")));
    panic!(
        "tests/golden/{name} differs from what hubcheck says now, first in line {line}:\n  \
         golden: {}\n  now:    {}\n\
         If the new words are meant, run `UPDATE=1 cargo test -p hubcheck-tests --test golden`, \
         read the difference as an admin would, and commit it.",
        cut(before.unwrap_or("(nothing)")),
        cut(now)
    );
}

#[test]
fn all_rules_say_what_they_said_of_all_examples() {
    let mut table = String::from(
        "All rules on all examples: what is found, and what is found again once the rule's own fix is accepted.\n\
         Written by tests/golden.rs; see there how to accept a change.\n",
    );
    for rule in rules() {
        describe(rule, &mut table);
        for (number, example) in (1..).zip(rule.examples) {
            try_example(rule, number, example, &mut table);
        }
    }
    is_golden("all-rules-all-examples.txt", &table);
}

fn describe(rule: &Rule, table: &mut String) {
    let fix =
        rule.fix.map_or("no fix".to_owned(), |fix| format!("{}: {}", safety(Some(fix.safety)), visible(fix.does)));
    let title = format!("{} {} ({}; {fix})", rule.code, rule.name, severity(rule.severity));
    let _ = write!(
        table, // a String takes everything
        "\n\n{title}\n{}\n{}.\nWhy:  {}\nTo do: {}\n",
        "=".repeat(title.chars().count()),
        rule.summary,
        rule.why,
        rule.todo
    );
}

fn try_example(rule: &Rule, number: usize, example: &Example, table: &mut String) {
    let options = options(rule, example);
    let origin = example.origin();
    let input = Input {
        file: example.before.as_bytes(),
        baseline: example.baseline.map(str::as_bytes),
        origin: origin.as_ref(),
    };
    let asked = if example.options.is_empty() { String::new() } else { format!(" with {}", example.options) };
    let _ = writeln!(table, "\n  Example {number}{asked}");
    if let Some(baseline) = example.baseline {
        lines("export", baseline, table);
    }
    lines("before", example.before, table);
    let undecided = Options { decisions: edits_alone(&options.decisions), ..options.clone() };
    findings("finds", rule, &check(&input, &undecided), table);
    match correct(&input, &options).parts {
        Err(refusal) => {
            let _ = writeln!(table, "    hands out nothing ({}): {}", refusal.code, refusal.message);
        }
        Ok(parts) if parts.len() == 1 && parts[0].bytes() == input.file => {
            let _ = writeln!(table, "    changes nothing");
        }
        Ok(parts) => {
            for part in &parts {
                lines("after", &String::from_utf8_lossy(&part.bytes()), table);
                let again = Options { decisions: Vec::new(), ..options.clone() };
                findings(
                    "finds again",
                    rule,
                    &check(&Input { file: &part.bytes(), origin: None, ..input }, &again),
                    table,
                );
            }
        }
    }
}

/// As the pages say it: the example's own options, and the rule's fix accepted.
fn options(rule: &Rule, example: &Example) -> Options {
    let mut options = match example.options {
        "" => Options::default(),
        json => serde_json::from_str(json).unwrap_or_else(|error| panic!("{}: {error}", rule.name)),
    };
    if !options.decisions.iter().any(|decision| matches!(decision, Decision::Answer { .. })) {
        let (row, index) = (None, None);
        options.decisions.push(Decision::Answer {
            rule: Some(rule.name.to_owned()),
            row,
            index,
            answer: "yes".to_owned(),
        });
    }
    options
}

fn edits_alone(decisions: &[Decision]) -> Vec<Decision> {
    decisions.iter().filter(|decision| matches!(decision, Decision::Edit { .. })).cloned().collect()
}

/// A file's lines, with what cannot be seen spelled out.
fn lines(title: &str, file: &str, table: &mut String) {
    let is_usual = file.split_inclusive('\n').all(|line| line.ends_with("\r\n"));
    let ends = if is_usual || file.is_empty() { "" } else { " (not all lines end in CRLF)" };
    let _ = writeln!(table, "    {title}{ends}");
    for line in file.split_inclusive('\n') {
        let line = line.strip_suffix("\r\n").or(line.strip_suffix('\n')).unwrap_or(line);
        let shown: String = visible(line).chars().take(160).collect();
        let _ = writeln!(table, "      | {shown}");
    }
}

/// The rule's own findings in full; of the others, that they are there.
fn findings(title: &str, rule: &Rule, report: &Report, table: &mut String) {
    let verdict = format!("{:?}", report.verdict).to_lowercase();
    let _ = writeln!(table, "    {title} ({verdict})");
    for finding in &report.findings {
        let fix = finding.fix.as_ref();
        let _ = writeln!(
            table,
            "      {} {}, {}, {}{}",
            finding.code,
            finding.rule,
            severity(finding.severity),
            safety(fix.map(|fix| fix.safety)),
            if finding.applied { ", applied" } else { "" }
        );
        if finding.rule == rule.name {
            let told = [rule.why, rule.todo].iter().fold(finding.message.as_str(), |told, always| {
                // They stand above, once for all findings.
                told.split_once(always).map_or(told, |(before, _)| before)
            });
            let _ = writeln!(table, "        {}", visible(told.trim_end()));
            describe_fix(finding, table);
        }
    }
}

fn describe_fix(finding: &Finding, table: &mut String) {
    let Some(fix) = &finding.fix else { return };
    let arrow = |after: &Option<String>| {
        let before = visible(&finding.value);
        after.as_ref().map_or(String::new(), |after| format!(": “{before}” → “{}”", visible(after)))
    };
    if fix.choices.is_empty() {
        let _ = writeln!(table, "        > {}{}", visible(&fix.does), arrow(&fix.after));
    }
    for choice in &fix.choices {
        let _ = writeln!(table, "        > {}: {}{}", choice.choice, visible(&choice.does), arrow(&choice.after));
    }
    if let Some(evidence) = &fix.evidence {
        let _ = writeln!(table, "        {}: {}", evidence.kind, visible(&evidence.says));
    }
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Blocker => "blocker",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

fn safety(safety: Option<Safety>) -> &'static str {
    match safety {
        Some(Safety::Safe) => "safe",
        Some(Safety::Ask) => "ask",
        None => "show",
    }
}

/// Findings of each rule that a golden report carries: enough to read the sentences.
const FINDINGS: usize = 2;

#[test]
fn the_reports_of_the_corpus_are_what_they_were() {
    let read = |name: &str| fs::read(folder("corpus").join(name)).unwrap_or_else(|error| panic!("{name}: {error}"));
    let export = read("export.csv");
    let mut names: Vec<String> = fs::read_dir(folder("corpus"))
        .expect("the corpus")
        .flatten()
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .filter(|name| Path::new(name).extension().is_some_and(|ending| ending == "csv"))
        .collect();
    names.sort();
    for name in names {
        let file = read(&name);
        let findings = Window { count: Some(FINDINGS), ..Window::default() };
        let options = Options { name: name.clone(), findings, ..Options::default() };
        for (baseline, suffix) in [(None, ""), (Some(export.as_slice()), "-with-export")] {
            let report = check(&Input { file: &file, baseline, origin: None }, &options);
            let json = serde_json::to_string_pretty(&report).expect("a report is JSON") + "\n";
            let stem = name.trim_end_matches(".csv");
            is_golden(&format!("reports/{stem}{suffix}.json"), &json);
        }
    }
}
