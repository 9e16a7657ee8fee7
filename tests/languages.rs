//! The other languages: each has every text, and says no more and no less than the English one.
//!
//! What must stay true: a text keeps its arguments, its plural forms are complete, and TRUE, FALSE, column names and
//! commands stand in it as they do in English; a report in another language differs from the English one in words alone.

mod sources;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use hubcheck::{Catalogue, Input, Options, Report, check, rules, text_key};
use sources::{root, texts_of_the_engine, texts_of_the_scripts};

const LANGUAGES: [&str; 5] = ["da", "pl", "sv", "fr", "pt"];

/// Words that mean something to Control Hub, and stay as they are.
const UNTOUCHED: [&str; 15] = [
    "TRUE",
    "FALSE",
    "REMOVE",
    "PRIMARY",
    "Premium",
    "User ID/Email (Required)",
    "Last Service Accessed Time",
    "Phone Number",
    "Row Number",
    "Error Message",
    "Missing required headers",
    "unrecognized column name",
    "(Suspended)",
    ".hubcheck.json",
    "Contact Center",
];

/// English texts with their translations.
fn pairs(language: &str) -> Vec<(String, String)> {
    let path = root().join("web/languages").join(format!("{language}.txt"));
    let file = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let lines: Vec<&str> = file.lines().collect();
    let pair = |two: &[&str]| two[1].strip_prefix('\t').map(|text| (two[0].to_owned(), text.to_owned()));
    lines.windows(2).filter_map(pair).collect()
}

/// A catalogue that says of each text what this makes of it.
fn catalogue(language: &str, texts: &[(String, String)]) -> Arc<Catalogue> {
    let lines: Vec<String> = texts.iter().map(|(english, text)| format!("{:08x}\t{text}", text_key(english))).collect();
    Arc::new(Catalogue::read(language, &lines.join("\n")))
}

#[test]
fn every_language_has_every_text_of_the_engine() {
    let texts = texts_of_the_engine();
    assert!(texts.len() > 800, "only {} texts were found in the sources", texts.len());
    let keys: BTreeSet<u32> = texts.iter().map(|text| text_key(text)).collect();
    assert_eq!(keys.len(), texts.len(), "no two texts have one key");
    for language in LANGUAGES {
        let known: BTreeSet<String> = pairs(language).into_iter().map(|(english, _)| english).collect();
        let missing: Vec<&String> = texts.iter().filter(|text| !known.contains(*text)).collect();
        assert!(missing.is_empty(), "web/languages/{language}.txt lacks the translation of {missing:#?}");
    }
}

#[test]
fn every_language_has_what_the_scripts_of_the_page_say() {
    let texts = texts_of_the_scripts();
    assert!(texts.len() >= 10, "only {texts:#?} was found in the scripts");
    for language in LANGUAGES {
        let known: BTreeSet<String> = pairs(language).into_iter().map(|(english, _)| english).collect();
        let missing: Vec<&String> = texts.iter().filter(|text| !known.contains(*text)).collect();
        assert!(missing.is_empty(), "web/languages/{language}.txt lacks the translation of {missing:#?}");
    }
}

#[test]
fn translations_keep_arguments_forms_and_what_is_no_word() {
    for language in LANGUAGES {
        let forms = if language == "pl" { 3 } else { 2 };
        for (english, text) in pairs(language) {
            let (wanted, used) = (arguments(&english), arguments(&text));
            assert_eq!(wanted.shown, used.shown, "{language}: arguments of\n{english}\n{text}");
            let known: BTreeSet<&String> = wanted.shown.iter().chain(&wanted.counted).collect();
            assert!(used.counted.iter().all(|name| known.contains(name)), "{language}: unknown count in\n{text}");
            assert!(used.forms.iter().all(|count| *count == forms), "{language}: {forms} plural forms in\n{text}");
            for word in UNTOUCHED {
                assert_eq!(english.contains(word), text.contains(word), "{language}: {word} in\n{english}\n{text}");
            }
            assert!(!text.trim().is_empty() && text.starts_with(' ') == english.starts_with(' '), "{language}: {text}");
            assert_eq!(english.ends_with('.'), text.ends_with('.'), "{language}: the full stop of\n{english}\n{text}");
        }
    }
}

/// What a template takes.
#[derive(Default)]
struct Arguments {
    shown: BTreeSet<String>,
    counted: BTreeSet<String>,
    /// How many forms each choice has.
    forms: Vec<usize>,
}

fn arguments(template: &str) -> Arguments {
    let mut found = Arguments::default();
    // Each open brace: where it is, and the bars met directly in it.
    let mut open: Vec<(usize, usize)> = Vec::new();
    for (at, character) in template.char_indices() {
        match character {
            '{' => open.push((at, 0)),
            '|' => open.iter_mut().next_back().into_iter().for_each(|(_, bars)| *bars += 1),
            '}' => {
                let Some((start, bars)) = open.pop() else { panic!("a brace too many in {template}") };
                let name = template[start + 1..at].split('|').next().unwrap_or_default().to_owned();
                if bars == 0 {
                    found.shown.insert(name);
                } else {
                    found.counted.insert(name);
                    found.forms.push(bars);
                }
            }
            _ => {}
        }
    }
    assert!(open.is_empty(), "a brace too few in {template}");
    found
}

/// Every example of every rule, and what is checked of each.
fn reports(catalogue: Option<&Arc<Catalogue>>) -> Vec<Report> {
    let examples = rules().iter().flat_map(|rule| rule.examples);
    let report = |example: &hubcheck::Example| {
        let options: Options = serde_json::from_str(example.options).unwrap_or_default();
        let options = Options { catalogue: catalogue.cloned(), ..options };
        let origin = example.origin();
        let (file, baseline) = (example.before.as_bytes(), example.baseline.map(str::as_bytes));
        check(&Input { file, baseline, origin: origin.as_ref() }, &options)
    };
    examples.map(report).collect()
}

#[test]
fn a_report_differs_in_words_alone() {
    let english = reports(None);
    for language in LANGUAGES {
        let catalogue = catalogue(language, &pairs(language));
        let own = reports(Some(&catalogue));
        assert!(english.iter().zip(&own).any(|(one, other)| one.findings[0].what != other.findings[0].what));
        for (one, other) in english.iter().zip(own) {
            assert_eq!(wordless(one.clone()), wordless(other), "{language}");
        }
    }
}

/// As JSON, without any sentence.
fn wordless(mut report: Report) -> String {
    for finding in &mut report.findings {
        finding.what.clear();
        finding.message.clear();
        if let Some(fix) = &mut finding.fix {
            fix.does.clear();
            fix.choices.iter_mut().for_each(|choice| choice.does.clear());
            fix.evidence.iter_mut().for_each(|evidence| evidence.says.clear());
        }
    }
    report.refusal.iter_mut().for_each(|refusal| refusal.message.clear());
    report.undecided.iter_mut().for_each(|undecided| undecided.message.clear());
    report.baseline.iter_mut().for_each(|baseline| baseline.message = None);
    serde_json::to_string(&report).expect("a report is JSON")
}

/// A language of which every text is marked: what is not marked was written past the catalogue.
#[test]
fn no_sentence_goes_past_the_catalogue() {
    let texts = texts_of_the_engine().into_iter().map(|text| {
        let number = text.starts_with("1,000") || text.starts_with("10,000");
        let marked = if number { text.clone() } else { format!("⟦{text}⟧") };
        (text, marked)
    });
    let catalogue = catalogue("qps", &texts.collect::<Vec<_>>());
    for report in reports(Some(&catalogue)) {
        let mut sentences: Vec<String> = Vec::new();
        for finding in report.findings {
            sentences.extend([finding.what, finding.message]);
            if let Some(fix) = finding.fix {
                sentences.push(fix.does);
                sentences.extend(fix.choices.into_iter().map(|choice| choice.does));
                sentences.extend(fix.evidence.into_iter().map(|evidence| evidence.says));
            }
        }
        sentences.extend(report.refusal.into_iter().map(|refusal| refusal.message));
        sentences.extend(report.undecided.into_iter().map(|undecided| undecided.message));
        sentences.extend(report.baseline.into_iter().filter_map(|baseline| baseline.message));
        for sentence in sentences.iter().filter(|sentence| !sentence.is_empty()) {
            assert!(sentence.starts_with('⟦') && sentence.ends_with('⟧'), "not from the catalogue: {sentence}");
        }
    }
}

/// What the plan and the export say, and what is said within it.
#[test]
fn the_plan_and_the_export_speak_the_language() {
    let texts = texts_of_the_engine().into_iter().map(|text| (text.clone(), format!("⟦{text}⟧")));
    let options = Options { catalogue: Some(catalogue("qps", &texts.collect::<Vec<_>>())), ..Options::default() };
    let header = "User ID/Email (Required),Webex Contact Center Standard Agent\r\n";
    let users =
        |domain: &str| (0..9).fold(header.to_owned(), |file, user| file + &format!("u{user}@{domain},TRUE\r\n"));
    let (file, others) = (users("example.com"), users("other.example"));
    for (export, sentences) in [("", 2), (others.as_str(), 1)] {
        let input = Input { file: file.as_bytes(), baseline: Some(export.as_bytes()), origin: None };
        let message = check(&input, &options).baseline.and_then(|baseline| baseline.message).unwrap_or_default();
        assert_eq!(message.matches('⟦').count(), sentences, "{message}");
        let plan = hubcheck::plan(&input, &options);
        assert!(
            !plan.messages.is_empty() && plan.messages.iter().all(|message| message.starts_with('⟦')),
            "{:?}",
            plan.messages
        );
        let list = String::from_utf8(plan.csv()).expect("UTF-8");
        assert!(list.contains('⟦'), "{list}");
    }
    // A file that cannot be read yet tells nothing of the export.
    let open = format!("{file}zoe@example.com,\"TRUE\r\n");
    let report = check(&Input { file: open.as_bytes(), baseline: Some(others.as_bytes()), origin: None }, &options);
    assert!(report.refusal.is_some() && report.baseline.is_some_and(|baseline| baseline.message.is_none()));
}

#[test]
fn plural_forms_are_those_of_cldr() {
    use intl_pluralrules::{PluralCategory, PluralRuleType, PluralRules};
    for language in LANGUAGES.into_iter().chain(["en"]) {
        let mut tags = PluralRules::get_locales(PluralRuleType::CARDINAL).into_iter();
        let tag = tags.find(|tag| *tag == language).expect("CLDR knows the language");
        let judge = PluralRules::create(tag, PluralRuleType::CARDINAL).expect("CLDR knows the language");
        // `{n|…}` with the names of the categories as its forms tells which one is taken.
        let forms = match language {
            "pl" => "one|few|many",
            "fr" | "pt" => "one|many|other",
            _ => "one|other",
        };
        let words = catalogue(language, &[("{n} {n|row|rows}".to_owned(), format!("{{n|{forms}}}"))]);
        for count in (0..250).chain([999, 1_000, 1_001, 1_012, 1_022, 12_345, 1_000_001]) {
            let wanted = match judge.select(count).expect("a number has a category") {
                PluralCategory::ONE => "one",
                PluralCategory::FEW => "few",
                PluralCategory::MANY => "many",
                _ => "other",
            };
            assert_eq!(words.counted("{n} {n|row|rows}", count), wanted, "{language} {count}");
        }
        // Newer than that crate's data: round millions are `many` in French and Portuguese.
        let million = if matches!(language, "fr" | "pt" | "pl") { "many" } else { "other" };
        assert_eq!(words.counted("{n} {n|row|rows}", 1_000_000), million, "{language}");
    }
}

#[test]
fn who_lists_the_languages_lists_them_all() {
    for path in [
        "crates/cli/src/language.rs",
        "crates/xtask/src/module.rs",
        "docs/embedding.md",
        "web/app/src/components/masthead.rs",
        "web/element/hub-check.js",
        "web/load.js",
        "web/module/README.md",
        "web/module/beside.js",
        "web/module/index.d.ts",
    ] {
        let text = fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"));
        for language in LANGUAGES {
            let names = [format!("\"{language}\""), format!("/{language}.txt"), format!("`{language}`")];
            assert!(names.iter().any(|name| text.contains(name)), "{path} does not name {language}");
        }
    }
}

#[test]
fn each_language_has_its_glossary() {
    for language in LANGUAGES {
        let path = format!("web/languages/{language}.glossary.txt");
        let glossary = fs::read_to_string(root().join(&path)).unwrap_or_else(|error| panic!("{path}: {error}"));
        let terms = glossary.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
        let all: String = pairs(language).into_iter().map(|(_, text)| text.to_lowercase() + "\n").collect();
        for line in terms {
            let (term, own) = line.split_once('\t').unwrap_or_else(|| panic!("{path}: no tab in {line}"));
            let first = own.split([',', '(', '/']).next().unwrap_or_default().trim().to_lowercase();
            assert!(all.contains(&first), "{path}: {term} is {own}, but no text says so");
        }
    }
    assert!(Path::new(&root().join("web/languages")).is_dir());
}
