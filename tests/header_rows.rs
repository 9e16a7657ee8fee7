//! Header rows of user files old and new, and of files that people take for one: each is known for what it is.

use hubcheck::{Input, Options, Report, Severity, check};

const NAMES: &str = "First Name,Last Name,Display Name,User ID/Email (Required)";
const NUMBERS: &str = "Directory Number,Direct Line";
const CALLER: &str = "Phone Number,Caller ID Number,Caller ID First Name,Caller ID Last Name,Location";

/// A value that stands under a header in a file that nothing is wrong with.
fn clean(header: &str) -> &'static str {
    match header {
        "First Name" | "Caller ID First Name" => "Anna",
        "Last Name" | "Caller ID Last Name" => "Holm",
        "Display Name" => "Anna Holm",
        "User ID/Email (Required)" | "User ID/Email" | "Email" | "email" | "Manager" => "anna@example.com",
        "Directory Number" | "Direct Line" | "Phone Number" | "Caller ID Number" => "+4526018159",
        "Extension" => "8825",
        "Location" => "Aarhus",
        "User Status" => "Verified",
        "Last Service Accessed Time" => "2026-01-10T10:53:09.064Z",
        "Days since Last Service Accessed" => "3",
        "Title" => "Agent",
        "Department" => "Support",
        "Preferred Language" => "Danish",
        "Time zone" => "Europe/Copenhagen",
        "Address type" => "work",
        "Address country" => "DK",
        "Entitlements" | "Row Number" | "Error Message" => "",
        header if header.contains("Resource Group") => "",
        _ => "FALSE",
    }
}

fn report(header: &str) -> Report {
    let values: Vec<&str> = header.split(',').map(clean).collect();
    let file = format!("{header}\r\n{}\r\n", values.join(","));
    check(&Input { file: file.as_bytes(), baseline: None, origin: None }, &Options::default())
}

/// The codes of all that is more than a note.
fn above_a_note(report: &Report) -> Vec<&str> {
    let rules = report.rules.iter().filter(|rule| rule.severity != Severity::Note);
    rules.map(|rule| rule.code.as_str()).collect()
}

#[test]
fn headers_of_user_files_give_nothing_above_a_note() {
    for header in [
        format!("{NAMES},{NUMBERS}"),
        format!("{NAMES},Entitlements"),
        format!("{NAMES},Calendar Service,Call Service Aware,Meeting 25 Party,Spark Message"),
        format!("{NAMES},{NUMBERS},Calendar Service,Meeting 25 Party,Spark Call,Spark Message"),
        format!(
            "{NAMES},Hybrid Calendar Service Resource Group,Hybrid Call Service Resource Group,\
             Hybrid Message Service Resource Group,Calendar Service,Call Service Aware,Hybrid Message Service"
        ),
        format!(
            "{NAMES},Hybrid Calendar Service Resource Group,Hybrid Call Service Resource Group,\
             Hybrid Calendar Service (Exchange),Hybrid Calendar Service (Google),Call Service Aware"
        ),
        format!("{NAMES},Extension,{CALLER}"),
        format!(
            "{NAMES},User Status,Last Service Accessed Time,Days since Last Service Accessed,Extension,Title,Department,\
             Manager,{CALLER},Preferred Language,Time zone,Address type,Address country"
        ),
    ] {
        let report = report(&header);
        let mut codes = above_a_note(&report);
        codes.retain(|code| !matches!(*code, "H206" | "H207" | "V305"));
        assert_eq!(codes, Vec::<&str>::new(), "{header}: {:#?}", report.findings);
    }
}

#[test]
fn headers_of_other_files_are_known_for_what_they_are() {
    for (header, code, says) in [
        (format!("{},{NUMBERS}", NAMES.replace(" (Required)", "")), "H202", "User ID/Email (Required)"),
        ("User ID/Email (Required),".to_owned(), "H205", "has no name"),
        (
            "First Name,Last Name,Display Name,Email,Status,Location,Extension,Webex Contact Center Premium Agent,\
             Webex Contact Center Standard Agent,Webex Calling - Professional"
                .to_owned(),
            "F007",
            "user list",
        ),
        ("email,firstName,lastName,displayName,licenses".to_owned(), "F007", "another program"),
        ("Row Number,User ID/Email,Error Message".to_owned(), "F007", "error"),
        ("Row Number,Error Message".to_owned(), "F007", "error"),
        (
            "Email,User Profile,Contact Center Enabled,Site,Teams,Skill Profile,Desktop Profile,Multimedia Profile,\
             External Id,Default DN"
                .to_owned(),
            "F007",
            "Bulk Operations",
        ),
    ] {
        let report = report(&header);
        let found = report.findings.iter().find(|finding| finding.code == code);
        let message = found.map(|found| found.what.as_str()).unwrap_or_default();
        assert!(message.contains(says), "{header}: {code} {message:?} {:#?}", above_a_note(&report));
    }
}
