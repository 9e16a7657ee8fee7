//! What must hold inside the engine for any bytes: scanning loses nothing and
//! agrees with the `csv` crate, and a record that the survey calls plain gives
//! no rule anything to find.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::RngSeed;

use crate::address::is_address;
use crate::own::OwnProfile;
use crate::plain::is_plain_address;
use crate::promises;
use crate::report::Mode;

/// Short texts made of what matters to a scanner.
fn any_text() -> impl Strategy<Value = Vec<u8>> {
    vec(select(&["a", "bc", "\"", "\"\"", ",", ";", "\n", "\r\n", "\r", " ", "ø", "\u{0}"][..]), 0..40)
        .prop_map(|pieces| pieces.concat().into_bytes())
}

/// Records, well-formed and not, longer than what a reader looks at in one go.
pub(crate) fn any_csv() -> impl Strategy<Value = String> {
    let long = "0123456789012345678901234567890123456789012345678901234567890";
    let marks = ["a", ",", ",", "\"", "\"\"", "\r\n", "\n", "\r", ";", " ", "?"];
    let cells = ["bc, d", "\"x,y\"", "\"x\r\ny\",", "a,b\r\n", "a,\"b\"\"c\"\r\n", long];
    vec(select([&marks[..], &cells].concat()), 0..60).prop_map(|pieces| pieces.concat())
}

/// None of them is two well-formed cells in each record beyond doubt.
pub(crate) const IN_DOUBT: [&str; 10] =
    ["a,b", "a,b\n\n", "a\n", "a,b,c\n", "a\",b\n", "\"a\"b,c\n", "\"a,b\n", "a,b\rc,d\n", "a,\"\n", "a,b\"\"\n"];

/// Cells of each record as the `csv` crate finds them.
pub(crate) fn read_by_csv(text: &str) -> Vec<usize> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    reader.byte_records().filter_map(Result::ok).map(|record| record.len()).collect()
}

/// The records as the `csv` crate writes them.
pub(crate) fn written_by_csv(records: &[Vec<String>]) -> String {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    for record in records {
        writer.write_record(record).expect("memory takes everything");
    }
    String::from_utf8(writer.into_inner().expect("memory takes everything")).expect("all is text")
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

/// Records with every kind of column.
pub(crate) fn any_sheet() -> impl Strategy<Value = String> {
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
pub(crate) fn any_users() -> impl Strategy<Value = String> {
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

/// The same cases every time, so that no change is blamed for an old fault; `CASES=100000` looks further.
pub(crate) fn config() -> ProptestConfig {
    ProptestConfig {
        cases: std::env::var("CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(3_000),
        failure_persistence: None,
        rng_seed: std::env::var("CASES").map_or(RngSeed::Fixed(2_026), |cases| {
            if cases.len() > 3 { RngSeed::Random } else { RngSeed::Fixed(2_026) }
        }),
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn scanning_loses_no_byte(text in any_text()) {
        promises::scanning_loses_no_byte(&text);
    }

    #[test]
    fn values_are_those_of_the_csv_crate(text in any_text()) {
        promises::values_are_those_of_the_csv_crate(&text);
    }

    #[test]
    fn no_rule_speaks_of_a_plain_record(text in any_sheet(), mode in select(&[None, Some(Mode::Add), Some(Mode::AddRemove)][..])) {
        promises::no_rule_speaks_of_a_plain_record(&text, mode, None);
    }

    #[test]
    fn nothing_is_wrong_with_a_plain_address(signs in vec(select(&["a", "Bc", "7", "@", "x.dk", ".", "+", "-", "_", "longer.than.16"][..]), 1..9)) {
        let address = signs.concat();
        prop_assert!(!is_plain_address(address.as_bytes()) || is_address(&address), "{}", address);
    }

    #[test]
    fn no_rule_speaks_of_a_plain_user(text in any_users(), export in any_users(), has_baseline in any::<bool>()) {
        promises::no_rule_speaks_of_a_plain_record(&text, None, has_baseline.then_some(export.as_bytes()));
    }

    #[test]
    fn no_rule_speaks_of_a_plain_user_by_a_profile(text in any_users(), export in any_users(), has_baseline in any::<bool>()) {
        let profile = OwnProfile {
            locations: vec!["Aarhus".into(), "Łódź".into()],
            domains: vec!["Example.com".into(), "acme.dk".into()],
            ..OwnProfile::default()
        };
        let export = has_baseline.then_some(export.as_bytes());
        promises::no_rule_speaks_of_a_plain_record_with(&text, None, export, Some(&profile));
    }

    #[test]
    fn no_rule_speaks_of_a_plain_cell(text in any_sheet(), export in any_sheet(), same in vec(any::<bool>(), 8)) {
        // Users of both, some of whose cells are the same.
        let mut export: Vec<String> = export.lines().map(str::to_owned).collect();
        for (nth, (line, _)) in text.lines().zip(&same).enumerate().filter(|(_, (_, same))| **same) {
            let keep: String = line.split_inclusive(',').take(nth + 1).collect();
            let rest: String = export.get(nth).map(|own| own.split_inclusive(',').skip(nth + 1).collect()).unwrap_or_default();
            export.resize(export.len().max(nth + 1), String::new());
            export[nth] = keep + &rest;
        }
        promises::no_rule_speaks_of_a_plain_record(&text, None, Some(export.join("\r\n").as_bytes()));
    }

    #[test]
    fn no_rule_speaks_of_a_record_as_in_the_baseline(text in any_sheet(), mode in select(&[None, Some(Mode::Add), Some(Mode::AddRemove)][..])) {
        promises::no_rule_speaks_of_a_plain_record(&text, mode, Some(text.as_bytes()));
    }
}
