//! Small ones of the files that are made to be too much: nothing panics, every
//! promise is kept, and no time grows faster than the file.

use std::time::Duration;

use hubcheck::{Input, Options, check, correct};
use hubcheck_tests::attacks::{ATTACKS, PAIRS};
use hubcheck_tests::processor_time;
use hubcheck_tests::promises::{self, Case};

/// Enough that a step that looks at the whole file for each of its records shows.
const SIZE: usize = 200_000;

/// How much longer four times the file may take, on a machine that does something else, too.
const GROWTH: u32 = 9;

#[test]
fn no_attack_breaks_a_promise() {
    let pairs = PAIRS.iter().map(|pair| pair.of(3_000));
    let alone = ATTACKS.iter().map(|attack| (attack.make)(3_000));
    for (file, export) in alone.map(|file| (file.clone(), file)).chain(pairs) {
        let accept = serde_json::from_str(r#"{"answer":"yes"}"#).expect("our own JSON");
        for decisions in [Vec::new(), vec![accept]] {
            let options = Options { decisions, sha256: false, ..Options::default() };
            promises::check_and_correct_agree(&Case { file: &file, baseline: Some(&export), options: options.clone() });
            promises::correcting_twice_is_correcting_once(&file, &options);
        }
        promises::what_no_rule_touches_keeps_its_bytes(&file);
    }
}

#[test]
fn a_byte_that_is_no_letter_stays_when_the_words_that_showed_utf_8_are_corrected() {
    let header = "User ID/Email (Required),First Name,Webex Contact Center Standard Agent";
    let file = [
        header.as_bytes(),
        b"\r\nanna@example.com,A\xD1a,\r\nbo@example.com,Bo,FA\xC5\x81SZ\r\ncas@example.com,Cas,FA\xC5\x81SZ\r\n",
    ]
    .concat();
    let options = Options { sha256: false, ..Options::default() };
    let corrected = correct(&Input { file: &file, baseline: None, origin: None }, &options);
    assert!(corrected.report.rules.iter().any(|rule| rule.name == "lost-letters"), "{:?}", corrected.report.rules);
    let bytes = corrected.parts.expect("a file")[0].bytes();
    assert!(bytes.windows(3).any(|three| three == b"A\xD1a") && !bytes.windows(2).any(|two| two == b"\xC5\x81"));
    promises::correcting_twice_is_correcting_once(&file, &options);
    promises::a_corrected_file_has_no_safe_finding_left(&file);
}

/// Also what a program made of a byte order mark, and where two have written one.
#[test]
fn a_mark_that_shall_stay_stays_as_it_was() {
    for mark in ["\u{FEFF}", "ï»¿", "п»ї", "\u{FEFF}ï»¿", "\u{FEFF}\u{FEFF}"] {
        let file = format!("{mark}User ID/Email (Required),Title\r\nanna@example.com,Agent\r\n");
        promises::what_no_rule_touches_keeps_its_bytes(file.as_bytes());
    }
}

/// Four times the file takes about four times the time; where each record looked at all the others, sixteen times.
#[test]
fn no_attack_takes_more_than_linear_time() {
    let pairs = PAIRS.iter().map(|pair| (pair.name, &pair.make, Some(pair.export.unwrap_or(pair.make))));
    for (name, make, export) in ATTACKS.iter().map(|attack| (attack.name, &attack.make, None)).chain(pairs) {
        let time_of = |size: usize| {
            let (file, export) = (make(size), export.map(|export| export(size)));
            let input = Input { file: &file, baseline: export.as_deref(), origin: None };
            let start = processor_time();
            let report = check(&input, &Options::default());
            let correction = correct(&input, &Options::default());
            let took = processor_time().zip(start).map_or(Duration::ZERO, |(end, start)| end.saturating_sub(start));
            assert_eq!(report.totals, correction.report.totals, "{name}");
            took
        };
        // What is over sooner tells nothing: a machine does other things beside it.
        let is_linear = || {
            let took = time_of(SIZE);
            println!("{:>8.3} s  {name}", took.as_secs_f64());
            took < Duration::from_secs(1) || took < time_of(SIZE / 4) * GROWTH
        };
        assert!(is_linear() || is_linear(), "{name}: four times the file takes more than {GROWTH} times the time");
    }
}
