//! The plan and what it counts, as the page reads it: the JSON of the engine, of which it knows what it shows.

use std::collections::BTreeMap;

use crate::reading::{Filled, Members, filled};
use crate::report::{Baseline, Refusal};
use crate::settings::Mode;

/// Users of each class that the page names; the whole list is a download.
pub(crate) const MOST: usize = 50;

/// The classes of users who lose a licence, or may.
pub(crate) const REMOVALS: [&str; 2] = ["loses-licence", "loses-if-held"];

/// What the import will do, and the picture of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Sketch {
    pub plan: Plan,
    /// An SVG element.
    pub picture: String,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Plan {
    pub mode: Option<Mode>,
    pub baseline: Option<Baseline>,
    pub messages: Vec<String>,
    pub refusal: Option<Refusal>,
    pub blockers: usize,
    pub totals: Totals,
    pub licences: Vec<Licence>,
    pub users: Vec<User>,
}

filled!(Plan { mode, baseline, messages, refusal, blockers, totals, licences, users });

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Totals {
    pub users: usize,
    pub unnamed: usize,
    pub classes: Option<Classes>,
    pub modes: Option<PerMode<Classes>>,
}

filled!(Totals { users, unnamed, classes, modes });

/// Users by the name of their class.
pub(crate) type Classes = BTreeMap<String, usize>;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct PerMode<T> {
    pub add: T,
    pub add_remove: T,
}

impl<T: Filled> Filled for PerMode<T> {
    fn object(&mut self) -> Option<&mut dyn Members> {
        Some(self)
    }
}

impl<T: Filled> Members for PerMode<T> {
    fn member(&mut self, key: &str) -> Option<&mut dyn Filled> {
        match key {
            "add" => Some(&mut self.add),
            "add-remove" => Some(&mut self.add_remove),
            _ => None,
        }
    }
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Licence {
    pub name: String,
    /// `standard` or `premium` for a Contact Center licence.
    pub tier: Option<String>,
    pub before: Option<usize>,
    pub outcome: Outcome,
    pub modes: Option<PerMode<Outcome>>,
}

filled!(Licence { name as "licence", tier, before, modes } with outcome);

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Outcome {
    pub after: Option<usize>,
    pub needed: usize,
    pub released: usize,
    /// Licences left before the import, as the admin said.
    pub left: Option<usize>,
    pub missing: usize,
}

filled!(Outcome { after, needed, released, left, missing });

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct User {
    pub address: String,
    pub row: Option<usize>,
    pub fate: Fate,
    pub modes: Option<PerMode<Fate>>,
    pub automatic: bool,
    pub attributes: Vec<Attribute>,
}

filled!(User { address as "user", row, modes, automatic, attributes } with fate);

/// What becomes of a user in one mode.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Fate {
    pub class: Option<String>,
    pub licences: Vec<ChangedLicence>,
}

filled!(Fate { class, licences });

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct ChangedLicence {
    pub column: String,
    pub before: Option<bool>,
    pub after: Option<bool>,
}

filled!(ChangedLicence { column, before, after });

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Attribute {
    pub column: String,
    pub before: Option<String>,
    pub after: String,
}

filled!(Attribute { column, before, after });

impl<T> PerMode<T> {
    pub(crate) fn of(&self, mode: Mode) -> &T {
        match mode {
            Mode::Add => &self.add,
            Mode::AddRemove => &self.add_remove,
        }
    }
}

impl Plan {
    /// The modes that are planned: the chosen one, or both side by side.
    pub(crate) fn modes(&self) -> Vec<Mode> {
        self.mode.map_or(vec![Mode::Add, Mode::AddRemove], |mode| vec![mode])
    }

    /// Users of a class in a mode.
    pub(crate) fn count(&self, class: &str, mode: Mode) -> usize {
        let classes = self.totals.modes.as_ref().map(|modes| modes.of(mode)).or(self.totals.classes.as_ref());
        classes.and_then(|classes| classes.get(class)).copied().unwrap_or_default()
    }

    /// Users who lose a licence, or may; without a mode under “Add and remove services”.
    pub(crate) fn removals(&self) -> usize {
        let mode = self.mode.unwrap_or(Mode::AddRemove);
        REMOVALS.iter().map(|class| self.count(class, mode)).sum()
    }

    /// Users who hold Standard and Premium afterwards in a mode that may be chosen.
    pub(crate) fn both(&self) -> usize {
        self.modes().into_iter().map(|mode| self.count("both", mode)).max().unwrap_or_default()
    }

    /// Whether an export says what users hold now.
    pub(crate) fn has_proof(&self) -> bool {
        self.baseline.as_ref().is_some_and(|baseline| baseline.records > 0)
    }
}

impl Licence {
    pub(crate) fn outcome(&self, mode: Mode) -> Outcome {
        self.modes.as_ref().map_or(self.outcome, |modes| *modes.of(mode))
    }
}

impl User {
    pub(crate) fn fate(&self, mode: Mode) -> &Fate {
        self.modes.as_ref().map_or(&self.fate, |modes| modes.of(mode))
    }

    pub(crate) fn is_of(&self, class: &str, mode: Mode) -> bool {
        self.fate(mode).class.as_deref() == Some(class)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_modes_are_read_side_by_side_and_a_chosen_one_alone() {
        let both: Plan = crate::reading::read(
            r#"{"plan":1,"mode":null,"totals":{"users":1,"classes":null,"modes":{"add":{"no-effect":1,"both":3},"add-remove":{"loses-licence":1}}},
                "licences":[{"licence":"L","true":0,"before":1,"modes":{"add":{"after":1,"needed":0,"released":0},"add-remove":{"after":0,"needed":0,"released":1}}}],
                "users":[{"user":"a@example.com","row":1,"class":null,"licences":[],"attributes":[],
                  "modes":{"add":{"class":"no-effect","licences":[]},"add-remove":{"class":"loses-licence","licences":[{"column":"L","before":true,"after":false}]}}}]}"#,
        )
        .expect("a plan of both modes");
        assert_eq!((both.modes().len(), both.removals(), both.both(), both.has_proof()), (2, 1, 3, false));
        assert_eq!(both.licences[0].outcome(Mode::AddRemove).after, Some(0));
        assert!(both.users[0].is_of("no-effect", Mode::Add) && both.users[0].is_of("loses-licence", Mode::AddRemove));

        let chosen: Plan = crate::reading::read(
            r#"{"mode":"add","baseline":{"records":2},"totals":{"classes":{"no-effect":1}},"users":[{"class":"no-effect","row":1}],
                "licences":[{"licence":"L","before":1,"after":1,"needed":0}]}"#,
        )
        .expect("a plan of one mode");
        assert_eq!((chosen.modes(), chosen.removals(), chosen.has_proof()), (vec![Mode::Add], 0, true));
        assert_eq!(chosen.licences[0].outcome(Mode::Add).after, Some(1));
        assert!(chosen.users[0].is_of("no-effect", Mode::Add));
    }
}
