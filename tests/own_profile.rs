//! An organization's own profile: the schema says what the program reads, and every place takes it alike.
//!
//! What must stay true: whatever the schema refuses is refused by the program, and the other way round.

#[allow(dead_code, reason = "the tests of the command line use the rest")]
mod program;

use hubcheck::{Input, Options, OwnLimits, OwnProfile, check, plan};
use program::Folder;
use serde_json::{Value, json};

fn schema() -> Value {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../schema/profile.json");
    serde_json::from_str(&std::fs::read_to_string(path).expect("the schema is there")).expect("it is JSON")
}

fn keys(schema: &Value) -> Vec<String> {
    let mut keys: Vec<String> = schema["properties"].as_object().expect("properties").keys().cloned().collect();
    keys.sort();
    keys
}

fn sorted(keys: &[&str]) -> Vec<String> {
    let mut keys: Vec<String> = keys.iter().map(|key| (*key).to_owned()).collect();
    keys.sort();
    keys
}

#[test]
fn the_schema_has_the_keys_that_are_read() {
    let schema = schema();
    assert_eq!(keys(&schema), sorted(&OwnProfile::KEYS));
    assert_eq!(keys(&schema["properties"]["limits"]), sorted(&OwnLimits::KEYS));
}

/// What a schema of our few words says of a value.
fn allows(root: &Value, schema: &Value, value: &Value) -> bool {
    schema.as_object().expect("a schema").iter().all(|(word, says)| match word.as_str() {
        "$ref" => allows(root, &root["$defs"][says.as_str().unwrap_or_default().trim_start_matches("#/$defs/")], value),
        "type" => match says.as_str().unwrap_or_default() {
            "object" => value.is_object(),
            "array" => value.is_array(),
            "string" => value.is_string(),
            "integer" => value.is_i64() || value.is_u64(),
            other => panic!("the test does not know the type {other}"),
        },
        "const" => value == says,
        "minimum" => value.as_i64().is_none_or(|number| number >= says.as_i64().unwrap_or_default()),
        "maximum" => value.as_i64().is_none_or(|number| number <= says.as_i64().unwrap_or_default()),
        "minLength" => {
            value.as_str().is_none_or(|text| text.chars().count() as u64 >= says.as_u64().unwrap_or_default())
        }
        "maxLength" => {
            value.as_str().is_none_or(|text| text.chars().count() as u64 <= says.as_u64().unwrap_or_default())
        }
        "pattern" => value.as_str().is_none_or(|text| matches(says.as_str().unwrap_or_default(), text)),
        "required" => {
            let is_there = |key: &Value| value.get(key.as_str().unwrap_or_default()).is_some();
            !value.is_object() || says.as_array().expect("a list").iter().all(is_there)
        }
        "items" => value.as_array().is_none_or(|items| items.iter().all(|item| allows(root, says, item))),
        "properties" => value.as_object().is_none_or(|object| {
            object.iter().all(|(key, value)| says.get(key).is_none_or(|schema| allows(root, schema, value)))
        }),
        "propertyNames" => value
            .as_object()
            .is_none_or(|object| object.keys().all(|key| allows(root, says, &Value::String(key.clone())))),
        "additionalProperties" => value.as_object().is_none_or(|object| {
            let others = object.iter().filter(|(key, _)| schema["properties"].get(key.as_str()).is_none());
            others.into_iter().all(|(_, value)| says.as_bool().unwrap_or_else(|| allows(root, says, value)))
        }),
        "$schema" | "title" | "description" | "$defs" | "examples" => true,
        other => panic!("the test does not know the word {other} of the schema"),
    })
}

/// The two patterns of the schema, by what they mean.
fn matches(pattern: &str, text: &str) -> bool {
    match pattern {
        r"^\S(.*\S)?$" => !text.is_empty() && text.trim() == text,
        r"^[^\s@.*/-]([^\s@.*/]*[^\s@.*/-])?(\.[^\s@.*/-]([^\s@.*/]*[^\s@.*/-])?)+$" => {
            let is_label = |label: &str| !label.is_empty() && !label.starts_with('-') && !label.ends_with('-');
            !text.contains(['@', '*', '/', ' ', '\t']) && text.contains('.') && text.split('.').all(is_label)
        }
        other => panic!("the test does not know the pattern {other}"),
    }
}

#[test]
fn the_schema_and_the_program_take_the_same_profiles() {
    let schema = schema();
    let examples = schema["examples"].as_array().expect("examples").clone();
    assert!(!examples.is_empty());
    let good = [
        json!({"profile": 1}),
        json!({"profile": 1, "$schema": "profile.json", "name": "A"}),
        json!({"profile": 1, "limits": {"source": "x"}}),
        json!({"profile": 1, "limits": {"users": 1, "megabytes": 250, "source": "x y"}}),
        json!({"profile": 1, "locations": [], "domains": [], "licences_left": {}, "columns": []}),
        json!({"profile": 1, "domains": ["example.com", "my-company.co.uk", "øl.dk"]}),
        json!({"profile": 1, "licences_left": {"Webex Calling - Professional": 0}}),
    ];
    let bad = [
        json!({}),
        json!([]),
        json!("profile"),
        json!({"profile": 2}),
        json!({"profile": "1"}),
        json!({"profile": 1, "location": []}),
        json!({"profile": 1, "name": ""}),
        json!({"profile": 1, "name": " A"}),
        json!({"profile": 1, "limits": {"users": 5}}),
        json!({"profile": 1, "limits": {"users": 0, "source": "x"}}),
        json!({"profile": 1, "limits": {"users": 1.5, "source": "x"}}),
        json!({"profile": 1, "limits": {"records": 5, "source": "x"}}),
        json!({"profile": 1, "limits": 5}),
        json!({"profile": 1, "locations": "Aarhus"}),
        json!({"profile": 1, "locations": ["Aarhus", ""]}),
        json!({"profile": 1, "domains": ["@example.com"]}),
        json!({"profile": 1, "domains": ["example"]}),
        json!({"profile": 1, "domains": ["*.example.com"]}),
        json!({"profile": 1, "licences_left": {"Premium": -1}}),
        json!({"profile": 1, "licences_left": {"Premium": "5"}}),
        json!({"profile": 1, "licences_left": {"": 5}}),
        json!({"profile": 1, "columns": [5]}),
        json!({"profile": 1, "columns": null}),
    ];
    for (profiles, is_good) in [(&examples[..], true), (&good[..], true), (&bad[..], false)] {
        for profile in profiles {
            assert_eq!(allows(&schema, &schema, profile), is_good, "the schema: {profile}");
            let read = OwnProfile::read(profile.to_string().as_bytes());
            assert_eq!(read.is_ok(), is_good, "the program: {profile} {read:?}");
        }
    }
}

const FILE: &str = "User ID/Email (Required),Location,Cost Centre,Webex Contact Center Premium Agent\r\n\
                    anna@example.com,Arhus,7,TRUE\r\nbo@elsewhere.com,Aarhus,8,TRUE\r\n";
const PROFILE: &str = "{\n  \"profile\": 1,\n  \"limits\": {\"users\": 1, \"source\": \"our guide\"},\n  \
                       \"locations\": [\"Aarhus\"],\n  \"domains\": [\"example.com\"],\n  \
                       \"licences_left\": {\"Premium\": 1},\n  \"columns\": [\"Cost Centre\"]\n}\n";

#[test]
fn the_command_line_goes_by_a_profile() {
    let folder = Folder::new("profile");
    folder.write("users.csv", FILE);
    folder.write("profile.json", PROFILE);
    let alone = folder.run(["check", "users.csv"]);
    alone.ends(1).says("unknown-column");
    assert!(!alone.text().contains("profile"), "{}", alone.text());
    let check = folder.run(["check", "users.csv", "--profile", "profile.json"]);
    check.ends(1).says("location-not-in-profile").says("domain-not-in-profile").says("licence-pool");
    check.says("by your profile 1 go into one file (our guide)").says("--profile profile.json");
    assert!(!check.text().contains("unknown-column"), "{}", check.text());
    let own =
        folder.run(["check", "users.csv", "--profile", "profile.json", "--limit", "9", "--licences-left", "premium=5"]);
    assert!(!own.text().contains("too-many-users") && !own.text().contains("licence-pool"), "what is typed wins");
    folder.run(["plan", "users.csv", "--profile", "profile.json"]).ends(1).says("1 left: 1 too few");
    let fix = ["fix", "users.csv", "--profile", "profile.json", "--limit", "9", "--output", "out.csv"];
    folder.run(fix).ends(1);
    assert!(folder.read("out.csv").contains(",Arhus,"), "a location is never written unasked");
    folder.run(fix.iter().chain(&["--accept", "location-not-in-profile"])).ends(1);
    assert!(folder.read("out.csv").contains("anna@example.com,Aarhus,7,TRUE"));
}

#[test]
fn a_bad_profile_is_told_by_line_and_key() {
    let folder = Folder::new("profile-bad");
    folder.write("users.csv", FILE);
    folder.write("bad.json", PROFILE.replace("locations", "locatoins"));
    let check = |profile: &str| folder.run(["check", "users.csv", "--profile", profile]);
    check("bad.json")
        .stops("bad.json cannot be used. Line 4, “locatoins”: there is no such key; “locations” may be meant.");
    check("missing.json").stops("The profile missing.json cannot be read: there is no such file.");
    folder.write("users.json", PROFILE);
    let fix = ["fix", "users.csv", "--profile", "users.json", "--output", "users.json"];
    folder.run(fix).stops("would overwrite the profile");
    assert_eq!(folder.read("users.json"), PROFILE);
}

#[test]
fn a_session_keeps_the_profile_that_its_answers_go_by() {
    let folder = Folder::new("profile-session");
    folder.write("users.csv", FILE);
    folder.write("profile.json", PROFILE);
    folder.write("other.json", PROFILE.replace("Aarhus", "Odense"));
    let outputs = ["outputs", "users.csv", "--profile", "profile.json", "--output", "out", "--only", "session"];
    folder.run(outputs).ends(0);
    let session = folder.names_in("out").into_iter().find(|name| name.ends_with(".hubcheck.json")).expect("a session");
    let session = format!("out/{session}");
    folder.run(["check", "users.csv", "--session", &session]).ends(1).says("location-not-in-profile");
    folder.run(["check", "users.csv", "--session", &session, "--profile", "profile.json"]).ends(1);
    let other = folder.run(["check", "users.csv", "--session", &session, "--profile", "other.json"]);
    other.stops("This session was made with another profile");
}

#[test]
fn a_profile_says_nothing_of_what_the_export_has() {
    let input = Input { file: FILE.as_bytes(), baseline: Some(FILE.as_bytes()), origin: None };
    let options =
        Options { profile: Some(OwnProfile::read(PROFILE.as_bytes()).expect("it is fine")), ..Options::default() };
    let rules: Vec<String> = check(&input, &options).findings.into_iter().map(|finding| finding.rule).collect();
    assert!(!rules.iter().any(|rule| rule.ends_with("-in-profile")), "{rules:?}");
    // Nobody gets a licence that they have not.
    assert!(!rules.contains(&"licence-pool".to_owned()), "{rules:?}");
    let plan = plan(&input, &options);
    assert!(plan.messages.iter().all(|message| !message.contains("licences")), "{:?}", plan.messages);
    let moved = FILE.replace("bo@elsewhere.com,Aarhus", "bo@elsewhere.com,Arhus");
    let input = Input { file: moved.as_bytes(), ..input };
    let report = check(&input, &options);
    let found =
        report.findings.iter().find(|finding| finding.rule == "location-not-in-profile").expect("it is new there");
    assert!(found.what.contains("although your export has it") && found.fix.is_none(), "{found:?}");
}
