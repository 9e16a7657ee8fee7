//! What a tester found with files that scripts, editors and spreadsheets had changed: repairs that were not proven, and what
//! one rule hid from another.

use hubcheck::{Finding, Input, Options, Report, Safety, check, correct};

const KEY: &str = "User ID/Email (Required)";
const STANDARD: &str = "Webex Contact Center Standard Agent";
const PREMIUM: &str = "Webex Contact Center Premium Agent";

fn look(file: &str, export: &str, options: &str) -> Report {
    let options: Options = serde_json::from_str(options).expect("our own JSON");
    check(&Input { file: file.as_bytes(), baseline: Some(export.as_bytes()), origin: None }, &options)
}

fn findings<'r>(report: &'r Report, rule: &str) -> Vec<&'r Finding> {
    report.findings.iter().filter(|finding| finding.rule == rule).collect()
}

/// The corrected file where a rule is answered with yes.
fn accepted(file: &str, export: Option<&str>, rule: &str) -> String {
    let options = format!(r#"{{"decisions":[{{"rule":"{rule}","answer":"yes"}}]}}"#);
    let options: Options = serde_json::from_str(&options).expect("our own JSON");
    let input = Input { file: file.as_bytes(), baseline: export.map(str::as_bytes), origin: None };
    let parts = correct(&input, &options).parts.unwrap_or_else(|refusal| panic!("{}", refusal.message));
    String::from_utf8(parts[0].bytes()).expect("UTF-8")
}

/// A header in another spelling is the licence's, so that what the rows say of it is judged in the same run.
#[test]
fn a_licence_is_known_by_its_header_in_whatever_blanks() {
    let rows = "a@example.com,TRUE,TRUE\r\nb@example.com,FALSE,FALSE\r\n";
    for blank in ["\u{A0}", "  ", "\t", "\u{200B} ", "\u{AD} "] {
        let [standard, premium] =
            [STANDARD, PREMIUM].map(|name| format!("{name} [Sub1]").replace("Contact ", &format!("Contact{blank}")));
        let report = look(&format!("{KEY},{standard},{premium}\r\n{rows}"), "", "{}");
        assert_eq!(findings(&report, "both-licences").len(), 1, "{blank:?}");
        assert_eq!(findings(&report, "licence-removed").len(), 1, "{blank:?}");
        assert!(findings(&report, "no-contact-center-column").is_empty(), "{blank:?}");
    }
}

#[test]
fn values_too_many_are_never_joined_against_the_export() {
    let header = format!("{KEY},Department,Extension,Location,{STANDARD}\r\n");
    let export = format!("{header}a@example.com,Sales,4101,Odense,TRUE\r\nb@example.com,Support,4102,Aarhus,FALSE\r\n");
    for (row, left_out) in [
        ("a@example.com,Sales,4101,Odense,TRUE,FALSE", "Leave out “FALSE”"),
        ("a@example.com,Sales,4101,Odense,FALSE,TRUE", "Leave out “FALSE”"),
        ("a@example.com,Sales,4101,,Odense,TRUE", "Leave out “”"),
        ("a@example.com,Sales,Sales,4101,Odense,TRUE", "Leave out “Sales”"),
        ("Ann,,a@example.com,Sales,4101,Odense,TRUE", "Leave out “Ann” and “”"),
    ] {
        let file = format!("{header}{row}\r\nb@example.com,Support,4102,Aarhus,FALSE\r\n");
        let report = look(&file, &export, "{}");
        let [finding] = findings(&report, "long-record")[..] else { panic!("{row}: {:?}", report.rules) };
        let fix = finding.fix.as_ref().expect("a fix");
        assert_eq!((fix.safety, &*fix.does), (Safety::Ask, left_out), "{row}");
        assert_eq!(accepted(&file, Some(&export), "long-record"), export, "{row}");
    }
    // It may be the other address that the row is meant for.
    let two = format!("{header}b@example.com,a@example.com,Sales,4101,Odense,TRUE\r\n");
    assert!(findings(&look(&two, &export, "{}"), "long-record")[0].fix.is_none());
    // Neither the export's row nor its value comes out.
    let edited = format!("{header}a@example.com,Sales,EMEA,4101,Aarhus,FALSE\r\n");
    assert!(findings(&look(&edited, &export, "{}"), "long-record")[0].fix.is_none());
    let export = export.replace("Sales,", "\"Sales,EMEA\",");
    let joined = accepted(&edited, Some(&export), "long-record");
    assert_eq!(joined, format!("{header}a@example.com,\"Sales,EMEA\",4101,Aarhus,FALSE\r\n"));
}

/// A blank value at the end is no note where the values before it may stand in the wrong columns.
#[test]
fn a_row_that_may_be_shifted_is_not_cut() {
    let header = format!("{KEY},Department,Extension,Title,Location\r\n");
    let export = format!("{header}a@example.com,Sales,4101,Boss,\r\n");
    let shifted = format!("{header}a@example.com,Sales,EMEA,4101,Boss,\r\n");
    let report = look(&shifted, &export, "{}");
    let finding = findings(&report, "long-record")[0];
    assert!(finding.fix.is_none() && report.left.blocker == 1, "{finding:?}");
    let plain = format!("{header}a@example.com,Sales,4101,Boss,,\r\n");
    assert_eq!(
        findings(&look(&plain, &export, "{}"), "long-record")[0].fix.as_ref().map(|fix| fix.safety),
        Some(Safety::Safe)
    );
}

#[test]
fn values_that_fill_a_cell_of_their_own_are_no_part_of_a_text() {
    let header = format!("{KEY},Location,{STANDARD}\r\n");
    for (row, is_joined) in [
        ("Main street, 1,TRUE", true),
        ("Main street, Odense,TRUE", true),
        ("Odense,FALSE,TRUE", false),
        ("Odense,,TRUE", false),
        ("Odense,Odense,TRUE", false),
        ("4101,Odense,TRUE", false),
        ("Odense,SAND,TRUE", false),
        ("Odense,b@example.com,TRUE", false),
    ] {
        let report = look(&format!("{header}a@example.com,{row}\r\n"), "", "{}");
        assert_eq!(findings(&report, "long-record")[0].fix.is_some(), is_joined, "{row}");
    }
}

#[test]
fn a_header_that_lost_a_name_is_named_as_the_cause() {
    let header = format!("{KEY},Location,{STANDARD}\r\n");
    let rows = |count: usize, row: &str| format!("{row}\r\n").repeat(count);
    for (file, is_header) in [
        (rows(3, "a@example.com,Sales, Odense,TRUE"), true),
        (rows(2, "a@example.com,Sales, Odense,TRUE"), false),
        (rows(9, "a@example.com,Sales, Odense,TRUE") + "b@example.com,Odense,TRUE\r\n", true),
        (rows(8, "a@example.com,Sales, Odense,TRUE") + "b@example.com,Odense,TRUE\r\n", false),
        (rows(3, "a@example.com,Odense,TRUE,"), false),
        (rows(9, "a@example.com,Odense,TRUE,") + "b@example.com,Main street, 1,TRUE\r\n", false),
    ] {
        let report = look(&format!("{header}{file}"), "", "{}");
        let long = findings(&report, "long-record");
        assert_eq!(long[0].what.contains("the header seems to have lost a name"), is_header, "{file}");
        assert!(!is_header || long[0].fix.is_none(), "{file}");
        let export = format!("{header}a@example.com,Odense,TRUE\r\n");
        let beside = look(&format!("{header}{file}"), &export, "{}");
        assert!(
            !is_header || findings(&beside, "long-record")[0].fix.is_none(),
            "the column is not thrown away: {file}"
        );
    }
}

/// Rows of which nobody knows whom they name do not speak against the export.
#[test]
fn rows_in_doubt_are_no_strangers_to_the_export() {
    let users = ["u1", "u2", "u3", "u4", "u5", "u6", "u7", "u8"].map(|user| format!("{user}@example.com,TRUE\r\n"));
    let export = format!("{KEY},{STANDARD}\r\n{}", users.concat());
    let file = export.replace("TRUE\r\n", "TRUE,FALSE\r\n");
    let message = |file: &str| look(file, &export, "{}").baseline.and_then(|baseline| baseline.message);
    assert_eq!(message(&file), None);
    assert!(message(&export.replace("@example", "@elsewhere")).is_some_and(|says| says.starts_with("Only 0 of the 8")));
}

/// With "Add services only" nothing takes away what the user holds, so it is no answer to keep the other one.
#[test]
fn only_what_the_mode_can_do_is_offered() {
    let file = format!("{KEY},{STANDARD},{PREMIUM}\r\na@example.com,TRUE,TRUE\r\n");
    let choices = |held: &str, mode: &str| {
        let export = format!("{KEY},{STANDARD},{PREMIUM}\r\na@example.com,{held}\r\n");
        let report = look(&file, &export, &format!(r#"{{"mode":"{mode}"}}"#));
        let fix = findings(&report, "both-licences")[0].fix.clone();
        assert!(fix.as_ref().is_none_or(|fix| fix.choices.len() == 2), "a fix has names to choose from: {fix:?}");
        fix.map_or_else(Vec::new, |fix| fix.choices.into_iter().map(|choice| choice.choice).collect::<Vec<_>>())
    };
    assert_eq!(choices("TRUE,FALSE", "add-remove"), ["premium", "standard"]);
    assert_eq!(choices("FALSE,FALSE", "add"), ["premium", "standard"]);
    assert_eq!(choices("TRUE,FALSE", "add"), Vec::<String>::new());
    assert_eq!(choices("TRUE,TRUE", "add"), Vec::<String>::new());
}

#[test]
fn a_backslash_before_a_quote_belongs_to_neither() {
    let header = format!("{KEY},Display Name,Department,{STANDARD}\r\n");
    let file = format!("{header}a@example.com,\"Holm, Anna\",\"Support \\\"Nord\\\"\",TRUE\r\n");
    let report = look(&file, "", "{}");
    let fix = findings(&report, "stray-quote")[0].fix.clone().expect("a fix");
    assert_eq!(fix.safety, Safety::Ask, "nothing proves it");
    let right = format!("{header}a@example.com,\"Holm, Anna\",\"Support \"\"Nord\"\"\",TRUE\r\n");
    assert_eq!(accepted(&file, None, "stray-quote"), right);
    // A path ends with one, and that value is right as it is.
    let file = format!("{header}a@example.com,\"C:\\\", \"Support \\\"Nord\\\"\",TRUE\r\n");
    let report = look(&file, "", "{}");
    let fix = findings(&report, "stray-quote")[0].fix.clone();
    assert!(
        fix.is_none_or(|fix| fix.choices.iter().all(|choice| !format!("{choice:?}").contains("C:\\\""))),
        "{:?}",
        report.findings
    );
}

/// What one question hides from another is asked as soon as it is answered.
#[test]
fn an_extension_without_its_decimal_may_lack_zeros() {
    let header = format!("{KEY},Location,Extension\r\n");
    for (decimal, is_told) in [(".0", true), (".00", true), (".", false), (".1", false)] {
        let row = |number: usize| format!("u{number}@example.com,Odense,{number}{decimal}\r\n");
        let rows: String = (4101..4105).map(row).collect();
        let file = format!("{header}a@example.com,Odense,667{decimal}\r\n{rows}");
        let options = r#"{"decisions":[{"rule":"spreadsheet-text-mark","answer":"yes"}]}"#;
        let report = look(&file, "", options);
        assert_eq!(findings(&report, "extension-zero-lost").len() == 1, is_told, "{decimal}: {:?}", report.rules);
    }
}

#[test]
fn a_second_header_behind_a_byte_order_mark_is_the_same_one() {
    let file = format!("{KEY},Location\r\na@example.com,Odense\r\n\u{FEFF}{KEY},Location\r\nb@example.com,Odense\r\n");
    let report = look(&file, "", "{}");
    let fix = findings(&report, "repeated-header")[0].fix.clone().expect("a fix");
    assert_eq!(fix.safety, Safety::Safe);
}

/// What two programs wrote, pasted together: each row is read at the sign that gives it all its values and an address.
#[test]
fn a_row_of_another_separator_is_read_at_its_own() {
    let header = format!("Title,{KEY},Department\r\n");
    for (row, right) in [
        ("Agent;bo@example.com;Sales", Some("Agent,bo@example.com,Sales")),
        ("Agent\tbo@example.com\tSales", Some("Agent,bo@example.com,Sales")),
        ("\"Agent; senior\";bo@example.com;\"Sales, EMEA\"", Some("Agent; senior,bo@example.com,\"Sales, EMEA\"")),
        (";bo@example.com;", Some(",bo@example.com,")),
        // No address where one belongs, too few values, two readings, and a row that is right as it is.
        ("Agent;Sales;bo@example.com", None),
        ("Agent;bo@example.com", None),
        ("a;bo@example.com|x;c|d", None),
        ("A;B,bo@example.com,C;D", None),
    ] {
        let file = format!("{header}x,a@example.com,y\r\n{row}\r\n");
        let report = look(&file, "", "{}");
        let found = findings(&report, "other-separator");
        assert_eq!(found.len(), usize::from(right.is_some()), "{row}");
        if let Some(right) = right {
            assert_eq!(found[0].fix.as_ref().map(|fix| fix.safety), Some(Safety::Safe), "{row}");
            assert_eq!(accepted(&file, None, "other-separator"), format!("{header}x,a@example.com,y\r\n{right}\r\n"));
        }
    }
    // The header of the second file goes.
    let pasted =
        format!("{header}x,a@example.com,y\r\n\u{FEFF}{}Agent;bo@example.com;Sales\r\n", header.replace(',', ";"));
    let right = format!("{header}x,a@example.com,y\r\nAgent,bo@example.com,Sales\r\n");
    assert_eq!(accepted(&pasted, None, "other-separator"), right);
    // The header alone was written by hand.
    let file = format!("{}x,a@example.com,y\r\nAgent,bo@example.com,Sales\r\n", header.replace(',', ";"));
    assert_eq!(accepted(&file, None, "other-separator"), right);
    // Two columns are enough.
    let file = format!("{KEY},Title\r\na@example.com,x\r\nbo@example.com;Agent\r\n");
    let right = format!("{KEY},Title\r\na@example.com,x\r\nbo@example.com,Agent\r\n");
    assert_eq!(accepted(&file, None, "other-separator"), right);
}

/// What no text is, where the export has one; another text may be meant, and so may what the export has like it.
#[test]
fn a_value_of_another_column_is_asked_about() {
    for (now, known, is_told) in [
        ("anna@example.com", "Anna", true),
        ("+4526018159", "Sales", true),
        ("+45260181", "Sales", true),
        ("+452601", "Sales", false),
        ("4526018159", "Sales", false),
        ("TRUE", "Sales", true),
        ("0", "Sales", true),
        ("1", "Sales", false),
        ("TRUE", "", false),
        ("TRUE", "FALSE", false),
        ("0", "anna@example.com", false),
    ] {
        let [file, export] = [now, known].map(|value| format!("{KEY},Department\r\na@example.com,{value}\r\n"));
        let report = look(&file, &export, "{}");
        assert_eq!(
            findings(&report, "misplaced-value").len(),
            usize::from(is_told),
            "{now} where the export has {known}"
        );
    }
}

/// The report on rows that are not UTF-8 beside an export of these rows, and the corrected rows if nothing is left to decide.
fn read_beside(export: &[&str], rows: &[u8]) -> (Report, Option<String>) {
    let head = "User ID/Email (Required),First Name,Last Name\r\n";
    let export = format!("{head}{}\r\n", export.join("\r\n"));
    let file = [head.as_bytes(), rows, b"\r\n"].concat();
    let input =
        Input { file: &file, baseline: (export.len() > head.len() + 2).then_some(export.as_bytes()), origin: None };
    let corrected = correct(&input, &Options::default());
    let rows_of = |text: &str| text.replacen(head, "", 1).replace("\r\n", "|");
    let text = corrected.parts.ok().map(|parts| String::from_utf8(parts[0].bytes()).expect("UTF-8"));
    (corrected.report, text.map(|text| rows_of(&text)))
}

fn assert_undecided(report: &Report, text: Option<&str>) {
    let refused = report.refusal.as_ref().map(|refusal| refusal.code.as_str());
    assert_eq!((text, refused), (None, Some("undecided-encoding")));
}

/// Czech in the Western European encoding of a Mac has its á and í, and ﬁ for ř.
#[test]
fn a_file_of_a_mac_is_offered_and_proven_by_the_export() {
    let rows = b"a@example.com,Ji\xDE\x92,Dvo\xDE\x87k\r\nb@example.com,R\xF3\xECena,\xE1\xE9astn\x87";
    let (alone, text) = read_beside(&[], rows);
    assert_undecided(&alone, text.as_deref());
    assert_eq!(alone.file.encoding, "x-mac-ce", "the likeliest is looked at");
    let (_, text) = read_beside(&["a@example.com,Jiří,Dvořák", "b@example.com,Růžena,Šťastná"], rows);
    assert_eq!(text.as_deref(), Some("a@example.com,Jiří,Dvořák|b@example.com,Růžena,Šťastná|"));
}

/// The guess needs many letters to think of MS-DOS in Lithuania; the export needs one.
#[test]
fn few_letters_of_a_rare_encoding_are_proven_by_the_export() {
    let (alone, _) = read_beside(&[], b"a@example.com,Egl\xD3,Kazlauskas");
    let finding = findings(&alone, "not-utf8")[0];
    let choices = &finding.fix.as_ref().expect("choices").choices;
    assert!(choices.iter().any(|choice| choice.choice == "ibm775"), "{choices:?}");
    let (_, text) = read_beside(&["a@example.com,Eglė,Kazlauskas"], b"a@example.com,Egl\xD3,Kazlauskas");
    assert_eq!(text.as_deref(), Some("a@example.com,Eglė,Kazlauskas|"));
}

/// Hungarian of a Mac: the export confirms é, which Western European has in the same place, and ű of a new user is ı there.
#[test]
fn what_the_export_confirms_of_a_mac_proves_no_other_letter() {
    let export = ["a@example.com,Péter,Vér"];
    let (_, known) = read_beside(&export, b"a@example.com,P\x8Eter,V\x8Er");
    assert_eq!(known.as_deref(), Some("a@example.com,Péter,Vér|"));
    let (report, text) = read_beside(&export, b"a@example.com,P\x8Eter,V\x8Er\r\nb@example.com,Anna,Sz\xF5cs");
    assert_undecided(&report, text.as_deref());
}

#[test]
fn what_the_export_confirms_proves_nothing_where_another_value_is_nonsense() {
    // ISO 8859-10 is no candidate; its Ž is a sign in Windows-1252, which has all letters of the export in their places.
    let export = ["a@example.com,Õnne,Käär"];
    let (_, known) = read_beside(&export, b"a@example.com,\xD5nne,K\xE4\xE4r\r\nb@example.com,T\xF5nu,M\xE4gi");
    assert_eq!(known.as_deref(), Some("a@example.com,Õnne,Käär|b@example.com,Tõnu,Mägi|"));
    let (report, text) = read_beside(&export, b"a@example.com,\xD5nne,K\xE4\xE4r\r\nb@example.com,T\xF5nu,\xACukov");
    assert_undecided(&report, text.as_deref());
}

/// Signs inside words contradict a word for TRUE or FALSE, also where the export has them: it may be damaged itself.
#[test]
fn a_word_proves_no_encoding_that_puts_signs_inside_words() {
    let head = "User ID/Email (Required),Department,Contact Center Standard Agent\r\n";
    let file = [head.as_bytes(), b"new@x.com,Sales,EP\xC4TOSI\r\nb@x.com,Te\xAEam,TOSI\r\n"].concat();
    let export = format!("{head}b@x.com,Te®am,TRUE\r\n");
    let input = Input { file: &file, baseline: Some(export.as_bytes()), origin: None };
    let corrected = correct(&input, &Options::default());
    assert_eq!(corrected.parts.err().map(|refusal| refusal.code).as_deref(), Some("undecided-encoding"));
}

/// The export is what an earlier import made of the names: the letters of the file's new users speak for another encoding.
#[test]
fn an_export_of_misread_names_proves_nothing_of_new_ones() {
    for (export, rows) in [
        (["a@x.com,Sřren,Holm", "b@x.com,Ida,Lund"], &b"a@x.com,S\xF8ren,Holm\r\nn@x.com,J\xF8rgen,B\xF8gh"[..]),
        (["a@x.com,Özgür,Þahin", "b@x.com,Can,Gül"], b"a@x.com,\xD6zg\xFCr,\xDEahin\r\nn@x.com,Ay\xFEe,Y\xFDlmaz"),
        (
            ["a@x.com,Ágnes,Holm", "b@x.com,Jenõ,Lund"],
            b"a@x.com,\xC1gnes,Holm\r\nb@x.com,Jen\xF5,Lund\r\nn@x.com,Gy\xF5z\xF5,Sz\xFBcs",
        ),
    ] {
        let (report, text) = read_beside(&export, rows);
        assert_undecided(&report, text.as_deref());
        let (_, text) = read_beside(&export, rows.split(|byte| *byte == b'\n').next().unwrap_or(rows).trim_ascii_end());
        assert!(text.is_some(), "without new users the export stands: {export:?}");
    }
}

/// Each shares the letters of the export with an encoding that is usual, which has others in the places of the new user's.
#[test]
fn the_right_encoding_is_a_candidate_whatever_the_export_confirms() {
    let french = ["a@x.com,Zoé,Lefèvre", "b@x.com,François,Hébert"];
    let known = b"a@x.com,Zo\xE9,Lef\xE8vre\r\nb@x.com,Fran\xE7ois,H\xE9bert\r\nn@x.com,";
    for (new, encoding, right) in [
        (&b"\xE3\xE4\xEC,\xDA\xE1\xED"[..], "windows-1256", "منى,علي"),
        (b"S\xF5n,V\xE3n", "windows-1258", "Sơn,Văn"),
        (b"Beata,L\xBDuillet", "iso-8859-15", "Beata,Lœuillet"),
    ] {
        let (report, text) = read_beside(&french, &[known, new].concat());
        assert_undecided(&report, text.as_deref());
        let fix = findings(&report, "not-utf8")[0].fix.as_ref().expect("choices");
        assert!(fix.choices.iter().any(|choice| choice.choice == encoding), "{right}: {:?}", fix.choices);
        let head = "User ID/Email (Required),First Name,Last Name\r\n";
        let file = [head.as_bytes(), known, new, b"\r\n"].concat();
        let options = format!(r#"{{"decisions":[{{"rule":"not-utf8","answer":"{encoding}"}}]}}"#);
        let options: Options = serde_json::from_str(&options).expect("our own JSON");
        let parts =
            correct(&Input { file: &file, baseline: None, origin: None }, &options).parts.expect("it is chosen");
        assert_eq!(String::from_utf8_lossy(&parts[0].bytes()).lines().last(), Some(&*format!("n@x.com,{right}")));
    }
}

/// However many right values stand beside it.
#[test]
fn a_row_of_another_encoding_is_asked_about() {
    let export = ["a@x.com,Søren,Kjær", "b@x.com,Zoé,Åberg"];
    let rows = (0..30).map(|row| format!("u{row}@x.com,S\u{F8}ren,Kj\u{E6}r\r\n"));
    let known = rows.collect::<Vec<_>>().concat();
    let one_byte = |text: &str| text.chars().map(|letter| u8::try_from(letter).expect("Latin-1")).collect::<Vec<u8>>();
    let file =
        |new: &[u8]| [&one_byte(&known), &b"a@x.com,S\xF8ren,Kj\xE6r\r\nb@x.com,Zo\xE9,\xC5berg\r\n"[..], new].concat();
    let (_, text) = read_beside(&export, &file(b"n@x.com,J\xF8rgen,\xC5s"));
    assert!(text.is_some_and(|text| text.ends_with("n@x.com,Jørgen,Ås|")));
    let (_, text) = read_beside(&export, &file(b"n@x.com,Anna\xA0,Holm \x96 Nord"));
    assert!(text.is_some(), "blanks and signs are no letters of another encoding");
    for new in [
        &b"n@x.com,\xC8\xF0\xE8\xED\xE0,\xC8\xE2\xE0\xED\xEE\xE2\xE0"[..],
        b"n@x.com,\xA9\xE1rka,\xA9\xE1kov\xE1",
        "n@x.com,Mária,Hôrna".as_bytes(),
    ] {
        let (report, text) = read_beside(&export, &file(new));
        assert_undecided(&report, text.as_deref());
    }
}

/// The value that is named is one which no other encoding gives, if there is one.
#[test]
fn the_proof_names_what_only_one_encoding_gives() {
    for (last, row, says) in [
        (
            "b@x.com,Łukasz,Wąs",
            &b"b@x.com,\xA3ukasz,W\xB9s"[..],
            "has “Wąs” for b@x.com, which only this encoding gives",
        ),
        (
            "b@x.com,Łukasz,Weiß",
            b"b@x.com,\x9Dukasz,Wei\xE1",
            "has “Łukasz” for b@x.com, which only this encoding gives",
        ),
    ] {
        let first = if row.contains(&0x9D) { &b"a@x.com,Zo\x82,Holm\r\n"[..] } else { b"a@x.com,Zo\xE9,Holm\r\n" };
        let (report, _) = read_beside(&["a@x.com,Zoé,Holm", last], &[first, row].concat());
        let fix = findings(&report, "not-utf8")[0].fix.as_ref().expect("it is proven");
        let evidence = fix.evidence.as_ref().map(|evidence| evidence.says.clone());
        assert!(evidence.as_ref().is_some_and(|evidence| evidence.contains(says)), "{evidence:?}");
    }
}

/// Each ř of a Mac and the letter behind it are a letter of Thaana in UTF-8.
#[test]
fn a_file_that_happens_to_be_utf8_is_asked_about() {
    let rows = b"a@x.com,Ji\xDE\x92,Dvo\xDE\x87k";
    let (report, text) = read_beside(&[], rows);
    assert_undecided(&report, text.as_deref());
    let choices = &findings(&report, "not-utf8")[0].fix.as_ref().expect("choices").choices;
    assert!(choices.iter().any(|choice| choice.choice == "x-mac-ce"), "{choices:?}");
    let (_, text) = read_beside(&["a@x.com,Jiří,Dvořák"], rows);
    assert_eq!(text.as_deref(), Some("a@x.com,Jiří,Dvořák|"));
}
