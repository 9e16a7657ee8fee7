//! What a cell's number format makes of a number.
//!
//! Must stay true: only what is understood letter by letter is shown; any other
//! format leaves the number as it is, and the loss is told.

/// How a format shows numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    /// As digits, or in a way that is not told here.
    Number,
    /// As a date or a time.
    Date,
    /// With a +, zeros or marks of its own, such as `"+"0` or `0000`.
    Digits(Vec<Piece>),
}

/// One piece of a format of digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Piece {
    /// A digit, and 0 where the number has none.
    Zero,
    /// A digit, and nothing where the number has none.
    Digit,
    /// A character that stands there always.
    Sign(char),
}

impl Format {
    /// Of the formats that have a number instead of a code.
    pub(crate) fn builtin(id: u32) -> Self {
        match id {
            14..=22 | 27..=36 | 45..=47 | 50..=58 => Format::Date,
            _ => Format::Number,
        }
    }

    /// Reads a format code, of several parts the one for positive numbers.
    pub(crate) fn parse(code: &str) -> Self {
        if code.eq_ignore_ascii_case("general") {
            return Format::Number;
        }
        let mut pieces = Vec::new();
        let mut is_known = true;
        let mut letters = code.chars();
        while let Some(letter) = letters.next() {
            match letter {
                ';' => break,
                '"' => pieces.extend(letters.by_ref().take_while(|letter| *letter != '"').map(Piece::Sign)),
                '\\' => pieces.extend(letters.next().map(Piece::Sign)),
                '[' => {
                    let inside: String = letters.by_ref().take_while(|letter| *letter != ']').collect();
                    let is_time = matches!(&*inside.to_ascii_lowercase(), "h" | "hh" | "m" | "mm" | "s" | "ss");
                    if is_time {
                        return Format::Date;
                    }
                }
                '0' => pieces.push(Piece::Zero),
                '#' => pieces.push(Piece::Digit),
                '+' | '-' | ' ' | '(' | ')' => pieces.push(Piece::Sign(letter)),
                'd' | 'D' | 'm' | 'M' | 'y' | 'Y' | 'h' | 'H' | 's' | 'S' => return Format::Date,
                _ => is_known = false,
            }
        }
        let digits = pieces.iter().filter(|piece| !matches!(piece, Piece::Sign(_))).count();
        let zeros = pieces.iter().filter(|piece| **piece == Piece::Zero).count();
        let is_telling = zeros > 1 || pieces.contains(&Piece::Sign('+'));
        if is_known && is_telling && digits > 0 { Format::Digits(pieces) } else { Format::Number }
    }

    /// What the format shows for a whole number that is not negative.
    pub(crate) fn shown(&self, digits: &str) -> Option<String> {
        let Format::Digits(pieces) = self else { return None };
        if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        // The number fills the places from the right; the first one takes what is over.
        let mut left = digits.trim_start_matches('0').chars().rev().peekable();
        let mut shown = Vec::new();
        let first = pieces.iter().position(|piece| !matches!(piece, Piece::Sign(_)));
        for (at, piece) in pieces.iter().enumerate().rev() {
            match piece {
                Piece::Sign(sign) => shown.push(*sign),
                Piece::Zero => shown.push(left.next().unwrap_or('0')),
                Piece::Digit => shown.extend(left.next()),
            }
            if Some(at) == first {
                shown.extend(left.by_ref());
            }
        }
        let shown: String = shown.into_iter().rev().collect();
        (shown != digits).then_some(shown)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_format_shows_is_what_a_spreadsheet_shows() {
        for (code, digits, shown) in [
            ("0000", "584", Some("0584")),
            ("0000", "58412", None),
            ("\"+\"0", "4526018159", Some("+4526018159")),
            ("\\+0", "45", Some("+45")),
            ("+##", "4526", Some("+4526")),
            ("+00 00 00 00 00", "4526018159", Some("+45 26 01 81 59")),
            ("[Red]0000;-0", "7", Some("0007")),
            ("0000", "0", Some("0000")),
            ("General", "584", None),
            ("0", "584", None),
            ("0.00", "584", None),
            ("#,##0", "584000", None),
            ("0.00E+00", "584", None),
            ("0%", "5", None),
            ("@", "584", None),
        ] {
            assert_eq!(Format::parse(code).shown(digits).as_deref(), shown, "{code} {digits}");
        }
    }

    #[test]
    fn dates_are_known_by_their_letters() {
        for (code, is_date) in [
            ("yyyy-mm-dd", true),
            ("d/m", true),
            ("[h]:mm", true),
            ("\"day\" 0", false),
            ("[Red]0", false),
            ("", false),
        ] {
            assert_eq!(Format::parse(code) == Format::Date, is_date, "{code}");
        }
        assert_eq!(Format::builtin(14), Format::Date);
        assert_eq!(Format::builtin(1), Format::Number);
    }
}
