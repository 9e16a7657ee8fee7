//! What one language makes of the English texts, how it counts, and how arguments get into a text.
//!
//! What must stay true: a text is found by its English words, so that a reworded one is said in English until somebody
//! has translated it anew, and never by a translation of what it said before; what goes in as an argument is not read
//! again. The page compiles this very file too (`web/app/src/texts.rs`), so it uses nothing of the engine.

use std::collections::HashMap;

/// The texts of one language. They come from a file beside the page, or from the command line's own; none is built in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Catalogue {
    language: String,
    texts: HashMap<u32, String>,
}

impl Catalogue {
    /// Takes lines of eight hexadecimal digits (the [`text_key`] of the English text), a tab and the text; others are
    /// passed over. `language` is a tag such as `da`: it decides about plural forms.
    #[must_use]
    pub fn read(language: &str, lines: &str) -> Self {
        let texts = lines.lines().filter_map(|line| {
            let (key, text) = line.split_once('\t')?;
            Some((u32::from_str_radix(key, 16).ok()?, text.to_owned()))
        });
        Catalogue { language: language.to_owned(), texts: texts.collect() }
    }

    /// Its tag.
    #[must_use]
    pub fn language(&self) -> &str {
        &self.language
    }

    /// The text of this language, if it has one.
    #[must_use]
    pub fn text(&self, english: &str) -> Option<&str> {
        self.texts.get(&text_key(english)).map(String::as_str)
    }
}

/// By what a catalogue knows a text: FNV-1a over the bytes of its English words.
#[must_use]
pub const fn text_key(english: &str) -> u32 {
    let bytes = english.as_bytes();
    let (mut key, mut at) = (0x811c_9dc5_u32, 0);
    while at < bytes.len() {
        key = (key ^ bytes[at] as u32).wrapping_mul(0x0100_0193);
        at += 1;
    }
    key
}

/// Writes a template with its arguments. `arg` writes the one of a name and gives its number; 0 where it is none. A
/// name that it does not know is left out.
pub(crate) fn fill(language: &str, template: &str, arg: &dyn Fn(&str, &mut String) -> usize, filled: &mut String) {
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let Some(end) = closing(after) else { return };
        let inside = &after[..end];
        if let Some((name, forms)) = inside.split_once('|') {
            let count = arg(name, &mut String::new());
            let forms = split_forms(forms);
            let form = form(language, count, forms.len());
            fill(language, forms.get(form).copied().unwrap_or_default(), arg, filled);
        } else {
            arg(inside, filled);
        }
        rest = &after[end + 1..];
    }
    filled.push_str(rest);
}

/// `1,000,000` as a language writes it, which two numbers of its catalogue show: `1,000` and `10,000`.
pub(crate) fn number(number: usize, [thousand, ten_thousand]: [&str; 2]) -> String {
    let shown = if number < 10_000 { thousand } else { ten_thousand };
    let separator: String = shown.chars().filter(|character| !character.is_ascii_digit()).collect();
    let digits = number.to_string();
    let groups: Vec<_> = digits.as_bytes().rchunks(3).rev().map(String::from_utf8_lossy).collect();
    groups.join(&separator)
}

/// Where the brace ends that was opened just before.
fn closing(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, character) in text.char_indices() {
        match character {
            '{' => depth += 1,
            '}' if depth == 0 => return Some(at),
            '}' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// `one|other`, but not at a `|` inside of braces.
fn split_forms(forms: &str) -> Vec<&str> {
    let (mut depth, mut start, mut split) = (0_usize, 0, Vec::new());
    for (at, character) in forms.char_indices() {
        match character {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            '|' if depth == 0 => {
                split.push(&forms[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    split.push(&forms[start..]);
    split
}

/// Which of so many plural forms a count takes, by the rules of CLDR for whole numbers. Where a language says large
/// round numbers in a way of their own (`many` in French and Portuguese) and two forms are given, the last one serves.
fn form(language: &str, count: usize, forms: usize) -> usize {
    let place = match language {
        "pl" => match (count, count % 10, count % 100) {
            (1, ..) => 0,
            (_, 2..=4, tens) if !matches!(tens, 12..=14) => 1,
            _ => 2,
        },
        "fr" | "pt" if count > 0 && count.is_multiple_of(1_000_000) => 1,
        "fr" | "pt" if count > 1 => forms.max(2) - 1,
        "fr" | "pt" => 0,
        _ => usize::from(count != 1),
    };
    place.min(forms.saturating_sub(1))
}
