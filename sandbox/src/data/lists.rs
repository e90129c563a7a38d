//! Lists that were filtered and sorted already.

use std::sync::Arc;

use crate::cache::Cache;

/// Lists that are kept. A client pages through few at a time.
const CAPACITY: usize = 256;

/// The lists, each good for the version of the data that it was made from.
pub(crate) struct Lists(Cache<u64, (u64, Arc<Vec<u32>>)>);

impl Default for Lists {
    fn default() -> Self {
        Self(Cache::new(CAPACITY))
    }
}

impl Lists {
    /// The list of this key, made if it is not known for this version.
    pub(crate) fn get<E>(
        &self,
        key: u64,
        version: u64,
        make: impl FnOnce() -> Result<Vec<u32>, E>,
    ) -> Result<Arc<Vec<u32>>, E> {
        if let Some((_, list)) = self.0.get(&key).filter(|(made, _)| *made == version) {
            return Ok(list);
        }
        let list = Arc::new(make()?);
        self.0.insert(key, (version, Arc::clone(&list)));
        Ok(list)
    }
}
