//! The plan as clients see it.
//!
//! What must stay true: a name here is a promise; with a chosen mode `class` and `after` stand with the user, without one
//! both modes stand side by side under `modes`.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::profile::Tier;
use crate::report::{BaselineSummary, Mode, Refusal};
use crate::words::Words;

/// What the import will do, user by user.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Plan {
    /// Version of this shape.
    pub plan: u32,
    /// What its lists and its picture are written in.
    #[serde(skip)]
    pub(crate) words: Words,
    /// How the file will be imported; `None`: both ways are planned.
    pub mode: Option<Mode>,
    /// The baseline, when there is one.
    pub baseline: Option<BaselineSummary>,
    /// Sentences that say how far the plan can be trusted.
    pub messages: Vec<String>,
    /// Why there is no plan; it then holds nobody.
    pub refusal: Option<Refusal>,
    /// Findings that stop the import and are not decided yet.
    pub blockers: usize,
    /// Counted over all users.
    pub totals: PlanTotals,
    /// One entry for each column of TRUE and FALSE of the file and the baseline.
    pub licences: Vec<PlannedLicence>,
    /// One entry for each user of the file and the baseline: those who lose something first, then by class, within a
    /// class in the order of the file. Without a mode by the class under “Add and remove services”.
    pub users: Vec<PlannedUser>,
}

/// What becomes of a user. In the order of the table: where several fit, the first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Class {
    /// Held a Contact Center licence and holds none afterwards, or loses any other licence.
    LosesLicence,
    /// Holds Standard and Premium afterwards.
    Both,
    /// FALSE and no TRUE where nobody knows what is held.
    LosesIfHeld,
    /// Another Contact Center licence takes the place of the one held.
    Switches,
    /// The baseline does not have the user.
    NewUser,
    /// A licence that was not held.
    Gains,
    /// TRUE for what is held already.
    Keeps,
    /// A TRUE where nobody knows what is held.
    WillHave,
    /// FALSE that takes nothing away.
    NoEffect,
    /// Other columns change.
    Attributes,
    /// Nothing changes.
    Untouched,
    /// Only the baseline has the user: nothing happens to them.
    Absent,
}

impl Class {
    /// All of them, in the order of the table.
    pub const ALL: [Class; 12] = [
        Class::LosesLicence,
        Class::Both,
        Class::LosesIfHeld,
        Class::Switches,
        Class::NewUser,
        Class::Gains,
        Class::Keeps,
        Class::WillHave,
        Class::NoEffect,
        Class::Attributes,
        Class::Untouched,
        Class::Absent,
    ];

    /// As in the JSON.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Class::LosesLicence => "loses-licence",
            Class::Both => "both",
            Class::LosesIfHeld => "loses-if-held",
            Class::Switches => "switches",
            Class::NewUser => "new-user",
            Class::Gains => "gains",
            Class::Keeps => "keeps",
            Class::WillHave => "will-have",
            Class::NoEffect => "no-effect",
            Class::Attributes => "attributes",
            Class::Untouched => "untouched",
            Class::Absent => "absent",
        }
    }

    /// Whether somebody loses a licence, or may.
    #[must_use]
    pub const fn is_removal(self) -> bool {
        matches!(self, Class::LosesLicence | Class::LosesIfHeld)
    }
}

/// Users by class.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanTotals {
    /// All users of the plan.
    pub users: usize,
    /// Those that stand in the file.
    pub in_file: usize,
    /// Records that name nobody; nothing is planned for them.
    pub unnamed: usize,
    /// How many users each class has; all classes are named. `None` without a mode.
    pub classes: Option<BTreeMap<Class, usize>>,
    /// The same in each mode, when none is chosen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub modes: Option<PerMode<BTreeMap<Class, usize>>>,
    /// Contact Center licences before and after, for the picture.
    pub contact_center: ContactCenter,
}

/// One value for each way of importing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PerMode<T> {
    /// Under “Add services only”.
    #[serde(rename = "add")]
    pub add: T,
    /// Under “Add and remove services”.
    #[serde(rename = "add-remove")]
    pub add_remove: T,
}

/// How many users hold which Contact Center licence.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactCenter {
    /// Before the import.
    pub before: TierCounts,
    /// After it; `None` without a mode.
    pub after: Option<TierCounts>,
    /// After it in each mode, when none is chosen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub modes: Option<PerMode<TierCounts>>,
}

/// Users by what they hold of Contact Center.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TierCounts {
    /// Standard alone.
    pub standard: usize,
    /// Premium alone.
    pub premium: usize,
    /// Both.
    pub both: usize,
    /// Neither.
    pub none: usize,
    /// Nobody can tell.
    pub unknown: usize,
}

/// One column of TRUE and FALSE.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlannedLicence {
    /// The column's name.
    pub licence: String,
    /// The column of the file, from 0; `None` when only the baseline has it.
    pub index: Option<usize>,
    /// `standard` or `premium` for a Contact Center licence that is not suspended.
    pub tier: Option<Tier>,
    /// Users with TRUE in the file.
    #[serde(rename = "true")]
    pub trues: usize,
    /// Users with FALSE in the file.
    #[serde(rename = "false")]
    pub falses: usize,
    /// Users of the file with a blank cell.
    pub blank: usize,
    /// Users who hold it before the import, absent ones included; `None` when nobody can tell.
    pub before: Option<usize>,
    /// What the import does; `None` without a mode.
    #[serde(flatten)]
    pub outcome: Option<LicenceOutcome>,
    /// The same in each mode, when none is chosen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub modes: Option<PerMode<LicenceOutcome>>,
}

/// What an import does to one licence column.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LicenceOutcome {
    /// Users who hold it after the import; `None` when nobody can tell.
    pub after: Option<usize>,
    /// Licences that the import takes from the pool: users who get it and did not surely hold it.
    pub needed: usize,
    /// Licences that go back to the pool: users who surely held it and do not any more.
    pub released: usize,
    /// Licences left before the import, if the admin has said so.
    pub left: Option<usize>,
    /// How many are missing for that; 0 when there are enough or nobody has said how many are left.
    pub missing: usize,
}

/// One user.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlannedUser {
    /// The address.
    pub user: String,
    /// The data record in the file as given, from 1; `None` for one that only the baseline has.
    pub row: Option<u32>,
    /// `None` without a mode.
    pub class: Option<Class>,
    /// Contact Center licences held before the import; `None` when nobody can tell.
    pub before: Option<Vec<Tier>>,
    /// Held after it; `None` when nobody can tell, and without a mode.
    pub after: Option<Vec<Tier>>,
    /// A new user whose service cells are all blank: the automatic assignment decides.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub automatic: bool,
    /// Licence columns that change, those of Contact Center included.
    pub licences: Vec<ChangedLicence>,
    /// Other columns that change; empty for a new user.
    pub attributes: Vec<ChangedAttribute>,
    /// Both modes, when none is chosen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub modes: Option<PerMode<UserOutcome>>,
}

/// What becomes of a user in one mode.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UserOutcome {
    /// What becomes of the user.
    pub class: Class,
    /// As [`PlannedUser::after`].
    pub after: Option<Vec<Tier>>,
    /// As [`PlannedUser::licences`].
    pub licences: Vec<ChangedLicence>,
}

/// A licence that is given or taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangedLicence {
    /// The column's name.
    pub column: String,
    /// `standard` or `premium` for a Contact Center licence that is not suspended.
    pub tier: Option<Tier>,
    /// Whether the user holds it before; `None` when nobody can tell.
    pub before: Option<bool>,
    /// Whether the user holds it afterwards.
    pub after: Option<bool>,
}

/// A value of another column that changes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangedAttribute {
    /// The column's name.
    pub column: String,
    /// The column of the file, from 0.
    pub index: usize,
    /// As the baseline has it; `None` when it does not have the column.
    pub before: Option<String>,
    /// As it stands in the corrected file.
    pub after: String,
}
