//! What proves that a file is written in one encoding and in no other.

use std::collections::HashSet;

use crate::baseline::Baseline;
use crate::booleans;
use crate::encoding::Encoding;
use crate::source::ForeignCell;

use super::Evidence;
use crate::words::{Say, say};

/// The one encoding in which values agree with the baseline, or words for TRUE
/// and FALSE can be read, if no other candidate agrees as well.
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
        let known = baseline
            .and_then(|baseline| baseline.user(&cell.address)?.value(baseline.column(&cell.header)?))
            .filter(|known| !known.is_ascii());
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
    Some((candidates[proven], agreeing[proven].take()?))
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
