//! Texts for people, in the language that was asked for.
//!
//! What must stay true: without a catalogue every text is the English one it was written as; a text that the catalogue
//! lacks stays English rather than wrong; what stands in a cell is never translated nor read as a template.

mod catalogue;
mod say;

pub use catalogue::{Catalogue, text_key};
pub(crate) use say::{Arg, MOST_NAMED, Say, say, text};

use std::borrow::Cow;
use std::sync::Arc;

impl Catalogue {
    /// A text with the plural forms that go with a number; its arguments are left out.
    #[must_use]
    pub fn counted(&self, english: &str, count: usize) -> String {
        let mut filled = String::new();
        let template = self.text(english).unwrap_or(english);
        catalogue::fill(self.language(), template, &|_, _| count, &mut filled);
        filled
    }
}

/// The language of one run: English, or what a catalogue holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Words(Option<Arc<Catalogue>>);

impl Words {
    pub(crate) fn of(catalogue: Option<&Arc<Catalogue>>) -> Self {
        Words(catalogue.cloned())
    }

    pub(crate) fn catalogue(&self) -> Option<Arc<Catalogue>> {
        self.0.clone()
    }

    /// The tag of the language, for the pages.
    pub(crate) fn language(&self) -> &str {
        self.0.as_ref().map_or("en", |catalogue| catalogue.language())
    }

    /// `ltr` or `rtl`.
    pub(crate) fn direction(&self) -> &str {
        self.text("ltr")
    }

    pub(crate) fn is_english(&self) -> bool {
        self.0.is_none()
    }

    /// A text without arguments, or the template of one with them.
    pub(crate) fn text<'w>(&'w self, english: &'w str) -> &'w str {
        self.0.as_ref().and_then(|catalogue| catalogue.text(english)).unwrap_or(english)
    }

    pub(crate) fn say(&self, say: &Say) -> String {
        self.fill(say.template, &|name| say.args.iter().find(|(known, _)| *known == name).map(|(_, arg)| arg))
    }

    /// The translated template with its arguments; one that is missing is blank.
    pub(crate) fn fill<'a>(&self, template: &str, arg: &dyn Fn(&str) -> Option<&'a Arg>) -> String {
        let template = self.text(template);
        let mut filled = String::with_capacity(template.len() * 2);
        let arg = |name: &str, filled: &mut String| {
            arg(name).map_or(0, |arg| {
                filled.push_str(&self.arg(arg));
                arg.count()
            })
        };
        catalogue::fill(self.language(), template, &arg, &mut filled);
        filled
    }

    pub(crate) fn arg<'a>(&self, arg: &'a Arg) -> Cow<'a, str> {
        match arg {
            Arg::Text(text) => Cow::Borrowed(text),
            Arg::Number(number) => Cow::Owned(number.to_string()),
            Arg::Count(number) => Cow::Owned(self.number(*number)),
            Arg::Say(say) => Cow::Owned(self.say(say)),
            Arg::Joined(items) => Cow::Owned(items.iter().map(|item| self.arg(item)).collect::<Vec<_>>().join(", ")),
            Arg::List { items, more: 0 } => Cow::Owned(self.list(items)),
            Arg::List { items, more } => {
                let first = Arg::Joined(items.clone());
                Cow::Owned(self.say(&say!("{first} and {more} more", first = first, more = *more)))
            }
        }
    }

    /// `a`, `a and b`, `a, b and c`.
    fn list(&self, items: &[Arg]) -> String {
        match items {
            [before @ .., last] if !before.is_empty() => {
                let first = Arg::Joined(before.to_vec());
                self.say(&say!("{first} and {last}", first = first, last = last.clone()))
            }
            items => items.iter().map(|item| self.arg(item)).collect(),
        }
    }

    /// `1,000,000` as the language writes it.
    pub(crate) fn number(&self, number: usize) -> String {
        catalogue::number(number, [self.text("1,000"), self.text("10,000")])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(language: &str, texts: &[(&str, &str)]) -> Words {
        let lines: Vec<String> =
            texts.iter().map(|(english, text)| format!("{:08x}\t{text}", text_key(english))).collect();
        Words::of(Some(&Arc::new(Catalogue::read(language, &lines.join("\n")))))
    }

    #[test]
    fn english_says_what_is_written() {
        let words = Words::default();
        let users = |count| words.say(&say!("{n} {n|user|users} of “{place}”", n = Arg::Count(count), place = "{n}"));
        assert_eq!([users(1), users(1_000)], ["1 user of “{n}”", "1,000 users of “{n}”"]);
        assert_eq!(words.say(&say!("{rows|row|rows} {rows}", rows = Arg::rows(&[2, 5, 7], 3))), "rows 2, 5 and 7");
        assert_eq!(words.say(&say!("{rows|row|rows} {rows}", rows = Arg::rows(&[2], 1))), "row 2");
        assert_eq!(words.say(&say!("{rows}", rows = Arg::rows(&[2, 5], 9))), "2, 5 and 7 more");
        assert_eq!(words.say(&say!("{unknown}|{", unknown = "a|b")), "a|b|");
    }

    #[test]
    fn polish_has_three_forms() {
        let words = words(
            "pl",
            &[("{n} {n|row|rows}", "{n} {n|wiersz|wiersze|wierszy}"), ("1,000", "1000"), ("10,000", "10\u{a0}000")],
        );
        let rows = |count| words.say(&say!("{n} {n|row|rows}", n = Arg::Count(count)));
        assert_eq!(
            [1, 2, 5, 12, 22, 1_001, 12_345].map(rows),
            ["1 wiersz", "2 wiersze", "5 wierszy", "12 wierszy", "22 wiersze", "1001 wierszy", "12\u{a0}345 wierszy"]
        );
    }

    #[test]
    fn a_text_that_is_missing_stays_english() {
        let words = words("da", &[("{first} and {last}", "{first} og {last}"), ("row", "række")]);
        assert_eq!(words.say(&say!("{rows}", rows = Arg::rows(&[1, 2], 2))), "1 og 2");
        assert_eq!((words.text("row"), words.text("line"), words.language()), ("række", "line", "da"));
    }

    #[test]
    fn a_form_may_hold_arguments() {
        let say = |n: usize| say!("{n|The one thing {what}|All {n} things {what}}.", n = n, what = "here");
        let words = Words::default();
        assert_eq!([words.say(&say(1)), words.say(&say(3))], ["The one thing here.", "All 3 things here."]);
    }
}
