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

/// Small letters as [`str::to_lowercase`] gives them: that one weighs some kilobytes in the engine that a page loads first.
pub(crate) fn small(text: &str) -> String {
    let mut small = String::with_capacity(text.len());
    for (at, letter) in text.char_indices() {
        let is_last = || {
            let ends = text[at + letter.len_utf8()..].chars().next().is_none_or(|next| !next.is_alphabetic());
            ends && small.ends_with(char::is_alphabetic)
        };
        match letter {
            'Σ' if is_last() => small.push('ς'),
            letter => small.extend(letter.to_lowercase()),
        }
    }
    small
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
            '-' | '.' | '(' | ')' | '/' | '\u{2010}'..='\u{2015}' | '\u{2212}' | 'ー' => {}
            // Between thousands, as spreadsheets group them; in front it marks a text.
            '\'' | '’' | '٬' if !digits.is_empty() => {}
            blank if is_blank(blank) => {}
            _ => return None,
        }
    }
    Some(digits)
}

/// The value in ASCII, where letters of another alphabet stand among Latin ones and look just like them, or letters and
/// signs are as wide as Japanese ones. `None` where nothing does, and where something else is not ASCII.
pub(crate) fn in_latin_letters(value: &str) -> Option<String> {
    const LONGEST: usize = 1_024; // no word and no address is longer
    if value.len() > LONGEST || value.is_ascii() {
        return None;
    }
    let is_wide = |character: char| ('\u{FF01}'..='\u{FF5E}').contains(&character);
    let is_mixed = |word: &str| word.contains(|letter: char| letter.is_ascii()) && !word.is_ascii();
    let among_latin = value.split(|character: char| !character.is_alphabetic()).any(is_mixed);
    let ascii: String = value.chars().map(latin_letter).collect();
    (ascii.is_ascii() && (among_latin || value.contains(is_wide))).then_some(ascii)
}

/// The ASCII character that a letter of another alphabet, or a wide one, looks like; others as they are.
fn latin_letter(character: char) -> char {
    const ALIKE: [(&str, &str); 2] = [
        ("АВЕЅІЈКМНОРСТХУаесорхуѕіј", "ABESIJKMHOPCTXYaecopxysij"), // Cyrillic
        ("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧο", "ABEZHIKMNOPTYXo"),                     // Greek
    ];
    let alike = ALIKE.iter().find_map(|(letters, latin)| {
        let at = letters.chars().position(|letter| letter == character)?;
        latin.chars().nth(at)
    });
    let wide = || char::from_u32(u32::from(character).checked_sub(0xFEE0)?).filter(|sign| ('!'..='~').contains(sign));
    alike.or_else(wide).unwrap_or(character)
}

/// A text without what cannot be seen and with plain blanks; line breaks, emoji and joined letters stay.
pub(crate) fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    let mut before = None;
    while let Some(character) = characters.next() {
        if is_plain_blank(character) || !is_blank(character) {
            if !is_invisible(character) || joins(character, before) {
                plain.push(character);
            }
            before = Some(character);
            continue;
        }
        // One plain blank for the whole run that holds an unusual one.
        plain.truncate(plain.trim_end_matches(' ').len());
        plain.push(' ');
        before = Some(character);
        while let Some(blank) = characters.next_if(|next| is_blank(*next) && !matches!(next, '\n' | '\r')) {
            before = Some(blank);
        }
    }
    plain
}

/// A text with blanks for its line breaks.
pub(crate) fn on_one_line(text: &str) -> String {
    let lines = text.split(['\r', '\n']).map(str::trim).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join(" ")
}

fn is_plain_blank(character: char) -> bool {
    matches!(character, ' ' | '\n' | '\r')
}

/// Characters that shape what is before them: of an emoji, or of a letter in an alphabet that needs them.
fn joins(character: char, before: Option<char>) -> bool {
    let is_shaping = matches!(character, '\u{200C}' | '\u{200D}' | '\u{FE0E}' | '\u{FE0F}');
    is_shaping
        && before.is_some_and(|before| {
            // In the scripts of India and its neighbours a joiner stands behind marks, too.
            let is_indic = ('\u{0900}'..='\u{109F}').contains(&before);
            (before >= '\u{0590}' && before.is_alphanumeric())
                || is_indic
                || before >= '\u{2190}'
                || before.is_ascii_digit()
        })
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
    fn letters_are_made_small() {
        for text in ["", "Anna", "ÆØÅ", "İstanbul", "ΟΔΟΣ ΣΑΣ", "Σ", "ß", "Ǆ", "ΑΣ.", "Straße 1", "ΟΔΟΣ, 1"]
        {
            assert_eq!(small(text), text.to_lowercase(), "{text}");
        }
    }

    #[test]
    fn letters_that_look_latin_are_read_so() {
        for (value, latin) in [
            ("T\u{420}UE", Some("TPUE")),
            ("\u{422}RU\u{415}", Some("TRUE")),
            ("\u{FF34}\u{FF32}\u{FF35}\u{FF25}", Some("TRUE")),
            ("ann\u{430}@example.com", Some("anna@example.com")),
            ("a\u{FF0E}b", Some("a.b")),
            ("\u{39F}K", Some("OK")),
            ("TRUE", None),
            ("\u{43E}\u{441}\u{430}", None), // a Russian word, and nothing Latin about it
            ("\u{43E}\u{441}\u{430} bus", None), // and a Latin one beside it
            ("Søren", None),
            ("ann\u{430}ø", None),
            ("a\u{436}", None),
        ] {
            assert_eq!(in_latin_letters(value).as_deref(), latin, "{value}");
        }
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

    #[test]
    fn texts_are_made_plain() {
        for (text, expected) in [
            ("København\u{A0}HQ", "København HQ"),
            ("a \u{A0} b", "a b"),
            ("a  b", "a  b"),
            ("a\tb", "a b"),
            ("a\u{200B}b\u{AD}c", "abc"),
            ("a\nb\r\nc", "a\nb\r\nc"),
            ("❤\u{FE0F}", "❤\u{FE0F}"),
            ("نیم\u{200C}فاصله", "نیم\u{200C}فاصله"),
            ("क्\u{200D}षितिज", "क्\u{200D}षितिज"),
            ("a\u{200D}b", "ab"),
            ("a\u{202E}b", "ab"),
        ] {
            assert_eq!(plain(text), expected, "{text:?}");
        }
    }
}
