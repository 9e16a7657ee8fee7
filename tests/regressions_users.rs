//! Cases that once went wrong where records are compared, left out or edited.

use hubcheck::{Input, Options, check, correct};

const KEY: &str = "User ID/Email (Required)";
const STANDARD: &str = "Webex Contact Center Standard Agent";

fn options(decisions: &str) -> Options {
    serde_json::from_str(&format!(r#"{{"decisions":[{decisions}]}}"#)).expect("our own JSON")
}

#[track_caller]
fn corrects(file: &str, decisions: &str, expected: &str) -> hubcheck::Report {
    let correction = correct(&Input { file: file.as_bytes(), baseline: None, origin: None }, &options(decisions));
    let parts = correction.parts.unwrap_or_else(|refusal| panic!("{}", refusal.message));
    assert_eq!(String::from_utf8_lossy(&parts[0].bytes()), expected);
    correction.report
}

#[test]
fn what_was_found_in_a_record_that_is_left_out_is_not_left() {
    let file = format!("{KEY},{STANDARD}\r\na@x.com,TRUE\r\na@x.com,maybe\r\n");
    let report = corrects(
        &file,
        r#"{"rule":"duplicate-user","answer":"first"}"#,
        &format!("{KEY},{STANDARD}\r\na@x.com,TRUE\r\n"),
    );
    assert_eq!(report.left.blocker, 0, "{:?}", report.rules);
    assert_eq!(report.totals.blocker, 2, "both are still told");
}

#[test]
fn an_edit_makes_a_blank_record_a_users() {
    let file = format!("{KEY},{STANDARD}\r\na@x.com,TRUE\r\n,\r\n");
    let edits = r#"{"row":2,"index":0,"edit":"z@x.com"},{"row":2,"index":1,"edit":"TRUE"}"#;
    corrects(&file, edits, &format!("{KEY},{STANDARD}\r\na@x.com,TRUE\r\nz@x.com,TRUE\r\n"));
}

#[test]
fn an_edit_reaches_a_cell_that_the_record_does_not_have() {
    let file = format!("{KEY},Title,{STANDARD}\r\na@x.com\r\n");
    let decisions = r#"{"rule":"short-record","answer":"no"},{"row":1,"index":1,"edit":"Agent"}"#;
    corrects(&file, decisions, &format!("{KEY},Title,{STANDARD}\r\na@x.com,Agent\r\n"));
}

#[test]
fn a_record_that_answers_leave_empty_goes_with_the_blank_ones() {
    let file = format!("Title,{KEY}\r\nNA,\r\nAgent,a@x.com\r\n");
    corrects(&file, r#"{"rule":"missing-word","answer":"yes"}"#, &format!("Title,{KEY}\r\nAgent,a@x.com\r\n"));
}

#[test]
fn an_odd_letter_proves_no_encoding() {
    let file = [KEY.as_bytes(), b",Department\r\na@x.com,Z\xfcrich\x95Bern\r\n"].concat();
    let report = check(&Input { file: &file, baseline: None, origin: None }, &Options::default());
    let finding = report.findings.iter().find(|finding| finding.rule == "not-utf8").expect("it is not UTF-8");
    let fix = finding.fix.as_ref().expect("a choice");
    assert!(!finding.applied && fix.choices.iter().any(|choice| choice.choice == "windows-1252"), "{fix:?}");
    let export = format!("{KEY},Department\r\na@x.com,Zürich•Bern\r\n");
    let correction =
        correct(&Input { file: &file, baseline: Some(export.as_bytes()), origin: None }, &Options::default());
    assert_eq!(String::from_utf8_lossy(&correction.parts.expect("the export proves it")[0].bytes()), export);
}

#[test]
fn two_stray_quotes_that_pair_hide_no_user() {
    let file = format!("{KEY},Title,{STANDARD}\r\na@x.com,\"b,TRUE\r\nb@x.com,x\",TRUE\r\nc@x.com,y,TRUE\r\n");
    let correction = correct(&Input { file: file.as_bytes(), baseline: None, origin: None }, &options(""));
    assert_eq!(correction.parts.expect_err("the admin decides first").code, "undecided-quote");
    let note = format!("{KEY},Title,{STANDARD}\r\na@x.com,\"Agent, night\nand, day\",TRUE\r\n");
    let report = check(&Input { file: note.as_bytes(), baseline: None, origin: None }, &options(""));
    assert!(report.rules.is_empty(), "a value may have several lines: {:?}", report.rules);
}

#[test]
fn blank_rows_below_each_other_are_told_at_once_with_their_number() {
    let file = format!("{KEY},{STANDARD}\r\na@x.com,TRUE\r\n,\r\n\r\n,\r\nb@x.com,TRUE\r\n,\r\n");
    let report = corrects(&file, "", &format!("{KEY},{STANDARD}\r\na@x.com,TRUE\r\nb@x.com,TRUE\r\n"));
    let blank = report.findings.iter().filter(|finding| finding.rule == "blank-record");
    let told: Vec<_> = blank.map(|finding| (finding.row, finding.count)).collect();
    assert_eq!(told, [(Some(2), 3), (Some(6), 1)]);
}

#[test]
fn the_last_record_keeps_its_line_end_or_the_lack_of_it() {
    let file = format!("{KEY},{STANDARD}\r\na@x.com,TRUE\r\nb@x.com,SAND");
    let after = format!("{KEY},{STANDARD}\r\na@x.com,TRUE\r\nb@x.com,TRUE");
    corrects(&file, "", &format!("{after}\r\n"));
    corrects(&file, r#"{"rule":"no-final-line-end","answer":"no"}"#, &after);
}

#[test]
fn what_is_left_out_takes_no_room_in_a_part() {
    // An exact repeat goes; of the last user both records stay.
    let rows = "a@x.com,TRUE\r\na@x.com,TRUE\r\nb@x.com,TRUE\r\nc@x.com,TRUE\r\nd@x.com,TRUE\r\ne@x.com,TRUE\r\ne@x.com,FALSE\r\n";
    let file = format!("{KEY},{STANDARD}\r\n{rows}");
    let options = Options { limit: Some(2), ..options("") };
    let correction = correct(&Input { file: file.as_bytes(), baseline: None, origin: None }, &options);
    let users = |part: &hubcheck::Part<'_>| {
        let text = String::from_utf8_lossy(&part.bytes()).into_owned();
        text.lines().skip(1).filter_map(|line| line.chars().next()).collect::<String>()
    };
    let parts = correction.parts.expect("nothing is undecided");
    assert_eq!(parts.iter().map(users).collect::<Vec<_>>(), ["ab", "cd", "ee"]);
    assert_eq!(correction.report.parts, 3);
}

/// The corrected file where these rows stand below others that are UTF-8 beyond doubt.
fn corrected_bytes(rows: &[&[u8]], decisions: &str) -> (hubcheck::Report, Vec<u8>) {
    let others = "zoe@x.com,Łódź Żółć Søren Ærø,,\r\n";
    let file = [format!("{KEY},First Name,Title,{STANDARD}\r\n{others}").into_bytes(), rows.concat()].concat();
    let correction = correct(&Input { file: &file, baseline: None, origin: None }, &options(decisions));
    let parts = correction.parts.unwrap_or_else(|refusal| panic!("{}", refusal.message));
    (correction.report, parts[0].bytes())
}

#[test]
fn rows_that_differ_in_bytes_that_are_no_letters_are_not_the_same() {
    let rows: [&[u8]; 2] = [b"a@x.com,Jos\xE9,,TRUE\r\n", b"a@x.com,Jos\xE8,,TRUE\r\n"];
    let (report, bytes) = corrected_bytes(&rows, "");
    assert!(report.rules.iter().any(|rule| rule.name == "duplicate-user" && rule.applied == 0), "{:?}", report.rules);
    assert!(rows.iter().all(|row| bytes.windows(row.len()).any(|piece| piece == *row)));
}

#[test]
fn rows_with_bytes_that_are_no_letters_are_not_put_into_one() {
    let rows: [&[u8]; 2] = [b"a@x.com,,,TRUE\r\n", b"a@x.com,Jos\xE8,,\r\n"];
    let (report, bytes) = corrected_bytes(&rows, r#"{"rule":"duplicate-user","answer":"merge"}"#);
    let asked = report.findings.iter().find(|found| found.rule == "duplicate-user").expect("the question");
    let choices = &asked.fix.as_ref().expect("choices").choices;
    assert_eq!(choices.iter().map(|choice| &*choice.choice).collect::<Vec<_>>(), ["first", "last"]);
    assert!(rows.iter().all(|row| bytes.windows(row.len()).any(|piece| piece == *row)));
}

#[test]
fn parts_have_as_many_users_as_are_left() {
    let file = format!("{KEY},{STANDARD}\r\na@x.com,TRUE\r\na@x.com,TRUE\r\nb@x.com,TRUE\r\n");
    let options = Options { limit: Some(2), ..options("") };
    let input = Input { file: file.as_bytes(), baseline: None, origin: None };
    assert_eq!(check(&input, &options).parts, 1);
    assert_eq!(correct(&input, &options).parts.expect("a file").len(), 1);
}

#[test]
fn parts_keep_both_limits() {
    let row = |user: usize| format!("user{user}@example.com,{}\r\n", "x".repeat(80));
    let file = format!("{KEY},Title\r\n{}", (0..8).map(row).collect::<String>());
    for (limit, bytes, count) in [(2, 10_000, 4), (2, 200, 8), (5, 360, 3)] {
        let accepted = options(r#"{"rule":"large-file","answer":"yes"}"#);
        let options = Options { limit: Some(limit), bytes: Some(bytes), ..accepted };
        let correction = correct(&Input { file: file.as_bytes(), baseline: None, origin: None }, &options);
        let parts = correction.parts.expect("a file");
        assert_eq!(parts.len(), count, "{limit} users, {bytes} bytes");
        assert!(parts.iter().all(|part| part.users <= limit && part.size() <= bytes), "{limit} users, {bytes} bytes");
    }
}

#[test]
fn a_user_of_several_records_stands_in_one_part() {
    let file = format!("{KEY},Title\r\na@x.com,Agent\r\nb@x.com,Agent\r\nc@x.com,Agent\r\nA@x.com,Lead\r\n");
    let options: Options = serde_json::from_str(r#"{"limit":2}"#).expect("our own JSON");
    let parts = correct(&Input { file: file.as_bytes(), baseline: None, origin: None }, &options).parts;
    let parts = parts
        .expect("a corrected file")
        .iter()
        .map(|part| String::from_utf8_lossy(&part.bytes()).to_lowercase())
        .collect::<Vec<_>>();
    assert_eq!(parts.iter().filter(|part| part.contains("a@x.com")).count(), 1, "{parts:?}");
    assert_eq!(parts.len(), 2);
}

#[test]
fn rows_that_differ_in_a_column_alone_that_is_left_out_are_the_same() {
    let file =
        format!("{KEY},Title,User Status\r\na@x.com,Agent,Active\r\na@x.com,Agent,Pending\r\na@x.com,Agent,\r\n");
    let report =
        corrects(&file, r#"{"rule":"read-only-column","answer":"yes"}"#, &format!("{KEY},Title\r\na@x.com,Agent\r\n"));
    assert_eq!(report.left.blocker, 0, "{:?}", report.rules);
}

#[test]
fn what_is_edited_in_a_column_that_is_left_out_is_no_changed_cell() {
    let file = format!("{KEY},Title,Shoe size\r\na@x.com,Agent,1\r\n");
    let decisions =
        r#"{"rule":"unknown-column","answer":"yes"},{"row":1,"index":1,"edit":"Lead"},{"row":1,"index":2,"edit":"7"}"#;
    let report = corrects(&file, decisions, &format!("{KEY},Title\r\na@x.com,Lead\r\n"));
    assert_eq!(report.changes.cells, 1);
}

/// What is done to rows that are left out or put into one counts as the list of changes tells it.
#[test]
fn no_more_cells_and_rows_are_counted_than_are_changed() {
    let merge = r#"{"rule":"duplicate-user","answer":"merge"}"#;
    let last = r#"{"rule":"duplicate-user","answer":"last"}"#;
    let edit = r#"{"row":2,"index":1,"edit":"Lead"}"#;
    for (rows, decisions, cells, records) in [
        ("a@x.com,,SAND\r\na@x.com,,SAND\r\n", String::new(), 1, 2),
        ("a@x.com,,SAND\r\na@x.com,,SAND\r\na@x.com,,TRUE\r\nb@x.com,,FALSK\r\n", String::new(), 2, 4),
        // Other values than the first row's stay in doubt, and go into a row that stays once somebody says so.
        ("a@x.com,,SAND\r\na@x.com,Agent,\r\n", String::new(), 1, 1),
        ("a@x.com,,SAND\r\na@x.com,Agent,\r\n", merge.to_owned(), 2, 2),
        ("a@x.com,Agent,\r\na@x.com,,SAND\r\n", merge.to_owned(), 1, 2),
        ("a@x.com,Agent,SAND\r\na@x.com,Lead,TRUE\r\n", last.to_owned(), 0, 1),
        ("a@x.com,,TRUE\r\na@x.com,Agent,TRUE\r\n", format!("{edit},{merge}"), 1, 2),
        // A row that lacked a value is touched once, be it padded or left out.
        ("a@x.com,Agent\r\na@x.com,Agent,\r\n", String::new(), 0, 2),
    ] {
        let file = format!("{KEY},Title,{STANDARD}\r\n{rows}");
        let input = Input { file: file.as_bytes(), baseline: None, origin: None };
        let options = options(&decisions);
        let changes = correct(&input, &options).report.changes;
        assert_eq!((changes.cells, changes.records), (cells, records), "{rows}{decisions}");
        assert_eq!(check(&input, &options).changes, changes, "{rows}{decisions}");
        let mut touched = std::collections::HashSet::new();
        hubcheck::changes(&input, &options, &mut |change| touched.extend(change.row));
        assert_eq!(touched.len(), records, "{rows}{decisions}");
    }
}

#[test]
fn users_by_hand_are_counted_as_they_are_listed() {
    const HEADER: &str = "First Name,User ID/Email (Required),Webex Contact Center Premium Agent";
    let row = |user: usize, role: &str| format!("Bo,u{user}@example.com,{role}\r\n");
    let many: String = (0..27).map(|user| row(user, "Supervisor")).collect();
    for (rows, answers, says) in [
        (String::new(), "", Some("27 users have a role where TRUE or FALSE belongs, which makes 2 lists.")),
        // Each role has lists of its own, and a row that is left out is on none.
        (row(30, "Administrator"), "", Some("28 users have a role where TRUE or FALSE belongs, which makes 3 lists.")),
        (row(3, "Supervisor"), "", Some("27 users have a role where TRUE or FALSE belongs, which makes 2 lists.")),
        // Who is there twice is on one list all the same, whatever else the rows say of the user.
        ("Ida,U0@example.com,Supervisor\r\n".to_owned(), "", Some("27 users")),
        ("Ida,u0@example.com,Administrator\r\n".to_owned(), "", Some("27 users")),
        ("Ida,u0@example.com,FALSE\r\n".to_owned(), "", Some("27 users")),
        // Nor is whoever the admin said no to, or typed TRUE for, or nobody.
        (String::new(), r#"{"rule":"role-in-licence-column","row":3,"answer":"no"},"#, Some("26 users")),
        (String::new(), r#"{"row":3,"index":2,"edit":"TRUE"},"#, Some("26 users")),
        ("Bo,,Supervisor\r\n".to_owned(), "", Some("27 users")),
        (String::new(), r#"{"row":3,"index":2,"edit":"TRUE"},{"row":4,"index":2,"edit":"FALSE"},"#, None),
    ] {
        for agreed in ["yes", "no-answer"] {
            let file = format!("{HEADER}\r\n{many}{rows}");
            let decisions = format!(r#"[{answers}{{"rule":"role-in-licence-column","answer":"{agreed}"}}]"#);
            let decisions = serde_json::from_str(&decisions).expect("our own JSON");
            let options = Options { decisions, ..Options::default() };
            let input = Input { file: file.as_bytes(), baseline: None, origin: None };
            let lists = hubcheck::by_hand(&input, &options);
            let listed = lists.iter().flat_map(|list| &list.users).map(|user| user.address.to_lowercase());
            let mut met = std::collections::HashSet::new();
            assert!(listed.into_iter().all(|address| met.insert(address)), "nobody is on two lists: {rows}{answers}");
            let (users, report) = (lists.iter().map(|list| list.users.len()).sum::<usize>(), check(&input, &options));
            let told = report.findings.iter().find(|finding| finding.rule == "by-hand-batches");
            let counts = says.map(|_| {
                format!("{users} users have a role where TRUE or FALSE belongs, which makes {} lists.", lists.len())
            });
            assert_eq!(told.map(|told| told.what.clone()), counts, "{rows}{answers}");
            assert!(told.is_none_or(|told| told.what.starts_with(says.unwrap_or_default())), "{told:?}");
        }
    }
}
