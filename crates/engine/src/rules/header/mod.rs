//! H: the header row.

pub(crate) mod duplicate_header;
pub(crate) mod empty_header;
pub(crate) mod missing_key;
pub(crate) mod no_contact_center_column;
pub(crate) mod respelled_header;
pub(crate) mod translated_header;
pub(crate) mod unknown_column;
