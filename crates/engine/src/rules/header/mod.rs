//! H: the header row.

pub(crate) mod blank_before_header;
pub(crate) mod duplicate_header;
pub(crate) mod empty_header;
pub(crate) mod missing_key;
pub(crate) mod no_contact_center_column;
pub(crate) mod outdated_column;
pub(crate) mod read_only_column;
pub(crate) mod respelled_header;
pub(crate) mod several_subscriptions;
pub(crate) mod translated_header;
pub(crate) mod unclosed_header;
pub(crate) mod unknown_column;
pub(crate) mod unknown_licence_column;
