//! The key in use, replaceable while the client runs.

use std::error::Error as StdError;
use std::sync::{Arc, PoisonError, RwLock};

use tokio::time::Instant;

use crate::credentials::api_key::ApiKey;
use crate::error::Error;

/// Gives the key to send with; called before every attempt, so it should answer from memory.
pub(crate) type KeyProvider = dyn Fn() -> Result<ApiKey, Box<dyn StdError + Send + Sync>> + Send + Sync;

/// The key in use, shared by all clones of a client.
pub(crate) struct KeyRing {
    current: RwLock<Arc<KeyInUse>>,
    provider: Option<Box<KeyProvider>>,
}

/// So many earlier keys are remembered; who rotates by the hour has had no use for an older one for long.
const PREDECESSORS: usize = 16;

/// A key and when it came into use.
pub(crate) struct KeyInUse {
    pub(crate) key: ApiKey,
    /// The keys before it, which a server may still name.
    pub(crate) predecessors: Vec<ApiKey>,
    /// How many keys came before it.
    pub(crate) generation: u64,
    pub(crate) since: Instant,
}

impl KeyRing {
    pub(crate) fn new(key: ApiKey) -> Self {
        Self::with(key, None)
    }

    /// # Errors
    ///
    /// When the provider has no key.
    pub(crate) fn provided(provider: Box<KeyProvider>) -> Result<Self, Error> {
        let key = provider().map_err(provider_failed)?;
        Ok(Self::with(key, Some(provider)))
    }

    fn with(key: ApiKey, provider: Option<Box<KeyProvider>>) -> Self {
        let first = KeyInUse { key, predecessors: Vec::new(), generation: 0, since: Instant::now() };
        Self { current: RwLock::new(Arc::new(first)), provider }
    }

    /// The key to send an attempt with.
    ///
    /// # Errors
    ///
    /// When the provider has no key.
    pub(crate) fn current(&self) -> Result<Arc<KeyInUse>, Error> {
        let current = self.latest();
        let Some(provider) = &self.provider else { return Ok(current) };
        let key = provider().map_err(provider_failed)?;
        if key.expose() == current.key.expose() {
            return Ok(current);
        }
        Ok(self.replace(key))
    }

    /// The key that came into use last.
    pub(crate) fn latest(&self) -> Arc<KeyInUse> {
        Arc::clone(&self.current.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Brings another key into use; attempts that are under way keep theirs.
    pub(crate) fn replace(&self, key: ApiKey) -> Arc<KeyInUse> {
        let mut current = self.current.write().unwrap_or_else(PoisonError::into_inner);
        if current.key.expose() != key.expose() {
            let predecessors = std::iter::once(&current.key).chain(&current.predecessors).take(PREDECESSORS);
            let predecessors = predecessors.cloned().collect();
            let generation = current.generation + 1;
            *current = Arc::new(KeyInUse { key, predecessors, generation, since: Instant::now() });
        }
        Arc::clone(&current)
    }
}

fn provider_failed(source: Box<dyn StdError + Send + Sync>) -> Error {
    Error::config("the key provider has no API key to send with").caused_by(source)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_key_again_is_no_swap() {
        let ring = KeyRing::new(ApiKey::new("server-1").unwrap());
        assert_eq!(ring.replace(ApiKey::new("server-1").unwrap()).generation, 0);
        assert_eq!(ring.replace(ApiKey::new("server-2").unwrap()).generation, 1);
        assert_eq!(ring.current().unwrap().key.expose(), "server-2");
    }
}
