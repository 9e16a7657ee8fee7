//! What spreadsheets write on a Mac, and as MS-DOS text, where people write other letters than in Western Europe. The letters
//! of names in 437 and 865 are those of 850.
//!
//! Must stay true: the build that tells no encodings apart carries none of them.

use super::{Encoding, tables};
use crate::origin::HAS_CONVERTER;
use crate::words::text;

/// What is known of an encoding that few files are written in.
#[derive(Debug)]
pub(super) struct Rare {
    pub(super) encoding: Encoding,
    /// The name that WHATWG, IANA or Windows gives it, in small letters.
    pub(super) name: &'static str,
    /// What people who know spreadsheets call it.
    pub(super) label: &'static str,
    /// As in [`tables`].
    pub(super) letters: &'static [u16; 128],
}

/// All of them.
pub(super) const KNOWN: &[Rare] = if HAS_CONVERTER { &RARE } else { &[] };

#[rustfmt::skip]
const RARE: [Rare; 21] = [
    Rare { encoding: Encoding::MacCentralEurope, name: "x-mac-ce", label: text!("Central European (Macintosh)"), letters: &tables::X_MAC_CE },
    Rare { encoding: Encoding::MacCroatian, name: "x-mac-croatian", label: text!("Croatian (Macintosh)"), letters: &tables::X_MAC_CROATIAN },
    Rare { encoding: Encoding::MacTurkish, name: "x-mac-turkish", label: text!("Turkish (Macintosh)"), letters: &tables::X_MAC_TURKISH },
    Rare { encoding: Encoding::MacRomanian, name: "x-mac-romanian", label: text!("Romanian (Macintosh)"), letters: &tables::X_MAC_ROMANIAN },
    Rare { encoding: Encoding::MacIcelandic, name: "x-mac-icelandic", label: text!("Icelandic (Macintosh)"), letters: &tables::X_MAC_ICELANDIC },
    Rare { encoding: Encoding::MacCyrillic, name: "x-mac-cyrillic", label: text!("Cyrillic (Macintosh)"), letters: &tables::X_MAC_CYRILLIC },
    Rare { encoding: Encoding::MacGreek, name: "x-mac-greek", label: text!("Greek (Macintosh)"), letters: &tables::X_MAC_GREEK },
    Rare { encoding: Encoding::Cp737, name: "cp737", label: text!("Greek (MS-DOS 737)"), letters: &tables::CP737 },
    Rare { encoding: Encoding::Ibm775, name: "ibm775", label: text!("Baltic (MS-DOS 775)"), letters: &tables::IBM775 },
    Rare { encoding: Encoding::Ibm857, name: "ibm857", label: text!("Turkish (MS-DOS 857)"), letters: &tables::IBM857 },
    Rare { encoding: Encoding::Ibm860, name: "ibm860", label: text!("Portuguese (MS-DOS 860)"), letters: &tables::IBM860 },
    Rare { encoding: Encoding::Ibm861, name: "ibm861", label: text!("Icelandic (MS-DOS 861)"), letters: &tables::IBM861 },
    Rare { encoding: Encoding::Ibm863, name: "ibm863", label: text!("Canadian French (MS-DOS 863)"), letters: &tables::IBM863 },
    Rare { encoding: Encoding::Windows1256, name: "windows-1256", label: text!("Arabic (Windows-1256)"), letters: &tables::WINDOWS_1256 },
    Rare { encoding: Encoding::Windows1258, name: "windows-1258", label: text!("Vietnamese (Windows-1258)"), letters: &tables::WINDOWS_1258 },
    Rare { encoding: Encoding::Iso8859_3, name: "iso-8859-3", label: text!("South European (ISO 8859-3)"), letters: &tables::ISO_8859_3 },
    Rare { encoding: Encoding::Iso8859_4, name: "iso-8859-4", label: text!("Baltic (ISO 8859-4)"), letters: &tables::ISO_8859_4 },
    Rare { encoding: Encoding::Iso8859_10, name: "iso-8859-10", label: text!("Nordic (ISO 8859-10)"), letters: &tables::ISO_8859_10 },
    Rare { encoding: Encoding::Iso8859_14, name: "iso-8859-14", label: text!("Celtic (ISO 8859-14)"), letters: &tables::ISO_8859_14 },
    Rare { encoding: Encoding::Iso8859_15, name: "iso-8859-15", label: text!("Western European (ISO 8859-15)"), letters: &tables::ISO_8859_15 },
    Rare { encoding: Encoding::Iso8859_16, name: "iso-8859-16", label: text!("Romanian (ISO 8859-16)"), letters: &tables::ISO_8859_16 },
];

/// What is known of this one, if it is one of them.
pub(super) fn known(encoding: Encoding) -> Option<&'static Rare> {
    KNOWN.iter().find(|rare| rare.encoding == encoding)
}
