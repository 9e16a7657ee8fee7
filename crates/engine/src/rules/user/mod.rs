//! U: users. Whose record it is, and records compared with each other.

pub(crate) mod address_changed;
pub(crate) mod bad_address;
pub(crate) mod domain_not_in_profile;
pub(crate) mod domain_typo;
pub(crate) mod duplicate_user;
pub(crate) mod missing_address;
pub(crate) mod mixed_up_row;
pub(crate) mod private_domain;
pub(crate) mod row_shifted;
pub(crate) mod shared_number;
pub(crate) mod user_not_in_baseline;
