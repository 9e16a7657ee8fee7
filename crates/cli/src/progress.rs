//! How far the work is, for whoever waits at a terminal.
//!
//! What must stay true: only a terminal sees it, on the error output, and nothing of it is left when the answer comes; a
//! file that is quickly done shows nothing.

use std::io::{IsTerminal, Stderr, Write};
use std::ops::ControlFlow;
use std::time::{Duration, Instant};

use hubcheck::visible;

/// Nobody minds waiting so long.
const PATIENCE: Duration = Duration::from_millis(400);

/// Characters of a name that are shown.
const MOST_OF_NAME: usize = 40;

pub(crate) struct Progress<W: Write = Stderr> {
    /// `None`: nobody looks.
    terminal: Option<W>,
    name: String,
    since: Instant,
    patience: Duration,
    percent: Option<usize>,
    /// Characters that stand there now.
    written: usize,
}

impl Progress {
    pub(crate) fn on_terminal(name: &str) -> Self {
        let error_output = std::io::stderr();
        let is_watched = error_output.is_terminal() && std::env::var_os("TERM").is_none_or(|term| term != "dumb");
        Progress::new(is_watched.then_some(error_output), name, PATIENCE)
    }
}

impl<W: Write> Progress<W> {
    fn new(terminal: Option<W>, name: &str, patience: Duration) -> Self {
        let name: String = visible(name).chars().take(MOST_OF_NAME).collect();
        Progress { terminal, name, since: Instant::now(), patience, percent: None, written: 0 }
    }

    /// Says how far it is; never that it should stop.
    pub(crate) fn tell(&mut self, now: hubcheck::Progress) -> ControlFlow<()> {
        let percent = now.done.saturating_mul(100) / now.total.max(1);
        if self.percent != Some(percent) && self.since.elapsed() >= self.patience {
            self.percent = Some(percent);
            self.write(&format!("Checking {}: {percent} %", self.name));
        }
        ControlFlow::Continue(())
    }

    /// Leaves the line as it was.
    pub(crate) fn clear(&mut self) {
        if self.written > 0 {
            self.write("");
            self.write_raw("\r");
        }
    }

    /// Over what stands there.
    fn write(&mut self, words: &str) {
        let length = words.chars().count();
        let rest = " ".repeat(self.written.saturating_sub(length));
        self.written = length;
        self.write_raw(&format!("\r{words}{rest}"));
    }

    fn write_raw(&mut self, text: &str) {
        if let Some(terminal) = &mut self.terminal {
            // A terminal that takes nothing more is no reason to stop the work.
            _ = terminal.write_all(text.as_bytes()).and_then(|()| terminal.flush());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(patience: Duration, steps: &[usize]) -> String {
        let mut progress = Progress::new(Some(Vec::new()), "a\u{1b}b.csv", patience);
        for done in steps {
            assert_eq!(progress.tell(hubcheck::Progress { done: *done, total: 200 }), ControlFlow::Continue(()));
        }
        progress.clear();
        String::from_utf8(progress.terminal.expect("somebody looks")).expect("it is text")
    }

    #[test]
    fn each_percent_is_told_once_and_wiped_out() {
        let line = "\rChecking a\\u{1b}b.csv: ";
        assert_eq!(
            told(Duration::ZERO, &[2, 3, 200]),
            format!("{line}1 %{line}100 %\r{}\r", " ".repeat("Checking a\\u{1b}b.csv: 100 %".len()))
        );
    }

    #[test]
    fn what_is_quickly_done_shows_nothing() {
        assert_eq!(told(Duration::from_secs(3_600), &[2, 200]), "");
    }
}
