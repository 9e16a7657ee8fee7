//! Values and users that once went wrong: each test is a file as somebody met it.
//!
//! What must stay true: none of them comes back, and no cell takes more than
//! linear time, however it is built.

use std::fmt::Write as _;
use std::time::Duration;

use hubcheck::{Decision, Finding, Input, Mode, Options, Report, Severity, Verdict, check, correct};
use hubcheck_tests::processor_time;

const KEY: &str = "User ID/Email (Required)";
const STANDARD: &str = "Webex Contact Center Standard Agent";
const PREMIUM: &str = "Webex Contact Center Premium Agent";

/// A file with the key and both Contact Center columns.
fn licences(rows: &str) -> String {
    format!("{KEY},{STANDARD},{PREMIUM}\n{rows}\n")
}

fn options(mode: Option<Mode>) -> Options {
    Options { mode, sha256: false, ..Options::default() }
}

fn look(file: &str, baseline: Option<&str>, mode: Option<Mode>) -> Report {
    check(&Input { file: file.as_bytes(), baseline: baseline.map(str::as_bytes), origin: None }, &options(mode))
}

fn of<'r>(report: &'r Report, code: &str) -> Vec<&'r Finding> {
    report.findings.iter().filter(|finding| finding.code == code).collect()
}

fn corrected(file: &str, baseline: Option<&str>, decision: &str) -> String {
    let decision: Decision = serde_json::from_str(decision).expect("a decision");
    let options = Options { decisions: vec![decision], ..options(Some(Mode::AddRemove)) };
    let correction =
        correct(&Input { file: file.as_bytes(), baseline: baseline.map(str::as_bytes), origin: None }, &options);
    let parts = correction.parts.expect("a corrected file");
    String::from_utf8(parts.into_iter().next().expect("a part").bytes()).expect("UTF-8")
}

/// Far more than linear time needs, far less than anything worse does.
#[track_caller]
fn quickly(file: &str, baseline: Option<&str>) -> Report {
    let start = processor_time();
    let report = look(file, baseline, None);
    let took = processor_time().zip(start).map_or(Duration::ZERO, |(end, start)| end.saturating_sub(start));
    assert!(took < Duration::from_secs(10), "took {took:?}");
    report
}

#[test]
fn a_baseline_that_cannot_answer_does_not_silence_the_removal() {
    let file = licences("a@x.com,FALSE,FALSE");
    let cases = [
        ("twice", licences("a@x.com,TRUE,FALSE\na@x.com,FALSE,TRUE")),
        ("a page", "<!DOCTYPE html><html><body>Sign in</body></html>".to_owned()),
        ("unclosed", format!("{KEY},{STANDARD},{PREMIUM}\n\"a@x.com,TRUE,FALSE\nb@x.com,FALSE,TRUE\n")),
        ("unreadable", licences("a@x.com,1,1")),
        ("unsettled", licences("a@x.com;,TRUE,FALSE")),
        ("no address", licences(",TRUE,FALSE")),
        ("empty", String::new()),
    ];
    for (name, baseline) in &cases {
        for mode in [Some(Mode::AddRemove), None] {
            let report = look(&file, Some(baseline), mode);
            assert_eq!(of(&report, "V305").len(), 1, "{name}");
        }
    }
    let other = licences("b@x.com,TRUE,FALSE");
    assert_eq!(of(&look(&file, Some(&other), None), "V305").len(), 0, "a new user has nothing to lose");
    for address in ["a@x.com;", "a @x.com", "a@x,com"] {
        let file = licences(&format!("\"{address}\",FALSE,FALSE"));
        let known = licences("a@x.com,TRUE,FALSE");
        assert_eq!(of(&look(&file, Some(&known), None), "V305").len(), 1, "{address}");
    }
}

#[test]
fn only_licences_of_the_export_are_said_to_be_in_it() {
    let file = licences("a@x.com,FALSE,FALSE");
    let report = look(&file, Some(&licences("a@x.com,TRUE,1")), Some(Mode::AddRemove));
    let found = of(&report, "V305");
    assert_eq!(found.len(), 1);
    let text = format!("{} {:?}", found[0].what, found[0].fix);
    assert!(text.contains(STANDARD) && !text.contains(PREMIUM), "{text}");
}

#[test]
fn wrapped_addresses_are_judged_in_linear_time() {
    for depth in [26, 100_000] {
        for value in [
            "mailto:".repeat(depth) + "a@b,x",
            "mailto:".repeat(depth) + "a@b.dk",
            "<".repeat(depth) + "a@b" + &">".repeat(depth),
            "<".repeat(depth) + "a@b.dk" + &">".repeat(depth),
            "'".repeat(depth) + "a@b" + &"'".repeat(depth),
            "'".repeat(depth) + "a@b.dk",
        ] {
            let file = licences(&format!("\"{value}\",TRUE,"));
            let report = quickly(&file, None);
            assert!(!report.findings.is_empty());
        }
    }
    let two = licences("mailto:<a@b.dk>,TRUE,");
    assert!(of(&look(&two, None, None), "U402")[0].applied);
}

#[test]
fn apostrophes_do_not_end_the_stack() {
    for header in ["Phone Number", "Extension", "Department"] {
        let file = format!("{KEY},{header}\na@x.com,{}+4526018159\n", "'".repeat(1_000_000));
        assert!(!of(&quickly(&file, None), "V325").is_empty());
    }
}

#[test]
fn stray_quotes_are_read_in_linear_time() {
    let file = format!("{KEY},{STANDARD}\na@x.com,TRUE\nb@x.com,5\" x{}\nc@x.com,TRUE\n", ",\"a".repeat(300_000));
    quickly(&file, None);
    let file = format!("{KEY},{STANDARD}\na@x.com,x{}\n", "\"a,".repeat(300_000));
    quickly(&file, None);
}

#[test]
fn last_means_the_last_row() {
    let file = licences("a@x.com,TRUE,\na@x.com,FALSE,\na@x.com,TRUE,");
    let last = corrected(&file, None, r#"{"rule":"duplicate-user","answer":"last"}"#);
    assert!(last.ends_with("a@x.com,TRUE,\r\n") && last.lines().count() == 2, "{last}");
    let file = licences("a@x.com,TRUE,\na@x.com,FALSE,\na@x.com,TRUE,\na@x.com,FALSE,");
    let last = corrected(&file, None, r#"{"rule":"duplicate-user","answer":"last"}"#);
    assert!(last.contains("FALSE") && last.lines().count() == 2, "{last}");
}

#[test]
fn a_merge_never_gives_both_licences() {
    let keys = |file: &str| -> Vec<String> {
        let report = look(file, None, None);
        let fix = of(&report, "U403")[0].fix.clone().expect("choices");
        fix.choices.iter().map(|choice| choice.choice.clone()).collect()
    };
    assert_eq!(keys(&licences("a@x.com,TRUE,\na@x.com,,TRUE")), ["first", "last"]);
    assert_eq!(keys(&licences("a@x.com,TRUE,\na@x.com,,FALSE")), ["first", "last", "merge"]);
}

#[test]
fn both_licences_of_the_export_that_stay_are_found() {
    let baseline = licences("a@x.com,TRUE,TRUE");
    for (row, mode, has_choices) in [
        ("a@x.com,,", Some(Mode::AddRemove), true),
        ("a@x.com,,", None, true),
        ("a@x.com,FALSE,", Some(Mode::Add), false),
        ("a@x.com,,", Some(Mode::Add), false),
    ] {
        let report = look(&licences(row), Some(&baseline), mode);
        let found = of(&report, "V304");
        assert_eq!(found.len(), 1, "{row} {mode:?}");
        assert_eq!(found[0].fix.is_some(), has_choices, "{row} {mode:?}");
        assert_ne!(report.verdict, Verdict::Ready);
    }
    for row in ["a@x.com,FALSE,", "a@x.com,,FALSE"] {
        assert!(of(&look(&licences(row), Some(&baseline), Some(Mode::AddRemove)), "V304").is_empty(), "{row}");
    }
    let chosen = corrected(&licences("a@x.com,,"), Some(&baseline), r#"{"rule":"both-licences","answer":"premium"}"#);
    assert!(chosen.ends_with("a@x.com,FALSE,\r\n"), "{chosen}");
    // What V304 made is not undone by V305.
    assert!(of(&look(&chosen, Some(&baseline), Some(Mode::AddRemove)), "V305").is_empty());
    // Where FALSE takes both, only one of them can stay.
    let report = look(&licences("a@x.com,FALSE,FALSE"), Some(&baseline), Some(Mode::AddRemove));
    let fix = of(&report, "V305")[0].fix.clone().expect("choices");
    let keys: Vec<&str> = fix.choices.iter().map(|choice| choice.choice.as_str()).collect();
    assert_eq!(keys, ["premium", "standard"]);
    // A file without a Contact Center column says nothing of these licences.
    let file = format!("{KEY},Department\na@x.com,Support\n");
    assert!(of(&look(&file, Some(&baseline), Some(Mode::AddRemove)), "V304").is_empty());
}

#[test]
fn many_columns_and_many_numbers_take_linear_time() {
    let titles: String = (0..1_500).fold(String::new(), |mut all, at| {
        let _ = write!(all, ",Column {at}");
        all
    });
    let file = format!("{KEY}{titles}\na@x.com{}\n", ",a".repeat(1_501));
    quickly(&file, None);

    let licences = |count: usize, value: &str| {
        let titles = (0..count).fold(String::new(), |mut all, at| {
            let _ = write!(all, ",{STANDARD} [Sub{at}]");
            all
        });
        format!("{KEY}{titles}\na@x.com{}\n", format!(",{value}").repeat(count))
    };
    quickly(&licences(1_500, "FALSE"), None);
    quickly(&licences(500, "FALSE"), Some(&licences(500, "TRUE")));

    let numbers = |count: usize, plus: &str| {
        (0..count).fold(String::new(), |mut all, at| {
            let comma = if at > 0 { "," } else { "" };
            let _ = write!(all, "{comma}{plus}45{:08}", 20_000_000 + at);
            all
        })
    };
    let file = |numbers: String| format!("{KEY},Phone Number\na@x.com,\"{numbers}\"\n");
    let baseline = file(numbers(40_000, "+"));
    let rounded = format!("{KEY},Phone Number\na@x.com,\"{}\"\n", vec!["4.5201E+10"; 40_000].join(","));
    assert!(!of(&quickly(&rounded, Some(&baseline)), "V321").is_empty());
    let report = quickly(&file(numbers(40_000, "")), Some(&baseline));
    assert!(!of(&report, "V320")[0].applied, "a record of the export that is longer than any real one proves nothing");
    let report = quickly(&file(numbers(4_000, "")), Some(&file(numbers(4_000, "+"))));
    assert!(of(&report, "V320")[0].applied);
}

#[test]
fn a_control_sign_is_not_taken_for_a_quote() {
    let file = format!("{KEY},Phone Number\na@x.com,\"=\"\"a\u{1}b\"\"\"\n");
    assert!(look(&file, None, None).findings.iter().all(|finding| {
        finding.fix.as_ref().is_none_or(|fix| fix.after.as_ref().is_none_or(|after| !after.contains('"')))
    }));
}

#[test]
fn trunk_prefixes_after_the_calling_code_are_offered_to_be_left_out() {
    for (number, choices, says) in [
        ("+49 (0)30 123456", &["+4930123456"][..], "holds a 0 in brackets, which is dialled inside the country only"),
        ("+39 (0)6 12345678", &["+39612345678", "+390612345678"], "which may or may not belong to the number"),
        ("+45 (0)26018159", &["+4526018159"], "holds a 0 in brackets, which is dialled inside the country only"),
        ("+46 070 123 45 67", &["+46701234567"], "behind the calling code what is dialled inside the country only"),
        ("0044 020 7946 0958", &["+442079460958"], "behind the calling code stands what is dialled inside the country"),
        (
            "0044 (0)20 7946 0958",
            &["+442079460958"],
            "behind the calling code stands what is dialled inside the country",
        ),
        ("0049 (0)30 123456", &["+4930123456"], "behind the calling code stands what is dialled inside the country"),
        ("0045 26 01 81 59", &["+4526018159"], "begins with 00 where + belongs."),
    ] {
        let report = look(&format!("{KEY},Phone Number,{STANDARD}\na@x.com,{number},TRUE\n"), None, None);
        let finding = report.findings.iter().find(|finding| matches!(&*finding.code, "V323" | "V324")).expect(number);
        assert!(finding.what.contains(says), "{number}: {}", finding.what);
        assert!(!finding.applied, "{number}: never without being asked");
        let fix = finding.fix.as_ref().expect("a fix");
        let offered: Vec<&str> = match &fix.after {
            Some(after) => vec![after],
            None => fix.choices.iter().filter_map(|choice| choice.after.as_deref()).collect(),
        };
        assert_eq!(offered, choices, "{number}");
    }
}

#[test]
fn a_number_as_it_is_dialled_at_home_is_known_by_the_export() {
    let table = |number: &str| format!("{KEY},Phone Number,{STANDARD}\na@x.com,{number},TRUE\n");
    let export = table("+4526018159");
    for (number, offered) in [("26018159", Some("+4526018159")), ("8159", None), ("26018158", None)] {
        let report = look(&table(number), Some(&export), None);
        let finding = of(&report, "V320")[0];
        assert_eq!(finding.fix.as_ref().and_then(|fix| fix.after.as_deref()), offered, "{number}");
        assert!(!finding.applied, "{number}: never without being asked");
    }
}

#[test]
fn the_export_tells_whether_a_zero_in_brackets_belongs_to_the_number() {
    let file = |number: &str| format!("{KEY},Phone Number\na@x.com,{number}\n");
    let offers = |export: Option<&str>| {
        let export = export.map(file);
        let report = look(&file("+39 (0)6 12345678"), export.as_deref(), None);
        let fix = of(&report, "V324")[0].fix.clone().expect("a fix");
        (fix.after, fix.choices.iter().map(|choice| choice.after.clone()).collect::<Vec<_>>(), fix.evidence.is_some())
    };
    let (without, with) = (Some("+39612345678".to_owned()), Some("+390612345678".to_owned()));
    assert_eq!(offers(None), (None, vec![without.clone(), with.clone()], false));
    assert_eq!(offers(Some("+39612345678")), (without, Vec::new(), true));
    assert_eq!(offers(Some("+390612345678")), (with, Vec::new(), true));
}

#[test]
fn only_what_begins_like_a_formula_and_goes_on_like_one_is_one() {
    let file = |title: &str| format!("{KEY},Title\na@x.com,{title}\n");
    for (title, is_told) in
        [("=1+1", true), ("@sum", true), ("-lead", true), ("-", false), ("+45", false), ("=", false)]
    {
        let (file, other) = (file(title), file("Lead"));
        assert_eq!(!of(&look(&file, None, None), "V342").is_empty(), is_told, "{title}");
        assert_eq!(!of(&look(&file, Some(&other), None), "V342").is_empty(), is_told, "{title}");
        assert!(of(&look(&file, Some(&file), None), "V342").is_empty(), "{title}: Control Hub has it so");
    }
}

#[test]
fn a_suspended_licence_is_only_told_where_it_is_given() {
    for (value, is_told) in [("TRUE", true), ("true", true), ("FALSE", false), ("false", false), ("maybe", false)] {
        let file = format!("{KEY},{STANDARD} (Suspended) [Sub1]\na@x.com,{value}\n");
        let report = look(&file, None, None);
        let told = report.findings.iter().any(|finding| finding.rule == "suspended-licence");
        assert_eq!(told, is_told, "{value}: {:?}", report.findings);
    }
}

#[test]
fn a_column_of_two_licences_at_once_is_read_as_both() {
    let file = format!("{KEY},Webex Calling - Professional [Sub1Contact Center Standard Agent [Sub2]\na@x.com,FALSE\n");
    assert_eq!(of(&look(&file, None, Some(Mode::AddRemove)), "V305").len(), 1);
}

#[test]
fn nothing_is_taken_out_of_a_garbled_letter() {
    let file = |name: &str| format!("{KEY},First Name,{STANDARD}\r\nanna@example.com,{name},TRUE\r\n");
    // à, Š and Ó: their second byte is shown as a blank, or is a control character to whoever reads Latin-1.
    for (garbled, meant) in [
        ("NicolÃ\u{A0}", "Nicolà"),
        ("CittÃ\u{A0} Nova", "Città Nova"),
        ("Å\u{A0}imon", "Šimon"),
        ("Ã\u{93}scar", "Óscar"),
        ("MichaÅ\u{82}", "Michał"),
        ("JosÃ© NicolÃ\u{A0}", "José Nicolà"),
    ] {
        let report = look(&file(garbled), None, None);
        assert!(of(&report, "V340").is_empty(), "{garbled:?}");
        let none = r#"{"rule":"extension-zero-lost","answer":"no"}"#;
        assert_eq!(corrected(&file(garbled), None, none), file(garbled), "{garbled:?}");
        assert_eq!(corrected(&file(garbled), None, r#"{"answer":"yes"}"#), file(meant), "{garbled:?}");
    }
    // Blanks around it go, since the letters can still be taken back.
    let none = r#"{"rule":"double-encoded","answer":"no"}"#;
    assert_eq!(corrected(&file(" SÃ¸ren\u{A0}"), None, none), file("SÃ¸ren"));
}

#[test]
fn an_apostrophe_of_a_name_is_only_noted() {
    for (name, severity) in [
        ("'t Hooft", Severity::Note),
        ("'s-Gravesande", Severity::Note),
        ("'Anna", Severity::Warning),
        ("'thooft", Severity::Warning),
    ] {
        let report = look(&format!("{KEY},Last Name\na@x.com,{name}\n"), None, None);
        let found = report.findings.iter().find(|finding| finding.rule == "spreadsheet-text-mark").expect(name);
        assert_eq!(found.severity, severity, "{name}");
    }
}

#[test]
fn quotes_are_not_taken_off_a_value_that_cannot_be_read() {
    let file = |inside: &[u8]| {
        [KEY.as_bytes(), b",Department\na@x.com,\xE2\x80\x9CS\xC3\xB8", inside, b"r\xE2\x80\x9D\n"].concat()
    };
    for (inside, is_asked) in [(&b"e"[..], true), (b"\xFF", false)] {
        let file = file(inside);
        let report = check(&Input { file: &file, baseline: None, origin: None }, &options(None));
        assert_eq!(report.findings.iter().any(|found| found.rule == "curly-quotes"), is_asked, "{inside:?}");
    }
}

/// What is not UTF-8 in a file that otherwise is, or was lost before it came to us.
fn illegible() -> [&'static [u8]; 2] {
    [b"\xFF", "\u{FFFD}".as_bytes()]
}

/// In a file that is UTF-8 beyond doubt.
fn look_at_cell(header: &str, before: &[u8], sign: &[u8], after: &[u8]) -> Report {
    let others = "zoe@x.com,Łódź Żółć Søren Ærø\n".repeat(3);
    let file = [format!("{KEY},{header}\n{others}a@x.com,").as_bytes(), before, sign, after, b"\n"].concat();
    check(&Input { file: &file, baseline: None, origin: None }, &options(None))
}

#[test]
fn no_other_rule_speaks_of_a_cell_that_cannot_be_read() {
    for header in ["First Name", "Title", "Manager", "Phone Number", "Extension", "Location", STANDARD] {
        for (before, after) in [
            ("“", "”"),
            ("=", "1"),
            ("+45 26", " 01"),
            ("TR", "UE"),
            ("b", "@@x.com"),
            (" ", "#REF!"),
            ("'12", ".0'"),
            ("1E", "+9"),
        ] {
            for sign in illegible() {
                let report = look_at_cell(header, before.as_bytes(), sign, after.as_bytes());
                let told: Vec<&str> =
                    report.findings.iter().filter(|found| found.row == Some(4)).map(|found| &*found.rule).collect();
                assert_eq!(told, ["lost-letters"], "{header}: {before}{after}");
            }
        }
    }
}

#[test]
fn lost_letters_stop_the_import_where_the_importer_refuses_them() {
    for sign in illegible() {
        for (header, before, severity) in [
            (STANDARD, "ja", Severity::Blocker),
            ("Manager", "boss@@x.com", Severity::Blocker),
            ("Phone Number", "4526018159", Severity::Blocker),
            ("Phone Number", "+4526018159", Severity::Warning),
            ("Title", "Agent", Severity::Warning),
        ] {
            let report = look_at_cell(header, before.as_bytes(), sign, b"");
            // Bytes that are no UTF-8 can make it refuse the file.
            let severity = if str::from_utf8(sign).is_ok() { severity } else { Severity::Blocker };
            assert_eq!(of(&report, "F006")[0].severity, severity, "{header}: {before}");
        }
        let report = look_at_cell(STANDARD, b"FA", sign, b"SZ");
        let word = of(&report, "V301")[0].fix.clone().expect("a fix");
        assert_eq!(word.after.as_deref(), Some("FALSE"), "it is known without its letter");
    }
}

#[test]
fn parts_of_few_users_may_still_be_too_large() {
    let row = |user: usize| format!("user{user}@example.com,{}\n", "x".repeat(80));
    let file = format!("{KEY},Title\n{}", (0..8).map(row).collect::<String>());
    for (limit, is_told) in [(7, true), (6, true), (2, false)] {
        let options = Options { limit: Some(limit), bytes: Some(600), ..options(None) };
        let report = check(&Input { file: file.as_bytes(), baseline: None, origin: None }, &options);
        assert_eq!(report.findings.iter().any(|found| found.rule == "large-file"), is_told, "{limit} users");
    }
}

#[test]
fn numbers_of_the_file_say_a_calling_code_only_where_most_of_several_have_it() {
    for (codes, is_offered) in [
        (&["45", "45", "45"][..], true),
        (&["45", "45"], false),
        (&["45", "45", "45", "46", "46", "46"], false),
        (&["45", "45", "45", "46", "46"], true),
    ] {
        let row = |(user, code): (usize, &&str)| format!("u{user}@x.com,+{code}2601{user}159\n");
        let rows: String = codes.iter().enumerate().map(row).collect();
        let report = look(&format!("{KEY},Phone Number\n{rows}anna@x.com,4526018159\n"), None, None);
        let told = serde_json::to_string(&report.findings).expect("our own report");
        assert_eq!(told.contains("+4526018159"), is_offered, "{codes:?} {told}");
    }
}

#[test]
fn fifteen_digits_are_a_number_and_sixteen_are_none() {
    let options: Options = serde_json::from_str(r#"{"countries":["DE"]}"#).expect("our own JSON");
    for (number, offered) in [("491234567890123", Some("+491234567890123")), ("4912345678901234", None)] {
        let file = format!("{KEY},Phone Number\r\na@x.com,{number}\r\n");
        let report = check(&Input { file: file.as_bytes(), baseline: None, origin: None }, &options);
        let found = report.findings.iter().find(|finding| finding.rule == "plus-missing");
        let fix = found.and_then(|finding| finding.fix.as_ref());
        assert_eq!(fix.and_then(|fix| fix.after.as_deref()), offered, "{number}");
    }
}

#[test]
fn a_rule_sees_what_the_ones_behind_it_leave() {
    // The mark of text goes, and then the word is one that is known.
    let file = format!("{KEY},{STANDARD}\r\na@x.com,'SAND\r\n");
    let parts = correct(&Input { file: file.as_bytes(), baseline: None, origin: None }, &Options::default()).parts;
    let after = parts.expect("a corrected file")[0].bytes();
    assert_eq!(String::from_utf8_lossy(&after), format!("{KEY},{STANDARD}\r\na@x.com,TRUE\r\n"));
}
