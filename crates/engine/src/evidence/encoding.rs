//! What proves that a file is written in one encoding and in no other.

use std::collections::HashSet;

use crate::baseline::Baseline;
use crate::booleans;
use crate::encoding::{Encoding, is_strange, makes_sense, rivals};
use crate::profile;
use crate::source::ForeignCell;

use super::Evidence;
use crate::words::{Say, say};

/// The one encoding in which values agree with the baseline, or words for TRUE
/// and FALSE can be read, if no other candidate agrees as well and nothing in the file contradicts it: it may be written
/// in an encoding that is no candidate.
pub(crate) fn only_encoding(
    candidates: &[Encoding],
    cells: &[ForeignCell],
    baseline: Option<&Baseline>,
) -> Option<(Encoding, Evidence)> {
    let mut agreeing = vec![Agreement::default(); candidates.len()];
    let mut telling = 0;
    let mut seen = HashSet::new();
    for cell in cells {
        let known = known(cell, baseline);
        // The same value as before, and nothing else to compare it with, tells the same.
        if known.is_none() && !seen.insert(&cell.value) {
            continue;
        }
        let readings: Vec<Option<String>> = candidates.iter().map(|encoding| cell.read(*encoding)).collect();
        if readings.windows(2).all(|two| two[0] == two[1]) {
            continue;
        }
        let is_word = |reading: &String| booleans::meaning(reading).is_some_and(|word| word.exact);
        let mut agreed: Vec<(usize, &String)> = Vec::new();
        for (position, reading) in readings.iter().enumerate() {
            let reading = reading.as_ref().filter(|reading| known.as_ref() == Some(*reading) || is_word(reading));
            agreed.extend(reading.map(|reading| (position, reading)));
        }
        telling += usize::from(!agreed.is_empty());
        for (position, reading) in &agreed {
            let sum = &mut agreeing[*position];
            let is_known = known.as_ref() == Some(*reading);
            sum.cells += 1;
            sum.has_export |= is_known;
            sum.has_word |= !is_known;
            if sum.shown.as_ref().is_none_or(|shown| agreed.len() < shown.candidates) {
                let address = is_known.then(|| cell.address.clone());
                sum.shown = Some(Shown { reading: (*reading).clone(), address, candidates: agreed.len() });
            }
        }
    }
    // One text agrees with every cell that tells; each other one fails somewhere.
    let mut all = (0..candidates.len()).filter(|position| telling > 0 && agreeing[*position].cells == telling);
    let (proven, None) = (all.next()?, all.next()) else { return None };
    let encoding = candidates[proven];
    let Agreement { has_export, has_word, shown, .. } = agreeing.swap_remove(proven);
    let evidence = shown?.evidence();
    let said = said_of_bytes(encoding, cells, baseline);
    let new = || cells.iter().filter_map(|cell| New::of(cell, encoding, baseline)).collect::<Vec<_>>();
    let is_contradicted = denies_letters(&said)
        || cells.iter().any(|cell| is_as_exported(cell, baseline))
        || (has_word && denies_words(encoding, cells))
        || (has_export && is_doubtful(&new(), encoding, candidates[0], cells, &said));
    (!is_contradicted).then_some((encoding, evidence))
}

/// What agrees with a candidate.
#[derive(Clone, Default)]
struct Agreement {
    cells: usize,
    has_export: bool,
    has_word: bool,
    shown: Option<Shown>,
}

/// A value that agrees with as few other candidates as any.
#[derive(Clone)]
struct Shown {
    reading: String,
    /// Whom the export has it for; `None`: a known word.
    address: Option<String>,
    candidates: usize,
}

impl Shown {
    fn evidence(&self) -> Evidence {
        let Shown { reading, address, candidates } = self;
        let says = match (address, candidates) {
            (Some(address), 1) => say!(
                "Your export has “{reading}” for {address}, which only this encoding gives.",
                reading = reading,
                address = address,
            ),
            (Some(address), _) => say!(
                "Your export has “{reading}” for {address}, and only this encoding gives all that it has.",
                reading = reading,
                address = address,
            ),
            (None, 1) => say!("Only this encoding gives the known word “{reading}”.", reading = reading),
            (None, _) => say!("Only this encoding gives “{reading}” and all other known words.", reading = reading),
        };
        Evidence::new(if address.is_some() { "baseline" } else { "word" }, says)
    }
}

/// The export's value of a cell, where it tells encodings apart.
fn known(cell: &ForeignCell, baseline: Option<&Baseline>) -> Option<String> {
    let known = baseline.and_then(|baseline| baseline.user(&cell.address)?.value(baseline.column(&cell.header)?));
    known.filter(|known| !known.is_ascii())
}

/// Whether a value is that of the export as it stands: parts of the file are UTF-8, and none of another encoding.
fn is_as_exported(cell: &ForeignCell, baseline: Option<&Baseline>) -> bool {
    known(cell, baseline).is_some_and(|known| known.as_bytes() == cell.value)
}

/// What the export says of each byte: confirmed, or denied.
#[derive(Clone, Copy, Default)]
struct Said {
    confirmed: bool,
    denied: bool,
}

/// Whether some byte never is the letter that the export has in its place. One edited value denies a letter that others
/// confirm.
fn denies_letters(said: &[Said; 256]) -> bool {
    said.iter().any(|said| said.denied && !said.confirmed)
}

fn said_of_bytes(encoding: Encoding, cells: &[ForeignCell], baseline: Option<&Baseline>) -> [Said; 256] {
    let mut said = [Said::default(); 256];
    for cell in cells {
        let (Some(known), Some(reading)) = (known(cell, baseline), cell.read(encoding)) else { continue };
        // Of encodings with one byte for each letter; others hardly read a text that is none of theirs.
        if reading.chars().count() != cell.value.len() {
            continue;
        }
        let pairs = || cell.value.iter().copied().zip(known.chars());
        let fits =
            |(byte, letter): (u8, char)| if letter.is_ascii() { char::from(byte) == letter } else { byte >= 0x80 };
        if known.chars().count() != cell.value.len() || !pairs().all(fits) {
            continue;
        }
        for ((byte, letter), read) in pairs().zip(reading.chars()).filter(|((byte, _), _)| *byte >= 0x80) {
            let said = &mut said[usize::from(byte)];
            said.confirmed |= read == letter;
            said.denied |= read != letter;
        }
    }
    said
}

/// Whether a licence cell has no known word, or letters stand where no language has them.
fn denies_words(encoding: Encoding, cells: &[ForeignCell]) -> bool {
    let is_word = |cell: &ForeignCell| cell.read(encoding).is_some_and(|reading| booleans::meaning(&reading).is_some());
    let mut licences = cells.iter().filter(|cell| profile::licence(&cell.header).is_some());
    !licences.all(is_word) || !makes_sense(cells.iter().filter_map(|cell| cell.read(encoding)))
}

/// A value for which neither the export nor a known word vouches, and its text in the encoding that they prove.
struct New<'c> {
    cell: &'c ForeignCell,
    text: String,
}

impl<'c> New<'c> {
    fn of(cell: &'c ForeignCell, encoding: Encoding, baseline: Option<&Baseline>) -> Option<Self> {
        let text = cell.read(encoding).filter(|text| known(cell, baseline).as_ref() != Some(text))?;
        booleans::meaning(&text).is_none().then_some(New { cell, text })
    }

    fn is_other_in(&self, encoding: Encoding) -> bool {
        self.cell.read(encoding).as_ref() != Some(&self.text)
    }

    /// Whether a row of UTF-8 stands in a file of another encoding. One letter alone may be so by chance.
    fn is_utf8(&self) -> bool {
        let text = str::from_utf8(&self.cell.value).ok().filter(|text| !is_strange(text));
        text.is_some_and(|text| {
            text.contains(|letter: char| letter.is_ascii_alphabetic())
                || text.chars().filter(|letter| !letter.is_ascii()).count() > 1
        })
    }
}

/// Points by which another encoding must explain a few new values better.
const LEAD: i64 = 2;

/// Whether new values may be written otherwise than the export says of the others: it may hold names that were misread
/// themselves, rows of two encodings may stand in one file, or the encoding is no candidate.
fn is_doubtful(
    new: &[New<'_>],
    proven: Encoding,
    likeliest: Encoding,
    cells: &[ForeignCell],
    said: &[Said; 256],
) -> bool {
    let is_own = |encoding: Encoding| encoding.char_of(b'a').is_some();
    if new.iter().any(|new| is_strange(&new.text) || new.is_utf8()) {
        return true;
    }
    if new.is_empty() || !is_own(proven) {
        return false;
    }
    // A letter: signs and blanks stand in most files, and cost an encoding as much as letters of no language.
    let is_letter = |byte: u8| !byte.is_ascii() && proven.char_of(byte).is_some_and(char::is_alphabetic);
    let is_unseen =
        |new: &New<'_>| new.cell.value.iter().any(|byte| is_letter(*byte) && !said[usize::from(*byte)].confirmed);
    let is_text = |cell: &&ForeignCell| cell.read(proven).is_none_or(|text| booleans::meaning(&text).is_none());
    let all: Vec<&[u8]> = cells.iter().filter(is_text).map(|cell| &*cell.value).collect();
    let unseen: Vec<&[u8]> = new.iter().filter(|new| is_unseen(new)).map(|new| &*new.cell.value).collect();
    let rivals =
        [(all, 0), (unseen, LEAD)].into_iter().flat_map(|(values, lead)| rivals(&values.join(&b','), proven, lead));
    let is_other = |rival: Encoding| new.iter().any(|new| new.is_other_in(rival));
    rivals.chain(Some(likeliest).filter(|likeliest| !is_own(*likeliest))).any(is_other)
}

/// The first bytes name the encoding.
pub(crate) fn first_bytes() -> Evidence {
    Evidence::new("encoding", say!("The first bytes of the file name this encoding."))
}

/// Letters of the English alphabet stand as they do in UTF-16 alone.
pub(crate) fn every_byte_pair() -> Evidence {
    Evidence::new("encoding", say!("Every other byte is zero, which only this encoding writes."))
}

/// All encodings that fit give one and the same text.
pub(crate) fn one_text(encoding: Encoding) -> Evidence {
    let read_as = Say::new(encoding.label());
    let says = say!("Every encoding that fits gives the same text; it was read as {encoding}.", encoding = read_as);
    Evidence::new("encoding", says)
}
