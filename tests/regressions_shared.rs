//! What rules say of several users together, where a wrong word would harm: who shares a number, who moved to another
//! address, and which rows slipped one column.

use std::fmt::Write as _;

use hubcheck::{Finding, Input, Options, Report, check, correct};

const KEY: &str = "User ID/Email (Required)";

fn options(decisions: &str) -> Options {
    serde_json::from_str(&format!(r#"{{"decisions":[{decisions}]}}"#)).expect("our own JSON")
}

fn report(file: &str, export: Option<&str>, decisions: &str) -> Report {
    check(&Input { file: file.as_bytes(), baseline: export.map(str::as_bytes), origin: None }, &options(decisions))
}

fn of<'r>(report: &'r Report, rule: &str) -> Vec<&'r Finding> {
    report.findings.iter().filter(|finding| finding.rule == rule).collect()
}

fn file(header: &str, rows: &[&str]) -> String {
    rows.iter().fold(format!("{header}\r\n"), |text, row| text + row + "\r\n")
}

#[test]
fn numbers_are_compared_as_fixes_leave_them() {
    let header = format!("{KEY},Phone Number,Caller ID Number,Extension,Location");
    let text = file(
        &header,
        &[
            "anna@x.com,+4526018159,+4526018159,0584,Aarhus",
            "bo@x.com,4526018159,+4526018159,584,Aarhus",
            "ida@x.com,+4526018160,,584,",
            "ole@x.com,,,584,",
            "per@x.com,REMOVE,,,REMOVE",
            "zoe@x.com,REMOVE,,,REMOVE",
        ],
    );
    let export = file(&header, &["bo@x.com,+4526018159,,0584,Aarhus"]);
    let report = report(&text, Some(&export), r#"{"answer":"yes"}"#);
    let told: Vec<(&str, Option<u32>, &str)> =
        of(&report, "shared-number").iter().map(|finding| (&*finding.value, finding.row, &*finding.what)).collect();
    let number = "+4526018159 is the phone number of 2 users: rows 1 and 2.";
    let extension = "0584 is the extension of 2 users of “Aarhus”: rows 1 and 2.";
    assert_eq!(told, [("+4526018159", Some(2), number), ("0584", Some(2), extension)]);
}

#[test]
fn one_user_twice_shares_nothing() {
    let header = format!("{KEY},Phone Number");
    let text = file(&header, &["anna@x.com,+4526018159", "Anna@x.com,+4526018159", ",+4526018159"]);
    assert!(of(&report(&text, None, ""), "shared-number").is_empty());
}

#[test]
fn what_the_export_has_is_not_told() {
    let header = format!("{KEY},Extension,Location");
    let export = file(&header, &["anna@x.com,1234,Aarhus", "bo@x.com,1234,Aarhus"]);
    assert!(of(&report(&export, Some(&export), ""), "shared-number").is_empty());
    let more = format!("{export}ida@x.com,1234,Aarhus\r\n");
    let report = report(&more, Some(&export), "");
    assert_eq!(of(&report, "shared-number")[0].what, "1234 is the extension of 3 users of “Aarhus”: rows 1, 2 and 3.");
}

#[test]
fn every_shared_value_is_counted_and_carried_when_asked_for() {
    let mut text = format!("{KEY},Phone Number\r\n");
    for user in 0..3_000 {
        let _ = write!(text, "user{user}@x.com,+45260{:05}\r\n", user / 2); // a String takes everything
    }
    let report = report(&text, None, "");
    let totals = report.rules.iter().find(|rule| rule.name == "shared-number").expect("they share");
    assert_eq!((totals.total, of(&report, "shared-number").len()), (1_500, 1_000));
    let all = r#"{"findings":{"rule":"shared-number","from":1000,"count":1000}}"#;
    let all: Options = serde_json::from_str(all).expect("our own JSON");
    let rest = check(&Input { file: text.as_bytes(), baseline: None, origin: None }, &all);
    assert_eq!(of(&rest, "shared-number").len(), 500);
    assert_eq!(of(&rest, "shared-number")[0].row, Some(2_002));
}

const PEOPLE: &str = "User ID/Email (Required),First Name,Last Name,Extension,Location";

#[test]
fn a_moved_user_is_only_asked_about_when_nothing_else_is_possible() {
    let export = file(PEOPLE, &["anna@x.com,Anna,Nowak,1234,Aarhus", "bo@x.com,Bo,Friis,2345,Aarhus"]);
    for (rows, is_asked) in [
        (&["anowak@x.com,Anna,Nowak,1234,Aarhus"][..], true),
        (&["anna@new.com,ANNA,Nowak,,"], true),
        // Whom the export knows by the address has not moved, whatever the names are now.
        (&["anowak@x.com,Anna,Nowak,1234,Aarhus", "bo@x.com,Anna,Nowak,x,"], true),
        // Another person of the same name has nothing else in common.
        (&["nowak2@x.com,Anna,Nowak,,"], false),
        (&["anna2@x.com,Anna,Nowak,,"], false),
        (&["anna@new.com,Anna,Nowak,9999,Aarhus"], false),
        (&["anowak@x.com,Anna,Nowak,1234,Odense"], false),
        (&["anowak@x.com,Anna,Smith,1234,Aarhus"], false),
        (&["anowak@x.com,Anna,Nowak,1234,Aarhus", "anna@x.com,Anna,Nowak,1234,Aarhus"], false),
        (&["anowak@x.com,Anna,Nowak,1234,Aarhus", "a.nowak@x.com,Anna,Nowak,1234,Aarhus"], false),
        (&["anowak@x.com,Anna,Nowak,1234,Aarhus", "mailto:anna@x.com,Anna,Nowak,1234,Aarhus"], false),
    ] {
        let report = report(&file(PEOPLE, rows), Some(&export), "");
        assert_eq!(of(&report, "address-changed").len(), usize::from(is_asked), "{rows:?}");
    }
    let twice = format!("{export}anna.nowak@x.com,Anna,Nowak,1234,Aarhus\r\n");
    let report = report(&file(PEOPLE, &["anowak@x.com,Anna,Nowak,1234,Aarhus"]), Some(&twice), "");
    assert!(of(&report, "address-changed").is_empty(), "two people of that name");
    let nameless = format!("{export},Cas,Holm,3456,Aarhus\r\n");
    let report = self::report(&file(PEOPLE, &["anowak@x.com,Anna,Nowak,1234,Aarhus"]), Some(&nameless), "");
    assert!(
        of(&report, "address-changed").is_empty(),
        "the export does not say whose a record is: it may be this user's"
    );
}

#[test]
fn a_new_user_is_one_once_the_question_is_answered() {
    let export = file(PEOPLE, &["anna@x.com,Anna,Nowak,1234,Aarhus"]);
    let text = file(PEOPLE, &["anowak@x.com,Anna,Nowak,1234,Aarhus"]);
    for (answer, is_new) in [("", false), (r#"{"rule":"address-changed","answer":"no"}"#, true)] {
        let report = report(&text, Some(&export), answer);
        assert_eq!(of(&report, "user-not-in-baseline").len(), usize::from(is_new), "{answer}");
    }
    let yes = options(r#"{"rule":"address-changed","answer":"yes"}"#);
    let input = Input { file: text.as_bytes(), baseline: Some(export.as_bytes()), origin: None };
    assert_eq!(String::from_utf8_lossy(&correct(&input, &yes).parts.expect("a file")[0].bytes()), export);
}

#[test]
fn shifted_rows_are_one_finding_until_one_is_edited() {
    let header = format!("First Name,Last Name,{KEY},Title");
    let rows = ["Anna,Nowak,anna@x.com,", "Friis,bo@x.com,Agent,", "Berg,ida@x.com,Agent,", "Holm,ole@x.com,Agent,"];
    let text = file(&header, &rows);
    let whole = report(&text, None, "");
    let told = of(&whole, "row-shifted");
    assert_eq!(told.iter().map(|finding| (finding.row, finding.count)).collect::<Vec<_>>(), [(Some(2), 3)]);
    assert_eq!(whole.totals.blocker, 1, "nothing else is judged in them: {:?}", whole.rules);
    let edits = r#"{"row":3,"index":2,"edit":"ida@x.com"},{"row":3,"index":1,"edit":"Berg"}"#;
    let edited = report(&text, None, edits);
    let told: Vec<_> = of(&edited, "row-shifted").iter().map(|finding| (finding.row, finding.count)).collect();
    assert_eq!(told, [(Some(2), 1), (Some(4), 1)]);
}

#[test]
fn a_row_is_shifted_only_into_a_column_that_holds_no_addresses() {
    for (beside, is_shifted) in [("Title", true), ("Manager", false), ("Own column", false)] {
        let header = format!("{beside},{KEY},Department");
        let report = report(&file(&header, &["boss@x.com,,Sales", "Agent,bo@x.com,Sales"]), None, "");
        assert_eq!(of(&report, "row-shifted").len(), usize::from(is_shifted), "{beside}");
    }
}

#[test]
fn the_same_word_in_shifted_rows_is_no_user() {
    let header = format!("Display Name,{KEY},User Status");
    let text = file(&header, &["bo@x.com,Verified,", "ida@x.com,Verified,"]);
    let report = report(&text, None, "");
    assert!(of(&report, "duplicate-user").is_empty() && of(&report, "row-shifted").len() == 1, "{:?}", report.rules);
}

#[test]
fn extensions_without_a_location_say_nothing_of_one() {
    let header = format!("{KEY},Extension,Location");
    let mut text = file(&header, &["anna@x.com,1234,Aarhus"]);
    for user in 0..20 {
        let _ = write!(text, "user{user}@x.com,123{:02},\r\n", user + 10); // a String takes everything
    }
    let found = report(&text, None, "");
    assert!(of(&found, "extension-zero-lost").is_empty(), "{:?}", found.findings);
}

#[test]
fn a_location_near_very_many_others_is_asked_about() {
    let header = format!("{KEY},Location");
    let known: Vec<String> = ('A'..='Z').map(|letter| format!("{letter}@x.com,Bygning-{letter}")).collect();
    let export = file(&header, &known.iter().map(String::as_str).collect::<Vec<_>>());
    let found = report(&file(&header, &["anna@x.com,Bygning-Æ"]), Some(&export), "");
    assert_eq!(of(&found, "unknown-location").len(), 1, "{:?}", found.findings);
}

#[test]
fn an_extension_is_shared_within_its_location_by_examined_rows_too() {
    let header = format!("{KEY},Extension,Location,Webex Contact Center Standard Agent");
    let rows = ["anna@x.com,1234,Aarhus,TRUE", "per@x.com,1234,Odense,TRUE", "bo@x.com,1234,Odense,SAND"];
    let report = report(&file(&header, &rows), None, "");
    let told: Vec<&str> = of(&report, "shared-number").iter().map(|finding| &*finding.what).collect();
    assert_eq!(told, ["1234 is the extension of 2 users of “Odense”: rows 2 and 3."]);
}

#[test]
fn a_domain_is_the_main_one_if_nearly_all_users_have_it() {
    for (others, is_asked) in [(0, true), (2, false), (5, false)] {
        let users = (0..5).map(|user| format!("user{user}@example.com"));
        let others = (0..others).map(|user| format!("user{user}@nowhere{user}.org"));
        let rows: Vec<String> = users.chain(others).chain(["zoe@exampel.com".to_owned()]).collect();
        let text = file(KEY, &rows.iter().map(String::as_str).collect::<Vec<_>>());
        assert_eq!(!of(&report(&text, None, ""), "domain-typo").is_empty(), is_asked, "{text}");
    }
}

#[test]
fn an_export_without_users_makes_nobody_new() {
    let header = format!("{KEY},First Name");
    let text = file(&header, &["anna@x.com,Anna"]);
    // The header again is left out, so that this one is an export, but one of nobody.
    for (users, is_told) in [(&[][..], false), (&[&*header][..], false), (&["bo@x.com,Bo"][..], true)] {
        let report = report(&text, Some(&file(&header, users)), "");
        assert_eq!(!of(&report, "user-not-in-baseline").is_empty(), is_told, "{users:?}: {:?}", report.findings);
    }
}

#[test]
fn a_row_that_slipped_stays_one_where_extensions_are_short() {
    let header = format!("{KEY},Department,Extension,Location,Title,Webex Contact Center Standard Agent");
    let users = (0..20).map(|user| format!("user{user}@example.com,D,12{user:02},Aarhus,X,TRUE"));
    let short = ["zoe@example.com,D,12,Aarhus,X,TRUE", "A,kim@example.com,12,Aarhus,X,TRUE"].map(str::to_owned);
    let rows: Vec<String> = users.chain(short).collect();
    let report = report(&file(&header, &rows.iter().map(String::as_str).collect::<Vec<_>>()), None, "");
    let told: Vec<(&str, Option<u32>)> =
        report.findings.iter().filter(|found| found.row > Some(20)).map(|found| (&*found.rule, found.row)).collect();
    assert_eq!(told, [("row-shifted", Some(22)), ("extension-zero-lost", Some(21))]);
}

#[test]
fn a_location_of_thousands_is_nobodys_slip() {
    let users = |name: &str, count: usize| -> String {
        (0..count).fold(String::new(), |rows, user| rows + &format!("{name}{user}@x.com,{name}\r\n"))
    };
    for (count, is_asked) in [(4_000, true), (4_100, false)] {
        let text = format!("{KEY},Location\r\n{}{}", users("Aarhus", 16_500), users("Aarhuus", count));
        let report = report(&text, None, "");
        assert_eq!(!of(&report, "unknown-location").is_empty(), is_asked, "{count}");
    }
}
