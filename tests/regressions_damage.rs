//! What testers found with files of spreadsheets in other languages: values that were changed unasked and wrong, and new
//! users that nobody told of.

use hubcheck::{Correction, Decision, Finding, Input, Options, Safety, Severity, correct};

const KEY: &str = "User ID/Email (Required)";
const STANDARD: &str = "Webex Contact Center Standard Agent";
const PREMIUM: &str = "Webex Contact Center Premium Agent";

fn corrected<'f>(file: &'f [u8], export: Option<&'f str>) -> Correction<'f> {
    correct(&Input { file, baseline: export.map(str::as_bytes), origin: None }, &Options::default())
}

fn text(correction: &Correction<'_>) -> String {
    let parts = correction.parts.as_ref().unwrap_or_else(|refusal| panic!("{}", refusal.message));
    String::from_utf8(parts[0].bytes()).expect("UTF-8")
}

/// Of the findings of a rule: whether the fix is safe or asked, and what it makes of the value.
fn fixes<'r>(correction: &'r Correction<'_>, rule: &str) -> Vec<(Option<Safety>, Option<&'r str>)> {
    let fix = |finding: &'r Finding| {
        let fix = finding.fix.as_ref();
        (fix.map(|fix| fix.safety), fix.and_then(|fix| fix.after.as_deref()))
    };
    correction.report.findings.iter().filter(|finding| finding.rule == rule).map(fix).collect()
}

fn row(header: &str, value: &str) -> String {
    format!("{KEY},{header},{STANDARD}\r\na@example.com,{value},TRUE\r\n")
}

#[test]
fn an_encoding_that_the_export_contradicts_is_not_proven() {
    let header = format!("First Name,Last Name,{KEY},{STANDARD}\r\n");
    let export = format!("{header}Éva,Kőműves,eva@example.com,TRUE\r\nŐrs,Szűcs,ors@example.com,TRUE\r\n");
    // In an encoding that hubcheck does not know: its É is that of a Mac, its ő and ű are nobody's.
    let names = b"\x83va,K\xFEm\xFDves,eva@example.com,TRUE\r\n\xFCrs,Sz\xFDcs,ors@example.com,TRUE\r\n";
    let file = [header.as_bytes(), names].concat();
    assert!(corrected(&file, Some(&export)).parts.is_err(), "the encoding is asked about");
    // One edited name contradicts nothing that others confirm.
    let export = format!("{header}Éva,Kovács,eva@example.com,TRUE\r\nBéla,Kovács,bela@example.com,TRUE\r\n");
    let names = b"\xC9va,Kov\xE1cs,eva@example.com,TRUE\r\nB\xE1la,Kov\xE1cs,bela@example.com,TRUE\r\n";
    let file = [header.as_bytes(), names].concat();
    assert!(text(&corrected(&file, Some(&export))).contains("Éva,Kovács"));
}

#[test]
fn a_word_proves_no_encoding_in_which_other_cells_make_no_sense() {
    let header = format!("First Name,{KEY},{STANDARD}\r\n");
    // Icelandic on a Macintosh: Guðrún, RÉTT, and Þ that no other encoding has there.
    let file =
        [header.as_bytes(), b"Gu\xDDr\x9Cn,a@example.com,R\x83TT\r\n\xDE\x97ra,b@example.com,R\x83TT\r\n"].concat();
    assert!(corrected(&file, None).parts.is_err());
    // Danish words that are known in this encoding alone, beside one that is none in it.
    let file = [header.as_bytes(), b"S\xF8ren,a@example.com,SAND\r\n\xC6gir,b@example.com,j\xE5\r\n"].concat();
    assert!(corrected(&file, None).parts.is_err());
}

#[test]
fn a_new_user_with_letters_outside_ascii_is_told() {
    let header = format!("First Name,Last Name,{KEY}\r\n");
    let export = format!("{header}Jan,Weiß,user@example.com\r\nJö,Weiß,jö@example.com\r\n");
    for (address, is_new) in [
        ("usér@example.com", true),
        ("jö@example.com", false),
        ("JÖ@example.com", false),
        ("USER@example.com", false),
        ("İ@example.com", true),
    ] {
        let file = format!("{header}Jan,Weiß,{address}\r\nBo,Berg,user@example.com\r\n");
        let correction = corrected(file.as_bytes(), Some(&export));
        assert_eq!(!fixes(&correction, "user-not-in-baseline").is_empty(), is_new, "{address}");
    }
}

#[test]
fn extensions_are_counted_as_fixes_leave_them() {
    let header = format!("{KEY},Extension,Location,{STANDARD}\r\n");
    for mark in ["'", " "] {
        let others =
            ["1", "2", "3", "4"].map(|user| format!("b{user}@example.com,{mark}882{user},Aarhus,TRUE\r\n")).concat();
        let file = format!("{header}a@example.com,584,Aarhus,TRUE\r\n{others}");
        let correction = corrected(file.as_bytes(), None);
        assert_eq!(fixes(&correction, "extension-zero-lost"), [(Some(Safety::Ask), Some("0584"))], "{mark:?}");
        let file = format!("{file}c@example.com,{mark}0123,Odense,TRUE\r\n");
        let export = format!("{header}a@example.com,0584,Aarhus,TRUE\r\n");
        let correction = corrected(file.as_bytes(), Some(&export));
        assert_eq!(fixes(&correction, "extension-zero-lost")[0].0, Some(Safety::Ask), "another one kept its zero");
    }
}

#[test]
fn what_only_control_hub_writes_is_not_given_the_damage_of_the_export() {
    let header = format!("{KEY},User Status,Days since Last Service Accessed,{STANDARD}\r\n");
    let [right, damaged] = ["Active,32", "active,32.0"].map(|state| format!("{header}a@example.com,{state},TRUE\r\n"));
    assert_eq!(text(&corrected(right.as_bytes(), Some(&damaged))), right);
    assert_eq!(text(&corrected(damaged.as_bytes(), Some(&right))), right);
}

#[test]
fn an_export_that_has_lost_letters_gives_none_back() {
    let export = row("Location", "Ia\u{FFFD}i");
    let file = row("Location", "Ia?i");
    assert_eq!(text(&corrected(file.as_bytes(), Some(&export))), file);
    let file = row("Location", "#REF!");
    assert_eq!(text(&corrected(file.as_bytes(), Some(&export))), file);
}

#[test]
fn what_may_be_taken_back_is_not_lost_to_a_blank_that_nobody_sees() {
    for garbled in ["ç”°ä¸\u{AD}", "CittГ\u{A0}"] {
        let file = row("Title", garbled);
        assert_eq!(text(&corrected(file.as_bytes(), None)), file, "{garbled}");
    }
    let file = row("Title", "Malmö\u{A0}");
    assert_eq!(text(&corrected(file.as_bytes(), None)), row("Title", "Malmö"));
}

#[test]
fn what_stands_behind_a_number_is_not_joined_to_it_unasked() {
    for (number, known, safety) in [
        ("+49 30 1234567/8", None, Safety::Ask),
        ("+49 30 12345678 (5)", None, Safety::Ask),
        ("+49 30 1234567/8", Some("+49301234567"), Safety::Ask),
        ("+49 30/1234567", None, Safety::Safe),
        ("+49 (30) 1234567", None, Safety::Safe),
        ("+49 30 12345/67", Some("+49301234567"), Safety::Safe),
    ] {
        let (file, export) = (row("Phone Number", number), known.map(|known| row("Phone Number", known)));
        let correction = corrected(file.as_bytes(), export.as_deref());
        assert_eq!(fixes(&correction, "phone-punctuation")[0].0, Some(safety), "{number} {known:?}");
    }
}

#[test]
fn values_in_single_quotes_lose_both() {
    let file = format!("{KEY},Extension,Phone Number,{STANDARD}\r\na@example.com,'0584','+4526018159','TRUE'\r\n");
    assert_eq!(text(&corrected(file.as_bytes(), None)), file.replace('\'', ""));
}

#[test]
fn decimals_behind_a_comma_are_no_second_number() {
    let (file, export) = (row("Phone Number", "\"494079190748,00\""), row("Phone Number", "+494079190748"));
    assert_eq!(text(&corrected(file.as_bytes(), Some(&export))), export);
    let correction = corrected(file.as_bytes(), None);
    assert_eq!(fixes(&correction, "spreadsheet-text-mark"), [(Some(Safety::Ask), Some("494079190748"))]);
}

#[test]
fn an_error_of_a_spreadsheet_has_lost_more_than_letters() {
    for error in ["#NAME?", "#NOM?", "#YOK", "#HIÁNYZIK", "#Δ/Υ"] {
        let (file, export) = (row("First Name", error), row("First Name", "Anna"));
        assert_eq!(text(&corrected(file.as_bytes(), Some(&export))), export, "{error}");
        assert!(fixes(&corrected(file.as_bytes(), None), "lost-letters").is_empty(), "{error}");
    }
}

#[test]
fn rows_that_became_one_value_are_read_again() {
    let header = format!("First Name,{KEY},Location,{STANDARD}");
    let file =
        format!("{header}\r\n\"Anna,anna@example.com,\"\"Köln, Ring 1\"\",TRUE\"\r\nBo,bo@example.com,Köln,TRUE\r\n");
    let right = format!("{header}\r\nAnna,anna@example.com,\"Köln, Ring 1\",TRUE\r\nBo,bo@example.com,Köln,TRUE\r\n");
    assert_eq!(text(&corrected(file.as_bytes(), None)), right);
    // Too few values, or no address where one belongs: nobody knows.
    for row in ["\"Anna,anna@example.com,TRUE\"", "\"anna@example.com,Anna,Köln,TRUE\""] {
        let file = format!("{header}\r\n{row}\r\nBo,bo@example.com,Köln,TRUE\r\n");
        assert!(!text(&corrected(file.as_bytes(), None)).contains("\r\nAnna,anna@"), "{row}");
    }
}

/// What UTF-8 becomes that is read in this encoding.
fn garbled(text: &str, encoding: &'static encoding_rs::Encoding) -> String {
    encoding.decode_without_bom_handling(text.as_bytes()).0.into_owned()
}

#[test]
fn letters_read_in_a_wrong_encoding_are_told_and_given_back_by_the_export() {
    use encoding_rs::{
        MACINTOSH, WINDOWS_874, WINDOWS_1250, WINDOWS_1251, WINDOWS_1252, WINDOWS_1253, WINDOWS_1255, WINDOWS_1256,
        WINDOWS_1257,
    };
    for (text, encoding, is_seen_alone) in [
        ("Ștefan", WINDOWS_1252, true),
        ("Nguyễn", WINDOWS_1252, true),
        ("Cơ", WINDOWS_1252, true),
        ("Ștefan", WINDOWS_1250, true),
        ("Борис", WINDOWS_1251, true),
        ("Łukasz", WINDOWS_1251, true),
        ("Søren", WINDOWS_1251, true),
        ("Βασίλης", MACINTOSH, true),
        ("Søren", WINDOWS_1253, true),
        ("Νίκος", WINDOWS_1253, true),
        ("תמר", WINDOWS_1252, true),
        ("翔太", WINDOWS_1252, true),
        ("תמר", WINDOWS_1255, false),
        ("عائشة", WINDOWS_1256, false),
        ("สมชาย", WINDOWS_874, false),
        ("Õie", WINDOWS_1257, false),
    ] {
        let name = garbled(text, encoding);
        let (file, export) = (row("First Name", &name), row("First Name", text));
        let alone = corrected(file.as_bytes(), None);
        assert_eq!(!fixes(&alone, "double-encoded").is_empty(), is_seen_alone, "{name}");
        let beside = corrected(file.as_bytes(), Some(&export));
        assert_eq!(fixes(&beside, "double-encoded"), [(Some(Safety::Ask), Some(text))], "{name}");
    }
}

/// Half a letter is no blank: what looks like one at the end of a garbled value is told, and not taken away.
#[test]
fn nothing_is_taken_off_a_garbled_value() {
    for (name, known, is_garbled) in
        [("׳×׳\u{9e}׳\u{a0}", Some("תמנ"), true), ("à¸ª à¸\u{9e}", None, true), ("Køln\u{85}", None, false)]
    {
        let export = known.map(|known| row("First Name", known));
        let file = row("First Name", name);
        let found = corrected(file.as_bytes(), export.as_deref());
        let (garbled, hidden) = (fixes(&found, "double-encoded"), fixes(&found, "invisible-characters"));
        let is_asked = garbled.iter().any(|(safety, _)| *safety == Some(Safety::Ask));
        assert_eq!((is_asked, hidden.is_empty()), (is_garbled, is_garbled), "{name}");
        assert!(hidden.iter().all(|(safety, _)| safety.is_none()), "{name}");
    }
}

/// Signs that spreadsheets of other languages put into numbers, names and extensions.
#[test]
fn what_spreadsheets_of_other_languages_write_is_read() {
    for (header, value, known, rule, safety) in [
        ("Phone Number", "396'690'467'181", "+396690467181", "plus-missing", Safety::Safe),
        ("Phone Number", "396’690’467’181", "+396690467181", "plus-missing", Safety::Safe),
        ("Phone Number", "396٬690٬467٬181", "+396690467181", "plus-missing", Safety::Safe),
        ("Phone Number", "9٫84631E+11", "+984630759464", "scientific-number", Safety::Safe),
        ("Phone Number", "+81−5414−138855", "+815414138855", "phone-punctuation", Safety::Safe),
        ("Extension", "1’037", "1037", "bad-extension", Safety::Safe),
        ("Extension", "\"1037,0\"", "1037", "bad-extension", Safety::Safe),
        ("Extension", "01.Şub", "0102", "bad-extension", Safety::Safe),
        ("Department", "1月2日", "1-2", "converted-text", Safety::Ask),
        ("Department", "01.фев", "1-2", "converted-text", Safety::Ask),
        ("First Name", "Gy_z_", "Győző", "lost-letters", Safety::Ask),
        ("First Name", "Ho\u{300}a", "Hòa", "converted-text", Safety::Ask),
        ("Location", "’s-Gravenweg", "'s-Gravenweg", "unknown-location", Safety::Ask),
    ] {
        let (file, export) = (row(header, value), row(header, known));
        let found = corrected(file.as_bytes(), Some(&export));
        assert_eq!(fixes(&found, rule), [(Some(safety), Some(known))], "{value}");
    }
    // What may have been typed so is left as it is.
    for (header, value, known) in [
        ("Department", "north_east", "north-west"),
        ("Department", "Salg_Nord", "Salg\u{2011}Nord"),
        ("Department", "I-2", "1-2"),
        ("Department", "A棟", "A会議室"),
        ("First Name", "Tõru", "Tööru"),
        ("First Name", "So\u{308}ren", "Søren"),
        ("Department", "Team Γ΄", "Team Γ΄ 2"),
    ] {
        let (file, export) = (row(header, value), row(header, known));
        assert_eq!(corrected(file.as_bytes(), Some(&export)).report.totals.warning, 0, "{value}");
    }
    for (extension, known, safety) in [
        ("1.000", "1000", Safety::Safe),
        ("\"2,000\"", "2000", Safety::Safe),
        ("1.000", "01", Safety::Ask),
        ("x 12", "1012", Safety::Ask),
    ] {
        let (file, export) = (row("Extension", extension), row("Extension", known));
        let found = corrected(file.as_bytes(), Some(&export));
        assert_eq!(fixes(&found, "bad-extension"), [(Some(safety), Some(known))], "{extension}");
    }
    let (file, export) = (row("Extension", "1001\u{85}"), row("Extension", "1001"));
    assert_eq!(text(&corrected(file.as_bytes(), Some(&export))), export, "no letter was lost there");
}

/// The zeros that the export gives back tell how long the extension of a new user is.
#[test]
fn a_zero_that_is_given_back_tells_of_another_one() {
    let row = |user: &str, extension: &str| format!("{user}@x.com,{extension},Brno,TRUE\r\n");
    let of = |extensions: [&str; 4], new: &str| {
        let users =
            extensions.iter().zip(["anna", "bo", "claus", "dorte"]).map(|(extension, user)| row(user, extension));
        format!("{KEY},Extension,Location,{STANDARD}\r\n{}{new}", users.collect::<String>())
    };
    let export = of(["0300", "0321", "0407", "1207"], "");
    let file = of(["300", "321", "407", "1207"], &row("new", "791"));
    let found = corrected(file.as_bytes(), Some(&export));
    let told = fixes(&found, "extension-zero-lost");
    assert_eq!(told.last(), Some(&(Some(Safety::Ask), Some("0791"))), "{told:?}");
    assert_eq!(told.len(), 4);
    // No extension is so long, whatever the export has.
    let export = of(["000123456789", "0321", "0407", "1207"], "");
    let file = of(["123456789", "321", "407", "1207"], "");
    assert!(fixes(&corrected(file.as_bytes(), Some(&export)), "extension-zero-lost").len() > 1);
    // Digits of another alphabet and grouped ones are counted as what is made of them.
    for (extensions, last) in [(["۱۰۳۷", "۱۰۷۴", "۱۱۱۱", "۴۲"], "0042"), (["1 037", "1 074", "1 111", "42"], "0042")]
    {
        let file = of(extensions, "");
        let found = corrected(file.as_bytes(), None);
        assert_eq!(fixes(&found, "extension-zero-lost"), [(Some(Safety::Ask), Some(last))], "{extensions:?}");
    }
    let file = of(["14", "1 207", "314", "1 221"], &row("erik", "328"));
    assert_eq!(fixes(&corrected(file.as_bytes(), None), "extension-zero-lost"), []);
}

/// Words that no list has, where each stands for one value of the export in all cells.
#[test]
fn words_of_an_unknown_language_are_read_by_the_export() {
    let file = |yes: &str, no: &str, users: usize| {
        let row = |user| {
            let (one, other) = if user % 2 == 0 { (yes, no) } else { (no, yes) };
            format!("user{user}@x.com,{one},{other}\r\n")
        };
        format!("{KEY},{STANDARD},{PREMIUM}\r\n{}", (0..users).map(row).collect::<String>())
    };
    let export = file("TRUE", "FALSE", 10);
    let given = |yes, no| file(yes, no, 10);
    for (file, answers) in [
        (given("예", "아니요"), 20),
        (given("ИСТИНА", "ЛЪЖА"), 10),
        (given("TRUE", "아니요"), 0), // a spreadsheet translates both
        (given("예", "FALSE"), 0),
        (given("", "아니요"), 0), // nothing is told of the other word
        (given("예", "예"), 0),
        (given("예", "아니요") + "new@x.com,TRUE,FALSE\r\n", 0), // no spreadsheet translated it
        (file("revoke", "grant", 8), 0),                         // only those who change
        (given("ИСТИНА", "ЛЪЖА").replace("ЛЪЖА\r\n", "\r\n"), 0), // in one column alone
    ] {
        let found = corrected(file.as_bytes(), Some(&export));
        let words = fixes(&found, "not-a-boolean");
        assert_eq!(words.iter().filter(|(safety, _)| *safety == Some(Safety::Ask)).count(), answers, "{file}");
        let yes_to_all = Decision::Answer { rule: None, row: None, index: None, answer: "yes".to_owned() };
        let agreed = Options { decisions: vec![yes_to_all], ..Options::default() };
        let input = Input { file: file.as_bytes(), baseline: Some(export.as_bytes()), origin: None };
        if answers > 0 {
            assert_eq!(text(&correct(&input, &agreed)), export, "{file}");
            let report = format!("{:?}", found.report.findings);
            assert!(
                report.contains("has TRUE in all 10 cells") || report.contains("has FALSE in all 10 cells"),
                "{report}"
            );
        }
    }
    // No language has so many words for two values.
    let many = |means: fn(usize, bool) -> String| {
        let row = |user| format!("user{user}@x.com,{},{}\r\n", means(user, true), means(user, false));
        format!("{KEY},{STANDARD},{PREMIUM}\r\n{}", (0..54).map(row).collect::<String>())
    };
    let export = many(|user, is_standard| if (user % 2 == 0) == is_standard { "TRUE" } else { "FALSE" }.to_owned());
    let file = many(|user, is_standard| format!("{}{}", if is_standard { "예" } else { "아" }, user % 18));
    let found = corrected(file.as_bytes(), Some(&export));
    assert!(fixes(&found, "not-a-boolean").iter().all(|(safety, _)| *safety != Some(Safety::Ask)));
}

#[test]
fn a_file_that_is_partly_utf_8_is_in_no_other_encoding() {
    let header = format!("{KEY},First Name,{STANDARD}\r\n");
    let export = format!("{header}anna@x.com,Bjørn,TRUE\r\nbo@x.com,Søren,TRUE\r\nida@x.com,Åse,TRUE\r\n");
    let rows =
        [&b"anna@x.com,Bj\xC3\xB8rn,TRUE\r\nbo@x.com,S\xF8ren,TRUE\r\n"[..], b"ida@x.com,\xC5se,TRUE\r\n"].concat();
    let file = [header.as_bytes(), &rows].concat();
    assert_eq!(
        corrected(&file, Some(&export)).parts.err().map(|refusal| refusal.code).as_deref(),
        Some("undecided-encoding")
    );
}

#[test]
fn a_byte_order_mark_that_became_letters_hides_no_column() {
    for (mark, encoding) in [("ï»¿", "Windows-1252"), ("ď»ż", "Windows-1250"), ("п»ї", "Windows-1251")] {
        let file = format!("{mark}{KEY},{STANDARD}\r\na@example.com,TRUE\r\n");
        assert_eq!(text(&corrected(file.as_bytes(), None)), file.replace(mark, ""), "{encoding}");
        // No licence is known by it, nor a name in quotes; two programs may have made it longer.
        for first in [STANDARD.to_owned(), format!("\"{STANDARD}\""), format!("\u{FEFF}{STANDARD}")] {
            let file = format!("{mark}{first},{KEY}\r\nTRUE,a@example.com\r\n");
            let corrected = corrected(file.as_bytes(), None);
            let right = first.trim_start_matches('\u{FEFF}');
            assert_eq!(text(&corrected), format!("{right},{KEY}\r\nTRUE,a@example.com\r\n"), "{encoding}: {first}");
            assert_eq!(corrected.report.totals.blocker, 1, "{encoding}: {first}");
        }
    }
}

#[test]
fn what_can_be_read_in_two_ways_is_asked_about() {
    let t = format!("{KEY},{STANDARD}\r\na@example.com,T\r\n");
    let export = |flag: &str| format!("{KEY},{STANDARD}\r\na@example.com,{flag}\r\n");
    for (held, safety) in [("TRUE", Safety::Safe), ("", Safety::Ask), ("FALSE", Safety::Ask)] {
        let export = export(held);
        let found = corrected(t.as_bytes(), Some(&export));
        assert_eq!(fixes(&found, "respelled-boolean"), [(Some(safety), Some("TRUE"))], "beside Y, T is no: {held}");
    }
    for (shown, known, safety) in [
        ("1.01E+03", "1007", Safety::Ask),
        ("1E+03", "1007", Safety::Ask),
        ("1.01E+03", "1010", Safety::Safe),
        ("1.2346E+09", "1234567890", Safety::Safe),
        ("1.235E+09", "1234567890", Safety::Ask),
    ] {
        let (file, export) = (row("Extension", shown), row("Extension", known));
        let found = corrected(file.as_bytes(), Some(&export));
        assert_eq!(fixes(&found, "bad-extension"), [(Some(safety), Some(known))], "{shown}");
    }
}

#[test]
fn bytes_that_are_no_letter_are_a_blocker_until_they_are_written_anew() {
    let file = [
        format!("{KEY},First Name,{STANDARD}\r\n").as_bytes(),
        "a@x.com,Søren,TRUE\r\n".repeat(20).as_bytes(),
        b"b@x.com,\xDEule,TRUE\r\n",
    ]
    .concat();
    let found = corrected(&file, None);
    let lost: Vec<_> = found.report.findings.iter().filter(|finding| finding.rule == "lost-letters").collect();
    assert_eq!((lost.len(), lost[0].severity), (1, Severity::Blocker));
    assert!(fixes(&corrected(row("First Name", "\u{FFFD}ule").as_bytes(), None), "lost-letters").len() == 1);
}

#[test]
fn a_name_has_one_line() {
    for (value, after) in [("Carl\nNielsen", "Carl Nielsen"), ("Carl \r\n\r\n Nielsen", "Carl Nielsen")] {
        let name = row("First Name", &format!("\"{value}\""));
        let found = corrected(name.as_bytes(), None);
        assert_eq!(fixes(&found, "invisible-characters"), [(Some(Safety::Ask), Some(after))], "{value:?}");
        let title = row("Title", &format!("\"{value}\""));
        assert_eq!(fixes(&corrected(title.as_bytes(), None), "invisible-characters"), [], "{value:?}");
    }
}
