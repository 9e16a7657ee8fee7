//! Finds, beside the scanner and by its own lights, the records of a text that are well-formed beyond doubt: the last
//! check of a corrected file need not read again what it keeps of them.
//!
//! What must stay true: from one end to a later one of the same stretch the `csv` crate finds as many records as ends
//! are passed, each with as many cells, and is outside of quotes there (a property test holds it to that). It shares with
//! the scanner where bytes stand ([`Masks`]), and nothing of what the scanner makes of them.

use crate::blocks::{BLOCK, Masks};

/// Whether anybody writes a file, and so has use for it.
pub(crate) const LISTENS: bool = cfg!(not(feature = "check-only"));

/// What a text holds of well-formed records.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sound {
    separator: u8,
    /// Cells of each record.
    cells: usize,
    /// Where records end (their line end included), in order; the start of a stretch is one too.
    ends: Vec<u32>,
    /// Which of them are starts of a stretch, by their place in `ends`.
    starts: Vec<u32>,
}

impl Sound {
    /// How many records stand between two places; `None` where that is in doubt.
    pub(crate) fn count(&self, from: usize, to: usize, separator: u8, cells: usize) -> Option<usize> {
        if (separator, cells) != (self.separator, self.cells) {
            return None;
        }
        let place = |of: usize| self.ends.binary_search(&u32::try_from(of).ok()?).ok();
        let (first, last) = (place(from)?, place(to)?);
        // The stretch that the first one is in reaches up to the start of the next one.
        let next = self.starts.partition_point(|start| *start as usize <= first);
        let is_whole = self.starts.get(next).is_none_or(|start| last < *start as usize);
        is_whole.then(|| last.checked_sub(first))?
    }
}

/// Reads blocks as the scanner comes to them.
#[derive(Clone, Debug)]
pub(crate) struct Listener {
    found: Sound,
    /// The block that comes next; another one puts all in doubt.
    next: usize,
    is_in_doubt: bool,
    is_inside: bool,
    /// Separators of the record so far.
    met: u32,
    /// A quote that belongs to the one before it.
    doubled: usize,
}

impl Listener {
    /// `records`: how many there may be.
    pub(crate) fn new(separator: u8, cells: usize, records: usize) -> Self {
        // A record of one cell may be a blank line, which readers leave out.
        let cells = if cells < 2 { usize::MAX } else { cells };
        let found = Sound { separator, cells, ends: Vec::with_capacity(records), starts: Vec::new() };
        Listener { found, next: 0, is_in_doubt: true, is_inside: false, met: 0, doubled: usize::MAX }
    }

    pub(crate) fn finish(self) -> Sound {
        self.found
    }

    /// Adds what was found before it began, `at` the start of a record. Who found it may have looked further.
    pub(crate) fn follow(&mut self, before: Listener, at: usize) {
        let Sound { mut ends, mut starts, .. } = before.found;
        ends.truncate(ends.partition_point(|end| *end as usize <= at));
        starts.truncate(starts.partition_point(|start| (*start as usize) < ends.len()));
        let found = std::mem::take(&mut self.found);
        // One stretch, if the one ends where the other starts.
        let again = usize::from(ends.last().is_some_and(|end| *end as usize == at && found.ends.first() == Some(end)));
        let by = (ends.len() - again) as u32;
        starts.extend(found.starts.iter().skip(again).map(|start| start + by));
        ends.extend(&found.ends[again..]);
        self.found = Sound { ends, starts, ..found };
    }

    /// Goes on from the start of a record, if all was in doubt. `masks` are those of the block it is in, which was
    /// looked at already.
    pub(crate) fn go_on(&mut self, text: &[u8], at: usize, block: usize, masks: Masks) {
        if !self.is_in_doubt || at >= text.len() || self.found.ends.last().is_some_and(|last| *last as usize > at) {
            return;
        }
        (self.is_in_doubt, self.is_inside, self.met, self.doubled) = (false, false, 0, usize::MAX);
        if self.found.ends.last() != Some(&(at as u32)) {
            self.found.starts.push(self.found.ends.len() as u32);
            self.found.ends.push(at as u32);
        }
        self.next = at - at % BLOCK;
        if self.next == block {
            self.read(text, block, masks, u64::MAX << (at % BLOCK));
        }
    }

    /// Takes the next block.
    #[inline]
    pub(crate) fn hear(&mut self, text: &[u8], block: usize, masks: Masks) {
        if !self.is_in_doubt {
            // What stands before the first record of a stretch is none of it.
            let before = self.found.ends.last().map_or(0, |end| (*end as usize).saturating_sub(block));
            self.read(text, block, masks, u64::MAX.checked_shl(before as u32).unwrap_or(0));
        }
    }

    fn read(&mut self, text: &[u8], block: usize, masks: Masks, mut ahead: u64) {
        if block != self.next {
            self.is_in_doubt = true;
            return;
        }
        self.next += BLOCK;
        let mut others = masks.others & ahead;
        while others != 0 {
            let bit = others & others.wrapping_neg();
            others ^= bit;
            let at = block + bit.trailing_zeros() as usize;
            let before = masks.separators & ahead & (bit - 1);
            match (text[at], self.is_inside) {
                (b'"', true) if at != self.doubled => match text.get(at + 1) {
                    Some(b'"') => self.doubled = at + 1,
                    Some(b'\r' | b'\n') => (self.is_inside, ahead) = (false, !(bit | (bit - 1))),
                    Some(next) if *next == self.found.separator => {
                        (self.is_inside, ahead) = (false, !(bit | (bit - 1)));
                    }
                    _ => return self.is_in_doubt = true,
                },
                (b'"', false) if self.may_open(text, at) => {
                    self.met += before.count_ones();
                    self.is_inside = true;
                }
                (b'\n', false) => {
                    self.met += before.count_ones();
                    if self.met as usize + 1 != self.found.cells {
                        return self.is_in_doubt = true;
                    }
                    self.found.ends.push(at as u32 + 1);
                    (self.met, ahead) = (0, !(bit | (bit - 1)));
                }
                (b'\r', false) if text.get(at + 1) != Some(&b'\n') => return self.is_in_doubt = true,
                (b'"', false) => return self.is_in_doubt = true,
                _ => {}
            }
        }
        if !self.is_inside {
            self.met += (masks.separators & ahead).count_ones();
        }
    }

    /// Whether a quote stands at the start of a cell.
    fn may_open(&self, text: &[u8], at: usize) -> bool {
        let is_first = self.found.ends.last().is_some_and(|end| *end as usize == at);
        is_first || at.checked_sub(1).is_some_and(|before| text[before] == self.found.separator)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::properties::{IN_DOUBT, any_csv, config, read_by_csv, written_by_csv};
    use crate::scan::Scanner;

    /// What is found while records are scanned. The scanner says where one starts before every `often`th of them, and
    /// another one goes on behind the first `many`.
    fn sound(text: &str, cells: usize, often: usize, many: usize) -> Sound {
        let new = || {
            let mut scanner = Scanner::new(text.as_bytes(), b',', crate::dialect::has_bare_return(text.as_bytes()));
            scanner.expect_columns(cells);
            scanner.listen(Listener::new(b',', cells, 0));
            scanner
        };
        let mut fields = Vec::new();
        let mut read = |scanner: &mut Scanner<'_>, most: usize| {
            for nth in 0..most {
                if nth % often == 0 {
                    scanner.go_on();
                }
                if scanner.read(&mut fields).is_none() {
                    break;
                }
            }
        };
        let (mut first, mut second) = (new(), new());
        read(&mut first, many);
        second.seek(first.at(), 0);
        read(&mut second, usize::MAX);
        first.join(second);
        first.heard()
    }

    proptest! {
        #![proptest_config(config())]

        #[test]
        fn sound_records_are_those_of_the_csv_crate(
            text in any_csv(),
            often in 1_usize..4,
            many in 0_usize..6,
        ) {
            for cells in 1..4 {
                let found = sound(&text, cells, often, many);
                for from in &found.ends {
                    for to in &found.ends {
                        let (from, to) = (*from as usize, *to as usize);
                        let Some(records) = found.count(from, to, b',', cells) else { continue };
                        // What follows is read as a record of its own.
                        let more = format!("{}z,z\r\n", &text[from..to]);
                        let each = read_by_csv(&more);
                        prop_assert_eq!((each.len(), each.last()), (records + 1, Some(&2)), "{:?}", &text);
                        prop_assert!(each[..records].iter().all(|count| *count == cells), "{:?}", &text);
                    }
                }
            }
        }

        #[test]
        fn well_formed_records_are_sound(
            records in prop::collection::vec(prop::collection::vec("[a-z,\";é?]{0,40}", 3), 1..30),
            many in 0_usize..30,
        ) {
            let text = written_by_csv(&records);
            prop_assert_eq!(sound(&text, 3, 1, many).count(0, text.len(), b',', 3), Some(records.len()), "{:?}", &text);
        }
    }

    #[test]
    fn what_is_in_doubt_is_not_counted() {
        for text in IN_DOUBT {
            assert_eq!(sound(text, 2, 1, 0).count(0, text.len(), b',', 2), None, "{text:?}");
        }
        let text = "a,\"b\r\nc\"\r\nd,e\r\n";
        assert_eq!(sound(text, 2, 1, 0).count(0, text.len(), b',', 2), Some(2));
        let text = "\"a\",\"\"\r\n,\"b\"\"\"\nx\na,b\nc,d\n";
        let found = sound(text, 2, 1, 0);
        assert_eq!(found.count(0, 15, b',', 2), Some(2));
        assert_eq!((found.count(17, 25, b',', 2), found.count(17, 21, b',', 2)), (Some(2), Some(1)));
        assert_eq!((found.count(0, 25, b',', 2), found.count(21, 17, b',', 2)), (None, None));
        assert_eq!((found.count(0, 15, b';', 2), found.count(0, 15, b',', 3)), (None, None));
        assert_eq!(sound("a\nb\n", 1, 1, 0).count(0, 2, b',', 1), None);
    }
}
