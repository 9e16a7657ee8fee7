//! L: how much goes into one file.

pub(crate) mod by_hand_batches;
pub(crate) mod large_file;
pub(crate) mod nothing_changes;
pub(crate) mod too_many_users;
