//! JSON as it is, within the allowance.

use std::fmt;

use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

use super::mismatch::to_error;
use super::{Mismatch, allowance};

/// The first node of a map's tree, and what each further entry adds to it.
const FIRST_ENTRY: usize = 640;
const ENTRY: usize = 64;
/// How `serde_json` hands a number over under `arbitrary_precision`.
pub(super) const NUMBER: &str = "$serde_json::private::Number";

/// Takes from the allowance what one more entry of an object needs.
pub(super) fn take_entry(object: &Map<String, Value>, key: &str) -> Result<(), Mismatch> {
    let entry = if object.is_empty() { FIRST_ENTRY } else { ENTRY };
    allowance::take(entry + key.len())
}

/// Any JSON, of which too much is an error.
pub(crate) struct Json(pub(crate) Value);

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        AnyJson.deserialize(deserializer).map(Self)
    }
}

pub(super) struct AnyJson;

impl<'de> DeserializeSeed<'de> for AnyJson {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for AnyJson {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any JSON")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_none<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        self.deserialize(deserializer)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = seq.next_element_seed(Self)? {
            allowance::push(&mut list, item).map_err(to_error)?;
        }
        Ok(Value::Array(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let mut object = Map::new();
        while let Some(key) = map.next_key::<String>()? {
            if key == NUMBER && object.is_empty() {
                let number: Number = map.next_value::<String>()?.parse().map_err(A::Error::custom)?;
                return Ok(Value::Number(number));
            }
            take_entry(&object, &key).map_err(to_error)?;
            let value = map.next_value_seed(Self)?;
            object.insert(key, value);
        }
        Ok(Value::Object(object))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_json_is_read_as_serde_json_reads_it() {
        for text in [
            r#"{"a":[1,-2,2.5,true,null,"x",{"b":{}}],"a\n":1e300,"big":18446744073709551615,"z":[]}"#,
            "[]",
            "null",
            "-0.5",
            r#""\u00e9""#,
        ] {
            let expected: Value = serde_json::from_str(text).unwrap();
            let Json(read) = serde_json::from_str(text).unwrap();
            assert_eq!(read, expected);
            let Json(read) = Json::deserialize(expected.clone()).unwrap();
            assert_eq!(read, expected);
        }
    }

    #[test]
    fn too_much_of_it_is_an_error() {
        let items = |item: &str, count: usize| format!("[{}]", vec![item; count].join(","));
        for (text, fits) in [
            (items(r#"{"":0}"#, 100_000), true),
            (items(r#"{"":0}"#, 300_000), false),
            (items("0", 1_000_000), true),
            (items("0", 5_000_000), false),
        ] {
            let read = allowance::within(0, || serde_json::from_str::<Json>(&text));
            assert_eq!(read.is_ok(), fits, "{}", text.len());
            if let Err(error) = read {
                assert!(error.to_string().contains("too much memory"), "{error}");
            }
        }
    }
}
