//! Whole files that real programs damaged, each repaired with the export that
//! they were made from.
//!
//! What must stay true: with the export as the baseline every value of the
//! export comes back, by safe fixes alone.

use std::path::{Path, PathBuf};

use hubcheck::{Input, Options, Origin, Verdict, check, correct};

fn file(name: &str) -> Vec<u8> {
    let path: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus").join(name);
    std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn values(bytes: &[u8]) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(bytes);
    reader.records().map(|record| record.expect("an even file").iter().map(str::to_owned).collect()).collect()
}

#[track_caller]
fn gives_the_export_back(name: &str) {
    let (damaged, export) = (file(name), file("export.csv"));
    let input = Input { file: &damaged, baseline: Some(&export), origin: None };
    let correction = correct(&input, &Options::default());
    let parts = correction.parts.unwrap_or_else(|refusal| panic!("{name}: {}", refusal.message));
    for (row, (corrected, exported)) in values(&parts[0].bytes()).iter().zip(&values(&export)).enumerate() {
        assert_eq!(corrected, exported, "{name}, row {row}");
    }
    assert_eq!(values(&parts[0].bytes()).len(), values(&export).len(), "{name}");
    assert_eq!(correction.report.left.blocker, 0, "{name}: {:?}", correction.report.rules);
}

#[test]
fn danish_windows_1252_with_semicolons() {
    gives_the_export_back("spreadsheet-da-windows1252-semicolon.csv");
}

#[test]
fn polish_windows_1250_with_lost_letters() {
    gives_the_export_back("spreadsheet-pl-windows1250-lost-letters.csv");
}

#[test]
fn swedish_utf16_with_tabs() {
    gives_the_export_back("spreadsheet-sv-utf16-tab.csv");
}

#[test]
fn numbers_in_scientific_notation() {
    gives_the_export_back("spreadsheet-scientific.csv");
}

#[test]
fn everything_quoted_by_r() {
    gives_the_export_back("all-quoted-r.csv");
}

/// The export as a spreadsheet of another country saves it: its words, semicolons, no plus and no zero in front.
fn saved_with(yes: &str, no: &str, encoding: &'static encoding_rs::Encoding) -> Vec<u8> {
    let cell = |value: &str| match value {
        "TRUE" => yes.to_owned(),
        "FALSE" => no.to_owned(),
        number if number.trim_start_matches('+').bytes().all(|byte| byte.is_ascii_digit()) && number != "0" => {
            number.trim_start_matches(['+', '0']).to_owned()
        }
        // A letter that the encoding lacks becomes a question mark.
        text => text
            .chars()
            .map(|letter| if encoding.encode(letter.encode_utf8(&mut [0; 4])).2 { '?' } else { letter })
            .collect(),
    };
    let mut writer =
        csv::WriterBuilder::new().delimiter(b';').terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    for row in values(&file("export.csv")) {
        writer.write_record(row.iter().map(|value| cell(value))).expect("memory");
    }
    let text = String::from_utf8(writer.into_inner().expect("memory")).expect("UTF-8");
    encoding.encode(&text).0.into_owned()
}

#[test]
fn spreadsheets_of_other_countries() {
    use encoding_rs::{
        BIG5, EUC_KR, WINDOWS_874, WINDOWS_1250, WINDOWS_1251, WINDOWS_1252, WINDOWS_1253, WINDOWS_1254, WINDOWS_1256,
        WINDOWS_1257, WINDOWS_1258,
    };
    for (yes, no, encoding) in [
        ("WAHR", "FALSCH", WINDOWS_1252),
        ("VRAI", "FAUX", WINDOWS_1252),
        ("TOSI", "EPÄTOSI", WINDOWS_1252),
        ("RÉTT", "RANGT", WINDOWS_1252),
        ("PRAVDA", "NEPRAVDA", WINDOWS_1250),
        ("IGAZ", "HAMIS", WINDOWS_1250),
        ("TOČNO", "NETOČNO", WINDOWS_1250),
        ("ИСТИНА", "ЛОЖЬ", WINDOWS_1251),
        ("ВЯРНО", "НЕВЯРНО", WINDOWS_1251),
        ("ΣΩΣΤΌ", "ΛΆΘΟΣ", WINDOWS_1253),
        ("DOĞRU", "YANLIŞ", WINDOWS_1254),
        ("PATIESS", "APLAMS", WINDOWS_1257),
        ("真", "假", BIG5),
        ("참", "거짓", EUC_KR),
        ("จริง", "เท็จ", WINDOWS_874),
        ("صح", "خطأ", WINDOWS_1256),
        ("ĐÚNG", "SAI", WINDOWS_1258),
    ] {
        let (damaged, export) = (saved_with(yes, no, encoding), file("export.csv"));
        let origin = Origin { readings: hubcheck_convert::readings(&damaged), ..Origin::default() };
        let input = Input { file: &damaged, baseline: Some(&export), origin: Some(&origin) };
        let correction = correct(&input, &Options::default());
        assert_eq!(correction.report.left.blocker, 0, "{yes}: {:?}", correction.report.rules);
        // What the engine has no table for may have any letter, and so may letters and tones apart: there lost ones are asked
        // about.
        let agreed = serde_json::from_str(r#"{"rule":"lost-letters","answer":"yes"}"#).expect("our own JSON");
        let options = Options { decisions: vec![agreed], ..Options::default() };
        let is_known = origin.readings.is_empty() && encoding != WINDOWS_1258;
        let correction = if is_known { correction } else { correct(&input, &options) };
        let parts = correction.parts.unwrap_or_else(|refusal| panic!("{yes}: {}", refusal.message));
        assert_eq!(values(&parts[0].bytes()), values(&export), "{yes}");
    }
}

#[test]
fn an_untouched_export_is_handed_out_as_it_is() {
    let export = file("export.csv");
    let input = Input { file: &export, baseline: Some(&export), origin: None };
    let correction = correct(&input, &Options::default());
    assert_eq!(correction.report.verdict, Verdict::Ready, "{:?}", correction.report.rules);
    assert_eq!(correction.parts.expect("nothing is undecided")[0].bytes(), export);
}

#[test]
fn an_untouched_export_alone_has_nothing_above_a_licence_that_goes() {
    let export = file("export.csv");
    let report = check(&Input { file: &export, baseline: None, origin: None }, &Options::default());
    let above_notes: Vec<&str> = report
        .rules
        .iter()
        .filter(|rule| rule.severity != hubcheck::Severity::Note)
        .map(|rule| rule.name.as_str())
        .collect();
    assert_eq!(above_notes, ["licence-removed"]);
}
