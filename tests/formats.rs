//! The other ways in which `hubcheck check` answers, several files in one call, and what is made of the arguments.
//!
//! What must stay true: the SARIF log has what SARIF 2.1.0 requires and points where the finding is; one file's JSON is
//! the report alone; nothing but answers stands on the output.

#[allow(dead_code, reason = "the tests of the command line use the rest")]
mod program;

use program::{Folder, corpus};
use serde_json::Value;

const HEADER: &str = "User ID/Email (Required),Title,Webex Contact Center Standard Agent\r\n";
const CLEAN: &str =
    "User ID/Email (Required),Title,Webex Contact Center Standard Agent\r\nanna@example.com,Agent,TRUE\r\n";

fn damaged() -> String {
    format!("{HEADER}anna@example.com,\"Søren, =1\",TRUE\r\nbo@example.com,=1+1,SAND\r\nida@example.com,Chef,maybe\r\n")
}

type Like = fn(&Value) -> bool;

/// Each property that SARIF 2.1.0 requires, or that we promise: where, and what it is like. `*`: of each one.
const SARIF: [(&str, Like); 24] = [
    ("$schema", |value| value.as_str().is_some_and(|uri| uri.ends_with("sarif-2.1.0.json"))),
    ("version", |value| value == "2.1.0"),
    ("runs", |value| value.as_array().is_some_and(|runs| runs.len() == 1)),
    ("runs.*.tool.driver.name", |value| value == "hubcheck"),
    ("runs.*.tool.driver.semanticVersion", |value| value.as_str().is_some_and(|text| text.split('.').count() == 3)),
    ("runs.*.tool.driver.rules.*.id", |value| value.as_str().is_some_and(|id| hubcheck::find_rule(id).is_some())),
    ("runs.*.tool.driver.rules.*.name", is_text),
    ("runs.*.tool.driver.rules.*.shortDescription.text", is_text),
    ("runs.*.tool.driver.rules.*.fullDescription.text", is_text),
    ("runs.*.tool.driver.rules.*.help.text", is_text),
    ("runs.*.tool.driver.rules.*.defaultConfiguration.level", is_level),
    ("runs.*.columnKind", |value| value == "unicodeCodePoints"),
    ("runs.*.invocations.*.executionSuccessful", Value::is_boolean),
    ("runs.*.artifacts.*.location.uri", is_uri),
    ("runs.*.artifacts.*.length", Value::is_u64),
    ("runs.*.artifacts.*.hashes.sha-256", |value| value.as_str().is_some_and(|hash| hash.len() == 64)),
    ("runs.*.results.*.ruleId", is_text),
    ("runs.*.results.*.ruleIndex", Value::is_u64),
    ("runs.*.results.*.level", is_level),
    ("runs.*.results.*.message.text", is_text),
    ("runs.*.results.*.locations.*.physicalLocation.artifactLocation.uri", is_uri),
    ("runs.*.results.*.locations.*.physicalLocation.artifactLocation.index", Value::is_u64),
    ("runs.*.results.*.locations.*.physicalLocation.region.startLine", |value| value.as_u64() > Some(0)),
    ("runs.*.results.*.partialFingerprints.hubcheckFinding/v1", is_text),
];

fn is_text(value: &Value) -> bool {
    value.as_str().is_some_and(|text| !text.trim().is_empty())
}

fn is_level(value: &Value) -> bool {
    ["error", "warning", "note"].iter().any(|level| value == level)
}

fn is_uri(value: &Value) -> bool {
    value.as_str().is_some_and(|uri| !uri.is_empty() && !uri.contains([' ', '\\', '"', '<']) && uri.is_ascii())
}

/// The values at a place; nothing where a part of it is missing.
fn at<'v>(value: &'v Value, place: &[&str]) -> Vec<Option<&'v Value>> {
    match place.split_first() {
        None => vec![Some(value)],
        Some((&"*", rest)) => value.as_array().into_iter().flatten().flat_map(|value| at(value, rest)).collect(),
        Some((key, rest)) => value.get(key).map_or_else(|| vec![None], |value| at(value, rest)),
    }
}

#[track_caller]
fn is_sarif(log: &Value) {
    for (place, is_like) in SARIF {
        for value in at(log, &place.split('.').collect::<Vec<_>>()) {
            assert!(value.is_some_and(is_like), "{place}: {value:?}");
        }
    }
    let rules = log["runs"][0]["tool"]["driver"]["rules"].as_array().expect("rules");
    for result in log["runs"][0]["results"].as_array().expect("results") {
        let place = usize::try_from(result["ruleIndex"].as_u64().expect("a place")).expect("a small one");
        assert_eq!(result["ruleId"], rules[place]["id"]);
    }
}

#[test]
fn sarif_has_what_it_requires_and_points_at_the_cell() {
    let folder = Folder::new("sarif");
    folder.write("my lists/users æ.csv", damaged());
    let log = folder.run(["check", "my lists/users æ.csv", "--format", "sarif"]).ends(1).json();
    is_sarif(&log);
    let run = &log["runs"][0];
    assert_eq!(run["artifacts"][0]["location"]["uri"], "my%20lists/users%20%C3%A6.csv");
    let of = |rule: &str| {
        let results = run["results"].as_array().expect("results");
        results.iter().find(|result| result["ruleId"] == rule).unwrap_or_else(|| panic!("{rule} is not there")).clone()
    };
    let sand = of("V301");
    let region = &sand["locations"][0]["physicalLocation"]["region"];
    let offset = HEADER.chars().count() + "anna@example.com,\"Søren, =1\",TRUE\r\nbo@example.com,=1+1,".chars().count();
    assert_eq!(
        *region,
        serde_json::json!({
            "startLine": 3, "startColumn": 21, "endLine": 3, "endColumn": 25, "charOffset": offset, "charLength": 4,
        })
    );
    assert_eq!(sand["fixes"][0]["artifactChanges"][0]["replacements"][0]["insertedContent"]["text"], "TRUE");
    assert_eq!(sand["locations"][0]["logicalLocations"][0]["name"], "Webex Contact Center Standard Agent");
    assert_eq!((&sand["level"], &of("V342")["level"]), (&"error".into(), &"warning".into()));
    assert!(of("V303").get("fixes").is_none(), "only what is proven is offered to an editor");
}

#[test]
fn fingerprints_outlive_new_rows_and_tell_equal_findings_apart() {
    let folder = Folder::new("fingerprints");
    let row = |name: &str| format!("{name}@example.com,Agent,SAND\r\n");
    folder.write("one.csv", format!("{HEADER}{}{}", row("anna"), row("bo")));
    folder.write("two.csv", format!("{HEADER}ida@example.com,Agent,TRUE\r\n{}{}", row("anna"), row("bo")));
    let of = |name: &str| -> Vec<String> {
        let log = folder.run(["check", name, "--format", "sarif"]).ends(1).json();
        let results = log["runs"][0]["results"].as_array().expect("results").clone();
        results.iter().map(|result| result["partialFingerprints"].to_string()).collect()
    };
    let (one, two) = (of("one.csv"), of("two.csv"));
    assert_eq!(one, two);
    assert!(one.len() == 2 && one[0] != one[1], "{one:?}");
}

#[test]
fn every_file_of_the_corpus_makes_a_sound_log() {
    let folder = Folder::new("sarif-corpus");
    for name in
        ["spreadsheet-da-windows1252-semicolon.csv", "spreadsheet-sv-utf16-tab.csv", "workbook.xls", "export.csv"]
    {
        folder.write(name, corpus(name));
        let log = folder.run(["check", name, "--format", "sarif"]).json();
        // A finding about the file as a whole, or in a workbook, has no line of a text.
        for (place, is_like) in SARIF.iter().filter(|(place, _)| !place.ends_with("startLine")) {
            for value in at(&log, &place.split('.').collect::<Vec<_>>()) {
                assert!(value.is_some_and(is_like), "{name}: {place}: {value:?}");
            }
        }
    }
}

#[test]
fn findings_are_a_list_or_a_page() {
    let folder = Folder::new("list-and-page");
    folder.write("damaged.csv", damaged());
    let list = folder.run(["check", "damaged.csv", "--format", "csv"]);
    list.ends(1).says("file,line,row,column,").says("damaged.csv,3,2,Title,2,,warning,V342,formula-value,'=1+1,");
    let mut reader = csv::Reader::from_reader(list.text().into_bytes().leak() as &[u8]);
    assert!(reader.records().all(|record| record.is_ok_and(|record| record.len() == 14)));
    let page = folder.run(["check", "damaged.csv", "--format", "html"]);
    page.ends(1).says("<!doctype html>").says("<code>SAND</code> → <code>TRUE</code>").says("default-src 'none'");
    assert!(!page.text().contains("<script") && !page.text().contains("://"));
}

#[test]
fn several_files_are_reported_each_and_the_worst_counts() {
    let folder = Folder::new("several");
    folder.write("clean.csv", CLEAN);
    folder.write("damaged.csv", damaged());
    folder.write("empty.csv", "");
    let both = folder.run(["check", "clean.csv", "damaged.csv"]);
    both.ends(1).says("clean.csv\nReady to import").says("damaged.csv\n").says("foreign-boolean");
    both.says("2 files: 1 ready to import, 1 that only a person can correct.\n");
    folder.run(["check", "clean.csv", "./clean.csv"]).ends(0).says("2 files: 2 ready to import.");
    folder.run(["check", "clean.csv", "missing.csv", "empty.csv"]).ends(2).says("1 that could not be checked.");
    folder.run(["check", "-", "clean.csv", "-"]).stops("name it once");
    folder.run(["check", "clean.csv", "damaged.csv", "--sheet", "x"]).stops("--sheet belongs to one file");
    folder.run_with(["check", "clean.csv", "-"], CLEAN.as_bytes()).ends(0).says("2 files: 2 ready to import.");
}

#[test]
fn several_files_have_a_json_of_their_own_and_one_file_its_report() {
    let folder = Folder::new("several-json");
    folder.write("clean.csv", CLEAN);
    folder.write("damaged.csv", damaged());
    let one = folder.run(["check", "damaged.csv", "--format", "json"]).ends(1).json();
    assert_eq!((&one["report"], &one["file"]["name"]), (&1.into(), &"damaged.csv".into()));
    let all = folder.run(["check", "clean.csv", "no.csv", "damaged.csv", "--format", "json"]).ends(2).json();
    assert_eq!(all["reports"], 1);
    let counts = ["ready", "fixable", "blocked", "unread"].map(|key| all[key].as_u64().expect(key));
    assert_eq!(counts, [1, 0, 1, 1]);
    let paths: Vec<&str> =
        all["files"].as_array().expect("files").iter().filter_map(|file| file["path"].as_str()).collect();
    assert_eq!(paths, ["clean.csv", "no.csv", "damaged.csv"]);
    assert_eq!(all["files"][2]["report"], one);
    assert!(all["files"][1]["error"].as_str().is_some_and(|why| why.contains("there is no such file")));
    assert!(all["files"][1].get("report").is_none() && all["files"][0].get("error").is_none());
}

#[test]
fn several_files_stand_in_one_list_one_page_and_one_log() {
    let folder = Folder::new("several-formats");
    folder.write("a/users.csv", damaged());
    folder.write("b/users.csv", damaged());
    let check = |format: &str| folder.run(["check", "a/users.csv", "b/users.csv", "gone.csv", "--format", format]);
    check("csv").ends(2).says("\r\na/users.csv,3,2,").says("\r\nb/users.csv,3,2,");
    check("html").ends(2).says("<h2>a/users.csv</h2>").says("<h2>b/users.csv</h2>");
    let log = check("sarif").ends(2).json();
    is_sarif(&log);
    let run = &log["runs"][0];
    assert_eq!(run["artifacts"].as_array().map(Vec::len), Some(2));
    assert_eq!(run["invocations"][0]["executionSuccessful"], false);
    let told = &run["invocations"][0]["toolExecutionNotifications"][0];
    assert_eq!((&told["level"], is_text(&told["message"]["text"])), (&"error".into(), true));
}

#[test]
fn completions_and_manual_pages_are_the_same_every_time() {
    let folder = Folder::new("documents");
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = folder.run(["completions", shell]);
        script.ends(0).says("hubcheck").says("baseline").says("licences-left");
        assert_eq!(script.text(), folder.run(["completions", shell]).text());
    }
    let page = folder.run(["man"]);
    page.ends(0).says(".TH hubcheck 1").says("hubcheck\\-check(1)");
    assert_eq!(page.text(), folder.run(["man"]).text());
    folder.run(["man", "check"]).ends(0).says(".TH hubcheck-check 1").says("\\-\\-profile").says("sarif");
    folder.run(["man", "chek"]).stops("There is no command chek; there are check, fix, plan");
    folder.run(["completions", "csh"]).ends(2);
}
