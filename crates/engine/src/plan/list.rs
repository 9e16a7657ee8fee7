//! The plan as a list for spreadsheets: one line for each user.
//!
//! What must stay true: no value in it can run as a formula, and what nobody knows is called unknown.

use super::shape::{ChangedAttribute, ChangedLicence, Class, Plan, PlannedUser};
use crate::profile::Tier;
use crate::report::Mode;
use crate::summary::harmless;

impl Plan {
    /// One line for each user, in the order of [`Plan::users`]: UTF-8, comma, CRLF.
    #[must_use]
    pub fn csv(&self) -> Vec<u8> {
        let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
        // Writing to memory never fails, and each record has as many fields as the header.
        _ = match self.mode {
            Some(_) => writer.write_record(["user", "row", "class", "before", "after", "licences", "attributes"]),
            None => writer.write_record([
                "user",
                "row",
                "class (add)",
                "class (add-remove)",
                "before",
                "after (add)",
                "after (add-remove)",
                "attributes",
            ]),
        };
        for user in &self.users {
            _ = writer.write_record(fields(user).into_iter().map(harmless));
        }
        writer.into_inner().unwrap_or_default()
    }
}

impl PlannedUser {
    /// What becomes of the user in a mode: `Standard -> Premium; Title: Agent -> Lead`. Blank when nothing does.
    #[must_use]
    pub fn what(&self, mode: Mode) -> String {
        let (after, changed) = match &self.modes {
            Some(modes) => (&modes.of(mode).after, &modes.of(mode).licences),
            None => (&self.after, &self.licences),
        };
        let mut parts = Vec::new();
        if self.automatic {
            parts.push("automatic assignment".to_owned());
        } else if self.class_in(mode) == Some(Class::NewUser) {
            parts.push(tiers(after.as_deref()));
        } else if self.before != *after {
            parts.push(format!("{} -> {}", tiers(self.before.as_deref()), tiers(after.as_deref())));
        }
        parts.extend(changed.iter().filter(|licence| licence.tier.is_none()).map(licence));
        parts.extend(self.attributes.iter().map(attribute));
        parts.join("; ")
    }
}

fn attribute(attribute: &ChangedAttribute) -> String {
    let before = attribute.before.as_deref().unwrap_or("unknown");
    format!("{}: {before} -> {}", attribute.column, attribute.after)
}

fn licence(licence: &ChangedLicence) -> String {
    let word = |held: Option<bool>| match held {
        Some(true) => "TRUE",
        Some(false) => "FALSE",
        None => "unknown",
    };
    format!("{}: {} -> {}", licence.column, word(licence.before), word(licence.after))
}

fn fields(user: &PlannedUser) -> Vec<String> {
    let row = user.row.map(|row| row.to_string()).unwrap_or_default();
    let before = tiers(user.before.as_deref());
    let attributes = user.attributes.iter().map(attribute).collect::<Vec<_>>().join("; ");
    let name = |class: Class| class.name().to_owned();
    match &user.modes {
        None => vec![
            user.user.clone(),
            row,
            user.class.map(name).unwrap_or_default(),
            before,
            after(user, user.after.as_deref()),
            user.licences.iter().map(licence).collect::<Vec<_>>().join("; "),
            attributes,
        ],
        Some(modes) => vec![
            user.user.clone(),
            row,
            name(modes.add.class),
            name(modes.add_remove.class),
            before,
            after(user, modes.add.after.as_deref()),
            after(user, modes.add_remove.after.as_deref()),
            attributes,
        ],
    }
}

fn after(user: &PlannedUser, held: Option<&[Tier]>) -> String {
    if user.automatic { "automatic assignment".to_owned() } else { tiers(held) }
}

/// `Standard`, `Standard and Premium`, `none`, `unknown`.
fn tiers(held: Option<&[Tier]>) -> String {
    match held {
        None => "unknown".to_owned(),
        Some([]) => "none".to_owned(),
        Some(held) => held.iter().map(|tier| tier.name()).collect::<Vec<_>>().join(" and "),
    }
}
