//! A tenant that applies files as the importer does, for tests alone.
//!
//! What must stay true: it knows nothing of the engine; what the importer does is written down here once more, from its
//! documentation: TRUE adds, FALSE removes only with “Add and remove services”, a blank changes nothing, and a row that gives
//! a Calling licence is refused whole where something is missing in it, or where the user would have two of them.

use std::collections::{BTreeMap, BTreeSet};

use hubcheck::Mode;

pub const KEY: &str = "User ID/Email (Required)";
pub const STANDARD: &str = "Webex Contact Center Standard Agent [Sub1]";
pub const PREMIUM: &str = "Webex Contact Center Premium Agent [Sub1]";
pub const CALLING: &str = "Webex Calling - Professional [Sub2]";
pub const BASIC: &str = "Webex Calling VAR Basic [Sub2]";
pub const MESSAGE: &str = "Spark Message";
pub const LICENCES: [&str; 5] = [STANDARD, PREMIUM, CALLING, BASIC, MESSAGE];

/// A user as Control Hub keeps one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct User {
    pub licences: BTreeSet<String>,
    pub attributes: BTreeMap<String, String>,
    /// Made without a TRUE or FALSE: the organization's own assignment gave the licences.
    pub automatic: bool,
}

impl User {
    pub fn holds(&self, licence: &str) -> bool {
        self.licences.contains(licence)
    }
}

/// All users by their addresses in small letters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tenant {
    pub users: BTreeMap<String, User>,
}

impl Tenant {
    /// The tenant that exports this file.
    pub fn exporting(file: &str) -> Self {
        let mut tenant = Tenant::default();
        tenant.import(file, Mode::AddRemove);
        tenant.users.values_mut().for_each(|user| user.automatic = false);
        tenant
    }

    pub fn import(&mut self, file: &str, mode: Mode) {
        self.import_but(file, mode, |_, _| false);
    }

    /// The same where the rows are left out that Control Hub refuses.
    pub fn import_accepted(&mut self, file: &str, mode: Mode) {
        self.import_but(file, mode, |user, cells| {
            let cell =
                |wanted: &str| cells.iter().find(|(column, _)| *column == wanted).map_or("", |(_, value)| *value);
            let is_reached = !cell("Phone Number").is_empty() || !cell("Extension").is_empty();
            let is_plain = cell("First Name").is_ascii() && cell("Last Name").is_ascii();
            let held = |licence: &str| user.is_some_and(|user| user.holds(licence));
            let gets = |licence: &str| cell(licence) == "TRUE" && !held(licence);
            let keeps = |licence: &str| match cell(licence) {
                "FALSE" if mode == Mode::AddRemove => false,
                value => value == "TRUE" || held(licence),
            };
            let gets_calling = gets(CALLING) || gets(BASIC);
            let is_whole = is_plain && is_reached && !cell("Location").is_empty();
            gets_calling && (!is_whole || keeps(CALLING) && keeps(BASIC))
        });
    }

    fn import_but(&mut self, file: &str, mode: Mode, is_refused: impl Fn(Option<&User>, &[(&str, &str)]) -> bool) {
        let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(file.as_bytes());
        let header = reader.headers().expect("a header").clone();
        let mut seen = BTreeSet::new();
        for record in reader.records() {
            let record = record.expect("reading from memory");
            let cells: Vec<(&str, &str)> = header.iter().zip(record.iter()).collect();
            let address = cells.iter().find(|(column, _)| *column == KEY).map_or("", |(_, value)| value).to_lowercase();
            if address.is_empty() || !seen.insert(address.clone()) {
                continue; // the second record of a user is skipped
            }
            if is_refused(self.users.get(&address), &cells) {
                continue;
            }
            let services = cells.iter().filter(|(column, _)| LICENCES.contains(column));
            let is_new = !self.users.contains_key(&address);
            let is_blank = services.clone().all(|(_, value)| value.is_empty());
            let user = self.users.entry(address).or_default();
            user.automatic |= is_new && is_blank;
            for (licence, value) in services {
                match (*value, mode) {
                    ("TRUE", _) => _ = user.licences.insert((*licence).to_owned()),
                    ("FALSE", Mode::AddRemove) => _ = user.licences.remove(*licence),
                    _ => {}
                }
            }
            let attributes = cells.iter().filter(|(column, _)| !LICENCES.contains(column) && *column != KEY);
            for (column, value) in attributes.filter(|(_, value)| !value.is_empty()) {
                if *column == "Phone Number" && value.eq_ignore_ascii_case("REMOVE") {
                    user.attributes.remove(*column);
                } else {
                    user.attributes.insert((*column).to_owned(), (*value).to_owned());
                }
            }
        }
    }
}
