//! Counts the records of a text that is well-formed beyond doubt, many bytes at
//! once: the last reader of what a corrected file keeps of the original.
//!
//! What must stay true: where it gives a number, the `csv` crate finds as many
//! records, each with as many cells, and ends outside of quotes (a property
//! test holds it to that). Where it cannot tell, that crate reads instead.

use wide::{CmpEq, i8x16};

use crate::blocks::BLOCK;

/// How many records a text has, if each has `cells` cells and its own ended
/// line, quotes stand around whole values only, and no line is blank.
pub(crate) fn count_records(text: &[u8], separator: u8, cells: usize) -> Option<usize> {
    // A record of one cell may be a blank line, which readers leave out.
    if cells < 2 || text.last() != Some(&b'\n') {
        return None;
    }
    let separator = i8x16::splat(separator.cast_signed());
    let mut reader =
        Reader { separator, separators: cells - 1, inside: 0, opens: 1, closed: 0, returned: 0, met: 0, records: 0 };
    let (blocks, rest) = text.as_chunks::<BLOCK>();
    for block in blocks {
        reader.read(block)?;
    }
    if !rest.is_empty() {
        let mut block = [b' '; BLOCK];
        block[..rest.len()].copy_from_slice(rest);
        // The blanks that fill it would stand after the last line end.
        reader.read(&block)?;
    }
    (reader.inside == 0).then_some(reader.records)
}

struct Reader {
    separator: i8x16,
    /// Separators to a record.
    separators: usize,
    /// All ones inside of quotes.
    inside: u64,
    /// 1 where the last byte may stand before an opening quote.
    opens: u64,
    /// 1 where the last byte closed a quote.
    closed: u64,
    /// 1 where the last byte was a carriage return outside of quotes.
    returned: u64,
    /// Separators of the record so far.
    met: usize,
    records: usize,
}

impl Reader {
    #[inline]
    fn read(&mut self, block: &[u8; BLOCK]) -> Option<()> {
        let found = Found::of(block, self.separator);
        let inside = parity(found.quotes) ^ self.inside;
        let (separators, feeds, returns) = (found.separators & !inside, found.feeds & !inside, found.returns & !inside);
        let (opening, closing) = (found.quotes & inside, found.quotes & !inside);
        // A quote opens after a separator, a line end or, doubled, after one that closed.
        let before_opening = separators | feeds | closing;
        let is_stray = opening & !(before_opening << 1 | self.opens) != 0
            || (closing << 1 | self.closed) & !(separators | feeds | returns | opening) != 0
            || (returns << 1 | self.returned) & !feeds != 0;
        if is_stray {
            return None;
        }
        self.inside = if inside >> 63 == 0 { 0 } else { u64::MAX };
        (self.opens, self.closed, self.returned) = (before_opening >> 63, closing >> 63, returns >> 63);
        let (mut separators, mut feeds) = (separators, feeds);
        while feeds != 0 {
            let upto = feeds ^ (feeds - 1);
            if self.met + (separators & upto).count_ones() as usize != self.separators {
                return None;
            }
            (self.met, self.records) = (0, self.records + 1);
            separators &= !upto;
            feeds &= feeds - 1;
        }
        self.met += separators.count_ones() as usize;
        Some(())
    }
}

/// What stands where in a block, one bit for each byte.
struct Found {
    separators: u64,
    quotes: u64,
    feeds: u64,
    returns: u64,
}

impl Found {
    #[inline]
    fn of(block: &[u8; BLOCK], separator: i8x16) -> Self {
        let mut found = Found { separators: 0, quotes: 0, feeds: 0, returns: 0 };
        for (quarter, bytes) in block.as_chunks::<16>().0.iter().enumerate() {
            let bytes = i8x16::new(bytes.map(u8::cast_signed));
            let bits = |sign: i8x16| u64::from(bytes.cmp_eq(sign).move_mask().cast_unsigned()) << (quarter * 16);
            let sign = |byte: u8| i8x16::splat(byte.cast_signed());
            found.separators |= bits(separator);
            found.quotes |= bits(sign(b'"'));
            found.feeds |= bits(sign(b'\n'));
            found.returns |= bits(sign(b'\r'));
        }
        found
    }
}

/// For each bit whether an odd number of bits is set up to and with it.
#[inline]
fn parity(bits: u64) -> u64 {
    if bits == 0 {
        return 0;
    }
    [1, 2, 4, 8, 16, 32].into_iter().fold(bits, |sums, by| sums ^ (sums << by))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::properties::{IN_DOUBT, any_csv, config, read_by_csv, written_by_csv};

    proptest! {
        #![proptest_config(config())]

        #[test]
        fn counts_are_those_of_the_csv_crate(
            text in any_csv(),
        ) {
            for cells in 1..4 {
                let Some(records) = count_records(text.as_bytes(), b',', cells) else { continue };
                // What follows is read as records of its own.
                let more = format!("{text}z,z\r\n");
                let each = read_by_csv(&more);
                prop_assert_eq!((each.len(), each.last()), (records + 1, Some(&2)), "{:?}", &text);
                prop_assert!(each[..records].iter().all(|count| *count == cells), "{:?}", &text);
            }
        }

        #[test]
        fn well_formed_records_are_counted(
            records in prop::collection::vec(prop::collection::vec("[a-z,\"\r\n;é]{0,40}", 3), 1..30),
        ) {
            let text = written_by_csv(&records);
            prop_assert_eq!(count_records(text.as_bytes(), b',', 3), Some(records.len()));
        }
    }

    #[test]
    fn what_is_in_doubt_is_not_counted() {
        for text in IN_DOUBT.into_iter().chain([""]) {
            assert_eq!(count_records(text.as_bytes(), b',', 2), None, "{text:?}");
        }
        assert_eq!(count_records(b"\"a\",\"\"\r\n,\"b\"\"\"\n", b',', 2), Some(2));
    }
}
