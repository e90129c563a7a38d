//! The API keys of a sandbox.

use jiff::Timestamp;
use serde_json::Value;

use crate::data::date;
use crate::data::stigg;
use crate::data::world::World;
use crate::scope::Scope;

/// The keys that a sandbox started with. Those that mutations make, rotate or revoke are in its data.
#[derive(Debug, Clone)]
pub(crate) struct Keys {
    known: Vec<(String, Scope)>,
}

const INVALID: &str = "Invalid API key";

impl Keys {
    pub(crate) fn new(known: Vec<(String, Scope)>) -> Self {
        Self { known }
    }

    /// The scope of a key, or why there is none.
    pub(crate) fn scope(&self, world: &World, key: Option<&str>) -> Result<Scope, &'static str> {
        let key = key.filter(|key| !key.is_empty()).ok_or("no API key: send it in the X-API-Key header")?;
        let known = || self.known.iter().find(|(known, _)| known == key).map(|(_, scope)| scope.clone());
        let kind = world.catalog.kinds().named(stigg::API_KEY);
        let state = world.snapshot();
        let Some((kind, index)) = kind.and_then(|kind| Some((kind, state.by_id(kind, key)?))) else {
            return known().ok_or(INVALID);
        };
        let entity = state.patch(kind, index).filter(|entity| entity.get("token").is_some_and(|token| token == key));
        let entity = entity.filter(|_| !state.is_removed(kind, index)).ok_or(INVALID)?;
        let end = entity.get("expireAt").and_then(Value::as_str).and_then(date::parse);
        // Clients go by the time of day, and a test by the clock of the sandbox.
        if end.is_some_and(|end| end <= Timestamp::now() || end.as_second() <= state.now()) {
            return Err("the API key has expired");
        }
        let reads = |scope: &Value| scope.get("action").is_some_and(|action| action == "READ");
        let only_reads = entity.get("scopes").and_then(Value::as_array).is_some_and(|scopes| scopes.iter().all(reads));
        let is_publishable = entity.get("keyType").is_some_and(|key_type| key_type == "CLIENT");
        let of_entity = || if only_reads || is_publishable { Scope::ReadOnly } else { Scope::Full };
        Ok(known().unwrap_or_else(of_entity))
    }
}
