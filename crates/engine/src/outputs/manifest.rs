//! The list that goes with the parts: file, users, checksum, and a place to tick.
//!
//! What must stay true: it names every part in the order in which they are to be imported.

use serde::{Deserialize, Serialize};

use super::zip::zip;
use crate::part::Part;
use crate::summary::harmless;
use crate::words::{Words, text};
use crate::write::stem;

/// The parts of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// Version of this shape.
    pub manifest: u32,
    /// In the order in which they are to be imported.
    pub files: Vec<ManifestFile>,
    /// What to do with each file, in this order.
    pub steps: Vec<String>,
}

/// One file of a manifest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ManifestFile {
    /// Its name.
    pub file: String,
    /// Its records.
    pub users: usize,
    /// Bytes.
    pub size: usize,
    /// Lower-case hexadecimal.
    pub sha256: String,
}

/// What to do with each file.
const STEPS: [&str; 3] = [
    text!("Upload the file."),
    text!("Wait until its task is complete, and look whether rows failed."),
    text!("Tick the file, and go on with the next one."),
];

impl Manifest {
    /// Of these parts, in English.
    #[must_use]
    pub fn of(parts: &[Part<'_>]) -> Self {
        Self::in_words(&Words::default(), parts)
    }

    pub(super) fn in_words(words: &Words, parts: &[Part<'_>]) -> Self {
        let files = parts.iter().map(|part| ManifestFile {
            file: part.name.clone(),
            users: part.users,
            size: part.size(),
            sha256: if part.sha256.is_empty() { crate::sha256_of(part.pieces()) } else { part.sha256.clone() },
        });
        Manifest { manifest: 1, files: files.collect(), steps: STEPS.map(|step| words.text(step).to_owned()).to_vec() }
    }

    /// A list for spreadsheets, with a blank column for each step.
    #[must_use]
    pub fn csv(&self) -> Vec<u8> {
        let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
        // Writing to memory never fails, and each record has as many fields as the header.
        _ = writer.write_record(["file", "users", "sha256", "uploaded", "task complete", "done"]);
        for file in &self.files {
            let [name, users] = [harmless(file.file.clone()), file.users.to_string()];
            _ = writer.write_record([name.as_str(), &users, &file.sha256, "", "", ""]);
        }
        writer.into_inner().unwrap_or_default()
    }

    /// For programs.
    #[must_use]
    pub fn json(&self) -> Vec<u8> {
        serde_json::to_vec_pretty(self).unwrap_or_default()
    }
}

/// The parts and their manifest (CSV and JSON) in one archive. `None` when they are too large for a zip.
#[must_use]
pub fn parts_zip(name: &str, parts: &[Part<'_>]) -> Option<Vec<u8>> {
    zip_of(name, parts, &Manifest::of(parts))
}

pub(super) fn zip_of(name: &str, parts: &[Part<'_>], manifest: &Manifest) -> Option<Vec<u8>> {
    let (csv, json, stem) = (manifest.csv(), manifest.json(), stem(name));
    let lists = [(format!("{stem}-manifest.csv"), csv), (format!("{stem}-manifest.json"), json)];
    let bytes: Vec<Vec<u8>> = parts.iter().map(Part::bytes).collect();
    let mut files: Vec<(&str, &[u8])> =
        parts.iter().zip(&bytes).map(|(part, bytes)| (part.name.as_str(), bytes.as_slice())).collect();
    files.extend(lists.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())));
    zip(&files)
}
