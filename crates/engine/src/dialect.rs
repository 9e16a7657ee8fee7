//! How the text is laid out: separator, `sep=` line, line ends.
//!
//! What must stay true: the layout is observed, never assumed, and every
//! answer here leads to a finding when it is not what the importer reads.

use memchr::memchr;

use crate::blocks::{BLOCK, controls};
use crate::scan::Scanner;

/// NUL and the other controls that text files do not hold.
pub(crate) fn is_control(byte: u8) -> bool {
    byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r')
}

/// The separators that programs write, the importer's own first.
pub(crate) const SEPARATORS: [u8; 4] = *b",;\t|";

/// The layout of one text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Dialect {
    pub(crate) separator: u8,
    /// Bytes of a first line `sep=;` with its line end; 0 when there is none.
    pub(crate) separator_line: usize,
    pub(crate) line_ends: LineEnds,
    /// A carriage return that no line feed follows stands somewhere.
    pub(crate) bare_returns: bool,
}

/// How often each line end ends a record.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct LineEnds {
    pub(crate) crlf: usize,
    pub(crate) feeds: usize,
    pub(crate) returns: usize,
}

impl LineEnds {
    /// Counts all line ends, those inside quoted values too.
    fn count(text: &[u8]) -> Self {
        let mut ends = LineEnds::default();
        ends.add(text, None);
        ends
    }

    /// Counts the line ends of a piece of a text, which `next` follows, and gives how many other controls it holds. Most
    /// stretches of a line hold none of both, which is seen many bytes at once.
    pub(crate) fn add(&mut self, piece: &[u8], next: Option<u8>) -> usize {
        let mut other = 0;
        for at in (0..piece.len()).step_by(BLOCK) {
            let mut found = controls(piece, at);
            while found != 0 {
                let hit = at + found.trailing_zeros() as usize;
                found &= found - 1;
                match piece[hit] {
                    // The feed after a return at the end of a piece is counted with the next one.
                    b'\n' => self.feeds = self.feeds.wrapping_add(1),
                    b'\r' if piece.get(hit + 1).copied().or(next) == Some(b'\n') => {
                        self.crlf += 1;
                        self.feeds = self.feeds.wrapping_sub(1);
                    }
                    b'\r' => self.returns += 1,
                    byte => other += usize::from(is_control(byte)),
                }
            }
        }
        other
    }

    /// Adds those that were counted behind a line feed.
    pub(crate) fn follow(&mut self, next: LineEnds) {
        self.crlf += next.crlf;
        self.feeds += next.feeds;
        self.returns += next.returns;
    }

    /// Counts those that end a record.
    fn of_records(mut scanner: Scanner<'_>, text: &[u8]) -> Self {
        let mut ends = LineEnds::default();
        let mut is_header = true;
        let mut fields = 0;
        while let Some(record) = scanner.read_each(|_| fields += 1) {
            if std::mem::take(&mut is_header) {
                scanner.expect_columns(fields);
            }
            match &text[record.end as usize..record.next as usize] {
                b"\r\n" => ends.crlf += 1,
                b"\n" => ends.feeds += 1,
                b"\r" => ends.returns += 1,
                _ => {}
            }
        }
        ends
    }

    fn is_mixed(self) -> bool {
        self.name() == "mixed"
    }

    pub(crate) fn name(self) -> &'static str {
        match (self.crlf > 0, self.feeds > 0, self.returns > 0) {
            (false, false, false) => "none",
            (true, false, false) => "crlf",
            (false, true, false) => "lf",
            (false, false, true) => "cr",
            _ => "mixed",
        }
    }
}

impl Dialect {
    pub(crate) fn of(text: &[u8]) -> Self {
        Self::with(text, LineEnds::count(text))
    }

    /// [`Dialect::of`] where the line ends have been counted.
    pub(crate) fn with(text: &[u8], line_ends: LineEnds) -> Self {
        let (separator_line, stated) = separator_line(text);
        let body = &text[separator_line..];
        let separator = stated.unwrap_or_else(|| likeliest_separator(body, line_ends.returns > 0));
        let bare_returns = line_ends.returns > 0;
        let mut dialect = Dialect { separator, separator_line, line_ends, bare_returns };
        if line_ends.is_mixed() {
            // Perhaps only because values hold line breaks: look closer.
            dialect.line_ends = LineEnds::of_records(dialect.scanner(text), text);
        }
        dialect
    }

    /// A scanner that stands at the header.
    pub(crate) fn scanner<'t>(&self, text: &'t [u8]) -> Scanner<'t> {
        let mut scanner = Scanner::new(text, self.separator, self.bare_returns);
        if self.separator_line > 0 {
            scanner.seek(self.separator_line, 2);
        }
        scanner
    }
}

#[cfg(test)]
pub(crate) fn has_bare_return(text: &[u8]) -> bool {
    LineEnds::count(text).returns > 0
}

/// `sep=;` on the first line: some spreadsheets write it, and read it back.
fn separator_line(text: &[u8]) -> (usize, Option<u8>) {
    let end = text.iter().take(16).position(|byte| matches!(byte, b'\n' | b'\r'));
    let line = &text[..end.unwrap_or(text.len().min(16))];
    // A program that saved it once more as a record may have quoted it, or padded it with separators.
    let bare = line.strip_prefix(b"\"").unwrap_or(line);
    let Some(rest) = bare.get(..4).filter(|word| word.eq_ignore_ascii_case(b"sep=")).map(|_| &bare[4..]) else {
        return (0, None);
    };
    let Some(&separator) = rest.first().filter(|byte| SEPARATORS.contains(byte)) else {
        return (0, None);
    };
    let Some(end) = end.filter(|_| rest[1..].iter().all(|byte| *byte == b'"' || SEPARATORS.contains(byte))) else {
        return (0, None);
    };
    let line_end = if text[end] == b'\r' && text.get(end + 1) == Some(&b'\n') { 2 } else { 1 };
    (end + line_end, Some(separator))
}

/// The separator that splits the first line into most cells, the importer's
/// own where that is undecided.
fn likeliest_separator(body: &[u8], bare_returns: bool) -> u8 {
    // The header tells: none of its names holds a semicolon, a tab or a bar.
    // Only the first line is looked at, so that an open quote costs nothing.
    // Blank lines above it tell nothing.
    let blank = |byte: &u8| matches!(byte, b' ' | b'\n' | b'\r' | b'"') || SEPARATORS.contains(byte);
    let body = &body[body.iter().position(|byte| !blank(byte)).map_or(0, |at| line_start(body, at))..];
    let first = memchr(b'\n', body).map_or(body, |end| &body[..end]);
    let first = if bare_returns { memchr(b'\r', first).map_or(first, |end| &first[..end]) } else { first };
    let cells = |separator: u8| {
        let mut fields = 0;
        Scanner::new(first, separator, false).read_each(|_| fields += 1);
        fields
    };
    let mut best = (1, b',');
    for separator in SEPARATORS {
        let count = cells(separator);
        if count > best.0 {
            best = (count, separator);
        }
    }
    best.1
}

/// Where the line starts that holds the byte at `at`.
fn line_start(body: &[u8], at: usize) -> usize {
    body[..at].iter().rposition(|byte| matches!(byte, b'\n' | b'\r')).map_or(0, |end| end + 1)
}

/// Whether the last line of a text is ended.
pub(crate) fn is_ended(text: &[u8]) -> bool {
    matches!(text.last(), Some(b'\n' | b'\r'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn separates(text: &str, separator: char, separator_line: usize) {
        let dialect = Dialect::of(text.as_bytes());
        assert_eq!((dialect.separator as char, dialect.separator_line), (separator, separator_line), "{text:?}");
    }

    #[test]
    fn only_line_ends_of_records_are_told() {
        for (text, name) in [
            ("a,b\r\n\"x\ny\",1\r\n", "crlf"),
            ("a,b\n\"x\r\ny\",1\n", "lf"),
            ("a,b\n1,2\r\n", "mixed"),
            ("a,b\r1,2\r\n", "mixed"),
            // Two quotes that nobody closed: the line between them is a record, as the number of columns tells.
            ("a,b,c\r\nx,\"1,2\ny@z,3,4\"\r\n", "mixed"),
        ] {
            assert_eq!(Dialect::of(text.as_bytes()).line_ends.name(), name, "{text:?}");
        }
    }

    #[test]
    fn the_header_tells_the_separator() {
        separates("a,b\n1,2\n", ',', 0);
        separates("a;b\n1,2;3\n", ';', 0);
        separates("a\tb\n", '\t', 0);
        separates("a|b\n", '|', 0);
        separates("a\nb;c\n", ',', 0);
        separates("\"a;1\",b\n", ',', 0);
        separates("", ',', 0);
        separates("\"a,b,c", ',', 0);
    }

    #[test]
    fn a_separator_line_is_believed() {
        separates("sep=;\r\na;b\r\n", ';', 7);
        separates("SEP=,\na;b\n", ',', 6);
        separates("\"sep=\t\"\na\tb\n", '\t', 8);
        separates("sep=;;;\na;b\n", ';', 8);
        separates("sep=x\na;b\n", ',', 0);
        separates("sep=", ',', 0);
        separates("separate;b\n", ';', 0);
    }

    #[test]
    fn line_ends_are_counted() {
        assert_eq!(LineEnds::count(b"a\r\nb\nc\rd\r"), LineEnds { crlf: 1, feeds: 1, returns: 2 });
        assert_eq!(LineEnds::count(b"a").name(), "none");
        let long = b"a\r\nb\nc\rd\r".repeat(100);
        for size in 1..600 {
            let mut ends = LineEnds::default();
            let mut rest = &long[..];
            while !rest.is_empty() {
                let (piece, after) = rest.split_at(size.min(rest.len()));
                ends.add(piece, after.first().copied());
                rest = after;
            }
            assert_eq!(ends, LineEnds { crlf: 100, feeds: 100, returns: 200 }, "{size}");
        }
        assert_eq!(LineEnds::count(b"a\r\nb\n").name(), "mixed");
    }
}
