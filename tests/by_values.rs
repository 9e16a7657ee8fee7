//! Columns whose headers are in no list, known by the values that the export has.

use hubcheck::{Finding, Input, Options, Report, check, correct};

const HEADER: &str = "User ID/Email (Required),First Name,Last Name,Phone Number";

const USERS: [&str; 4] = [
    "anna@example.com,Anna,Nowak,+48221234567",
    "berta@example.com,Berta,Kowalska,+48221234568",
    "carl@example.com,Carl,Wise,",
    "dora@example.com,Dora,Nowak,+48221234570",
];

fn file(header: &str, rows: &[&str]) -> String {
    format!("{header}\r\n{}\r\n", rows.join("\r\n"))
}

fn look(file: &str) -> Report {
    let export = self::file(HEADER, &USERS);
    check(&Input { file: file.as_bytes(), baseline: Some(export.as_bytes()), origin: None }, &Options::default())
}

/// Headers that are said to be other ones, by the rule.
fn told(report: &Report) -> Vec<(&str, &str)> {
    let of_rule = report.findings.iter().filter(|finding| finding.rule == "translated-header");
    of_rule.map(|finding| (&*finding.value, right(finding))).collect()
}

fn right(finding: &Finding) -> &str {
    let fix = finding.fix.as_ref().expect("it can be renamed");
    let rename = fix.choices.first().map_or(&fix.after, |choice| &choice.after);
    rename.as_deref().unwrap_or_default()
}

fn has(report: &Report, rule: &str) -> bool {
    report.findings.iter().any(|finding| finding.rule == rule)
}

#[test]
fn headers_of_no_list_are_known_by_the_export_and_asked_about() {
    let file = file("メール,名,姓,電話番号", &USERS);
    let report = look(&file);
    let right: Vec<(&str, &str)> = "メール,名,姓,電話番号".split(',').zip(HEADER.split(',')).collect();
    assert_eq!(told(&report), right);
    assert!(!has(&report, "missing-key") && !has(&report, "unknown-column"), "{:?}", report.findings);
    let export = self::file(HEADER, &USERS);
    let input = Input { file: file.as_bytes(), baseline: Some(export.as_bytes()), origin: None };
    let undecided = correct(&input, &Options::default()).parts.expect("it can be written");
    assert_eq!(String::from_utf8_lossy(&undecided[0].bytes()), file, "nothing is taken for granted");
    let agreed: Options = serde_json::from_str(r#"{"decisions":[{"rule":"translated-header","answer":"rename"}]}"#)
        .expect("our own JSON");
    let corrected = correct(&input, &agreed).parts.expect("all is decided");
    assert_eq!(String::from_utf8_lossy(&corrected[0].bytes()), export);
}

/// Edits are what the file is for, and a spreadsheet takes the + away.
#[test]
fn a_slip_in_a_header_is_known_though_some_values_are_edited() {
    let mut rows: Vec<String> = (0..20).map(|user| format!("user{user}@example.com,Name{user},X,")).collect();
    let export = file(HEADER, &rows.iter().map(String::as_str).collect::<Vec<_>>());
    rows[3] = "user3@example.com,Other,X,".to_owned();
    rows.push("new@example.com,New,X,".to_owned());
    let edited = file(
        "User ID/Email (Required),Fist Name,Last Name,Phone Number",
        &rows.iter().map(String::as_str).collect::<Vec<_>>(),
    );
    let report =
        check(&Input { file: edited.as_bytes(), baseline: Some(export.as_bytes()), origin: None }, &Options::default());
    assert_eq!(told(&report), [("Fist Name", "First Name")]);
    let phones = USERS.map(|row| row.replace('+', ""));
    let report =
        look(&file("User ID/Email (Required),First Name,Last Name,Telefoon", &phones.each_ref().map(|row| &**row)));
    assert_eq!(told(&report), [("Telefoon", "Phone Number")]);
}

#[test]
fn what_the_export_does_not_say_of_one_column_alone_is_not_told() {
    let all: Vec<&str> = USERS.to_vec();
    for (why, text) in [
        ("the first line is a user", file(USERS[0], &USERS[1..])),
        ("a title stands above the names", file(&format!("Users of January,,,\r\n{HEADER}"), &all)),
        (
            "two columns hold addresses",
            file("A,B", &["anna@example.com,anna@example.com", "carl@example.com,carl@example.com"]),
        ),
        (
            "managers, each of one",
            file("Boss,First Name", &["anna@example.com,X", "berta@example.com,Y", "carl@example.com,Z"]),
        ),
        (
            "nothing beside the addresses agrees",
            file("E,Webex Contact Center Standard Agent", &["anna@example.com,TRUE", "berta@example.com,TRUE"]),
        ),
        ("one manager of all", file("Boss,Age", &["anna@example.com,1", "anna@example.com,2", "anna@example.com,3"])),
        ("nobody is in the export", file("E,F", &["x@example.com,X", "y@example.com,Y"])),
        ("not all are addresses", file("E,F", &["anna@example.com,X", "berta@example.com,Y", "Carl,Z"])),
        ("one value proves nothing", file("User ID/Email (Required),Fist", &["anna@example.com,Anna"])),
        (
            "the file has that column",
            file(
                "User ID/Email (Required),First Name,Nick",
                &["anna@example.com,Anna,Anna", "carl@example.com,Carl,Carl"],
            ),
        ),
        (
            "most values are others",
            file(
                "User ID/Email (Required),Nick",
                &["anna@example.com,Anna", "berta@example.com,Berta", "carl@example.com,Charly"],
            ),
        ),
        (
            "two columns hold the names",
            file("User ID/Email (Required),A,B", &["anna@example.com,Anna,Anna", "carl@example.com,Carl,Carl"]),
        ),
    ] {
        assert_eq!(told(&look(&text)), [], "{why}");
    }
}
