//! Lists that were filtered and sorted already.

use std::sync::Arc;

use super::reads::Reads;
use crate::cache::Cache;

/// Lists that are kept. A client pages through few at a time.
const CAPACITY: usize = 256;

/// A list, good for the version of the data that it was made from.
#[derive(Clone)]
pub(crate) struct List {
    pub(crate) version: u64,
    /// The nodes as cursors call them.
    pub(crate) ordinals: Arc<Vec<u32>>,
    /// What it depends on beyond its nodes.
    pub(crate) reads: Arc<Reads>,
}

/// The lists, each as it was last made.
pub(crate) struct Lists(Cache<u64, List>);

impl Default for Lists {
    fn default() -> Self {
        Self(Cache::new(CAPACITY))
    }
}

impl Lists {
    pub(crate) fn get(&self, key: u64) -> Option<List> {
        self.0.get(&key)
    }

    pub(crate) fn insert(&self, key: u64, list: List) {
        self.0.insert(key, list);
    }
}
