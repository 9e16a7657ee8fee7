//! U: users. Whose record it is, and records compared with each other.

pub(crate) mod bad_address;
pub(crate) mod duplicate_user;
pub(crate) mod missing_address;
pub(crate) mod user_not_in_baseline;
