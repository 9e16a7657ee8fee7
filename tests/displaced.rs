//! A column that was sorted or moved without the others, beside the export.

use hubcheck::{Decision, Input, Options, Report, check, correct};

const KEY: &str = "User ID/Email (Required)";
const STANDARD: &str = "Webex Contact Center Standard Agent";
const PREMIUM: &str = "Webex Contact Center Premium Agent";

/// A file of a column, with a user for each of its values.
fn file(header: &str, values: &[&str]) -> String {
    let rows = values.iter().enumerate().map(|(nth, value)| format!("user{nth:02}@example.com,{value}\r\n"));
    format!("{KEY},{header}\r\n{}", rows.collect::<String>())
}

fn look(file: &str, export: &str) -> Report {
    let input = Input { file: file.as_bytes(), baseline: Some(export.as_bytes()), origin: None };
    check(&input, &Options::default())
}

/// The rows that are told to hold somebody else's value, and how many values are said to.
fn told(report: &Report) -> (Vec<u32>, Option<String>) {
    let found = || report.findings.iter().filter(|finding| finding.rule == "displaced-value");
    (found().filter_map(|finding| finding.row).collect(), found().next().map(|finding| finding.what.clone()))
}

#[test]
fn a_column_sorted_or_moved_alone_is_told() {
    let halves = [["FALSE"; 6], ["TRUE"; 6]].concat().join(",");
    for (header, export, now, rows) in [
        // Sorted: of many values, of few, with blanks at the end (which change nothing), and one edited beside it.
        ("First Name", "Dorte,Anna,Bo,Claus", "Anna,Bo,Claus,Dorte", &[1, 2, 3, 4][..]),
        ("Phone Number", "+4526018161,+4526018159,+4526018160", "+4526018159,+4526018160,+4526018161", &[1, 2, 3]),
        ("Extension", "0585,0584,0583", "0583,0585,0584", &[1, 2, 3]),
        (STANDARD, "TRUE,FALSE,TRUE,FALSE,TRUE,FALSE,TRUE,FALSE,FALSE,TRUE,FALSE,TRUE", &halves, &[1, 3, 5, 8, 9, 11]),
        (
            STANDARD,
            "TRUE,,TRUE,FALSE,,FALSE,TRUE,FALSE,TRUE,",
            "FALSE,FALSE,FALSE,TRUE,TRUE,TRUE,TRUE,,,",
            &[1, 2, 3, 4, 5, 6],
        ),
        (
            "Department",
            "IT,HR,IT,HR,IT,HR,IT,HR,IT,HR,IT,HR",
            "HR,HR,HR,HR,HR,HR,IT,IT,IT,IT,IT,IT",
            &[1, 3, 5, 8, 10, 12],
        ),
        ("First Name", "Erik,Anna,Bo,Claus,Dorte,Ib", "Anna,Bo,Claus,Dorte,Erik,Jens", &[1, 2, 3, 4, 5]),
        // A cell deleted, or inserted.
        ("First Name", "Bo,Ib,Pia,Rie,Sven,Tine,Ulla", "Bo,Pia,Rie,Sven,Tine,Ulla,", &[2, 3, 4, 5, 6]),
        ("First Name", "Bo,Ib,Pia,Rie,Sven,Tine", "Bo,,Ib,Pia,Rie,Sven", &[3, 4, 5, 6]),
        (
            STANDARD,
            "TRUE,FALSE,FALSE,TRUE,TRUE,FALSE,TRUE,FALSE,TRUE,FALSE,FALSE,TRUE,TRUE,FALSE",
            "TRUE,FALSE,TRUE,TRUE,FALSE,TRUE,FALSE,TRUE,FALSE,FALSE,TRUE,TRUE,FALSE,",
            &[3, 5, 6, 7, 8, 9, 11, 13],
        ),
        (
            STANDARD,
            "TRUE,FALSE,TRUE,FALSE,FALSE,TRUE,TRUE,FALSE,TRUE,FALSE",
            "TRUE,,FALSE,TRUE,FALSE,FALSE,TRUE,TRUE,FALSE,TRUE",
            &[3, 4, 6, 8, 9, 10],
        ),
        // As a spreadsheet writes them.
        ("Phone Number", "+4526018161,+4526018159,+4526018160", "'+4526018159,'+4526018160,'+4526018161", &[1, 2, 3]),
        (
            STANDARD,
            "TRUE,FALSE,TRUE,FALSE,TRUE,FALSE,TRUE,FALSE,FALSE,TRUE,FALSE,TRUE",
            &halves.replace("TRUE", "PRAWDA").replace("FALSE", "FAŁSZ"),
            &[1, 3, 5, 8, 9, 11],
        ),
        // Edited, not moved.
        ("First Name", "Anna,Bo,Claus,Dorte", "Bo,Anna,Claus,Dorte", &[]),
        ("First Name", "Anna,Bo,Claus,Dorte", "Erik,Freja,Gorm,Hanne", &[]),
        ("First Name", "Anna,Bo,Claus,Dorte", "anna,BO,Claus,Dorte", &[]),
        ("First Name", "Anna,Bo,Claus,Dorte,Erik", "Bo,Claus,Anna,Freja,Hanne", &[]),
        ("Phone Number", "+4526018161,+4526018159,+4526018160", "4526018161,4526018159,4526018160", &[]),
        (STANDARD, "TRUE,FALSE,TRUE,TRUE,FALSE,FALSE", "FALSE,TRUE,FALSE,TRUE,FALSE,TRUE", &[]),
        (STANDARD, "FALSE,FALSE,FALSE,FALSE,FALSE,FALSE", "TRUE,TRUE,TRUE,TRUE,TRUE,TRUE", &[]),
        (STANDARD, "TRUE,FALSE,TRUE,FALSE,TRUE,FALSE,TRUE,FALSE", "FALSE,TRUE,FALSE,TRUE,FALSE,TRUE,FALSE,TRUE", &[]),
        (STANDARD, "TRUE,FALSE,TRUE,FALSE,TRUE,FALSE,TRUE,FALSE", "TRUE,TRUE,TRUE,TRUE,FALSE,FALSE,FALSE,FALSE", &[]),
        ("Department", "IT,HR,Sales,IT,HR,Sales", "HR,Sales,IT,Sales,HR,IT", &[]),
        // Of four values each may have been exchanged for another one, of halves for the other half.
        ("Department", "IT,HR,Sales,Law,IT,HR,Sales,Law", "HR,Sales,Law,IT,HR,Sales,Law,IT", &[]),
        (
            STANDARD,
            "TRUE,TRUE,TRUE,FALSE,FALSE,FALSE,TRUE,TRUE,TRUE,FALSE,FALSE,FALSE",
            "FALSE,FALSE,FALSE,FALSE,FALSE,FALSE,TRUE,TRUE,TRUE,TRUE,TRUE,TRUE",
            &[],
        ),
        ("Department", "IT,HR,IT,HR,IT,HR,IT,HR", "HR,IT,IT,HR,HR,IT,IT,HR", &[]),
        ("Manager", "b@x.com,b@x.com,c@x.com,c@x.com", "c@x.com,c@x.com,b@x.com,b@x.com", &[]),
        (
            "Caller ID Number",
            "+4570101112,+4570101112,+4570101113,+4570101113",
            "+4570101113,+4570101113,+4570101112,+4570101112",
            &[],
        ),
        // A command, and what is wrong by itself.
        (
            "Phone Number",
            "+4526018161,+4526018159,+4526018160,+4526018162",
            "+4526018159,+4526018160,+4526018161,REMOVE|+4526018162",
            &[1, 2, 3],
        ),
        (
            "Phone Number",
            "+4526018161,+4526018158,+4526018159,+4526018160,+4526018162",
            "+4526018158,+4526018159,+4526018160,+4526018161,#N/A",
            &[1, 2, 3, 4],
        ),
        // What only Control Hub writes.
        ("Days since Last Service Accessed", "3,1,2", "1,2,3", &[]),
    ] {
        let [known, values] = [export, now].map(|list| list.split(',').collect::<Vec<_>>());
        let export = file(header, &known);
        let report = look(&file(header, &values), &export);
        let (found, says) = told(&report);
        assert_eq!(found, rows, "{header}: {now} of {:?}: {says:?}", known.join(","));
    }
}

#[test]
fn it_says_how_many_and_gives_the_export_back_when_somebody_says_yes() {
    let header = format!("First Name,Last Name,{STANDARD}");
    let export = file(&header, &["Dorte,Dahl,TRUE", "Anna,Nowak,FALSE", "Bo,Friis,", "Claus,Holm,TRUE"]);
    let sorted = file(&header, &["Anna,Dahl,TRUE", "Bo,Nowak,FALSE", "Claus,Friis,", "Dorte,Holm,TRUE"]);
    let (rows, says) = told(&look(&sorted, &export));
    assert_eq!(rows, [1, 2, 3, 4]);
    assert!(says.is_some_and(|says| says.starts_with("In this column 4 values stand beside other users")));
    let options = serde_json::from_str(r#"{"decisions":[{"rule":"displaced-value","answer":"yes"}]}"#);
    let input = Input { file: sorted.as_bytes(), baseline: Some(export.as_bytes()), origin: None };
    let correction = correct(&input, &options.expect("our own JSON"));
    let parts = correction.parts.unwrap_or_else(|refusal| panic!("{}", refusal.message));
    assert_eq!(String::from_utf8_lossy(&parts[0].bytes()), export);
}

/// Users that the export has not, and users in another order, change nothing of it.
#[test]
fn the_order_of_the_rows_and_new_users_do_not_matter() {
    let export = file("First Name", &["Dorte", "Anna", "Bo", "Claus"]);
    let reordered = format!(
        "{KEY},First Name\r\nuser02@example.com,Bo\r\nnew@example.com,Erik\r\nuser00@example.com,Dorte\r\n\
         user03@example.com,Claus\r\nuser01@example.com,Anna\r\n"
    );
    assert!(told(&look(&reordered, &export)).0.is_empty());
    let moved = format!(
        "{KEY},First Name\r\nuser02@example.com,Dorte\r\nnew@example.com,Erik\r\nuser00@example.com,Claus\r\n\
         user03@example.com,Anna\r\nuser01@example.com,Bo\r\n"
    );
    assert_eq!(told(&look(&moved, &export)).0, [1, 3, 4, 5]);
}

/// Who edits licences and sorts all rows by them has not sorted one column: the users stand in another order.
#[test]
fn rows_that_were_sorted_by_an_edited_column_are_no_sorted_column() {
    let halves = ["FALSE"; 6].into_iter().chain(["TRUE"; 6]);
    let row = |(user, value): (usize, &str)| format!("user{user:02}@example.com,{value}\r\n");
    let [sorted, in_order] =
        [[2, 7, 4, 9, 0, 11, 3, 6, 5, 8, 1, 10], [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]].map(|users| {
            format!("{KEY},{STANDARD}\r\n{}", users.into_iter().zip(halves.clone()).map(row).collect::<String>())
        });
    let export = file(STANDARD, &["TRUE,FALSE"; 6].join(",").split(',').collect::<Vec<_>>());
    assert!(told(&look(&sorted, &export)).0.is_empty());
    assert_eq!(told(&look(&in_order, &export)).0, [1, 3, 5, 8, 10, 12]);
}

/// What Control Hub counts anew each day moves no other column with it.
#[test]
fn an_export_of_another_day_tells_nothing() {
    let header = format!("Days since Last Service Accessed,{STANDARD}");
    let export = file(&header, &["1,TRUE", "2,FALSE", "3,TRUE", "4,FALSE", "5,TRUE", "6,FALSE"]);
    let next_day = file(&header, &["2,FALSE", "3,TRUE", "4,TRUE", "5,FALSE", "6,TRUE", "7,FALSE"]);
    assert!(told(&look(&next_day, &export)).0.is_empty());
}

/// One cause is told once: not as a user with another one's names, too.
#[test]
fn names_that_were_moved_are_not_told_twice() {
    let header = "First Name,Last Name";
    let export = file(header, &["Anna,Nowak", "Bo,Friis", "Claus,Holm", "Dorte,Dahl"]);
    let moved = file(header, &["Bo,Friis", "Claus,Holm", "Dorte,Dahl", "Anna,Nowak"]);
    let report = look(&moved, &export);
    assert_eq!(told(&report).0.len(), 8);
    assert!(report.rules.iter().all(|rule| rule.name != "mixed-up-row"), "{:?}", report.rules);
}

/// Whole rows were sorted without the address: the few values go with the many, which tell it.
#[test]
fn columns_that_were_moved_together_are_told_together() {
    let header = format!("First Name,Location,{STANDARD}");
    let rows = [
        "Anna,Odense,TRUE",
        "Bo,Aarhus,FALSE",
        "Claus,Aarhus,FALSE",
        "Dorte,Odense,TRUE",
        "Erik,Odense,TRUE",
        "Ib,Odense,TRUE",
    ];
    let export = file(&header, &rows);
    let report = look(&file(&header, &[rows[1], rows[0], rows[3], rows[2], rows[4], rows[5]]), &export);
    assert_eq!(told(&report).0, [1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4]);
    // Names alone were moved, and others exchange their licences.
    let names =
        ["Bo,Odense,TRUE", "Claus,Aarhus,FALSE", "Dorte,Aarhus,TRUE", "Anna,Odense,TRUE", "Erik,Odense,FALSE", rows[5]];
    assert_eq!(told(&look(&file(&header, &names), &export)).0, [1, 2, 3, 4]);
    // Two names may be exchanged on purpose.
    let exchanged = ["Bo,Aarhus,FALSE", "Anna,Odense,TRUE", rows[2], rows[3], rows[4], rows[5]];
    assert!(told(&look(&file(&header, &exchanged), &export)).0.is_empty());
}

/// Two columns were exchanged, or their names: each has what the export has for the same users in the other one.
#[test]
fn columns_that_were_exchanged_are_told() {
    let header = "First Name,Last Name,Department,Phone Number,Caller ID Number";
    let export = [
        "Anna,Nowak,Sales,+4526018159,+4570101201",
        "Bo,Friis,IT,+4526018160,+4570101202",
        "Claus,Holm,HR,+4526018161,+4570101203",
        "Dorte,Dahl,Sales,+4526018162,+4570101204",
    ];
    // What stands in these columns, for so many users; of how many it is said.
    for (order, users, of) in [
        ([1, 0, 2, 3, 4], 4, &[("First Name", 4, "Last Name"), ("Last Name", 4, "First Name")][..]),
        ([1, 0, 2, 3, 4], 3, &[("First Name", 3, "Last Name"), ("Last Name", 3, "First Name")]),
        ([0, 1, 2, 4, 3], 4, &[("Phone Number", 4, "Caller ID Number"), ("Caller ID Number", 4, "Phone Number")]),
        // Names that were copied from each other are not meant.
        ([1, 1, 2, 3, 4], 4, &[("First Name", 4, "Last Name")]),
        (
            [2, 0, 1, 3, 4],
            4,
            &[("First Name", 4, "Department"), ("Last Name", 4, "First Name"), ("Department", 4, "Last Name")],
        ),
        // Two were corrected on purpose, and a department is called as its people.
        ([1, 0, 2, 3, 4], 2, &[]),
        ([0, 1, 1, 3, 4], 4, &[]),
    ] {
        let rows = export.iter().enumerate().map(|(nth, row)| {
            let values: Vec<&str> = row.split(',').collect();
            if nth < users { order.map(|column| values[column]).join(",") } else { (*row).to_owned() }
        });
        let rows: Vec<String> = rows.collect();
        let report = look(&file(header, &rows.iter().map(String::as_str).collect::<Vec<_>>()), &file(header, &export));
        let found = report.findings.iter().filter(|finding| finding.rule == "displaced-value");
        let says: std::collections::HashSet<_> = found.map(|finding| finding.what.clone()).collect();
        let expected = of.iter().map(|(_, count, from)| {
            format!("In this column {count} users have what your export has for them in “{from}”, as if the columns or their names were exchanged.")
        });
        assert_eq!(says, expected.collect(), "{rows:?}");
        assert_eq!(told(&report).0.len(), of.iter().map(|(_, count, _)| count).sum::<usize>(), "{rows:?}");
    }
}

/// Neither value of a row comes back without the other; users whom the export does not have, or not so, are only told.
/// Everybody with one of the two licences would change to the other, in both directions.
#[test]
fn exchanged_licence_columns_are_told() {
    let of = |licences: &[&str]| file(&format!("{STANDARD},{PREMIUM}"), licences);
    let (one, other) = ("TRUE,FALSE", "FALSE,TRUE");
    let export = of(&[one, other, one, other, one, other, "FALSE,FALSE"]);
    for (now, count) in [
        (&[other, one, other, one, other, one, "FALSE,FALSE"][..], 12),
        (&["FAŁSZ,PRAWDA", one, other, one, other, one, "FALSE,FALSE"], 12),
        // A new licence beside it is an edit, and told to be looked at.
        (&[other, one, other, one, other, one, "FALSE,TRUE"], 13),
        // Some as they were, or all in one direction: that is what people do.
        (&[other, one, other, one, other, other, "FALSE,FALSE"], 0),
        (&[other, other, other, other, other, other, "FALSE,FALSE"], 0),
        (&[other, one, other, one, other, "FALSE,", "FALSE,FALSE"], 0),
        // Those alone who change: nobody knows of the others.
        (&[other, one, other, one, other, one], 0),
    ] {
        let given = of(now);
        let report = look(&given, &export);
        let (rows, what) = told(&report);
        assert_eq!(rows.len(), count, "{now:?}: {what:?}");
        if count > 0 {
            assert!(what.is_some_and(|what| what.contains(PREMIUM)));
            let yes = Decision::Answer { rule: None, row: None, index: None, answer: "yes".to_owned() };
            let options = Options { decisions: vec![yes], ..Options::default() };
            let input = Input { file: given.as_bytes(), baseline: Some(export.as_bytes()), origin: None };
            let parts = correct(&input, &options).parts.expect("nothing is undecided");
            let rows = String::from_utf8(parts[0].bytes()).expect("UTF-8");
            assert!(export.lines().take(7).all(|line| rows.contains(line)), "{rows}");
        }
    }
}

#[test]
fn of_exchanged_columns_only_whole_rows_come_back() {
    let header = "First Name,Last Name";
    let export = file(header, &["Anna,Nowak", "Bo,Friis", "Claus,Holm", "Dorte,Dahl", "Erik,Krag", "Ib,Lund"]);
    let rows = ["Nowak,Anna", "Friis,Bo", "Holm,Claus", "Dahl,Dorte", "Kragh,Erik", "Lund,Ib", "Quist,Pia"];
    let exchanged = file(header, &rows);
    let (found, _) = told(&look(&exchanged, &export));
    assert_eq!(found, [1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7]);
    let options = serde_json::from_str(r#"{"decisions":[{"answer":"yes"}]}"#).expect("our own JSON");
    let input = Input { file: exchanged.as_bytes(), baseline: Some(export.as_bytes()), origin: None };
    let correction = correct(&input, &options);
    let parts = correction.parts.unwrap_or_else(|refusal| panic!("{}", refusal.message));
    let expected = ["Anna,Nowak", "Bo,Friis", "Claus,Holm", "Dorte,Dahl", "Kragh,Erik", "Ib,Lund", "Quist,Pia"];
    assert_eq!(String::from_utf8_lossy(&parts[0].bytes()), file(header, &expected));
    let left =
        correction.report.findings.iter().filter(|finding| finding.rule == "displaced-value" && !finding.applied);
    let left: Vec<_> = left.map(|finding| (finding.row, finding.what.as_str())).collect();
    assert_eq!(left.len(), 4);
    assert_eq!(
        left[0],
        (
            Some(5),
            "In this column 5 other users have what belongs into “Last Name”. Look whether this value does, too."
        )
    );
}

/// What people fill in from another column, or move to one whose old values go.
#[test]
fn columns_that_were_filled_from_others_are_not_exchanged() {
    for (header, export, now) in [
        ("Caller ID First Name,First Name", ",Anna/,Bo/,Claus/,Dorte", "Anna,Anna/Bo,Bo/Claus,Claus/Dorte,Dorte"),
        ("Caller ID First Name,First Name", "x,Anna/x,Bo/x,Claus/x,Dorte", "Anna,Anna/Bo,Bo/Claus,Claus/Dorte,Dorte"),
        ("Display Name,First Name", "A B,Anna/B B,Bo/C B,Claus/D B,Dorte", "Anna,Anna/Bo,Bo/Claus,Claus/Dorte,Dorte"),
        (
            "Phone Number,Caller ID Number",
            "+4526018151,/+4526018152,/+4526018153,/+4526018154,",
            "+4526018161,+4526018151/+4526018162,+4526018152/+4526018163,+4526018153/+4526018164,+4526018154",
        ),
        ("Title,Department", "Lead,IT/Agent,HR/Clerk,Law/Boss,Sales", "Chief,Lead/Coach,Agent/Guide,Clerk/Pilot,Boss"),
        ("Title,Department", "Lead,IT/Agent,HR/Clerk,Law/Boss,Sales", ",Lead/,Agent/,Clerk/,Boss"),
    ] {
        let [now, export] = [now, export].map(|rows| file(header, &rows.split('/').collect::<Vec<_>>()));
        assert!(told(&look(&now, &export)).0.is_empty(), "{now} of {export}");
    }
}

/// Of a few values, as departments are, different ones must have moved, and nearly all that differ.
#[test]
fn values_that_are_hardly_different_tell_no_exchange() {
    for (export, now, rows) in [
        (["IT,Lead", "IT,Lead", "HR,Agent", "HR,Agent"], ["Lead,IT", "Lead,IT", "Agent,HR", "Agent,HR"], 0),
        (["IT,Lead", "HR,Agent", "Law,Clerk", "HR,Agent"], ["Lead,IT", "Agent,HR", "Clerk,Law", "Agent,HR"], 8),
        (["IT,Lead", "HR,Agent", "Law,Clerk", "HR,Agent"], ["Lead,IT", "Agent,HR", "Clerk,Law", "Sales,Boss"], 0),
        (["IT,Lead", "HR,Agent", "Law,Clerk", "HR,Agent"], ["Lead,IT", "Agent,HR", "Clerk,Law", ",Agent"], 6),
    ] {
        let report = look(&file("Department,Title", &now), &file("Department,Title", &export));
        assert_eq!(told(&report).0.len(), rows, "{now:?}");
    }
}

/// It speaks last and holds nothing back: what is wrong by itself is told and corrected as ever.
#[test]
fn what_other_rules_say_of_the_column_is_said() {
    let export = file("Phone Number", &["+4526018161", "+4526018159", "+4526018160", "+4526018162", "+4526018163"]);
    let moved = file("Phone Number", &["4526018159", "4526018160", "4526018161", "#N/A", "4526018163"]);
    for decisions in ["[]", r#"[{"rule":"displaced-value","answer":"no"}]"#] {
        let decisions = serde_json::from_str(decisions).expect("our own JSON");
        let input = Input { file: moved.as_bytes(), baseline: Some(export.as_bytes()), origin: None };
        let report = check(&input, &Options { decisions, ..Options::default() });
        let of = |rule: &str| report.rules.iter().find(|found| found.name == rule).map_or(0, |found| found.total);
        assert_eq!((of("plus-missing"), of("spreadsheet-error")), (4, 1), "{:?}", report.rules);
    }
}

/// Rows and addresses that are repaired are looked at as the others, and nobody is counted twice.
#[test]
fn what_repairs_change_makes_no_difference() {
    let names = ["Anna", "Bo", "Claus", "Dorte"];
    let export = file("First Name", &names);
    let moved = file("First Name", &["Bo", "Claus", "Dorte", "Anna"]);
    for file in [
        moved.replace("\r\n", ",\r\n").replacen("First Name,", "First Name", 1),
        moved.replace("user0", "mailto:user0"),
        moved.replace("user0", "USER0"),
    ] {
        assert_eq!(told(&look(&file, &export)).0, [1, 2, 3, 4], "{file}");
    }
    let twice = file("First Name", &["Bo", "Anna"]);
    let (_, rows) = twice.split_once("\r\n").expect("a header");
    assert!(told(&look(&format!("{twice}{rows}"), &export)).0.is_empty(), "two users, each in two rows"); // Four values that differ, or eight where each user counts as often as there are rows of it.
    let sorted = file(STANDARD, &["FALSE", "FALSE", "FALSE", "TRUE", "TRUE", "TRUE"]);
    let rows = sorted.split_inclusive("\r\n").enumerate();
    let twice: String = rows.map(|(nth, row)| row.repeat(1 + usize::from(nth > 0))).collect();
    let export = file(STANDARD, &["TRUE", "FALSE", "TRUE", "FALSE", "TRUE", "FALSE"]);
    assert!(told(&look(&twice, &export)).0.is_empty());
}
