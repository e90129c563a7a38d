//! JSON with its keys in the order of the selection, as the server sent them.

use std::collections::HashMap;

use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};
use serde_json::Value;

/// Where each dotted path of keys comes in the selection.
pub(crate) struct Order(HashMap<String, usize>);

impl Order {
    pub(crate) fn of(names: &[String]) -> Self {
        let mut ranks = HashMap::new();
        for (rank, name) in names.iter().enumerate() {
            ranks.entry(name.clone()).or_insert(rank);
        }
        Self(ranks)
    }

    /// A value to be written in this order.
    pub(crate) fn apply<'a>(&'a self, value: &'a Value) -> Ordered<'a> {
        Ordered { order: self, path: String::new(), value }
    }

    /// The rank of a path; what was not selected comes last.
    fn rank(&self, path: &str) -> usize {
        self.0.get(path).copied().unwrap_or(usize::MAX)
    }
}

pub(crate) struct Ordered<'a> {
    order: &'a Order,
    path: String,
    value: &'a Value,
}

impl Serialize for Ordered<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.value {
            Value::Object(fields) => {
                let mut fields: Vec<(String, &String, &Value)> =
                    fields.iter().map(|(key, value)| (joined(&self.path, key), key, value)).collect();
                fields.sort_by_key(|(path, ..)| self.order.rank(path));
                let mut map = serializer.serialize_map(Some(fields.len()))?;
                for (path, key, value) in fields {
                    map.serialize_entry(key, &Self { order: self.order, path, value })?;
                }
                map.end()
            }
            Value::Array(items) => {
                let mut list = serializer.serialize_seq(Some(items.len()))?;
                for value in items {
                    list.serialize_element(&Self { order: self.order, path: self.path.clone(), value })?;
                }
                list.end()
            }
            value => value.serialize(serializer),
        }
    }
}

/// The path of a key inside an object.
pub(crate) fn joined(path: &str, key: &str) -> String {
    if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") }
}
