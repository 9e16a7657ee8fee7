//! What a word means wherever it is written.

use crate::booleans::Word;
use crate::row::Cell;

use super::Evidence;
use crate::words::{Arg, Say, say};

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

/// What the export has wherever this word stands, in a file whose words for TRUE and FALSE are all a spreadsheet's own.
pub(crate) fn translated(cell: &Cell<'_>) -> Option<(bool, Evidence)> {
    let (means, count) = cell.sheet.facts.flag_words.meaning(cell.value)?;
    let says = say!(
        "Your export has {means} in all {n} cells in which “{word}” stands.",
        means = if means { "TRUE" } else { "FALSE" },
        n = Arg::Count(count as usize),
        word = cell.value,
    );
    Some((means, Evidence::new("baseline", says)))
}

/// TRUE or FALSE, however it is spelled.
pub(crate) fn in_whatever_spelling(means: &str) -> Evidence {
    Evidence::new("word", say!("It can be read as nothing but {means}.", means = means))
}
