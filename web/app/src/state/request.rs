//! What the engine is asked for.
//!
//! What must stay true: a question holds everything its answer depends on.

use super::Picked;
use crate::aftermath::Imported;
use crate::settings::Options;

/// What the engine is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Call {
    Check,
    Plan,
    Retry { errors: Picked, imported: Option<Imported> },
    Resume(Picked),
}

/// A question to the engine.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Request {
    pub ticket: u32,
    pub call: Call,
    pub file: Picked,
    pub baseline: Option<Picked>,
    pub options: Options,
}
