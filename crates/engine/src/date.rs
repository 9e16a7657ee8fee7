//! Dates that spreadsheets make of other values, in the languages met.

use crate::text::{is_blank, small};

/// The parts of a date without a time, as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct DateParts<'v> {
    numbers: Vec<&'v str>,
    /// The number of the month, where it stands as a word.
    month: Option<usize>,
}

/// No spreadsheet writes a longer one, in any language.
const LONGEST: usize = 60;

/// Short and long names of the months.
const MONTHS: [&str; 12] = [
    "jan sty ene gen january januar januari oca led ian jaan tammi saus ιαν янв яну січ",
    "feb fev fév févr lut february februar febr úno şub veebr helmi vas φεβ фев февр лют",
    "mar mars marts march mär mrt márc bře märts maalis kov μαρ мар март бер",
    "apr avr abr kwi april ápr dub nis huhti bal απρ апр кві",
    "may maj mai mei mag máj kvě touko geg μαϊ μαΐ май мая тра",
    "jun juin juni june cze giu jún čvn haz iun juuni kesä birž ιουν июн чер",
    "jul juil juli july lip lug júl čvc tem iul juuli heinä liep ιουλ июл лип",
    "aug août aoû ago sie august ağu elo rugp αυγ авг сер",
    "sep sept set wrz september szept zář eyl syys rugs σεπ сен сент вер",
    "okt oct out paź ott oktober october říj eki loka spal οκτ окт жов",
    "nov lis november kas noi marras lapkr νοε ноя ное лис",
    "dec dez des déc dic gru december pro ara dets joulu gruod δεκ дек гру",
];

impl<'v> DateParts<'v> {
    /// `1-Feb`, `feb-01`, `01.02.2026`, `2026-02-01`, `1. feb 2026`, `2月1日`.
    pub(crate) fn of(value: &'v str) -> Option<Self> {
        if value.len() > LONGEST {
            return None;
        }
        let parts: Vec<&str> = value
            .split(|sign: char| matches!(sign, '-' | '/' | '.') || is_named(sign) || is_blank(sign))
            .filter(|part| !part.is_empty())
            .collect();
        let is_number = |part: &&str| matches!(part.len(), 1 | 2 | 4) && part.bytes().all(|byte| byte.is_ascii_digit());
        let (numbers, words): (Vec<&str>, Vec<&str>) = parts.into_iter().partition(is_number);
        let is_date = match (numbers.len(), words.as_slice()) {
            (1 | 2, [word]) => month(word).is_some(),
            (2, []) => value.contains(is_named),
            (3, []) => numbers.iter().filter(|number| number.len() == 4).count() <= 1,
            _ => false,
        };
        is_date.then(|| DateParts { month: words.first().and_then(|word| month(word)), numbers })
    }

    /// Whether these digits are those of the day and the month, perhaps with the year; a zero in front tells nothing.
    pub(crate) fn is_made_of(&self, digits: &str) -> bool {
        let mut numbers: Vec<usize> = self.numbers.iter().filter_map(|number| number.parse().ok()).collect();
        numbers.extend(self.month);
        let wanted = digits.trim_start_matches('0');
        let mut orders = numbers.iter().enumerate().flat_map(|(at, first)| {
            let others = numbers.iter().enumerate().filter(move |(other, _)| *other != at);
            others.map(move |(other, second)| (*first, *second, 3_usize.wrapping_sub(at + other)))
        });
        orders.any(|(first, second, third)| {
            let year = numbers.get(third).map(|year| format!("{:02}", year % 100));
            [format!("{first}{second}"), format!("{first}{second:02}")]
                .iter()
                .any(|pair| *pair == wanted || year.as_ref().is_some_and(|year| format!("{pair}{year}") == wanted))
        })
    }
}

/// Year, month and day in Chinese, Japanese and Korean.
fn is_named(sign: char) -> bool {
    matches!(sign, '年' | '月' | '日' | '년' | '월' | '일')
}

fn month(word: &str) -> Option<usize> {
    let small = small(word);
    MONTHS.iter().position(|names| names.split(' ').any(|name| name == small)).map(|place| place + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_known() {
        for (value, date) in [
            ("1-Feb", true),
            ("feb-01", true),
            ("01-02-2026", true),
            ("2026-02-01", true),
            ("1. maj", true),
            ("1/2/26", true),
            ("01.Şub", true),
            ("01.фев", true),
            ("01-Φεβ", true),
            ("1月2日", true),
            ("1월 2일", true),
            ("1.II", false), // nor the X of “X-12”
            ("1. helmi", true),
            ("febr. 1.", true),
            ("1.2", false),
            ("88-25", false),
            ("8825", false),
            ("12-34-5678-9", false),
            ("2026-2026-1", false),
            ("x", false),
            ("feb", false),
        ] {
            assert_eq!(DateParts::of(value).is_some(), date, "{value}");
        }
        for (blanks, date) in [(LONGEST - 5, true), (LONGEST - 4, false), (LONGEST, false)] {
            assert_eq!(DateParts::of(&format!("1{}feb ", " ".repeat(blanks))).is_some(), date, "{blanks}");
        }
    }

    #[test]
    fn digits_of_a_date() {
        for (value, digits, made) in [
            ("1-Feb", "0102", true),
            ("1-Feb", "102", true),
            ("1-Feb", "12", true),
            ("1-Feb", "0201", true),
            ("1-Feb", "8825", false),
            ("1-Feb", "13", false),
            ("2月1日", "0201", true),
            ("10-maj", "1005", true),
            ("10-maj", "510", true),
            ("01-02-2026", "0102", true),
            ("01-02-2026", "010226", true),
            ("01-02-2026", "8825", false),
        ] {
            let date = DateParts::of(value).expect("a date");
            assert_eq!(date.is_made_of(digits), made, "{value} {digits}");
        }
    }
}
