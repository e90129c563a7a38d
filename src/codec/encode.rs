//! How generated types write JSON.

use serde::Serialize;
use serde::ser::{Error, SerializeMap, Serializer};
use serde_json::Value;

use crate::maybe::Maybe;

/// Writes its fields into an object that others write into as well.
pub trait Encode {
    /// Writes the fields.
    ///
    /// # Errors
    ///
    /// Those of the format.
    fn encode<M: SerializeMap>(&self, map: &mut M) -> Result<(), M::Error>;
}

/// Writes a value as an object of its fields.
///
/// # Errors
///
/// Those of the format.
pub fn object<T: Encode, S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(None)?;
    value.encode(&mut map)?;
    map.end()
}

/// Writes a field that is left out when it has no value, as a field under `@include` is.
///
/// # Errors
///
/// Those of the format.
pub fn optional<T: Serialize, M: SerializeMap>(
    map: &mut M,
    key: &'static str,
    value: Option<&T>,
) -> Result<(), M::Error> {
    value.map_or(Ok(()), |value| map.serialize_entry(key, value))
}

/// Writes an input that may be absent.
///
/// # Errors
///
/// Those of the format.
pub fn maybe<T: Serialize, M: SerializeMap>(map: &mut M, key: &'static str, value: &Maybe<T>) -> Result<(), M::Error> {
    if value.is_absent() { Ok(()) } else { map.serialize_entry(key, value) }
}

/// The views of one object that select the same keys, put together again.
///
/// `{ plan { id } ...F }` with `fragment F on Customer { plan { name } }` reads `plan` into two views; written back it is
/// one `plan` again.
#[derive(Default)]
pub struct Merged(serde_json::Map<String, Value>);

impl Merged {
    /// Adds a field.
    ///
    /// # Errors
    ///
    /// When it holds what JSON has no text for.
    pub fn field<E: Error>(&mut self, key: &str, value: &(impl Serialize + ?Sized)) -> Result<(), E> {
        let value = serde_json::to_value(value).map_err(E::custom)?;
        merge_objects(&mut self.0, serde_json::Map::from_iter([(key.to_owned(), value)]));
        Ok(())
    }

    /// Adds a field that is left out when it has no value.
    ///
    /// # Errors
    ///
    /// When it holds what JSON has no text for.
    pub fn optional<E: Error>(&mut self, key: &str, value: Option<&impl Serialize>) -> Result<(), E> {
        value.map_or(Ok(()), |value| self.field(key, value))
    }

    /// Adds what one view holds.
    ///
    /// # Errors
    ///
    /// When it holds what JSON has no text for.
    pub fn view<E: Error>(&mut self, view: &impl Encode) -> Result<(), E> {
        let mut serializer = serde_json::value::Serializer.serialize_map(None).map_err(E::custom)?;
        view.encode(&mut serializer).map_err(E::custom)?;
        if let Value::Object(map) = SerializeMap::end(serializer).map_err(E::custom)? {
            merge_objects(&mut self.0, map);
        }
        Ok(())
    }

    /// Writes the keys that were put together.
    ///
    /// # Errors
    ///
    /// Those of the format.
    pub fn encode<M: SerializeMap>(&self, map: &mut M) -> Result<(), M::Error> {
        self.0.iter().try_for_each(|(key, value)| map.serialize_entry(key, value))
    }
}

fn merge_objects(into: &mut serde_json::Map<String, Value>, from: serde_json::Map<String, Value>) {
    for (key, value) in from {
        match into.entry(key) {
            serde_json::map::Entry::Vacant(entry) => {
                entry.insert(value);
            }
            serde_json::map::Entry::Occupied(mut entry) => merge(entry.get_mut(), value),
        }
    }
}

fn merge(into: &mut Value, from: Value) {
    match (into, from) {
        (Value::Object(into), Value::Object(from)) => merge_objects(into, from),
        (Value::Array(into), Value::Array(from)) => {
            into.iter_mut().zip(from).for_each(|(into, from)| merge(into, from));
        }
        // A view whose part was left out holds null.
        (into @ Value::Null, from) => *into = from,
        _ => {}
    }
}
