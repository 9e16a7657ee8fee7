//! Text for people's eyes: what cannot be seen is spelled out, long numbers are grouped.
//!
//! What must stay true: no control character of a cell reaches a terminal or a
//! page, and nothing that turns or hides the text around it does.

use std::borrow::Cow;
use std::fmt::Write as _;

use crate::text::is_invisible;

/// Columns of a paragraph; lines with places are as long as they are.
const WIDTH: usize = 96;

/// Spells out what cannot be seen: `\t`, `\n`, `\u{200b}`. A no-break space is spelled out too, since
/// it looks like a space and is none.
#[must_use]
pub fn visible(text: &str) -> Cow<'_, str> {
    if !text.contains(is_hidden) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 8);
    for character in text.chars() {
        match character {
            '\t' => shown.push_str("\\t"),
            '\r' => shown.push_str("\\r"),
            '\n' => shown.push_str("\\n"),
            hidden if is_hidden(hidden) => _ = write!(shown, "\\u{{{:x}}}", u32::from(hidden)),
            seen => shown.push(seen),
        }
    }
    Cow::Owned(shown)
}

/// `first` and then the words, broken at blanks; further lines begin under the first word.
pub fn paragraph(text: &mut String, first: &str, words: &str) {
    let indent = first.chars().count();
    let mut column = indent;
    text.push_str(first);
    for word in words.split(' ').filter(|word| !word.is_empty()) {
        let length = word.chars().count();
        if column > indent && column + 1 + length > WIDTH {
            _ = write!(text, "\n{:indent$}", "");
            column = indent;
        } else if column > indent {
            text.push(' ');
            column += 1;
        }
        text.push_str(word);
        column += length;
    }
    text.push('\n');
}

/// `1,000,000`.
#[must_use]
pub fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.char_indices() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

fn is_hidden(character: char) -> bool {
    is_invisible(character) || matches!(character, '\n' | '\r' | '\u{A0}' | '\u{2028}' | '\u{2029}' | '\u{202F}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_seen_is_spelled_out() {
        for (text, shown) in [
            ("Søren, Łukasz “HQ”", "Søren, Łukasz “HQ”"),
            ("a\u{1b}[31mb", "a\\u{1b}[31mb"),
            ("a\tb\r\nc", "a\\tb\\r\\nc"),
            ("\u{FEFF}a\u{A0}b\u{202E}", "\\u{feff}a\\u{a0}b\\u{202e}"),
            ("\0\u{7f}\u{9b}", "\\u{0}\\u{7f}\\u{9b}"),
        ] {
            assert_eq!(visible(text), shown);
        }
    }

    #[test]
    fn numbers_are_grouped() {
        for (count, text) in [(0, "0"), (999, "999"), (1_000, "1,000"), (1_234_567, "1,234,567")] {
            assert_eq!(grouped(count), text);
        }
    }

    #[test]
    fn paragraphs_break_at_blanks() {
        let mut text = String::new();
        paragraph(&mut text, "  Why:  ", &"word ".repeat(40));
        assert!(text.lines().all(|line| line.chars().count() <= WIDTH));
        assert!(text.lines().skip(1).all(|line| line.starts_with("        word")));
        assert!(!text.contains(" \n"));
    }
}
