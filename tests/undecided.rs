//! Rows whose split into columns is undecided: the corrected file lets nobody read them wrongly, and the report says
//! which they are.

use hubcheck::{
    Class, Correction, Decision, Input, Mode, Options, SummaryFormat, Undecided, correct, minimal, plan, rollback,
};

const HEADER: [&str; 4] = ["User ID/Email (Required)", "Location", "Extension", "Webex Contact Center Standard Agent"];

fn header(separator: &str) -> String {
    HEADER.join(separator)
}

fn corrected<'a>(file: &'a str, decisions: &str) -> Correction<'a> {
    let decisions: Vec<Decision> = serde_json::from_str(decisions).expect("our own JSON");
    correct(
        &Input { file: file.as_bytes(), baseline: None, origin: None },
        &Options { decisions, ..Options::default() },
    )
}

fn text(correction: &Correction) -> String {
    let parts = correction.parts.as_ref().expect("a corrected file");
    String::from_utf8_lossy(&parts[0].bytes()).into_owned()
}

fn undecided<'a>(correction: &'a Correction<'_>) -> &'a Undecided {
    correction.report.undecided.as_ref().expect("an undecided row is told")
}

#[test]
fn a_row_that_is_not_split_names_nobody_in_a_file_of_another_form() {
    for (row, set_aside) in [
        // A stray quote with two readings.
        ("anna@example.com;\"a;b\" c;1234;TRUE;x", "\"row 1 not split @@ anna@example.com;\"\"a;b\"\" c;1234;TRUE;x\""),
        // More values than columns, and no join that fits.
        ("anna@example.com;a;b;c;FALSE;TRUE", "row 1 not split @@ anna@example.com;a;b;c;FALSE;TRUE"),
    ] {
        let file = format!("{}\n{row}\nbo@example.com;Aarhus;2345;TRUE\n", header(";"));
        let once = corrected(&file, "[]");
        let after = format!("{}\r\n{set_aside},,,\r\nbo@example.com,Aarhus,2345,TRUE\r\n", header(","));
        assert_eq!(text(&once), after);
        assert_eq!((undecided(&once).rows, undecided(&once).first.as_slice()), (1, &[1][..]));
        assert!(undecided(&once).message.contains("row 1"), "{}", undecided(&once).message);
        assert_eq!(once.report.left.blocker, 1);
        let again = corrected(&after, r#"[{"answer":"yes"}]"#);
        assert_eq!(text(&again), after, "nothing is offered for it");
        assert_eq!(again.report.left.blocker, 1, "and it still stops that row");
    }
}

#[test]
fn a_row_that_is_not_split_is_copied_into_a_file_of_its_own_form() {
    // With as many values as the header, or not.
    for row in ["anna@example.com,\"a,b\" c,1234,TRUE", "anna@example.com,a \"b,c\" d,1234,TRUE"] {
        let file = format!("{}\r\n{row}\r\nbo@example.com,Aarhus,2345,TRUE\r\n", header(","));
        let correction = corrected(&file, "[]");
        assert_eq!(undecided(&correction).rows, 1, "{row}");
        assert_eq!(text(&correction), file);
    }
}

#[test]
fn no_column_is_left_out_of_a_row_that_is_not_split() {
    let file = "User ID/Email (Required),Location,User Status,Extension\r\nanna@example.com,a,b,c,1234\r\n";
    let correction = corrected(file, r#"[{"rule":"read-only-column","answer":"yes"}]"#);
    let after =
        "User ID/Email (Required),Location,Extension\r\n\"row 1 not split @@ anna@example.com,a,b,c,1234\",,\r\n";
    assert_eq!(text(&correction), after, "{:#?}", correction.report.findings);
}

#[test]
fn a_row_that_is_not_split_keeps_its_bytes_in_a_file_of_the_same_form() {
    let file = format!("{}\r\nanna@example.com,a,b,c,FALSE,TRUE\r\n", header(","));
    let correction = corrected(&file, r#"[{"row":1,"index":1,"edit":"Aarhus"}]"#);
    assert_eq!(text(&correction), file);
    assert_eq!(undecided(&correction).edited, [1]);
    assert!(undecided(&correction).message.ends_with("What you typed into row 1 does not count until then."));
    assert_eq!(correction.report.changes.cells, 0);
}

#[test]
fn a_row_that_is_not_split_is_no_twin() {
    let file = format!("{0}\n{1}\n{1}\nanna@example.com;Aarhus;;\n", header(";"), "anna@example.com;a;b;c;FALSE;TRUE");
    let correction = corrected(&file, r#"[{"rule":"duplicate-user","answer":"merge"}]"#);
    let parts = correction.parts.as_ref().expect("a corrected file");
    assert_eq!(parts[0].users, 3, "{:#?}", correction.report.findings);
    assert_eq!(undecided(&correction).first, [1, 2]);
}

#[test]
fn the_summaries_tell_of_them() {
    let file = format!("{}\n{}\n", header(";"), "anna@example.com;a;b;c;FALSE;TRUE");
    let (input, options) = (Input { file: file.as_bytes(), baseline: None, origin: None }, Options::default());
    for format in [SummaryFormat::Json, SummaryFormat::Html] {
        let summary = String::from_utf8(hubcheck::summary(&input, &options, format)).expect("UTF-8");
        assert!(summary.contains("how row 1 is split into columns"), "{summary}");
    }
    let list = String::from_utf8(hubcheck::summary(&input, &options, SummaryFormat::Csv)).expect("UTF-8");
    let mut reader = csv::Reader::from_reader(list.as_bytes());
    let aside: Vec<_> = reader.records().flatten().filter(|change| &change[9] == "nobody").collect();
    assert_eq!(aside.len(), 1, "{list}");
    assert_eq!([&aside[0][1], &aside[0][5], &aside[0][7]], ["1", "anna@example.com;a;b;c;FALSE;TRUE", "long-record"]);
    assert_eq!(&aside[0][6], "row 1 not split @@ anna@example.com;a;b;c;FALSE;TRUE");
    // Where it keeps its bytes nothing was changed.
    let same = format!("{}\r\nanna@example.com,a,b,c,FALSE,TRUE\r\n", header(","));
    let list = hubcheck::summary(&Input { file: same.as_bytes(), ..input }, &options, SummaryFormat::Csv);
    assert_eq!(String::from_utf8_lossy(&list).lines().count(), 1, "{}", String::from_utf8_lossy(&list));
    // Nor is it counted among the users whom the export knows.
    let export = format!("{}\r\nanna@example.com,Aarhus,1234,TRUE\r\n", header(","));
    let report = hubcheck::check(&Input { baseline: Some(export.as_bytes()), ..input }, &options);
    assert_eq!(report.baseline.map(|baseline| (baseline.records, baseline.matched)), Some((1, 0)));
}

#[test]
fn a_decided_row_is_not_told() {
    let file = format!("{}\r\nanna@example.com,Main street, 1,1234,TRUE\r\n", header(","));
    assert!(corrected(&file, "[]").report.undecided.is_some());
    assert!(corrected(&file, r#"[{"rule":"long-record","answer":"yes"}]"#).report.undecided.is_none());
}

#[test]
fn nothing_is_made_of_a_row_that_is_not_split() {
    let comma = format!("{}\r\nanna@example.com,Aarhus,1234,TRUE\r\nbo@example.com,Aarhus,2345,TRUE\r\n", header(","));
    for (separator, row) in [
        (";", "anna@example.com;a;b;c;FALSE;TRUE"),
        (",", "anna@example.com,a,b,c,FALSE,TRUE"),
        // Read as it stands it would take the licence from another user.
        (";", "x;bo@example.com;Aarhus;2345;FALSE"),
        (";", "anna@example.com;\"a;b\" c;1234;FALSE;x"),
    ] {
        let bo = ["bo@example.com", "Aarhus", "2345", "FALSE"].join(separator);
        let file = format!("{}\r\n{row}\r\n{bo}\r\n", header(separator));
        let input = Input { file: file.as_bytes(), baseline: Some(comma.as_bytes()), origin: None };
        let options = Options { mode: Some(Mode::AddRemove), ..Options::default() };
        let plan = plan(&input, &options);
        let told: Vec<_> = plan.users.iter().map(|user| (user.user.as_str(), user.row, user.class)).collect();
        assert_eq!(
            told,
            [("bo@example.com", Some(2), Some(Class::LosesLicence)), ("anna@example.com", None, Some(Class::Absent))]
        );
        assert!(plan.messages.iter().any(|message| message.contains("planned for row 1:")), "{:?}", plan.messages);
        let refused = [minimal(&input, &options).err(), rollback(&input, &options).err()];
        assert_eq!(
            refused.map(|refusal| refusal.map(|refusal| refusal.code)),
            [const { Some("undecided-rows") }; 2].map(|code| code.map(str::to_owned))
        );
    }
}
