//! Lists that were filtered and sorted already.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// Lists that are kept. A client pages through few at a time.
const CAPACITY: usize = 256;

/// The cache. A list is good for the version of the data that it was made from.
#[derive(Default)]
pub(crate) struct Lists {
    known: Mutex<HashMap<u64, Known>>,
}

/// A list with the version it was made from.
type Known = (u64, Arc<Vec<u32>>);

impl Lists {
    /// The list of this key, made if it is not known for this version.
    pub(crate) fn get<E>(
        &self,
        key: u64,
        version: u64,
        make: impl FnOnce() -> Result<Vec<u32>, E>,
    ) -> Result<Arc<Vec<u32>>, E> {
        let known = || self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, list)) = known().get(&key).filter(|(made, _)| *made == version) {
            return Ok(Arc::clone(list));
        }
        let list = Arc::new(make()?);
        let mut known = known();
        if known.len() >= CAPACITY {
            known.clear();
        }
        known.insert(key, (version, Arc::clone(&list)));
        Ok(list)
    }
}
