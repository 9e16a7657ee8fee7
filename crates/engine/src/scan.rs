//! Splits text into records and fields without losing a byte.
//!
//! Architecture invariant: scanning never fails and never skips. Joining all
//! field spans with what lies between them gives the input back, and the time
//! is linear in the input, whatever the quotes do.
//!
//! Where a file is well formed the values are those of the `csv` crate (the
//! tests compare). Where it is not, that crate finds *a* parse and says
//! nothing; a checker has to say it, hence this scanner.

use std::borrow::Cow;
use std::ops::Range;

use memchr::{memchr, memchr_iter, memchr2, memrchr2};

use crate::blocks::{BLOCK, Looker, Masks, is_odd_mark};
use crate::quoted::unquoted;
use crate::sound::{LISTENS, Listener, Sound};

/// How a field is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// Without quotes.
    Bare,
    /// Without an opening quote, but with a quote inside.
    BareQuote,
    /// In quotes, without quotes inside.
    Quoted,
    /// In quotes, with doubled quotes inside.
    Doubled,
    /// In quotes, but something stands between the closing quote and the
    /// separator.
    Stray,
    /// The closing quote is missing; the span ends where the scanner believes
    /// the field to end.
    Unclosed,
}

/// One field: its span in the text, quotes included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Field {
    pub(crate) start: u32,
    pub(crate) end: u32,
    pub(crate) form: Form,
    /// Whether a byte stands in it that a rule of texts may have something to
    /// say of. Without one, only the ends of the value can tell.
    pub(crate) odd: bool,
}

impl Field {
    pub(crate) fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The value as the `csv` crate reads it: without quoting.
    #[inline]
    pub(crate) fn value<'t>(&self, text: &'t [u8]) -> Cow<'t, [u8]> {
        unquoted(&text[self.range()], self.form)
    }
}

/// A quote that was opened and swallows what follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Swallow {
    /// The field (index in its record) whose quote is open.
    pub(crate) field: u32,
    /// Lines that a reader would take into this one field.
    pub(crate) lines: u32,
    /// Whether it runs to the end of the file.
    pub(crate) to_end: bool,
}

/// One logical row. The spans of its fields are in the caller's buffer.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Record {
    pub(crate) start: u32,
    /// End without the line end.
    pub(crate) end: u32,
    /// Where the next record starts.
    pub(crate) next: u32,
    /// Physical line on which it starts, from 1.
    pub(crate) line: u32,
    pub(crate) swallow: Option<Swallow>,
}

impl Record {
    pub(crate) fn range(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// Reads one record after the other.
#[derive(Clone, Debug)]
pub(crate) struct Scanner<'t> {
    text: &'t [u8],
    separator: u8,
    /// Whether a carriage return that no line feed follows ends a line.
    bare_returns: bool,
    /// Cells of the header: tells where an unclosed quote probably ends.
    columns: usize,
    at: usize,
    line: u32,
    looker: Looker,
    /// The block that was looked at last: where it starts, and what is in it.
    block: usize,
    masks: Masks,
    /// Whether something odd was passed since the last field (not zero).
    odd: u64,
    listener: Option<Box<Listener>>,
}

/// No block was looked at yet.
const NOWHERE: usize = usize::MAX;

impl<'t> Scanner<'t> {
    pub(crate) fn new(text: &'t [u8], separator: u8, bare_returns: bool) -> Self {
        let (looker, masks) = (Looker::new(separator), Masks::default());
        let (at, line, block) = (0, 1, NOWHERE);
        Scanner { text, separator, bare_returns, columns: 0, at, line, looker, block, masks, odd: 0, listener: None }
    }

    /// Lets somebody look at the blocks too.
    pub(crate) fn listen(&mut self, listener: Listener) {
        self.listener = Some(Box::new(listener));
    }

    /// Tells who listens where the next record starts.
    pub(crate) fn go_on(&mut self) {
        if let Some(listener) = self.listener.as_mut().filter(|_| LISTENS) {
            listener.go_on(self.text, self.at, self.block, self.masks);
        }
    }

    /// Lets who listens hear all that stands before `end`: a line feed may stand in a block that nobody had to look at.
    fn hear_until(&mut self, end: usize) {
        let next = |block: usize| block.checked_add(BLOCK).filter(|next| *next < end);
        while next(self.block).and_then(|next| self.look_at(next)).is_some() {}
    }

    /// What was heard, up to the end of the text.
    pub(crate) fn heard(mut self) -> Sound {
        self.hear_until(usize::MAX);
        self.listener.map_or_else(Sound::default, |listener| listener.finish())
    }

    /// Starts at `at`, which must be the start of a record, on `line`.
    pub(crate) fn seek(&mut self, at: usize, line: u32) {
        (self.at, self.line) = (at, line);
    }

    /// Where the next record starts.
    pub(crate) fn at(&self) -> usize {
        self.at
    }

    /// The physical line of that.
    pub(crate) fn line(&self) -> u32 {
        self.line
    }

    /// Goes on where `next` is, which began where this one is, on line 0.
    pub(crate) fn join(&mut self, mut next: Self) {
        self.hear_until(self.at);
        next.line += self.line;
        if let (Some(after), Some(before)) = (&mut next.listener, self.listener.take()) {
            after.follow(*before, self.at);
        }
        *self = next;
    }

    pub(crate) fn expect_columns(&mut self, columns: usize) {
        self.columns = columns;
    }

    /// Reads the next record; its fields replace what `fields` held.
    pub(crate) fn read(&mut self, fields: &mut Vec<Field>) -> Option<Record> {
        let mut met = 0;
        let record = self.read_each(|field| {
            // Part by part: a whole new one on its way into the list would wait until each of its parts has reached memory.
            match fields.get_mut(met) {
                Some(old) => {
                    (old.start, old.end, old.form, old.odd) = (field.start, field.end, field.form, field.odd);
                }
                None => fields.push(field),
            }
            met += 1;
        });
        fields.truncate(met);
        record
    }

    /// Reads the next record and hands over each of its fields as soon as it ends.
    #[inline]
    pub(crate) fn read_each(&mut self, mut each: impl FnMut(Field)) -> Option<Record> {
        if self.at >= self.text.len() {
            return None;
        }
        let (start, line) = (self.at, self.line);
        let (mut swallow, mut field, mut met) = (None, start, 0);
        let end = 'record: loop {
            let mut hit = self.pass_bare(&mut field, &mut met, &mut each);
            let mut form = Form::Bare;
            // The end of the text ends a record as a line end does.
            while self.text.get(hit).is_none_or(|byte| *byte != self.separator) {
                let from = match self.text.get(hit) {
                    Some(b'"') if hit == field && form == Form::Bare => {
                        let close = self.closing_quote(hit);
                        form = close.form;
                        if close.lines > 0 && (self.runs_away(&close) || self.holds_a_record(start, hit, &close)) {
                            swallow.get_or_insert(Swallow {
                                field: met as u32,
                                lines: close.lines,
                                to_end: close.after >= self.text.len(),
                            });
                            form = Form::Unclosed;
                            self.probable_end(hit, met)
                        } else if form == Form::Unclosed {
                            // No line is swallowed, but the quote is open all the same.
                            swallow.get_or_insert(Swallow { field: met as u32, lines: 0, to_end: true });
                            self.probable_end(hit, met)
                        } else {
                            self.line += close.lines;
                            if !self.ends_field(close.after) {
                                form = Form::Stray;
                            }
                            close.after
                        }
                    }
                    Some(b'"') => {
                        if form == Form::Bare {
                            form = Form::BareQuote;
                        }
                        hit + 1
                    }
                    Some(_) if !self.ends_line(hit) => {
                        self.odd = 1;
                        hit + 1
                    }
                    _ => {
                        each(self.end_field(field, hit, form));
                        break 'record hit;
                    }
                };
                hit = self.next_mark(from).unwrap_or(self.text.len());
            }
            each(self.end_field(field, hit, form));
            (field, met) = (hit + 1, met + 1);
        };
        self.at = match &self.text[end..] {
            [] => end,
            [b'\r', b'\n', ..] => end + 2,
            _ => end + 1,
        };
        self.line += u32::from(self.at > end);
        Some(Record { start: start as u32, end: end as u32, next: self.at as u32, line, swallow })
    }

    fn end_field(&self, start: usize, end: usize, form: Form) -> Field {
        Field { start: start as u32, end: end as u32, form, odd: self.odd != 0 }
    }

    /// Takes the fields from `field` on that end at a separator and hold nothing but what belongs to them. Gives the next
    /// mark that is none, or the end of the text, and moves `field` to the start of the field it is in. Nearly all fields
    /// are such ones, so that what they need is kept at hand.
    #[inline]
    fn pass_bare(&mut self, field: &mut usize, met: &mut usize, each: &mut impl FnMut(Field)) -> usize {
        self.odd = 0;
        let mut block = *field - *field % BLOCK;
        if block != self.block && self.look_at(block).is_none() {
            return self.text.len();
        }
        let mut ahead = u64::MAX << (*field % BLOCK);
        let mut odd_before = 0; // of this field, in blocks before this one
        loop {
            let Masks { separators, others, odd } = self.masks;
            let others = others & ahead;
            let before_other = (others & others.wrapping_neg()).wrapping_sub(1); // all of them, where there is no other
            let mut separators = separators & ahead & before_other;
            let mut odd = odd & ahead;
            while separators != 0 {
                let before = (separators & separators.wrapping_neg()) - 1;
                let hit = block + separators.trailing_zeros() as usize;
                let is_odd = odd_before | (odd & before) != 0;
                each(Field { start: *field as u32, end: hit as u32, form: Form::Bare, odd: is_odd });
                *met += 1;
                (odd_before, odd) = (0, odd & !before);
                separators &= separators - 1;
                *field = hit + 1;
            }
            odd_before |= odd & before_other;
            if others != 0 {
                self.odd = odd_before;
                return block + others.trailing_zeros() as usize;
            }
            block += BLOCK;
            ahead = u64::MAX;
            if self.look_at(block).is_none() {
                self.odd = odd_before;
                return self.text.len();
            }
        }
    }

    /// Whether the mark at `at` ends a line: a line feed, or a return that does so with or without one.
    #[inline]
    fn ends_line(&self, at: usize) -> bool {
        match self.text.get(at) {
            Some(b'\n') => true,
            Some(b'\r') => self.bare_returns || self.text.get(at + 1) == Some(&b'\n'),
            _ => false,
        }
    }

    /// The next mark. Notes what is odd before it.
    #[inline]
    fn next_mark(&mut self, from: usize) -> Option<usize> {
        let block = from - from % BLOCK;
        if block != self.block {
            self.look_at(block)?;
        }
        let mut ahead = u64::MAX << (from % BLOCK);
        loop {
            let marks = (self.masks.separators | self.masks.others) & ahead;
            if marks != 0 {
                let before = (marks & marks.wrapping_neg()) - 1;
                self.odd |= self.masks.odd & ahead & before;
                return Some(self.block + marks.trailing_zeros() as usize);
            }
            self.odd |= self.masks.odd & ahead;
            self.look_at(self.block + BLOCK)?;
            ahead = u64::MAX;
        }
    }

    #[inline]
    fn look_at(&mut self, block: usize) -> Option<()> {
        if block >= self.text.len() {
            return None;
        }
        (self.block, self.masks) = (block, self.looker.look(self.text, block));
        if let Some(listener) = self.listener.as_mut().filter(|_| LISTENS) {
            listener.hear(self.text, block, self.masks);
        }
        Some(())
    }

    fn next_line_end(&self, from: usize) -> usize {
        let rest = &self.text[from..];
        let hit = if self.bare_returns { memchr2(b'\n', b'\r', rest) } else { memchr(b'\n', rest) };
        let end = hit.map_or(self.text.len(), |hit| from + hit);
        if !self.bare_returns && end < self.text.len() && self.text[from..end].ends_with(b"\r") { end - 1 } else { end }
    }

    /// Finds the quote that closes the one at `open`.
    fn closing_quote(&mut self, open: usize) -> Close {
        let text = self.text;
        let (mut form, mut lines) = (Form::Quoted, 0);
        let mut from = open + 1;
        let after = loop {
            let Some(hit) = self.next_mark(from) else {
                form = Form::Unclosed;
                break text.len();
            };
            from = hit + 1;
            match text[hit] {
                b'"' if text.get(from) == Some(&b'"') => {
                    form = Form::Doubled;
                    from += 1;
                }
                b'"' => break from,
                byte => {
                    self.odd |= u64::from(is_odd_mark(byte));
                    // Of `\r\n` the line feed counts.
                    let is_return = byte == b'\r' && self.bare_returns && text.get(from) != Some(&b'\n');
                    lines += u32::from(byte == b'\n' || is_return);
                }
            }
        };
        Close { form, after, lines }
    }

    /// Whether a quoted field of several lines is really a quote that nobody
    /// closed: the file ends in it, or the next quote was meant to open another
    /// field, so that text follows it directly.
    fn runs_away(&self, close: &Close) -> bool {
        close.form == Form::Unclosed || !self.blanks_then_end(close.after)
    }

    /// Whether the first and the last line of a value of several lines are whole records on their own: two stray
    /// quotes that happen to pair hide a user. `start` is the record's, `open` the opening quote's place.
    fn holds_a_record(&self, start: usize, open: usize, close: &Close) -> bool {
        if self.columns < 3 {
            return false; // too few separators to tell a record by
        }
        let inside = &self.text[open..close.after];
        let Some(last) = memrchr2(b'\n', b'\r', inside).map(|at| open + at + 1) else { return false };
        let is_whole =
            |from: usize, to: usize| memchr_iter(self.separator, &self.text[from..to]).count() + 1 == self.columns;
        memchr(b'@', &self.text[last..close.after]).is_some()
            && is_whole(start, self.next_line_end(open))
            && is_whole(last, self.next_line_end(close.after))
    }

    fn blanks_then_end(&self, at: usize) -> bool {
        let blanks = self.text[at..].iter().take_while(|&&byte| byte == b' ').count();
        self.ends_field(at + blanks)
    }

    fn ends_field(&self, at: usize) -> bool {
        match self.text.get(at) {
            None | Some(b'\n') => true,
            Some(b'\r') => self.bare_returns || self.text.get(at + 1) == Some(&b'\n'),
            Some(&byte) => byte == self.separator,
        }
    }

    /// Where a field with an open quote at `open` probably ends: on its line,
    /// and so that the record gets as many cells as the header has.
    fn probable_end(&self, open: usize, before: usize) -> usize {
        let line_end = self.next_line_end(open);
        let inside = &self.text[open + 1..line_end];
        let pieces = memchr_iter(self.separator, inside).count() + 1;
        let joined = (before + pieces).saturating_sub(self.columns.max(1));
        memchr_iter(self.separator, inside).nth(joined).map_or(line_end, |at| open + 1 + at)
    }
}

struct Close {
    form: Form,
    after: usize,
    lines: u32,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scanned(text: &str) -> Vec<Vec<String>> {
        let mut scanner = Scanner::new(text.as_bytes(), b',', super::super::dialect::has_bare_return(text.as_bytes()));
        let mut fields = Vec::new();
        let mut records = Vec::new();
        while scanner.read(&mut fields).is_some() {
            scanner.expect_columns(3);
            records.push(
                fields
                    .iter()
                    .map(|field| String::from_utf8_lossy(&field.value(text.as_bytes())).into_owned())
                    .collect(),
            );
        }
        records
    }

    macro_rules! scans_to {
        ($name:ident, $text:expr, $([$($value:expr),*]),*) => {
            #[test]
            fn $name() {
                let expected: Vec<Vec<&str>> = vec![$(vec![$($value),*]),*];
                assert_eq!(scanned($text), expected);
            }
        };
    }

    scans_to!(plain, "a,b\nc,d\n", ["a", "b"], ["c", "d"]);
    scans_to!(crlf, "a,b\r\nc,d\r\n", ["a", "b"], ["c", "d"]);
    scans_to!(bare_returns, "a,b\rc,d\r", ["a", "b"], ["c", "d"]);
    scans_to!(no_final_line_end, "a,b\nc,d", ["a", "b"], ["c", "d"]);
    scans_to!(trailing_separator, "a,b,\n", ["a", "b", ""]);
    scans_to!(separator_at_the_end_of_the_file, "a,", ["a", ""]);
    scans_to!(blank_lines_are_records, "a\n\nb\n", ["a"], [""], ["b"]);
    scans_to!(quoted, "\"a,1\",b\n", ["a,1", "b"]);
    scans_to!(quoted_lines, "\"a\r\n1\",b\n", ["a\r\n1", "b"]);
    scans_to!(doubled, "\"a\"\"1\",b\n", ["a\"1", "b"]);
    scans_to!(quoted_lines_and_blanks, "\"a\n1\"  ,b\n\"c\n2\"  \n", ["a\n1  ", "b"], ["c\n2  "]);
    scans_to!(empty_quotes, "\"\",\"\"\n", ["", ""]);
    scans_to!(quote_inside, "a\"b\",c\n", ["a\"b\"", "c"]);
    scans_to!(stray_after_the_quotes, "\"a\"b\"c,d\"\n", ["ab\"c", "d\""]);
    scans_to!(unclosed_to_the_end, "a,b,c\nx,\"y,z\n1,2,3\n", ["a", "b", "c"], ["x", "y", "z"], ["1", "2", "3"]);
    scans_to!(
        unclosed_before_a_comma,
        "a,b,c\n\"x, 1,y,z\n1,2,3\n",
        ["a", "b", "c"],
        ["x, 1", "y", "z"],
        ["1", "2", "3"]
    );
    scans_to!(unclosed_up_to_another, "a,b,c\n\"x,y,z\n1,\"2\",3\n", ["a", "b", "c"], ["x", "y", "z"], ["1", "2", "3"]);
    scans_to!(unclosed_at_the_very_end, "a,b,c\nx,y,\"", ["a", "b", "c"], ["x", "y", ""]);
}
