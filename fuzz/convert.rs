//! Any bytes as a workbook or a rare encoding: the converter does not panic, and
//! what it gives is a text that the engine takes.
#![no_main]

use hubcheck::{Input, Options, check};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Some((text, origin)) = hubcheck_convert::convert(bytes, &Options::default()) {
        let file = text.as_deref().unwrap_or(bytes);
        let report = check(&Input { file, baseline: None, origin: Some(&origin) }, &Options::default());
        assert_eq!(report.file.workbook.is_some(), text.is_some());
    }
});
