//! Which record goes into which part.
//!
//! What must stay true: parts keep the order of the file, none holds more than
//! the limit, and no user stands in two parts, even one with several records.

use std::collections::HashMap;

use crate::key::{LEFT_OUT, is_named};

/// The part of every record that goes into the corrected file.
#[derive(Debug)]
pub(crate) enum Parts {
    /// This many records to a part, one after the other.
    Even { users_per_file: usize, count: usize },
    /// The part of each record by its position; records that are left out have any.
    Listed { part_of: Vec<u32>, count: usize },
}

impl Parts {
    /// `keys` has the key of each record, 0 where it names nobody;
    /// `users` records stay; `repeats`: some user has several of them.
    pub(crate) fn new(keys: &[u64], users: usize, repeats: bool, users_per_file: usize) -> Self {
        let users_per_file = users_per_file.max(1);
        if users <= users_per_file || !repeats {
            return Parts::Even { users_per_file, count: users.div_ceil(users_per_file).max(1) };
        }
        let mut sizes: HashMap<u64, usize> = HashMap::new();
        for key in keys.iter().filter(|key| is_named(**key)) {
            *sizes.entry(*key).or_default() += 1;
        }
        let mut homes: HashMap<u64, u32> = HashMap::new();
        let (mut part, mut room) = (0, users_per_file);
        let mut place = |size: usize| {
            if size > room && room < users_per_file {
                (part, room) = (part + 1, users_per_file);
            }
            room = room.saturating_sub(size);
            part
        };
        let part_of: Vec<u32> = keys
            .iter()
            .map(|key| match sizes.get(key) {
                None if *key == LEFT_OUT => 0,
                None => place(1),
                Some(size) => *homes.entry(*key).or_insert_with(|| place(*size)),
            })
            .collect();
        Parts::Listed { part_of, count: part as usize + 1 }
    }

    /// Parts of at most so many bytes of records, and so many users. `sizes` has the bytes of each record. A user whose
    /// records are more than that together has a part of his own.
    pub(crate) fn by_size(keys: &[u64], sizes: &[u32], users_per_file: usize, bytes_per_file: usize) -> Self {
        let mut together: HashMap<u64, (usize, usize)> = HashMap::new();
        for (key, size) in keys.iter().zip(sizes).filter(|(key, _)| is_named(**key)) {
            let user = together.entry(*key).or_default();
            *user = (user.0 + 1, user.1 + *size as usize);
        }
        let mut homes: HashMap<u64, u32> = HashMap::new();
        let (mut part, mut users, mut bytes) = (0, 0, 0);
        let mut place = |(more_users, more_bytes): (usize, usize)| {
            let is_full = users + more_users > users_per_file.max(1) || bytes + more_bytes > bytes_per_file;
            if is_full && users > 0 {
                (part, users, bytes) = (part + 1, 0, 0);
            }
            (users, bytes) = (users + more_users, bytes + more_bytes);
            part
        };
        let records = keys.iter().zip(sizes);
        let part_of = records.map(|(key, size)| match together.get(key) {
            _ if *key == LEFT_OUT => 0,
            None => place((1, *size as usize)),
            Some(user) => *homes.entry(*key).or_insert_with(|| place(*user)),
        });
        let part_of: Vec<u32> = part_of.collect();
        Parts::Listed { part_of, count: part as usize + 1 }
    }

    pub(crate) fn count(&self) -> usize {
        match self {
            Parts::Even { count, .. } | Parts::Listed { count, .. } => *count,
        }
    }

    /// How many records, from the one before which `written` were written, go into its part one after the other; 0 where
    /// nothing is said of their order.
    pub(crate) fn together(&self, written: usize) -> usize {
        match self {
            Parts::Even { users_per_file, count } if written / users_per_file + 1 < *count => {
                users_per_file - written % users_per_file
            }
            Parts::Even { .. } => usize::MAX,
            Parts::Listed { .. } => 0,
        }
    }

    /// The part of the record at `position`, before which `written` records were written.
    pub(crate) fn part(&self, position: usize, written: usize) -> usize {
        match self {
            Parts::Even { users_per_file, count } => (written / users_per_file).min(count - 1),
            Parts::Listed { part_of, .. } => part_of.get(position).map_or(0, |part| *part as usize),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn listed(keys: &[u64], limit: usize) -> Vec<usize> {
        let parts = Parts::new(keys, keys.len(), true, limit);
        (0..keys.len()).map(|position| parts.part(position, position)).collect()
    }

    #[test]
    fn parts_are_filled_in_order() {
        let parts = Parts::new(&[1, 2, 3], 3, false, 2);
        assert_eq!((parts.count(), parts.part(0, 0), parts.part(1, 1), parts.part(2, 2)), (2, 0, 0, 1));
        assert_eq!(Parts::new(&[], 0, false, 2).count(), 1);
    }

    #[test]
    fn parts_are_small_and_keep_users_together() {
        let parts = |keys: &[u64], sizes: &[u32], users: usize, bytes: usize| {
            let parts = Parts::by_size(keys, sizes, users, bytes);
            let placed: Vec<usize> = (0..keys.len()).map(|position| parts.part(position, position)).collect();
            (parts.count(), placed)
        };
        assert_eq!(parts(&[1, 2, 3], &[40, 40, 40], 9, 80), (2, vec![0, 0, 1]));
        assert_eq!(parts(&[1, 2, 3], &[40, 40, 40], 1, 999), (3, vec![0, 1, 2]));
        assert_eq!(parts(&[1, 2, 1], &[40, 40, 40], 9, 80), (2, vec![0, 1, 0]));
        assert_eq!(parts(&[1, 2], &[400, 40], 9, 80), (2, vec![0, 1]));
        assert_eq!(parts(&[1, LEFT_OUT, 0, 2], &[40, 0, 40, 40], 9, 80), (2, vec![0, 0, 0, 1]));
        assert_eq!(parts(&[1, LEFT_OUT, 2], &[40, 0, 40], 2, 999), (1, vec![0, 0, 0]));
        assert_eq!(parts(&[], &[], 9, 80), (1, vec![]));
    }

    #[test]
    fn a_user_stays_in_one_part() {
        assert_eq!(listed(&[1, 2, 3, 1], 3), [0, 0, 1, 0]);
        assert_eq!(listed(&[1, 2, 2, 3], 2), [0, 1, 1, 2]);
        assert_eq!(listed(&[1, 1, 1, 2], 2), [0, 0, 0, 1]);
        assert_eq!(listed(&[1, 2, 3, 4, 1], 2), [0, 1, 1, 2, 0]);
    }
}
