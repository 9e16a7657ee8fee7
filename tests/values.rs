//! What holds for any values, with and without a baseline, in every mode and
//! under any answers: correcting twice is correcting once, nothing proven is
//! left undone, and what is left is found again.

use std::collections::HashSet;

use hubcheck::{Decision, Finding, Input, Mode, Options, Report, Safety, check, correct, rules};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use proptest::test_runner::RngSeed;

const COLUMNS: &[(&str, &[&str])] = &[
    (
        "First Name",
        &[
            "",
            "Anna",
            "?ukasz",
            "'t Hooft",
            "“Anna”",
            "A\u{A0}B",
            " Anna ",
            "NA",
            "Na",
            "#REF!",
            "=1+1",
            "0.0",
            "12.0",
            "'x'",
            "'12.0",
            "a\u{200b}b",
            "=\"x\"",
            "-",
        ],
    ),
    (
        "Manager",
        &[
            "",
            "boss@example.com",
            "mailto:boss@example.com",
            "-",
            "x",
            "boss @example.com",
            "'boss@example.com",
            "'boss@example.com'",
            "null",
        ],
    ),
    (
        "Extension",
        &[
            "",
            "8825",
            "0584",
            "584",
            "1-Feb",
            "8825.0",
            "８８２５",
            "5",
            "=\"0584\"",
            "'0584",
            "NA",
            "#N/A",
            "REMOVE",
            "88 25",
            "5.84E+02",
            "12345678901",
        ],
    ),
    (
        "Phone Number",
        &[
            "",
            "+4526018159",
            "4526018159",
            "004526018159",
            "+45 26 01 81 59",
            "26018159",
            "4.52602E+10",
            "4,52602E+10",
            "4,5E+10",
            "'+4526018159",
            "=\"+4526018159\"",
            "4526018159.0",
            "REMOVE",
            "remove",
            "PRIMARY|+4526018159",
            "PRIMARY|4526018159",
            "REMOVE |45",
            "REMOVE|",
            "PRIMARY",
            "+4526018159,+4526018160",
            "4526018159,4526018160",
            "45260181594526000000",
            "nan",
            "####",
            "＋４５２６０１８１５９",
            "+44 (0)20 7946 0958",
            "+39 (0)6 12345678",
            "4,526,018,159",
            "+45(26)018159",
            "x12",
            "0045",
            "+4526018159 / 26018160",
            "+45\u{200b}26018159",
            "'REMOVE",
            "\u{a0}4526018159",
            "(+45) 26018159",
            "'4526018159.0",
            "4512345678,0",
        ],
    ),
    (
        "Caller ID Number",
        &[
            "",
            "+4526018159",
            "4526018159",
            "+48579290810",
            "004526018159",
            "26018159",
            "4.52602E+10",
            "+45 26018159",
            "48579290810",
        ],
    ),
    ("Location", &["", "Aarhus", "Aarhus ", "K?benhavn", "REMOVE", "København\u{a0}HQ"]),
    ("User Status", &["", "Verified", "Verified ", "Active"]),
    ("Last Service Accessed Time", &["", "2026-01-10T10:53:09.064Z", "10-01-2026", "NA", " 2026-01-10T10:53:09.064Z"]),
    ("Webex Calling - Professional", &["", "TRUE", "FALSE"]),
    ("Last Name", &["", "Nowak", "Nowak", "Friis", "SÃ¸rensen", "Sørensen", "x@y.dk", "a/b"]),
    ("Location", &["Aarhus", "Aarhus", "Aarhus", "aarhus", "Arhus", "\u{A0}Aarhus", "", "REMOVE", "ArhÃ¼s"]),
    ("Webex Calling - Standard", &["", "TRUE", "FALSE"]),
    (
        "Webex Contact Center Standard Agent [Sub1]",
        &[
            "",
            "TRUE",
            "FALSE",
            "TRUE",
            "FALSE",
            "SAND",
            "FA?SZ",
            "DOGRU",
            "true",
            "T",
            " FALSE ",
            "yes",
            "Supervisor",
            "#N/A",
            "NULL",
            "'TRUE",
            "=\"FALSE\"",
            "FASLE",
            "x",
            "maybe",
            "1.0",
        ],
    ),
    (
        "Webex Contact Center Premium Agent [Sub1]",
        &["", "TRUE", "FALSE", "TRUE", "FALSE", "VRAI", "Administrator", "0", "nie", "-"],
    ),
    ("Webex Contact Center Premium Agent (Suspended) [Sub2]", &["", "TRUE", "FALSE", "SANT"]),
];
const KEYS: &[&str] = &[
    "anna@example.com",
    "Anna@Example.com",
    "bo@example.com",
    "ida@example.com",
    "mailto:bo@example.com",
    "Bo <bo@example.com>",
    "bo@",
    "a b@c.dk",
    " ida@example.com",
    "anna@example.com.",
    "an\u{200b}na@example.com",
    "'bo@example.com",
    "'bo@example.com'",
    "anna@@example.com",
    "anna smith@example.com",
    "a@b.dk;c@d.dk",
    "“bo@example.com”",
    "ole@example.com",
    "per@exmaple.com",
    "zoe@gmail.com",
    "Friis",
];

const CHOICES: &[&str] =
    &["yes", "yes", "no", "premium", "standard", "first", "last", "merge", "joined", "dot", "blank", "remove"];

fn cell(value: &str) -> String {
    if value.contains([',', '"', '\n', '\r']) || value.starts_with(' ') {
        format!("\"{}\"", value.replace('"', "\"\""))
    } else {
        value.to_owned()
    }
}

/// A file with these columns and users; `picks` choose the values.
fn table(columns: &[usize], keys: &[usize], picks: &[usize]) -> String {
    let headers = columns.iter().map(|column| COLUMNS[*column].0);
    let header = std::iter::once("User ID/Email (Required)").chain(headers).collect::<Vec<_>>().join(",");
    let mut picks = picks.iter().cycle();
    let records = keys.iter().map(|key| {
        let values = columns.iter().map(|column| {
            let values = COLUMNS[*column].1;
            cell(values[picks.next().map_or(0, |pick| pick % values.len())])
        });
        std::iter::once(cell(KEYS[key % KEYS.len()])).chain(values).collect::<Vec<_>>().join(",")
    });
    std::iter::once(header).chain(records).map(|line| line + "\r\n").collect()
}

/// A file and perhaps a baseline with the same columns.
fn files() -> impl Strategy<Value = (String, Option<String>)> {
    let columns = subsequence((0..COLUMNS.len()).collect::<Vec<_>>(), 1..8);
    let file = (vec(0_usize..40, 1..7), vec(0_usize..4_000, 40));
    let baseline = (any::<bool>(), vec(0_usize..5, 1..6), vec(0_usize..4_000, 40));
    (columns, file, baseline).prop_map(|(columns, (keys, picks), (has_baseline, known, known_picks))| {
        (table(&columns, &keys, &picks), has_baseline.then(|| table(&columns, &known, &known_picks)))
    })
}

fn options() -> impl Strategy<Value = Options> {
    let names: Vec<&str> = rules().iter().map(|rule| rule.name).collect();
    let answer = (select(names), select(CHOICES))
        .prop_map(|(rule, answer)| decision(&format!(r#"{{"rule":"{rule}","answer":"{answer}"}}"#)));
    let mode = select(&[None, Some(Mode::Add), Some(Mode::AddRemove)][..]);
    let countries = select(&["", "DK", "PL DK", "GB IT"][..]);
    (vec(answer, 0..4), any::<bool>(), mode, countries).prop_map(|(mut decisions, accepts_asks, mode, countries)| {
        if accepts_asks {
            decisions.push(decision(r#"{"answer":"yes"}"#));
        }
        let countries = countries.split_whitespace().map(str::to_owned).collect();
        Options { decisions, mode, countries, sha256: false, ..Options::default() }
    })
}

fn decision(json: &str) -> Decision {
    serde_json::from_str(json).expect("our own JSON")
}

fn input<'a>(file: &'a str, baseline: Option<&'a String>) -> Input<'a> {
    Input { file: file.as_bytes(), baseline: baseline.map(String::as_bytes), origin: None }
}

/// The whole corrected file and its report.
fn corrected(file: &str, baseline: Option<&String>, options: &Options) -> Option<(String, Report)> {
    let correction = correct(&input(file, baseline), options);
    let parts = correction.parts.ok()?;
    Some((String::from_utf8_lossy(&parts[0].bytes()).into_owned(), correction.report))
}

/// The main calling code of a file shows only once enough numbers have their +, the usual length of a location's
/// extensions once enough of them stand in it.
fn rests_on_the_file_itself(finding: &Finding) -> bool {
    let evidence = finding.fix.as_ref().and_then(|fix| fix.evidence.as_ref());
    finding.applied && evidence.is_some_and(|evidence| matches!(&*evidence.kind, "file" | "location"))
}

/// Whether two rows may turn out to be one user: what is found then is another thing.
fn may_repeat_users(file: &str) -> bool {
    let mut seen = HashSet::new();
    !file.lines().all(|line| {
        let address = line.split(',').next().unwrap_or_default().to_lowercase();
        let letters: String = address.chars().filter(|letter| letter.is_alphanumeric()).collect();
        seen.insert(letters.replace("mailto", "").replace("bobo", "bo").replace("annasmith", "anna"))
    })
}

fn places(report: &Report, is_wanted: impl Fn(&Finding) -> bool) -> Vec<(String, Option<String>)> {
    let wanted = report.findings.iter().filter(|finding| is_wanted(finding));
    let mut places: Vec<_> = wanted.map(|finding| (finding.rule.clone(), finding.column.clone())).collect();
    places.sort();
    places
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: std::env::var("CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(2_000),
        failure_persistence: None,
        rng_seed: std::env::var("CASES").map_or(RngSeed::Fixed(2_026), |cases| if cases.len() > 3 { RngSeed::Random } else { RngSeed::Fixed(2_026) }),
        ..ProptestConfig::default()
    })]

    #[test]
    fn correcting_twice_is_correcting_once((file, baseline) in files(), options in options()) {
        let Some((once, _)) = corrected(&file, baseline.as_ref(), &options) else { return Ok(()) };
        let Some((twice, report)) = corrected(&once, baseline.as_ref(), &options) else { return Ok(()) };
        if !report.findings.iter().any(rests_on_the_file_itself) {
            prop_assert_eq!(twice, once, "{:?}", places(&report, |finding| finding.applied));
        }
    }

    #[test]
    fn nothing_proven_is_left_undone((file, baseline) in files(), options in options()) {
        let options = Options { decisions: Vec::new(), ..options };
        let Some((once, _)) = corrected(&file, baseline.as_ref(), &options) else { return Ok(()) };
        let again = check(&input(&once, baseline.as_ref()), &options);
        let is_safe = |finding: &Finding| finding.fix.as_ref().is_some_and(|fix| fix.safety == Safety::Safe);
        prop_assert_eq!(places(&again, is_safe), Vec::new(), "{}", once);
    }

    #[test]
    fn what_is_left_is_found_again((file, baseline) in files(), options in options()) {
        // In mode Add the sentence about the mode comes once the licences are settled.
        if may_repeat_users(&file) || options.mode == Some(Mode::Add) {
            return Ok(());
        }
        let Some((once, report)) = corrected(&file, baseline.as_ref(), &options) else { return Ok(()) };
        let again = check(&input(&once, baseline.as_ref()), &options);
        let is_open = |finding: &Finding| !finding.applied;
        // What stands in a column that is left out goes with it.
        let stays = |finding: &Finding| {
            let is_there = |name: &String| again.file.columns.iter().any(|column| column.header == *name);
            finding.column.as_ref().is_none_or(is_there)
        };
        let left = places(&report, |finding| is_open(finding) && stays(finding));
        prop_assert_eq!(left, places(&again, is_open), "{}", once);
    }
}
