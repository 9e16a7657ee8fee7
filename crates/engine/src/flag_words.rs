//! Words in licence columns that no list knows, such as `ЛЪЖА`, and what the export has in their place.
//!
//! What must stay true: words tell only where a spreadsheet has translated every TRUE and FALSE, and each of both stands
//! where the export has it; who gives licences with a word of his own leaves the others as they were.

use crate::displaced::{BLANK, Pair, value};
use crate::profile::Class;

/// Users who have the word, at least.
const ENOUGH: u32 = 3;

/// Different words: a file in which are more was not translated.
const MOST_WORDS: usize = 16;

/// What stands in the licence columns of users whom the export has.
#[derive(Clone, Debug, Default)]
pub(crate) struct FlagWords {
    /// How often each word stands where the export has FALSE, and where it has TRUE.
    counts: Vec<(u64, [u32; 2])>,
    /// Words of the lists that say FALSE, and TRUE, where the export does.
    agreeing: [u32; 2],
    /// TRUE or FALSE itself was met, or too many words.
    is_untold: bool,
}

impl FlagWords {
    /// Counts a user's value in a licence column of the file, beside the export's in its own.
    pub(crate) fn take(&mut self, pair: &Pair<'_>, index: usize, exported: usize) {
        let written = pair.written(index);
        let (now, exported) = (value(Class::Flag, &written), meaning(value(Class::Flag, &pair.exported(exported))));
        self.is_untold |= matches!(&*written, b"TRUE" | b"FALSE");
        let Some(exported) = exported.filter(|_| now != BLANK && !self.is_untold) else { return };
        if let Some(now) = meaning(now) {
            self.agreeing[usize::from(now)] += u32::from(now == exported);
            return;
        }
        let place = self.counts.iter().position(|(word, _)| *word == now).unwrap_or_else(|| {
            self.counts.push((now, [0, 0]));
            self.counts.len() - 1
        });
        self.counts[place].1[usize::from(exported)] += 1;
        self.is_untold |= place >= MOST_WORDS;
    }

    /// What a word stands for, and how many users have it.
    pub(crate) fn meaning(&self, written: &str) -> Option<(bool, u32)> {
        let word = value(Class::Flag, written.as_bytes());
        let (_, counts) = self.counts.iter().find(|(known, _)| *known == word)?;
        let (means, count) = told(*counts)?;
        let other = |(_, counts): &(u64, [u32; 2])| told(*counts).is_some_and(|(other, _)| other != means);
        let is_other_told = self.agreeing[usize::from(!means)] >= ENOUGH || self.counts.iter().any(other);
        let is_lone = self.agreeing[usize::from(means)] == 0;
        (!self.is_untold && is_other_told && is_lone).then_some((means, count))
    }
}

/// What the export has wherever a word stands.
fn told(counts: [u32; 2]) -> Option<(bool, u32)> {
    let [of_false, of_true] = counts;
    let is_told = (of_false == 0) != (of_true == 0) && of_false + of_true >= ENOUGH;
    is_told.then_some((of_true > 0, of_false + of_true))
}

/// Of what [`value`] makes of FALSE and TRUE.
fn meaning(value: u64) -> Option<bool> {
    matches!(value, 1 | 2).then_some(value == 2)
}
