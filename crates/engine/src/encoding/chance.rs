//! Bytes of another encoding that happen to be UTF-8: “Dvořák” of a Mac reads as “Dvoއk”.
//!
//! What must stay true: text that anybody could have typed is no such thing. Small files alone are asked: among more letters some
//! bytes are no UTF-8.

/// Bytes of a file that is looked at.
const MOST: usize = 1 << 20;

/// Whether the letters that are UTF-8 are so by chance: some of them belong to alphabets of far away, each of these inside
/// a word of ours. Two letters of a single-byte encoding give one of those.
pub(crate) fn is_utf8_by_chance(text: &[u8]) -> bool {
    if text.len() > MOST || text.is_ascii() {
        return false;
    }
    let mut strange = 0;
    for chunk in text.utf8_chunks() {
        let mut letters = chunk.valid().chars().peekable();
        let mut before = '\n';
        while let Some(letter) = letters.next() {
            let is_far = matches!(letter, '\u{460}'..='\u{48f}' | '\u{492}'..);
            if is_far && (letter > '\u{7ff}' || !is_inside(before, letter, letters.peek().copied())) {
                return false;
            }
            strange += usize::from(is_far);
            before = letter;
        }
    }
    strange > 0
}

/// Whether a letter stands behind one of English, or an accent beside one. Hebrew puts letters in front of foreign words.
fn is_inside(before: char, letter: char, after: Option<char>) -> bool {
    let is_ours = |letter: char| letter.is_ascii_alphabetic();
    is_ours(before) || (!letter.is_alphabetic() && after.is_some_and(is_ours))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_of_far_away_inside_words_are_there_by_chance() {
        for (bytes, is_by_chance) in [
            (&b"Ji\xDE\x92,Dvo\xDE\x87k"[..], true),
            (b"Ji\xDE\x92,Dvo\xDE\x87k,R\xF3\xECena", true),
            (b"\xD6\xA4igo", true),
            (b"P\xD3\xA3NOC", true),
            (b"Anna", false),
            (b"", false),
            ("Søren,Łukasz".as_bytes(), false),
            ("Олександр Ґалаґан".as_bytes(), false),
            ("Айгүл,Әлия".as_bytes(), false),
            ("דנה כהן,בZoom".as_bytes(), false),
            ("محمد,علي".as_bytes(), false),
            ("Dvoއk,太郎".as_bytes(), false),
            ("Dvoއk,އ".as_bytes(), false),
            ("ޒ".as_bytes(), false),
        ] {
            assert_eq!(is_utf8_by_chance(bytes), is_by_chance, "{}", String::from_utf8_lossy(bytes));
        }
        let long = [b"a".repeat(MOST - 3), "bއ".as_bytes().to_vec()].concat();
        assert!(is_utf8_by_chance(&long));
        assert!(!is_utf8_by_chance(&[b"a", &*long].concat()));
    }
}
