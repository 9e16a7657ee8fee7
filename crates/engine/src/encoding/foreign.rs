//! Encodings that the engine has no table for: their texts come with the file's origin.

/// The WHATWG name in small letters, and what people call it.
const FOREIGN: [(&str, &str); 17] = [
    ("shift_jis", "Japanese (Shift_JIS)"),
    ("euc-jp", "Japanese (EUC-JP)"),
    ("gb18030", "Chinese, simplified (GB18030, GBK)"),
    ("big5", "Chinese, traditional (Big5)"),
    ("euc-kr", "Korean (EUC-KR)"),
    ("windows-1255", "Hebrew (Windows-1255)"),
    ("windows-1256", "Arabic (Windows-1256)"),
    ("windows-1258", "Vietnamese (Windows-1258)"),
    ("windows-874", "Thai (Windows-874)"),
    ("koi8-u", "Cyrillic (KOI8-U)"),
    ("koi8-r", "Cyrillic (KOI8-R)"),
    ("ibm866", "Cyrillic (MS-DOS 866)"),
    ("iso-8859-4", "Baltic (ISO 8859-4)"),
    ("iso-8859-5", "Cyrillic (ISO 8859-5)"),
    ("iso-8859-6", "Arabic (ISO 8859-6)"),
    ("iso-8859-7", "Greek (ISO 8859-7)"),
    ("iso-8859-8", "Hebrew (ISO 8859-8)"),
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
