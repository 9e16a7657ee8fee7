//! Whole files that real programs damaged, each repaired with the export that
//! they were made from.
//!
//! What must stay true: with the export as the baseline every value of the
//! export comes back, by safe fixes alone.

use std::path::{Path, PathBuf};

use hubcheck::{Input, Options, Verdict, check, correct};

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
