//! Single values, written down for a person to read: what is said of each, alone and beside each kind of evidence.
//!
//! What must stay true: as in `golden.rs`, of which it is a part. Each value is the only odd thing of its file.

use std::fmt::Write as _;

use crate::{is_golden, safety};
use hubcheck::{Finding, Input, Options, check, visible};

/// A column, what other files and columns hold of the same user, and the values to try.
struct Column {
    header: &'static str,
    known: &'static [&'static str],
    /// Another column of the user with its value.
    sibling: Option<(&'static str, &'static str)>,
    country: Option<&'static str>,
    values: &'static [&'static str],
}

const KEY: &str = "User ID/Email (Required)";
const ADDRESS: &str = "anna@example.com";

// Many values in a line, as they are read beside each other.
#[rustfmt::skip]
const COLUMNS: &[Column] = &[
    Column {
        header: "Phone Number",
        known: &["+4526018159", "+390612345678", "+12025550143"],
        sibling: Some(("Caller ID Number", "+4526018159")),
        country: Some("DK"),
        values: &[
            "+4526018159", "4526018159", "26018159", "2601815", "004526018159", "0004526018159", "0045", "026018159",
            "+26018159", "+004526018159", "++4526018159", "+45 26 01 81 59", "+45-2601-8159", "+45.26.01.81.59",
            "(+45) 26018159", "+45(26)018159", "+45/26018159", "+45 (0)26018159", "+44 (0)20 7946 0958",
            "+390612345678", "390612345678", "+39612345678", "0612345678", "12025550143", "2025550143",
            "(202) 555-0143", "4.52602E+10", "4.52602E+09", "4,52602E+9", "4.526018159E+09", "4.526E+9", "4.53E+9", "4E+9", "4.52601E+09", "4.526019E+9", "2.05555E+9", "2.02556E+09", "3.90612E+11", "4,52602E+10", "4,E+9", "45,2E+9", "+4,52602E+09", "4526018159,4,52602E+09", "4,52602E+09,4526018160", "4,4526018159", "4.52602e10", "+4.52602E+10", "4.5260181590E+10",
            "4.526018159E+10", "4.6E+10", "4E+10", "4.52602E+", "E+10", "4.52602E+99", "45E+9", "4526018159.0",
            "4526018159,0", "4526018159.00", "4526018159.5", "4,526,018,159", "4.526.018.159", "4 526 018 159",
            "4526018159000000", "452601815900000", "45260181590000000000", "+452601815912345", "+4526018159123456",
            "+45260181", "'4526018159", "'+4526018159", "=\"+4526018159\"", "=+4526018159", "\"4526018159\"",
            "\u{a0}4526018159", "+45\u{200b}26018159", "\u{202d}+4526018159\u{202c}", "４５２６０１８１５９", "＋４５２６０１８１５９",
            "٤٥٢٦٠١٨١٥٩", "+45 2601 8159 ext 12", "+4526018159x12", "tel:+4526018159", "+4526018159;+4526018160",
            "+4526018159,+4526018160", "+4526018159 / 26018160", "PRIMARY|+4526018159", "PRIMARY|4526018159",
            "primary|+4526018159", "PRIMARY|", "REMOVE", "remove", "REMOVE|+4526018159", "+45260I8159",
            "+45260181S9", "#REF!", "#N/A", "#####", "NA", "-", "0", "+", "none", "1234", "-4526018159", "112",
        ],
    },
    Column {
        header: "Extension",
        known: &["0584", "584", "0102", "1200"],
        sibling: None,
        country: None,
        values: &[
            "0584", "584", "0 584", "584.0", "584,0", "584.5", "5.84E+02", "5,84E+02", "1.2E+03", "1.E+03", "1",
            "12", "123456789", "1234567890", "12345678901", "00584", "1-Feb", "Feb-01", "01-Feb", "01.02.2026",
            "2026-02-01", "2. jan", "1-2", "1/2", "02-jan", "1. februar", "'0584", "=\"0584\"", "=0584",
            "05\u{200b}84", "\u{a0}0584", "０５８４", "٠٥٨٤", "x584", "584a", "ext. 584", "0584;0585", "REMOVE",
            "remove", "#N/A", "###", "NA", "-", "+4526010584", "26010584", "O584", "05B4", "0584 ", "-584",
        ],
    },
    Column {
        header: "Webex Contact Center Standard Agent",
        known: &["TRUE", "FALSE"],
        sibling: None,
        country: None,
        values: &[
            "TRUE", "FALSE", "True", "false", " TRUE", "TRUE\u{a0}", "T", "F", "1", "0", "1.0", "0.0", "2", "-1",
            "yes", "No", "Y", "N", "on", "off", "x", "X", "✓", "☑", "SAND", "FALSK", "sand", "Sandt", "SANDT",
            "PRAWDA", "FAŁSZ", "FALSZ", "FA?SZ", "FA£SZ", "FAÅSZ", "VRAI", "FAUX", "VERO", "FALSO", "VERDADERO",
            "WAHR", "FALSCH", "WAAR", "ONWAAR", "ИСТИНА", "ЛОЖЬ", "DOĞRU", "DOGRU", "DOÐRU", "YANLIŞ", "YANLIÞ",
            "IGAZ", "HAMIS", "TOSI", "EPÄTOSI", "EPATOSI", "SANT", "USANN", "真", "假", "참", "거짓", "TRUE()", "=TRUE()",
            "=TRUE", "'TRUE", "\"TRUE\"", "TRUE.", "TRUEE", "TREU", "FASLE", "FALS", "TRU", "TRUE FALSE",
            "TRUE/FALSE", "NULL", "NA", "n/a", "#N/A", "-", "?", "Supervisor", "Administrator", "Agent", "Premium",
            "REMOVE", "ja", "nej", "oui", "non", "да", "нет", "si", "nie",
        ],
    },
    Column {
        header: KEY,
        known: &["anna@example.com"],
        sibling: None,
        country: None,
        values: &[
            "anna@example.com", "Anna@Example.COM", "anna@example.com ", " anna@example.com", "anna@example.com.",
            ".anna@example.com", "anna.@example.com", "an..na@example.com", "anna@@example.com", "anna@example..com",
            "anna@example", "anna@", "@example.com", "anna", "anna example.com", "anna @example.com",
            "anna@ example.com", "an na@example.com", "anna@exa mple.com", "mailto:anna@example.com",
            "MAILTO:anna@example.com", "Anna Nowak <anna@example.com>", "<anna@example.com>", "(anna@example.com)",
            "[anna@example.com]", "'anna@example.com", "'anna@example.com'", "\"anna@example.com\"",
            "“anna@example.com”", "«anna@example.com»", "anna@example.com,", "anna@example.com;",
            "anna@example.com;bo@example.com", "anna@example.com, bo@example.com", "anna@example.com/bo@example.com",
            "anna(at)example.com", "anna[at]example.com", "anna@example,com", "anna@example;com", "anna@exаmple.com",
            "аnna@example.com", "ånna@example.com", "anna@exämple.com", "anna@example.com\u{200b}",
            "anna\u{a0}@example.com", "an\u{ad}na@example.com", "anna＠example.com", "anna+x@example.com",
            "anna_x@example.com", "anna-x@example.com", "anna'x@example.com", "o'neil@example.com",
            "anna!@example.com", "anna#@example.com", "anna/x@example.com", "anna%x@example.com",
            "anna&x@example.com", "anna=x@example.com", "anna@-example.com", "anna@example-.com", "anna@example.c",
            "anna@example.123", "anna@10.0.0.1", "anna@[10.0.0.1]", "anna@exam_ple.com", "=\"anna@example.com\"",
            "=HYPERLINK(\"mailto:anna@example.com\")", "#REF!", "NA", "-", "?nna@example.com", "anna@example.com?",
            "anna@example.com|", "a@b.co", "anna@gmail.com", "anna@example.con", "anna@exmaple.com", "1@example.com",
            "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa@example.com",
            "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa@example.com",
        ],
    },
    Column {
        header: "First Name",
        known: &["Åsa", "Łukasz", "Anna-Maria", "André"],
        sibling: None,
        country: None,
        values: &[
            "Åsa", "Ã…sa", "�sa", "?sa", "Asa", "Łukasz", "?ukasz", "£ukasz", "Å\u{81}ukasz", "Lukasz", "Anna-Maria",
            "AnnaMaria", "Anna–Maria", "AndrÃ©", "Andr?", "Andr", "André ", " André", "André\u{a0}", "An\u{ad}dré",
            "Andre\u{301}", "“André”", "’André", "'André", "'André'", "=\"André\"", "=A1", "+André", "-André",
            "@André", "André\nMarie", "André\tMarie", "André  Marie", "NA", "NULL", "#N/A", "#REF!", "#NAME?",
            "#NAVN?", "#ADRESSE!", "null", "None", "-", "0", "0.0", "12", "1-Feb", "TRUE", "SAND", "VRAI",
            "anna@example.com", "?", "???", "???? ??", "Why?", "? André", "&amp;", "Andr&eacute;", "A", "Dr. André", "André, Marie", "André/Marie",
            "André (ext)", "Андрей", "Аnna", "李", "ﬁona", "😀",
        ],
    },
    Column {
        header: "Location",
        known: &["Aarhus", "København HQ", "St. Gallen"],
        sibling: None,
        country: None,
        values: &[
            "Aarhus", "aarhus", "AARHUS", "Aarhus ", " Aarhus", "Aarhus\u{a0}", "Aa\u{200b}rhus", "Arhus", "Århus",
            "Aarhuus", "Aarhus 2", "Aarhus2", "Aarhusx", "Odense", "København HQ", "KÃ¸benhavn HQ", "K?benhavn HQ",
            "Kobenhavn HQ", "København  HQ", "København\u{a0}HQ", "Københavns HQ", "St Gallen", "St. Gallen",
            "St.Gallen", "Saint Gallen", "REMOVE", "remove", "'Aarhus", "“Aarhus”", "=\"Aarhus\"", "NA", "#N/A", "-",
            "TRUE", "12",
        ],
    },
    Column {
        header: "Last Service Accessed Time",
        known: &["2026-01-10T10:53:09.064Z"],
        sibling: None,
        country: None,
        values: &[
            "2026-01-10T10:53:09.064Z", "2026-01-10T10:53:09Z", "2026-01-10 10:53:09", "2026-01-10",
            "10-01-2026 10:53", "10/01/2026 10:53", "1/10/26 10:53", "46032.4535771296", "46032", "53:09.1", "#####",
            "NA", "-", "TRUE", "yesterday", "2026-01-11T10:53:09.064Z",
        ],
    },
    Column {
        header: "Title",
        known: &["Vögtin", "Really?", "08000", "2-1", "True", "2E3"],
        sibling: None,
        country: None,
        values: &["V?gtin", "Really?", "?", "??", "??????", "?? ???", "? ?", "Lead?r", "Agent ?", "¿Qué?", "V�gtin", "Vögtin?", "V??gtin", "1-Feb", "8000", "08000", "8000.0", "80000", "2-Jan", "02-Jan-26", "2-Feb", "SAND", "TRUE", "FALSK", "2000", "2.00E+03"],
    },
    Column {
        header: "Manager",
        known: &["boss@example.com"],
        sibling: None,
        country: None,
        values: &[
            "boss@example.com", "Boss@example.com", "boss", "boss @example.com", "mailto:boss@example.com",
            "Boss <boss@example.com>", "boss@example.com;", "boss@@example.com", "bøss@example.com", "REMOVE", "-",
            "NA", "#N/A", "anna@example.com",
        ],
    },
];

#[test]
fn what_is_said_of_a_value_is_what_was_said() {
    let mut table = String::from(
        "Single values: the rules that speak of each and the value each would write, with its evidence. Beside evidence those\n\
         are told of which something else is said than alone.\n\
         Written by tests/golden_values.rs; see golden.rs how to accept a change.\n",
    );
    for column in COLUMNS {
        let alone = said_of_all(column, None, None, &Options::default());
        write_section(column, "alone", &alone, &vec![String::new(); alone.len()], &mut table);
        for known in column.known {
            let said = said_of_all(column, Some(known), None, &Options::default());
            write_section(column, &format!("the export has {known}"), &said, &alone, &mut table);
        }
        if let Some(sibling) = column.sibling {
            let said = said_of_all(column, None, Some(sibling), &Options::default());
            write_section(column, &format!("{} is {}", sibling.0, sibling.1), &said, &alone, &mut table);
        }
        if let Some(country) = column.country {
            let options = Options { countries: vec![country.to_owned()], ..Options::default() };
            let said = said_of_all(column, None, None, &options);
            write_section(column, &format!("the numbers are of {country}"), &said, &alone, &mut table);
        }
    }
    is_golden("values.txt", &table);
}

fn write_section(column: &Column, title: &str, said: &[String], alone: &[String], table: &mut String) {
    let _ = writeln!(table, "\n{}, {title}", column.header); // a String takes everything
    for ((value, said), _) in column.values.iter().zip(said).zip(alone).filter(|((_, said), alone)| said != alone) {
        let _ = writeln!(table, "  {:<32} {said}", visible(value));
    }
}

/// What is said of each value of the column.
fn said_of_all(column: &Column, known: Option<&str>, sibling: Option<(&str, &str)>, options: &Options) -> Vec<String> {
    let of_value = |value: &&str| {
        let file = file(column.header, value, sibling);
        let export = known.map(|known| self::file(column.header, known, sibling));
        let input = Input { file: file.as_bytes(), baseline: export.as_deref().map(str::as_bytes), origin: None };
        let report = check(&input, options);
        let is_about = |finding: &&Finding| finding.column.as_deref() == Some(column.header) && finding.row.is_some();
        let said: Vec<String> = report.findings.iter().filter(is_about).map(said).collect();
        if said.is_empty() { "fine".to_owned() } else { said.join("; ") }
    };
    column.values.iter().map(of_value).collect()
}

/// Code, how sure the fix is, what it would write and by which evidence.
fn said(finding: &Finding) -> String {
    let Some(fix) = &finding.fix else { return finding.code.clone() };
    let choices = fix.choices.iter().map(|choice| format!("{}: {}", choice.choice, written(choice.after.as_deref())));
    let after: Vec<String> = fix.after.iter().map(|after| written(Some(after))).chain(choices).collect();
    let evidence = fix.evidence.as_ref().map(|evidence| format!(" ({})", evidence.kind)).unwrap_or_default();
    format!("{} {} {}{evidence}", finding.code, safety(Some(fix.safety)), after.join(" | "))
}

fn written(after: Option<&str>) -> String {
    after.map_or("?".to_owned(), |after| format!("“{}”", visible(after)))
}

/// One user with a value in a column.
fn file(header: &str, value: &str, sibling: Option<(&str, &str)>) -> String {
    let quoted = format!("\"{}\"", value.replace('"', "\"\""));
    let is_key = header == KEY;
    let mut headers = vec![KEY];
    let mut values = vec![if is_key { quoted.as_str() } else { ADDRESS }];
    if !is_key {
        headers.push(header);
        values.push(&quoted);
    }
    if let Some((header, value)) = sibling {
        headers.push(header);
        values.push(value);
    }
    format!("{}\r\n{}\r\n", headers.join(","), values.join(","))
}
