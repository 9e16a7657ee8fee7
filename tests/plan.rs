//! The plan of a small file, compared with a table made by hand: every class in both modes, with the export and without.
//!
//! What must stay true: the table is written by a person from what the importer does, never by the program.

#[allow(dead_code, reason = "the tests of the command line use the rest")]
mod program;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;
use std::path::Path;

use hubcheck::{Class, Input, Mode, Options, Plan, PlannedUser, Tier, Verdict, check, correct, plan, plan_with};
use program::{Folder, corpus};

fn read(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("plan").join(name);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn options(mode: Option<Mode>) -> Options {
    Options { mode, sha256: false, ..Options::default() }
}

fn plan_in(mode: Option<Mode>, baseline: Option<&str>) -> Plan {
    plan(
        &Input { file: read("file.csv").as_bytes(), baseline: baseline.map(str::as_bytes), origin: None },
        &options(mode),
    )
}

/// The rows of the table by user.
fn table() -> BTreeMap<String, Vec<String>> {
    let rows = read("table.txt");
    let rows = rows.lines().skip(2).map(|row| row.split_whitespace().map(str::to_owned).collect::<Vec<_>>());
    rows.map(|row| (row[0].clone(), row)).collect()
}

fn by_user(plan: &Plan) -> BTreeMap<String, &PlannedUser> {
    let name = |user: &PlannedUser| user.user.split('@').next().unwrap_or_default().to_lowercase();
    plan.users.iter().map(|user| (name(user), user)).collect()
}

fn tiers(held: Option<&[Tier]>) -> String {
    match held {
        None => "?".to_owned(),
        Some([]) => "-".to_owned(),
        Some(held) => held.iter().map(|tier| tier.name().to_lowercase()).collect::<Vec<_>>().join("+"),
    }
}

#[test]
fn the_plan_is_the_table() {
    let (table, export) = (table(), read("export.csv"));
    let (add, add_remove) = (plan_in(Some(Mode::Add), Some(&export)), plan_in(Some(Mode::AddRemove), Some(&export)));
    assert_eq!((table.len(), add.users.len(), add_remove.users.len()), (30, 30, 30));
    let (add, add_remove) = (by_user(&add), by_user(&add_remove));
    for (user, row) in &table {
        let (add, add_remove) = (add[user], add_remove[user]);
        let class = |user: &PlannedUser| user.class.map_or("none", Class::name).to_owned();
        let told = [
            user.clone(),
            tiers(add.before.as_deref()),
            class(add),
            tiers(add.after.as_deref()),
            class(add_remove),
            tiers(add_remove.after.as_deref()),
        ];
        assert_eq!(told, row[..6], "{user}");
        assert_eq!(add.before, add_remove.before, "{user}");
        assert_eq!(add.automatic, user == "u09", "{user}");
    }
    let classes: BTreeSet<&str> =
        table.values().flat_map(|row| [&row[2], &row[4], &row[6], &row[7]]).map(String::as_str).collect();
    assert!(Class::ALL.iter().all(|class| classes.contains(class.name())), "{classes:?}");
}

#[test]
fn without_a_mode_both_stand_side_by_side() {
    let export = read("export.csv");
    let (both, table) = (plan_in(None, Some(&export)), table());
    for (user, planned) in by_user(&both) {
        let modes = planned.modes.as_ref().expect("both modes");
        assert_eq!(
            [modes.add.class.name(), modes.add_remove.class.name()],
            [&table[&user][2], &table[&user][4]],
            "{user}"
        );
        assert_eq!((planned.class, planned.after.as_ref()), (None, None), "{user}");
    }
    for mode in [Mode::Add, Mode::AddRemove] {
        let one = plan_in(Some(mode), Some(&export));
        assert_eq!(both.totals.modes.as_ref().map(|modes| modes.of(mode)), one.totals.classes.as_ref());
        let outcomes = |plan: &Plan| plan.licences.iter().map(|licence| licence.outcome_in(mode)).collect::<Vec<_>>();
        assert_eq!(outcomes(&both), outcomes(&one));
    }
}

#[test]
fn without_an_export_nothing_is_guessed() {
    let table = table();
    for (mode, column) in [(Mode::Add, 6), (Mode::AddRemove, 7)] {
        let plan = plan_in(Some(mode), None);
        assert_eq!(plan.users.len(), 28);
        for (user, planned) in by_user(&plan) {
            assert_eq!(planned.class.map(Class::name), Some(table[&user][column].as_str()), "{user}");
            assert_eq!(planned.before, None, "{user}");
        }
    }
}

#[test]
fn who_loses_something_comes_first() {
    let plan = plan_in(Some(Mode::AddRemove), Some(&read("export.csv")));
    assert!(plan.users.is_sorted_by_key(|user| user.class));
    assert_eq!(plan.users[0].class, Some(Class::LosesLicence));
    assert_eq!((plan.removals(), plan.count(Class::Both), plan.totals.users, plan.totals.in_file), (5, 4, 30, 28));
    assert!(!plan.is_safe());
}

#[test]
fn licences_are_counted() {
    let mut options = options(Some(Mode::AddRemove));
    options.licences_left = [("Premium".to_owned(), 5), ("webex calling - professional".to_owned(), 1)].into();
    let (file, export) = (read("file.csv"), read("export.csv"));
    let plan = plan(&Input { file: file.as_bytes(), baseline: Some(export.as_bytes()), origin: None }, &options);
    let told: Vec<_> = plan
        .licences
        .iter()
        .map(|licence| {
            let outcome = licence.outcome.expect("a mode is chosen");
            let cells = [licence.trues, licence.falses, licence.blank];
            (cells, licence.before, outcome.after, [outcome.needed, outcome.released], outcome.left, outcome.missing)
        })
        .collect();
    let expected = vec![
        ([2, 5, 21], Some(3), Some(2), [1, 2], Some(1), 0),
        ([9, 9, 10], Some(13), Some(14), [6, 5], None, 0),
        ([8, 9, 11], Some(7), Some(10), [6, 3], Some(5), 1),
    ];
    assert_eq!(told, expected);
}

#[test]
fn attributes_are_listed_old_and_new() {
    let plan = plan_in(Some(Mode::Add), Some(&read("export.csv")));
    let users = by_user(&plan);
    let changed = |user: &str| {
        let attributes = &users[user].attributes;
        attributes.iter().map(|one| (one.column.clone(), one.before.clone(), one.after.clone())).collect::<Vec<_>>()
    };
    let expected =
        |column: &str, before: &str, after: &str| vec![(column.to_owned(), Some(before.to_owned()), after.to_owned())];
    assert_eq!(changed("u16"), expected("Title", "Agent", "Lead"));
    assert_eq!(changed("u19"), expected("Title", "Agent", "Lead"));
    assert_eq!(changed("u20"), expected("Phone Number", "+4526018120", "+4526018220"));
    assert!(changed("u22").is_empty(), "a blank changes nothing");
    assert!(changed("u08").is_empty(), "everything of a new user is new");
}

#[test]
fn the_repaired_samples_change_no_licence() {
    let export = corpus("export.csv");
    for name in [
        "all-quoted-r.csv",
        "spreadsheet-da-windows1252-semicolon.csv",
        "spreadsheet-pl-windows1250-lost-letters.csv",
        "spreadsheet-scientific.csv",
        "spreadsheet-sv-utf16-tab.csv",
    ] {
        let damaged = corpus(name);
        let input = Input { file: &damaged, baseline: Some(&export), origin: None };
        for mode in [None, Some(Mode::Add), Some(Mode::AddRemove)] {
            let plan = plan(&input, &options(mode));
            assert!(plan.is_safe() && plan.messages.is_empty(), "{name}: {:?}", plan.messages);
            for licence in &plan.licences {
                for mode in [Mode::Add, Mode::AddRemove] {
                    let Some(outcome) = licence.outcome_in(mode) else { continue };
                    assert_eq!((outcome.needed, outcome.released, outcome.after), (0, 0, licence.before), "{name}");
                }
            }
            assert!(plan.users.iter().all(|user| user.attributes.is_empty()), "{name}");
        }
        // The plan is of the corrected file.
        let corrected = correct(&input, &options(None)).parts.expect("nothing is undecided");
        assert_eq!(check(&Input { file: &corrected[0].bytes(), ..input }, &options(None)).verdict, Verdict::Ready);
    }
}

#[test]
fn the_command_says_it_in_text_json_and_csv() {
    let folder = Folder::new("plan");
    let (file, export) = (read("file.csv"), read("export.csv"));
    folder.write("file.csv", &file);
    folder.write("export.csv", &export);
    let typed = ["plan", "file.csv", "--baseline", "export.csv"];
    let run = |more: &[&str]| folder.run(typed.iter().chain(more));
    run(&["--mode", "add-remove"])
        .ends(1)
        .says("5 users lose a licence; 4 users hold Standard and Premium")
        .says("5 loses-licence");
    run(&[]).ends(1).says("\nAdd and remove services\n").says("\nAdd services only\n");
    let json = run(&["--mode", "add-remove", "--format", "json"]).ends(1).json();
    assert_eq!(
        (&json["plan"], &json["mode"], json["users"].as_array().map(Vec::len)),
        (&1.into(), &"add-remove".into(), Some(30))
    );
    assert_eq!(json["totals"]["classes"]["loses-licence"], 5);
    let input = Input { file: file.as_bytes(), baseline: Some(export.as_bytes()), origin: None };
    let options = Options { name: "file.csv".to_owned(), ..options(Some(Mode::AddRemove)) };
    assert_eq!(serde_json::to_value(plan(&input, &options)).expect("a plan is JSON"), json);
    let list = run(&["--format", "csv"]).ends(1).text();
    let mut reader = csv::Reader::from_reader(list.as_bytes());
    assert_eq!(reader.records().flatten().count(), 30);
    folder.write("same.csv", &export);
    folder
        .run(["plan", "same.csv", "--baseline", "export.csv", "--mode", "add"])
        .ends(1)
        .says("both: holds Standard and Premium");
    folder.write("keeps.csv", "User ID/Email (Required),Title\r\nu01@example.com,Agent\r\n");
    folder
        .run(["plan", "keeps.csv", "--baseline", "export.csv"])
        .ends(0)
        .says("Nobody loses a licence.")
        .says("25 absent");
    folder.write("empty.csv", "");
    folder.run(["plan", "empty.csv"]).stops("There is nothing to plan. The file holds no users.");
    run(&["--licences-left", "Premium"]).stops("--licences-left Premium is not NAME=N");
}

#[test]
fn the_picture_reads_as_a_table() {
    let picture = plan_in(Some(Mode::AddRemove), Some(&read("export.csv"))).picture();
    let cells: Vec<&str> =
        picture.split("role=\"cell\"").skip(1).filter_map(|cell| cell.split(['>', '<']).nth(1)).collect();
    // Standard, Premium, both, neither; before and after.
    assert_eq!(cells, ["10", "10", "4", "6", "3", "4", "13", "10"]);
    assert!(picture.starts_with("<svg ") && picture.matches("role=\"rowheader\"").count() == 4);
    assert!(!picture.contains("script") && !picture.contains("style") && !picture.contains('@'));
}

/// Users with Standard as the export has them, and as the file says.
fn pair(count: usize, held: &str, said: &str) -> (String, String) {
    let file = |cell: &str| {
        let header = "User ID/Email (Required),Title,Webex Contact Center Standard Agent\r\n".to_owned();
        (0..count).fold(header, |file, number| file + &format!("user{number}@example.com,Agent,{cell}\r\n"))
    };
    (file(held), file(said))
}

fn messages(file: &str, export: &[u8]) -> Vec<String> {
    plan(&Input { file: file.as_bytes(), baseline: Some(export), origin: None }, &options(None)).messages
}

#[test]
fn a_bad_baseline_is_named_in_a_sentence() {
    let (export, file) = pair(8, "FALSE", "TRUE");
    assert_eq!(messages(&file, export.as_bytes()), Vec::<String>::new());
    let says = |export: &[u8], words: &str| {
        let messages = messages(&file, export);
        assert!(messages.iter().any(|message| message.contains(words)), "{words}: {messages:?}");
    };
    says(b"PK\x03\x04\x14\0\x06\0[Content_Types].xml", "cannot be used to prove anything. This is a workbook");
    says(b"", "cannot be used to prove anything. The file holds no users.");
    says(
        export.replace("@example.com", "@other.example.com").as_bytes(),
        "Only 0 of the 8 users of your file are in the export",
    );
    says(export.replace("FALSE", "FALSK").as_bytes(), "The export is damaged itself");
    says(format!("{export}nobody at example.com,Agent,FALSE\r\n").as_bytes(), "The export is damaged itself");
    says(
        export.replace(",Title", "").replace(",Agent,", ",").as_bytes(),
        "The export lacks columns of your file: “Title”",
    );
    let time = "2026-01-10T10:53:09.064Z";
    let (old, new) =
        (export.replace("Title", "Last Service Accessed Time"), file.replace("Title", "Last Service Accessed Time"));
    let (old, new) = (old.replace("Agent,", &format!("{time},")), new.replace("Agent,", "2026-02-10T10:53:09.064Z,"));
    // The edited time is put back where the export proves it, unless the admin says no.
    let keeps = r#"[{"rule":"edited-read-only","answer":"no"}]"#;
    let keeps = Options { decisions: serde_json::from_str(keeps).expect("our own JSON"), ..options(None) };
    let plan = plan(&Input { file: new.as_bytes(), baseline: Some(old.as_bytes()), origin: None }, &keeps);
    assert!(plan.messages.iter().any(|message| message.contains("younger than the export")), "{:?}", plan.messages);
    let report = check(
        &Input {
            file: file.as_bytes(),
            baseline: Some(export.replace("@example.com", "@other.example.com").as_bytes()),
            origin: None,
        },
        &options(None),
    );
    assert!(
        report
            .baseline
            .and_then(|baseline| baseline.message)
            .is_some_and(|message| message.contains("Only 0 of the 8"))
    );
}

#[test]
fn numbers_that_somebody_else_has_in_the_export_are_told() {
    let header = "User ID/Email (Required),Phone Number,Extension,Location\r\n";
    let export = format!(
        "{header}anna@x.com,+4526018159,1234,Aarhus\r\nbo@x.com,+4526018160,1235,Aarhus\r\nida@x.com,,1234,Odense\r\n"
    );
    for (rows, told) in [
        ("anna@x.com,+4526018159,1234,Aarhus\r\nida@x.com,,1234,Odense\r\n", None),
        ("bo@x.com,+4526018159,1235,Aarhus\r\n", Some("Row 1 gives")),
        ("bo@x.com,+4526018161,1236,Aarhus\r\n", None),
        // What is blank stays, and an extension belongs to its location.
        ("bo@x.com,,,Aarhus\r\nzoe@x.com,,1235,Odense\r\n", None),
        ("zoe@x.com,,1235,Aarhus\r\n", Some("Row 1 gives")),
        ("bo@x.com,,1234,\r\n", Some("Row 1 gives")),
        ("ida@x.com,,1235,Aarhus\r\n", Some("Row 1 gives")),
        ("ida@x.com,REMOVE,,\r\n", None),
        // A column that was sorted alone.
        ("anna@x.com,+4526018160,,\r\nbo@x.com,+4526018159,,\r\n", Some("Rows 1 and 2 give")),
        ("zoe@x.com,+4526018160,,\r\nbo@x.com,+4526018160,,\r\nper@x.com,+4526018160,,\r\n", Some("Rows 1 and 3 give")),
    ] {
        let messages = messages(&format!("{header}{rows}"), export.as_bytes());
        let found = messages.iter().find(|message| message.contains("somebody else has in your export"));
        assert_eq!(
            found.map(|message| message.starts_with(told.unwrap_or("none"))),
            told.map(|_| true),
            "{rows}: {found:?}"
        );
    }
}

fn found(report: &hubcheck::Report, code: &str) -> Vec<String> {
    report.findings.iter().filter(|finding| finding.code == code).map(|finding| finding.what.clone()).collect()
}

#[test]
fn an_unusable_baseline_makes_nobody_new() {
    let (_, file) = pair(8, "", "TRUE");
    let plan = plan(&Input { file: file.as_bytes(), baseline: Some(b"PK\x03\x04"), origin: None }, &options(None));
    assert!(plan.users.iter().all(|user| user.class_in(Mode::AddRemove) == Some(Class::WillHave)));
}

#[test]
fn a_false_without_effect_is_told_once_for_each_column() {
    let (export, file) = pair(8, "TRUE", "FALSE");
    let look = |baseline: Option<&str>, mode: Option<Mode>| {
        let input = Input { file: file.as_bytes(), baseline: baseline.map(str::as_bytes), origin: None };
        found(&check(&input, &options(mode)), "V306")
    };
    assert_eq!(look(None, Some(Mode::Add)).len(), 1);
    assert_eq!(look(Some(&export), Some(Mode::Add)).len(), 1);
    assert!(look(None, Some(Mode::AddRemove)).is_empty() && look(None, None).is_empty());
    // Nobody holds it, so that nothing was meant to be taken away.
    assert!(look(Some(&export.replace("TRUE", "FALSE")), Some(Mode::Add)).is_empty());
}

#[test]
fn a_pool_gives_only_what_is_not_held_yet() {
    let (export, file) = pair(8, "TRUE", "TRUE");
    let look = |baseline: Option<&str>, name: &str, left: usize| {
        let input = Input { file: file.as_bytes(), baseline: baseline.map(str::as_bytes), origin: None };
        let report = check(&input, &Options { licences_left: [(name.to_owned(), left)].into(), ..options(None) });
        found(&report, "V310")
    };
    assert!(look(None, "Standard", 8).is_empty() && look(Some(&export), "Standard", 0).is_empty());
    assert!(look(None, "standard", 7)[0].contains("8, and there are 7"));
    assert!(look(None, "Webex Contact Center Standard Agent", 0)[0].contains("8, and there are 0"));
    assert!(look(None, "Gold", 9)[0].contains("no column is called so"));
}

#[test]
fn rows_that_change_nothing_are_left_out_only_when_that_is_said() {
    let (export, file) = pair(8, "TRUE", "TRUE");
    let file = file.replace("user3@example.com,Agent", "user3@example.com,Lead");
    let input = Input { file: file.as_bytes(), baseline: Some(export.as_bytes()), origin: None };
    let deciding = |decision: &str| {
        let decisions = serde_json::from_str(&format!("[{decision}]")).expect("our own JSON");
        let options = Options { decisions, limit: Some(2), ..options(None) };
        let users: usize =
            correct(&input, &options).parts.expect("nothing is undecided").iter().map(|part| part.users).sum();
        let mut changes = 0;
        hubcheck::changes(&input, &options, &mut |change| changes += usize::from(change.rules == ["nothing-changes"]));
        (users, changes)
    };
    assert_eq!(deciding(r#"{"answer":"yes"}"#), (8, 0), "to agree to everything is not to ask for less");
    assert_eq!(deciding(r#"{"rule":"nothing-changes","answer":"keep"}"#), (8, 0));
    assert_eq!(deciding(r#"{"rule":"nothing-changes","answer":"leave-out"}"#), (1, 7));
    let same = Input { file: export.as_bytes(), baseline: Some(export.as_bytes()), origin: None };
    assert_eq!(found(&check(&same, &options(None)), "L502").len(), 1);
}

#[test]
fn a_row_that_only_the_mode_makes_idle_names_the_mode() {
    const BECAUSE: &str = "there is only what your export has, or FALSE, which takes nothing away.";
    let (export, file) = pair(8, "TRUE", "FALSE");
    let says = |file: &str, mode: Mode| {
        let input = Input { file: file.as_bytes(), baseline: Some(export.as_bytes()), origin: None };
        let decisions = serde_json::from_str(r#"[{"rule":"nothing-changes","answer":"leave-out"}]"#).expect("JSON");
        let options = Options { decisions, ..options(Some(mode)) };
        let mut why = Vec::new();
        hubcheck::changes(&input, &options, &mut |change| why.push(change.why));
        (found(&check(&input, &options), "L502"), why.pop().unwrap_or_default())
    };
    let (told, _) = says(&file, Mode::Add);
    assert_eq!(told, [format!("With “Add services only” no row changes anything: {BECAUSE}")]);
    let lead = |file: &str, user: &str| {
        file.replace(&format!("{user}@example.com,Agent"), &format!("{user}@example.com,Lead"))
    };
    let (told, why) = says(&lead(&file, "user3"), Mode::Add);
    assert_eq!(told, [format!("With “Add services only” 7 of the 8 rows change nothing: {BECAUSE}")]);
    assert_eq!(why, format!("You agreed. With “Add services only” nothing changes: {BECAUSE}"));
    let all_but_one =
        (0..8).filter(|user| *user != 3).fold(file.clone(), |file, user| lead(&file, &format!("user{user}")));
    let (told, _) = says(&all_but_one, Mode::Add);
    assert_eq!(told, [format!("With “Add services only” 1 of the 8 rows changes nothing: {BECAUSE}")]);
    // Where the export has the same, the mode is not the cause; and the other mode takes the licence away.
    let (told, why) = says(&lead(&export, "user3"), Mode::Add);
    assert_eq!(told, ["7 of the 8 rows change nothing: your export has the same for these users."]);
    assert_eq!(why, "You agreed. Your export has the same values for these users.");
    assert!(says(&file, Mode::AddRemove).0.is_empty());
}

#[test]
fn a_plan_may_name_a_few_users_of_each_class_and_still_counts_all() {
    let (file, export) = (read("file.csv"), read("export.csv"));
    let input = Input { file: file.as_bytes(), baseline: Some(export.as_bytes()), origin: None };
    for mode in [None, Some(Mode::Add), Some(Mode::AddRemove)] {
        let whole = plan(&input, &options(mode));
        let few = plan_with(&input, &options(mode), 1, &mut |_| ControlFlow::Continue(())).expect("nobody stopped it");
        let class = |user: &PlannedUser| {
            let modes = user.modes.as_ref().map(|modes| [modes.add.class.name(), modes.add_remove.class.name()]);
            (user.class.map(Class::name), modes)
        };
        let named: BTreeSet<_> = few.users.iter().map(class).collect();
        assert_eq!(named.len(), few.users.len(), "one of each class");
        assert_eq!(named, whole.users.iter().map(class).collect(), "and none is left out");
        assert_eq!(few.totals, whole.totals);
        assert_eq!(few.licences, whole.licences);
    }
}

#[test]
fn whom_the_organization_assigns_licences_by_itself_is_said_in_the_list() {
    for mode in [Mode::Add, Mode::AddRemove] {
        let list = String::from_utf8(plan_in(Some(mode), Some(&read("export.csv"))).csv()).expect("UTF-8");
        let told: Vec<&str> = list.lines().filter(|line| line.contains("automatic assignment")).collect();
        assert!(matches!(told[..], [user] if user.starts_with("u09@")), "{list}");
    }
}

#[test]
fn a_licence_that_only_the_export_has_a_column_for_is_counted_and_stays() {
    let header = "User ID/Email (Required),Webex Contact Center Standard Agent";
    let file = format!("{header}\r\nanna@example.com,TRUE\r\n");
    let export = format!("{header},Webex Contact Center Premium Agent\r\nanna@example.com,FALSE,TRUE\r\n");
    let input = Input { file: file.as_bytes(), baseline: Some(export.as_bytes()), origin: None };
    let plan = plan(&input, &options(Some(Mode::AddRemove)));
    let premium = &plan.licences[1];
    assert_eq!(
        (&*premium.licence, premium.index, premium.before),
        ("Webex Contact Center Premium Agent", None, Some(1))
    );
    assert_eq!(plan.users[0].before.as_deref(), Some(&[Tier::Premium][..]));
    assert_eq!(plan.users[0].after.as_deref(), Some(&[Tier::Standard, Tier::Premium][..]));
}
