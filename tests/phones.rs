//! The table of calling codes is what the crate `rlibphonenumber` says, and so is what we call a possible number.
//!
//! `cargo xtask phones` writes the table again; a person reads the difference.
//!
//! What stays different, 5 of 10,000 numbers: the crate calls some numbers possible that have more than the 15 digits
//! of E.164, or an older trunk prefix or a carrier's code behind the calling code, which it takes off first. We do not.

#[path = "../crates/engine/src/phone.rs"]
#[allow(dead_code)] // the engine uses the rest
mod phone;
#[allow(dead_code)]
#[path = "../crates/engine/src/plain.rs"]
mod plain;

use phone::{Possible, possible};
use rlibphonenumber::{
    NumberLengthType, PHONE_NUMBER_UTIL, PhoneNumber, PhoneNumberFormat, Region, get_national_significant_number_owned,
};
use std::collections::BTreeMap;
use std::fmt::Write as _;

const TABLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../crates/engine/data/calling-codes.tsv");

const NOTE: &str = "\
# Calling codes: ISO 3166 alpha-2 (001: of no country), code, how many digits follow it, how many digits do between
# neighbours only, and the trunk prefix dialled inside the country and left out after the code.
# Sorted by code; the first country of a shared code is its main one.
# Written by `cargo xtask phones` from what the crate rlibphonenumber answers (Google's libphonenumber, Apache-2.0).
iso\tcode\tlengths\tlocal\ttrunk
";

#[test]
fn the_table_is_what_the_crate_says() {
    let expected = table();
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(TABLE, &expected).expect("the table can be written");
    }
    let table = std::fs::read_to_string(TABLE).expect("the table can be read").replace("\r\n", "\n");
    assert!(table == expected, "calling-codes.tsv is not what the crate says: `cargo xtask phones` writes it again");
    println!("{} countries and regions, {} bytes", expected.lines().count() - 5, expected.len());
}

#[test]
fn possible_numbers_are_what_the_crate_calls_possible() {
    const NUMBERS: usize = 100_000;
    let codes: Vec<&str> = phone::countries().iter().map(|country| country.code).collect();
    let mut dice = Dice(0x5EED);
    let mut differences = BTreeMap::<String, Vec<String>>::new();
    let mut possible_ones = 0;
    for _ in 0..NUMBERS {
        let digits = number(&mut dice, &codes);
        let theirs = is_possible(&digits);
        let ours = possible(&digits);
        let yes = matches!(ours, Possible::Yes { .. } | Possible::LocalOnly { .. } | Possible::WithoutTrunk { .. });
        possible_ones += usize::from(theirs);
        if yes != theirs {
            let code = phone::calling_code_of(&digits).unwrap_or("none");
            differences.entry(format!("+{code}, ours {ours:?}")).or_default().push(digits);
        }
    }
    let different: usize = differences.values().map(Vec::len).sum();
    let agreeing = NUMBERS - different;
    let (percent, thousandths) = (agreeing / (NUMBERS / 100), agreeing % (NUMBERS / 100));
    println!("{NUMBERS} numbers, {possible_ones} of them possible");
    println!("agreement {percent}.{thousandths:03} %, {different} differences");
    for (kind, numbers) in &differences {
        println!("  {kind}: +{}", numbers.join(", +"));
    }
    assert!(possible_ones > NUMBERS / 4, "the numbers test both answers");
    assert!(different * 1000 <= NUMBERS, "at most one in a thousand may differ");
}

/// The table as the crate answers: regions of a shared code have the main one's lengths, as in the crate.
fn table() -> String {
    let util = &*PHONE_NUMBER_UTIL;
    let mut codes: Vec<i32> = util.get_supported_calling_codes().collect();
    codes.sort_unstable();
    let mut text = NOTE.to_owned();
    for code in codes {
        let mut regions: Vec<Region> = util.get_regions_for_country_calling_code(code).into_iter().flatten().collect();
        let main = util.get_region_for_country_code(code);
        regions.sort_by_key(|&region| (Some(region) != main, region));
        let lengths = ranges(&lengths(code, NumberLengthType::IsPossible));
        let local = ranges(&self::lengths(code, NumberLengthType::IsPossibleLocalOnly));
        for region in regions {
            let _ = writeln!(text, "{region}\t{code}\t{lengths}\t{local}\t{}", trunk(region));
        }
    }
    text
}

/// The lengths the crate accepts after a calling code.
fn lengths(code: i32, kind: NumberLengthType) -> Vec<usize> {
    let answer = |length: usize| {
        let national_number = "1".repeat(length).parse().expect("up to 18 digits fit");
        let number = PhoneNumber { country_code: code, national_number, ..PhoneNumber::default() };
        PHONE_NUMBER_UTIL.is_possible_number_with_reason(&number)
    };
    (1..=18).filter(|&length| answer(length) == Ok(kind)).collect()
}

/// The trunk prefix: what the crate writes before a number of that region inside the country, or, where that is left
/// out in writing, what it reads there.
fn trunk(region: Region) -> String {
    let util = &*PHONE_NUMBER_UTIL;
    let Ok(example) = util.get_example_number(region) else { return String::new() };
    let national = get_national_significant_number_owned(&example);
    let written: String =
        util.format(&example, PhoneNumberFormat::National).chars().filter(char::is_ascii_digit).collect();
    match written.strip_suffix(&national) {
        Some(prefix) if !prefix.is_empty() => prefix.to_owned(),
        _ => {
            let reads = |prefix: &&str| {
                util.parse(format!("{prefix}{national}"), Some(region)).is_ok_and(|read| read == example)
            };
            ["0", "1", "8", "06"].iter().find(|prefix| reads(prefix)).map(ToString::to_string).unwrap_or_default()
        }
    }
}

/// Lengths as `7,9-11`.
fn ranges(lengths: &[usize]) -> String {
    let runs = lengths.chunk_by(|one, next| *next == one + 1);
    let run = |run: &[usize]| match run {
        [only] => only.to_string(),
        [first, .., last] => format!("{first}-{last}"),
        [] => String::new(),
    };
    runs.map(run).collect::<Vec<_>>().join(",")
}

fn is_possible(digits: &str) -> bool {
    PHONE_NUMBER_UTIL
        .parse(format!("+{digits}"), None)
        .is_ok_and(|number| PHONE_NUMBER_UTIL.is_possible_number(&number))
}

/// Mostly a known calling code and a usual number of digits, now and then anything.
fn number(dice: &mut Dice, codes: &[&str]) -> String {
    let mut digits = String::new();
    let length = if dice.below(20) == 0 {
        1 + dice.below(17)
    } else {
        digits.push_str(codes[dice.below(codes.len())]);
        digits.len() + 4 + dice.below(9)
    };
    while digits.len() < length {
        digits.push(char::from(b'0' + u8::try_from(dice.below(10)).unwrap_or(0)));
    }
    digits
}

/// The same numbers in every run (splitmix64).
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        let wide = u128::from(mixed ^ (mixed >> 31)) * limit as u128;
        usize::try_from(wide >> 64).unwrap_or(0)
    }
}
