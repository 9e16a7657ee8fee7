//! The container of old Office files: sectors in chains, with a directory.
//!
//! Must stay true: a chain that runs in a circle ends when it is longer than the
//! file; a number that points outside ends it too.

use hubcheck::Failure;

use crate::zip::number;

pub(crate) const MAGIC: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

/// Streams smaller than this lie in the small sectors.
const SMALL: usize = 4_096;
const SMALL_SECTOR: usize = 64;
const ENTRY: usize = 128;

#[derive(Debug)]
pub(crate) struct Container<'a> {
    bytes: &'a [u8],
    sector: usize,
    chains: Vec<usize>,
    small_chains: Vec<usize>,
    small: Vec<u8>,
    entries: Vec<Entry>,
}

#[derive(Debug)]
struct Entry {
    name: String,
    start: usize,
    size: usize,
}

impl<'a> Container<'a> {
    pub(crate) fn open(bytes: &'a [u8]) -> Result<Self, Failure> {
        Self::read(bytes).ok_or(Failure::Broken)
    }

    fn read(bytes: &'a [u8]) -> Option<Self> {
        let sector = match number(bytes, 30, 2)? {
            9 => 512,
            12 => 4_096,
            _ => return None,
        };
        let mut container = Container {
            bytes,
            sector,
            chains: Vec::new(),
            small_chains: Vec::new(),
            small: Vec::new(),
            entries: Vec::new(),
        };
        // Where the table of chains lies: 109 places in the header, the rest in a list of sectors.
        let most = bytes.len() / sector + 1;
        let mut places: Vec<usize> = (0..109).filter_map(|at| number(bytes, 76 + 4 * at, 4)).collect();
        let mut next = number(bytes, 68, 4)?;
        for _ in 0..most {
            let Some(list) = container.sector(next) else { break };
            places.extend(list[..sector - 4].chunks(4).filter_map(|place| number(place, 0, 4)));
            next = number(list, sector - 4, 4)?;
        }
        for place in places {
            if let Some(table) = container.sector(place) {
                container.chains.extend(table.chunks(4).filter_map(|next| number(next, 0, 4)));
            }
        }
        let directory = container.chain(number(bytes, 48, 4)?);
        for entry in directory.chunks_exact(ENTRY) {
            let length = number(entry, 64, 2)?.min(64).saturating_sub(2);
            let name = entry[..length].chunks_exact(2).map(|unit| u16::from_le_bytes([unit[0], unit[1]]));
            let name = char::decode_utf16(name).filter_map(Result::ok).collect();
            container.entries.push(Entry { name, start: number(entry, 116, 4)?, size: number(entry, 120, 4)? });
        }
        container.small_chains =
            container.chain(number(bytes, 60, 4)?).chunks(4).filter_map(|next| number(next, 0, 4)).collect();
        container.small = container.chain(container.entries.first()?.start);
        Some(container)
    }

    pub(crate) fn has(&self, name: &str) -> bool {
        self.entries.iter().any(|entry| entry.name.eq_ignore_ascii_case(name))
    }

    /// A stream by its name.
    pub(crate) fn stream(&self, name: &str) -> Option<Vec<u8>> {
        let entry = self.entries.iter().skip(1).find(|entry| entry.name.eq_ignore_ascii_case(name))?;
        let mut stream = if entry.size < SMALL {
            let mut stream = Vec::new();
            let mut at = entry.start;
            while let Some(piece) =
                self.small.get(at.checked_mul(SMALL_SECTOR)?..).filter(|_| stream.len() < entry.size)
            {
                stream.extend(&piece[..piece.len().min(SMALL_SECTOR)]);
                at = self.small_chains.get(at).copied().unwrap_or(usize::MAX >> 8);
            }
            stream
        } else {
            self.chain(entry.start)
        };
        stream.truncate(entry.size);
        Some(stream)
    }

    fn sector(&self, at: usize) -> Option<&'a [u8]> {
        let start = at.checked_add(1)?.checked_mul(self.sector)?;
        self.bytes.get(start..start.checked_add(self.sector)?)
    }

    /// All sectors of a chain.
    fn chain(&self, start: usize) -> Vec<u8> {
        let mut all = Vec::new();
        let mut at = start;
        while let Some(sector) = self.last_or_whole(at).filter(|_| all.len() <= self.bytes.len()) {
            all.extend(sector);
            match self.chains.get(at) {
                Some(next) => at = *next,
                None => break,
            }
        }
        all
    }

    /// A sector; the last one of the file may be cut.
    fn last_or_whole(&self, at: usize) -> Option<&'a [u8]> {
        let start = at.checked_add(1)?.checked_mul(self.sector)?;
        let rest = self.bytes.get(start..).filter(|rest| !rest.is_empty())?;
        Some(&rest[..rest.len().min(self.sector)])
    }
}
