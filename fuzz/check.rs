//! Any file, baseline and options: `check` finds what `correct` finds, and no
//! corrected file fails its last reader.
#![no_main]

use hubcheck_tests::promises::{self, Case};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Some(case) = Case::of(bytes) {
        promises::check_and_correct_agree(&case);
    }
});
