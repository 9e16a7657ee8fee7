//! Workbooks and rare encodings on their way to CSV: whole files, another
//! reader's opinion, and files that somebody damaged or built to do harm.
//!
//! What must stay true: with the export as the baseline every value comes back
//! from a workbook by safe fixes alone; calamine reads the same values; nothing
//! makes the converter panic.

use std::io::{Cursor, Write as _};
use std::path::{Path, PathBuf};

use calamine::{Data, Reader as _};
use flate2::{Compression, Crc, write::DeflateEncoder};
use hubcheck::{Failure, Input, Loss, Options, Origin, correct};
use hubcheck_convert::{Book, convert};
use proptest::prelude::*;

fn file(name: &str) -> Vec<u8> {
    let path: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus").join(name);
    std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

const WORKBOOKS: [&str; 3] = ["workbook.xlsx", "workbook.ods", "workbook.xls"];

fn values(bytes: &[u8]) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(bytes);
    reader.records().map(|record| record.expect("an even file").iter().map(str::to_owned).collect()).collect()
}

fn converted(bytes: &[u8]) -> (Vec<u8>, Origin) {
    let (text, origin) = convert(bytes, &Options::default()).expect("a workbook");
    (text.unwrap_or_else(|| panic!("{:?}", origin.failure)), origin)
}

fn failure(bytes: &[u8]) -> Option<Failure> {
    convert(bytes, &Options::default())?.1.failure
}

#[test]
fn a_workbook_gives_the_export_back() {
    let export = file("export.csv");
    for name in WORKBOOKS {
        let (text, origin) = converted(&file(name));
        let input = Input { file: &text, baseline: Some(&export), origin: Some(&origin) };
        let correction = correct(&input, &Options::default());
        let parts = correction.parts.unwrap_or_else(|refusal| panic!("{name}: {}", refusal.message));
        assert_eq!(values(&parts[0].bytes()), values(&export), "{name}");
        assert_eq!(correction.report.left.blocker, 0, "{name}: {:?}", correction.report.rules);
        let of_numbers = correction.report.findings.iter().find(|finding| finding.rule == "plus-missing");
        assert_eq!(of_numbers.and_then(|finding| finding.cell.as_deref()), Some("L2"), "{name}");
    }
}

#[test]
fn another_reader_reads_the_same_values() {
    for name in WORKBOOKS {
        let bytes = file(name);
        let (text, origin) = converted(&bytes);
        let workbook = origin.workbook.expect("it was one");
        let sheet = &workbook.sheets[workbook.sheet].name;
        let mut judge = calamine::open_workbook_auto_from_rs(Cursor::new(&bytes)).expect("a workbook");
        let range = judge.worksheet_range(sheet).expect("the sheet");
        let theirs: Vec<Vec<String>> = range.rows().map(|row| row.iter().map(of_judge).collect()).collect();
        assert_eq!(values(&text), theirs, "{name}");
    }
}

fn of_judge(value: &Data) -> String {
    match value {
        Data::Bool(flag) => flag.to_string().to_uppercase(),
        other => other.to_string(),
    }
}

#[test]
fn what_is_hidden_and_lost_is_named() {
    for (name, rows, columns) in [("workbook.xlsx", "", ""), ("workbook.ods", "7", ""), ("workbook.xls", "6", "I")] {
        let workbook = converted(&file(name)).1.workbook.expect("it was one");
        assert_eq!(workbook.hidden_rows.names.concat(), rows, "{name}");
        assert_eq!(workbook.hidden_columns.names.concat(), columns, "{name}");
        let phones = workbook.losses.iter().find(|losses| losses.index == 11).expect("column L");
        assert_eq!((phones.kind, phones.count), (Loss::Number, 40), "{name}");
        assert_eq!((&*phones.cells[0].cell, &*phones.cells[0].shown), ("L2", "4527893287"), "{name}");
        assert_eq!(workbook.sha256.map(|sum| sum.len()), Some(64));
    }
}

/// A workbook with these cells in its only sheet.
fn workbook(sheet: &str) -> Vec<u8> {
    let styles = "<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\"&quot;+&quot;0\"/>\
                  <numFmt numFmtId=\"165\" formatCode=\"0000\"/></numFmts><cellXfs><xf numFmtId=\"0\"/>\
                  <xf numFmtId=\"164\"/><xf numFmtId=\"165\"/><xf numFmtId=\"14\"/></cellXfs></styleSheet>";
    let links = "<Relationships><Relationship Id=\"a\" Type=\"x/worksheet\" Target=\"s.xml\"/></Relationships>";
    zip(&[
        ("[Content_Types].xml", ""),
        ("xl/workbook.xml", "<workbook><sheets><sheet name=\"A\" r:id=\"a\"/></sheets></workbook>"),
        ("xl/_rels/workbook.xml.rels", links),
        ("xl/styles.xml", styles),
        (
            "xl/sharedStrings.xml",
            "<sst><si><r><t>a</t></r><rPh><t>x</t></rPh><r><t xml:space=\"preserve\"> b</t></r></si></sst>",
        ),
        ("xl/s.xml", &format!("<worksheet>{sheet}</worksheet>")),
    ])
}

/// A zip archive of these parts.
fn zip(parts: &[(&str, &str)]) -> Vec<u8> {
    let (mut bytes, mut directory) = (Vec::new(), Vec::new());
    for (name, text) in parts {
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(text.as_bytes()).expect("memory");
        let (packed, mut sum) = (encoder.finish().expect("memory"), Crc::new());
        sum.update(text.as_bytes());
        let mut header = vec![20, 0, 0, 0, 8, 0, 0, 0, 0, 0];
        header.extend(sum.sum().to_le_bytes());
        header.extend((packed.len() as u32).to_le_bytes());
        header.extend((text.len() as u32).to_le_bytes());
        header.extend((name.len() as u16).to_le_bytes());
        header.extend([0, 0]);
        directory.extend(b"PK\x01\x02\x14\0");
        directory.extend(&header);
        directory.extend([0; 10]);
        directory.extend((bytes.len() as u32).to_le_bytes());
        directory.extend(name.as_bytes());
        bytes.extend(b"PK\x03\x04");
        bytes.extend(&header);
        bytes.extend(name.as_bytes());
        bytes.extend(packed);
    }
    let start = bytes.len() as u32;
    bytes.extend(&directory);
    bytes.extend(b"PK\x05\x06\0\0\0\0");
    bytes.extend((parts.len() as u16).to_le_bytes().repeat(2));
    bytes.extend((directory.len() as u32).to_le_bytes());
    bytes.extend(start.to_le_bytes());
    bytes.extend([0, 0]);
    bytes
}

#[test]
fn every_kind_of_cell_is_read_as_it_stands() {
    for (cell, value, loss) in [
        ("<c r=\"A1\"><v>4.526018159E9</v></c>", "4526018159", Some(Loss::Number)),
        ("<c r=\"A1\" s=\"1\"><v>4526018159</v></c>", "+4526018159", Some(Loss::Format)),
        ("<c r=\"A1\" s=\"2\"><v>584</v></c>", "0584", Some(Loss::Format)),
        ("<c r=\"A1\" s=\"3\"><v>46054</v></c>", "2026-02-01", Some(Loss::Date)),
        ("<c r=\"A1\"><v>4526018159000000000</v></c>", "4526018159000000000", Some(Loss::LongNumber)),
        ("<c r=\"A1\" t=\"b\"><v>1</v></c>", "TRUE", None),
        ("<c r=\"A1\" t=\"e\"><v>#N/A</v></c>", "#N/A", Some(Loss::Error)),
        ("<c r=\"A1\" t=\"s\"><v>0</v></c>", "a b", None),
        ("<c r=\"A1\" t=\"inlineStr\"><is><t>x &amp; y</t></is></c>", "x & y", None),
        ("<c r=\"A1\" t=\"str\"><f>B1&amp;\"\"</f><v>x_x000A_y</v></c>", "x\ny", Some(Loss::Formula)),
        ("<c><v>7</v></c>", "7", Some(Loss::Number)),
    ] {
        let (text, origin) = converted(&workbook(&format!("<sheetData><row r=\"1\">{cell}</row></sheetData>")));
        assert_eq!(values(&text), [[value]], "{cell}");
        let losses = origin.workbook.expect("it was one").losses;
        assert_eq!(losses.first().map(|losses| losses.kind), loss, "{cell}");
    }
    let formula = "<c r=\"A1\"><v>1</v></c><c r=\"B1\"><f>A1</f></c>";
    let (_, origin) = converted(&workbook(&format!("<row>{formula}</row><mergeCell ref=\"A1:B2\"/>")));
    let workbook = origin.workbook.expect("it was one");
    assert_eq!(workbook.losses[1].kind, Loss::Uncalculated);
    assert_eq!(workbook.merged.names, ["A1:B2"]);
}

#[test]
fn what_cannot_be_read_says_why() {
    let xlsx = file("workbook.xlsx");
    let mut encrypted = file("workbook.xls");
    let name = "Workbook".encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let at = encrypted.windows(name.len()).position(|window| window == name).expect("its stream");
    let other = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    encrypted[at..at + other.len()].copy_from_slice(&other);
    encrypted[at + 64] = 34;
    for (bytes, expected) in [
        (&xlsx[..xlsx.len() / 2], Failure::Broken),
        (b"PK\x03\x04", Failure::Broken),
        (&zip(&[("notes.txt", "hello")]), Failure::Unknown),
        (&zip(&[("xl/workbook.bin", "")]), Failure::Unknown),
        (&workbook("<sheetData/>"), Failure::Blank),
        (&workbook("<row><c r=\"A99999999\"><v>1</v></c></row>"), Failure::Broken),
        (&zip(&[("content.xml", "<a/>"), ("META-INF/manifest.xml", "<encryption-data/>")]), Failure::Protected),
        (&encrypted, Failure::Protected),
        (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", Failure::Broken),
    ] {
        assert_eq!(failure(bytes), Some(expected), "{} bytes", bytes.len());
        let (text, origin) = convert(bytes, &Options::default()).expect("it has the first bytes of one");
        assert!(text.is_none());
        let report =
            hubcheck::check(&Input { file: bytes, baseline: None, origin: Some(&origin) }, &Options::default());
        assert_eq!(report.refusal.map(|refusal| refusal.code).as_deref(), Some("not-a-user-file"));
    }
}

#[test]
fn a_bomb_is_named_and_not_unpacked() {
    // 300 MB of blanks pack to 300 kB.
    let blanks = " ".repeat(300 << 20);
    assert_eq!(failure(&workbook(&blanks)), Some(Failure::TooLarge));
    let row = "<table-row table:number-rows-repeated=\"1000000\"><table-cell table:number-columns-repeated=\"16000\" \
               office:value-type=\"string\"><p>x</p></table-cell></table-row>";
    let content = format!("<table table:name=\"a\">{row}</table>");
    assert_eq!(failure(&zip(&[("content.xml", &content)])), Some(Failure::TooLarge));
}

#[test]
fn the_decision_for_a_sheet_is_followed() {
    let bytes = file("workbook.xls");
    let options = Options { decisions: hubcheck::sheet_decision(0).into_iter().collect(), ..Options::default() };
    let (text, origin) = convert(&bytes, &options).expect("a workbook");
    assert_eq!(text.as_deref(), Some(&b"call the helpdesk\r\n"[..]));
    assert_eq!(origin.workbook.map(|workbook| workbook.sheet), Some(0));
    let names: Vec<String> =
        Book::open(&bytes).expect("a workbook").sheets().iter().map(|sheet| sheet.name.clone()).collect();
    assert_eq!(names, ["Notes", "Users ÆØÅ", "Blank"]);
}

#[test]
fn a_rare_encoding_is_asked_about_with_a_sample_and_proven_by_the_export() {
    let text = "User ID/Email (Required),First Name,Last Name\r\ntaro@example.com,太郎,山田\r\nhanako@example.com,花子,鈴木\r\n";
    let (bytes, _, _) = encoding_rs::SHIFT_JIS.encode(text);
    let (converted, origin) = convert(&bytes, &Options::default()).expect("the engine has no table for it");
    assert!(converted.is_none());
    let input = Input { file: &bytes, baseline: None, origin: Some(&origin) };
    let undecided = correct(&input, &Options::default());
    assert_eq!(undecided.parts.err().map(|refusal| refusal.code).as_deref(), Some("undecided-encoding"));
    let finding = undecided.report.findings.iter().find(|finding| finding.rule == "not-utf8").expect("it is none");
    let first = &finding.fix.as_ref().expect("choices").choices[0];
    assert_eq!(first.choice, "shift_jis");
    assert!(first.does.contains('太') || first.does.contains('山') || first.does.contains('鈴'), "{}", first.does);
    let answer = r#"[{"rule":"not-utf8","answer":"shift_jis"}]"#;
    let decisions = serde_json::from_str(answer).expect("our own JSON");
    let decided = correct(&input, &Options { decisions, ..Options::default() });
    assert_eq!(decided.parts.expect("it is decided")[0].bytes(), text.as_bytes());
    assert_eq!(decided.report.file.encoding, "shift_jis");

    let export = Input { baseline: Some(text.as_bytes()), ..input };
    let proven = correct(&export, &Options::default());
    assert_eq!(proven.parts.expect("the export proves it")[0].bytes(), text.as_bytes());
}

/// Words such as EPÄTOSI read in Vietnamese, too; names show what the file is.
#[test]
fn a_word_that_many_encodings_have_makes_none_likelier() {
    let header = "User ID/Email (Required),First Name,Contact Center Standard,Contact Center Premium\r\n";
    for (name, words, encoding) in [
        ("João", "TOSI,EPÄTOSI", encoding_rs::WINDOWS_1252),
        ("Þór", "RÉTT,ÓSATT", encoding_rs::WINDOWS_1252),
        ("Sígríður", "RÉTT,ÓSATT", encoding_rs::WINDOWS_1252),
        ("Õie", "TÕENE,VÄÄR", encoding_rs::WINDOWS_1257),
        ("Nguyê\u{303}n", "ĐÚNG,SAI", encoding_rs::WINDOWS_1258),
    ] {
        let text = format!("{header}a@x.com,{name},{words}\r\n");
        let (bytes, _, is_wrong) = encoding.encode(&text);
        assert!(!is_wrong, "{name}");
        let origin = Origin { readings: hubcheck_convert::readings(&bytes), ..Origin::default() };
        let report =
            hubcheck::check(&Input { file: &bytes, baseline: None, origin: Some(&origin) }, &Options::default());
        let first = &*report.file.encoding;
        assert_eq!(first == "windows-1258", encoding == encoding_rs::WINDOWS_1258, "{name}: {first}");
        assert_ne!(first, "iso-8859-4", "{name}");
    }
}

/// KOI8-U is KOI8-R with the letters of Ukrainian, which this file has none of; no need to ask which of both.
#[test]
fn encodings_that_read_the_same_are_one_candidate() {
    let text = "User ID/Email (Required),Last Name,Contact Center Standard,Contact Center Premium\r\n\
                a@x.com,Иванова,ЛОЖЬ,ИСТИНА\r\nb@x.com,Сидоров,ЛОЖЬ,ИСТИНА\r\n";
    let (bytes, _, _) = encoding_rs::KOI8_R.encode(text);
    let (_, origin) = convert(&bytes, &Options::default()).expect("the engine has no table for it");
    assert_eq!(origin.readings.len(), 2, "KOI8-U and KOI8-R");
    let corrected = correct(&Input { file: &bytes, baseline: None, origin: Some(&origin) }, &Options::default());
    let finding = corrected.report.findings.iter().find(|finding| finding.rule == "not-utf8").expect("it is none");
    assert!(finding.what.contains("Cyrillic (KOI8-"), "{}", finding.what);
    let parts = corrected.parts.expect("the words prove it");
    assert_eq!(parts[0].bytes(), text.replace("ЛОЖЬ", "FALSE").replace("ИСТИНА", "TRUE").as_bytes());
}

fn mutated() -> impl Strategy<Value = Vec<u8>> {
    let changes = prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..40);
    (0..WORKBOOKS.len(), changes, any::<prop::sample::Index>(), any::<bool>()).prop_map(|(name, changes, end, cut)| {
        let mut bytes = file(WORKBOOKS[name]);
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if cut {
            bytes.truncate(end.index(bytes.len()));
        }
        bytes
    })
}

/// Pieces of a sheet, put together in any order: what damage of the packed bytes never reaches.
const PIECES: &[&str] = &[
    "<row r=\"1\">",
    "<row hidden=\"1\">",
    "</row>",
    "<c r=\"A1\"",
    "<c r=\"XFD1048576\" s=\"9\"",
    "<c",
    " t=\"s\">",
    " t=\"b\">",
    " t=\"e\">",
    ">",
    "/>",
    "<v>",
    "1e308",
    "-1",
    "99999999999999999999",
    "0.5",
    "ø",
    "</v>",
    "</c>",
    "<f>",
    "</f>",
    "<is><t>",
    "</is>",
    "<mergeCell ref=\"B2:A1\"/>",
    "<mergeCell ref=\"ø:1\"/>",
    "<col min=\"9\" max=\"1\" hidden=\"1\"/>",
    "&#x110000;",
    "&amp",
    "_x000D_",
    "<![CDATA[",
    "]]>",
    "<!--",
    "\"",
    "<table:table-row table:number-rows-repeated=\"4294967295\">",
    "<table:table-cell",
    "</table:table>",
    "<table:table-cell office:value-type=\"float\" office:value=\"5\" table:number-columns-repeated=\"4294967295\">",
    "<text:p>",
    "<text:s text:c=\"4294967295\"/>",
    "</table:table-row>",
    "</table:table-cell>",
    "<table:table-column table:visibility=\"collapse\"/>",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: std::env::var("CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(300), ..ProptestConfig::default() })]

    #[test]
    fn no_damaged_workbook_makes_it_panic(bytes in mutated()) {
        let _ = convert(&bytes, &Options::default());
    }

    #[test]
    fn no_sheet_makes_it_panic(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..40)) {
        let sheet = pieces.concat();
        let _ = convert(&workbook(&sheet), &Options::default());
        let content = format!("<table:table table:name=\"a\">{sheet}</table:table>");
        let _ = convert(&zip(&[("content.xml", &content)]), &Options::default());
    }

    #[test]
    fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..600), start in prop::sample::select(&["PK\x03\x04", "ÐÏ\u{11}à", ""][..])) {
        let mut all: Vec<u8> = start.chars().map(|letter| letter as u8).collect();
        if all.len() == 4 && all[0] == 0xD0 {
            all.extend(b"\xA1\xB1\x1A\xE1");
        }
        all.extend(&bytes);
        let _ = convert(&all, &Options::default());
    }
}
