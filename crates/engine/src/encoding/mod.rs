//! Reads files that are not UTF-8: UTF-16 and the single-byte encodings spreadsheets still write.
//!
//! Must stay true: decoding never invents a letter. A byte the encoding does
//! not define gives `None`, half a UTF-16 pair gives U+FFFD and is counted.

use crate::composed::composed;
use crate::words::text;

mod chance;
mod foreign;
pub(crate) mod garbled;
mod guess;
mod rare;
mod tables;

pub(crate) use chance::is_utf8_by_chance;
use foreign::Foreign;
pub(crate) use guess::{beyond_ascii, guess, is_strange, makes_sense, rivals};

/// An encoding other than UTF-8.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Encoding {
    Utf16Le,
    Utf16Be,
    Windows1252,
    Windows1250,
    Windows1251,
    Windows1253,
    Windows1254,
    Windows1257,
    Iso8859_2,
    Macintosh,
    Ibm850,
    Ibm852,
    MacCentralEurope,
    MacCroatian,
    MacTurkish,
    MacRomanian,
    MacIcelandic,
    MacCyrillic,
    MacGreek,
    Cp737,
    Ibm775,
    Ibm857,
    Ibm860,
    Ibm861,
    Ibm863,
    Windows1256,
    Windows1258,
    Iso8859_3,
    Iso8859_4,
    Iso8859_10,
    Iso8859_14,
    Iso8859_15,
    Iso8859_16,
    /// Its text comes with the file's origin.
    Foreign(Foreign),
}

use Encoding::{
    Ibm850, Ibm852, Iso8859_2, Macintosh, Utf16Be, Utf16Le, Windows1250, Windows1251, Windows1252, Windows1253,
    Windows1254, Windows1257,
};

/// The usual single-byte encodings, the most usual first.
pub(crate) const USUAL: [Encoding; 10] = [
    Windows1252,
    Windows1250,
    Windows1251,
    Windows1253,
    Windows1254,
    Windows1257,
    Iso8859_2,
    Macintosh,
    Ibm850,
    Ibm852,
];

/// All single-byte encodings that are known here.
pub(crate) fn single_byte() -> impl Iterator<Item = Encoding> {
    USUAL.into_iter().chain(rare::KNOWN.iter().map(|rare| rare.encoding))
}

impl Encoding {
    /// The encoding of this name that the engine has no table for.
    pub(crate) fn foreign(name: &str) -> Option<Self> {
        Foreign::named(name).map(Encoding::Foreign)
    }

    /// The name programs use: the WHATWG label, or the IANA name for the two DOS ones, which have no label.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Utf16Le => "utf-16le",
            Utf16Be => "utf-16be",
            Windows1252 => "windows-1252",
            Windows1250 => "windows-1250",
            Windows1251 => "windows-1251",
            Windows1253 => "windows-1253",
            Windows1254 => "windows-1254",
            Windows1257 => "windows-1257",
            Iso8859_2 => "iso-8859-2",
            Macintosh => "macintosh",
            Ibm850 => "ibm850",
            Ibm852 => "ibm852",
            Encoding::Foreign(foreign) => foreign.name(),
            rare => rare::known(rare).map_or("", |rare| rare.name),
        }
    }

    /// What people who know spreadsheets call it.
    pub(crate) fn label(self) -> &'static str {
        match self {
            Utf16Le => text!("Unicode text (UTF-16)"),
            Utf16Be => text!("Unicode text (UTF-16, big-endian)"),
            Windows1252 => text!("Western European (Windows-1252)"),
            Windows1250 => text!("Central European (Windows-1250)"),
            Windows1251 => text!("Cyrillic (Windows-1251)"),
            Windows1253 => text!("Greek (Windows-1253)"),
            Windows1254 => text!("Turkish (Windows-1254)"),
            Windows1257 => text!("Baltic (Windows-1257)"),
            Iso8859_2 => text!("Central European (ISO 8859-2)"),
            Macintosh => text!("Western European (Macintosh)"),
            Ibm850 => text!("Western European (MS-DOS 850)"),
            Ibm852 => text!("Central European (MS-DOS 852)"),
            Encoding::Foreign(foreign) => foreign.label(),
            rare => rare::known(rare).map_or("", |rare| rare.label),
        }
    }

    /// The text these bytes stand for, or `None` when one of them means nothing in this encoding.
    ///
    /// A byte order mark is not removed. UTF-16 always gives a text; see [`decode_utf16`] for what was lost.
    pub(crate) fn decode(self, bytes: &[u8]) -> Option<String> {
        if matches!(self, Encoding::Foreign(_)) {
            return None;
        }
        let Some(table) = self.table() else { return Some(decode_utf16(bytes, self).0) };
        let mut text = String::with_capacity(bytes.len() + bytes.len() / 16);
        let mut rest = bytes;
        while !rest.is_empty() {
            let ascii = rest.iter().position(|byte| !byte.is_ascii()).unwrap_or(rest.len());
            text.push_str(str::from_utf8(&rest[..ascii]).ok()?);
            rest = &rest[ascii..];
            if let Some((&byte, after)) = rest.split_first() {
                text.push(letter(table, byte)?);
                rest = after;
            }
        }
        // It has the tones as letters of their own, which would be another name to Control Hub.
        Some(if self == Encoding::Windows1258 { composed(&text) } else { text })
    }

    /// What a byte means in this encoding; `None` if nothing, and in UTF-16, where no byte stands alone.
    pub(crate) fn char_of(self, byte: u8) -> Option<char> {
        let table = self.table()?;
        if byte.is_ascii() { Some(char::from(byte)) } else { letter(table, byte) }
    }

    /// The byte that writes this letter; `None` if the encoding lacks it, and in UTF-16.
    pub(crate) fn byte_of(self, letter: char) -> Option<u8> {
        let table = self.table()?;
        if letter.is_ascii() {
            return u8::try_from(letter).ok();
        }
        let unit = u16::try_from(u32::from(letter)).ok().filter(|&unit| unit != 0)?;
        let index = table.iter().position(|&entry| entry == unit)?;
        u8::try_from(index + 128).ok()
    }

    /// Whether this encoding can write the letter. What it cannot write became `?` when the file was saved.
    pub(crate) fn has(self, letter: char) -> bool {
        // What is not known proves nothing.
        matches!(self, Utf16Le | Utf16Be | Encoding::Windows1258 | Encoding::Foreign(_))
            || self.byte_of(letter).is_some()
    }

    fn table(self) -> Option<&'static [u16; 128]> {
        match self {
            Utf16Le | Utf16Be | Encoding::Foreign(_) => None,
            Windows1252 => Some(&tables::WINDOWS_1252),
            Windows1250 => Some(&tables::WINDOWS_1250),
            Windows1251 => Some(&tables::WINDOWS_1251),
            Windows1253 => Some(&tables::WINDOWS_1253),
            Windows1254 => Some(&tables::WINDOWS_1254),
            Windows1257 => Some(&tables::WINDOWS_1257),
            Iso8859_2 => Some(&tables::ISO_8859_2),
            Macintosh => Some(&tables::MACINTOSH),
            Ibm850 => Some(&tables::IBM850),
            Ibm852 => Some(&tables::IBM852),
            rare => rare::known(rare).map(|rare| rare.letters),
        }
    }
}

/// The text of UTF-16 bytes and how many pieces of it were broken: halves of a pair, or one byte too many at the end.
///
/// Every encoding but [`Encoding::Utf16Be`] is read as little-endian. A byte order mark stays in the text.
pub(crate) fn decode_utf16(bytes: &[u8], encoding: Encoding) -> (String, usize) {
    let (units, odd) = bytes.as_chunks::<2>();
    let units =
        units.iter().map(|&unit| if encoding == Utf16Be { u16::from_be_bytes(unit) } else { u16::from_le_bytes(unit) });
    let mut text = String::with_capacity(bytes.len() / 2 + bytes.len() / 16);
    let mut broken = 0;
    for letter in char::decode_utf16(units) {
        broken += usize::from(letter.is_err());
        text.push(letter.unwrap_or(char::REPLACEMENT_CHARACTER));
    }
    if !odd.is_empty() {
        broken += 1;
        text.push(char::REPLACEMENT_CHARACTER);
    }
    (text, broken)
}

/// Recognises UTF-16 without a byte order mark: the ASCII letters of a header row leave a zero in every second byte.
pub(crate) fn sniff_utf16(bytes: &[u8]) -> Option<Encoding> {
    let (units, _) = bytes[..bytes.len().min(4096)].as_chunks::<2>();
    let high_first = units.iter().filter(|unit| unit[0] == 0 && unit[1] != 0).count();
    let high_second = units.iter().filter(|unit| unit[0] != 0 && unit[1] == 0).count();
    // Text with stray NULs has them at both parities, or few of them.
    let clearly = |zeros: usize, others: usize| zeros >= 2 && zeros * 10 >= units.len() * 3 && others * 20 <= zeros;
    if clearly(high_second, high_first) {
        Some(Utf16Le)
    } else if clearly(high_first, high_second) {
        Some(Utf16Be)
    } else {
        None
    }
}

fn letter(table: &[u16; 128], byte: u8) -> Option<char> {
    let unit = *table.get(usize::from(byte).checked_sub(128)?)?;
    char::from_u32(u32::from(unit)).filter(|&letter| letter != '\0')
}

#[cfg(test)]
mod tests {
    use super::Encoding::{Ibm860, Ibm861, Ibm863};
    use super::*;

    #[test]
    fn tables_agree_with_encoding_rs() {
        for encoding in single_byte() {
            let Some(theirs) = encoding_rs::Encoding::for_label(encoding.name().as_bytes()) else {
                assert!(!encoding.name().starts_with("windows-"), "{} has a label", encoding.name());
                continue;
            };
            assert!(theirs.name().eq_ignore_ascii_case(encoding.name()));
            for byte in 0..=u8::MAX {
                let bytes = [byte];
                let (text, _) = theirs.decode_without_bom_handling(&bytes);
                let theirs = text.chars().next();
                // The web maps undefined bytes to control characters; for us they are a sign of another encoding.
                let control = |letter: &char| ('\u{80}'..='\u{9f}').contains(letter) || *letter == '\u{fffd}';
                let expected = theirs.filter(|letter| !control(letter));
                assert_eq!(encoding.char_of(byte), expected, "{} {byte:02x}", encoding.name());
            }
        }
    }

    #[test]
    fn dos_tables_hold_what_they_should() {
        for (encoding, byte, letter) in [
            (Ibm850, 0x9B, 'ø'),
            (Ibm850, 0x91, 'æ'),
            (Ibm850, 0x86, 'å'),
            (Ibm850, 0xE1, 'ß'),
            (Ibm850, 0xD0, 'ð'),
            (Ibm850, 0xD5, 'ı'),
            (Ibm852, 0x88, 'ł'),
            (Ibm852, 0x9D, 'Ł'),
            (Ibm852, 0xA9, 'ę'),
            (Ibm852, 0xA5, 'ą'),
            (Ibm852, 0xFD, 'ř'),
            (Ibm852, 0xFB, 'ű'),
            (Ibm860, 0x84, 'ã'),
            (Ibm861, 0x8D, 'Þ'),
            (Ibm863, 0x92, 'Ê'),
        ] {
            assert_eq!(encoding.char_of(byte), Some(letter), "{} {byte:02x}", encoding.name());
        }
    }

    #[test]
    fn every_letter_has_one_byte() {
        for encoding in single_byte() {
            for byte in 0..=u8::MAX {
                if let Some(letter) = encoding.char_of(byte) {
                    assert_eq!(encoding.byte_of(letter), Some(byte), "{} {letter}", encoding.name());
                    assert!(encoding.has(letter));
                }
            }
        }
    }

    #[test]
    fn letters_an_encoding_lacks() {
        for (encoding, letter, has) in [
            (Windows1250, 'ø', false),
            (Windows1250, 'è', false),
            (Windows1250, 'Ł', true),
            (Windows1252, 'Ł', false),
            (Windows1252, 'ø', true),
            (Windows1252, '€', true),
            (Windows1252, '\u{81}', false),
            (Windows1252, '\0', true),
            (Iso8859_2, 'ż', true),
            (Utf16Le, '😀', true),
            (Windows1252, '😀', false),
        ] {
            assert_eq!(encoding.has(letter), has, "{} {letter}", encoding.name());
        }
    }

    #[test]
    fn every_encoding_has_a_name_of_its_own() {
        let all: Vec<Encoding> = single_byte().chain([Utf16Le, Utf16Be]).collect();
        let names: std::collections::HashSet<&str> = all.iter().map(|encoding| encoding.name()).collect();
        assert_eq!(names.len(), all.len());
        assert!(all.iter().all(|encoding| !encoding.label().is_empty()));
    }

    #[test]
    fn decodes() {
        for (encoding, bytes, text) in [
            (Windows1252, &b"S\xF8ren"[..], Some("Søren")),
            (Windows1250, b"\xA3ukasz", Some("Łukasz")),
            (Windows1251, b"\xC8\xF0\xE8\xED\xE0", Some("Ирина")),
            (Macintosh, b"S\xBFren", Some("Søren")),
            (Windows1252, b"a\x81b", None),
            (Windows1252, b"", Some("")),
            (Windows1252, b"plain", Some("plain")),
            (Utf16Le, b"S\0\xF8\0", Some("Sø")),
            (Utf16Be, b"\0S\0\xF8", Some("Sø")),
        ] {
            assert_eq!(encoding.decode(bytes).as_deref(), text, "{} {bytes:?}", encoding.name());
        }
    }

    #[test]
    fn broken_utf16_is_counted() {
        for (bytes, text, broken) in [
            (&b"a\0"[..], "a", 0),
            (b"a\0b", "a\u{fffd}", 1),
            (b"\x3D\xD8a\0", "\u{fffd}a", 1),
            (b"\x00\xDE", "\u{fffd}", 1),
            (b"\x3D\xD8\x00\xDE", "😀", 0),
            (b"", "", 0),
        ] {
            assert_eq!(decode_utf16(bytes, Utf16Le), (text.to_owned(), broken), "{bytes:?}");
        }
    }

    #[test]
    fn sniffs_utf16() {
        let le: Vec<u8> = "First Name\tИмя\tŁódź\r\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let be: Vec<u8> = "First Name\tИмя\tŁódź\r\n".encode_utf16().flat_map(u16::to_be_bytes).collect();
        for (bytes, encoding) in [
            (&le[..], Some(Utf16Le)),
            (&be, Some(Utf16Be)),
            (&be[1..], Some(Utf16Le)),
            (b"First Name,Last Name\0\0\r\n", None),
            (b"a\0,b\0\0c,d,e,f,g,h,i,j,k,l,m", None),
            (b"\0\0\0\0\0\0\0\0", None),
            (&[[b'a', 0, b'b', 0], [b'c', 0, 0, b'd']].concat().repeat(9), None),
            (&[[b'a', 0].repeat(20), vec![0, b'b']].concat(), Some(Utf16Le)),
            (&[[b'a', 0].repeat(19), vec![0, b'b']].concat(), None),
            (b"a\0", None),
            (b"a\0b\0", Some(Utf16Le)),
            (b"", None),
            (b"x", None),
        ] {
            assert_eq!(sniff_utf16(bytes), encoding, "{bytes:?}");
        }
    }
}
