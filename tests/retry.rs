//! The retry file, made from Control Hub's error file: exactly the users who failed, or nothing and why.
//!
//! What must stay true: nobody else is taken, nobody who failed is passed over in silence.

#[allow(dead_code, reason = "the tests of the command line use the rest")]
mod program;

use hubcheck::{Imported, Input, Options, Retry, retry};
use program::Folder;

const KEY: &str = "User ID/Email (Required)";
const STANDARD: &str = "Webex Contact Center Standard Agent";
const PREMIUM: &str = "Webex Contact Center Premium Agent";

fn input<'a>(file: &'a str, baseline: Option<&'a str>) -> Input<'a> {
    Input { file: file.as_bytes(), baseline: baseline.map(str::as_bytes), origin: None }
}

/// So many users with this in the Premium column.
fn users(count: usize, premium: &str) -> String {
    let header = format!("First Name,Last Name,{KEY},{STANDARD},{PREMIUM}\r\n");
    (0..count).fold(header, |file, number| file + &format!("Anna,Berg,user{number}@example.com,,{premium}\r\n"))
}

/// What is made of an error file with these lines below its header.
fn retried(file: &str, header: &str, errors: &[&str], imported: Imported) -> Retry {
    let errors = errors.iter().fold(format!("{header}\r\n"), |text, line| text + line + "\r\n");
    retry(&input(file, None), &Options::default(), errors.as_bytes(), imported)
}

/// The users in the retry file, or the code of the refusal.
fn failed(made: &Retry) -> String {
    if let Some(refusal) = &made.refusal {
        assert!(made.parts.is_empty());
        return refusal.code.clone();
    }
    let text: String = made.parts.iter().map(|part| String::from_utf8(part.bytes()).expect("UTF-8")).collect();
    let users = text.split(['\n', ',']).filter_map(|cell| cell.strip_suffix("@example.com"));
    users.collect::<Vec<_>>().join(" ")
}

const ADDRESSES: &str = "Row Number,User ID/Email,Error Message";
const ROWS: &str = "Row Number,Error Message";

#[test]
fn the_retry_file_holds_only_those_who_failed() {
    let file = users(4, "SAND");
    let errors = "\u{FEFF}Row Number,User ID/Email,Error Message\r\n3,USER1@example.com,No licence left\r\n5,user3@example.com,\"Bad, very\"\r\n3,,Again\r\n1,,Header\r\n";
    let made = retry(&input(&file, None), &Options::default(), errors.as_bytes(), Imported::AsGiven);
    assert_eq!(made.refusal, None);
    assert_eq!(made.rows.len(), 4);
    assert_eq!((made.rows[1].number, made.rows[1].user.as_deref()), (Some(5), Some("user3@example.com")));
    assert_eq!(made.problems[1..], ["Control Hub says: “Header”."], "{:?}", made.problems);
    let text = String::from_utf8(made.parts[0].bytes()).expect("UTF-8");
    let header = users(0, "");
    assert_eq!(text, format!("{header}Anna,Berg,user1@example.com,,TRUE\r\nAnna,Berg,user3@example.com,,TRUE\r\n"));
}

#[test]
fn rows_are_counted_in_what_was_imported() {
    // A blank line is left out of the corrected file, so that rows below it have other numbers there.
    let file = users(1, "TRUE") + "\r\nBo,Berg,bo@example.com,,TRUE\r\nCy,Berg,cy@example.com,,TRUE\r\n";
    let errors = b"Row Number,Error Message\r\n4,Failed\r\n";
    let failed = |imported: Imported, limit: Option<usize>| {
        let made = retry(&input(&file, None), &Options { limit, ..Options::default() }, errors, imported);
        made.rows[0].user.clone().or(made.refusal.map(|refusal| refusal.code))
    };
    assert_eq!(failed(Imported::AsGiven, None).as_deref(), Some("bo@example.com"));
    assert_eq!(failed(Imported::Corrected(1), None).as_deref(), Some("cy@example.com"));
    let errors_of = |imported: Imported| {
        let made = retry(&input(&file, None), &Options { limit: Some(2), ..Options::default() }, errors, imported);
        made.refusal.map(|refusal| refusal.message).unwrap_or_default()
    };
    assert!(errors_of(Imported::Corrected(1)).contains("it names row 4, but this one ends with row 3"));
    assert!(errors_of(Imported::Corrected(3)).contains("There is no part 3"));
}

#[test]
fn an_error_file_of_another_file_is_refused() {
    let file = users(2, "TRUE");
    let says = |errors: &str| {
        let made = retry(&input(&file, None), &Options::default(), errors.as_bytes(), Imported::AsGiven);
        assert!(made.parts.is_empty());
        made.refusal.map(|refusal| refusal.message).unwrap_or_default()
    };
    assert!(says("Row Number,Error Message\r\n9,Failed\r\n").contains("it names row 9, but this one ends with row 3"));
    assert!(
        says("Row Number,User ID/Email,Error Message\r\n2,bo@example.com,No\r\n")
            .contains("in row 2 it names another user")
    );
    assert!(says("Row Number,Error Message\r\n").contains("names no row of a user"));
    assert!(says(&file).contains("no error file") || says(&file).contains("not the error file"));
    assert!(says("").contains("not the error file"));
}

#[test]
fn the_command_retries() {
    let folder = Folder::new("retry");
    folder.write("users.csv", users(3, "TRUE"));
    folder.write("errors.csv", "Row Number,Error Message\r\n3,No licence left\r\n");
    folder
        .run(["retry", "users.csv", "errors.csv", "--output", "again.csv"])
        .ends(0)
        .says("row 3, user1@example.com: No licence left");
    assert_eq!(folder.read("again.csv"), users(0, "") + "Anna,Berg,user1@example.com,,TRUE\r\n");
    folder.run(["retry", "users.csv", "errors.csv", "--output", "errors.csv"]).stops("would overwrite the error file");
    folder.run(["retry", "users.csv", "users.csv", "--output", "x.csv"]).stops("not the error file");
    folder.run(["retry", "users.csv", "errors.csv", "--part", "2", "--output", "x.csv"]).stops("There is no part 2");
}

#[test]
fn a_retry_says_why_there_is_nothing_to_import_again() {
    let row = "Anna,Berg,user0@example.com,,TRUE\r\n";
    let file = users(2, "TRUE") + row;
    for (number, why) in
        [("4", "1 row that failed is left out"), ("1", "about the file as a whole"), ("", "names no row")]
    {
        let errors = if number.is_empty() { String::new() } else { format!("{number},some error\r\n") };
        let errors = format!("Row Number,Error Message\r\n{errors}");
        let retried = retry(&input(&file, None), &Options::default(), errors.as_bytes(), Imported::AsGiven);
        let refusal = retried.refusal.expect("there is nothing to import");
        assert_eq!(refusal.code, "nothing-failed");
        assert!(refusal.message.starts_with("There is nothing to import again. "), "{}", refusal.message);
        assert!(refusal.message.contains(why), "{}", refusal.message);
        let repeats = refusal.message.contains("Control Hub says: “some error”.");
        assert_eq!(repeats, number == "1", "{}", refusal.message);
    }
}

#[test]
fn an_open_quote_in_a_message_hides_nobody() {
    let of = |errors: &[&str]| retried(&users(4, "TRUE"), ROWS, errors, Imported::AsGiven);
    let made = of(&["2,\"Title is 5 wide", "3,No licence left", "5,\"Bad\", really"]);
    assert_eq!(failed(&made), "user0 user1 user3");
    assert_eq!(made.rows[0].message, "Title is 5 wide");
    assert_eq!(failed(&of(&["2,\"Title is 5 wide", "3,Title is 7\" wide", "4,No licence left"])), "user0 user1 user2");
    assert_eq!(failed(&of(&["2,\"It has", "two lines\"", "", "4,No licence left"])), "user0 user2");
    // Two stray quotes that happen to pair.
    let made = of(&["2,No licence left", "3,\"Title is 5", "4,Title is 7\""]);
    assert_eq!(failed(&made), "unclear-line");
    assert!(made.refusal.is_some_and(|refusal| refusal.message.starts_with("Line 3 of the error file")));
}

#[test]
fn an_address_is_known_as_it_was_written_too() {
    let file = users(3, "TRUE").replace("user1", "mailto:user1");
    for address in ["mailto:user1@example.com", "USER1@example.com"] {
        let errors = [format!("3,{address},Invalid address"), "4,user2@example.com,No licence left".to_owned()];
        let made = retried(&file, ADDRESSES, &errors.each_ref().map(|line| &**line), Imported::AsGiven);
        assert_eq!(failed(&made), "user1 user2", "{address}");
        assert_eq!(made.rows[0].user.as_deref(), Some("user1@example.com"), "as it is imported again");
    }
    let made = retried(&file, ADDRESSES, &["2,mailto:user1@example.com,Invalid address"], Imported::AsGiven);
    assert_eq!(failed(&made), "other-file");
}

#[test]
fn who_is_named_without_a_row_number_is_found_by_address() {
    let file = users(4, "TRUE").replace("user3", "mailto:user3") + "Anna,Berg,USER0@example.com,,TRUE\r\n";
    let of = |errors: &[&str]| retried(&file, ADDRESSES, errors, Imported::AsGiven);
    let made = of(&["3.0,user1@example.com,No", ",USER2@example.com,No", "Row 5,mailto:user3@example.com,No"]);
    assert_eq!((failed(&made), made.problems), ("user1 user2 user3".to_owned(), Vec::<String>::new()));
    let told: Vec<_> = made.rows.iter().map(|row| (row.number, row.user.as_deref().unwrap_or_default())).collect();
    assert_eq!(told, [(Some(3), "user1@example.com"), (None, "user2@example.com"), (None, "user3@example.com")]);
    for error in [
        ",zoe@example.com,No",          // not in the file
        "\"1,234\",zoe@example.com,No", // the same
        "Row 3,,No",                    // nobody is named
        "3.5,,No",
    ] {
        let made = of(&["4,user2@example.com,No", error]);
        assert_eq!(failed(&made), "unclear-line", "{error}");
        assert!(made.refusal.is_some_and(|refusal| refusal.message.starts_with("Line 3 of the error file")));
    }
    assert_eq!(failed(&of(&["1,user1@example.com,No"])), "other-file", "row 1 is the header");
    assert_eq!(failed(&of(&["0,,No"])), "other-file", "there is no such row");
    // What is about the header or nobody is told beside the users who failed.
    let made = of(&[&format!("1,{KEY},Bad name"), ",,Stopped", "3,,No"]);
    assert_eq!((failed(&made), made.problems.len()), ("user1".to_owned(), 3));
}

#[test]
fn who_stands_in_several_rows_is_not_found_by_address() {
    let rows = "Bo,Berg,bo@example.com,TRUE,\r\nBo,Berg,bo@example.com,,TRUE\r\n";
    let of = |errors: &[&str]| retried(&(users(1, "TRUE") + rows), ADDRESSES, errors, Imported::AsGiven);
    assert_eq!(failed(&of(&[",bo@example.com,No"])), "unclear-line");
    assert_eq!(failed(&of(&["4,bo@example.com,No"])), "bo");
}

#[test]
fn an_address_alone_is_looked_for_in_the_part_that_was_imported() {
    let errors = format!("{ADDRESSES}\r\n,user2@example.com,No\r\n");
    let of = |part: usize| {
        let options = Options { limit: Some(2), ..Options::default() };
        failed(&retry(&input(&users(3, "TRUE"), None), &options, errors.as_bytes(), Imported::Corrected(part)))
    };
    assert_eq!((of(1).as_str(), of(2).as_str()), ("unclear-line", "user2"));
}

/// As a spreadsheet saves it, with a blank row that is left out of the corrected file.
fn with_a_blank_row() -> String {
    let row = |name: &str| format!("{name}@example.com;TRUE;FALSE\r\n");
    format!("{KEY};{STANDARD};{PREMIUM}\r\n{};;\r\n{}{}", row("anna"), row("bo"), row("carl"))
}

#[test]
fn what_was_imported_is_asked_where_it_makes_a_difference() {
    let file = with_a_blank_row();
    let of = |header: &str, errors: &[&str], imported| failed(&retried(&file, header, errors, imported));
    assert_eq!(of(ROWS, &["4,No"], Imported::Unsaid), "which-file");
    assert_eq!(of(ROWS, &["4,No"], Imported::AsGiven), "bo");
    assert_eq!(of(ROWS, &["4,No"], Imported::Corrected(1)), "carl");
    // The rows above the one that is left out have the same numbers.
    assert_eq!(of(ROWS, &["2,No"], Imported::Unsaid), "anna");
    // The last row is there in the file as given alone, but other answers can have left it in the corrected one.
    assert_eq!(of(ROWS, &["5,No"], Imported::Unsaid), "which-file");
    assert_eq!(of(ROWS, &["6,No"], Imported::Unsaid), "other-file");
    // One address tells it for all rows.
    assert_eq!(of(ADDRESSES, &["4,,No", "3,bo@example.com,No"], Imported::Unsaid), "bo carl");
    assert_eq!(of(ADDRESSES, &["5,,No", "4,bo@example.com,No"], Imported::Unsaid), "bo carl");
    assert_eq!(of(ADDRESSES, &["5,,No", "3,bo@example.com,No"], Imported::Unsaid), "other-file");
    assert_eq!(of(ADDRESSES, &[",bo@example.com,No"], Imported::Unsaid), "bo");
}

#[test]
fn the_command_asks_what_was_imported() {
    let folder = Folder::new("retry-which");
    folder.write("users.csv", with_a_blank_row());
    folder.write("errors.csv", format!("{ROWS}\r\n4,No licence left\r\n"));
    let run = |more: &[&str]| folder.run(["retry", "users.csv", "errors.csv", "--output", "x.csv"].iter().chain(more));
    run(&[]).stops("Say what you imported. Add --part 1 if it was the corrected file");
    assert_eq!(folder.names(), ["errors.csv", "users.csv"]);
    run(&["--part", "0"]).ends(0).says("row 4, bo@example.com");
    run(&["--part", "1"]).ends(0).says("row 4, carl@example.com");
}

#[test]
fn of_several_parts_none_is_taken_for_the_imported_one() {
    let of = |header: &str, error: &str| {
        let options = Options { limit: Some(2), ..Options::default() };
        let errors = format!("{header}\r\n{error}\r\n");
        failed(&retry(&input(&users(5, "TRUE"), None), &options, errors.as_bytes(), Imported::Unsaid))
    };
    assert_eq!(of(ROWS, "3,No"), "which-file");
    assert_eq!(of(ROWS, "5,No"), "which-file");
    assert_eq!(of(ROWS, "9,No"), "other-file");
    assert_eq!(of(ADDRESSES, "3,user3@example.com,No"), "user3");
    assert_eq!(of(ADDRESSES, "3,user4@example.com,No"), "other-file");
}
