//! The rule table, tested once for all rules: names, order, texts, and every
//! example of every rule.

use std::collections::BTreeSet;
use std::path::Path;

use hubcheck::{Example, Input, Options, Origin, Rule, Severity, check, correct, rule_page, rules};

fn options(rule: &Rule, example: &Example) -> Options {
    let mut options: Options = if example.options.is_empty() {
        Options::default()
    } else {
        serde_json::from_str(example.options).unwrap_or_else(|error| panic!("{}: {error}", rule.name))
    };
    if !options.decisions.iter().any(|decision| matches!(decision, hubcheck::Decision::Answer { .. })) {
        let yes = format!(r#"{{"rule":"{}","answer":"yes"}}"#, rule.name);
        options.decisions.push(serde_json::from_str(&yes).expect("our own JSON"));
    }
    options
}

/// Kept until the tests are over, like the example itself.
fn origin(example: &Example) -> Option<&'static Origin> {
    example.origin().map(|origin| &*Box::leak(Box::new(origin)))
}

fn input(example: &Example) -> Input<'static> {
    Input { file: example.before.as_bytes(), baseline: example.baseline.map(str::as_bytes), origin: origin(example) }
}

fn each_example(mut test: impl FnMut(&Rule, &Example)) {
    for rule in rules() {
        for example in rule.examples {
            test(rule, example);
        }
    }
}

#[test]
fn every_rule_has_one_file_named_after_it() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/engine/src/rules");
    let mut files = BTreeSet::new();
    for layer in std::fs::read_dir(folder).expect("the rules' folder").flatten().filter(|entry| entry.path().is_dir()) {
        for file in std::fs::read_dir(layer.path()).expect("a layer's folder").flatten() {
            let name = file.path().file_stem().expect("a name").to_string_lossy().replace('_', "-");
            if name != "mod" {
                files.insert(name);
            }
        }
    }
    let names: BTreeSet<String> = rules().iter().map(|rule| rule.name.to_owned()).collect();
    assert_eq!(files, names, "one file for each rule, named after it, listed in rules::ALL");
}

#[test]
fn codes_are_unique_and_in_order() {
    let codes: Vec<&str> = rules().iter().map(|rule| rule.code).collect();
    assert!(codes.is_sorted_by(|one, other| one < other), "{codes:?}");
}

#[test]
fn texts_are_sentences() {
    for rule in rules() {
        let name = rule.name;
        assert!(name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-'), "{name}");
        assert!(!rule.summary.ends_with('.') && rule.summary.starts_with(char::is_uppercase), "{name}: summary");
        assert!(rule.why.ends_with('.') && rule.todo.ends_with('.'), "{name}: why and todo end with a full stop");
        assert!(!rule.says.is_empty() && !rule.source.is_empty(), "{name}: says, source");
        for text in [rule.summary, rule.why, rule.todo].iter().chain(rule.says) {
            assert!(!text.contains("  "), "{name}: two blanks in “{text}”");
        }
        assert!(!rule.examples.is_empty(), "{name}: an example");
        if rule.fix.is_some() {
            assert!(rule.examples.iter().any(|example| example.after.is_some()), "{name}: an example of its fix");
        }
    }
}

#[test]
fn every_example_is_found() {
    each_example(|rule, example| {
        let mut options = options(rule, example);
        options.decisions.retain(|decision| matches!(decision, hubcheck::Decision::Edit { .. }));
        let report = check(&input(example), &options);
        let found: Vec<&str> = report.rules.iter().map(|totals| totals.name.as_str()).collect();
        assert!(found.contains(&rule.name), "{}: {:?} gives {found:?}", rule.name, example.before);
    });
}

#[test]
fn every_message_is_filled() {
    each_example(|rule, example| {
        for finding in check(&input(example), &options(rule, example)).findings {
            let message = &finding.message;
            assert!(!message.contains(['{', '}']), "{}: {message}", finding.rule);
            assert!(!finding.what.contains("“”"), "{}: {message}", finding.rule);
        }
    });
}

#[test]
fn every_example_is_corrected_as_promised() {
    each_example(|rule, example| {
        let correction = correct(&input(example), &options(rule, example));
        let Some(after) = example.after else {
            let fixes = correction.report.findings.iter().filter(|finding| finding.rule == rule.name);
            assert!(fixes.into_iter().all(|finding| !finding.applied), "{}: {:?}", rule.name, example.before);
            return;
        };
        let parts = correction.parts.unwrap_or_else(|refusal| panic!("{}: {}", rule.name, refusal.message));
        assert_eq!(String::from_utf8_lossy(&parts[0].bytes()), after, "{}: {:?}", rule.name, example.before);
    });
}

#[test]
fn a_corrected_example_is_clean_of_its_rule_and_of_blockers_it_did_not_have() {
    each_example(|rule, example| {
        let Some(after) = example.after else { return };
        let mut again = options(rule, example);
        again.decisions.clear();
        let input = Input { file: after.as_bytes(), origin: None, ..input(example) };
        let report = check(&input, &again);
        let found: Vec<_> = report.findings.iter().filter(|finding| finding.rule == rule.name).collect();
        assert!(found.is_empty(), "{}: {after:?} gives {found:?}", rule.name);
        let blockers: Vec<_> = report.findings.iter().filter(|finding| finding.severity == Severity::Blocker).collect();
        assert!(blockers.is_empty(), "{}: {after:?} gives {blockers:?}", rule.name);
    });
}

#[test]
fn correcting_twice_is_correcting_once() {
    each_example(|rule, example| {
        let mut options = options(rule, example);
        let Ok(parts) = correct(&input(example), &options).parts else { return };
        options.decisions.retain(|decision| matches!(decision, hubcheck::Decision::Answer { row: None, .. }));
        for part in parts {
            let input = Input { file: &part.bytes(), origin: None, ..input(example) };
            let again =
                correct(&input, &options).parts.unwrap_or_else(|refusal| panic!("{}: {}", rule.name, refusal.message));
            assert_eq!(
                String::from_utf8_lossy(&again[0].bytes()),
                String::from_utf8_lossy(&part.bytes()),
                "{}",
                rule.name
            );
        }
    });
}

#[test]
fn the_page_of_a_rule_shows_every_line_of_its_examples() {
    each_example(|rule, example| {
        let page = rule_page(rule.name).unwrap_or_default();
        let titles: Vec<&str> = page.lines().filter(|line| line.starts_with("## Example")).collect();
        assert_eq!(titles.len(), rule.examples.len(), "{page}");
        assert_eq!(
            titles.last(),
            Some(&&*format!("## Example {}", titles.len())).filter(|_| titles.len() > 1).or(Some(&"## Example"))
        );
        for line in [Some(example.before), example.after].into_iter().flatten().flat_map(str::lines) {
            let is_plain = line.chars().all(|character| character == ' ' || character.is_ascii_graphic());
            assert!(!is_plain || page.contains(line), "{}: {line}\n{page}", rule.name);
        }
    });
}

#[test]
fn the_rules_as_json_are_all_rules() {
    let rules_in_json: Vec<serde_json::Value> = serde_json::from_str(&hubcheck::rules_json()).expect("a list");
    let codes: Vec<&str> = rules_in_json.iter().filter_map(|rule| rule["code"].as_str()).collect();
    assert_eq!(codes, rules().iter().map(|rule| rule.code).collect::<Vec<_>>());
}
