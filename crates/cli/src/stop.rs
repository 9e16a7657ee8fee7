//! Why a command could not run, as one sentence.
//!
//! What must stay true: a sentence names what is wrong and, where there is
//! one, the way out; a damaged user file is never a reason to stop.

use std::fmt;
use std::io;
use std::path::Path;

/// The reason that ends the command with status 2.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Stop(String);

impl Stop {
    pub(crate) fn new(sentence: impl Into<String>) -> Self {
        Stop(sentence.into())
    }

    /// `The file x.csv cannot be read: there is no such file.`
    pub(crate) fn io(what: &str, path: &Path, verb: &str, error: &io::Error) -> Self {
        let why = match error.kind() {
            io::ErrorKind::NotFound => "there is no such file".to_owned(),
            io::ErrorKind::PermissionDenied => "you have no permission".to_owned(),
            io::ErrorKind::IsADirectory => "it is a folder".to_owned(),
            io::ErrorKind::NotADirectory => "a part of the path is no folder".to_owned(),
            io::ErrorKind::StorageFull => "the disk is full".to_owned(),
            io::ErrorKind::ReadOnlyFilesystem => "the disk is read-only".to_owned(),
            _ => error.to_string(),
        };
        Stop(format!("{what} {} cannot be {verb}: {why}.", path.display()))
    }
}

impl fmt::Display for Stop {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}
