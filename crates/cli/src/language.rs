//! The languages that the command line can write what it makes in.
//!
//! What must stay true: they are the page's own files; what the command itself says stays English.

use std::sync::Arc;

use hubcheck::{Catalogue, text_key};

const FILES: [(&str, &str); 5] = [
    ("da", include_str!("../../../web/languages/da.txt")),
    ("pl", include_str!("../../../web/languages/pl.txt")),
    ("sv", include_str!("../../../web/languages/sv.txt")),
    ("fr", include_str!("../../../web/languages/fr.txt")),
    ("pt", include_str!("../../../web/languages/pt.txt")),
];

/// The texts of a language; `None` for English.
pub(crate) fn catalogue(language: &str) -> Option<Arc<Catalogue>> {
    let (_, file) = FILES.iter().find(|(known, _)| *known == language)?;
    let mut lines = String::with_capacity(file.len());
    let mut english = "";
    for line in file.lines() {
        match line.strip_prefix('\t') {
            Some(text) => lines.extend([format!("{:08x}\t", text_key(english)).as_str(), text, "\n"]),
            None => english = line,
        }
    }
    Some(Arc::new(Catalogue::read(language, &lines)))
}
