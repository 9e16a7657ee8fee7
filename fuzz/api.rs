//! Any file, baseline and options through the rest of the API: pages of findings,
//! the list of changes, the summaries, the grid, and options as text.
#![no_main]

use hubcheck::Options;
use hubcheck_tests::promises::{self, Case};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Some(case) = Case::of(bytes) {
        promises::the_rest_of_the_api_agrees(&case);
        promises::the_grid_shows_what_the_report_tells(&case);
    }
    // Options as a client writes them: a line of JSON, then the file.
    let Some(end) = bytes.iter().position(|byte| *byte == b'\n') else { return };
    if let Ok(options) = serde_json::from_slice::<Options>(&bytes[..end]) {
        let options = Options { sha256: false, ..options };
        promises::check_and_correct_agree(&Case { file: &bytes[end + 1..], baseline: None, options });
    }
});
