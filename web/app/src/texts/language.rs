//! The page in other languages: the English words, each replaced by what a catalogue has for it.
//!
//! What must stay true: a text that a catalogue lacks stays English; keys of lists, TRUE, FALSE and examples of values are
//! not looked up. Catalogues come from files that `web/load.js` has loaded; none is built in.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;

#[path = "../../../../crates/engine/src/words/catalogue.rs"]
mod catalogue;

pub(super) use catalogue::{Catalogue, number};

use super::{ENGLISH, Words};
use crate::report::{FixText, RuleText};

thread_local! {
    /// Every language that was loaded, for as long as the page lives.
    static LEARNED: RefCell<HashMap<String, &'static Words>> = RefCell::default();
    /// By whose rules a template counts.
    static SPOKEN: Cell<&'static str> = const { Cell::new("en") };
}

/// The words of a language, which the page speaks from now on; English where it has not been loaded.
pub(crate) fn words_of(language: &str) -> &'static Words {
    let words = LEARNED.with_borrow(|learned| learned.get(language).copied()).unwrap_or(&ENGLISH);
    count_as(words);
    words
}

/// The words that the page speaks, for where nobody hands them on.
pub(crate) fn spoken() -> &'static Words {
    words_of(SPOKEN.get())
}

/// Templates are filled by the rules of this language from now on.
pub(super) fn count_as(words: &Words) {
    SPOKEN.set(words.language);
}

/// Takes the file of a language.
pub(crate) fn learn(language: &str, lines: &str) {
    if LEARNED.with_borrow(|learned| learned.contains_key(language)) {
        return;
    }
    // There are a handful of languages, and words are handed around as references that live as long as the page.
    let catalogue: &'static Catalogue = Box::leak(Box::new(Catalogue::read(language, lines)));
    let mut words = ENGLISH.translated(&|english| catalogue.text(english));
    words.language = catalogue.language();
    words.catalogue = Some(catalogue);
    LEARNED.with_borrow_mut(|learned| learned.insert(language.to_owned(), Box::leak(Box::new(words))));
}

impl Words {
    /// What a rule says of itself; the engine tells it in English.
    pub(crate) fn rule(&self, rule: &RuleText) -> RuleText {
        let said = |english: &str| self.own(english).to_owned();
        RuleText {
            name: rule.name.clone(),
            summary: said(&rule.summary),
            why: said(&rule.why),
            todo: said(&rule.todo),
            source: said(&rule.source),
            fix: rule.fix.as_ref().map(|fix| FixText { does: said(&fix.does) }),
        }
    }

    /// What a rule is called; the name that programs know it by as long as the page does not know it.
    pub(crate) fn rule_title(&self, rules: &[RuleText], name: &str) -> String {
        let text = rules.iter().find(|rule| rule.name == name);
        text.map_or(name, |text| self.own(&text.summary)).to_owned()
    }

    /// An English text in this language, if it has one for it.
    pub(super) fn own<'t>(&self, english: &'t str) -> &'t str {
        self.catalogue.and_then(|own| own.text(english)).unwrap_or(english)
    }

    /// What the page's scripts said in English (`said` in `client.js` and `worker.js`). An argument may be a text of theirs
    /// too; any other stands as it is.
    pub(crate) fn told(&self, says: &str, argument: &dyn Fn(&str) -> Option<String>) -> String {
        let arg = |name: &str, filled: &mut String| {
            filled.push_str(self.own(&argument(name).unwrap_or_default()));
            0
        };
        let mut filled = String::new();
        catalogue::fill(self.language, self.own(says), &arg, &mut filled);
        filled
    }
}

/// Looks up what stands for an English text.
pub(super) type Lookup<'l> = &'l dyn Fn(&str) -> Option<&'static str>;

/// What has texts in it.
pub(super) trait Translate {
    fn translated(&self, lookup: Lookup<'_>) -> Self;
}

/// Structs of texts, each of which can be made anew in another language.
macro_rules! texts {
    ($($(#[$of:meta])* $see:vis struct $name:ident { $($(#[$about:meta])* $sees:vis $field:ident: $kind:ty,)* })*) => {$(
        $(#[$of])*
        $see struct $name {
            $($(#[$about])* $sees $field: $kind,)*
        }

        impl Translate for $name {
            fn translated(&self, lookup: $crate::texts::language::Lookup<'_>) -> Self {
                $name { $($field: self.$field.translated(lookup),)* }
            }
        }
    )*};
}
pub(super) use texts;

/// A text with a count. `{n}` is the count.
pub(crate) enum Plural {
    English {
        one: &'static str,
        other: &'static str,
    },
    /// All forms of another language in one template.
    Own(&'static str),
}

impl Plural {
    /// By what a catalogue knows it, and what it is filled like.
    fn template(&self) -> std::borrow::Cow<'static, str> {
        match self {
            Plural::English { one, other } => format!("{{n|{one}|{other}}}").into(),
            Plural::Own(template) => (*template).into(),
        }
    }

    pub(super) fn said(&self, language: &str, count: usize, number: &str) -> String {
        let arg = |name: &str, filled: &mut String| match name {
            "n" => {
                filled.push_str(number);
                count
            }
            other => {
                filled.extend(["{", other, "}"]);
                0
            }
        };
        let mut filled = String::new();
        catalogue::fill(language, &self.template(), &arg, &mut filled);
        filled
    }
}

/// Puts arguments in their places; what is none stays. Forms go by an argument that is a number.
pub(super) fn fill<'a>(template: &str, argument: &dyn Fn(&str) -> Option<&'a str>) -> String {
    let arg = |name: &str, filled: &mut String| {
        let Some(value) = argument(name) else {
            filled.extend(["{", name, "}"]);
            return 0;
        };
        filled.push_str(value);
        value.chars().filter(char::is_ascii_digit).collect::<String>().parse().unwrap_or(0)
    };
    let mut filled = String::with_capacity(template.len() * 2);
    catalogue::fill(SPOKEN.get(), template, &arg, &mut filled);
    filled
}

impl Translate for &'static str {
    fn translated(&self, lookup: Lookup<'_>) -> Self {
        lookup(self).unwrap_or(self)
    }
}

impl Translate for Plural {
    fn translated(&self, lookup: Lookup<'_>) -> Self {
        lookup(&self.template()).map_or_else(
            || match *self {
                Plural::English { one, other } => Plural::English { one, other },
                Plural::Own(template) => Plural::Own(template),
            },
            Plural::Own,
        )
    }
}

/// A key and its text.
impl Translate for (&'static str, &'static str) {
    fn translated(&self, lookup: Lookup<'_>) -> Self {
        (self.0, self.1.translated(lookup))
    }
}

/// Keys of the keyboard, and what they do.
impl Translate for (&'static [&'static str], &'static str) {
    fn translated(&self, lookup: Lookup<'_>) -> Self {
        (self.0, self.1.translated(lookup))
    }
}

/// A key and two texts, or two values and what is said of them.
impl Translate for (&'static str, &'static str, &'static str) {
    fn translated(&self, lookup: Lookup<'_>) -> Self {
        (self.0, self.1.translated(lookup), self.2.translated(lookup))
    }
}

impl<T: Translate, const N: usize> Translate for [T; N] {
    fn translated(&self, lookup: Lookup<'_>) -> Self {
        std::array::from_fn(|place| self[place].translated(lookup))
    }
}

impl Translate for Option<&'static Catalogue> {
    fn translated(&self, _lookup: Lookup<'_>) -> Self {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    const FILES: [(&str, &str); 5] = [
        ("da", include_str!("../../../languages/da.txt")),
        ("pl", include_str!("../../../languages/pl.txt")),
        ("sv", include_str!("../../../languages/sv.txt")),
        ("fr", include_str!("../../../languages/fr.txt")),
        ("pt", include_str!("../../../languages/pt.txt")),
    ];

    /// Texts that are the same in all languages, and words that are looked up for another purpose.
    const SAME: [&str; 19] = [
        "en",
        "hub",
        "check",
        "CRLF",
        "LF",
        "CR",
        "CSV",
        "JSON",
        "+4526018159",
        "TRUE",
        "0584",
        "+4526012907",
        "English",
        "Dansk",
        "Polski",
        "Svenska",
        "Français",
        "Português",
        "1.0",
    ];

    fn all_words() -> Vec<String> {
        let seen = RefCell::new(Vec::new());
        let _ = ENGLISH.translated(&|english| {
            seen.borrow_mut().push(english.to_owned());
            None
        });
        let mut seen = seen.into_inner();
        seen.retain(|english| !english.is_empty() && english != "København" && !SAME.contains(&english.as_str()));
        seen
    }

    #[test]
    fn every_language_has_every_word_of_the_page() {
        for (language, file) in FILES {
            let known: BTreeSet<&str> = file.lines().filter(|line| !line.starts_with('\t')).collect();
            let missing: Vec<String> =
                all_words().into_iter().filter(|english| !known.contains(english.as_str())).collect();
            assert!(missing.is_empty(), "web/languages/{language}.txt lacks:\n{}", missing.join("\n"));
        }
    }

    #[test]
    fn a_language_is_spoken_with_its_own_plural_forms() {
        let english = "{n|{n} place|{n} places}";
        let lines = format!("{:08x}\t{{n|{{n}} miejsce|{{n}} miejsca|{{n}} miejsc}}\n", catalogue::text_key(english));
        learn("pl", &lines);
        let words = words_of("pl");
        assert_eq!([1, 3, 5, 22].map(|n| words.places(n)), ["1 miejsce", "3 miejsca", "5 miejsc", "22 miejsca"]);
        assert_eq!((words.language, words.undo), ("pl", ENGLISH.undo));
        let lines =
            format!("{:08x}\t{{n}} {{n|naprawione|naprawione|naprawionych}}\n", catalogue::text_key("{n} repaired"));
        learn("xx", &lines);
        assert_eq!((words_of("xx").applied(1, None), words_of("none").language), ("1 naprawione".to_owned(), "en"));
    }

    #[test]
    fn what_a_script_said_is_worded_with_its_reason_and_nothing_of_an_argument_is_read() {
        let known = [("It stopped ({why}).", "Den gik i stå ({why})."), ("its worker died", "den døde")];
        let lines = known.map(|(english, own)| format!("{:08x}\t{own}\n", catalogue::text_key(english))).concat();
        learn("yy", &lines);
        let said =
            |why: &str| words_of("yy").told("It stopped ({why}).", &|name| (name == "why").then(|| why.to_owned()));
        assert_eq!(said("its worker died"), "Den gik i stå (den døde).");
        assert_eq!(said("{why} 404"), "Den gik i stå ({why} 404).");
        assert_eq!(words_of("yy").told("{why}", &|_| Some("at row {n}".to_owned())), "at row {n}");
        assert_eq!(ENGLISH.told("It stopped ({why}).", &|_| None), "It stopped ().");
    }
}
