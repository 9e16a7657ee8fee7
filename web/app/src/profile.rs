//! What an organization states of itself, as the engine read it from its file.
//!
//! What must stay true: it goes back to the engine as it came; the page judges nothing of it.

use std::collections::BTreeMap;
use std::ops::Deref;
use std::rc::Rc;

use serde::{Serialize, Serializer};

use crate::reading::{Filled, Members, filled};

/// A profile. It may list thousands of locations, so that it is handed around and not copied.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Profile(Rc<Stated>);

#[derive(Debug, Default, PartialEq, Eq, Serialize)]
pub(crate) struct Stated {
    #[serde(rename = "profile")]
    pub version: u32,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limits: Option<Limits>,
    pub locations: Vec<String>,
    pub domains: Vec<String>,
    pub licences_left: BTreeMap<String, usize>,
    pub columns: Vec<String>,
}

filled!(Stated { version as "profile", name, limits, locations, domains, licences_left, columns });

#[derive(Debug, Default, PartialEq, Eq, Serialize)]
pub(crate) struct Limits {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub users: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub megabytes: Option<usize>,
    pub source: String,
}

filled!(Limits { users, megabytes, source });

/// The engine's answer about a file.
#[derive(Debug, Default)]
pub(crate) struct ReadProfile {
    pub profile: Option<Profile>,
    pub refusal: Option<crate::report::Refusal>,
}

filled!(ReadProfile { profile, refusal });

impl Deref for Profile {
    type Target = Stated;

    fn deref(&self) -> &Stated {
        &self.0
    }
}

impl Serialize for Profile {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl Filled for Profile {
    fn object(&mut self) -> Option<&mut dyn Members> {
        Rc::get_mut(&mut self.0).and_then(Filled::object)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_goes_back_as_it_came() {
        let said = r#"{"profile":1,"name":"A","limits":{"users":5,"source":"B"},"locations":["C"],"domains":[],"licences_left":{"D":0},"columns":[]}"#;
        let read: ReadProfile =
            crate::reading::read(&format!(r#"{{"profile":{said},"refusal":null}}"#)).expect("the engine's answer");
        let profile = read.profile.expect("it is there");
        assert_eq!((profile.locations.len(), read.refusal), (1, None));
        assert_eq!(serde_json::to_string(&profile).expect("JSON"), said);
    }
}
