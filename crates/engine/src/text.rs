//! Small questions about characters that several rules ask.

use std::borrow::Cow;

/// Characters that show as nothing and that no import value holds on purpose.
pub(crate) fn is_invisible(character: char) -> bool {
    matches!(character,
        '\u{00AD}' | '\u{034F}' | '\u{061C}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{206F}' | '\u{FEFF}' | '\u{FE00}'..='\u{FE0F}')
        || (character.is_control() && !matches!(character, '\n' | '\r'))
}

/// Blanks of any kind: the space, the no-break space, the tab and their kin.
pub(crate) fn is_blank(character: char) -> bool {
    character.is_whitespace() || matches!(character, '\u{00A0}' | '\u{2007}' | '\u{202F}' | '\u{2800}' | '\u{3164}')
}

/// Without invisible characters, one space for each run of blanks, none at the ends.
pub(crate) fn tidy(value: &str) -> String {
    let visible: String = value.chars().filter(|character| is_blank(*character) || !is_invisible(*character)).collect();
    visible.split(is_blank).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Without blanks and invisible characters at the ends, as the corrected file will hold it.
pub(crate) fn trimmed(value: &str) -> &str {
    value.trim_matches(|character| is_blank(character) || is_invisible(character))
}

/// At most `most` characters, with `…` where something was cut.
pub(crate) fn cut(value: &str, most: usize) -> Cow<'_, str> {
    match value.char_indices().nth(most) {
        None => Cow::Borrowed(value),
        Some((at, _)) => Cow::Owned(format!("{}…", &value[..at])),
    }
}

/// The digits of a value, when it holds nothing but digits and the marks that
/// people write between them.
pub(crate) fn digits_and_marks(value: &str) -> Option<String> {
    let mut digits = String::with_capacity(value.len());
    for character in value.chars() {
        match character {
            '0'..='9' => digits.push(character),
            '-' | '.' | '(' | ')' | '/' | '\u{2010}'..='\u{2015}' => {}
            blank if is_blank(blank) => {}
            _ => return None,
        }
    }
    Some(digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_tidied() {
        assert_eq!(tidy("\u{FEFF} First\u{A0} Name\t"), "First Name");
        assert_eq!(tidy("a\u{200B}b"), "ab");
        assert_eq!(tidy(""), "");
    }

    #[test]
    fn values_are_cut_at_characters() {
        assert_eq!(cut("æøå", 2), "æø…");
        assert_eq!(cut("æøå", 3), "æøå");
    }

    #[test]
    fn digits_are_read_through_marks() {
        assert_eq!(digits_and_marks("(45) 26-01.81\u{A0}59").as_deref(), Some("4526018159"));
        assert_eq!(digits_and_marks("+45"), None);
        assert_eq!(digits_and_marks("12a"), None);
    }
}
