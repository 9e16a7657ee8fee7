//! Puts the answer on the standard output.
//!
//! What must stay true: a reader that has seen enough is no failure, and no
//! escape sequence is written unless a terminal shows it.

use std::fmt::Write as _;
use std::io::{self, IsTerminal, Write};

use serde::Serialize;

use crate::stop::Stop;

/// Columns of a paragraph; lines with places are as long as they are.
const WIDTH: usize = 96;

/// Prints the whole answer.
pub(crate) fn print(text: &str) -> Result<(), Stop> {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(Stop::new(format!("The answer cannot be printed: {error}.")))
        }
        _ => Ok(()),
    }
}

/// A value as one line of JSON.
pub(crate) fn json(value: &impl Serialize) -> Result<String, Stop> {
    let json =
        serde_json::to_string(value).map_err(|error| Stop::new(format!("The answer cannot be printed: {error}.")))?;
    Ok(json + "\n")
}

/// Whether words are set apart by more than their place.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Style {
    is_on: bool,
}

impl Style {
    /// On a terminal, unless `NO_COLOR` says no.
    pub(crate) fn of_output() -> Self {
        let is_refused = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        let is_dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
        Style { is_on: io::stdout().is_terminal() && !is_refused && !is_dumb }
    }

    #[cfg(test)]
    pub(crate) fn plain() -> Self {
        Style { is_on: false }
    }

    pub(crate) fn bold(self, words: &str) -> String {
        self.wrap("1", words)
    }

    pub(crate) fn red(self, words: &str) -> String {
        self.wrap("1;31", words)
    }

    pub(crate) fn yellow(self, words: &str) -> String {
        self.wrap("1;33", words)
    }

    fn wrap(self, code: &str, words: &str) -> String {
        if self.is_on { format!("\u{1b}[{code}m{words}\u{1b}[0m") } else { words.to_owned() }
    }
}

/// `first` and then the words, broken at blanks; further lines begin under the first word.
pub(crate) fn paragraph(text: &mut String, first: &str, words: &str) {
    let indent = first.chars().count();
    let mut column = indent;
    text.push_str(first);
    for word in words.split(' ').filter(|word| !word.is_empty()) {
        let length = word.chars().count();
        if column > indent && column + 1 + length > WIDTH {
            _ = write!(text, "\n{:indent$}", "");
            column = indent;
        } else if column > indent {
            text.push(' ');
            column += 1;
        }
        text.push_str(word);
        column += length;
    }
    text.push('\n');
}

/// `1 place`, `3,000 places`.
pub(crate) fn plural(count: usize, one: &str, many: &str) -> String {
    format!("{} {}", hubcheck::grouped(count), if count == 1 { one } else { many })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_break_at_blanks() {
        let mut text = String::new();
        paragraph(&mut text, "  Why:  ", &"word ".repeat(40));
        assert!(text.lines().all(|line| line.chars().count() <= WIDTH));
        assert!(text.lines().skip(1).all(|line| line.starts_with("        word")));
        assert!(!text.contains(" \n"));
    }
}
