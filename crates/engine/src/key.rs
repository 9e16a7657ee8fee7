//! A number that stands for an address while users are compared.
//!
//! What must stay true: the same for both cases of ASCII letters; two different values may share one, so whoever uses it
//! compares the values.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// A hash by which addresses (and other short values) are found again, the
/// same for both cases of ASCII letters; 0 for a blank one. Two different
/// values may share it, so whoever uses it compares the values.
pub(crate) fn key_of(value: &[u8]) -> u64 {
    let value = value.trim_ascii();
    if value.is_empty() {
        return 0;
    }
    let mut hash = value.len() as u64;
    let (words, rest) = value.as_chunks::<8>();
    for word in words {
        hash = mix(hash, u64::from_le_bytes(*word));
    }
    // The last word may repeat bytes of the one before it, which costs less than a copy.
    let last = value.last_chunk::<8>().map_or_else(|| short_word(rest), |last| u64::from_le_bytes(*last));
    mix(hash, last).clamp(1, LEFT_OUT - 1)
}

/// What is found by keys, which are spread well enough already.
pub(crate) type ByKey<T> = HashMap<u64, T, BuildHasherDefault<AsItIs>>;

/// Takes a key for its own hash.
#[derive(Debug, Default)]
pub(crate) struct AsItIs(u64);

impl Hasher for AsItIs {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = key_of(bytes);
    }

    fn write_u64(&mut self, key: u64) {
        // The table takes the slot from the low bits and a mark from the highest ones.
        self.0 = key ^ key.rotate_right(24);
    }
}

/// Stands for the key of a record that is left out.
pub(crate) const LEFT_OUT: u64 = u64::MAX;

/// Whether a key is that of a record that stays and names somebody, or of a value.
pub(crate) fn is_named(key: u64) -> bool {
    !matches!(key, 0 | LEFT_OUT)
}

/// Fewer than eight bytes as one number, which with their count names them.
fn short_word(bytes: &[u8]) -> u64 {
    match (bytes.first_chunk::<4>(), bytes.last_chunk::<4>()) {
        (Some(first), Some(last)) => u64::from(u32::from_le_bytes(*first)) | u64::from(u32::from_le_bytes(*last)) << 32,
        _ => bytes.iter().rev().fold(0, |word, byte| word << 8 | u64::from(*byte)),
    }
}

fn mix(hash: u64, word: u64) -> u64 {
    // The bit that tells the cases apart is set in every byte.
    let product = (hash ^ (word | 0x2020_2020_2020_2020)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    product ^ (product >> 29)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_ignore_case_and_blanks_around() {
        assert_eq!(key_of(b"Anna@Example.com"), key_of(b" anna@example.COM "));
        assert_ne!(key_of(b"anna@example.com"), key_of(b"anne@example.com"));
        assert_eq!(key_of(b"  "), 0);
    }

    #[test]
    fn no_address_has_the_key_of_a_record_that_is_left_out() {
        // Found by trying: without the limit it would be all ones.
        assert_eq!(key_of(b"v2bwkj3@idyae7.avd6mvav"), LEFT_OUT - 1);
    }
}
