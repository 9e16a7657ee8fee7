//! The session file: options and decisions, to go on another day with the same file.
//!
//! What must stay true: it holds no cell value except what a decision itself says, and is refused for another file.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::decision::Decision;
use crate::refusal::refusal;
use crate::report::{Mode, Refusal};
use crate::words::{Words, say};
use crate::{Input, Options, OwnProfile, Platform, sha256};

/// What a session file holds.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Session {
    #[serde(rename = "session")]
    version: u32,
    /// Checksum of the file.
    file: String,
    /// Checksum of the baseline.
    baseline: Option<String>,
    mode: Option<Mode>,
    limit: Option<usize>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    bytes: Option<usize>,
    countries: Vec<String>,
    automatic_assignment: bool,
    licences_left: BTreeMap<String, usize>,
    /// The decisions about its locations and domains mean nothing without it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    profile: Option<OwnProfile>,
    platform: Option<Platform>,
    language: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    menus: String,
    decisions: Vec<Decision>,
}

/// Of the file as the admin has it: of a workbook, not of the text of its sheet.
fn sum_of(input: &Input<'_>) -> String {
    let workbook = input.origin.and_then(|origin| origin.workbook.as_ref());
    workbook.and_then(|workbook| workbook.sha256.clone()).unwrap_or_else(|| sha256(input.file))
}

/// The session file of these options, JSON.
#[must_use]
pub fn session(input: &Input<'_>, options: &Options) -> Vec<u8> {
    let session = Session {
        version: 1,
        file: sum_of(input),
        baseline: input.baseline.map(sha256),
        mode: options.mode,
        limit: options.limit,
        bytes: options.bytes,
        countries: options.countries.clone(),
        automatic_assignment: options.automatic_assignment,
        licences_left: options.licences_left.clone(),
        profile: options.profile.clone(),
        platform: options.platform,
        language: options.language.clone(),
        menus: options.menus.clone(),
        decisions: options.decisions.clone(),
    };
    serde_json::to_vec_pretty(&session).unwrap_or_default()
}

/// Puts the options and decisions of a session file into `options`; its name, findings and checksums stay.
///
/// # Errors
/// When it is no session file, or one of another file or of another baseline.
pub fn resume(input: &Input<'_>, options: &Options, session: &[u8]) -> Result<Options, Refusal> {
    let words = &Words::of(options.catalogue.as_ref());
    let Ok(session) = serde_json::from_slice::<Session>(session) else {
        return Err(refusal(
            words,
            "not-a-session",
            &say!("This is no session file of hubcheck. Its name ends in .hubcheck.json."),
        ));
    };
    if session.version != 1 {
        return Err(refusal(
            words,
            "newer-session",
            &say!("This session file was written by a newer hubcheck. Use that version."),
        ));
    }
    if session.file != sum_of(input) {
        return Err(refusal(
            words,
            "other-file",
            &say!(
                "This session belongs to another file, or the file has been changed since. Decisions name rows, so they would reach the wrong users: open the file as it was, or decide anew."
            ),
        ));
    }
    if session.baseline != input.baseline.map(sha256) {
        let says = match (&session.baseline, input.baseline) {
            (Some(_), None) => say!("This session was made with an export as the baseline. Give the same export."),
            (None, _) => say!("This session was made without a baseline. Open it without one, or decide anew."),
            (Some(_), Some(_)) => {
                say!("This session was made with another export as the baseline. Give that one, or decide anew.")
            }
        };
        return Err(refusal(words, "other-baseline", &says));
    }
    Ok(Options {
        mode: session.mode,
        limit: session.limit,
        bytes: session.bytes,
        countries: session.countries,
        automatic_assignment: session.automatic_assignment,
        licences_left: session.licences_left,
        profile: session.profile,
        platform: session.platform,
        language: session.language,
        menus: session.menus,
        decisions: session.decisions,
        ..options.clone()
    })
}
