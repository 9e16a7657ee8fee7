//! Puts the answer on the standard output.
//!
//! What must stay true: a reader that has seen enough is no failure, and no
//! escape sequence is written unless a terminal shows it.

use std::io::{self, IsTerminal, Write};

use serde::Serialize;

use crate::stop::Stop;

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

/// `1 place`, `3,000 places`.
pub(crate) fn plural(count: usize, one: &str, many: &str) -> String {
    format!("{} {}", hubcheck::grouped(count), if count == 1 { one } else { many })
}
