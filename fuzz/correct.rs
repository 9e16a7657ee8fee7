//! Any file and options: correcting twice is correcting once, nothing proven is
//! left undone, parts joined are the whole, and what is refused stays.
#![no_main]

use hubcheck_tests::promises::{self, Case};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Some(Case { file, options, .. }) = Case::of(bytes) {
        promises::correcting_twice_is_correcting_once(file, &options);
        promises::a_corrected_file_has_no_safe_finding_left(file);
        promises::parts_joined_are_the_whole(file, &options, options.limit.unwrap_or(2));
        promises::what_no_rule_touches_keeps_its_bytes(file);
    }
});
