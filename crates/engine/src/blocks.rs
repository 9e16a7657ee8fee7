//! 64 bytes at once: where separators, quotes and line ends stand, and which
//! bytes a rule may have something to say of, one bit for each byte.
//!
//! What must stay true: every byte that ends a field or a record is marked, and
//! a byte that is not odd is part of no text that a rule would find fault with
//! (the ends of a value aside), as long as the text is valid UTF-8.

use wide::{CmpEq, CmpGt, CmpLt, i8x16};

/// Bytes to a block, one for each bit of a mask.
pub(crate) const BLOCK: usize = 64;

/// What stands where in one block; the lowest bit is its first byte.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Masks {
    /// Separators, quotes, line feeds and carriage returns.
    pub(crate) marks: u64,
    /// Controls, question marks, and letters that want a closer look.
    pub(crate) odd: u64,
}

/// Looks at blocks of a text with one separator.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Looker {
    separator: i8x16,
}

impl Looker {
    pub(crate) fn new(separator: u8) -> Self {
        Looker { separator: all(separator) }
    }

    /// The masks of the block that starts at `at`; bytes beyond the text are blank.
    #[inline]
    pub(crate) fn look(&self, text: &[u8], at: usize) -> Masks {
        let before = at.checked_sub(2).map_or([0; 2], |before| [text[before], text[before + 1]]);
        if let Some(block) = text[at..].first_chunk::<BLOCK>() {
            return self.masks(block, before);
        }
        let mut block = [b' '; BLOCK];
        block[..text.len() - at].copy_from_slice(&text[at..]);
        self.masks(&block, before)
    }

    #[inline]
    fn masks(&self, block: &[u8; BLOCK], before: [u8; 2]) -> Masks {
        let (mut marks, mut odd, mut latin, mut foreign) = (0, 0, 0, 0);
        for (quarter, bytes) in block.as_chunks::<16>().0.iter().enumerate() {
            let bytes = i8x16::new(bytes.map(u8::cast_signed));
            let bits = |found: i8x16| u64::from(found.move_mask().cast_unsigned()) << (quarter * 16);
            marks |= bits(
                bytes.cmp_eq(self.separator)
                    | bytes.cmp_eq(all(b'"'))
                    | bytes.cmp_eq(all(b'\n'))
                    | bytes.cmp_eq(all(b'\r')),
            );
            // As signed numbers: 0x80..=0xBF, which only continue a letter, are
            // the lowest, then the first bytes of letters, then ASCII.
            let is_low = bytes.cmp_gt(all(0xBF)) & bytes.cmp_lt(all(b' '));
            odd |= bits(is_low | bytes.cmp_eq(all(b'?')) | bytes.cmp_eq(all(0x7F)));
            latin |= bits(bytes.cmp_gt(all(0xC2)) & bytes.cmp_lt(all(0xC6)));
            foreign |= bits(bytes);
        }
        // First bytes 0xC3..=0xC5 are the letters of Western and Central
        // Europe. One right after the other may be UTF-8 read as something else.
        let first = odd & foreign;
        let carried = u64::from(is_latin(before[0])) | u64::from(is_latin(before[1])) << 1;
        Masks { marks, odd: (odd & !latin) | (first & (latin << 2 | carried)) }
    }
}

fn is_latin(byte: u8) -> bool {
    matches!(byte, 0xC3..=0xC5)
}

fn all(byte: u8) -> i8x16 {
    i8x16::splat(byte.cast_signed())
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
                let is_mark = matches!(byte, b';' | b'"' | b'\n' | b'\r');
                assert_eq!(masks.marks, u64::from(is_mark) << at, "{byte} at {at}");
                let is_odd = byte < b' ' || matches!(byte, b'?' | 0x7F | 0xC0..=0xC2 | 0xC6..);
                assert_eq!(masks.odd, u64::from(is_odd) << at, "{byte} at {at}");
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
