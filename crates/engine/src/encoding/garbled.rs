//! Text that was UTF-8, was read in a single-byte encoding, and was saved as UTF-8 again: `Ã¸` for ø.
//!
//! What must stay true: a reading is given only when all of the value goes back to UTF-8 byte by byte; without a text that
//! it must be, only when it comes out as letters. The time is linear in the value.

use super::Encoding::{self, Ibm850, Ibm852, Macintosh, Windows1250, Windows1251, Windows1252, Windows1253};
use super::USUAL;

/// What a garbled value was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Read {
    pub(crate) text: String,
    /// In which it was wrongly read.
    pub(crate) encoding: Encoding,
}

/// The encodings that programs take for granted, the most usual first.
const TAKEN_FOR: [Encoding; 7] = [Windows1252, Windows1250, Windows1251, Windows1253, Macintosh, Ibm850, Ibm852];

/// Longer values are texts, and nobody's name.
const LONGEST: usize = 2_000;

/// What the value may have been: different texts only. None for a value that is no such thing.
#[inline(never)]
pub(crate) fn readings(value: &str) -> Vec<Read> {
    let mut readings: Vec<Read> = Vec::new();
    if value.is_ascii() || value.len() > LONGEST || stands_alone(value.as_bytes()) {
        return readings;
    }
    for encoding in TAKEN_FOR {
        let Some(text) = taken_back(value, encoding) else { continue };
        if readings.iter().all(|known| known.text != text) {
            readings.push(Read { text, encoding });
        }
    }
    readings
}

/// Whether a letter beyond ASCII has none beside it: UTF-8 writes such letters with two bytes or more, each of which became one.
fn stands_alone(value: &[u8]) -> bool {
    let is_first = |at: usize| value.get(at).is_some_and(|byte| *byte >= 0xC0);
    let is_ascii = |byte: Option<&u8>| byte.is_none_or(u8::is_ascii);
    let length = |at: usize| value[at + 1..].iter().take_while(|byte| matches!(byte, 0x80..=0xBF)).count() + 1;
    (0..value.len())
        .filter(|at| is_first(*at) && is_ascii(at.checked_sub(1).and_then(|before| value.get(before))))
        .any(|at| is_ascii(value.get(at + length(at))))
}

/// The reading that gives this text, in whatever encoding.
pub(crate) fn reading_of(value: &str, text: &str) -> Option<Read> {
    let gives = |encoding: &Encoding| read_as_utf8(value, *encoding).is_some_and(|read| read == text);
    let is_short = !value.is_ascii() && value.len() <= LONGEST;
    let encoding = TAKEN_FOR.into_iter().chain(USUAL).filter(|_| is_short).find(gives)?;
    Some(Read { text: text.to_owned(), encoding })
}

fn taken_back(value: &str, encoding: Encoding) -> Option<String> {
    let text = read_as_utf8(value, encoding)?;
    let mut foreign = 0;
    let mut latin = 0;
    for letter in text.chars().filter(|letter| !letter.is_ascii()) {
        match letter {
            '\u{a0}'..='\u{17f}'
            | '\u{1a1}'
            | '\u{1af}'
            | '\u{1b0}'
            | '\u{218}'..='\u{21b}'
            | '\u{1e00}'..='\u{1eff}'
            | '\u{2010}'..='\u{2044}'
            | '€' => latin += 1,
            '\u{370}'..='\u{4ff}' if letter.is_alphabetic() => foreign += 1,
            // Hebrew and Arabic.
            '\u{591}'..='\u{6ff}' => foreign += 1,
            // Of the alphabets of India and Thailand, of Chinese, Japanese and Korean each letter was three bytes.
            '\u{900}'..='\u{e5b}' | '\u{3041}'..='\u{30ff}' | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' => {
                foreign += 2;
            }
            '\u{200c}'..='\u{200f}' => {}
            _ => return None,
        }
    }
    // Two letters may give one of another alphabet by chance, three times in one word they do not. So may two of Cyrillic
    // give one of ours, unless others of ours stand beside them; one before a blank that does not break is none.
    let has = |is_meant: fn(char) -> bool| value.contains(is_meant);
    let is_mixed = || match encoding {
        Windows1251 => has(|letter| letter.is_ascii_alphabetic()) && !has(|letter| letter == '\u{a0}'),
        // “Βʹ” and “Γ΄” number things in Greek: a letter of ours stands right beside what was one of ours.
        Windows1253 => {
            value.as_bytes().windows(2).any(|two| two.iter().any(u8::is_ascii_alphabetic) && !two.is_ascii())
        }
        _ => true,
    };
    ((latin > 0 && is_mixed()) || foreign > 2).then_some(text)
}

/// The bytes that were read as these letters, as UTF-8.
fn read_as_utf8(value: &str, encoding: Encoding) -> Option<String> {
    let bytes: Option<Vec<u8>> = value.chars().map(|letter| byte_of(letter, encoding)).collect();
    String::from_utf8(bytes?).ok()
}

/// The byte that was read as this letter; what an encoding does not define is kept as a control character, and Latin-1,
/// which many programs mean by Windows-1252, defines none of those.
fn byte_of(letter: char, encoding: Encoding) -> Option<u8> {
    encoding.byte_of(letter).or_else(|| {
        let byte = u8::try_from(u32::from(letter)).ok().filter(|byte| (0x80..=0x9F).contains(byte))?;
        (encoding == Windows1252 || encoding.char_of(byte).is_none()).then_some(byte)
    })
}

/// Whether a value is this text with one letter for each byte of its UTF-8, always the same one for the same byte and no
/// other: read in whatever encoding. Letters alone, of which each stands once, may be another name.
pub(crate) fn stands_for(value: &str, text: &str) -> bool {
    let (mut letters, mut left) = ([None; 256], value.chars());
    let (mut is_repeated, mut is_strange, mut has_right) = (false, false, false);
    let mut fits = |(at, byte): (usize, u8)| {
        let Some(letter) = left.next() else { return false };
        if byte.is_ascii() {
            return char::from(byte) == letter;
        }
        let is_new = !letters.contains(&Some(letter));
        let known = letters[usize::from(byte)].replace(letter);
        is_repeated |= known.is_some();
        is_strange |= !letter.is_alphanumeric();
        has_right |= text.get(at..).is_some_and(|rest| rest.starts_with(letter));
        !letter.is_ascii() && known.map_or(is_new, |known| known == letter)
    };
    let is_one = !text.is_ascii() && value.len() <= LONGEST && text.bytes().enumerate().all(&mut fits);
    // What follows a letter that is right may be no part of it.
    is_one && left.next().is_none() && (is_repeated || (is_strange && !has_right))
}

/// Whether a garbled value could no longer be taken back if this stood in its place, whatever language and encoding it is
/// of: bytes that go back to UTF-8 do so in nobody's name by chance.
pub(crate) fn is_lost_by(value: &str, after: &str) -> bool {
    let is_lost =
        |encoding: Encoding| read_as_utf8(value, encoding).is_some() && read_as_utf8(after, encoding).is_none();
    !value.is_ascii() && value.len() <= LONGEST && USUAL.into_iter().any(is_lost)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn garble(text: &str, encoding: Encoding) -> Option<String> {
        let undefined = |byte: u8| (0x80..=0x9F).contains(&byte).then(|| char::from(byte));
        text.bytes().map(|byte| encoding.char_of(byte).or_else(|| undefined(byte))).collect()
    }

    #[test]
    fn what_is_garbled_is_read_again() {
        for text in [
            "Søren",
            "Łódź",
            "Ćosić",
            "Žižek",
            "François",
            "Ærø",
            "Ștefan",
            "l’Été",
            "Αθήνα",
            "Привет",
            "Đorđe",
            "Nguyễn",
            "Cơ",
            "תמר לוי",
            "عائشة",
            "สมชาย",
            "नमस्ते",
            "翔太",
            "김민",
        ] {
            for encoding in TAKEN_FOR {
                let Some(garbled) = garble(text, encoding) else { continue };
                let readings = readings(&garbled);
                assert!(
                    readings.iter().any(|read| read.text == text),
                    "{text} in {encoding:?}: {garbled} {readings:?}"
                );
                assert!(readings.len() <= 2, "{garbled}: {readings:?}");
            }
        }
    }

    #[test]
    fn what_it_must_be_is_found_in_any_encoding() {
        for (text, encoding) in
            [("Åse", Encoding::Windows1257), ("Ørn", Encoding::Windows1253), ("Şule", Encoding::Windows1254)]
        {
            let garbled = garble(text, encoding).expect("it has a letter for each byte");
            assert_eq!(reading_of(&garbled, text).map(|read| read.text), Some(text.to_owned()), "{garbled}");
            assert_eq!(reading_of(&garbled, "Åsa"), None, "{garbled}");
            assert_eq!(reading_of(&garbled.repeat(LONGEST), &text.repeat(LONGEST)), None);
        }
        assert_eq!(reading_of("Anna", "Anna"), None);
    }

    #[test]
    fn letters_for_bytes_are_known_without_the_encoding() {
        for (value, text, is_so) in [
            ("׳×׳\u{9e}׳¨", "תמר", true),
            ("SÃ¸ren", "Søren", true),
            ("à¸ªà¸¡", "สม", true),
            ("เน€เธ—", "เท", true),    // a byte of it is read as its own first letter
            ("SÃ¸ren", "Sóren", true), // whichever letter it was: the export says
            ("דוד", "תמר", false),
            ("אברהם!", "תמר", false),
            ("יונתןם", "תמר", false),
            ("欧阳修", "李", false),
            ("Ærø", "Årø", false),
            ("A棟", "A会議室", false),
            ("Team Æ", "Team ØÅ", false),
            ("Tõru", "Tööru", false),
            ("Bjørn", "Bjöörn", false),
            ("André\u{a0}", "André", false),
            ("Sren", "Søren", false),
            ("SÃ¸rena", "Søren", false),
            ("Soren", "Søren", false),
            ("Anna", "Anna", false),
        ] {
            assert_eq!(stands_for(value, text), is_so, "{value} for {text}");
        }
    }

    #[test]
    fn what_is_right_stays() {
        for text in [
            "",
            "Anna",
            "Søren",
            "Łódź",
            "MUÑÓZ",
            "ÃO",
            "NÃO",
            "São João",
            "Łukasz Żółć",
            "Ångström",
            "ĐŽ",
            "KOŃŁ",
            "Привет",
            "Гі",
            "Вісь",
            "PETROVIĆ\u{a0}ANA",
            "KNÆ\u{a0}KLINIK",
            "Building В\u{a0}2",
            "Team Д\u{a0}North",
            "Αθήνα",
            "日本",
            "李 翔太朗",
            "תמר לוי",
            "عائشة الحسيني",
            "สมชาย",
            "김민준",
            "дії",
            "Café”…",
            "Î‡Î‡Î‡",
            "Γ΄",
            "Team Γ΄",
            "Building Β΄ North",
            "Δ’ 2",
            "ΕΊ",
            "Ψυχή",
            "ΞΕΝΟΔΟΧΕΙΟ",
            "Νίκος Ξένος",
            "5 €",
            "Søren SÃ¸ren",
            "Ã",
            "Ä Å",
            "ÄÖ",
            "Îș",
            "“Anna”",
            "ÇĞİÖŞÜ",
            "Þórður",
            "Ærø",
            "…",
            "½",
            "Ãâ",
        ] {
            assert_eq!(readings(text), Vec::new(), "{text}");
        }
    }
}
