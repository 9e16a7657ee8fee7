//! Whose names these are, by the export: for rows that have one user's address and another one's names.
//!
//! What must stay true: names that several users share tell nothing; the export is gone through once, and only if
//! somebody asks.

use std::sync::OnceLock;

use crate::baseline::{Baseline, MOST_BYTES, User};
use crate::key::{ByKey, key_of};
use crate::profile::Kind;
use crate::row::lossy;
use crate::text::{small, tidy};

/// Where the record of each name starts; `None` where several have it.
#[derive(Debug, Default)]
pub(crate) struct Namesakes {
    by_name: OnceLock<ByKey<Option<u32>>>,
}

/// The columns that name a person.
pub(crate) const NAMES: [Kind; 2] = [Kind::FirstName, Kind::LastName];

/// A name as it is compared.
pub(crate) fn folded(name: &str) -> String {
    small(&tidy(name))
}

impl Baseline {
    /// The only user with this first and last name, both folded.
    pub(crate) fn named(&self, names: &[String; 2]) -> Option<User<'_>> {
        let columns = self.name_columns()?;
        let by_name = self.namesakes.by_name.get_or_init(|| {
            let mut by_name: ByKey<Option<u32>> = ByKey::default();
            self.each_record(|start, fields, text| {
                let names = columns.map(|index| {
                    let value = fields.get(index).map(|field| field.value(text)).unwrap_or_default();
                    folded(&lossy(value))
                });
                // What each row would have to read through again tells nothing.
                let is_short = fields.last().is_some_and(|last| last.end - start <= MOST_BYTES);
                let start = is_short.then_some(start);
                by_name.entry(identity(&names)).and_modify(|start| *start = None).or_insert(start);
            });
            by_name
        });
        let user = self.user_at((*by_name.get(&identity(names))?)?);
        // The hash of the names only says where to look.
        (self.names_of(&user)? == *names).then_some(user)
    }

    /// First and last name of a user, folded; `None` without columns for them.
    pub(crate) fn names_of(&self, user: &User<'_>) -> Option<[String; 2]> {
        Some(self.name_columns()?.map(|index| folded(&lossy(user.bytes(index)))))
    }

    fn name_columns(&self) -> Option<[usize; 2]> {
        let [first, last] = NAMES.map(|kind| self.column_of_kind(kind));
        Some([first?, last?])
    }
}

fn identity([first, last]: &[String; 2]) -> u64 {
    key_of(first.as_bytes()).rotate_left(23).wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ key_of(last.as_bytes())
}
