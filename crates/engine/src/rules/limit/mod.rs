//! L: how much goes into one file.

pub(crate) mod large_file;
pub(crate) mod too_many_users;
