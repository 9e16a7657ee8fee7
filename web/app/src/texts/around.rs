//! The words of what comes around the import: licences that are left, platform and menus, the session, the checklist, and
//! the rows that Control Hub could not import.

use super::language::{Translate, texts};
use super::{Plural, Words, fill};
use crate::report::Report;

texts! {
    pub(crate) struct AroundWords {
        pub view: &'static str,
        pub title: &'static str,
        pub hint: &'static str,
        pub go_on: &'static str,
        // licences that are left
        pub pool_title: &'static str,
        pub pool_hint: &'static str,
        pub pool_left: &'static str,
        pub pool_other: &'static str,
        pub pool_remove: &'static str,
        pub left: &'static str,
        pub missing: &'static str,
        pub enough: &'static str,
        // the checklist
        pub platform_question: &'static str,
        pub platform_hint: &'static str,
        /// As in the engine's JSON, blank when nobody knows; and its name.
        pub platforms: [(&'static str, &'static str); 3],
        pub menus_question: &'static str,
        /// As in the engine's JSON, and the language's own name.
        pub menus: [(&'static str, &'static str); 6],
        // the retry file
        pub retry_title: &'static str,
        pub retry_hint: &'static str,
        pub choose_errors: &'static str,
        pub choose_errors_hint: &'static str,
        pub drop_errors: &'static str,
        pub drop_errors_hint: &'static str,
        pub imported_question: &'static str,
        pub imported_choose: &'static str,
        pub imported_given: &'static str,
        pub imported_corrected: &'static str,
        pub imported_part: &'static str,
        pub retrying: &'static str,
        pub failed_rows: Plural,
        pub control_hub_says: &'static str,
        pub row: &'static str,
        pub user: &'static str,
        pub more_rows: Plural,
        pub retry_files: Plural,
        pub retry_next: &'static str,
        // the session
        pub session_title: &'static str,
        pub session_hint: &'static str,
        pub choose_session: &'static str,
        pub choose_session_hint: &'static str,
        pub session_is_back: Plural,
        pub session_waits: &'static str,
        // options
        pub automatic: &'static str,
        pub automatic_hint: &'static str,
        pub bytes_question: &'static str,
        pub bytes: &'static str,
        // the organization's own profile
        pub profile_title: &'static str,
        pub profile_hint: &'static str,
        pub choose_profile: &'static str,
        pub choose_profile_hint: &'static str,
        pub profile_states: &'static str,
        pub profile_nothing: &'static str,
        pub profile_locations: Plural,
        pub profile_domains: Plural,
        pub profile_columns: Plural,
        pub profile_users: &'static str,
        pub profile_megabytes: &'static str,
        pub profile_left: &'static str,
        pub profile_refused: &'static str,
    }
}

impl Words {
    pub(crate) fn pool_left(&self, licence: &str) -> String {
        fill(self.around.pool_left, &[("licence", licence)])
    }

    pub(crate) fn pool_remove(&self, licence: &str) -> String {
        fill(self.around.pool_remove, &[("licence", licence)])
    }

    /// What stays of the licences that are left, or how many are missing.
    pub(crate) fn supply(&self, left: usize, missing: usize) -> String {
        let form = if missing > 0 { self.around.missing } else { self.around.enough };
        fill(form, &[("left", &self.number(left)), ("missing", &self.number(missing))])
    }

    /// What can have been imported, by the engine's number of the part; 0 for the file as it was given.
    pub(crate) fn imported(&self, part: usize, report: &Report) -> String {
        match part {
            0 => self.around.imported_given.to_owned(),
            _ if report.parts == 1 => self.around.imported_corrected.to_owned(),
            part => {
                fill(self.around.imported_part, &[("part", &self.number(part)), ("parts", &self.number(report.parts))])
            }
        }
    }

    pub(crate) fn failed_rows(&self, n: usize) -> String {
        self.plural(&self.around.failed_rows, n)
    }

    pub(crate) fn more_rows(&self, n: usize) -> String {
        self.plural(&self.around.more_rows, n)
    }

    pub(crate) fn retry_files(&self, users: usize) -> String {
        self.plural(&self.around.retry_files, users)
    }

    pub(crate) fn session_is_back(&self, answers: usize) -> String {
        self.plural(&self.around.session_is_back, answers)
    }

    pub(crate) fn counted(&self, what: &Plural, n: usize) -> String {
        self.plural(what, n)
    }

    pub(crate) fn profile_users(&self, n: usize, source: &str) -> String {
        fill(self.around.profile_users, &[("n", &self.number(n)), ("source", source)])
    }

    pub(crate) fn profile_megabytes(&self, n: usize, source: &str) -> String {
        fill(self.around.profile_megabytes, &[("n", &self.number(n)), ("source", source)])
    }

    pub(crate) fn profile_left(&self, licence: &str, n: usize) -> String {
        fill(self.around.profile_left, &[("n", &self.number(n)), ("licence", licence)])
    }

    pub(crate) fn profile_refused(&self, why: &str) -> String {
        fill(self.around.profile_refused, &[("why", why)])
    }

    pub(crate) fn megabytes(&self, n: usize) -> String {
        fill(self.around.bytes, &[("n", &self.number(n))])
    }
}
