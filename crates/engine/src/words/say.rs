//! A text that has no language yet: its English template, and what goes into it.
//!
//! What must stay true: every sentence the engine makes is written once, in English, inside of [`say!`], where a test
//! finds it; what a person or a cell wrote goes in as an argument.

use std::borrow::Cow;

/// A text for people. `{name}` stands for an argument, `{name|one|other}` for the form that goes with its number.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Say {
    pub(super) template: &'static str,
    pub(super) args: Vec<(&'static str, Arg)>,
}

/// What goes into a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Arg {
    /// What a cell holds, or a name that is the same in all languages.
    Text(String),
    /// The number of a line, row or column; or a small count that is written as it is.
    Number(usize),
    /// A count, with its thousands apart.
    Count(usize),
    Say(Say),
    /// `a, b, c`.
    Joined(Vec<Arg>),
    /// `a, b and c`, or `a, b and 7 more`.
    List {
        items: Vec<Arg>,
        more: usize,
    },
}

/// A text and its arguments: `say!("{n} {n|row|rows}", n = count)`.
macro_rules! say {
    ($template:literal $(, $name:ident = $arg:expr)* $(,)?) => {
        $crate::words::Say::new($template)$(.with(stringify!($name), $arg))*
    };
}
pub(crate) use say;

/// A template that is kept as a constant and said later: what stands here is translated.
macro_rules! text {
    ($text:literal) => {
        $text
    };
}
pub(crate) use text;

/// Rows that a sentence names before it says how many more there are.
pub(crate) const MOST_NAMED: usize = 10;

impl Say {
    pub(crate) const fn new(template: &'static str) -> Self {
        Say { template, args: Vec::new() }
    }

    pub(crate) fn with(mut self, name: &'static str, arg: impl Into<Arg>) -> Self {
        self.args.push((name, arg.into()));
        self
    }
}

impl Arg {
    /// What plural forms go by; 0 where there is nothing to count.
    pub(crate) fn count(&self) -> usize {
        match self {
            Arg::Number(number) | Arg::Count(number) => *number,
            Arg::Joined(items) => items.len(),
            Arg::List { items, more } => items.len() + more,
            Arg::Text(_) | Arg::Say(_) => 0,
        }
    }

    /// `“name”`.
    pub(crate) fn quoted(name: &str) -> Self {
        Arg::Say(say!("“{name}”", name = name))
    }

    /// `a, b and c`.
    pub(crate) fn all(items: Vec<Arg>) -> Self {
        Arg::List { items, more: 0 }
    }

    /// `a and b and c`, for names that hold commas themselves.
    pub(crate) fn ands(names: Vec<&str>) -> Self {
        let mut names = names.into_iter().map(Arg::from);
        let Some(first) = names.next() else { return Arg::Text(String::new()) };
        names.fold(first, |first, last| Arg::Say(say!("{first} and {last}", first = first, last = last)))
    }

    /// The first of these rows, and how many more of `all` there are.
    pub(crate) fn rows(named: &[u32], all: usize) -> Self {
        let items: Vec<Arg> = named.iter().take(MOST_NAMED).map(|row| Arg::from(*row)).collect();
        let more = all.saturating_sub(items.len());
        Arg::List { items, more }
    }
}

impl From<Say> for Arg {
    fn from(say: Say) -> Self {
        Arg::Say(say)
    }
}

impl From<usize> for Arg {
    fn from(number: usize) -> Self {
        Arg::Number(number)
    }
}

impl From<u32> for Arg {
    fn from(number: u32) -> Self {
        Arg::Number(number as usize)
    }
}

impl From<char> for Arg {
    fn from(character: char) -> Self {
        Arg::Text(character.to_string())
    }
}

impl From<&str> for Arg {
    fn from(text: &str) -> Self {
        Arg::Text(text.to_owned())
    }
}

impl From<&String> for Arg {
    fn from(text: &String) -> Self {
        Arg::Text(text.clone())
    }
}

impl From<String> for Arg {
    fn from(text: String) -> Self {
        Arg::Text(text)
    }
}

impl From<Cow<'_, str>> for Arg {
    fn from(text: Cow<'_, str>) -> Self {
        Arg::Text(text.into_owned())
    }
}
