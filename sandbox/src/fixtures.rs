//! Answers that a test lays down.

use std::collections::HashMap;
use std::sync::{PoisonError, RwLock};

use serde_json::Value;

/// Fixtures by operation name or root field.
#[derive(Default)]
pub(crate) struct Fixtures {
    by_name: RwLock<HashMap<String, Value>>,
}

impl Fixtures {
    pub(crate) fn insert(&self, name: String, value: Value) {
        self.by_name.write().unwrap_or_else(PoisonError::into_inner).insert(name, value);
    }

    /// The fixture for one root field of an operation: what the operation's fixture has under the response key,
    /// or else the fixture of the field.
    pub(crate) fn find(&self, operation: Option<&str>, response_key: &str, field: &str) -> Option<Value> {
        let by_name = self.by_name.read().unwrap_or_else(PoisonError::into_inner);
        if by_name.is_empty() {
            return None;
        }
        let of_operation = operation
            .filter(|operation| *operation != field)
            .and_then(|operation| by_name.get(operation)?.get(response_key));
        of_operation.or_else(|| by_name.get(field)).cloned()
    }
}
