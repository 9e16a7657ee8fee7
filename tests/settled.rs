//! What an answer settles is settled for the whole file, and in one run.

use encoding_rs::{Encoding, WINDOWS_1250, WINDOWS_1252, WINDOWS_1254};
use hubcheck::{Correction, Decision, Input, Options, Safety, check, correct};

const KEY: &str = "User ID/Email (Required)";
const STANDARD: &str = "Webex Contact Center Standard Agent";
const TIME: &str = "Last Service Accessed Time";

fn corrected<'a>(file: &'a str, baseline: Option<&'a str>, decisions: &str) -> Correction<'a> {
    let decisions: Vec<Decision> = serde_json::from_str(decisions).expect("our own JSON");
    let input = Input { file: file.as_bytes(), baseline: baseline.map(str::as_bytes), origin: None };
    correct(&input, &Options { decisions, ..Options::default() })
}

fn text(correction: &Correction<'_>) -> String {
    let parts = correction.parts.as_ref().expect("a corrected file");
    String::from_utf8_lossy(&parts[0].bytes()).into_owned()
}

fn safety(correction: &Correction<'_>, code: &str) -> Option<Safety> {
    let found = correction.report.findings.iter().find(|finding| finding.code == code);
    found.and_then(|finding| finding.fix.as_ref()).map(|fix| fix.safety)
}

#[test]
fn a_damaged_read_only_column_is_left_out_by_its_own_question() {
    let file =
        format!("{KEY},{TIME},Title\r\na@x.com,10-01-2026 10:53,Agent\r\nb@x.com,2026-01-10T10:53:09Z,Agent\r\n");
    let asked = corrected(&file, None, "[]");
    assert_eq!((text(&asked), safety(&asked, "V345")), (file.clone(), Some(Safety::Ask)));
    for answer in [
        r#"[{"rule":"edited-read-only","answer":"yes"}]"#,
        r#"[{"rule":"edited-read-only","index":1,"answer":"yes"}]"#,
        r#"[{"rule":"edited-read-only","row":1,"index":1,"answer":"yes"}]"#,
    ] {
        let agreed = corrected(&file, None, answer);
        assert_eq!(text(&agreed), format!("{KEY},Title\r\na@x.com,Agent\r\nb@x.com,Agent\r\n"), "{answer}");
        let found: Vec<_> = agreed.report.findings.iter().filter(|finding| finding.code == "V345").collect();
        assert!(found.len() == 1 && found[0].applied, "the answer stays where it can be taken back: {found:?}");
        let mut changes = Vec::new();
        let options = Options { decisions: serde_json::from_str(answer).expect("our own JSON"), ..Options::default() };
        hubcheck::changes(&Input { file: file.as_bytes(), baseline: None, origin: None }, &options, &mut |change| {
            changes.push(change);
        });
        assert_eq!(changes.len(), 1, "{changes:?}");
        assert_eq!((changes[0].column.as_deref(), changes[0].index, &changes[0].after), (Some(TIME), Some(1), &None));
    }
    let refused = corrected(&file, None, r#"[{"rule":"edited-read-only","answer":"no"}]"#);
    assert_eq!(text(&refused), file);
    let clean = format!("{KEY},{TIME},Title\r\nb@x.com,2026-01-10T10:53:09Z,Agent\r\n");
    let kept = corrected(&clean, None, r#"[{"rule":"edited-read-only","answer":"yes"}]"#);
    assert_eq!(text(&kept), clean, "nothing is wrong with the column");
}

#[test]
fn a_time_is_restored_for_certain_only_where_it_agrees() {
    let baseline = format!("{KEY},{TIME}\r\na@x.com,2026-01-10T10:53:09.064Z\r\n");
    for (value, expected) in [
        ("10-01-2026 10:53", Some(Safety::Safe)),
        ("11-02-2026 10:53", Some(Safety::Ask)),
        ("2026-03-01T08:00:00.000Z", Some(Safety::Ask)),
        ("2026-01-10T10:53:09.064Z", None),
    ] {
        let file = format!("{KEY},{TIME}\r\na@x.com,{value}\r\n");
        assert_eq!(safety(&corrected(&file, Some(&baseline), "[]"), "V345"), expected, "{value}");
    }
}

#[test]
fn equal_columns_are_known_in_the_first_run() {
    let licence = "Webex Contact Center Standard Agent";
    let file = format!("{KEY},{licence},{licence}\r\na@x.com,true,TRUE\r\nb@x.com,FALSK,False\r\n");
    let once = text(&corrected(&file, None, "[]"));
    assert_eq!(once, format!("{KEY},{licence}\r\na@x.com,TRUE\r\nb@x.com,FALSE\r\n"));
    assert_eq!(text(&corrected(&once, None, "[]")), once);
}

#[test]
fn users_that_differ_in_spelling_only_are_one_in_the_first_run() {
    let licence = "Webex Contact Center Standard Agent";
    let file = format!("{KEY},Extension,{licence}\r\na@x.com,8825,true\r\na@x.com, 8825,TRUE\r\n");
    assert_eq!(text(&corrected(&file, None, "[]")), format!("{KEY},Extension,{licence}\r\na@x.com,8825,TRUE\r\n"));
}

#[test]
fn a_lost_letter_at_the_end_of_a_name_or_place_is_seen() {
    let finds = |column: &str, value: &str| {
        let file = format!("{KEY},{column}\r\na@x.com,{value}\r\n");
        let report = check(&Input { file: file.as_bytes(), baseline: None, origin: None }, &Options::default());
        report.findings.iter().any(|finding| finding.code == "F006")
    };
    assert!(finds("Location", "Malm?") && finds("First Name", "Jos? Maria") && finds("Last Name", "????"));
    assert!(!finds("Department", "Who?") && !finds("Location", "?"));
}

#[test]
fn a_large_file_goes_into_small_parts_when_asked() {
    let users: Vec<String> = (0..200).map(|user| format!("user{user}@x.com;\"A;B {user}\"")).collect();
    let file = format!("{KEY};Title\n{}\n", users.join("\n"));
    let options = |decisions: &str| Options {
        bytes: Some(1_000),
        decisions: serde_json::from_str(decisions).expect("our own JSON"),
        ..Options::default()
    };
    let input = Input { file: file.as_bytes(), baseline: None, origin: None };
    assert_eq!(correct(&input, &options("[]")).parts.expect("one file").len(), 1, "nobody was asked");
    let yes = options(r#"[{"answer":"yes"}]"#);
    let correction = correct(&input, &yes);
    let parts = correction.parts.expect("parts");
    assert_eq!(correction.report.parts, parts.len());
    assert_eq!(check(&input, &yes).parts, parts.len());
    assert!(parts.len() > 4 && parts.iter().all(|part| part.size() <= 1_000), "{}", parts.len());
    assert_eq!(parts.iter().map(|part| part.users).sum::<usize>(), 200);
    assert!(parts.iter().all(|part| part.bytes().starts_with(KEY.as_bytes()) && part.bytes().ends_with(b"\r\n")));
    let again = check(&Input { file: &parts[0].bytes(), baseline: None, origin: None }, &yes);
    assert!(again.findings.iter().all(|finding| finding.code != "L503"));
}

#[test]
fn a_value_comes_back_for_certain_only_where_what_is_left_of_it_agrees() {
    let (safe, ask) = (Some(Safety::Safe), Some(Safety::Ask));
    for (code, column, known, value, expected) in [
        ("V343", "Department", "Support", "########", ask),
        ("V343", "Department", "Support", "#REF!", safe),
        ("V343", "Phone Number", "+4526018159", "########", safe),
        ("V343", TIME, "2026-01-10T10:53:09.064Z", "#########", safe),
        ("V345", "User Status", "Active", "ACTIVE", safe),
        ("V345", "User Status", "Active", "Inactive", ask),
        ("V345", "Days since Last Service Accessed", "12", "12.0", safe),
        ("V345", "Days since Last Service Accessed", "12", "14", ask),
        ("V330", "Extension", "0102", "1-Feb", safe),
        ("V330", "Extension", "8825", "1-Feb", ask),
        ("V329", "Extension", "0584", "584", safe),
        ("V329", "Extension", "0585", "584", None),
        ("V321", "Phone Number", "+48579290810", "4.85793E+10", safe),
        ("V321", "Phone Number", "+48579990810", "4.85793E+10", None),
    ] {
        // The address may be written in other capitals.
        let baseline = format!("{KEY},{column}\r\nAnna@Example.com,{known}\r\n");
        let file = format!("{KEY},{column}\r\nanna@example.COM,{value}\r\n");
        let correction = corrected(&file, Some(&baseline), "[]");
        assert_eq!(safety(&correction, code), expected, "{column} {known} {value}");
        let fix =
            correction.report.findings.iter().find(|finding| finding.code == code).and_then(|one| one.fix.clone());
        let evidence = fix.and_then(|fix| fix.evidence);
        assert_eq!(evidence.map(|evidence| evidence.kind), expected.map(|_| "baseline".to_owned()), "{code} {value}");
    }
}

#[test]
fn a_row_that_only_looks_filled_is_a_blank_one() {
    let file = format!("{KEY},Title\r\na@x.com,Agent\r\n\u{200B},\u{200B}\r\n");
    let correction = corrected(&file, None, "[]");
    assert_eq!(safety(&correction, "S105"), Some(Safety::Safe));
    assert_eq!(text(&correction), format!("{KEY},Title\r\na@x.com,Agent\r\n"));
    // In one column a blank is a user without an address, and typed on purpose.
    let edited = corrected(&file, None, r#"[{"row":2,"index":1,"edit":""}]"#);
    assert_eq!(safety(&edited, "S105"), None);
}

#[test]
fn a_number_as_dialled_inside_its_country_is_asked_about_with_the_exports() {
    let baseline = format!("{KEY},Phone Number\r\na@x.com,+4526018159\r\n");
    for (value, expected) in
        [("26018159", Some("+4526018159")), ("026018159", Some("+4526018159")), ("26018158", None), ("8159", None)]
    {
        let file = format!("{KEY},Phone Number\r\na@x.com,{value}\r\n");
        let correction = corrected(&file, Some(&baseline), "[]");
        let found = correction.report.findings.iter().find(|finding| finding.code == "V320");
        let fix = found.and_then(|finding| finding.fix.clone());
        assert_eq!(fix.as_ref().and_then(|fix| fix.after.as_deref()), expected, "{value}");
        assert!(fix.is_none_or(|fix| fix.safety == Safety::Ask && fix.evidence.is_some()), "{value}");
    }
}

/// What a spreadsheet in Finland, Hungary or Turkey makes of an export: its own encoding with `?` for the letters it
/// lacks, semicolons, words for TRUE and FALSE, numbers to calculate with, a time and an error of its own.
fn of_spreadsheet(encoding: &'static Encoding, export: &str, [yes, no, time, error]: [&str; 4]) -> Vec<u8> {
    let rows = export.split_terminator("\r\n").enumerate().map(|(row, line)| {
        let cells = line.split(',').map(|cell| match cell {
            "TRUE" => yes.to_owned(),
            "FALSE" => no.to_owned(),
            "2026-01-10T10:53:09.064Z" => time.to_owned(),
            "Sales" => error.to_owned(),
            _ if row == 2 && cell.starts_with('+') => {
                let number: f64 = cell.parse().expect("a number");
                format!("{number:.5E}").replace('.', ",").replace('E', "E+")
            }
            number if number.starts_with(['+', '0']) => number.trim_start_matches(['+', '0']).to_owned(),
            other => other.to_owned(),
        });
        cells.map(|cell| if cell.contains(';') { format!("\"{cell}\"") } else { cell }).collect::<Vec<_>>().join(";")
            + "\r\n"
    });
    let letters = |letter: char| {
        let text = letter.to_string();
        let (bytes, _, is_lost) = encoding.encode(&text);
        if is_lost { b"?".to_vec() } else { bytes.into_owned() }
    };
    rows.collect::<String>().chars().flat_map(letters).collect()
}

#[test]
fn what_spreadsheets_of_other_languages_make_of_an_export_becomes_it_again() {
    let header = format!("First Name,Last Name,{KEY},Extension,Department,Phone Number,Location,{TIME},{STANDARD}");
    let languages: [(_, [&str; 4], [&str; 6], _); 3] = [
        (
            WINDOWS_1252,
            ["TOSI", "EPÄTOSI", "10.1.2026 10.53", "#PUUTTUU!"],
            ["Päivi", "Mäkelä", "Jyrki", "Öhman", "Łukasz", "Hämäläinen"],
            ("Jyväskylä", "+3582034"),
        ),
        (
            WINDOWS_1250,
            ["IGAZ", "HAMIS", "2026. 01. 10. 10:53", "#HIV!"],
            ["Győző", "Szűcs", "Ágnes", "Tóth", "Søren", "Kovács"],
            ("Székesfehérvár", "+3620345"),
        ),
        (
            WINDOWS_1254,
            ["DOĞRU", "YANLIŞ", "10.01.2026 10:53", "#SAYI/0!"],
            ["Işıl", "Yağmur", "Çağla", "Şahin", "Łukasz", "Güneş"],
            ("İzmir", "+9021234"),
        ),
    ];
    for (encoding, words, names, (location, number)) in languages {
        let users = names.chunks(2).enumerate().map(|(user, name)| {
            let department = ["Support", "Support", "Sales"][user];
            let flag = if user == 1 { "FALSE" } else { "TRUE" };
            let names = name.join(",");
            let who = format!("{names},user{user}@example.com,050{user},{department}");
            format!("{who},{number}5{user}78,{location},2026-01-10T10:53:09.064Z,{flag}\r\n")
        });
        let export = format!("{header}\r\n{}", users.collect::<String>());
        let file = of_spreadsheet(encoding, &export, words);
        assert!(file.contains(&b'?'), "a letter is lost: {}", encoding.name());
        let input = Input { file: &file, baseline: Some(export.as_bytes()), origin: None };
        assert_eq!(text(&correct(&input, &Options::default())), export, "{}", encoding.name());
    }
}

#[test]
fn a_stray_quote_beside_an_open_one_is_written_as_it_was_read() {
    let file = format!("{KEY},Title,Department\r\na@x.com,5\" screen,\"Sales\r\nb@x.com,Agent,Support\r\n");
    let agreed = corrected(&file, None, r#"[{"rule":"unclosed-quote","answer":"yes"},{"answer":"yes"}]"#);
    let rest = "b@x.com,Agent,Support\r\n";
    assert_eq!(text(&agreed), format!("{KEY},Title,Department\r\na@x.com,\"5\"\" screen\",Sales\r\n{rest}"));
}

/// A fuzzer found an example of which this was not true.
#[test]
fn no_example_of_a_rule_has_a_safe_finding_left_once_corrected() {
    for example in hubcheck::rules().iter().flat_map(|rule| rule.examples) {
        hubcheck_tests::promises::a_corrected_file_has_no_safe_finding_left(example.before.as_bytes());
    }
}
