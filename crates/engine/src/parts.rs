//! Which record goes into which part.
//!
//! What must stay true: parts keep the order of the file, none holds more than
//! the limit, and no user stands in two parts, even one with several records.

use std::collections::HashMap;

use crate::survey::LEFT_OUT;

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
        for key in keys.iter().filter(|key| !matches!(**key, 0 | LEFT_OUT)) {
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

    pub(crate) fn count(&self) -> usize {
        match self {
            Parts::Even { count, .. } | Parts::Listed { count, .. } => *count,
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
    fn a_user_stays_in_one_part() {
        assert_eq!(listed(&[1, 2, 3, 1], 3), [0, 0, 1, 0]);
        assert_eq!(listed(&[1, 2, 2, 3], 2), [0, 1, 1, 2]);
        assert_eq!(listed(&[1, 1, 1, 2], 2), [0, 0, 0, 1]);
        assert_eq!(listed(&[1, 2, 3, 4, 1], 2), [0, 1, 1, 2, 0]);
    }
}
