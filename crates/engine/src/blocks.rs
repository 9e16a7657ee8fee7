//! 64 bytes at once: where separators, quotes and line ends stand, and which
//! bytes a rule may have something to say of, one bit for each byte.
//!
//! What must stay true: every byte that ends a field or a record is marked, and
//! a byte that is neither marked nor odd is part of no text that a rule would
//! find fault with (the ends of a value aside), as long as the text is valid UTF-8.

use wide::u8x16;

/// Bytes to a block, one for each bit of a mask.
pub(crate) const BLOCK: usize = 64;

/// What stands where in one block; the lowest bit is its first byte.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Masks {
    pub(crate) separators: u64,
    /// Quotes, and what [`is_odd_mark`] tells: whoever meets one looks at the byte.
    pub(crate) others: u64,
    /// First bytes of letters that want a closer look.
    pub(crate) odd: u64,
}

/// Whether a marked byte is one that few values hold: a control, the line ends among them, or a question mark. They are
/// marked since a mask of their own would cost every block more than they cost where they stand.
#[inline]
pub(crate) fn is_odd_mark(byte: u8) -> bool {
    byte < b' ' || byte == b'?' || byte == 0x7F
}

/// Where in the block that starts at `at` bytes below the blank stand: controls, line ends among them.
#[inline]
pub(crate) fn controls(text: &[u8], at: usize) -> u64 {
    let mut found = 0;
    let mut look = |block: &[u8; BLOCK]| {
        for (quarter, bytes) in block.as_chunks::<16>().0.iter().enumerate() {
            let low = is_at_most(b' ' - 1, u8x16::new(*bytes));
            found |= u64::from(low.move_mask().cast_unsigned()) << (quarter * 16);
        }
    };
    match text[at..].first_chunk() {
        Some(block) => look(block),
        None => look(&last(text, at)),
    }
    found
}

/// A block that the text ends in, filled with blanks.
fn last(text: &[u8], at: usize) -> [u8; BLOCK] {
    let mut block = [b' '; BLOCK];
    block[..text.len() - at].copy_from_slice(&text[at..]);
    block
}

/// Looks at blocks of a text with one separator.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Looker {
    separator: u8x16,
}

impl Looker {
    pub(crate) fn new(separator: u8) -> Self {
        Looker { separator: all(separator) }
    }

    /// The masks of the block that starts at `at`; bytes beyond the text are blank.
    #[inline]
    pub(crate) fn look(&self, text: &[u8], at: usize) -> Masks {
        let before = || at.checked_sub(2).map_or([0; 2], |before| [text[before], text[before + 1]]);
        if let Some(block) = text[at..].first_chunk::<BLOCK>() {
            return self.masks(block, before);
        }
        self.masks(&last(text, at), before)
    }

    #[inline]
    fn masks(&self, block: &[u8; BLOCK], before: impl Fn() -> [u8; 2]) -> Masks {
        let (mut separators, mut others, mut any) = (0, 0, all(0));
        for (quarter, bytes) in block.as_chunks::<16>().0.iter().enumerate() {
            let bytes = u8x16::new(*bytes);
            let bits = |found: u8x16| u64::from(found.move_mask().cast_unsigned()) << (quarter * 16);
            // The bit that tells `?` and 0x7F apart is set in both.
            let is_question = (bytes | all(0x40)).cmp_eq(all(0x7F));
            separators |= bits(bytes.cmp_eq(self.separator));
            others |= bits(bytes.cmp_eq(all(b'"')) | is_at_most(b' ' - 1, bytes) | is_question);
            any |= bytes;
        }
        // Most blocks are ASCII alone, which the highest bit of each byte tells.
        let odd = if any.move_mask() == 0 { 0 } else { odd(block, before()) };
        // A tab may be a separator and a control.
        Masks { separators, others: others & !separators, odd }
    }
}

/// First bytes of letters that want a closer look.
#[inline]
fn odd(block: &[u8; BLOCK], before: [u8; 2]) -> u64 {
    let (mut first, mut latin) = (0, 0);
    for (quarter, bytes) in block.as_chunks::<16>().0.iter().enumerate() {
        let bytes = u8x16::new(*bytes);
        let bits = |found: u8x16| u64::from(found.move_mask().cast_unsigned()) << (quarter * 16);
        first |= bits(bytes.max(all(0xC0)).cmp_eq(bytes));
        latin |= bits(is_at_most(0xC5 - 0xC3, bytes - all(0xC3)));
    }
    // First bytes 0xC3..=0xC5 are the letters of Western and Central
    // Europe. One right after the other may be UTF-8 read as something else.
    let carried = u64::from(is_latin(before[0])) | u64::from(is_latin(before[1])) << 1;
    first & (!latin | latin << 2 | carried)
}

/// Which bytes are `most` or less.
fn is_at_most(most: u8, of: u8x16) -> u8x16 {
    of.min(all(most)).cmp_eq(of)
}

fn is_latin(byte: u8) -> bool {
    matches!(byte, 0xC3..=0xC5)
}

fn all(byte: u8) -> u8x16 {
    u8x16::splat(byte)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_has_its_bit() {
        for byte in 0..=255 {
            for at in [0, 15, 16, 63] {
                let mut block = [b'a'; BLOCK];
                block[at] = byte;
                let masks = Looker::new(b';').look(&block, 0);
                assert_eq!(masks.separators, u64::from(byte == b';') << at, "{byte} at {at}");
                let is_mark = matches!(byte, b'"' | b'?' | 0x7F | 0..b' ');
                assert_eq!(masks.others, u64::from(is_mark) << at, "{byte} at {at}");
                let is_odd = matches!(byte, 0xC0..=0xC2 | 0xC6..);
                assert_eq!(masks.odd, u64::from(is_odd) << at, "{byte} at {at}");
            }
        }
    }

    #[test]
    fn every_control_is_found() {
        for byte in 0..=255 {
            for at in [0, 15, 16, 63, 64, 70] {
                let mut text = [b'a'; 71];
                text[at] = byte;
                let expected =
                    [u64::from(byte < b' ' && at < 64) << (at % 64), u64::from(byte < b' ' && at >= 64) << (at % 64)];
                assert_eq!([controls(&text, 0), controls(&text, 64)], expected, "{byte} at {at}");
            }
        }
    }

    #[test]
    fn letters_side_by_side_are_odd() {
        for before in [0, 61, 62, 63, 64] {
            let text = format!("{}ÄÖ", "a".repeat(before));
            let at = before + 2;
            let masks = Looker::new(b',').look(text.as_bytes(), at / BLOCK * BLOCK);
            assert_eq!(masks.odd, 1 << (at % BLOCK), "{before}");
        }
        assert_eq!(Looker::new(b',').look("Ä Ö".as_bytes(), 0).odd, 0);
    }
}
