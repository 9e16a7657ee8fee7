//! What the admin says about the import, and the options the engine is asked with.
//!
//! Settings are the only thing kept in the browser's storage; nothing of a file ever is.

use std::collections::BTreeMap;

use gloo::storage::{LocalStorage, Storage};
use serde::Serialize;

use crate::decision::Decision;
use crate::profile::Profile;
use crate::reading::{Filled, filled, read};

/// The two ways Control Hub offers to import.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Mode {
    Add,
    AddRemove,
}

impl Mode {
    /// As in the engine's JSON.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Mode::Add => "add",
            Mode::AddRemove => "add-remove",
        }
    }
}

// There is no mode by itself, so that only one that may be missing is read.
impl Filled for Option<Mode> {
    fn text(&mut self, text: &str) -> bool {
        *self = [Mode::Add, Mode::AddRemove].into_iter().find(|mode| mode.name() == text);
        self.is_some()
    }

    fn nothing(&mut self) -> bool {
        *self = None;
        true
    }
}

/// Which Contact Center an organization has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub(crate) enum Platform {
    #[serde(rename = "1.0")]
    Old,
    #[serde(rename = "new")]
    New,
}

impl Filled for Option<Platform> {
    fn text(&mut self, text: &str) -> bool {
        *self = Platform::of(text);
        self.is_some()
    }

    fn nothing(&mut self) -> bool {
        *self = None;
        true
    }
}

impl Platform {
    /// As in the engine's JSON.
    pub(crate) fn of(name: &str) -> Option<Self> {
        [Platform::Old, Platform::New].into_iter().find(|platform| platform.name() == name)
    }

    pub(crate) fn name(self) -> &'static str {
        match self {
            Platform::Old => "1.0",
            Platform::New => "new",
        }
    }
}

/// The two limits Cisco documents.
pub(crate) const CONTACT_CENTER_LIMIT: usize = 1_000;
pub(crate) const GENERAL_LIMIT: usize = 20_000;

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub(crate) struct Settings {
    pub mode: Option<Mode>,
    /// Users per file; `None` leaves it to the engine, which looks at the columns.
    pub limit: Option<usize>,
    /// Two-letter country codes, in the order they were given.
    pub countries: Vec<String>,
    /// Bytes of one file; `None` leaves it to the engine.
    pub bytes: Option<usize>,
    /// Whether the organization assigns licences to new users by itself.
    pub automatic_assignment: bool,
    /// Licences that are left, by tier or column. They change from day to day, so they are not remembered.
    #[serde(skip)]
    pub licences_left: BTreeMap<String, usize>,
    /// What the organization states of itself, for as long as this tab is open.
    #[serde(skip)]
    pub profile: Option<Profile>,
    pub platform: Option<Platform>,
    /// In which language the checklist names menus, beside English; blank: as the page.
    pub menus: String,
    /// The language that was chosen in the menu; `None` leaves it to the address and the browser.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
}

filled!(Settings { mode, limit, countries, bytes, automatic_assignment, platform, menus, language } without licences_left profile);

const KEY: &str = "hubcheck.settings";
const SINGLE_KEYS: &str = "hubcheck.single-keys";

/// Whether `/` and `?` are keys of their own: unless somebody switched them off.
pub(crate) fn single_keys_remembered() -> bool {
    kept(SINGLE_KEYS).unwrap_or(true)
}

pub(crate) fn remember_single_keys(single_keys: bool) {
    keep(SINGLE_KEYS, &single_keys, single_keys);
}

/// What was stored; `None` when there is nothing, or nothing that can be read.
fn kept<T: Filled + Default>(key: &str) -> Option<T> {
    let json = LocalStorage::raw().get_item(key).ok()??;
    read(&json).ok()
}

/// Stores what is not as it is by itself. A browser that refuses only forgets it.
fn keep(key: &str, value: &impl Serialize, is_default: bool) {
    if is_default {
        LocalStorage::delete(key);
    } else {
        let _ = LocalStorage::set(key, value);
    }
}

impl Settings {
    /// The settings of the last visit; the defaults when there are none or the storage is closed to us.
    pub(crate) fn remembered() -> Self {
        kept(KEY).unwrap_or_default()
    }

    /// Keeps the settings; where there are none nothing is stored.
    pub(crate) fn remember(&self) {
        keep(KEY, self, self.is_default());
    }

    /// Whether there is nothing to remember.
    pub(crate) fn is_default(&self) -> bool {
        Self { licences_left: BTreeMap::new(), profile: None, ..self.clone() } == Self::default()
    }
}

/// Which findings the report shall carry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Window {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
    pub from: usize,
    pub count: usize,
}

/// Everything the engine wants to know beside the bytes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Options {
    pub name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mode: Option<Mode>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bytes: Option<usize>,
    pub countries: Vec<String>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub automatic_assignment: bool,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub licences_left: BTreeMap<String, usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub profile: Option<Profile>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub platform: Option<Platform>,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub menus: String,
    /// What the engine's sentences are written in; blank: English.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub language: String,
    pub decisions: Vec<Decision>,
    pub findings: Window,
    /// A hash of the whole file costs time and is shown nowhere on the page.
    pub sha256: bool,
}

impl Options {
    pub(crate) fn new(name: &str, settings: &Settings, decisions: &[Decision], findings: Window) -> Self {
        Self {
            name: name.to_owned(),
            mode: settings.mode,
            limit: settings.limit,
            bytes: settings.bytes,
            countries: settings.countries.clone(),
            automatic_assignment: settings.automatic_assignment,
            licences_left: settings.licences_left.clone(),
            profile: settings.profile.clone(),
            platform: settings.platform,
            menus: settings.menus.clone(),
            language: String::new(),
            decisions: decisions.to_vec(),
            findings,
            sha256: false,
        }
    }

    pub(crate) fn with_checksums(&self) -> Self {
        Self { sha256: true, ..self.clone() }
    }

    pub(crate) fn json(&self) -> String {
        // Plain data: strings, numbers and lists always have a JSON form.
        serde_json::to_string(self).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_are_written_as_the_engine_reads_them() {
        let settings = Settings { mode: Some(Mode::AddRemove), countries: vec!["DK".into()], ..Settings::default() };
        let window = Window { rule: Some("plus-missing".into()), from: 100, count: 100 };
        assert_eq!(
            Options::new("users.csv", &settings, &[], window.clone()).json(),
            r#"{"name":"users.csv","mode":"add-remove","countries":["DK"],"decisions":[],"findings":{"rule":"plus-missing","from":100,"count":100},"sha256":false}"#
        );
        let settings = Settings {
            bytes: Some(250_000_000),
            automatic_assignment: true,
            licences_left: [("Premium".to_owned(), 3)].into(),
            platform: Some(Platform::New),
            menus: "pl".into(),
            ..Settings::default()
        };
        let json = Options::new("users.csv", &settings, &[], window).json();
        let said = r#""bytes":250000000,"countries":[],"automatic_assignment":true,"licences_left":{"Premium":3},"platform":"new","menus":"pl""#;
        assert!(json.contains(said), "{json}");
    }

    #[test]
    fn a_profile_goes_to_the_engine_and_not_into_storage() {
        let profile = read(r#"{"profile":1,"locations":["Aarhus"]}"#).expect("a profile");
        let settings = Settings { profile: Some(profile), ..Settings::default() };
        let window = Window { rule: None, from: 0, count: 1 };
        let json = Options::new("users.csv", &settings, &[], window).json();
        assert!(json.contains(r#""profile":{"profile":1,"locations":["Aarhus"],"#), "{json}");
        assert!(settings.is_default() && !serde_json::to_string(&settings).expect("JSON").contains("Aarhus"));
    }
}
