//! What proves that a file is written in one encoding and in no other.

use std::collections::HashSet;

use crate::baseline::Baseline;
use crate::booleans;
use crate::encoding::{Encoding, makes_sense};
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
    let mut agreeing: Vec<Option<Evidence>> = vec![None; candidates.len()];
    let mut agreements = vec![0_usize; candidates.len()];
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
        let mut agreed = false;
        for (position, reading) in readings.iter().enumerate() {
            let Some(reading) = reading else { continue };
            let evidence = if known.as_ref() == Some(reading) {
                let says = say!(
                    "Your export has “{reading}” for {address}, which only this encoding gives.",
                    reading = reading,
                    address = &cell.address,
                );
                Evidence::new("baseline", says)
            } else if booleans::meaning(reading).is_some_and(|word| word.exact) {
                Evidence::new("word", say!("Only this encoding gives the known word “{reading}”.", reading = reading))
            } else {
                continue;
            };
            agreed = true;
            agreements[position] += 1;
            agreeing[position].get_or_insert(evidence);
        }
        telling += usize::from(agreed);
    }
    // One text agrees with every cell that tells; each other one fails somewhere.
    let mut all = (0..candidates.len()).filter(|position| telling > 0 && agreements[*position] == telling);
    let (proven, None) = (all.next()?, all.next()) else { return None };
    let (encoding, evidence) = (candidates[proven], agreeing[proven].take()?);
    let said = said_of_bytes(encoding, cells, baseline);
    let is_contradicted = denies_letters(&said)
        || (evidence.kind == "word" && denies_words(encoding, cells))
        || !makes_sense(cells.iter().filter_map(|cell| unconfirmed(cell, encoding, baseline)))
        || cells.iter().any(|cell| is_as_exported(cell, baseline));
    (!is_contradicted).then_some((encoding, evidence))
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

/// A value for which the export does not vouch: of an encoding that is no candidate, it shows letters that no language writes.
fn unconfirmed(cell: &ForeignCell, encoding: Encoding, baseline: Option<&Baseline>) -> Option<String> {
    cell.read(encoding).filter(|reading| known(cell, baseline).as_ref() != Some(reading))
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
