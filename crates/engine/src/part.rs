//! A corrected file as it is handed out: what stays as it was is not copied.
//!
//! What must stay true: the pieces, one after the other, are the file; none of
//! them is handed out before the strict reader has read all of them.

use std::ops::Range;

/// The file as handed out: one part, or as many as the limit asks for.
#[derive(Clone, Debug)]
pub struct Part<'a> {
    /// `NAME-corrected.csv`, or `NAME-part-01-of-03.csv`.
    pub name: String,
    /// Data records.
    pub users: usize,
    /// Lower-case hexadecimal; empty when the caller did not want it.
    pub sha256: String,
    text: &'a [u8],
    pieces: Pieces,
}

impl<'a> Part<'a> {
    /// `text`: what the kept pieces are pieces of.
    pub(crate) fn new(name: String, users: usize, text: &'a [u8], pieces: Pieces) -> Self {
        Part { name, users, sha256: String::new(), text, pieces }
    }

    /// A file that was made anew.
    pub(crate) fn owned(name: String, users: usize, bytes: Vec<u8>, sha256: String) -> Part<'static> {
        Part { name, users, sha256, text: b"", pieces: Pieces { own: bytes, kept: Vec::new() } }
    }

    /// The bytes of the file, piece by piece: long stretches that stayed as they were, and what was written anew.
    pub fn pieces(&self) -> impl Iterator<Item = &[u8]> {
        self.pieces.iter(self.text).map(|piece| match piece {
            Piece::Kept(_, bytes) | Piece::Own(bytes) => bytes,
        })
    }

    /// The bytes of the file, as one copy.
    #[must_use]
    pub fn bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(self.size());
        self.pieces().for_each(|piece| bytes.extend_from_slice(piece));
        bytes
    }

    /// How many bytes the file has.
    #[must_use]
    pub fn size(&self) -> usize {
        self.pieces().map(<[u8]>::len).sum()
    }
}

/// Stretches of a text and bytes of its own, in turn.
#[derive(Clone, Debug, Default)]
pub(crate) struct Pieces {
    /// Everything that is not in the text.
    pub(crate) own: Vec<u8>,
    /// Own bytes up to the number, then these of the text; own bytes after the last one.
    kept: Vec<(usize, Range<usize>)>,
}

/// One stretch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Piece<'p> {
    /// Whole records as they stand in the text, from this place on.
    Kept(usize, &'p [u8]),
    /// Written anew.
    Own(&'p [u8]),
}

impl Pieces {
    /// Keeps a stretch of the text.
    pub(crate) fn keep(&mut self, range: Range<usize>) {
        match self.kept.last_mut() {
            Some((own, last)) if *own == self.own.len() && last.end == range.start => last.end = range.end,
            _ => self.kept.push((self.own.len(), range)),
        }
    }

    /// All stretches, none of them empty.
    pub(crate) fn iter<'p>(&'p self, text: &'p [u8]) -> impl Iterator<Item = Piece<'p>> {
        let mut from = 0;
        let rest = (self.own.len(), 0..0);
        self.kept
            .iter()
            .cloned()
            .chain(std::iter::once(rest))
            .flat_map(move |(until, kept)| {
                let own = &self.own[std::mem::replace(&mut from, until)..until];
                [Piece::Own(own), Piece::Kept(kept.start, text.get(kept).unwrap_or_default())]
            })
            .filter(|piece| !matches!(piece, Piece::Own([]) | Piece::Kept(_, [])))
    }

    /// Bytes of all stretches together.
    pub(crate) fn len(&self) -> usize {
        self.own.len() + self.kept.iter().map(|(_, range)| range.len()).sum::<usize>()
    }

    /// The last byte of all.
    fn last(&self, text: &[u8]) -> Option<u8> {
        match self.kept.last() {
            Some((own, kept)) if *own == self.own.len() => text.get(..kept.end)?.last().copied(),
            _ => self.own.last().copied(),
        }
    }

    /// Ends the last line, if it is not.
    pub(crate) fn end_last_line(&mut self, text: &[u8]) {
        if !matches!(self.last(text), None | Some(b'\n' | b'\r')) {
            self.own.extend_from_slice(b"\r\n");
        }
    }

    /// The same with nothing left in the text: for a text that does not outlive the run.
    pub(crate) fn copied(&self, text: &[u8]) -> Self {
        let mut own = Vec::new();
        for piece in self.iter(text) {
            let (Piece::Kept(_, bytes) | Piece::Own(bytes)) = piece;
            own.extend_from_slice(bytes);
        }
        Pieces { own, kept: Vec::new() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_are_joined_in_order() {
        let text = b"0123456789";
        let mut pieces = Pieces::default();
        pieces.own.extend_from_slice(b"a");
        pieces.keep(0..3);
        pieces.keep(3..5);
        pieces.own.extend_from_slice(b"bc");
        pieces.keep(9..10);
        let whole: Vec<Piece<'_>> = pieces.iter(text).collect();
        assert_eq!(whole, [Piece::Own(b"a"), Piece::Kept(0, b"01234"), Piece::Own(b"bc"), Piece::Kept(9, b"9")]);
        pieces.end_last_line(text);
        pieces.end_last_line(text);
        let part = Part::new(String::new(), 0, text, pieces.clone());
        assert_eq!(part.bytes(), b"a01234bc9\r\n");
        assert_eq!((part.size(), pieces.copied(text).own), (11, part.bytes()));
    }
}
