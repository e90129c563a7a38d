//! A cache that cannot fill the memory.

use std::borrow::Borrow;
use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Keeps what was made once. When it is full it is emptied: a test has far fewer keys than that, and whoever invents new
/// ones all the time gains nothing from the old.
pub(crate) struct Cache<K, V> {
    capacity: usize,
    known: Mutex<HashMap<K, V>>,
}

impl<K: Hash + Eq, V: Clone> Cache<K, V> {
    pub(crate) fn new(capacity: usize) -> Self {
        Self { capacity, known: Mutex::default() }
    }

    pub(crate) fn get<Q: Hash + Eq + ?Sized>(&self, key: &Q) -> Option<V>
    where
        K: Borrow<Q>,
    {
        self.known().get(key).cloned()
    }

    pub(crate) fn insert(&self, key: K, value: V) {
        let mut known = self.known();
        if known.len() >= self.capacity {
            known.clear();
        }
        known.insert(key, value);
    }

    fn known(&self) -> MutexGuard<'_, HashMap<K, V>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_never_holds_more_than_it_may() {
        let cache = Cache::new(2);
        for key in ["a", "b", "c"] {
            cache.insert(key.to_owned(), key.len());
        }
        assert_eq!(["a", "b", "c"].map(|key| cache.get(key)), [None, None, Some(1)]);
    }
}
