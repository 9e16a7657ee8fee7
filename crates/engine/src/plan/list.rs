//! The plan as a list for spreadsheets: one line for each user.
//!
//! What must stay true: no value in it can run as a formula, and what nobody knows is called unknown.

use super::shape::{ChangedAttribute, ChangedLicence, Class, Plan, PlannedUser};
use crate::profile::Tier;
use crate::report::Mode;
use crate::summary::harmless;
use crate::words::{Arg, Words, text};

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
            _ = writer.write_record(fields(&self.words, user).into_iter().map(harmless));
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
        let words = &Words::default();
        let mut parts = Vec::new();
        if self.automatic {
            parts.push(automatic(words));
        } else if self.class_in(mode) == Some(Class::NewUser) {
            parts.push(tiers(words, after.as_deref()));
        } else if self.before != *after {
            parts.push(format!("{} -> {}", tiers(words, self.before.as_deref()), tiers(words, after.as_deref())));
        }
        parts.extend(changed.iter().filter(|licence| licence.tier.is_none()).map(|change| licence(words, change)));
        parts.extend(self.attributes.iter().map(|change| attribute(words, change)));
        parts.join("; ")
    }
}

fn attribute(words: &Words, attribute: &ChangedAttribute) -> String {
    let before = attribute.before.as_deref().unwrap_or_else(|| words.text(text!("unknown")));
    format!("{}: {before} -> {}", attribute.column, attribute.after)
}

fn licence(words: &Words, licence: &ChangedLicence) -> String {
    let word = |held: Option<bool>| match held {
        Some(true) => "TRUE",
        Some(false) => "FALSE",
        None => words.text(text!("unknown")),
    };
    format!("{}: {} -> {}", licence.column, word(licence.before), word(licence.after))
}

fn fields(words: &Words, user: &PlannedUser) -> Vec<String> {
    let row = user.row.map(|row| row.to_string()).unwrap_or_default();
    let before = tiers(words, user.before.as_deref());
    let attributes = user.attributes.iter().map(|change| attribute(words, change)).collect::<Vec<_>>().join("; ");
    let name = |class: Class| class.name().to_owned();
    match &user.modes {
        None => vec![
            user.user.clone(),
            row,
            user.class.map(name).unwrap_or_default(),
            before,
            after(words, user, user.after.as_deref()),
            user.licences.iter().map(|change| licence(words, change)).collect::<Vec<_>>().join("; "),
            attributes,
        ],
        Some(modes) => vec![
            user.user.clone(),
            row,
            name(modes.add.class),
            name(modes.add_remove.class),
            before,
            after(words, user, modes.add.after.as_deref()),
            after(words, user, modes.add_remove.after.as_deref()),
            attributes,
        ],
    }
}

fn after(words: &Words, user: &PlannedUser, held: Option<&[Tier]>) -> String {
    if user.automatic { automatic(words) } else { tiers(words, held) }
}

fn automatic(words: &Words) -> String {
    words.text(text!("automatic assignment")).to_owned()
}

/// `Standard`, `Standard and Premium`, `none`, `unknown`.
fn tiers(words: &Words, held: Option<&[Tier]>) -> String {
    match held {
        None => words.text(text!("unknown")).to_owned(),
        Some([]) => words.text(text!("none")).to_owned(),
        Some(held) => words.arg(&Arg::all(held.iter().map(|tier| Arg::from(tier.name())).collect())).into_owned(),
    }
}
