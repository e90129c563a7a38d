//! Reads JSON one level at a time, so that what is odd in one value does not touch the values beside it.
//!
//! `serde_json` refuses a whole text for a number beyond a double, for half of a surrogate pair, or for a depth of 128
//! levels anywhere in it. Members and items are only delimited here; each is then read on its own.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;
use serde_json::{Map, Value};

/// The most bytes of a code or a trace id that are kept however much else there is.
const SHORT: usize = 1 << 10;

/// Hands over the members of an object, one after the other; false when the text is no object, or breaks off.
pub(crate) fn object<'a>(text: &'a str, each: impl FnMut(&str, &'a RawValue)) -> bool {
    let mut json = serde_json::Deserializer::from_str(text);
    json.deserialize_map(Members(each)).is_ok() && json.end().is_ok()
}

/// Hands over the items of a list, one after the other; false when the text is no list, or breaks off.
pub(crate) fn list<'a>(text: &'a str, each: impl FnMut(&'a RawValue)) -> bool {
    let mut json = serde_json::Deserializer::from_str(text);
    json.deserialize_seq(Items(each)).is_ok() && json.end().is_ok()
}

struct Members<F>(F);

impl<'a, F: FnMut(&str, &'a RawValue)> Visitor<'a> for Members<F> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'a>>(mut self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key_seed(Text)? {
            (self.0)(&key, map.next_value()?);
        }
        Ok(())
    }
}

struct Items<F>(F);

impl<'a, F: FnMut(&'a RawValue)> Visitor<'a> for Items<F> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'a>>(mut self, mut list: A) -> Result<(), A::Error> {
        while let Some(item) = list.next_element()? {
            (self.0)(item);
        }
        Ok(())
    }
}

/// Any string, also one that no Rust string can hold: half of a surrogate pair is read as U+FFFD.
pub(crate) struct Text;

impl<'de> DeserializeSeed<'de> for Text {
    type Value = String;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<String, D::Error> {
        deserializer.deserialize_bytes(self)
    }
}

impl Visitor<'_> for Text {
    type Value = String;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<String, E> {
        Ok(text.to_owned())
    }

    /// `serde_json` writes half of a pair as UTF-8 would write its number, which is three bytes that are no UTF-8.
    fn visit_bytes<E: Error>(self, text: &[u8]) -> Result<String, E> {
        Ok(match std::str::from_utf8(text) {
            Ok(text) => text.to_owned(),
            Err(_) => String::from_utf8_lossy(text).replace("\u{fffd}\u{fffd}\u{fffd}", "\u{fffd}"),
        })
    }
}

/// How many bytes of JSON text may still be kept of an answer's errors or extensions.
///
/// A JSON value takes up to 30 times the memory of its text, so a bound on the text is a bound on the memory.
pub(crate) struct Room(pub(crate) usize);

impl Room {
    fn take(&mut self, value: &RawValue) -> bool {
        let fits = value.get().len() <= self.0;
        if fits {
            self.0 -= value.get().len();
        }
        fits
    }

    /// A text: a string, or the JSON of anything else; cut short where there is no room for it.
    pub(crate) fn text(&mut self, value: &RawValue) -> String {
        let text = string(value).unwrap_or_else(|| value.get().to_owned());
        if self.take(value) {
            return text;
        }
        let end = (0..=SHORT).rev().find(|end| text.is_char_boundary(*end)).unwrap_or(0);
        text[..end].to_owned()
    }

    /// A value; one that no [`Value`] can hold is kept as its JSON text.
    pub(crate) fn value(&mut self, value: &RawValue) -> Option<Value> {
        self.take(value).then(|| match serde_json::from_str(value.get()) {
            Ok(value) => value,
            Err(_) => Value::String(string(value).unwrap_or_else(|| value.get().to_owned())),
        })
    }

    /// The members of an object for which there is room; none of what is no object.
    ///
    /// The short values of `always` are kept in any case.
    pub(crate) fn map(&mut self, value: &RawValue, always: &[&str]) -> Map<String, Value> {
        let mut map = Map::new();
        object(value.get(), |key, value| {
            if value.get().len() <= SHORT && always.contains(&key) {
                map.extend(Room(SHORT).value(value).map(|value| (key.to_owned(), value)));
            } else if key.len() <= self.0 {
                self.0 -= key.len();
                map.extend(self.value(value).map(|value| (key.to_owned(), value)));
            }
        });
        map
    }

    /// The items of a list, if there is room for all of it.
    pub(crate) fn items<T>(&mut self, value: &RawValue, item: impl Fn(&Value) -> Option<T>) -> Vec<T> {
        let mut items = Vec::new();
        if self.take(value) {
            list(value.get(), |value| items.extend(serde_json::from_str(value.get()).ok().as_ref().and_then(&item)));
        }
        items
    }
}

/// A string, if the value is one.
pub(crate) fn string(value: &RawValue) -> Option<String> {
    if !value.get().starts_with('"') {
        return None;
    }
    Text.deserialize(&mut serde_json::Deserializer::from_str(value.get())).ok()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn map(text: &str, room: usize) -> Map<String, Value> {
        Room(room).map(serde_json::from_str(text).unwrap(), &["code"])
    }

    #[test]
    fn what_is_odd_stays_alone() {
        let deep = format!("{}{}", "[".repeat(200), "]".repeat(200));
        let text = format!(
            r#"{{"a":1,"big":1e400,"half":"x\ud800y","in":{{"n":-1e999}},"deep":{deep},"\udfff":2,"code":"C"}}"#
        );
        let read = Value::Object(map(&text, 10_000));
        let expected = json!({
            "a": 1, "big": "1e400", "half": "x\u{fffd}y", "in": r#"{"n":-1e999}"#, "deep": deep, "\u{fffd}": 2, "code": "C",
        });
        assert_eq!(read, expected);
    }

    #[test]
    fn only_objects_have_members_and_only_lists_items() {
        for text in ["[1,2]", "7", "null", r#""x""#, r#"[["a",1]]"#] {
            assert!(map(text, 100).is_empty() && !object(text, |_, _| {}), "{text}");
        }
        for text in [r#"{"a":1"#, r#"{"a":1} x"#, r#"{"a"}"#, ""] {
            assert!(!object(text, |_, _| {}), "{text}");
        }
        assert!(!list(r#"{"0":1}"#, |_| {}) && !list("[1", |_| {}) && list(" [ 1e400 ] ", |_| {}));
    }

    #[test]
    fn what_there_is_no_room_for_is_left_out_but_not_the_code() {
        let text = format!(r#"{{"stack":"{}","x":1,"code":"C"}}"#, "s".repeat(100));
        assert_eq!(Value::Object(map(&text, 50)), json!({"x": 1, "code": "C"}));
        assert_eq!(Value::Object(map(&text, 0)), json!({"code": "C"}));
        let long = format!("\"{}\"", "é".repeat(1000));
        assert_eq!(Room(10).text(serde_json::from_str(&long).unwrap()).len(), 1024);
        assert_eq!(Room(9000).text(serde_json::from_str(&long).unwrap()).len(), 2000);
    }
}
