//! Strings of old Excel workbooks, which may go on from one record to the next.
//!
//! Must stay true: where a string goes on, its letters begin anew with a byte
//! that says how wide they are; nothing is read past the last record.

/// The pieces of a record and of those that continue it.
#[derive(Debug)]
pub(crate) struct Pieces<'a> {
    all: Vec<&'a [u8]>,
    piece: usize,
    at: usize,
}

impl<'a> Pieces<'a> {
    pub(crate) fn new(pieces: Vec<&'a [u8]>) -> Self {
        Pieces { all: pieces, piece: 0, at: 0 }
    }

    fn byte(&mut self) -> Option<u8> {
        while self.at >= self.all.get(self.piece)?.len() {
            (self.piece, self.at) = (self.piece + 1, 0);
        }
        let byte = self.all.get(self.piece)?.get(self.at).copied();
        self.at += 1;
        byte
    }

    pub(crate) fn number(&mut self, size: usize) -> Option<usize> {
        (0..size).try_fold(0, |number, at| Some(number | usize::from(self.byte()?) << (8 * at)))
    }

    /// A string as Excel 97 and later write it, after a length of `size` bytes.
    pub(crate) fn string(&mut self, size: usize) -> Option<String> {
        let length = self.number(size)?;
        let flags = self.byte()?;
        let runs = if flags & 8 != 0 { self.number(2)? } else { 0 };
        let spoken = if flags & 4 != 0 { self.number(4)? } else { 0 };
        let mut is_wide = flags & 1 != 0;
        let mut units = Vec::new();
        for _ in 0..length {
            let is_at_end = self.all.get(self.piece).is_some_and(|piece| self.at >= piece.len());
            if is_at_end {
                (self.piece, self.at) = (self.piece + 1, 0);
                is_wide = self.byte()? & 1 != 0;
            }
            units.push(self.number(if is_wide { 2 } else { 1 })? as u16);
        }
        self.skip(runs.checked_mul(4)?.checked_add(spoken)?);
        Some(String::from_utf16_lossy(&units))
    }

    fn skip(&mut self, mut bytes: usize) {
        while bytes > 0 && self.piece < self.all.len() {
            let left = self.all[self.piece].len().saturating_sub(self.at);
            if left > bytes {
                self.at += bytes;
                return;
            }
            bytes -= left;
            (self.piece, self.at) = (self.piece + 1, 0);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_string_goes_on_in_another_width() {
        let mut pieces = Pieces::new(vec![b"\x03\0\0a", b"\x01b\0\xF8\0", b"\x01\0\x01\x42\x01"]);
        assert_eq!(pieces.string(2).as_deref(), Some("abø"));
        assert_eq!(pieces.string(2).as_deref(), Some("ł"));
        assert_eq!(pieces.string(2), None);
    }

    #[test]
    fn how_it_looks_and_sounds_is_skipped() {
        let mut pieces = Pieces::new(vec![b"\x01\0\x0C\x01\0\x02\0\0\0a1234xy\x01\0\0b"]);
        assert_eq!(pieces.string(2).as_deref(), Some("a"));
        assert_eq!(pieces.string(2).as_deref(), Some("b"));
    }
}
