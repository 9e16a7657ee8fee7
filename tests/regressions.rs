//! Headers that once harmed or misled somebody: each stays as it is now.

use std::time::Duration;

use hubcheck::{Correction, Failure, Input, Options, Origin, Report, Verdict, check, correct};
use hubcheck_tests::processor_time;

const KEY: &str = "User ID/Email (Required)";
const STANDARD: &str = "Webex Contact Center Standard Agent";

fn corrected<'a>(file: &'a str, baseline: Option<&'a str>, accept: bool) -> Correction<'a> {
    let mut options = Options::default();
    if accept {
        options.decisions.push(serde_json::from_str(r#"{"answer":"yes"}"#).expect("our own JSON"));
    }
    let correction =
        correct(&Input { file: file.as_bytes(), baseline: baseline.map(str::as_bytes), origin: None }, &options);
    let report = &correction.report;
    let is_final = report.refusal.as_ref().is_some_and(|refusal| !refusal.code.starts_with("undecided"));
    assert!(
        !is_final || report.verdict == Verdict::Blocked,
        "{file:?}: {:?} with {:?}",
        report.verdict,
        report.refusal
    );
    correction
}

#[track_caller]
fn becomes(file: &str, after: &str) {
    becomes_with(file, None, false, after);
}

#[track_caller]
fn becomes_with(file: &str, baseline: Option<&str>, accept: bool, after: &str) {
    let parts = corrected(file, baseline, accept).parts.expect("a corrected file");
    assert_eq!(String::from_utf8_lossy(&parts[0].bytes()), after, "{file:?}");
}

/// Code, column index and whether a fix was applied, of the findings of the header's blockers.
fn found(report: &Report, code: &str) -> Vec<(Option<u32>, bool)> {
    let of_code = report.findings.iter().filter(|finding| finding.code == code);
    of_code.map(|finding| (finding.index, finding.applied)).collect()
}

#[track_caller]
fn finds(file: &str, code: &str, expected: &[(Option<u32>, bool)]) {
    let report = corrected(file, None, false).report;
    assert_eq!(found(&report, code), expected, "{file:?}: {:#?}", report.findings);
}

#[test]
fn no_fix_gives_two_columns_one_name() {
    let file = format!("first name,First  Name,{KEY}\r\nAnna,Ann,anna@example.com\r\n");
    becomes(&file, &file);
    finds(&file, "H204", &[(Some(1), false)]);
    finds(&file, "H202", &[(Some(0), false)]);
    let (file, once) = ("webex contact center standard agent,Webex  Contact Center Standard Agent", STANDARD);
    let file = format!("{KEY},{file}\r\nanna@example.com,TRUE,FALSE\r\n");
    let baseline = format!("{KEY},{once}\r\nanna@example.com,TRUE\r\n");
    becomes_with(&file, Some(&baseline), true, &file);
}

#[test]
fn equal_columns_of_one_attribute_become_one() {
    becomes(
        &format!("first name,First  Name,{KEY}\r\nAnna, Anna,anna@example.com\r\n"),
        &format!("First Name,{KEY}\r\nAnna,anna@example.com\r\n"),
    );
    becomes(
        &format!("First name,First Name,{KEY}\r\nAnna,Anna,anna@example.com\r\n"),
        &format!("First Name,{KEY}\r\nAnna,anna@example.com\r\n"),
    );
}

#[test]
fn two_columns_of_one_attribute_are_found() {
    finds(&format!("First name,First Name,{KEY}\r\nAnna,Ann,anna@example.com\r\n"), "H204", &[(Some(0), false)]);
    let file = format!("User ID/Email,{KEY}\r\nold@example.com,anna@example.com\r\n");
    finds(&file, "H204", &[(Some(0), false)]);
    becomes_with(&file, None, true, &file);
    let file = format!("Imię,Nome,{KEY}\r\nAnna,Ann,anna@example.com\r\n");
    let correction = corrected(&file, None, true);
    assert_eq!(correction.report.verdict, Verdict::Blocked);
    assert_eq!(found(&correction.report, "H204"), [(Some(1), false)]);
    assert_eq!(found(&correction.report, "H203"), [(Some(0), false)]);
}

#[test]
fn the_exactly_spelled_column_is_the_key() {
    let file = format!("User ID/Email,{KEY}\r\n,anna@example.com\r\n,bo@example.com\r\n");
    assert!(found(&corrected(&file, None, false).report, "U401").is_empty());
}

#[test]
fn two_spellings_of_a_licence_are_shown_without_an_export() {
    let file = format!("{KEY},{STANDARD},webex contact center standard agent\r\nanna@example.com,TRUE,TRUE\r\n");
    finds(&file, "H204", &[(Some(2), false)]);
    becomes(&file, &file);
}

#[test]
fn blank_lines_above_the_header_are_left_out() {
    for blank in ["\r\n", "\r\n \r\n", ",\r\n", "\"\",\"\"\r\n,,,\r\n"] {
        let whole = format!("{KEY},Title\r\nanna@example.com,Agent\r\n");
        let file = format!("{blank}{whole}");
        finds(&file, "H212", &[(None, true)]);
        becomes(&file, &whole);
    }
    let file = format!("\r\n{KEY};Title\r\nanna@example.com;Agent\r\n");
    becomes(&file, &format!("{KEY},Title\r\nanna@example.com,Agent\r\n"));
}

#[test]
fn a_file_of_blank_lines_is_empty() {
    for file in ["", "\r\n\r\n", ",,\r\n,,\r\n", "\"\"\r\n\"\"\r\n"] {
        let report = corrected(file, None, false).report;
        assert_eq!(found(&report, "F008"), [(None, false)], "{file:?}");
        assert_eq!(report.verdict, Verdict::Blocked);
    }
}

#[test]
fn a_title_above_the_header_is_named() {
    for file in
        [format!("Users\r\n{KEY},Title\r\na@example.com,x\r\n"), format!("Users\r\n{KEY};Title\r\na@example.com;x\r\n")]
    {
        let report = corrected(&file, None, false).report;
        let finding = report.findings.iter().find(|finding| finding.code == "H201").expect("H201");
        assert!(finding.what.contains("stand on line 2"), "{}", finding.what);
        assert!(report.refusal.expect("a refusal").message.contains("line 2"));
    }
}

#[test]
fn twins_are_compared_without_blanks_at_the_ends() {
    let after = format!("{KEY},Title\r\nanna@example.com,x\r\n");
    becomes(&format!("{KEY},Title,Title\r\nanna@example.com,x,x \r\n"), &after);
    becomes(&format!("{KEY},Title,Title\r\nanna@example.com,x,x\u{A0}\r\n"), &after);
    becomes(&format!("{KEY},Title,Title\r\nanna@example.com,x,x,,\r\n"), &after);
    finds(&format!("{KEY},Title,Title\r\nanna@example.com,x,x,y\r\n"), "H204", &[(Some(2), false)]);
}

#[test]
fn wide_headers_are_refused_at_once() {
    let began = processor_time();
    let same = format!("{KEY}{}\r\nanna@example.com\r\n", ",first name".repeat(100_000));
    finds(&same, "F007", &[(None, false)]);
    let commas = format!("{KEY}{}\r\nanna@example.com\r\n", ",".repeat(2_000_000));
    finds(&commas, "F007", &[(None, false)]);
    finds(&",".repeat(2_000_000), "F008", &[(None, false)]);
    let many = (0..1_900).fold(String::new(), |many, nth| many + &format!(",Own {nth} [x]"));
    let file = format!("{KEY}{many}\r\nanna@example.com\r\n");
    corrected(&file, Some(&file.to_uppercase()), false);
    corrected(&format!("{KEY}{}\r\n", ",first name".repeat(1_900)), None, false);
    let took = processor_time().zip(began).map_or(Duration::ZERO, |(end, began)| end.saturating_sub(began));
    assert!(took < Duration::from_secs(30), "{took:?}");
}

#[test]
fn hidden_blanks_in_licence_headers_are_shown() {
    for (header, hidden) in [
        (format!(" {STANDARD} "), "a blank too many"),
        (STANDARD.replace("Center ", "Center\u{A0}"), "an invisible no-break space"),
    ] {
        let file = format!("{KEY},{header}\r\nanna@example.com,TRUE\r\n");
        let report = corrected(&file, None, false).report;
        let finding = report.findings.iter().find(|finding| finding.code == "H202").expect("H202");
        assert!(finding.fix.is_none() && finding.what.contains(hidden), "{}", finding.what);
        becomes(&file, &file);
    }
}

#[test]
fn an_own_column_with_a_bracket_is_no_licence() {
    let file = format!("{KEY},Team [EMEA]\r\nanna@example.com,Blue\r\nbo@example.com,Green\r\n");
    finds(&file, "H206", &[(Some(1), false)]);
    finds(&file, "V303", &[]);
    becomes_with(&file, None, true, &format!("{KEY}\r\nanna@example.com\r\nbo@example.com\r\n"));
    let file = format!("{KEY},New Service [Sub1]\r\nanna@example.com,1\r\nbo@example.com,ja\r\n");
    finds(&file, "H206", &[]);
}

#[test]
fn an_open_quote_in_the_header_swallows_no_file() {
    let file = format!("{KEY},Location,\"Title\r\nanna@example.com,Harbour,Agent\r\nbo@example.com,Harbour,Agent\r\n");
    let correction = corrected(&file, None, false);
    assert_eq!(correction.report.verdict, Verdict::Fixable);
    assert_eq!(correction.parts.expect_err("users could be lost").code, "undecided-quote");
    becomes_with(&file, None, true, &file.replace('"', ""));
    // Where it ends is not certain: the importer's columns could be others.
    let file = format!("{KEY},\"Location,Title\r\nanna@example.com,Harbour,Agent\r\n");
    let correction = corrected(&file, None, true);
    assert_eq!((correction.report.verdict, correction.parts.is_err()), (Verdict::Blocked, true));
    assert_eq!(found(&correction.report, "H213"), [(None, false)]);
}

#[test]
fn a_file_is_fixable_if_it_is_once_its_header_is_corrected() {
    // The second row is blank once the column without a name is left out; with it, it has no address.
    let file = format!("{KEY},,Title\r\na@x.com,x,b\r\n,y,\r\n");
    let report = corrected(&file, None, false).report;
    assert_eq!(report.verdict, Verdict::Fixable, "{:?}", report.rules);
    assert_eq!(corrected(&file, None, true).report.left.blocker, 0);
}

#[test]
fn columns_without_a_name_are_told_by_their_places() {
    let report = corrected(&format!("{KEY},,,Title\r\na@x.com,x,y,b\r\n"), None, false).report;
    let told = report.findings.iter().find(|finding| finding.rule == "empty-header").expect("it is found");
    assert_eq!(told.what, "Columns 2 to 3 have no name, but values below.");
}

#[test]
fn line_ends_are_called_by_where_they_come_from() {
    for (end, says) in [("\n", "as on Linux and the Mac (LF)"), ("\r", "as on old Macs (CR)")] {
        let report = corrected(&format!("{KEY},Title{end}a@x.com,b{end}"), None, false).report;
        let told = report.findings.iter().find(|finding| finding.rule == "line-ends").expect("it is found");
        assert_eq!(told.what, format!("The lines end {says}."));
    }
}

#[test]
fn why_a_workbook_could_not_be_converted_is_said() {
    for (failure, says) in [
        (Failure::Protected, "protected with a password"),
        (Failure::Broken, "a damaged workbook"),
        (Failure::TooLarge, "more than 256 MB"),
        (Failure::Blank, "a workbook without any value"),
        (Failure::Unknown, "a workbook of a kind that is not read here"),
        (Failure::NoConverter, "could not be loaded"),
    ] {
        let origin = Origin { failure: Some(failure), ..Origin::default() };
        let input = Input { file: b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", baseline: None, origin: Some(&origin) };
        let refusal = correct(&input, &Options::default()).parts.expect_err("there is no text");
        assert!(refusal.message.contains(says), "{}", refusal.message);
    }
}

#[test]
fn hidden_rows_and_columns_are_told_apart() {
    let file = format!("{KEY},Extension\r\nanna@example.com,0584\r\n");
    let hidden = |what: &str, name: &str| format!(r#","hidden_{what}":{{"count":1,"names":["{name}"]}}"#);
    let (rows, columns) = (hidden("rows", "3"), hidden("columns", "B"));
    for (more, says) in [
        (String::new(), None),
        (rows.clone(), Some("Rows of the sheet that hold values are hidden: number 3.")),
        (columns.clone(), Some("Columns of the sheet that hold values are hidden: B.")),
        (rows + &columns, Some("Rows (number 3) and columns (B) of the sheet that hold values are hidden.")),
    ] {
        let origin = format!(r#"{{"workbook":{{"kind":"xlsx","sheets":[{{"name":"export"}}]{more}}}}}"#);
        let origin: Origin = serde_json::from_str(&origin).expect("our own JSON");
        let input = Input { file: file.as_bytes(), baseline: None, origin: Some(&origin) };
        let report = check(&input, &Options::default());
        let told = report.findings.iter().find(|finding| finding.rule == "hidden-cells");
        assert_eq!(told.map(|told| &*told.what), says, "{more}");
    }
}

#[test]
fn a_licence_column_is_missed_in_the_export_only_if_it_is_not_there_in_any_spelling() {
    let [one, two] = ["Spark Message [Sub1]", "spark message [sub1]"];
    let export = format!("{KEY},{one}\r\na@x.com,TRUE\r\n");
    let refused = r#"{"decisions":[{"rule":"respelled-header","answer":"no"}]}"#;
    for (file, options, is_missed) in [
        (format!("{KEY},{one}\r\na@x.com,TRUE\r\n"), "{}", false),
        (format!("{KEY},{two}\r\na@x.com,TRUE\r\n"), refused, false),
        (format!("{KEY},{one},{two}\r\na@x.com,TRUE,FALSE\r\n"), "{}", false),
        (format!("{KEY},Spark Message [Sub2]\r\na@x.com,TRUE\r\n"), "{}", true),
        (format!("{KEY},Title\r\na@x.com,x\r\n"), "{}", false),
    ] {
        let options: Options = serde_json::from_str(options).expect("our own JSON");
        let input = Input { file: file.as_bytes(), baseline: Some(export.as_bytes()), origin: None };
        let report = check(&input, &options);
        let told = report.findings.iter().any(|finding| finding.rule == "unknown-licence-column");
        assert_eq!(told, is_missed, "{file}");
    }
}
