//! A zip archive whose files are stored as they are.
//!
//! What must stay true: the same files give the same bytes; nothing is compressed, so that no library is needed for it.

/// 1 January 1980, midnight: the engine has no clock, and the format wants a date.
const DATE: [u8; 4] = [0, 0, 0x21, 0];

/// Version 2.0; names are UTF-8; stored.
const MADE: [u8; 6] = [20, 0, 0, 0b1000, 0, 0];

/// An archive of these files. `None` when they are too many or too large for the plain format (4 GB, 65,535 files).
#[must_use]
pub fn zip(files: &[(&str, &[u8])]) -> Option<Vec<u8>> {
    let (mut bytes, mut directory) = (Vec::new(), Vec::new());
    for (name, content) in files {
        let start = u32::try_from(bytes.len()).ok()?;
        let length = u32::try_from(content.len()).ok()?.to_le_bytes();
        let mut entry = Vec::with_capacity(26);
        entry.extend_from_slice(&MADE);
        entry.extend_from_slice(&DATE);
        entry.extend_from_slice(&crc32(content).to_le_bytes());
        entry.extend_from_slice(&length);
        entry.extend_from_slice(&length);
        entry.extend_from_slice(&u16::try_from(name.len()).ok()?.to_le_bytes());
        entry.extend_from_slice(&[0, 0]); // no extra field
        bytes.extend_from_slice(b"PK\x03\x04");
        bytes.extend_from_slice(&entry);
        bytes.extend_from_slice(name.as_bytes());
        bytes.extend_from_slice(content);
        directory.extend_from_slice(b"PK\x01\x02\x14\x00");
        directory.extend_from_slice(&entry);
        directory.extend_from_slice(&[0; 10]); // no comment, first disk, no attributes
        directory.extend_from_slice(&start.to_le_bytes());
        directory.extend_from_slice(name.as_bytes());
    }
    let (start, count) = (u32::try_from(bytes.len()).ok()?, u16::try_from(files.len()).ok()?.to_le_bytes());
    let length = u32::try_from(directory.len()).ok()?;
    bytes.append(&mut directory);
    bytes.extend_from_slice(b"PK\x05\x06\0\0\0\0");
    bytes.extend_from_slice(&count);
    bytes.extend_from_slice(&count);
    bytes.extend_from_slice(&length.to_le_bytes());
    bytes.extend_from_slice(&start.to_le_bytes());
    bytes.extend_from_slice(&[0, 0]); // no comment
    Some(bytes)
}

/// The checksum that the format asks for.
fn crc32(bytes: &[u8]) -> u32 {
    const TABLE: [u32; 256] = {
        let mut table = [0; 256];
        let mut byte = 0;
        while byte < 256 {
            let mut value = byte as u32;
            let mut bit = 0;
            while bit < 8 {
                value = if value & 1 == 1 { 0xEDB8_8320 ^ (value >> 1) } else { value >> 1 };
                bit += 1;
            }
            table[byte] = value;
            byte += 1;
        }
        table
    };
    !bytes.iter().fold(!0, |crc, byte| TABLE[usize::from(crc as u8 ^ byte)] ^ (crc >> 8))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_checksum_is_the_usual_one() {
        assert_eq!(crc32(b"123456789"), 0xCBF4_3926);
        assert_eq!(crc32(b""), 0);
    }

    #[test]
    fn the_archive_ends_with_its_directory() {
        let archive = zip(&[("a.csv", b"one".as_slice()), ("ø.csv", b"")]).expect("it is small");
        let end = archive.len() - 22;
        assert_eq!(&archive[end..end + 4], b"PK\x05\x06");
        let start =
            u32::from_le_bytes([archive[end + 16], archive[end + 17], archive[end + 18], archive[end + 19]]) as usize;
        assert_eq!(&archive[start..start + 4], b"PK\x01\x02");
        assert_eq!(archive.windows(4).filter(|four| *four == b"PK\x03\x04").count(), 2);
    }
}
