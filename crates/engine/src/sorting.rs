//! One sort for lists of many types.
//!
//! The compiler writes each sort of the standard library anew for each type, and each weighs some kilobytes in the engine
//! that a page loads first. This one is written once: it sorts positions. Lists with an entry for each record of a large file are not
//! for it.

use std::cmp::Ordering;

/// Sorts a list; what compares as equal stays in its order.
pub(crate) fn sort_by<T>(list: &mut Vec<T>, compare: impl Fn(&T, &T) -> Ordering) {
    let order = order(list.len(), &|one, other| compare(&list[one], &list[other]));
    let mut unsorted: Vec<Option<T>> = std::mem::take(list).into_iter().map(Some).collect();
    list.extend(order.into_iter().filter_map(|position| unsorted[position].take()));
}

/// Rows or columns in their order, each once.
#[inline(never)]
pub(crate) fn in_order<T: Ord>(mut list: Vec<T>) -> Vec<T> {
    list.sort_unstable();
    list.dedup();
    list
}

fn order(count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut order: Vec<usize> = (0..count).collect();
    order.sort_by(|one, other| compare(*one, *other));
    order
}

#[cfg(test)]
mod tests {
    #[test]
    fn equal_ones_stay_in_their_order() {
        for length in [0, 1, 2, 3, 40, 500_usize] {
            let list: Vec<(usize, String)> = (0..length).map(|nth| (nth * 7 % 5, nth.to_string())).collect();
            let (mut ours, mut theirs) = (list.clone(), list);
            super::sort_by(&mut ours, |one, other| one.0.cmp(&other.0));
            theirs.sort_by_key(|(key, _)| *key);
            assert_eq!(ours, theirs);
        }
    }
}
