//! Cell values as people can see them: what is invisible gets a mark, what was changed is set apart.
//!
//! Joining the text of all pieces gives the value back.

/// A run of a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Piece {
    Plain(String),
    Marked(char, Invisible),
}

/// Signs a person cannot see, or mistakes for something else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Invisible {
    Blank,
    NoBreakSpace,
    ZeroWidth,
    SoftHyphen,
    Tab,
    LineBreak,
    Control,
    Unreadable,
}

impl Invisible {
    /// The sign shown in its place.
    pub(crate) fn sign(self) -> &'static str {
        match self {
            Self::Blank => "·",
            Self::NoBreakSpace => "⍽",
            Self::ZeroWidth => "¦",
            Self::SoftHyphen => "-",
            Self::Tab => "⇥",
            Self::LineBreak => "⏎",
            Self::Control => "¤",
            Self::Unreadable => "�",
        }
    }

    fn of(sign: char) -> Option<Self> {
        match sign {
            '\u{a0}' | '\u{202f}' | '\u{2007}' => Some(Self::NoBreakSpace),
            '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}' => {
                Some(Self::ZeroWidth)
            }
            '\u{ad}' => Some(Self::SoftHyphen),
            '\t' => Some(Self::Tab),
            '\n' | '\r' | '\u{2028}' | '\u{2029}' => Some(Self::LineBreak),
            '\u{fffd}' => Some(Self::Unreadable),
            _ if sign.is_control() => Some(Self::Control),
            _ => None,
        }
    }
}

/// The pieces of a stretch of a value; blanks are marked only where nothing follows or goes before them in the value.
pub(crate) fn pieces(stretch: &str, starts: bool, ends: bool) -> Vec<Piece> {
    let from = if starts { stretch.len() - stretch.trim_start_matches(' ').len() } else { 0 };
    let to = if ends { stretch.trim_end_matches(' ').len() } else { stretch.len() };
    let mut pieces: Vec<Piece> = Vec::new();
    for (at, sign) in stretch.char_indices() {
        let outer = sign == ' ' && (at < from || at >= to);
        let mark = if outer { Some(Invisible::Blank) } else { Invisible::of(sign) };
        match (mark, pieces.last_mut()) {
            (Some(mark), _) => pieces.push(Piece::Marked(sign, mark)),
            (None, Some(Piece::Plain(run))) => run.push(sign),
            (None, _) => pieces.push(Piece::Plain(sign.into())),
        }
    }
    pieces
}

/// A value against another: what both begin with, what is its own, what both end with.
pub(crate) fn difference<'a>(value: &'a str, other: &str) -> [&'a str; 3] {
    let same = |(a, b): &(char, char)| a == b;
    let start: usize = value.chars().zip(other.chars()).take_while(same).map(|(sign, _)| sign.len_utf8()).sum();
    let (rest, rest_of_other) = (&value[start..], &other[start..]);
    let end: usize =
        rest.chars().rev().zip(rest_of_other.chars().rev()).take_while(same).map(|(sign, _)| sign.len_utf8()).sum();
    let middle = value.len() - end;
    [&value[..start], &value[start..middle], &value[middle..]]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_seen_gets_a_mark() {
        let plain = |text: &str| Piece::Plain(text.into());
        assert_eq!(pieces("a b", true, true), [plain("a b")]);
        assert_eq!(
            pieces(" a\u{a0}b ", true, true),
            [
                Piece::Marked(' ', Invisible::Blank),
                plain("a"),
                Piece::Marked('\u{a0}', Invisible::NoBreakSpace),
                plain("b"),
                Piece::Marked(' ', Invisible::Blank),
            ]
        );
        assert_eq!(pieces(" a ", false, false), [plain(" a ")]);
        assert_eq!(pieces("  ", true, true).len(), 2);
    }

    #[test]
    fn only_what_differs_is_set_apart() {
        assert_eq!(difference("+4526", "4526"), ["", "+", "4526"]);
        assert_eq!(difference("4526", "+4526"), ["", "", "4526"]);
        assert_eq!(difference("København", "K?benhavn"), ["K", "ø", "benhavn"]);
        assert_eq!(difference("aa", "aaa"), ["aa", "", ""]);
        assert_eq!(difference("TRUE", "SAND"), ["", "TRUE", ""]);
        assert_eq!(difference("ø", "æ"), ["", "ø", ""]);
    }
}
