//! The outer object of an answer (GraphQL spec, section 7.1), with `data` read straight into its type.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserialize, DeserializeSeed, Deserializer, MapAccess, Visitor};
use serde::forward_to_deserialize_any;
use serde_json::value::RawValue;

use crate::codec::decode::{self, First};

/// An answer's members; where one comes twice, the last counts.
pub(crate) struct Envelope<'a, T> {
    pub(crate) data: Presence<T>,
    pub(crate) errors: Option<&'a RawValue>,
    pub(crate) extensions: Option<&'a RawValue>,
}

pub(crate) enum Presence<T> {
    Absent,
    Null,
    There(T),
}

impl<'a, T: Deserialize<'a>> Envelope<'a, T> {
    /// Reads it from the whole text of an answer.
    ///
    /// # Errors
    ///
    /// When the text is no JSON object, or `data` is neither null nor an object that fits.
    pub(crate) fn read(text: &'a str) -> Result<Self, serde_json::Error> {
        // Servers begin with data. Of an answer that does not, nothing is read yet.
        let data = text.strip_prefix("{\"data\":").unwrap_or_default();
        let is_foreign = match decode::first(data) {
            First::Value(value, length) => match data.get(length..).and_then(|rest| Self::usual(value, rest)) {
                Some(envelope) => return Ok(envelope),
                None => false,
            },
            First::Left => false,
            First::Foreign => true,
        };
        let mut json = serde_json::Deserializer::from_str(text);
        let envelope = json.deserialize_map(Members { is_foreign, data: PhantomData })?;
        json.end()?;
        Ok(envelope)
    }

    /// An answer with this data, and this behind it; `None` when that is unusual.
    fn usual(data: T, rest: &'a str) -> Option<Self> {
        let mut envelope = Self { data: Presence::There(data), errors: None, extensions: None };
        let mut rest = solid(rest);
        while let Some(members) = rest.strip_prefix(',') {
            let (key, behind): (String, _) = first_value(members)?;
            let (value, behind): (&RawValue, _) = first_value(solid(behind).strip_prefix(':')?)?;
            match &*key {
                "data" => return None,
                "errors" => envelope.errors = Some(value),
                "extensions" => envelope.extensions = Some(value),
                _ => {}
            }
            rest = solid(behind);
        }
        solid(rest.strip_prefix('}')?).is_empty().then_some(envelope)
    }
}

/// A text from its first character that is no white space.
fn solid(text: &str) -> &str {
    text.trim_start_matches([' ', '\n', '\r', '\t'])
}

/// The value that a text begins with, and what follows.
fn first_value<'a, T: Deserialize<'a>>(text: &'a str) -> Option<(T, &'a str)> {
    let mut values = serde_json::Deserializer::from_str(text).into_iter();
    let value = values.next()?.ok()?;
    Some((value, text.get(values.byte_offset()..)?))
}

struct Members<T> {
    is_foreign: bool,
    data: PhantomData<T>,
}

impl<'a, T: Deserialize<'a>> Visitor<'a> for Members<T> {
    type Value = Envelope<'a, T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'a>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut envelope = Envelope { data: Presence::Absent, errors: None, extensions: None };
        while let Some(key) = map.next_key_seed(Key::Other)? {
            match key {
                Key::Data => {
                    envelope.data = map.next_value_seed(Data { is_foreign: self.is_foreign, data: PhantomData })?;
                }
                Key::Errors => envelope.errors = Some(map.next_value()?),
                Key::Extensions => envelope.extensions = Some(map.next_value()?),
                Key::Other => {
                    map.next_value::<&RawValue>()?;
                }
            }
        }
        Ok(envelope)
    }
}

/// The key of a member. As a seed it reads any string, also one that no Rust string can hold.
enum Key {
    Data,
    Errors,
    Extensions,
    Other,
}

impl<'de> DeserializeSeed<'de> for Key {
    type Value = Self;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_bytes(self)
    }
}

impl Visitor<'_> for Key {
    type Value = Self;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_bytes<E>(self, key: &[u8]) -> Result<Self, E> {
        Ok(match key {
            b"data" => Self::Data,
            b"errors" => Self::Errors,
            b"extensions" => Self::Extensions,
            _ => Self::Other,
        })
    }
}

struct Data<T> {
    is_foreign: bool,
    data: PhantomData<T>,
}

impl<'a, T: Deserialize<'a>> DeserializeSeed<'a> for Data<T> {
    type Value = Presence<T>;

    fn deserialize<D: Deserializer<'a>>(self, deserializer: D) -> Result<Presence<T>, D::Error> {
        deserializer.deserialize_option(self)
    }
}

impl<'a, T: Deserialize<'a>> Visitor<'a> for Data<T> {
    type Value = Presence<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_none<E>(self) -> Result<Presence<T>, E> {
        Ok(Presence::Null)
    }

    fn visit_some<D: Deserializer<'a>>(self, deserializer: D) -> Result<Presence<T>, D::Error> {
        T::deserialize(Object { inner: deserializer, is_foreign: self.is_foreign }).map(Presence::There)
    }
}

/// Lets nothing but an object through; a derived struct would read a list, and `Value` anything.
struct Object<X> {
    inner: X,
    is_foreign: bool,
}

impl<'de, D: Deserializer<'de>> Deserializer<'de> for Object<D> {
    type Error = D::Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.inner.deserialize_any(Object { inner: visitor, is_foreign: self.is_foreign })
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        visitor.visit_some(self)
    }

    /// Also how [`RawValue`] asks for a text, and a generated type, for which there is none: it has seen it already.
    fn deserialize_newtype_struct<V: Visitor<'de>>(self, name: &'static str, visitor: V) -> Result<V::Value, D::Error> {
        if !self.is_foreign {
            return visitor.visit_newtype_struct(self);
        }
        self.inner.deserialize_newtype_struct(name, Object { inner: visitor, is_foreign: true })
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct seq tuple
        tuple_struct map struct enum identifier ignored_any
    }
}

impl<'de, V: Visitor<'de>> Visitor<'de> for Object<V> {
    type Value = V::Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<V::Value, D::Error> {
        self.inner.visit_newtype_struct(Object { inner: deserializer, is_foreign: self.is_foreign })
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<V::Value, A::Error> {
        self.inner.visit_map(map)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    #[derive(Debug, PartialEq, serde::Deserialize)]
    struct Plan {
        name: String,
    }

    #[derive(Debug, PartialEq, serde::Deserialize)]
    struct Wrapped(Option<Plan>);

    fn data<'a, T: Deserialize<'a>>(text: &'a str) -> Result<Option<T>, String> {
        match Envelope::read(text).map_err(|error| error.to_string())?.data {
            Presence::There(data) => Ok(Some(data)),
            Presence::Null | Presence::Absent => Ok(None),
        }
    }

    #[test]
    fn only_an_object_is_data() {
        let plan = || Some(Plan { name: "Pro".to_owned() });
        let text = r#"{"data":{"name":"Pro"}}"#;
        assert_eq!(data::<Plan>(text), Ok(plan()));
        assert_eq!(data::<Wrapped>(text), Ok(Some(Wrapped(plan()))));
        assert_eq!(data::<Value>(text), Ok(Some(json!({"name": "Pro"}))));
        assert_eq!(data::<&RawValue>(text).unwrap().unwrap().get(), r#"{"name":"Pro"}"#);
        for text in [r#"{"data":["Pro"]}"#, r#"{"data":[]}"#, r#"{"data":"Pro"}"#, r#"{"data":7}"#, r#"{"data":true}"#]
        {
            assert!(data::<Plan>(text).unwrap_err().contains("expected an object"), "{text}");
            assert!(data::<Wrapped>(text).is_err() && data::<Value>(text).is_err(), "{text}");
        }
        assert_eq!(data::<Plan>(r#"{"data":null}"#), Ok(None));
        assert_eq!(data::<Plan>(r#"{"data":null,"data":{"name":"Pro"}}"#), Ok(plan()));
    }

    #[test]
    fn a_generated_type_is_read_wherever_its_data_stands() {
        type Page = crate::Connection<String>;
        let page: Page = ["a"].map(str::to_owned).into_iter().collect();
        for text in [
            r#"{"data":{"edges":[{"node":"a"}]}}"#,
            "{ \"data\" : {\"edges\":[{\"node\":\"a\"}]} }\n",
            r#"{"data":{"edges":[{"node":"a"}]},"data":{"edges":[{"node":"a"}]}}"#,
            r#"{"data":{"edges":[]},"data":{"edges":[{"node":"a"}]}}"#,
            r#"{"x":1,"data":{"edges":[{"node":"a"}]}}"#,
            "{\"data\":{\"edges\":[{\"node\":\"a\"}]} , \"x\" : [1e400] , \"errors\" : [] }\r\n",
        ] {
            assert_eq!(data::<Page>(text), Ok(Some(page.clone())), "{text}");
        }
        let text = r#"{"data":{"edges":[]},"errors":null,"extensions":{"a":1},"\ud800":1e400,"extensions":{"b":2}}"#;
        let Envelope { errors, extensions, .. } = Envelope::<Page>::read(text).unwrap();
        assert_eq!((errors.unwrap().get(), extensions.unwrap().get()), ("null", r#"{"b":2}"#));
        let text = text.replace("\\ud800", "x");
        let Envelope { errors, extensions, .. } = Envelope::<Page>::read(&text).unwrap();
        assert_eq!((errors.unwrap().get(), extensions.unwrap().get()), ("null", r#"{"b":2}"#));
        for text in [
            r#"{"data":{"edges":[]}"#,
            r#"{"data":{"edges":[]}}}"#,
            r#"{"data":{"edges":[]},}"#,
            r#"{"data":{"edges":[]} "x":1}"#,
            r#"{"data":{"edges":[]},"x"1}"#,
            r#"{"data":{"edges":[]},"x":}"#,
            r#"{"data":{"edges":[]},"x":1 2}"#,
            r#"{"data":{"edges":[]},x:1}"#,
            r#"{"data":[]}"#,
        ] {
            assert!(data::<Page>(text).is_err(), "{text}");
        }
        let error = data::<Page>(r#"{"data":{"edges":[{"node":1}]}}"#).unwrap_err();
        assert_eq!(error, "`edges[0].node`: invalid type: integer `1`, expected a string at line 1 column 27");
    }

    #[test]
    fn only_an_object_is_an_answer_and_what_is_odd_beside_data_does_not_matter() {
        for text in
            ["[]", r#"[{"name":"Pro"}]"#, "[null,[],{}]", "null", "7", r#""data""#, "", "{", r#"{"data":null} 1"#]
        {
            assert!(data::<Value>(text).is_err(), "{text}");
        }
        for beside in
            [r#""extensions":[]"#, r#""extensions":{"n":1e400}"#, r#""x":"\ud800""#, r#""\udc00":{"y":[1e999]}"#]
        {
            let text = format!(r#"{{{beside},"data":{{"name":"Pro"}},{beside}}}"#);
            assert_eq!(data::<Value>(&text), Ok(Some(json!({"name": "Pro"}))), "{text}");
        }
    }
}
