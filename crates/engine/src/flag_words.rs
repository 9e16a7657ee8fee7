//! Words in licence columns that no list knows, such as `ЛЪЖА`, and what the export has in their place.
//!
//! What must stay true: words tell only in a file of nearly all users, without one TRUE or FALSE, where each stands where the
//! export has one of them: a spreadsheet translates all. Who gives or takes licences with words of his own names a few users.

use crate::displaced::{BLANK, Pair, meaning, value};
use crate::profile::Class;

/// Users who have the word, at least.
const ENOUGH: u32 = 3;

/// Different words: a file in which are more was not translated.
const MOST_WORDS: usize = 16;

/// What stands in the licence columns of users whom the export has.
#[derive(Clone, Debug, Default)]
pub(crate) struct FlagWords {
    words: Vec<Word>,
    /// Words of the lists that say FALSE, and TRUE, where the export does.
    agreeing: [u32; 2],
    /// There were too many words.
    is_untold: bool,
}

#[derive(Clone, Debug)]
struct Word {
    value: u64,
    /// How often it stands where the export has FALSE, and where it has TRUE.
    counts: [u32; 2],
    /// The first column that it stands in, and whether it stands in another one, too.
    column: usize,
    is_in_several: bool,
}

impl FlagWords {
    /// Counts a user's value in a licence column of the file, beside the export's in its own.
    pub(crate) fn take(&mut self, pair: &Pair<'_>, index: usize, exported: usize) {
        let (now, exported) = pair.values_of(index, exported, Class::Flag);
        let Some(exported) = meaning(exported).filter(|_| now != BLANK && !self.is_untold) else { return };
        if let Some(now) = meaning(now) {
            self.agreeing[usize::from(now)] += u32::from(now == exported);
            return;
        }
        let place = self.words.iter().position(|word| word.value == now).unwrap_or_else(|| {
            self.words.push(Word { value: now, counts: [0; 2], column: index, is_in_several: false });
            self.words.len() - 1
        });
        let word = &mut self.words[place];
        word.counts[usize::from(exported)] += 1;
        word.is_in_several |= word.column != index;
        self.is_untold |= place >= MOST_WORDS;
    }

    /// What a word stands for, and how many users have it.
    pub(crate) fn meaning(&self, written: &str) -> Option<(bool, u32)> {
        let value = value(Class::Flag, written.as_bytes());
        let word = self.words.iter().find(|word| word.value == value)?;
        let (means, count) = told(word.counts)?;
        let is_opposite = |other: &Word| told(other.counts).is_some_and(|(other, _)| other != means);
        // Of two words of which one is known, the other may be somebody's own for a column.
        let is_known_opposite = self.agreeing[usize::from(!means)] >= ENOUGH && word.is_in_several;
        let is_lone = self.agreeing[usize::from(means)] == 0;
        let is_told = is_lone && (is_known_opposite || self.words.iter().any(is_opposite));
        (!self.is_untold && is_told).then_some((means, count))
    }
}

/// What the export has wherever a word stands.
fn told(counts: [u32; 2]) -> Option<(bool, u32)> {
    let [of_false, of_true] = counts;
    let is_told = (of_false == 0) != (of_true == 0) && of_false + of_true >= ENOUGH;
    is_told.then_some((of_true > 0, of_false + of_true))
}
