//! The words of the plan and of what is taken along.

use super::language::{Translate, texts};
use super::{Plural, Words, fill, known};
use crate::plan::{Attribute, ChangedLicence};

texts! {
    pub(crate) struct PlanWords {
        // the views
        pub views: &'static str,
        pub findings: &'static str,
        pub plan: &'static str,
        pub downloads: &'static str,
        // the plan
        pub title: &'static str,
        pub planning: &'static str,
        pub failed: &'static str,
        pub no_proof: &'static str,
        pub no_removal: &'static str,
        pub removals: Plural,
        pub removals_possible: Plural,
        pub under_add_remove: &'static str,
        pub both: Plural,
        pub blockers: Plural,
        pub unnamed: Plural,
        pub classes_title: &'static str,
        pub class: &'static str,
        /// Name in the engine's JSON, label, what it means; removals first.
        pub classes: [(&'static str, &'static str, &'static str); 12],
        pub who_title: &'static str,
        pub nobody: &'static str,
        pub named: &'static str,
        pub more: &'static str,
        pub gets: &'static str,
        pub loses: &'static str,
        pub may_lose: &'static str,
        pub attribute: &'static str,
        pub automatic: &'static str,
        pub licences_title: &'static str,
        pub licence: &'static str,
        pub before: &'static str,
        pub after: &'static str,
        pub after_in: &'static str,
        pub needed: &'static str,
        pub unknown: &'static str,
        pub picture: &'static str,
        pub go_on: &'static str,
        // what is taken along
        pub outputs_title: &'static str,
        pub outputs_hint: &'static str,
        /// Kind in the engine's JSON, name, what it is for.
        pub outputs: [(&'static str, &'static str, &'static str); 10],
        pub make: &'static str,
        pub nothing_to_save: &'static str,
        pub confirm: Plural,
        pub confirm_unknown: &'static str,
        pub confirm_yes: Plural,
        pub confirm_yes_unknown: &'static str,
        pub confirm_look: &'static str,
    }
}

impl Words {
    /// How many users lose a licence; without proof, or may.
    pub(crate) fn removals(&self, n: usize, is_proven: bool, is_chosen: bool) -> String {
        let words = &self.plan;
        let form = if is_proven { &words.removals } else { &words.removals_possible };
        match (n, is_chosen) {
            (0, _) => words.no_removal.to_owned(),
            (_, true) => self.plural(form, n),
            (_, false) => format!("{} {}", self.plural(form, n), words.under_add_remove),
        }
    }

    pub(crate) fn both(&self, n: usize) -> String {
        self.plural(&self.plan.both, n)
    }

    /// What is saved and planned while problems are left.
    pub(crate) fn blockers_left(&self, n: usize) -> String {
        self.plural(&self.plan.blockers, n)
    }

    pub(crate) fn unnamed(&self, n: usize) -> String {
        self.plural(&self.plan.unnamed, n)
    }

    pub(crate) fn users(&self, n: usize) -> String {
        self.plural(&self.users, n)
    }

    pub(crate) fn no_plan(&self, why: &str) -> String {
        fill(self.plan.failed, &[("why", why)])
    }

    /// What stands over a class and its users.
    pub(crate) fn class_named(&self, class: &str, n: usize) -> String {
        let label = known(&self.plan.classes.map(|(name, label, _)| (name, label)), class).unwrap_or_default();
        fill(self.plan.named, &[("class", label), ("users", &self.users(n))])
    }

    pub(crate) fn more_users(&self, n: usize) -> String {
        fill(self.plan.more, &[("n", &self.number(n))])
    }

    pub(crate) fn licence_change(&self, change: &ChangedLicence) -> String {
        let form = match (change.before, change.after) {
            (_, Some(true)) => self.plan.gets,
            (Some(true), _) => self.plan.loses,
            _ => self.plan.may_lose,
        };
        fill(form, &[("column", &change.column)])
    }

    pub(crate) fn attribute_change(&self, change: &Attribute) -> String {
        let before = match change.before.as_deref() {
            None => self.plan.unknown,
            Some("") => self.blank,
            Some(before) => before,
        };
        fill(self.plan.attribute, &[("column", &change.column), ("before", before), ("after", &change.after)])
    }

    pub(crate) fn held(&self, count: Option<usize>) -> String {
        count.map_or(self.plan.unknown.to_owned(), |count| self.number(count))
    }

    pub(crate) fn after_in(&self, mode: &str) -> String {
        fill(self.plan.after_in, &[("mode", mode)])
    }

    /// What must be agreed to before a file is saved that takes licences; `None`: nobody could count.
    pub(crate) fn confirm(&self, removals: Option<usize>) -> (String, String) {
        let words = &self.plan;
        match removals {
            Some(n) => (self.plural(&words.confirm, n), self.plural(&words.confirm_yes, n)),
            None => (words.confirm_unknown.to_owned(), words.confirm_yes_unknown.to_owned()),
        }
    }
}
