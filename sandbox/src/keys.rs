//! The API keys of a sandbox.

use crate::scope::Scope;

/// All keys of a sandbox.
#[derive(Debug, Clone)]
pub(crate) struct Keys {
    known: Vec<(String, Scope)>,
}

impl Keys {
    pub(crate) fn new(known: Vec<(String, Scope)>) -> Self {
        Self { known }
    }

    /// The scope of a key, or why there is none.
    pub(crate) fn scope(&self, key: Option<&str>) -> Result<&Scope, &'static str> {
        let key = key.filter(|key| !key.is_empty()).ok_or("no API key: send it in the X-API-Key header")?;
        self.known.iter().find(|(known, _)| known == key).map(|(_, scope)| scope).ok_or("Invalid API key")
    }
}
