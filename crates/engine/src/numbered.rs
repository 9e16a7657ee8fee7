//! Values that are met again and again, each kept once under a number of its own.

use std::borrow::Borrow;
use std::collections::HashMap;
use std::hash::Hash;

/// They are numbered from 0, in the order in which they were first met.
#[derive(Clone, Debug)]
pub(crate) struct Numbered<T> {
    values: Vec<T>,
    numbers: HashMap<T, u32>,
}

impl<T> Default for Numbered<T> {
    fn default() -> Self {
        Numbered { values: Vec::new(), numbers: HashMap::new() }
    }
}

impl<T: Clone + Eq + Hash> Numbered<T> {
    pub(crate) fn number_of<V: Eq + Hash + ?Sized>(&mut self, value: &V) -> u32
    where
        T: Borrow<V> + for<'v> From<&'v V>,
    {
        match self.numbers.get(value) {
            Some(known) => *known,
            None => self.add(value.into()),
        }
    }

    /// With those that were met further below; gives the number that each of them has here.
    pub(crate) fn join(&mut self, below: &Numbered<T>) -> Vec<u32> {
        let number_of = |value: &T| match self.numbers.get(value) {
            Some(known) => *known,
            None => self.add(value.clone()),
        };
        below.values.iter().map(number_of).collect()
    }

    /// By their numbers.
    pub(crate) fn values(&self) -> &[T] {
        &self.values
    }

    fn add(&mut self, value: T) -> u32 {
        let next = self.values.len() as u32;
        self.values.push(value.clone());
        self.numbers.insert(value, next);
        next
    }
}
