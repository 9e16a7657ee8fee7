//! Telephone numbers: which ones can exist, and what digits mean in a stated country.
//!
//! Must stay true: nothing is guessed. Only calling codes and lengths of
//! `data/calling-codes.tsv` are used, and digits get their + from a country
//! somebody stated, never from the digits alone.

use std::sync::OnceLock;

use crate::plain::is_digits;

/// A country or region and how its numbers look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Country {
    /// ISO 3166 alpha-2; `001` for codes of no country, such as satellite networks.
    pub iso: &'static str,
    /// The calling code, without +.
    pub code: &'static str,
    /// How many digits may follow the calling code.
    pub lengths: Lengths,
    /// How many digits do between neighbours, without the area code: not enough from abroad.
    pub local: Lengths,
    /// What is dialled first inside the country and left out after the calling code; may be empty.
    pub trunk: &'static str,
}

/// A set of lengths.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Lengths(u32);

impl Lengths {
    /// Whether this length is one of them.
    pub(crate) const fn has(self, length: usize) -> bool {
        length < 32 && self.0 >> length & 1 == 1
    }

    const fn shortest(self) -> usize {
        self.0.trailing_zeros() as usize
    }

    const fn longest(self) -> usize {
        31_usize.saturating_sub(self.0.leading_zeros() as usize)
    }

    /// Reads `8`, `7-9` or `7,9-11`; empty for none.
    fn parse(text: &str) -> Self {
        let mut set = 0;
        for range in text.split(',').filter(|range| !range.is_empty()) {
            let (first, last) = range.split_once('-').unwrap_or((range, range));
            if let (Ok(first), Ok(last)) = (first.parse::<u32>(), last.parse::<u32>()) {
                (first..=last.min(31)).for_each(|length| set |= 1 << length);
            }
        }
        Self(set)
    }
}

/// Whether a number can exist, by its calling code and length.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Possible {
    /// Yes.
    Yes {
        /// Its calling code.
        calling_code: &'static str,
    },
    /// Only among neighbours: the area code is missing.
    LocalOnly {
        /// Its calling code.
        calling_code: &'static str,
    },
    /// Only once the trunk prefix after the calling code is left out, as in `+44 (0)20 7946 0958`. Where the prefix is a
    /// 0, no number behind the calling code begins with one, even if its length would do.
    WithoutTrunk {
        /// Its calling code.
        calling_code: &'static str,
        /// The prefix too many.
        trunk: &'static str,
    },
    /// No country has this calling code, or it is not digits at all.
    UnknownCode,
    /// Fewer digits than any number of that calling code.
    TooShort,
    /// More digits than any number of that calling code, or more than the 15 any number may have.
    TooLong,
    /// Between the shortest and the longest, but no number of that calling code has this length.
    WrongLength,
}

/// Whether the digits after a + are a number that can exist.
pub(crate) fn possible(digits: &str) -> Possible {
    possible_bytes(digits.as_bytes())
}

/// [`possible`] for ASCII bytes; allocates nothing.
pub(crate) fn possible_bytes(digits: &[u8]) -> Possible {
    let Some(country) = main_country(digits).filter(|_| is_digits(digits)) else {
        return Possible::UnknownCode;
    };
    let calling_code = country.code;
    let national = &digits[calling_code.len()..];
    let rest = without_trunk(country, national)
        .filter(|rest| country.lengths.has(rest.len()) && calling_code.len() + rest.len() <= MOST_DIGITS);
    if digits.len() <= MOST_DIGITS
        && country.lengths.has(national.len())
        && (rest.is_none() || !country.trunk.starts_with('0'))
    {
        return Possible::Yes { calling_code };
    }
    if rest.is_some() {
        return Possible::WithoutTrunk { calling_code, trunk: country.trunk };
    }
    if digits.len() > MOST_DIGITS {
        return Possible::TooLong;
    }
    if country.local.has(national.len()) {
        Possible::LocalOnly { calling_code }
    } else if national.len() < country.lengths.shortest() {
        Possible::TooShort
    } else if national.len() > country.lengths.longest() {
        Possible::TooLong
    } else {
        Possible::WrongLength
    }
}

/// The digits without the trunk prefix after the calling code, when only that makes them a possible number.
pub(crate) fn without_trunk_prefix(digits: &str) -> Option<String> {
    let Possible::WithoutTrunk { calling_code, trunk } = possible(digits) else { return None };
    Some(format!("{calling_code}{}", &digits[calling_code.len() + trunk.len()..]))
}

/// The calling code these digits begin with.
pub(crate) fn calling_code_of(digits: &str) -> Option<&'static str> {
    main_country(digits.as_bytes()).map(|country| country.code)
}

/// The country of an ISO 3166 alpha-2 code, in any case.
pub(crate) fn country(iso: &str) -> Option<&'static Country> {
    let countries = &table().countries;
    countries.iter().find(|country| country.iso.eq_ignore_ascii_case(iso) && country.iso != NO_COUNTRY)
}

/// Every country of the table, by calling code, the main one of a shared code first.
#[cfg(test)]
pub(crate) fn countries() -> &'static [Country] {
    &table().countries
}

/// The readings with + of a value of digits in a stated country, each once: with the calling code in it already, and
/// as a number dialled inside the country. None when no reading has a possible length.
pub(crate) fn international(digits: &str, country: &Country) -> Vec<String> {
    let mut readings = Vec::new();
    if digits.is_empty() || !digits.bytes().all(|digit| digit.is_ascii_digit()) || digits.starts_with("00") {
        return readings;
    }
    let after_code = digits.strip_prefix(country.code).and_then(|digits| national(digits, country));
    for national in [after_code, national(digits, country)].into_iter().flatten() {
        let reading = format!("+{}{national}", country.code);
        if !readings.contains(&reading) {
            readings.push(reading);
        }
    }
    readings
}

/// No number has more digits than this, calling code included (E.164).
const MOST_DIGITS: usize = 15;

/// The mark of a calling code that belongs to no country.
const NO_COUNTRY: &str = "001";

const DATA: &str = include_str!("../data/calling-codes.tsv");

struct Table {
    countries: Vec<Country>,
    /// For each calling code, as a number, the place of its main country, counted from 1; 0 if nobody has it.
    main: Vec<u16>,
}

fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| {
        let countries: Vec<Country> =
            DATA.lines().skip_while(|line| line.starts_with('#')).skip(1).map(parse_country).collect();
        let mut main = vec![0; 1000];
        for (place, country) in (1..).zip(&countries) {
            if let Some(first) = country.code.parse().ok().and_then(|code: usize| main.get_mut(code))
                && *first == 0
            {
                *first = place;
            }
        }
        Table { countries, main }
    })
}

fn parse_country(line: &'static str) -> Country {
    let mut cells = line.split('\t');
    let mut cell = || cells.next().unwrap_or_default();
    Country { iso: cell(), code: cell(), lengths: Lengths::parse(cell()), local: Lengths::parse(cell()), trunk: cell() }
}

/// The main country of the calling code these digits begin with. No calling code is the beginning of another one.
fn main_country(digits: &[u8]) -> Option<&'static Country> {
    let table = table();
    let mut code = 0;
    for &digit in digits.iter().take(3) {
        if !digit.is_ascii_digit() || digits[0] == b'0' {
            return None;
        }
        code = code * 10 + usize::from(digit - b'0');
        if let Some(place) = usize::from(table.main[code]).checked_sub(1) {
            return table.countries.get(place);
        }
    }
    None
}

fn without_trunk<'a>(country: &Country, national: &'a [u8]) -> Option<&'a [u8]> {
    national.strip_prefix(country.trunk.as_bytes()).filter(|_| !country.trunk.is_empty())
}

/// The digits after the calling code, if these digits are dialled like that inside the country.
fn national<'a>(digits: &'a str, country: &Country) -> Option<&'a str> {
    let stripped = digits.strip_prefix(country.trunk).filter(|_| !country.trunk.is_empty());
    if let Some(national) = stripped.filter(|national| fits(country, national)) {
        return Some(national);
    }
    // Where a trunk prefix begins with 0, no number behind it does.
    let is_trunk_left = country.trunk.starts_with('0') && digits.starts_with('0');
    Some(digits).filter(|digits| !is_trunk_left && fits(country, digits))
}

fn fits(country: &Country, national: &str) -> bool {
    country.lengths.has(national.len()) && country.code.len() + national.len() <= MOST_DIGITS
}

#[cfg(test)]
mod tests {
    use super::*;

    fn yes(calling_code: &'static str) -> Possible {
        Possible::Yes { calling_code }
    }

    #[test]
    fn numbers_that_can_exist() {
        for (digits, expected) in [
            ("4526018159", yes("45")),
            ("48579290810", yes("48")),
            ("12125551234", yes("1")),
            ("4612345678", yes("46")),
            ("442079460958", yes("44")),
            ("390612345678", yes("39")),
            ("5511987654321", yes("55")),
            ("80012345678", yes("800")),
            ("883510012345", yes("883")),
            ("4402079460958", Possible::WithoutTrunk { calling_code: "44", trunk: "0" }),
            ("460701234567", Possible::WithoutTrunk { calling_code: "46", trunk: "0" }),
            // Without what looks like a trunk prefix it would be too short.
            ("33012345678", yes("33")),
            ("15551234", Possible::LocalOnly { calling_code: "1" }),
            ("452601815", Possible::TooShort),
            ("45260181590", Possible::TooLong),
            ("45", Possible::TooShort),
            ("1234567890123456", Possible::TooLong),
            ("9991234567", Possible::UnknownCode),
            ("0045123456", Possible::UnknownCode),
            ("", Possible::UnknownCode),
            ("4", Possible::UnknownCode),
            ("45a6018159", Possible::UnknownCode),
            ("4526018159x", Possible::UnknownCode),
            ("æøå", Possible::UnknownCode),
        ] {
            assert_eq!(possible(digits), expected, "{digits}");
        }
    }

    #[test]
    fn calling_codes() {
        for (digits, code) in [
            ("45", Some("45")),
            ("4526018159", Some("45")),
            ("12125551234", Some("1")),
            ("35812345", Some("358")),
            ("79161234567", Some("7")),
            ("0045", None),
            ("210", None),
            ("", None),
            ("x", None),
        ] {
            assert_eq!(calling_code_of(digits), code, "{digits}");
        }
    }

    #[test]
    fn trunk_prefixes_are_left_out_after_the_calling_code() {
        for (digits, without) in [
            ("4402079460958", Some("442079460958")),
            ("112125551234", Some("12125551234")),
            ("789161234567", Some("79161234567")),
            ("3606301234567", Some("36301234567")),
            ("442079460958", None),
            ("390612345678", None),
            ("45026018159", None),
            ("", None),
        ] {
            assert_eq!(without_trunk_prefix(digits).as_deref(), without, "{digits}");
        }
    }

    #[test]
    fn countries_by_code() {
        for (iso, code, trunk) in [
            ("DK", "45", ""),
            ("pl", "48", ""),
            ("GB", "44", "0"),
            ("US", "1", "1"),
            ("CA", "1", "1"),
            ("HU", "36", "06"),
        ] {
            let found = country(iso).map(|country| (country.code, country.trunk));
            assert_eq!(found, Some((code, trunk)), "{iso}");
        }
        for iso in ["", "001", "XX", "DNK", "Denmark"] {
            assert_eq!(country(iso), None, "{iso}");
        }
    }

    #[test]
    fn readings_in_a_country() {
        for (iso, digits, readings) in [
            ("DK", "26018159", &["+4526018159"][..]),
            ("DK", "4526018159", &["+4526018159"]),
            ("DK", "45260181", &["+4545260181"]),
            ("DK", "2601815", &[]),
            ("DK", "48579290810", &[]),
            ("DK", "004526018159", &[]),
            ("DK", "+4526018159", &[]),
            ("DK", "", &[]),
            ("PL", "579290810", &["+48579290810"]),
            ("PL", "48579290810", &["+48579290810"]),
            ("SE", "0701234567", &["+46701234567"]),
            ("SE", "46701234567", &["+46701234567"]),
            ("SE", "460701234567", &["+46701234567", "+46460701234567"]),
            ("GB", "02079460958", &["+442079460958"]),
            ("GB", "2079460958", &["+442079460958"]),
            ("US", "12125551234", &["+12125551234"]),
            ("US", "2125551234", &["+12125551234"]),
            ("US", "5551234", &[]),
            ("CA", "4165551234", &["+14165551234"]),
            ("RU", "89161234567", &["+79161234567"]),
            ("RU", "79161234567", &["+79161234567"]),
            ("RU", "8005553535", &["+78005553535"]),
            ("HU", "06301234567", &["+36301234567"]),
            ("HU", "061234567", &[]),
            ("IT", "0612345678", &["+390612345678"]),
            ("IT", "390612345678", &["+390612345678", "+39390612345678"]),
            ("IT", "3912345678", &["+3912345678", "+393912345678"]),
            ("DE", "03012345678", &["+493012345678"]),
            ("DE", "123456789012345678", &[]),
        ] {
            let country = country(iso).expect(iso);
            assert_eq!(international(digits, country), readings, "{iso} {digits}");
        }
    }

    #[test]
    fn lengths() {
        for (text, lengths) in [("8", &[8][..]), ("7-9", &[7, 8, 9]), ("4,6-7", &[4, 6, 7]), ("", &[])] {
            let set = Lengths::parse(text);
            assert_eq!((0..40).filter(|&length| set.has(length)).collect::<Vec<_>>(), lengths, "{text}");
        }
        assert_eq!(Lengths::parse("5-11").shortest(), 5);
        assert_eq!(Lengths::parse("5-11").longest(), 11);
    }

    #[test]
    fn the_table_is_whole() {
        for line in DATA.lines().filter(|line| !line.starts_with('#')) {
            assert_eq!(line.split('\t').count(), 5, "{line}");
        }
        assert!(countries().len() > 240);
        for country in countries() {
            assert_ne!(country.lengths, Lengths::default(), "{}", country.iso);
            assert!((1..=3).contains(&country.code.len()), "{}", country.iso);
            assert!(country.code.bytes().chain(country.trunk.bytes()).all(|digit| digit.is_ascii_digit()));
            assert_eq!(calling_code_of(country.code), Some(country.code), "no code begins another");
        }
    }
}
