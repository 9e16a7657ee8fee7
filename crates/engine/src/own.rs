//! An organization's own profile: what it says of itself, as data, beside what the importer expects of everybody.
//!
//! What must stay true: a profile is read as a whole or not at all; it asks and warns, and never proves a value.

mod read;

use std::collections::{BTreeMap, HashSet};

use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;

use crate::Options;
use crate::common::domain_of;
use crate::shares::names_place;
use crate::sorting;
use crate::text::trimmed;
pub use read::BadProfile;

/// What an organization says of itself. See `schema/profile.json`.
///
/// In the JSON of [`Options`] it is an object of this shape, or the text of such a file.
///
/// ```
/// let profile = hubcheck::OwnProfile::read(br#"{"profile": 1, "name": "Example Ltd", "locations": ["Aarhus"]}"#);
/// assert_eq!(profile.expect("it is fine").locations, ["Aarhus"]);
/// let bad = hubcheck::OwnProfile::read(b"{\"profile\": 1,\n\"location\": [\"Aarhus\"]}").expect_err("it is not");
/// assert_eq!((bad.line, &*bad.key), (2, "location"));
/// assert_eq!(bad.message(None), "Line 2, “location”: there is no such key; “locations” may be meant.");
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct OwnProfile {
    /// Version of this shape: 1.
    #[serde(rename = "profile")]
    pub version: u32,
    /// Whose profile it is; blank when it does not say.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// Limits that take the place of the importer's usual ones.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limits: Option<OwnLimits>,
    /// All locations, by their exact names; without any nothing is said of locations.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub locations: Vec<String>,
    /// All domains of users' addresses; one below a domain is another one.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub domains: Vec<String>,
    /// Licences that are left, as in [`Options::licences_left`], which comes first.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub licences_left: BTreeMap<String, usize>,
    /// Further columns that the organization's importer takes, by their exact headers.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub columns: Vec<String>,
}

/// Limits of an organization.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct OwnLimits {
    /// Users that go into one file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub users: Option<usize>,
    /// Megabytes (1,000,000 bytes) from which a file is called large.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub megabytes: Option<usize>,
    /// Who says so; it is told where the limit is.
    pub source: String,
}

impl OwnProfile {
    /// The keys of a profile. `$schema` is for editors.
    pub const KEYS: [&str; 8] =
        ["profile", "name", "limits", "locations", "domains", "licences_left", "columns", "$schema"];

    /// Reads the file of a profile.
    ///
    /// # Errors
    /// When it is none: with line, key and a sentence.
    pub fn read(file: &[u8]) -> Result<Self, BadProfile> {
        read::read(file)
    }
}

impl OwnLimits {
    /// The keys of the limits.
    pub const KEYS: [&str; 3] = ["users", "megabytes", "source"];
}

impl<'de> Deserialize<'de> for OwnProfile {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let read = match Value::deserialize(deserializer)? {
            Value::String(file) => Self::read(file.as_bytes()),
            value => Self::read(value.to_string().as_bytes()).map_err(BadProfile::without_line),
        };
        read.map_err(|bad| serde::de::Error::custom(format_args!("the profile: {}", bad.message(None))))
    }
}

/// How many licences are left of one name, and who says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Left {
    pub(crate) count: usize,
    pub(crate) of_profile: bool,
}

impl Options {
    /// What the admin typed of the licences that are left, and of all others what the profile says.
    pub(crate) fn all_left(&self) -> Vec<(String, Left)> {
        let is_typed =
            |name: &str| self.licences_left.keys().any(|typed| typed.trim().eq_ignore_ascii_case(name.trim()));
        let of_profile = self.profile.iter().flat_map(|profile| &profile.licences_left);
        let of_profile = of_profile.filter(|(name, _)| !is_typed(name)).map(|(name, count)| (name, *count, true));
        let typed = self.licences_left.iter().map(|(name, count)| (name, *count, false));
        let all = typed.chain(of_profile).map(|(name, count, of_profile)| (name.clone(), Left { count, of_profile }));
        let mut all: Vec<(String, Left)> = all.collect();
        sorting::sort_by(&mut all, |(one, _), (other, _)| one.cmp(other));
        all
    }
}

/// A profile made ready to be asked about every record.
#[derive(Clone, Debug, Default)]
pub(crate) struct Own {
    pub(crate) limits: OwnLimits,
    /// In the order of the profile.
    pub(crate) locations: Vec<String>,
    known: HashSet<Vec<u8>>,
    /// In small letters.
    pub(crate) domains: Vec<String>,
    small: HashSet<Vec<u8>>,
    columns: Vec<String>,
}

impl Own {
    pub(crate) fn of(profile: Option<&OwnProfile>) -> Self {
        let Some(profile) = profile else { return Own::default() };
        let domains: Vec<String> = profile.domains.iter().map(|domain| domain.to_ascii_lowercase()).collect();
        Own {
            limits: profile.limits.clone().unwrap_or_default(),
            known: profile.locations.iter().map(|name| name.clone().into_bytes()).collect(),
            locations: profile.locations.clone(),
            small: domains.iter().map(|domain| domain.clone().into_bytes()).collect(),
            domains,
            columns: profile.columns.clone(),
        }
    }

    /// Whether this names a location that the profile does not have.
    pub(crate) fn lacks_location(&self, name: &[u8]) -> bool {
        !self.known.is_empty()
            && !self.known.contains(name)
            && str::from_utf8(name).is_ok_and(|name| {
                let name = trimmed(name).as_bytes();
                names_place(name) && !self.known.contains(name)
            })
    }

    /// Whether this address stands at a domain that the profile does not have.
    pub(crate) fn lacks_domain(&self, address: &[u8]) -> bool {
        !self.small.is_empty()
            && domain_of(address).is_some_and(|domain| {
                !self.small.contains(domain)
                    && (!domain.iter().any(u8::is_ascii_uppercase)
                        || !self.small.contains(&domain.to_ascii_lowercase()))
            })
    }

    /// Whether the profile has a column of exactly this header.
    pub(crate) fn has_column(&self, header: &str) -> bool {
        self.columns.iter().any(|column| column == header)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn own(json: &str) -> Own {
        Own::of(Some(&OwnProfile::read(json.as_bytes()).expect("the test's own profile")))
    }

    #[test]
    fn what_is_not_stated_is_not_asked_for() {
        let own = own(r#"{"profile": 1}"#);
        assert!(!own.lacks_location(b"Aarhus") && !own.lacks_domain(b"anna@example.com"));
    }

    #[test]
    fn locations_and_domains_are_known_again() {
        let own = own(r#"{"profile": 1, "locations": ["Aarhus"], "domains": ["Example.com"]}"#);
        for (name, lacks) in [("Aarhus", false), (" Aarhus ", false), ("aarhus", true), ("", false), ("REMOVE", false)]
        {
            assert_eq!(own.lacks_location(name.as_bytes()), lacks, "{name}");
        }
        for (address, lacks) in
            [("anna@example.com", false), ("ANNA@EXAMPLE.COM", false), ("anna@mail.example.com", true), ("anna", false)]
        {
            assert_eq!(own.lacks_domain(address.as_bytes()), lacks, "{address}");
        }
    }

    #[test]
    fn what_is_typed_comes_before_the_profile() {
        let options: Options = serde_json::from_str(
            r#"{"licences_left": {"premium": 3}, "profile": {"profile": 1, "licences_left": {"Premium": 9, "Standard": 4}}}"#,
        )
        .expect("the test's own options");
        let left: Vec<_> = options.all_left().into_iter().collect();
        let one = |count, of_profile| Left { count, of_profile };
        assert_eq!(left, [("Standard".to_owned(), one(4, true)), ("premium".to_owned(), one(3, false))]);
    }

    #[test]
    fn options_take_the_object_and_the_text_of_the_file() {
        let object = r#"{"profile": {"profile": 1, "domains": ["example.com"]}}"#;
        let text = r#"{"profile": "{\"profile\": 1, \"domains\": [\"example.com\"]}"}"#;
        let read = |options: &str| serde_json::from_str::<Options>(options).map(|options| options.profile);
        assert_eq!(read(object).expect("an object"), read(text).expect("a text"));
        let error =
            read("{\"profile\": \"{\\\"profile\\\": 1,\\n\\\"domain\\\": 1}\"}").expect_err("no such key").to_string();
        assert!(error.contains("the profile: Line 2, “domain”: there is no such key"), "{error}");
        let error = read(r#"{"profile": {"domain": 1, "profile": 1}}"#).expect_err("no such key").to_string();
        assert!(error.contains("the profile: “domain”: there is no such key"), "{error}");
        let known = read(object).expect("an object").expect("a profile");
        let again: OwnProfile = serde_json::from_value(serde_json::to_value(&known).expect("JSON")).expect("the same");
        assert_eq!(again, known);
    }
}
