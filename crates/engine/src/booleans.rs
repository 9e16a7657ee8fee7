//! What spreadsheets write for TRUE and FALSE in other languages, and near misses of the English words.
//!
//! Must stay true: no word means TRUE in one language and FALSE in another,
//! however damaged it is. A damaged word that could be both is not in the list.

use crate::encoding::{Encoding, USUAL};
use crate::sorting;
use crate::text::small;
use std::sync::OnceLock;

/// A word of `data/booleans.tsv`, met in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Word {
    pub meaning: bool,
    /// The language's English name; the first one where several share the word.
    pub language: &'static str,
    /// How many independent lists agree on the word.
    pub sources: u8,
    /// False when the word was recognised only after its accents were removed, or although letters were lost or garbled.
    pub exact: bool,
}

impl Word {
    /// Two independent lists agree on the very word.
    pub(crate) fn is_certain(self) -> bool {
        self.exact && self.sources >= 2
    }
}

/// What a value means if it is TRUE or FALSE in a language other than English, in any case, blanks around it aside.
///
/// TRUE and FALSE themselves are not in the list. No allocation for plain ASCII.
pub(crate) fn meaning(value: &str) -> Option<Word> {
    let value = value.trim_matches(is_blank);
    if value.is_empty() || value.len() > LONGEST {
        return None;
    }
    if value.is_ascii() {
        let mut small = [0; LONGEST];
        let small = &mut small[..value.len()];
        small.copy_from_slice(value.as_bytes());
        small.make_ascii_lowercase();
        return str::from_utf8(small).ok().and_then(|small| find(words(), small));
    }
    find(words(), &lowercase(value))
        .or_else(|| find(words(), &without_accents(&lowercase(value))).map(damaged))
        .or_else(|| find(garbled(), &visible(value)))
}

/// Whether a value is TRUE or FALSE with one slip of the keyboard: a letter too many, missing, wrong, or two swapped.
pub(crate) fn is_typo_of_true_or_false(value: &str) -> Option<bool> {
    let value = value.trim_matches(is_blank);
    if !(3..=6).contains(&value.len()) || !value.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        return None;
    }
    let mut letters = [0; 6];
    let letters = &mut letters[..value.len()];
    letters.copy_from_slice(value.as_bytes());
    letters.make_ascii_uppercase();
    if REAL_WORDS.contains(&&*letters) {
        return None;
    }
    match (is_one_slip(letters, b"TRUE"), is_one_slip(letters, b"FALSE")) {
        (true, false) => Some(true),
        (false, true) => Some(false),
        _ => None,
    }
}

/// Words of their own, one letter away from TRUE: a weekday is no typo.
const REAL_WORDS: [&[u8]; 4] = [b"TUE", b"TREE", b"TRUCE", b"TRUMP"];

/// The longest value looked at, in bytes: the longest word, each of its bytes read as one wrong letter of three.
const LONGEST: usize = 128;

const DATA: &str = include_str!("../data/booleans.tsv");

type Words = Vec<(Box<str>, Word)>;

fn find(words: &Words, key: &str) -> Option<Word> {
    words.binary_search_by(|(word, _)| (**word).cmp(key)).ok().map(|index| words[index].1)
}

fn damaged(word: Word) -> Word {
    Word { exact: false, ..word }
}

/// Each word of the table as it is written there, in the table's order.
fn table() -> impl Iterator<Item = (&'static str, Word)> {
    DATA.lines()
        .skip_while(|line| line.starts_with('#'))
        .skip(1)
        .flat_map(|line| {
            let mut cells = line.split('\t').skip(1);
            let mut cell = || cells.next().unwrap_or_default();
            let (names, yes, no, sources) = (cell(), cell(), cell(), cell());
            let language = names.split(", ").next().unwrap_or(names);
            let sources = sources.parse().unwrap_or(1);
            [(yes, true), (no, false)].map(|(word, meaning)| (word, Word { meaning, language, sources, exact: true }))
        })
        .filter(|(word, _)| !matches!(*word, "TRUE" | "FALSE" | ""))
}

/// The words in small letters, without accents, and with `?` for the letters an encoding lacks.
fn words() -> &'static Words {
    static WORDS: OnceLock<Words> = OnceLock::new();
    WORDS.get_or_init(|| {
        let mut words = Words::new();
        let mut add = |word: String, meant| words.push((word.into_boxed_str(), meant));
        table().for_each(|(word, meant)| add(lowercase(word), meant));
        table().for_each(|(word, meant)| add(without_accents(&lowercase(word)), damaged(meant)));
        table().for_each(|(word, meant)| {
            for lost in with_letters_lost(&lowercase(word)) {
                add(lost, damaged(meant));
            }
        });
        sorted(words)
    })
}

/// The words as they look when their bytes were read in a wrong encoding.
fn garbled() -> &'static Words {
    static GARBLED: OnceLock<Words> = OnceLock::new();
    GARBLED.get_or_init(|| {
        let mut spelt = Words::new();
        table().filter(|(word, _)| !word.is_ascii()).for_each(|(word, meant)| {
            for written in spellings(word) {
                for bytes in encoded(&written) {
                    for wrong in USUAL.into_iter().filter_map(|wrong| read(&bytes, wrong)) {
                        // ÓSONN without its first letter is SONN, the opposite.
                        if find(words(), &lowercase(&wrong)).is_none() {
                            spelt.push((wrong.into_boxed_str(), damaged(meant)));
                        }
                    }
                }
            }
        });
        sorted(spelt)
    })
}

/// Words by their spelling: the first meaning stays, and a damaged spelling of two meanings goes.
fn sorted(mut words: Words) -> Words {
    sorting::sort_by(&mut words, |(one, _), (other, _)| one.cmp(other));
    let known = words.chunk_by(|(one, _), (other, _)| one == other).filter(|same| {
        let (_, first) = &same[0];
        first.exact || same.iter().all(|(_, word)| word.meaning == first.meaning)
    });
    known.map(|same| same[0].clone()).collect()
}

/// Small letters, letter by letter, so that Turkish and Greek words have one spelling: `I`, `İ` and `ı` are `i`, `ς` is `σ`.
fn lowercase(text: &str) -> String {
    let one = |letter| match letter {
        'ı' => 'i',
        'ς' => 'σ',
        letter => letter,
    };
    text.chars().flat_map(char::to_lowercase).map(one).filter(|&letter| letter != '\u{307}').collect()
}

/// The letters without accents, of small letters.
pub(crate) fn without_accents(small: &str) -> String {
    const PLAIN: [(&str, &str); 24] = [
        ("àáâãäåāăą", "a"),
        ("çćč", "c"),
        ("ďđð", "d"),
        ("èéêëēėęě", "e"),
        ("ğģ", "g"),
        ("ìíîïīį", "i"),
        ("ķ", "k"),
        ("ĺļľł", "l"),
        ("ñńņň", "n"),
        ("òóôõöøőō", "o"),
        ("ŕř", "r"),
        ("śşšș", "s"),
        ("ùúûüūůűų", "u"),
        ("źżž", "z"),
        ("ýÿ", "y"),
        ("ά", "α"),
        ("έ", "ε"),
        ("ή", "η"),
        ("ί", "ι"),
        ("ό", "ο"),
        ("ύ", "υ"),
        ("ώ", "ω"),
        ("ў", "у"),
        ("й", "и"),
    ];
    let mut plain = String::with_capacity(small.len());
    for letter in small.chars() {
        if letter.is_ascii() {
            plain.push(letter); // most are, and none of them has an accent
        } else if let Some((_, base)) = PLAIN.iter().find(|(accented, _)| accented.contains(letter)) {
            plain.push_str(base);
        } else if !('\u{300}'..='\u{36f}').contains(&letter) {
            plain.push(letter);
        }
    }
    plain
}

/// The word with `?` or U+FFFD where an encoding lost letters: one for each letter, or one for each of its UTF-8 bytes.
///
/// At least two letters must be left, or nothing is recognised any more.
fn with_letters_lost(small: &str) -> Vec<String> {
    if small.is_ascii() || small.bytes().filter(u8::is_ascii).count() < 2 {
        return Vec::new();
    }
    let lose = |sign: &str, whole: bool| -> String {
        small
            .chars()
            .map(|letter| match letter {
                letter if letter.is_ascii() => letter.to_string(),
                letter => sign.repeat(if whole { 1 } else { letter.len_utf8() }),
            })
            .collect()
    };
    vec![lose("?", true), lose("?", false), lose("\u{fffd}", true), lose("\u{fffd}", false)]
}

/// A word as spreadsheets and people write it: as in the table, small, and with one capital.
fn spellings(word: &str) -> Vec<String> {
    let small = small(word);
    let mut letters = small.chars();
    let capital = letters.next().map(|first| first.to_uppercase().chain(letters).collect());
    [Some(word.to_owned()), Some(small), capital].into_iter().flatten().collect()
}

/// The word's bytes in UTF-8 and in each encoding that has all its letters.
fn encoded(word: &str) -> impl Iterator<Item = Vec<u8>> {
    let single = USUAL
        .into_iter()
        .filter_map(move |encoding| word.chars().map(|letter| encoding.byte_of(letter)).collect::<Option<Vec<u8>>>());
    std::iter::once(word.as_bytes().to_vec()).chain(single)
}

/// What bytes look like in an encoding, without what cannot be seen.
fn read(bytes: &[u8], encoding: Encoding) -> Option<String> {
    let letters = bytes.iter().map(|&byte| encoding.char_of(byte).unwrap_or('\u{fffd}')).collect::<String>();
    let seen = visible(&letters);
    // A word of which nothing but blanks and signs is left proves nothing.
    (seen.chars().filter(|letter| letter.is_alphanumeric()).count() >= 2).then_some(seen)
}

/// Without blanks, controls and letters that were lost.
fn visible(text: &str) -> String {
    text.chars().filter(|&letter| !is_blank(letter) && letter != '\u{fffd}').collect()
}

fn is_blank(letter: char) -> bool {
    letter.is_whitespace() || letter.is_control() || matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{feff}')
}

/// Whether one slip makes one word of the other, and they are not equal.
fn is_one_slip(word: &[u8], meant: &[u8]) -> bool {
    let same = word.iter().zip(meant).take_while(|(letter, other)| letter == other).count();
    let (word, meant) = (&word[same..], &meant[same..]);
    match (word, meant) {
        ([], [_]) | ([_], []) => true,
        ([first, rest @ ..], [other, others @ ..]) => {
            let swapped = matches!((rest, others), ([second, end @ ..], [next, ends @ ..])
                if first == next && second == other && end == ends);
            rest == others || rest == meant || word == others || swapped
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_other_languages() {
        for (value, means, language, sources, exact) in [
            ("SAND", true, "Danish", 2, true),
            ("sand", true, "Danish", 2, true),
            (" Falsk ", false, "Danish", 2, true),
            ("\u{a0}FALSKT\u{200b}", false, "Swedish", 2, true),
            ("PRAWDA", true, "Polish", 2, true),
            ("FAŁSZ", false, "Polish", 2, true),
            ("fałsz", false, "Polish", 2, true),
            ("FALSZ", false, "Polish", 2, false),
            ("FA?SZ", false, "Polish", 2, false),
            ("fa??sz", false, "Polish", 2, false),
            ("FA\u{fffd}SZ", false, "Polish", 2, false),
            ("FAÅSZ", false, "Polish", 2, false),
            ("FAÅ\u{81}SZ", false, "Polish", 2, false),
            ("FAĹSZ", false, "Polish", 2, false),
            ("faÅ‚sz", false, "Polish", 2, false),
            ("FaĹ‚sz", false, "Polish", 2, false),
            ("FA£SZ", false, "Polish", 2, false),
            ("FALSO", false, "Spanish", 2, true),
            ("VERO", true, "Italian", 2, true),
            ("VRAI", true, "French", 2, true),
            ("vraí", true, "French", 2, false),
            ("EPÄTOSI", false, "Finnish", 2, true),
            ("epatosi", false, "Finnish", 2, false),
            ("EPÃ„TOSI", false, "Finnish", 2, false),
            ("DOĞRU", true, "Turkish", 2, true),
            ("DOGRU", true, "Turkish", 2, false),
            ("DOÐRU", true, "Turkish", 2, false),
            ("yanlış", false, "Turkish", 2, true),
            ("YANLİŞ", false, "Turkish", 2, true),
            ("YANLIŞ", false, "Turkish", 2, true),
            ("ИСТИНА", true, "Russian", 2, true),
            ("ложь", false, "Russian", 2, true),
            ("ÈÑÒÈÍÀ", true, "Russian", 2, false),
            ("Ð›ÐžÐ–Ь", false, "", 0, false),
            ("ΣΩΣΤΌ", true, "Greek", 1, true),
            ("ΣΩΣΤΟ", true, "Greek", 1, false),
            ("λάθος", false, "Greek", 1, true),
            ("ФALSE", false, "", 0, false),
            ("ÓSONN", false, "Faroese", 1, true),
            ("SONN", true, "Faroese", 1, true),
            ("?SONN", false, "Faroese", 1, false),
            ("\u{fffd}SONN", false, "Faroese", 1, false),
            ("真", true, "Chinese (Traditional)", 1, true),
            ("거짓", false, "Korean", 1, true),
            ("सही", true, "Hindi", 1, true),
            ("FALS", false, "Catalan", 1, true),
        ] {
            let expected = (sources > 0).then(|| (means, language.to_owned(), sources, exact));
            let found = meaning(value).map(|word| (word.meaning, word.language.to_owned(), word.sources, word.exact));
            assert_eq!(found, expected, "{value:?}");
        }
    }

    #[test]
    fn other_values_mean_nothing() {
        let long = "x".repeat(10_000);
        let values =
            ["", " ", "TRUE", "false", "True", "1", "yes", "ja", "T", "?", "??", "?????", "x", "é", "Søren", &long];
        for value in values {
            assert_eq!(meaning(value), None, "{value:?}");
        }
    }

    #[test]
    fn every_word_is_found_in_each_case() {
        for (word, meant) in table() {
            for value in spellings(word) {
                let found = meaning(&value).map(|found| (found.meaning, found.exact));
                assert_eq!(found, Some((meant.meaning, true)), "{value}");
            }
        }
    }

    #[test]
    fn no_word_means_both() {
        let mut meanings = std::collections::BTreeMap::new();
        for (word, meant) in table() {
            let mut keys = vec![lowercase(word), without_accents(&lowercase(word))];
            keys.extend(with_letters_lost(&lowercase(word)));
            for key in keys {
                let first = *meanings.entry(key.clone()).or_insert(meant.meaning);
                assert_eq!(first, meant.meaning, "{key}");
            }
        }
        assert!(garbled().iter().all(|(key, _)| find(words(), &lowercase(key)).is_none()));
    }

    #[test]
    fn every_word_survives_what_encodings_do() {
        for (word, meant) in table().filter(|(word, _)| !word.is_ascii() && word.chars().count() > 2) {
            for encoding in USUAL {
                let Some(wrong) = read(word.as_bytes(), encoding) else { continue };
                assert_eq!(meaning(&wrong).map(|word| word.meaning), Some(meant.meaning), "{word} {wrong}");
            }
        }
    }

    #[test]
    fn the_table_is_whole() {
        let lines = DATA.lines().filter(|line| !line.starts_with('#')).collect::<Vec<_>>();
        assert_eq!(lines[0], "language\tname\ttrue\tfalse\tsources");
        for line in &lines[1..] {
            assert_eq!(line.split('\t').count(), 5, "{line}");
            assert!(line.ends_with("\t1") || line.ends_with("\t2"), "{line}");
        }
        assert_eq!(table().count(), 2 * (lines.len() - 2), "two words a line, but for the English one");
        assert!(words().iter().all(|(word, _)| word.len() <= LONGEST));
        assert!(garbled().iter().all(|(word, _)| word.len() <= LONGEST));
    }

    #[test]
    fn typos() {
        for (value, means) in [
            ("FASLE", Some(false)),
            ("FALS", Some(false)),
            ("FLASE", Some(false)),
            ("FALSEE", Some(false)),
            ("FAALSE", Some(false)),
            ("FALCE", Some(false)),
            ("false1", None),
            ("ALSE", Some(false)),
            ("tru", Some(true)),
            ("TURE", Some(true)),
            ("TREU", Some(true)),
            ("RTUE", Some(true)),
            ("TRUEE", Some(true)),
            ("Rue", Some(true)),
            ("TRUR", Some(true)),
            (" ture ", Some(true)),
            ("TRUE", None),
            ("false", None),
            ("Tue", None),
            ("tree", None),
            ("TR", None),
            ("", None),
            ("TRÜE", None),
            ("FALSELY", None),
            ("EURT", None),
            ("FAUX", None),
            ("yes", None),
        ] {
            assert_eq!(is_typo_of_true_or_false(value), means, "{value:?}");
        }
    }

    #[test]
    fn typos_and_words_agree() {
        for (word, meant) in table() {
            let typo = is_typo_of_true_or_false(word);
            assert!(typo.is_none_or(|typo| typo == meant.meaning), "{word}");
        }
    }
}
