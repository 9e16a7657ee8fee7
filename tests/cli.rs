//! The command line as people and scripts meet it: what is typed, what comes
//! back, which files are there afterwards.
//!
//! What must stay true: the file that is checked and the baseline keep their
//! bytes, whatever is typed; status 2 leaves no new file behind.

mod program;

use program::{Folder, corpus};
use serde_json::Value;

const DAMAGED: &str =
    "User ID/Email (Required),Extension,Webex Contact Center Standard Agent\r\nanna@example.com,1234,SAND\r\n";
const CLEAN: &str =
    "User ID/Email (Required),Extension,Webex Contact Center Standard Agent\r\nanna@example.com,1234,TRUE\r\n";
const BOTH: &str =
    "User ID/Email (Required),Contact Center Standard,Contact Center Premium\r\nanna@example.com,TRUE,TRUE\r\n";

/// A file of so many users that nothing is wrong with.
fn users(count: usize) -> String {
    let mut text = "User ID/Email (Required),Webex Contact Center Standard Agent\r\n".to_owned();
    text.extend((0..count).map(|number| format!("user{number}@example.com,TRUE\r\n")));
    text
}

#[test]
fn the_status_of_check_says_how_it_went() {
    let folder = Folder::new("check-status");
    folder.write("clean.csv", CLEAN);
    folder.write("damaged.csv", DAMAGED);
    folder.write("notes.csv", format!("\u{FEFF}{CLEAN}"));
    folder.write("empty.csv", "");
    folder.run(["check", "clean.csv"]).ends(0).says("Ready to import");
    folder.run(["check", "notes.csv"]).ends(0).says("byte-order-mark");
    folder.run(["check", "damaged.csv"]).ends(1).says("hubcheck fix damaged.csv --output damaged-corrected.csv");
    folder.run(["check", "empty.csv"]).ends(1).says("empty-file");
    folder.run(["check", "missing.csv"]).stops("The file missing.csv cannot be read: there is no such file.");
    folder.run(["check", "."]).stops("it is a folder");
    folder.run(["check", "clean.csv", "--baseline", "missing.csv"]).stops("The baseline missing.csv cannot be read");
    folder.run(["check", "clean.csv", "--baseline", "-"]).stops("standard input");
}

#[test]
fn the_status_of_fix_says_what_is_left() {
    let folder = Folder::new("fix-status");
    folder.write("damaged.csv", DAMAGED);
    folder.write("both.csv", BOTH);
    folder.run(["fix", "damaged.csv", "--output", "out.csv"]).ends(0).says("Wrote out.csv: 1 user.");
    assert_eq!(folder.read("out.csv"), CLEAN);
    folder.run(["fix", "both.csv", "--output", "both-out.csv"]).ends(1).says("both-licences");
    assert_eq!(folder.read("both-out.csv"), BOTH, "what was not decided stays as it was");
    folder.run(["fix", "both.csv", "--output", "premium.csv", "--accept", "both-licences=premium"]).ends(0);
    assert!(folder.read("premium.csv").ends_with("anna@example.com,FALSE,TRUE\r\n"));
    folder.run(["fix", "both.csv", "--output", "ask.csv", "--accept", "ask"]).ends(1);
    assert_eq!(folder.read("ask.csv"), BOTH, "ask leaves choices alone");
}

#[test]
fn what_cannot_be_meant_is_refused_in_one_sentence() {
    let folder = Folder::new("refused");
    folder.write("both.csv", BOTH);
    folder.write("damaged.csv", DAMAGED);
    let fix = |file: &str, more: &[&str]| folder.run(["fix", file, "--output", "out.csv"].iter().chain(more));
    fix("both.csv", &["--accept", "foreign-bolean"]).stops("Did you mean foreign-boolean?");
    fix("both.csv", &["--accept", "missing-key"]).stops("only a person can correct it");
    fix("both.csv", &["--accept", "both-licences"]).stops("CHOICE is one of premium, standard");
    fix("both.csv", &["--accept", "both-licences=gold"]).stops("it has premium, standard");
    fix("damaged.csv", &["--accept", "foreign-boolean=premium"]).stops("type --accept foreign-boolean.");
    fix("both.csv", &["--limit", "0"]).stops("--limit 0");
    fix("both.csv", &["--country", "ZZ"]).stops("ZZ is no country");
    fix("both.csv", &["--summary", "list.txt"]).stops(".csv, .json or .html");
    folder.run(["check", "both.csv", "--limit", "0"]).stops("--limit 0");
    folder.run(["check", "both.csv", "--mode", "replace"]).ends(2);
    folder.run(["check", "both.csv", "--format", "xml"]).ends(2);
    folder.run(["fix", "both.csv"]).ends(2);
    folder.run(["rules", "no-such-rule"]).stops("There is no rule no-such-rule.");
    assert_eq!(folder.names(), ["both.csv", "damaged.csv"], "nothing was written");
}

#[test]
fn a_rule_is_called_what_is_left_of_it_and_the_worst_comes_first() {
    let folder = Folder::new("left-of-a-rule");
    // The mark before a number is a blocker and corrected; in front of a name it may be a letter of it, which is a note.
    let file = "First Name,Last Name,User ID/Email (Required),Title,Phone Number,Webex Contact Center Standard Agent,\
                Webex Contact Center Premium Agent\r\n't Hooft,Berg,a@example.com,=1+1,'+4526018151,TRUE,FALSE\r\n";
    folder.write("users.csv", file);
    let fixed = folder.run(["fix", "users.csv", "--output", "out.csv", "--summary", "page.html"]);
    fixed.ends(0).says("No blocker is left; 1 warning and 1 note").says("\nNOTE  V325 spreadsheet-text-mark");
    let (text, page) = (fixed.text(), folder.read("page.html"));
    assert!(page.contains("<section class=\"group note\">") && !page.contains("<section class=\"group blocker\">"));
    let is_before = |text: &str, one: &str, other: &str| assert!(text.find(one) < text.find(other), "{text}");
    is_before(&text, "WARNING  V342", "NOTE  V325");
    is_before(&page, "<section class=\"group warning\">", "<section class=\"group note\">");
    // Before the correction the rule is what the worst of its places is.
    folder.run(["check", "users.csv"]).ends(1).says("\nBLOCKER  V325 spreadsheet-text-mark");
}

#[test]
fn an_answer_to_a_rule_that_found_nothing_is_fine() {
    let folder = Folder::new("answer-to-nothing");
    folder.write("clean.csv", CLEAN);
    let accepted = ["--accept", "both-licences=premium", "--accept", "duplicate-user", "--accept", "ask"];
    folder.run(["fix", "clean.csv", "--output", "out.csv"].iter().chain(&accepted)).ends(0).says("it is a copy");
    assert_eq!(folder.read("out.csv"), CLEAN);
}

#[test]
fn no_file_is_written_when_none_can_be_handed_out() {
    let folder = Folder::new("no-file");
    folder.write("workbook.csv", b"PK\x03\x04\x14\0\x06\0[Content_Types].xml".as_slice());
    folder.write("empty.csv", "");
    folder.write("no-key.csv", "First Name,Last Name\r\nAnna,Smith\r\n");
    let open = "User ID/Email (Required),Title\r\nanna@example.com,\"Agent\r\nbo@example.com,Agent\r\n";
    folder.write("open-quote.csv", open);
    let fix = |file: &str, more: &[&str]| folder.run(["fix", file, "--output", "out.csv"].iter().chain(more));
    fix("workbook.csv", &[]).stops("damaged workbook");
    fix("empty.csv", &[]).stops("holds no users");
    fix("no-key.csv", &[]).stops("User ID/Email (Required)");
    fix("open-quote.csv", &["--summary", "list.csv"]).stops("--accept unclosed-quote");
    assert_eq!(folder.names(), ["empty.csv", "no-key.csv", "open-quote.csv", "workbook.csv"]);
    fix("open-quote.csv", &["--accept", "unclosed-quote"]).ends(0);
    assert!(folder.read("out.csv").contains("anna@example.com,Agent\r\nbo@example.com"));
}

#[test]
fn the_file_and_the_baseline_are_never_written_to() {
    let folder = Folder::new("kept");
    folder.write("damaged.csv", DAMAGED);
    folder.write("export.csv", CLEAN);
    let names =
        vec![("damaged.csv", "the file itself"), ("./damaged.csv", "the file itself"), ("export.csv", "the baseline")];
    #[cfg(unix)]
    let names = {
        let path = |name: &str| folder.path(name);
        std::os::unix::fs::symlink(path("damaged.csv"), path("link.csv")).expect("a link can be made");
        std::fs::hard_link(path("export.csv"), path("hard.csv")).expect("a link can be made");
        let more = [("link.csv", "the file itself"), ("hard.csv", "the baseline")];
        names.into_iter().chain(more).collect::<Vec<_>>()
    };
    for (name, what) in names {
        for option in [["--output", name, "--summary", "list.csv"], ["--summary", name, "--output", "out.csv"]] {
            let typed = ["fix", "damaged.csv", "--baseline", "export.csv"];
            folder.run(typed.iter().chain(&option)).stops(&format!("would overwrite {what} ({name})"));
        }
    }
    // A part's name can be the file's own.
    folder.write("parts/users-part-01-of-02.csv", users(4));
    folder.write("users.csv", users(4));
    let typed =
        ["fix", "users.csv", "--baseline", "parts/users-part-01-of-02.csv", "--limit", "2", "--output", "parts"];
    folder.run(typed).stops("would overwrite the baseline");
    assert_eq!(folder.read("damaged.csv"), DAMAGED);
    assert_eq!(folder.read("export.csv"), CLEAN);
    assert_eq!(folder.read("parts/users-part-01-of-02.csv"), users(4));
    assert!(!folder.path("out.csv").exists() && !folder.path("list.csv").exists());
}

#[test]
fn an_earlier_output_is_replaced_as_a_whole_or_not_at_all() {
    let folder = Folder::new("whole");
    folder.write("damaged.csv", DAMAGED);
    folder.write("out.csv", "an earlier one, much longer than what is written now ".repeat(10));
    folder.run(["fix", "damaged.csv", "--output", "out.csv"]).ends(0);
    assert_eq!(folder.read("out.csv"), CLEAN);
    folder.write("out.csv", "an earlier one");
    // The summary cannot be written, so the output must stay as it was.
    folder
        .run(["fix", "damaged.csv", "--output", "out.csv", "--summary", "no/list.csv"])
        .stops("no/list.csv cannot be written");
    assert_eq!(folder.read("out.csv"), "an earlier one");
    folder.run(["fix", "damaged.csv", "--output", "no/out.csv"]).stops("no/out.csv cannot be written");
    folder.run(["fix", "damaged.csv", "--output", "-"]).stops("--output - is not possible");
    folder.run(["fix", "damaged.csv", "--output", "a.csv", "--summary", "./a.csv"]).stops("the same file");
    assert_eq!(folder.names(), ["damaged.csv", "out.csv"], "nothing is left beside them");
}

#[test]
fn parts_go_into_a_folder() {
    let folder = Folder::new("parts");
    folder.write("users.csv", users(5));
    folder.write("other", "a file");
    let fix = |output: &str| folder.run(["fix", "users.csv", "--limit", "2", "--output", output]);
    fix("out.csv").stops("name a folder");
    fix("other").stops("name a folder");
    fix("parts").ends(0).says("users-part-03-of-03.csv: 1 user.").says("import one part");
    let names: Vec<String> = (1..=3).map(|part| format!("users-part-0{part}-of-03.csv")).collect();
    assert_eq!(folder.names_in("parts"), names);
    let header = users(0);
    let joined: String = names
        .iter()
        .map(|name| folder.read(&format!("parts/{name}")).strip_prefix(&header).expect("a header").to_owned())
        .collect();
    assert_eq!(header + &joined, users(5), "the parts joined are the whole");
    for name in &names {
        folder.run(["check", &format!("parts/{name}"), "--limit", "2"]).ends(0);
    }
    let fixed = folder.run(["fix", "users.csv", "--limit", "3", "--output", "parts"]);
    fixed.ends(0).says("files of an earlier run").says("users-part-01-of-03.csv");
    // One part goes into a folder too, so that a script need not know how many there are.
    folder.run(["fix", "users.csv", "--output", "parts"]).ends(0).says("users-part-02-of-02.csv");
    assert_eq!(folder.read("parts/users-corrected.csv"), users(5));
    folder.run(["fix", "users.csv", "--output", "new/"]).ends(0);
    assert_eq!(folder.read("new/users-corrected.csv"), users(5));
}

#[test]
fn files_of_an_earlier_run_are_named_and_kept() {
    let folder = Folder::new("earlier");
    let run = |more: &[&str]| folder.run(["outputs", "users.csv", "--output", "out"].iter().chain(more));
    let earlier = |more: &[&str]| run(&[&["--format", "json"], more].concat()).json()["earlier"].to_string();
    folder.write("users.csv", users(5));
    folder.write("out/export.csv", users(1));
    folder.write("out/users-partners.csv", "somebody else's");
    folder.write("out/other-rollback.csv", "of another name");
    assert_eq!(earlier(&["--limit", "2", "--baseline", "out/export.csv"]), "[]", "nothing of that name is older");
    let names = folder.names_in("out");
    run(&[]).says("Careful: files of an earlier run stand beside these, and may belong to another import");
    let told = earlier(&[]);
    for name in ["minimal-part-01-of-02", "part-01-of-03", "part-03-of-03", "rollback-not-undone"] {
        assert!(told.contains(&format!("\"users-{name}.csv\"")), "{name}: {told}");
    }
    for name in ["corrected", "partners", "rollback.csv", "export"] {
        assert!(!told.contains(name), "{name}: {told}");
    }
    assert!(names.iter().all(|name| folder.path("out").join(name).exists()), "nothing is deleted");
    // What is read is no leftover.
    let told = earlier(&["--baseline", "out/users-part-01-of-03.csv", "--only", "rollback"]);
    assert!(!told.contains("users-part-01-of-03") && told.contains("users-corrected.csv"), "{told}");
}

#[test]
fn the_file_can_come_from_the_standard_input() {
    let folder = Folder::new("standard-input");
    folder.run_with(["check", "-"], DAMAGED.as_bytes()).ends(1).says("Read the standard input: 1 record, 3 columns");
    let report = folder.run_with(["check", "-", "--format", "json"], DAMAGED.as_bytes()).ends(1).json();
    assert_eq!(report["file"]["size"], DAMAGED.len());
    folder.run_with(["fix", "-", "--output", "out.csv"], DAMAGED.as_bytes()).ends(0);
    assert_eq!(folder.read("out.csv"), CLEAN);
}

#[test]
fn the_report_has_the_promised_keys() {
    let folder = Folder::new("json");
    folder.write("damaged.csv", DAMAGED.replace("TRUE", "SAND"));
    let report = folder.run(["check", "damaged.csv", "--format", "json"]).ends(1).json();
    has_keys(&report, &["report", "file", "verdict", "totals", "rules", "findings"]);
    has_keys(&report["file"], &["name", "size", "sha256", "encoding", "separator", "line_end", "records", "columns"]);
    has_keys(&report["file"]["columns"][0], &["index", "header", "kind"]);
    has_keys(&report["totals"], &["blocker", "warning", "note"]);
    has_keys(&report["rules"][0], &["code", "name", "severity", "total", "safe", "ask", "show"]);
    let finding = &report["findings"][0];
    has_keys(finding, &["rule", "code", "severity", "line", "row", "column", "value", "message", "fix"]);
    has_keys(&finding["fix"], &["safety", "after", "choices", "evidence"]);
    assert_eq!(report["report"], 1);
    assert_eq!(report["file"]["name"], "damaged.csv");
    assert_eq!(report["verdict"], "fixable");
    assert_eq!((&finding["line"], &finding["row"], &finding["fix"]["after"]), (&2.into(), &1.into(), &"TRUE".into()));
    let fixed = folder.run(["fix", "damaged.csv", "--format", "json", "--output", "out.csv"]).ends(0).json();
    has_keys(&fixed, &["report", "file", "left", "written", "summary"]);
    has_keys(&fixed["written"][0], &["path", "users", "size", "sha256"]);
    assert_eq!(fixed["written"][0]["path"], "out.csv");
}

#[track_caller]
fn has_keys(value: &Value, keys: &[&str]) {
    for key in keys {
        assert!(value.get(key).is_some(), "{key} is missing in {value}");
    }
}

#[test]
fn all_findings_are_carried_when_asked_for() {
    let folder = Folder::new("all");
    folder.write("damaged.csv", users(1_200).replace("TRUE", "SAND"));
    let count = |more: &[&str]| {
        let typed = ["check", "damaged.csv", "--limit", "5000", "--format", "json"];
        let report = folder.run(typed.iter().chain(more)).ends(1).json();
        (report["rules"][0]["total"].clone(), report["findings"].as_array().map_or(0, Vec::len))
    };
    assert_eq!(count(&[]), (1_200.into(), 1_000));
    assert_eq!(count(&["--all"]), (1_200.into(), 1_200));
    folder.run(["check", "damaged.csv", "--limit", "5000"]).ends(1).says("... and 1,195 more (--all names them)");
    folder.run(["check", "damaged.csv", "--limit", "5000", "--all"]).ends(1).says("line 1201, row 1200");
}

#[test]
fn the_summary_is_a_list_a_tree_or_a_page() {
    let folder = Folder::new("summary");
    let file =
        "User ID/Email (Required),Phone Number,Title,Department\r\nanna@example.com,4526018159, =1+1,<b>x</b> \r\n";
    folder.write("damaged.csv", file);
    folder.write("export.csv", file.replace("4526018159", "+4526018159"));
    let fix = |summary: &str| {
        let typed = ["fix", "damaged.csv", "--baseline", "export.csv", "--output", "out.csv", "--summary", summary];
        folder.run(typed).says(&format!("Wrote {summary}"));
        folder.read(summary)
    };
    let list = fix("list.csv");
    let mut reader = csv::Reader::from_reader(list.as_bytes());
    let header: Vec<&str> = reader.headers().expect("a header").iter().collect();
    assert_eq!(
        header,
        ["line", "row", "column", "column number", "user", "before", "after", "rule", "does", "by", "proof"]
    );
    let records: Vec<csv::StringRecord> = reader.records().map(|record| record.expect("an even list")).collect();
    let number = records.iter().find(|record| &record[2] == "Phone Number").expect("the number is in the list");
    assert_eq!((&number[0], &number[1], &number[3], &number[4]), ("2", "1", "2", "anna@example.com"));
    assert_eq!((&number[5], &number[6], &number[9]), ("4526018159", "'+4526018159", "proof"));
    assert!(records.iter().all(|record| record.iter().all(|value| !value.starts_with(['=', '+', '-', '@']))), "{list}");
    let tree: Value = serde_json::from_str(&fix("list.json")).expect("JSON");
    has_keys(&tree, &["summary", "file", "corrected", "changes", "left"]);
    assert_eq!(tree["summary"], 1);
    assert_eq!(tree["changes"].as_array().map(Vec::len), Some(records.len()));
    assert_eq!(tree["corrected"][0]["users"], 1);
    let page = fix("page.HTML");
    assert!(
        page.starts_with("<!doctype html>") && page.contains("+4526018159") && page.contains("&lt;b&gt;x&lt;/b&gt;")
    );
    for outside in ["<b>x", "<script", "<link", "<img", "src=", "url(", "://"] {
        assert!(!page.contains(outside), "{outside}");
    }
}

#[test]
fn nothing_of_a_cell_reaches_the_terminal_as_a_command() {
    let folder = Folder::new("terminal");
    folder.write("\u{9b}x.csv", "User ID/Email (Required),\x1b[31mTitle\r\n\x1b]0;owned\x07@example.com,\x1b[2J\r\n");
    for typed in [["check", "\u{9b}x.csv", "--all"], ["fix", "\u{9b}x.csv", "--output=\u{1b}.csv"]] {
        let answer = folder.run(typed);
        let is_plain = |character: char| character == '\n' || !character.is_control();
        assert!(answer.text().chars().all(is_plain), "{:?}", answer.text());
    }
}

#[test]
fn a_reader_that_has_seen_enough_is_no_failure() {
    let folder = Folder::new("pipe");
    folder.write("damaged.csv", users(20_000).replace("TRUE", "SAND"));
    let (status, errors) = folder.run_and_hang_up(["check", "damaged.csv", "--all"]);
    assert_eq!((status, errors.as_str()), (Some(1), ""));
    let (status, errors) = folder.run_and_hang_up(["rules", "--format", "json"]);
    assert_eq!((status, errors.as_str()), (Some(0), ""));
}

#[test]
fn rules_are_listed_and_explained() {
    let folder = Folder::new("rules");
    let list = folder.run(["rules", "--format", "json"]).ends(0).json();
    let list = list.as_array().expect("a list");
    assert_eq!(list.len(), hubcheck::rules().len());
    for rule in list {
        has_keys(rule, &["code", "name", "severity", "summary", "why", "fix", "source", "examples"]);
        let name = rule["name"].as_str().expect("a name");
        folder.run(["rules", name]).ends(0).says(name).says(&format!("docs/rules/{name}.html"));
        let page = folder.run(["rules", name, "--format", "markdown"]);
        page.ends(0).says("## Why it matters").says("## What to do").says("## Source").says("```csv\n");
        assert_eq!(page.text().matches("\n```").count() % 2, 0, "{name}: a code block is not closed");
    }
    folder.run(["rules"]).ends(0).says("V301").says("foreign-boolean");
    folder.run(["rules", "--format", "markdown"]).ends(0).says("| V301 | `foreign-boolean` | blocker |");
    let one = folder.run(["rules", "v301", "--format", "json"]).ends(0).json();
    assert_eq!((one.as_array().map(Vec::len), &one[0]["name"]), (Some(1), &"foreign-boolean".into()));
}

#[test]
fn each_damaged_file_gets_the_values_of_its_export_back() {
    let folder = Folder::new("corpus");
    let values = |text: &str| -> Vec<csv::StringRecord> {
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
        reader.records().map(|record| record.expect("an even file")).collect()
    };
    let export = corpus("export.csv");
    folder.write("export.csv", export.as_slice());
    for name in [
        "all-quoted-r.csv",
        "spreadsheet-da-windows1252-semicolon.csv",
        "spreadsheet-pl-windows1250-lost-letters.csv",
        "spreadsheet-scientific.csv",
        "spreadsheet-sv-utf16-tab.csv",
    ] {
        folder.write(name, corpus(name).as_slice());
        folder.run(["check", name, "--baseline", "export.csv"]).ends(1);
        folder.run(["fix", name, "--baseline", "export.csv", "--output", "out.csv"]).ends(0);
        assert_eq!(values(&folder.read("out.csv")), values(&folder.read("export.csv")), "{name}");
    }
}

#[test]
fn a_workbook_is_read_sheet_by_sheet() {
    let folder = Folder::new("workbook");
    folder.write("users.xls", corpus("workbook.xls"));
    folder.write("export.csv", corpus("export.csv"));
    folder.run(["check", "users.xls"]).ends(1).says("sheet “Users ÆØÅ” of an old Excel workbook").says("cell L2");
    let fix = ["fix", "users.xls", "--baseline", "export.csv", "--output", "out.csv"];
    folder.run(fix).ends(0).says("The file is a workbook").says("Wrote out.csv");
    folder.run(["check", "users.xls", "--sheet", "notes"]).ends(1).says("empty-file");
    folder.run(["check", "users.xls", "--sheet", "May"]).stops("There is no sheet “May”; the workbook has “Notes”");
    folder.run(["check", "export.csv", "--sheet", "May"]).stops("is no workbook");
}
