//! Encodings that the engine has no table for: their texts come with the file's origin.

use crate::words::text;

/// The WHATWG name in small letters, and what people call it.
const FOREIGN: [(&str, &str); 14] = [
    ("shift_jis", text!("Japanese (Shift_JIS)")),
    ("euc-jp", text!("Japanese (EUC-JP)")),
    ("gb18030", text!("Chinese, simplified (GB18030, GBK)")),
    ("big5", text!("Chinese, traditional (Big5)")),
    ("euc-kr", text!("Korean (EUC-KR)")),
    ("windows-1255", text!("Hebrew (Windows-1255)")),
    ("windows-874", text!("Thai (Windows-874)")),
    ("koi8-u", text!("Cyrillic (KOI8-U)")),
    ("koi8-r", text!("Cyrillic (KOI8-R)")),
    ("ibm866", text!("Cyrillic (MS-DOS 866)")),
    ("iso-8859-5", text!("Cyrillic (ISO 8859-5)")),
    ("iso-8859-6", text!("Arabic (ISO 8859-6)")),
    ("iso-8859-7", text!("Greek (ISO 8859-7)")),
    ("iso-8859-8", text!("Hebrew (ISO 8859-8)")),
];

/// One of them, by its place in the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Foreign(u8);

impl Foreign {
    pub(super) fn named(name: &str) -> Option<Self> {
        let place = FOREIGN.iter().position(|(known, _)| *known == name)?;
        u8::try_from(place).ok().map(Foreign)
    }

    pub(super) const fn name(self) -> &'static str {
        FOREIGN[self.0 as usize].0
    }

    pub(super) const fn label(self) -> &'static str {
        FOREIGN[self.0 as usize].1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_is_found_by_its_name_and_shown_by_another() {
        let koi8 = Foreign::named("koi8-r").expect("it is in the list");
        assert_eq!((koi8.name(), koi8.label()), ("koi8-r", "Cyrillic (KOI8-R)"));
        assert!(FOREIGN.iter().all(|(name, label)| Foreign::named(name).is_some_and(|known| known.label() == *label)));
    }
}
