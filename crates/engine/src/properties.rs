//! What must hold inside the engine for any bytes: scanning loses nothing and
//! agrees with the `csv` crate, and a record that the survey calls plain gives
//! no rule anything to find.

use std::ops::ControlFlow;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::RngSeed;

use crate::baseline::Baseline;
use crate::decision::Decisions;
use crate::dialect::Dialect;
use crate::examine::{Examiner, Noted, Sink};
use crate::report::Mode;
use crate::rule::Rule;
use crate::scan::Field;
use crate::sheet::Sheet;
use crate::survey::{Looks, Mark, survey};
use crate::users::Resolved;

/// Short texts made of what matters to a scanner.
fn any_text() -> impl Strategy<Value = Vec<u8>> {
    vec(select(&["a", "bc", "\"", "\"\"", ",", ";", "\n", "\r\n", "\r", " ", "ø", "\u{0}"][..]), 0..40)
        .prop_map(|pieces| pieces.concat().into_bytes())
}

/// Values that look harmless, and a few that nearly are.
fn any_value() -> impl Strategy<Value = String> {
    let words = select(
        &[
            "",
            "TRUE",
            "FALSE",
            "Anna",
            "Søren",
            "Łukasz Żółć",
            "O'Neil",
            "Warszawa",
            "+4526018159",
            "+48579290810",
            "+1",
            "+4540",
            "1234",
            "0144",
            "12",
            "1",
            "anna@example.com",
            "Bo.Berg@example.com",
            "x@y.dk",
            "2026-01-10T10:53:09.064Z",
            "Verified",
            "0",
            "17",
            "Agent, senior",
            "K\"b",
            "a-b",
            "A",
            "7",
            "Zoë",
            "Ærø",
            "Đorđe",
            "Ångström",
            "Straße",
            "Nuñez",
            "100 %",
            "C#",
            "50.0",
            "e5",
            "4E5",
            "REMOVE",
            "ja",
            "nan",
            "N.N.",
            "München",
            "Ås",
            "Öst",
            "Århus Ø",
            "Œuvre",
            "naïve",
            "Ñ",
            "Привет",
            "Γειά",
            "日本",
            "Å Ä",
            "ÄÖ",
            "SÃ¸ren",
            "KrÄƒ",
            "Ñœ",
            "Ðšñ",
            "MiloĹˇ",
            "ƒá",
            "Ńˇ",
            "Ä‡",
            "l‚Ä™",
            "Maria Josefina Alexandra Anders",
            "50/50",
        ][..],
    );
    words.prop_map(str::to_owned)
}

const HEADERS: &[&str] = &[
    "User ID/Email (Required)",
    "First Name",
    "Last Name",
    "Display Name",
    "Extension",
    "Phone Number",
    "Caller ID Number",
    "Location",
    "User Status",
    "Last Service Accessed Time",
    "Days since Last Service Accessed",
    "Manager",
    "Webex Contact Center Standard Agent [Sub1]",
    "Webex Contact Center Premium Agent [Sub1]",
    "Webex Calling - Professional (Suspended)",
    "Webex Calling - Professional",
    "Webex Calling - Standard",
    "Address postal code",
    "Shoe size",
];

fn any_sheet() -> impl Strategy<Value = String> {
    vec(vec(any_value(), HEADERS.len()), 1..6).prop_map(|records| {
        let line = |record: &Vec<String>| {
            let cells = record.iter().map(|value| {
                if value.contains([',', '"']) { format!("\"{}\"", value.replace('"', "\"\"")) } else { value.clone() }
            });
            cells.collect::<Vec<_>>().join(",") + "\r\n"
        };
        let header = HEADERS.join(",") + "\r\n";
        header + &records.iter().map(line).collect::<String>()
    })
}

/// Records with few domains, names and locations, some of them slips.
fn any_users() -> impl Strategy<Value = String> {
    let domain = select(
        &["example.com", "example.com", "example.com", "Example.com", "exmaple.com", "gmail.com", "acme.dk"][..],
    );
    let location =
        select(&["Aarhus", "Aarhus", "Aarhus", "aarhus", " Aarhus", "Arhus", "REMOVE", "", "Łódź", "Lodz"][..]);
    let name = select(&["Anna", "Bo", "Søren", "", "a@b.dk"][..]);
    let number = select(&["", "+4526018159", "+4526018160", "REMOVE"][..]);
    let extension = select(&["", "1234", "2345", "0144"][..]);
    let record = (0..6_usize, domain, location, name, name_of_column(), number, extension);
    vec(record, 4..24).prop_map(|records| {
        let line = |(user, domain, location, first, last, number, extension): &_| {
            let row: [String; 6] = [
                format!("user{user}@{domain}"),
                String::from(*first),
                String::from(*last),
                String::from(*number),
                String::from(*extension),
                String::from(*location),
            ];
            row.join(",") + "\r\n"
        };
        let header = "User ID/Email (Required),First Name,Last Name,Phone Number,Extension,Location\r\n".to_owned();
        header + &records.iter().map(line).collect::<String>()
    })
}

fn name_of_column() -> impl Strategy<Value = &'static str> {
    select(&["Nowak", "Friis", "Nowak", "x@y.dk"][..])
}

struct Heard(Vec<String>);

impl Sink for Heard {
    fn take(&mut self, noted: Noted<'_>) {
        self.0.push(format!("{} on {:?}", noted.rule.name, noted.value));
    }

    fn wants_after(&self, _rule: &Rule) -> bool {
        false
    }
}

/// What the rules say of records that the survey calls plain.
fn heard_of_plain_records(text: &str, mode: Option<Mode>, baseline: Option<&Baseline>) -> Vec<String> {
    let bytes = text.as_bytes();
    let mut sheet = Sheet::new(bytes, Dialect::of(bytes), None).with_baseline(baseline);
    sheet.mode = mode;
    sheet.set_gates();
    let Some(surveyed) = survey(&sheet, &mut |_| ControlFlow::Continue(())) else { return Vec::new() };
    sheet.facts = surveyed.facts;
    let (decisions, resolved) = (Decisions::default(), Resolved::default());
    let examiner = Examiner { sheet: &sheet, decisions: &decisions, resolved: &resolved };
    let mut heard = Heard(Vec::new());
    for (number, mark) in (1..).zip(&surveyed.marks) {
        if mark.looks == Looks::Plain {
            let suspect = Mark { looks: Looks::Suspect, ..*mark };
            examiner.examine(number, &suspect, 0, &mut Vec::new(), &mut heard);
        }
    }
    heard.0
}

/// The same cases every time, so that no change is blamed for an old fault; `CASES=100000` looks further.
pub(crate) fn config() -> ProptestConfig {
    ProptestConfig {
        cases: std::env::var("CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(3_000),
        failure_persistence: None,
        rng_seed: std::env::var("CASES").map_or(RngSeed::Fixed(2_026), |_| RngSeed::Random),
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn scanning_loses_no_byte(text in any_text()) {
        let dialect = Dialect::of(&text);
        let mut scanner = dialect.scanner(&text);
        let mut fields: Vec<Field> = Vec::new();
        let mut at = dialect.separator_line;
        while let Some(record) = scanner.read(&mut fields) {
            scanner.expect_columns(2);
            prop_assert_eq!(record.start as usize, at);
            let mut inside = record.start;
            for (nth, field) in fields.iter().enumerate() {
                prop_assert_eq!(field.start, inside + u32::from(nth > 0), "one separator stands between two fields");
                inside = field.end;
            }
            prop_assert_eq!(inside, record.end);
            prop_assert!(matches!(&text[record.end as usize..record.next as usize], b"" | b"\n" | b"\r" | b"\r\n"));
            at = record.next as usize;
        }
        prop_assert_eq!(at, text.len());
    }

    #[test]
    fn values_are_those_of_the_csv_crate(text in any_text()) {
        let dialect = Dialect::of(&text);
        let body = &text[dialect.separator_line..];
        prop_assume!(!body.starts_with(b"\xEF\xBB\xBF"));
        let mut scanner = dialect.scanner(&text);
        let mut fields: Vec<Field> = Vec::new();
        let mut ours: Vec<Vec<Vec<u8>>> = Vec::new();
        let mut well_formed = true;
        while let Some(record) = scanner.read(&mut fields) {
            well_formed &= record.swallow.is_none();
            // The csv crate skips blank lines.
            if record.start < record.end {
                ours.push(fields.iter().map(|field| field.value(&text).into_owned()).collect());
            }
        }
        if !well_formed {
            return Ok(()); // that crate says nothing of an open quote
        }
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(dialect.separator)
            .has_headers(false)
            .flexible(true)
            .from_reader(body);
        let theirs: Vec<Vec<Vec<u8>>> = reader
            .byte_records()
            .map(|record| record.expect("reading from memory").iter().map(<[u8]>::to_vec).collect())
            .collect();
        prop_assert_eq!(ours, theirs, "{:?}", String::from_utf8_lossy(&text));
    }

    #[test]
    fn no_rule_speaks_of_a_plain_record(text in any_sheet(), mode in select(&[None, Some(Mode::Add), Some(Mode::AddRemove)][..])) {
        prop_assert_eq!(heard_of_plain_records(&text, mode, None), Vec::<String>::new(), "{}", text);
    }

    #[test]
    fn no_rule_speaks_of_a_plain_user(text in any_users(), export in any_users(), has_baseline in any::<bool>()) {
        let baseline = has_baseline.then(|| Baseline::open(export.as_bytes()));
        prop_assert_eq!(heard_of_plain_records(&text, None, baseline.as_ref()), Vec::<String>::new(), "{}\n{}", text, export);
    }

    #[test]
    fn no_rule_speaks_of_a_record_as_in_the_baseline(text in any_sheet(), mode in select(&[None, Some(Mode::Add), Some(Mode::AddRemove)][..])) {
        let baseline = Baseline::open(text.as_bytes());
        prop_assert_eq!(heard_of_plain_records(&text, mode, Some(&baseline)), Vec::<String>::new(), "{}", text);
    }
}
