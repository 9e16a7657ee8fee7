//! Rows that an admin met and that were once read wrongly, passed over, or given an answer that no evidence holds.
//!
//! What must stay true: none of them comes back. Each test is a file as it was met, the smallest that shows it.

use hubcheck::{Finding, Input, Options, Safety, Severity, Verdict, Warrant, check, correct};

const KEY: &str = "User ID/Email (Required)";

fn options(answers: &str) -> Options {
    Options { decisions: serde_json::from_str(answers).expect("our own JSON"), sha256: false, ..Options::default() }
}

fn input<'a>(file: &'a str, export: Option<&'a str>) -> Input<'a> {
    Input { file: file.as_bytes(), baseline: export.map(str::as_bytes), origin: None }
}

/// The findings of one rule.
fn of(file: &str, export: Option<&str>, code: &str) -> Vec<Finding> {
    let report = check(&input(file, export), &options("[]"));
    report.findings.into_iter().filter(|finding| finding.code == code).collect()
}

/// What is offered: how sure it is, and the values.
fn offers(finding: &Finding) -> (Option<Safety>, Vec<String>) {
    let Some(fix) = &finding.fix else { return (None, Vec::new()) };
    let choices = fix.choices.iter().map(|choice| &choice.after);
    (Some(fix.safety), std::iter::once(&fix.after).chain(choices).flatten().cloned().collect())
}

fn corrected(file: &str, export: Option<&str>, answers: &str) -> String {
    let parts = correct(&input(file, export), &options(answers)).parts.expect("a corrected file");
    String::from_utf8_lossy(&parts[0].bytes()).into_owned()
}

const YES: &str = r#"[{"answer":"yes"}]"#;

#[test]
fn a_value_split_at_a_comma_before_blank_columns_is_asked_about() {
    let header = format!("{KEY},Title,Extension,Location,Department\r\n");
    let file = format!("{header}anna@example.com,Agent, senior,1234,Aarhus,\r\n");
    let found = of(&file, None, "S104");
    assert_eq!((found[0].value.as_str(), found[0].applied), ("Agent, senior", false));
    assert_eq!(corrected(&file, None, YES), format!("{header}anna@example.com,\"Agent, senior\",1234,Aarhus,\r\n"));
    // A number without its + is one all the same.
    let numbered = format!("{KEY},Title,Phone Number\r\n");
    let joined = corrected(&format!("{numbered}anna@example.com,Agent, senior,26018159\r\n"), None, YES);
    assert!(joined.ends_with("anna@example.com,\"Agent, senior\",26018159\r\n"), "{joined}");
    // Nothing behind it tells that it was split: a blank value too many, as some programs write it.
    for row in ["anna@example.com,Agent,1234,Aarhus,,", "anna@example.com,Agent,x12,,,", "anna@example.com,,,,,,,"] {
        let found = of(&format!("{header}{row}\r\n"), None, "S104");
        assert_eq!((found.len(), found[0].applied), (1, true), "{row}");
    }
}

#[test]
fn a_number_in_scientific_notation_is_none_that_would_be_rounded_to_another() {
    let export = |number: &str| format!("{KEY},Phone Number\r\nanna@example.com,{number}\r\n");
    for (shown, known, safety) in [
        ("4.52602E+10", "+45260200001", Some(Safety::Safe)),
        ("4.52602E+10", "+45260249999", Some(Safety::Safe)),
        ("4.52603E+10", "+45260250000", Some(Safety::Safe)),
        ("4.52602E+10", "+45260250000", None),
        ("4.52602E+10", "+45260150000", Some(Safety::Safe)),
        ("4.52602E+10", "+45260149999", None),
        ("4.52E+10", "+45200000001", Some(Safety::Ask)),
    ] {
        let found = of(&export(shown), Some(&export(known)), "V321");
        assert_eq!(offers(&found[0]).0, safety, "{shown} {known}");
    }
}

#[test]
fn a_row_with_other_separators_is_no_address() {
    let file = format!("{KEY},Title,Department\r\nanna@example.com;Agent\r\nbo@example.com,Agent,Support\r\n");
    let found = of(&file, None, "U402"); // with as many values as columns it would be read at its own sign
    assert_eq!((found[0].row, offers(&found[0])), (Some(1), (None, Vec::new())));
    assert_eq!(check(&input(&file, None), &options("[]")).verdict, Verdict::Blocked);
}

#[test]
fn what_stands_behind_an_address_and_a_comma_is_no_part_of_it() {
    let file = format!("{KEY};Title;Department\r\nanna@example.com,Agent\r\n");
    let found = of(&file, None, "U402");
    assert_eq!(offers(&found[0]), (None, Vec::new()));
    assert!(!corrected(&file, None, YES).contains("anna@example.com.Agent"));
}

#[test]
fn a_number_with_00_is_proven_by_the_export_and_never_made_an_impossible_one() {
    let file = |number: &str| format!("{KEY},Phone Number\r\nanna@example.com,{number}\r\n");
    let export = file("+4526018159");
    for (number, safety, after) in [
        ("004526018159", Some(Safety::Safe), "+4526018159"),
        ("00 45 26 01 81 59", Some(Safety::Safe), "+4526018159"),
        ("004526018160", Some(Safety::Ask), "+4526018160"),
        ("0045 (0)26018160", Some(Safety::Ask), "+45 (0)26018160"),
        ("00442079460958", Some(Safety::Ask), "+442079460958"),
        ("004402079460958", Some(Safety::Ask), "+442079460958"),
        ("0045260181", None, ""),
        ("0026018159", None, ""),
        ("000012345678", None, ""),
    ] {
        let found = of(&file(number), Some(&export), "V323");
        let (offered, afters) = offers(&found[0]);
        assert_eq!(offered, safety, "{number}");
        let expected = if after.contains('(') { "+4526018160" } else { after };
        assert!(safety.is_none() || afters[0] == after || afters[0] == expected, "{number}: {afters:?}");
    }
    let says = |number: &str| of(&file(number), None, "V323")[0].what.clone();
    assert!(says("0045260181").contains("no possible number"), "{}", says("0045260181"));
    assert!(says("000012345678").contains("no calling code"), "{}", says("000012345678"));
}

#[test]
fn marks_are_not_taken_out_of_what_is_no_number() {
    let file = |number: &str| format!("{KEY},Phone Number\r\nanna@example.com,{number}\r\n");
    for number in ["+4526018159/60", "+45 26 01 81", "+45-26"] {
        let found = of(&file(number), None, "V324");
        assert_eq!(offers(&found[0]), (None, Vec::new()), "{number}");
        assert!(found[0].what.contains("no possible number"), "{}", found[0].what);
    }
}

#[test]
fn letters_that_only_look_latin_are_named() {
    let standard = "Webex Contact Center Standard Agent";
    let file = format!("{KEY},{standard}\r\nann\u{430}@example.com,\u{422}RUE\r\nbo@example.com,TRUE\r\n");
    for (code, after) in [("U402", "anna@example.com"), ("V303", "TRUE")] {
        let found = of(&file, None, code);
        assert_eq!(offers(&found[0]), (Some(Safety::Ask), vec![after.to_owned()]));
        assert!(found[0].what.contains("another alphabet"), "{}", found[0].what);
    }
    let after = format!("{KEY},{standard}\r\nanna@example.com,TRUE\r\nbo@example.com,TRUE\r\n");
    assert_eq!(corrected(&file, None, YES), after);
}

#[test]
fn places_told_apart_by_one_letter_are_no_slips() {
    let users = "user@example.com,Floor1A\r\n".repeat(12);
    let file = |place: &str| format!("{KEY},Location\r\n{users}anna@example.com,{place}\r\n");
    assert!(of(&file("Floor1B"), None, "V355").is_empty());
    assert_eq!(offers(&of(&file("Flor1A"), None, "V355")[0]).1, ["Floor1A"]);
}

#[test]
fn two_users_exchanged_are_noticed_by_the_names_of_the_export() {
    let header = format!("First Name,Last Name,{KEY},Extension\r\n");
    let export = format!(
        "{header}Anna,Nowak,anna@example.com,0144\r\nBo,Friis,bo@example.com,0145\r\nIda,Holm,ida@example.com,\r\n"
    );
    let sorted = format!(
        "{header}Anna,Nowak,bo@example.com,0144\r\nBo,Friis,anna@example.com,0145\r\nIda,Holm,ida@example.com,\r\n"
    );
    let found = of(&sorted, Some(&export), "U411");
    assert_eq!(found.iter().map(|finding| finding.row).collect::<Vec<_>>(), [Some(1), Some(2)]);
    assert!(found[0].what.contains("bo@example.com has other names") && found[0].what.contains("to anna@example.com"));
    for (row, why) in [
        ("Anna,Friis,anna@example.com,0144", "a new last name, be it a colleague's"),
        ("Ane,Berg,anna@example.com,0144", "names that nobody has"),
        ("anna,NOWAK,anna@example.com,0144", "capitals"),
        (",,anna@example.com,0144", "blank changes nothing"),
        ("Bo,Friis,new@example.com,0144", "a new user"),
    ] {
        assert!(of(&format!("{header}{row}\r\n"), Some(&export), "U411").is_empty(), "{why}");
    }
    // Names that two users have tell nothing.
    let twins = format!("{export}Bo,Friis,bo.friis@example.com,\r\n");
    assert!(of(&format!("{header}Bo,Friis,anna@example.com,0144\r\n"), Some(&twins), "U411").is_empty());
}

#[test]
fn a_file_is_not_fixable_while_only_a_person_can_correct_its_column_names() {
    let standard = "Webex Contact Center Standard Agent";
    let premium = "Webex Contact Center Premium Agent";
    let file =
        format!("{KEY},{standard},{standard},{premium}\r\nanna@example.com,TRUE,FALSE,\r\nbo@example.com,,,ja\r\n");
    let report = check(&input(&file, None), &options("[]"));
    let told = |code: &str| report.findings.iter().find(|finding| finding.code == code).map(offers);
    assert_eq!(told("H204"), Some((None, Vec::new())));
    assert_eq!(told("V303"), Some((Some(Safety::Ask), vec!["TRUE".to_owned()])));
    assert_eq!(report.verdict, Verdict::Blocked, "a yes to every question leaves the two columns");
}

#[test]
fn a_right_header_below_a_corrected_one_is_left_out_at_once() {
    let file = format!(
        "User ID/Em;ail (Required),Extension\r\nanna@example.com,1234\r\n{KEY},Extension\r\nbo@example.com,2345\r\n"
    );
    let expected = format!("{KEY},Extension\r\nanna@example.com,1234\r\nbo@example.com,2345\r\n");
    assert_eq!(corrected(&file, None, "[]"), expected);
    assert_eq!(corrected(&expected, None, "[]"), expected);
}

#[test]
fn blank_rows_beside_one_that_is_filled_in_are_told_and_left_out() {
    let file = format!("{KEY},Title\r\na@x.com,b\r\n,\r\n,\r\n\r\nb@x.com,c\r\n,\r\n");
    for (row, blank) in [
        (2, &[(Some(3), 2), (Some(6), 1)][..]),
        (3, &[(Some(2), 1), (Some(4), 1), (Some(6), 1)]),
        (4, &[(Some(2), 2), (Some(6), 1)]),
    ] {
        let typed = format!(r#"[{{"row":{row},"index":0,"edit":"new@x.com"}}]"#);
        let correction = correct(&input(&file, None), &options(&typed));
        let parts = correction.parts.expect("a corrected file");
        let after = format!("{KEY},Title\r\na@x.com,b\r\nnew@x.com,\r\nb@x.com,c\r\n");
        assert_eq!(String::from_utf8_lossy(&parts[0].bytes()), after, "row {row}");
        let told = correction.report.findings.iter().filter(|finding| finding.rule == "blank-record");
        assert_eq!(told.map(|finding| (finding.row, finding.count)).collect::<Vec<_>>(), blank, "row {row}");
    }
}

#[test]
fn cells_are_added_behind_a_column_that_is_left_out() {
    let answers = r#"[{"answer":"yes"},{"row":2,"index":1,"edit":"7"}]"#;
    let file = format!("Shoe size,Hat size,{KEY},Title\r\n1,2,a@x.com,b\r\n42\r\n4,2,b@x.com\r\n");
    let after = format!("{KEY},Title\r\na@x.com,b\r\n,\r\nb@x.com,\r\n");
    assert_eq!(corrected(&file, None, answers), after);
}

#[test]
fn what_is_typed_where_nothing_is_changes_nothing() {
    let file = format!("{KEY},Title\r\na@x.com,b\r\n,\r\n,\r\n\r\nb@x.com,c\r\n");
    let untouched = (corrected(&file, None, "[]"), check(&input(&file, None), &options("[]")).findings.len());
    for typed in
        [r#"{"row":3,"index":99,"edit":"x"}"#, r#"{"row":3,"index":1,"edit":""}"#, r#"{"row":1,"index":7,"edit":"x"}"#]
    {
        let answers = format!("[{typed}]");
        let found = check(&input(&file, None), &options(&answers)).findings.len();
        assert_eq!((corrected(&file, None, &answers), found), untouched, "{typed}");
    }
}

/// An edit of a row whose shape is repaired goes into the repaired row, and makes a user's of one that would be left out.
#[test]
fn what_is_typed_into_a_row_that_is_repaired_is_kept() {
    let header = format!("{KEY},First Name,Title\r\n");
    let typed = r#"[{"row":1,"index":2,"edit":"Boss"}]"#;
    let other = "bo@example.com,Bo,Lead\r\n";
    let expected = format!("{header}anna@example.com,Anna,Boss\r\n{other}");
    for row in ["anna@example.com;Anna;Agent", "\"anna@example.com,Anna,Agent\"", "anna@example.com,Anna"] {
        assert_eq!(corrected(&format!("{header}{row}\r\n{other}"), None, typed), expected, "{row}");
    }
    let typed = r#"[{"row":1,"index":0,"edit":"anna@example.com"},{"row":1,"index":1,"edit":"Anna"},{"row":1,"index":2,"edit":"Boss"}]"#;
    for row in [&*header, &header.replace(',', ";"), ",,\r\n"] {
        assert_eq!(corrected(&format!("{header}{row}{other}"), None, typed), expected, "{row}");
    }
}

/// Column names are no user's, whoever typed something beside them.
#[test]
fn a_header_into_which_some_cells_were_typed_is_asked_about() {
    let header = format!("{KEY},First Name,Title\r\n");
    let other = "bo@example.com,Bo,Lead\r\n";
    let typed = |edits: &[(u32, &str)], answers: &str| {
        let edit = |(index, edit): &(u32, &str)| format!(r#"{{"row":1,"index":{index},"edit":"{edit}"}},"#);
        format!("[{}{answers}]", edits.iter().map(edit).collect::<String>())
    };
    for (edits, row) in [
        (&[(0, "c@e.com")][..], "c@e.com,First Name,Title\r\n"),
        (&[(0, "c@e.com"), (2, "Boss")], "c@e.com,First Name,Boss\r\n"),
        (&[(1, "Cy"), (2, "Boss")], &format!("{KEY},Cy,Boss\r\n")),
        (&[(0, "c@e.com"), (1, "Cy")], "c@e.com,Cy,Title\r\n"),
    ] {
        let file = format!("{header}{header}{other}");
        let open = r#"{"rule":"none","answer":"yes"}"#;
        let report = check(&input(&file, None), &options(&typed(edits, open)));
        let found: Vec<_> = report.findings.iter().filter(|finding| finding.code == "S108").collect();
        assert_eq!(found.iter().map(|found| (found.row, found.applied)).collect::<Vec<_>>(), [(Some(1), false)]);
        assert_eq!(offers(found[0]).0, Some(Safety::Ask), "{row}");
        assert_ne!(report.verdict, Verdict::Ready, "{row}");
        // What was typed stands there as long as nobody has answered, and goes with the row if it goes.
        assert_eq!(corrected(&file, None, &typed(edits, open)), format!("{header}{row}{other}"));
        let answered = |answer: &str| typed(edits, &format!(r#"{{"rule":"repeated-header","answer":"{answer}"}}"#));
        assert_eq!(corrected(&file, None, &answered("no")), format!("{header}{row}{other}"));
        assert_eq!(corrected(&file, None, &answered("yes")), format!("{header}{other}"));
    }
    // Of a row in one cell nothing is left once that was typed over.
    let file = format!("{header}{}{other}", header.replace(',', ";"));
    let asked = |edits: &[(u32, &str)]| {
        let report = check(&input(&file, None), &options(&typed(edits, r#"{"rule":"none","answer":"yes"}"#)));
        let found = report.findings.iter().find(|finding| finding.code == "S100");
        found.map(|found| (found.applied, offers(found).0))
    };
    assert_eq!(asked(&[(2, "Boss")]), Some((false, Some(Safety::Ask))));
    assert_eq!(asked(&[(0, "c@e.com")]), None);
    // Blank cells behind the names hold none, and among tables of several orders no row is left out.
    let short = format!("{header}{KEY},First Name,\r\n{other}");
    let edits = typed(&[(0, "c@e.com"), (1, "Cy")], r#"{"rule":"none","answer":"yes"}"#);
    assert_eq!(corrected(&short, None, &edits), format!("{header}c@e.com,Cy,\r\n{other}"));
    assert!(check(&input(&short, None), &options(&edits)).findings.iter().all(|finding| finding.code != "S108"));
    let several = format!("{header}{KEY},Title,First Name\r\nbo@example.com,Lead,Bo\r\n");
    let report = check(&input(&several, None), &options(&typed(&[(0, "c@e.com")], r#"{"answer":"yes"}"#)));
    let found = report.findings.iter().find(|finding| finding.code == "S108").expect("it ends a table");
    assert!(found.fix.is_none() && report.verdict == Verdict::Blocked, "{found:?}");
}

#[test]
fn what_was_typed_into_a_row_that_is_left_out_is_in_the_list_of_changes() {
    let file = format!("{KEY},Title\r\nanna@example.com,\r\nanna@example.com,Agent\r\n");
    let options = options(r#"[{"row":2,"index":1,"edit":"Boss"},{"rule":"duplicate-user","answer":"merge"}]"#);
    let mut told = Vec::new();
    hubcheck::changes(&input(&file, None), &options, &mut |change| {
        told.push((change.row, change.index, change.by, change.after));
    });
    assert_eq!(
        told,
        [
            (Some(1), Some(1), Warrant::Admin, Some("Boss".to_owned())),
            (Some(2), None, Warrant::Admin, None),
            (Some(2), Some(1), Warrant::Hand, Some("Boss".to_owned())),
        ]
    );
}

#[test]
fn a_second_table_with_other_columns_is_told_by_its_header_alone() {
    let licences = "Webex Contact Center Standard Agent,Webex Contact Center Premium Agent";
    let swapped = "Webex Contact Center Premium Agent,Webex Contact Center Standard Agent";
    let first = format!("{KEY},Title,{licences}\r\nanna@example.com,Agent,TRUE,FALSE\r\n");
    for second in [
        format!("{KEY},Title,{swapped}"),
        format!("Title,{KEY},{licences}"),
        format!("{KEY},Title,Department,{licences}"),
        format!("{KEY},{licences}"),
        format!("{KEY} , Title,,{swapped}"),
    ] {
        let file = format!("{first}{second}\r\nbo@example.com,Agent,FALSE,TRUE\r\n");
        let found = check(&input(&file, None), &options(YES)).findings;
        let blockers: Vec<_> = found.iter().filter(|finding| finding.severity == Severity::Blocker).collect();
        assert_eq!(
            blockers.iter().map(|found| (&*found.code, found.row)).collect::<Vec<_>>(),
            [("S108", Some(2))],
            "{second}"
        );
        assert!(blockers[0].fix.is_none(), "{second}");
        assert!(corrected(&file, None, YES).contains(second.trim_end()), "{second}");
    }
    // The header of the second may be spelled right where the first is corrected.
    let respelled = first.replace(KEY, "User ID / Email (required)");
    let file = format!("{respelled}Title,{KEY},{licences}\r\nbo@example.com,Agent,FALSE,TRUE\r\n");
    assert!(of(&file, None, "S108")[0].fix.is_none());
    // Without the last columns, or with blank ones behind them, it is read as it is meant.
    for second in [format!("{KEY},Title"), format!("{KEY},Title,{licences},,")] {
        let file = format!("{first}{second}\r\nbo@example.com,Agent\r\n");
        assert_eq!(corrected(&file, None, YES), format!("{first}bo@example.com,Agent,,\r\n"), "{second}");
    }
    // A word that names a column is a value like any other, and so is the name of the address in a user's row.
    for row in [
        "Title,Agent,TRUE,FALSE",
        &format!("bo@example.com,{KEY},TRUE,FALSE"),
        &format!("{KEY},,,"),
        &format!("{KEY},Boss,,"),
    ] {
        assert!(of(&format!("{first}{row}\r\n"), None, "S108").is_empty(), "{row}");
    }
}

#[test]
fn a_header_that_ends_a_table_of_another_order_is_not_left_out() {
    let (one, other) = (format!("{KEY},Title,Department\r\n"), format!("{KEY},Department,Title\r\n"));
    let user = |name: &str| format!("{name}@example.com,x,y\r\n");
    let file = [&*one, &user("anna"), &other, &user("bo"), &one, &user("ida"), &other, &user("ole")].concat();
    let found = check(&input(&file, None), &options(YES)).findings;
    let told: Vec<_> = found
        .iter()
        .filter(|found| found.severity == Severity::Blocker)
        .map(|found| (&*found.code, found.row))
        .collect();
    assert_eq!(told, [("S108", Some(2)), ("S108", Some(4)), ("S108", Some(6))]);
    assert_eq!(corrected(&file, None, YES), file);
}

#[test]
fn a_short_row_with_a_licence_among_its_words_waits_for_the_admin() {
    let header = format!("{KEY},Last Name,Title,Notes,Webex Contact Center Standard Agent\r\n");
    let export = format!("{header}anna@example.com,TRUE,Lead,x,FALSE\r\n");
    for (row, is_in_doubt) in [
        ("anna@example.com,Berg,TRUE", true),
        ("anna@example.com,Berg,Lead,TRUE", false),
        ("anna@example.com,TRUE,Lead,x", false),
        ("anna@example.com,Berg,Lead", false),
    ] {
        let found = of(&format!("{header}{row}\r\n"), Some(&export), "S103");
        assert_eq!(found[0].severity == Severity::Blocker, is_in_doubt, "{row}");
        assert_eq!(found[0].fix.is_none(), is_in_doubt, "{row}");
    }
    // What is typed decides where the values stand.
    let edits = r#"[{"row":1,"index":2,"edit":"Lead"},{"row":1,"index":4,"edit":"TRUE"}]"#;
    let file = format!("{header}anna@example.com,Berg,TRUE\r\n");
    assert_eq!(corrected(&file, None, edits), format!("{header}anna@example.com,Berg,Lead,,TRUE\r\n"));
    // What is typed beside the columns is no edit.
    assert_eq!(corrected(&file, None, r#"[{"row":1,"index":9,"edit":"Lead"}]"#), file);
}

#[test]
fn a_file_that_ends_within_a_row_is_told() {
    let header = format!("{KEY},Title,Extension\r\n");
    for (rows, is_told) in [
        ("anna@example.com,x,1234\r\nbo@example.com,y", true),
        ("anna@example.com,x,1234\r\nbo@example.com,y\r\n", false),
        ("anna@example.com,x\r\nbo@example.com,y", false),
        ("anna@example.com", true),
        ("anna@example.com,x,1234\r\n\u{1a}", false),
    ] {
        let found = of(&format!("{header}{rows}"), None, "S103");
        assert_eq!(found.iter().any(|found| found.what.contains("cut off")), is_told, "{rows:?}");
    }
}
