//! What a word means wherever it is written.

use crate::booleans::Word;
use crate::row::Cell;

use super::Evidence;
use crate::words::{Say, say};

/// Two independent lists agree on the very word of a language, and none has it for the opposite.
pub(crate) fn in_language(word: Word, means: &str) -> Option<Evidence> {
    let says = || {
        say!(
            "Spreadsheets in {language} write this word for {means}, and no language writes it for the opposite.",
            language = Say::new(word.language),
            means = means,
        )
    };
    word.is_certain().then(|| Evidence::new("word", says()))
}

/// Whether the export has the opposite of TRUE or FALSE.
pub(crate) fn denies_flag(cell: &Cell<'_>, means: &str) -> bool {
    cell.exported().is_some_and(|known| matches!(&*known, "TRUE" | "FALSE") && known != means)
}

/// TRUE or FALSE, however it is spelled.
pub(crate) fn in_whatever_spelling(means: &str) -> Evidence {
    Evidence::new("word", say!("It can be read as nothing but {means}.", means = means))
}
