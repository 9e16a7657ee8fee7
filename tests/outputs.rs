//! What is taken along beside the corrected file: lists, checklist, manifest and archive, session file.
//!
//! What must stay true: the command writes the engine's bytes, never over what it read, and refuses in one sentence.

#[allow(dead_code, reason = "the tests of the command line use the rest")]
mod program;

use hubcheck::{
    Decision, Input, Manifest, Mode, Options, OutputKind, Platform, Role, SummaryFormat, by_hand, checklist, correct,
    is_output_of, outputs, parts_zip, resume, session,
};
use program::Folder;

const KEY: &str = "User ID/Email (Required)";
const STANDARD: &str = "Webex Contact Center Standard Agent";
const PREMIUM: &str = "Webex Contact Center Premium Agent";

fn input<'a>(file: &'a str, baseline: Option<&'a str>) -> Input<'a> {
    Input { file: file.as_bytes(), baseline: baseline.map(str::as_bytes), origin: None }
}

fn accepting(rule: &str) -> Options {
    let decisions =
        vec![Decision::Answer { rule: Some(rule.to_owned()), row: None, index: None, answer: "yes".to_owned() }];
    Options { name: "users.csv".to_owned(), decisions, ..Options::default() }
}

/// So many users with this in the Premium column.
fn users(count: usize, premium: &str) -> String {
    let header = format!("First Name,Last Name,{KEY},{STANDARD},{PREMIUM}\r\n");
    (0..count).fold(header, |file, number| file + &format!("Anna,Berg,user{number}@example.com,,{premium}\r\n"))
}

#[test]
fn whoever_needs_a_role_is_on_a_list_of_25() {
    let file = users(30, "Supervisor") + "Bo,Berg,bo@example.com,,Administrator\r\n";
    let lists = by_hand(&input(&file, None), &accepting("role-in-licence-column"));
    let told: Vec<_> = lists.iter().map(|list| (list.role, list.users.len())).collect();
    assert_eq!(told, [(Role::Supervisor, 25), (Role::Supervisor, 5), (Role::Administrator, 1)]);
    assert_eq!(lists[2].addresses(), "bo@example.com\r\n");
    assert_eq!(lists[2].names(), "Bo, Berg, bo@example.com\r\n");
    // A comma or a line break inside a name would make more fields of it.
    let odd = file.replace("Bo,Berg", "\"Berg, jr.\nII\",\",Dahl\"");
    let names = |file: &str| by_hand(&input(file, None), &accepting("role-in-licence-column"))[2].names();
    assert_eq!(names(&odd), "Berg jr. II, Dahl, bo@example.com\r\n");
    let told = checklist(&input(&odd, None), &accepting("role-in-licence-column")).steps;
    let told = told.into_iter().find(|step| step.step == "names").expect("it is told");
    assert_eq!(told.users, ["bo@example.com"]);
    let refused = Options {
        decisions: vec![Decision::Answer {
            rule: Some("role-in-licence-column".to_owned()),
            row: Some(31),
            index: None,
            answer: "no".to_owned(),
        }],
        ..Options::default()
    };
    assert_eq!(by_hand(&input(&file, None), &refused).len(), 2, "who was refused is on no list");
}

#[test]
fn a_row_that_is_left_out_is_shown_as_blank_and_left_out() {
    let shown = |rows: &str| {
        let file = format!("{}{rows}", users(1, "TRUE"));
        let html = hubcheck::summary(&input(&file, None), &Options::default(), SummaryFormat::Html);
        String::from_utf8(html).expect("UTF-8")
    };
    let html = shown("\r\nBo,Berg,bo@example.com,,TRUE\r\n , ,,,\r\n");
    assert!(html.contains("<td><i>blank</i></td><td><i>left out</i></td>"), "{html}");
    assert!(html.contains("<td><code> , ,,,</code></td><td><i>left out</i></td>"), "{html}");
    assert!(!shown("\r\n").contains("left out</i>"), "there is no value to show");
}

#[test]
fn each_kind_is_named_as_in_the_json() {
    for kind in OutputKind::ALL {
        assert_eq!(serde_json::to_value(kind).expect("a kind is JSON"), kind.name());
    }
}

#[test]
fn the_lists_by_hand_can_be_had_alone() {
    let file = users(3, "Supervisor");
    let made = |kind| outputs(&input(&file, None), &accepting("role-in-licence-column"), &[kind]).files;
    assert_eq!(made(OutputKind::ByHand).iter().filter(|file| file.name.contains("supervisors")).count(), 2);
    assert_eq!(made(OutputKind::Checklist).len(), 1);
}

#[test]
fn the_checklist_fits_the_platform_and_the_import() {
    let export = users(1, "TRUE");
    let file = users(1, "FALSE") + "Bo,Berg,bo@example.com,,Supervisor\r\n";
    let mut options = accepting("role-in-licence-column");
    options.mode = Some(Mode::AddRemove);
    let steps = |options: &Options| {
        let list = checklist(&input(&file, Some(&export)), options);
        list.steps.into_iter().map(|step| (step.step, step.users.join(" "))).collect::<Vec<_>>()
    };
    let has = |options: &Options, step: &str, users: &str| {
        let steps = steps(options);
        assert!(steps.contains(&(step.to_owned(), users.to_owned())), "{step}: {steps:?}");
    };
    options.platform = Some(Platform::Old);
    for (step, users) in [
        ("trial", "bo@example.com"),
        ("removed", "user0@example.com"),
        ("supervisors", "bo@example.com"),
        ("agent-template", ""),
    ] {
        has(&options, step, users);
    }
    options.platform = Some(Platform::New);
    assert!(steps(&options).iter().all(|(step, _)| step != "agent-template" && step != "find-platform"));
    options.platform = None;
    has(&options, "find-platform", "");
    assert_eq!(steps(&options).iter().filter(|(step, _)| step == "supervisors").count(), 2, "one for each platform");
    let trial = |file: &str, export: Option<&str>| {
        let steps = checklist(&input(file, export), &options).steps;
        steps.into_iter().find(|step| step.step == "trial").map(|step| step.users)
    };
    assert_eq!(trial(&export, None), Some(Vec::new()), "nobody knows who is new");
    assert_eq!(trial(&export, Some(&export)), None);
    options.language = "da".to_owned();
    let list = checklist(&input(&file, Some(&export)), &options);
    assert!(list.steps.iter().any(|step| step.text.contains("“Synkroniser brugere” (Synchronize Users)")));
    let page = list.html("<users>.csv");
    assert!(page.contains("&lt;users&gt;") && !page.contains("<script") && !page.contains("://"));
}

#[test]
fn the_checklist_tells_how_to_undo_what_a_file_undoes() {
    let (file, export) = (users(2, "FALSE"), users(1, "TRUE"));
    for (file, export, says, is_named) in [
        (&file, Some(&export), "file and the rollback file until", [true, true]),
        (&users(1, "FALSE"), Some(&export), "file and the rollback file until", [true, false]),
        // Nobody but a new user, whom no file deletes: there is no rollback file, but a list of what is not undone.
        (&file.replace("user0", "user2"), Some(&export), "if you have one", [false, true]),
        (&export, Some(&export), "if you have one", [false, false]),
        (&file, None, "if you have one", [false, false]),
    ] {
        let mut options = accepting("role-in-licence-column");
        options.mode = Some(Mode::AddRemove);
        let given = input(file, export.map(String::as_str));
        let list = checklist(&given, &options);
        let step = |name: &str| list.steps.iter().find(|step| step.step == name).map(|step| step.text.as_str());
        assert!(step("keep").is_some_and(|text| text.contains(says)), "{:?}", step("keep"));
        let undo = step("undo").inspect(|text| assert!(text.contains("choose “Add and remove services”"), "{text}"));
        assert_eq!([undo.is_some(), step("not-undone").is_some()], is_named, "{file}");
        let made = outputs(&given, &options, &[OutputKind::Checklist, OutputKind::Rollback]);
        assert_eq!(made.files.iter().any(|file| file.name == "users-rollback.csv"), is_named[0]);
        assert_eq!(made.files.iter().any(|file| file.name == "users-rollback-not-undone.csv"), is_named[1]);
        let page = made.files.iter().find(|file| file.kind == OutputKind::Checklist).expect("a checklist");
        assert_eq!(page.bytes, list.html("users.csv").into_bytes());
    }
}

#[test]
fn the_archive_holds_the_parts_and_their_list() {
    let file = users(5, "TRUE");
    let options = Options { limit: Some(2), name: "users.csv".to_owned(), ..Options::default() };
    let parts = correct(&input(&file, None), &options).parts.expect("nothing is undecided");
    let manifest = Manifest::of(&parts);
    let listed: Vec<_> = manifest.files.iter().map(|file| (file.file.as_str(), file.users)).collect();
    assert_eq!(
        listed,
        [("users-part-01-of-03.csv", 2), ("users-part-02-of-03.csv", 2), ("users-part-03-of-03.csv", 1)]
    );
    assert!(
        manifest.files.iter().zip(&parts).all(|(file, part)| file.sha256 == part.sha256 && file.sha256.len() == 64)
    );
    let list = String::from_utf8(manifest.csv()).expect("UTF-8");
    assert!(list.starts_with("file,users,sha256,uploaded,task complete,done\r\nusers-part-01-of-03.csv,2,"));
    let archive = parts_zip("users.csv", &parts).expect("it is small");
    for part in &parts {
        assert!(archive.windows(part.size()).any(|bytes| bytes == part.bytes()), "stored as it is");
    }
    assert_eq!(archive, parts_zip("users.csv", &parts).expect("it is small"), "the same every time");
}

#[test]
fn a_session_goes_on_with_the_same_file_alone() {
    let (file, export) = (users(2, "ja"), users(2, "TRUE"));
    let mut options = accepting("not-a-boolean");
    (options.mode, options.platform) = (Some(Mode::Add), Some(Platform::Old));
    options.licences_left = [("Premium".to_owned(), 3)].into();
    (options.language, options.menus) = ("da".to_owned(), "pl".to_owned());
    (options.limit, options.bytes, options.automatic_assignment) = (Some(7), Some(4_096), true);
    options.countries = vec!["DK".to_owned()];
    let given = input(&file, Some(&export));
    let saved = session(&given, &options);
    let again =
        resume(&given, &Options { name: "users.csv".to_owned(), ..Options::default() }, &saved).expect("the same file");
    assert_eq!(serde_json::to_value(&again).expect("JSON"), serde_json::to_value(&options).expect("JSON"));
    let text = String::from_utf8(saved.clone()).expect("UTF-8");
    assert!(!text.contains("example.com") && !text.contains("Anna"), "{text}");
    let code = |input: Input<'_>, saved: &[u8]| resume(&input, &options, saved).expect_err("it is refused").code;
    let other = file.replace("Anna", "Bo");
    assert_eq!(code(input(&other, Some(&export)), &saved), "other-file");
    assert_eq!(code(input(&file, None), &saved), "other-baseline");
    assert_eq!(code(input(&file, Some(&other)), &saved), "other-baseline");
    assert_eq!(code(given, b"{}"), "not-a-session");
    assert_eq!(code(given, text.replace("\"session\": 1", "\"session\": 2").as_bytes()), "newer-session");
}

#[test]
fn the_command_tells_what_a_session_edits_by_hand() {
    let folder = Folder::new("edited");
    folder.write("users.csv", users(2, "SAND"));
    let given = input("", None);
    let edited = |rows: &[u32]| {
        let edit = |row: &u32| Decision::Edit { row: *row, index: 0, edit: "Bo".to_owned() };
        let options = Options { decisions: rows.iter().map(edit).collect(), ..Options::default() };
        let file = folder.read("users.csv");
        folder.write("s.hubcheck.json", session(&Input { file: file.as_bytes(), ..given }, &options));
        folder.run(["fix", "users.csv", "--session", "s.hubcheck.json", "--output", "out.csv"])
    };
    edited(&[1]).says("Corrected (3 cells changed, 2 records touched)").says("\n  1  edited by hand");
    folder.write("users.csv", users(2, "TRUE"));
    edited(&[1, 2]).ends(0).says("Corrected (2 cells changed, 2 records touched)\n  2  edited by hand");
    folder.write("users.csv", users(2, "TRUE").replace("Anna", "Bo"));
    edited(&[1]).ends(0).says("it is a copy");
}

/// What was checked is the file with the edits in it, and that is another file.
#[test]
fn the_command_names_no_file_that_was_not_edited() {
    let folder = Folder::new("not-edited");
    folder.write("users.csv", format!("{KEY},{STANDARD},{PREMIUM}\r\nanna@example.com,TRUE,TRUE\r\n"));
    let file = folder.read("users.csv");
    let edit = Decision::Edit { row: 1, index: 2, edit: "FALSE".to_owned() };
    let options = Options { decisions: vec![edit], ..Options::default() };
    folder.write("s.hubcheck.json", session(&input(&file, None), &options));
    folder
        .run(["check", "users.csv", "--session", "s.hubcheck.json"])
        .ends(1)
        .says("Ready with 1 cell edited by hand: import the corrected file, not this one.")
        .says("Next: hubcheck fix users.csv --session s.hubcheck.json --output users-corrected.csv");
}

#[test]
fn a_redacted_summary_holds_no_value() {
    let file = format!(
        "{KEY},Title,Phone Number,{STANDARD}\r\nanna@example.com, Lead ,4526018159,SAND\r\nbo@example.com,x,+4520304050,vielleicht\r\n"
    );
    let export = format!("{KEY},Title,Phone Number,{STANDARD}\r\nanna@example.com,Lead,+4526018159,TRUE\r\n");
    let given = input(&file, Some(&export));
    let correction = correct(&given, &Options::default());
    for format in [SummaryFormat::Csv, SummaryFormat::Json, SummaryFormat::Html] {
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
        let (open, redacted) = (
            text(correction.summary(&given, &Options::default(), format)),
            text(correction.redacted_summary(&given, &Options::default(), format)),
        );
        for value in ["anna@example.com", "26018159", "vielleicht", "SAND", "Lead"] {
            assert!(!redacted.contains(value), "{format:?}: {value} in {redacted}");
        }
        assert!(open.contains("26018159") && redacted.contains("plus-missing"), "{format:?}");
    }
}

#[test]
fn the_command_writes_everything_into_a_folder() {
    let folder = Folder::new("outputs");
    let (file, export) = (users(1, "FALSE") + "Bo,Berg,bo@example.com,,Supervisor\r\n", users(2, "TRUE"));
    folder.write("users.csv", &file);
    folder.write("export.csv", &export);
    let typed = [
        "outputs",
        "users.csv",
        "--baseline",
        "export.csv",
        "--mode",
        "add-remove",
        "--accept",
        "role-in-licence-column",
    ];
    let run = |more: &[&str]| folder.run(typed.iter().chain(more));
    run(&["--output", "out", "--platform", "new"])
        .ends(0)
        .says("Wrote out/users-minimal.csv: 2 users.")
        .says("1 user loses a licence")
        .says("To undo: import out/users-rollback.csv with “Add and remove services”");
    let names = folder.names_in("out");
    assert_eq!(
        names,
        [
            "users-by-hand-01-supervisors-names.txt",
            "users-by-hand-01-supervisors.txt",
            "users-changes-redacted.csv",
            "users-changes-redacted.html",
            "users-changes-redacted.json",
            "users-changes.csv",
            "users-changes.html",
            "users-changes.json",
            "users-checklist.html",
            "users-corrected.csv",
            "users-manifest.csv",
            "users-manifest.json",
            "users-minimal.csv",
            "users-parts.zip",
            "users-plan.csv",
            "users-plan.svg",
            "users-rollback-not-undone.csv",
            "users-rollback.csv",
            "users.hubcheck.json",
        ]
    );
    let given = Input { file: file.as_bytes(), baseline: Some(export.as_bytes()), origin: None };
    let mut options = accepting("role-in-licence-column");
    (options.mode, options.platform) = (Some(Mode::AddRemove), Some(Platform::New));
    for made in outputs(&given, &options, &OutputKind::ALL).files {
        assert!(is_output_of("users.csv", &made.name), "{} would not be told from what others wrote", made.name);
        assert_eq!(
            std::fs::read(folder.path(&format!("out/{}", made.name))).expect("it is there"),
            made.bytes,
            "{}",
            made.name
        );
    }
    assert_eq!(folder.read("out/users-rollback.csv"), format!("{KEY},{PREMIUM}\r\nuser0@example.com,TRUE\r\n"));
    let account = run(&["--output", "one", "--only", "minimal", "--format", "json"]).ends(0).json();
    assert_eq!(
        (folder.names_in("one"), &account["written"][0]["kind"]),
        (vec!["users-minimal.csv".to_owned()], &"minimal".into())
    );
    folder.run(["check", "users.csv", "--baseline", "export.csv", "--session", "out/users.hubcheck.json"]).ends(1);
    let stays = |name: &str, text: &str| assert_eq!(folder.read(name), text);
    stays("users.csv", &file);
    stays("export.csv", &export);
}

#[test]
fn outputs_are_refused_before_anything_is_written() {
    let folder = Folder::new("outputs-refused");
    folder.write("users.csv", users(2, "TRUE"));
    folder.write("users-corrected.csv", users(2, "TRUE"));
    folder.write("empty.csv", "");
    folder.run(["outputs", "empty.csv", "--output", "out"]).stops("Nothing was written. The file holds no users.");
    folder.run(["outputs", "users.csv", "--output", "empty.csv"]).stops("is a file; name a folder");
    folder.run(["outputs", "users.csv", "--output", "out", "--only", "everything"]).ends(2);
    folder
        .run(["outputs", "users.csv", "--baseline", "users-corrected.csv", "--output", "."])
        .stops("would overwrite the baseline");
    folder.run(["outputs", "users.csv", "--output", "out"]).ends(1).says("No minimal: Only an export");
    folder.write("session.json", "{}");
    folder.run(["check", "users.csv", "--session", "session.json"]).stops("no session file");
}

#[test]
fn the_verdict_is_one_sentence() {
    const PLUS: &str = "+4526018159";
    let yes = r#"[{"rule":"plus-missing","row":2,"answer":"yes"}]"#;
    for (rows, decisions, says) in [
        (&[(PLUS, "TRUE")][..], "[]", "Ready to import: there is nothing to correct."),
        (&[(PLUS, "SAND")], "[]", "Not ready as it is, but its one blocker can be corrected with certainty."),
        (&[(PLUS, "SAND"); 2], "[]", "Not ready as it is, but both blockers can be corrected with certainty."),
        (&[(PLUS, "SAND"); 3], "[]", "Not ready as it is, but all 3 blockers can be corrected with certainty."),
        (&[("4526018159", "TRUE")], "[]", "Not ready as it is: 1 blocker waits for your decision."),
        (
            &[(PLUS, "SAND"), ("4526018160", "TRUE")],
            "[]",
            "Not ready as it is: of 2 blockers 1 is corrected with certainty, 1 waits for your decision.",
        ),
        (
            &[(PLUS, "SAND"), ("4526018160", "TRUE"), ("4526018161", "TRUE")],
            yes,
            "Not ready as it is: of 3 blockers 2 are corrected, with certainty or as you decided, 1 waits for your decision.",
        ),
        (
            &[(PLUS, "SAND"), ("4526018160", "TRUE")],
            yes,
            "Not ready as it is, but 2 blockers are corrected, with certainty or as you decided.",
        ),
        (&[(PLUS, "vielleicht")], "[]", "Not ready: 1 blocker, and only you can correct it."),
    ] {
        let header = format!("{KEY},Phone Number,{STANDARD}\r\n");
        let row =
            |(nth, (number, licence)): (usize, &(&str, &str))| format!("user{nth}@example.com,{number},{licence}\r\n");
        let file = header + &rows.iter().enumerate().map(row).collect::<String>();
        let (decisions, countries) = (serde_json::from_str(decisions).expect("our own JSON"), vec!["DK".to_owned()]);
        let options = Options { decisions, countries, ..Options::default() };
        assert_eq!(correct(&input(&file, None), &options).report.verdict_sentence(), says);
    }
}

#[test]
fn a_minimal_file_leaves_out_who_stays_as_he_is() {
    let export = users(4, "TRUE");
    // One user twice: what is done with the others is as without him.
    let (header, rows) = export.split_once("\r\n").expect("a header");
    let mut rows: Vec<&str> = rows.split_inclusive("\r\n").collect();
    let changed = rows[0].replace("TRUE", "FALSE").replace("Anna", "Bo");
    rows.push(&changed);
    let file = format!("{header}\r\n{}", rows.concat());
    let options = Options {
        decisions: serde_json::from_str(r#"[{"answer":"no"}]"#).expect("our own JSON"),
        ..Options::default()
    };
    let minimal = hubcheck::minimal(&input(&file, Some(&export)), &options).expect("a minimal file");
    let text: String = minimal.parts.iter().map(|part| String::from_utf8(part.bytes()).expect("UTF-8")).collect();
    for (user, stands) in [(0, true), (1, false), (2, false), (3, false)] {
        assert_eq!(text.contains(&format!("user{user}@")), stands, "user{user}: {text}");
    }
}

#[test]
fn a_suspended_licence_of_the_export_is_none_that_is_held() {
    let both = |suspended: &str| {
        let export = format!("{KEY},{STANDARD}{suspended}\r\nanna@example.com,TRUE\r\n");
        let file = format!("{KEY},{PREMIUM}\r\nanna@example.com,TRUE\r\n");
        let report = correct(&input(&file, Some(&export)), &Options::default()).report;
        report.findings.iter().any(|finding| finding.rule == "both-licences")
    };
    assert_eq!((both(""), both(" (Suspended)")), (true, false));
}
