//! Any bytes: the scanner loses none and reads what the `csv` crate reads, and
//! no rule speaks of a record that the survey calls plain.
#![no_main]

use hubcheck::{Mode, promises};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    promises::scanning_loses_no_byte(bytes);
    promises::values_are_those_of_the_csv_crate(bytes);
    if let Ok(text) = std::str::from_utf8(bytes) {
        promises::no_rule_speaks_of_a_plain_record(text, None, None);
        promises::no_rule_speaks_of_a_plain_record(text, Some(Mode::Add), None);
    }
});
