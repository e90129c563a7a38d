//! A value that more text follows, as `data` in an answer: whoever reads it finds its end.
//!
//! serde's traits have no way to say so. [`Rest`] is a deserializer that only [`deserialize`](super::deserialize) knows how to
//! talk to: it takes the text in the place of that of a `RawValue`, and says how long the value was.

use std::cell::Cell;

use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, Visitor};
use serde::forward_to_deserialize_any;

/// The key under which the text is.
pub(super) const REST: &str = "$stigg_graphql::rest";

/// What came of it.
pub(crate) enum First<T> {
    /// The value, and its length in bytes.
    Value(T, usize),
    /// It is left to serde.
    Left,
    /// The type is none that was generated.
    Foreign,
}

/// Reads a text that is nothing but a value of a generated type; `None` for what is left to serde.
pub fn accepted<'de, T: Deserialize<'de>>(text: &'de str) -> Option<T> {
    match first(text) {
        First::Value(value, length) if length == text.len() => Some(value),
        _ => None,
    }
}

/// Reads the value that a text begins with into a generated type.
pub(crate) fn first<'de, T: Deserialize<'de>>(text: &'de str) -> First<T> {
    let (asked, length) = (Cell::new(false), Cell::new(0));
    match T::deserialize(Rest { text, asked: &asked, length: &length }) {
        // A type that has a default for what it cannot read was not asked either.
        Ok(value) if asked.get() => First::Value(value, length.get()),
        Err(_) if asked.get() => First::Left,
        _ => First::Foreign,
    }
}

#[derive(Clone, Copy)]
struct Rest<'de, 'a> {
    text: &'de str,
    asked: &'a Cell<bool>,
    length: &'a Cell<usize>,
}

impl<'de> Deserializer<'de> for Rest<'de, '_> {
    type Error = serde_json::Error;

    /// For everyone else there is nothing here.
    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, serde_json::Error> {
        Err(serde_json::Error::custom(REST))
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &str, visitor: V) -> Result<V::Value, serde_json::Error> {
        visitor.visit_map(self)
    }

    /// A `RawValue` does not know this key, and gives up.
    fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, serde_json::Error> {
        visitor.visit_borrowed_str(REST)
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, serde_json::Error> {
        self.asked.set(true);
        visitor.visit_borrowed_str(self.text)
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, length: usize, visitor: V) -> Result<V::Value, serde_json::Error> {
        self.length.set(length);
        visitor.visit_unit()
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char string bytes byte_buf option unit unit_struct seq
        tuple_struct map struct enum ignored_any
    }
}

impl<'de> MapAccess<'de> for Rest<'de, '_> {
    type Error = serde_json::Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, serde_json::Error> {
        seed.deserialize(*self).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, serde_json::Error> {
        seed.deserialize(*self)
    }
}

/// How long the value was, in bytes; a tuple's length is the one number that serde's traits hand on this way.
pub(super) struct Length(pub(super) usize);

impl<'de> DeserializeSeed<'de> for Length {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_tuple(self.0, IgnoredAny).map(|_| ())
    }
}
