//! Reads the parts of a zip archive, as workbooks use them: stored or deflated.
//!
//! Must stay true: sizes are counted while unpacking, whatever the archive
//! declares, and all parts together never pass [`MOST_BYTES`].

use std::cell::Cell;
use std::collections::HashMap;
use std::io::Read as _;

use flate2::Crc;
use flate2::read::DeflateDecoder;
use hubcheck::Failure;

use crate::MOST_BYTES;

/// A zip archive, its directory read.
#[derive(Debug)]
pub(crate) struct Parts<'a> {
    bytes: &'a [u8],
    entries: HashMap<String, Entry>,
    /// What may still be unpacked.
    left: Cell<usize>,
}

#[derive(Clone, Copy, Debug)]
struct Entry {
    is_encrypted: bool,
    method: u16,
    packed: usize,
    declared: usize,
    sum: u32,
    /// Where its own header begins.
    start: usize,
}

impl<'a> Parts<'a> {
    pub(crate) fn open(bytes: &'a [u8]) -> Result<Self, Failure> {
        let entries = directory(bytes).ok_or(Failure::Broken)?;
        Ok(Parts { bytes, entries, left: Cell::new(MOST_BYTES) })
    }

    pub(crate) fn has(&self, name: &str) -> bool {
        self.entries.contains_key(&key(name))
    }

    /// All of a part as text; blank when there is none of that name.
    pub(crate) fn text(&self, name: &str) -> Result<String, Failure> {
        let Some(entry) = self.entries.get(&key(name)) else { return Ok(String::new()) };
        if entry.declared > self.left.get() {
            return Err(Failure::TooLarge);
        }
        let unpacked = self.unpack(entry, self.left.get())?;
        let mut sum = Crc::new();
        sum.update(&unpacked);
        if unpacked.len() <= self.left.get() && sum.sum() != entry.sum {
            return Err(Failure::Broken);
        }
        self.left.set(self.left.get().checked_sub(unpacked.len()).ok_or(Failure::TooLarge)?);
        Ok(decoded(unpacked))
    }

    /// The first bytes of a part as text, and whether that is all of it.
    pub(crate) fn start(&self, name: &str, most: usize) -> Result<(String, bool), Failure> {
        let Some(entry) = self.entries.get(&key(name)) else { return Ok((String::new(), true)) };
        let mut unpacked = self.unpack(entry, most)?;
        let is_all = unpacked.len() <= most;
        unpacked.truncate(most);
        Ok((decoded(unpacked), is_all))
    }

    /// At most `most` bytes, and one more where there are more.
    fn unpack(&self, entry: &Entry, most: usize) -> Result<Vec<u8>, Failure> {
        if entry.is_encrypted {
            return Err(Failure::Protected);
        }
        let header = self.bytes.get(entry.start..).ok_or(Failure::Broken)?;
        let lengths = number(header, 26, 2).zip(number(header, 28, 2)).ok_or(Failure::Broken)?;
        let data = header.get(30 + lengths.0 + lengths.1..).ok_or(Failure::Broken)?;
        let data = data.get(..entry.packed).ok_or(Failure::Broken)?;
        let mut unpacked = Vec::new();
        let most = most as u64 + 1;
        let read = match entry.method {
            0 => data.take(most).read_to_end(&mut unpacked),
            8 => DeflateDecoder::new(data).take(most).read_to_end(&mut unpacked),
            _ => return Err(Failure::Unknown),
        };
        read.map_err(|_| Failure::Broken)?;
        Ok(unpacked)
    }
}

/// Names differ in case and in the first slash from one program to the next.
fn key(name: &str) -> String {
    name.trim_start_matches('/').to_ascii_lowercase()
}

/// Parts are UTF-8, in rare programs UTF-16 with a mark.
fn decoded(bytes: Vec<u8>) -> String {
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) || bytes.starts_with(b"\xEF\xBB\xBF") {
        return encoding_rs::UTF_8.decode(&bytes).0.into_owned();
    }
    String::from_utf8(bytes).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
}

/// The central directory, found from the end of the archive.
fn directory(bytes: &[u8]) -> Option<HashMap<String, Entry>> {
    const LONGEST_COMMENT: usize = 0xFFFF;
    const END: usize = 22;
    let from = bytes.len().saturating_sub(END + LONGEST_COMMENT);
    let tail = &bytes[from..];
    let end = tail.windows(4).rposition(|window| window == b"PK\x05\x06")?;
    let end = tail.get(end..)?;
    let (count, mut at) = (number(end, 10, 2)?, number(end, 16, 4)?);
    let mut entries = HashMap::new();
    for _ in 0..count {
        let header = bytes.get(at..)?;
        if !header.starts_with(b"PK\x01\x02") {
            return None;
        }
        let (name, extra, comment) = (number(header, 28, 2)?, number(header, 30, 2)?, number(header, 32, 2)?);
        let entry = Entry {
            is_encrypted: number(header, 8, 2)? & 1 == 1,
            method: number(header, 10, 2)? as u16,
            packed: number(header, 20, 4)?,
            declared: number(header, 24, 4)?,
            sum: number(header, 16, 4)? as u32,
            start: number(header, 42, 4)?,
        };
        let name_bytes = header.get(46..46 + name)?;
        entries.insert(key(&String::from_utf8_lossy(name_bytes)), entry);
        at = at.checked_add(46 + name + extra + comment)?;
    }
    Some(entries)
}

/// A little-endian number of `size` bytes.
pub(crate) fn number(bytes: &[u8], at: usize, size: usize) -> Option<usize> {
    let bytes = bytes.get(at..at.checked_add(size)?)?;
    Some(bytes.iter().rev().fold(0, |number, byte| (number << 8) | usize::from(*byte)))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An archive with one stored part, which declares another size.
    fn archive(data: &[u8], declared: u32) -> Vec<u8> {
        let mut sum = Crc::new();
        sum.update(data);
        let size = data.len() as u32;
        let mut bytes = b"PK\x03\x04".to_vec();
        bytes.resize(30, 0);
        bytes[26] = 1;
        bytes.push(b'a');
        bytes.extend(data);
        let start = bytes.len() as u32;
        bytes.extend(b"PK\x01\x02");
        bytes.resize(start as usize + 46, 0);
        let header = &mut bytes[start as usize..];
        header[16..20].copy_from_slice(&sum.sum().to_le_bytes());
        header[20..24].copy_from_slice(&size.to_le_bytes());
        header[24..28].copy_from_slice(&declared.to_le_bytes());
        header[28] = 1;
        bytes.push(b'a');
        bytes.extend(b"PK\x05\x06\0\0\0\0\x01\0\x01\0\0\0\0\0");
        bytes.extend(start.to_le_bytes());
        bytes.extend([0, 0]);
        bytes
    }

    #[test]
    fn what_it_declares_is_not_believed() {
        for (declared, most, expected) in [
            (5, 100, Ok("hello".to_owned())),
            (5, 4, Err(Failure::TooLarge)),
            (1, 4, Err(Failure::TooLarge)),
            (4_000_000_000, MOST_BYTES, Err(Failure::TooLarge)),
        ] {
            let bytes = archive(b"hello", declared);
            let parts = Parts::open(&bytes).expect("an archive");
            parts.left.set(most);
            assert_eq!(parts.text("A"), expected, "{declared} {most}");
        }
    }

    #[test]
    fn all_parts_together_have_one_limit() {
        let bytes = archive(b"hello", 5);
        let parts = Parts::open(&bytes).expect("an archive");
        parts.left.set(9);
        assert!(parts.text("a").is_ok());
        assert_eq!(parts.text("a"), Err(Failure::TooLarge));
    }

    #[test]
    fn a_damaged_part_is_not_read() {
        let mut bytes = archive(b"hello", 5);
        bytes[33] = b'x';
        assert_eq!(Parts::open(&bytes).expect("an archive").text("a"), Err(Failure::Broken));
    }
}
