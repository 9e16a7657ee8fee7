//! Numbers, dates and times of a workbook as text.
//!
//! Must stay true: whole numbers have neither an exponent nor `.0`; dates are
//! written year first, so that no country reads them differently.

/// A spreadsheet calculates with this many digits and sets the others to 0.
const MOST_DIGITS: usize = 15;

/// A number as text, and whether it has more digits than a spreadsheet keeps.
pub(crate) fn number(written: &str) -> Option<(String, bool)> {
    let written = written.trim();
    let digits = written.strip_prefix('-').unwrap_or(written);
    let is_plain = !digits.is_empty() && digits.len() < 400 && digits.bytes().all(|byte| byte.is_ascii_digit());
    if is_plain {
        return Some((written.to_owned(), digits.len() > MOST_DIGITS));
    }
    written.parse().ok().and_then(of_float)
}

/// The same of a number that is kept in 64 bits.
pub(crate) fn of_float(number: f64) -> Option<(String, bool)> {
    if !number.is_finite() {
        return None;
    }
    // Never with an exponent, and -0 is 0.
    let text = (number + 0.0).to_string();
    let whole = text.trim_start_matches('-').split('.').next().unwrap_or_default().len();
    Some((text, whole > MOST_DIGITS))
}

/// Day 0 of a workbook is 30 December 1899, or 1 January 1904.
pub(crate) fn date(serial: f64, since_1904: bool) -> Option<String> {
    const LAST: f64 = 2_958_466.0; // 1 January 10000
    const DAY: i64 = 86_400;
    if !(0.0..LAST).contains(&serial) {
        return None;
    }
    let seconds = (serial * 86_400.0).round() as i64;
    let (day, second) = (seconds / DAY, seconds % DAY);
    let time = format!("{:02}:{:02}:{:02}", second / 3_600, second / 60 % 60, second % 60);
    if day == 0 && !since_1904 {
        return Some(time);
    }
    let day = match (since_1904, day) {
        (true, _) => day + 1_462,
        (false, 1..60) => day + 1, // it believes that 1900 was a leap year
        _ => day,
    };
    let (year, month, day) = civil(day - 25_569);
    let date = format!("{year:04}-{month:02}-{day:02}");
    Some(if second == 0 { date } else { format!("{date}T{time}") })
}

/// Year, month and day of a number of days since 1 January 1970.
fn civil(days: i64) -> (i64, i64, i64) {
    // Counted from 1 March 0000 in eras of 400 years, so that leap days come last.
    let days = days + 719_468;
    let (era, of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (year + era * 400 + i64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_numbers_stay_whole() {
        for (written, text, is_long) in [
            ("4526018159", "4526018159", false),
            ("4.526018159E10", "45260181590", false),
            ("584.0", "584", false),
            ("-3", "-3", false),
            ("-0.0", "0", false),
            ("0.5", "0.5", false),
            ("1E+20", "100000000000000000000", true),
            ("4526018159000000", "4526018159000000", true),
            ("452601815900000", "452601815900000", false),
        ] {
            assert_eq!(number(written), Some((text.to_owned(), is_long)), "{written}");
        }
        for written in ["", "x", "NaN", "inf", "1e999"] {
            assert_eq!(number(written), None, "{written}");
        }
    }

    #[test]
    fn dates_are_written_year_first() {
        for (serial, since_1904, text) in [
            (46054.0, false, "2026-02-01"),
            (44592.0, true, "2026-02-01"),
            (1.0, false, "1900-01-01"),
            (61.0, false, "1900-03-01"),
            (0.5, false, "12:00:00"),
            (46054.25, false, "2026-02-01T06:00:00"),
            (45351.0, false, "2024-02-29"),
            (2_958_465.0, false, "9999-12-31"),
        ] {
            assert_eq!(date(serial, since_1904).as_deref(), Some(text), "{serial}");
        }
        assert_eq!(date(-1.0, false), None);
        assert_eq!(date(f64::NAN, false), None);
        assert_eq!(date(3e6, false), None);
    }
}
