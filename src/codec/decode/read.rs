//! serde's side: one visitor for all types.

use std::borrow::Cow;
use std::fmt;

use serde::de::{
    DeserializeSeed, Deserializer, Error, Expected, IgnoredAny, MapAccess, SeqAccess, Unexpected, Visitor,
};
use serde_json::Value;

use super::hint::Expect;
use super::json::AnyJson;
use super::key::same;
use super::mismatch::raise;
use super::path::{at_index, at_key};
use super::{Fields, Hint, Items, Key, Mismatch, Record, Slot, Token};

/// A key that a record does not know.
const UNKNOWN: usize = usize::MAX;

/// Hands one value to a slot.
pub(super) struct Feed<'a> {
    pub(super) hint: Hint,
    pub(super) slot: &'a mut dyn Slot,
}

impl<'de> DeserializeSeed<'de> for Feed<'_> {
    type Value = ();

    /// JSON says itself what comes, null or not: one look decides.
    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        match self.hint.kind {
            // Under serde_json's `arbitrary_precision`, only who asks for a number gets one.
            Expect::Int | Expect::Float if self.hint.nullable => deserializer.deserialize_option(self),
            Expect::Int => deserializer.deserialize_i64(self),
            Expect::Float => deserializer.deserialize_f64(self),
            _ => deserializer.deserialize_any(self),
        }
    }
}

impl Feed<'_> {
    /// Reads a value that was read already. This and [`take_text`](Self::take_text) know their deserializer, so they are
    /// compiled once, and not for whoever reads by another one.
    fn take_json(self, value: Value) -> serde_json::Result<()> {
        self.deserialize(value)
    }

    /// Reads a text.
    pub(super) fn take_text(self, text: &str) -> serde_json::Result<()> {
        self.deserialize(&mut serde_json::Deserializer::from_str(text))
    }

    fn take<E: Error>(self, token: Token<'_>, unexpected: Unexpected<'_>) -> Result<(), E> {
        self.slot.take(token).map_err(|mismatch| raise(mismatch, unexpected, self.hint, None))
    }
}

impl<'de> Visitor<'de> for Feed<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Expected::fmt(&self.hint, f)
    }

    fn visit_none<E: Error>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        if self.hint.nullable { Ok(()) } else { Err(E::invalid_type(Unexpected::Unit, &self)) }
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        Feed { hint: self.hint.not_null(), slot: self.slot }.deserialize(deserializer)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<(), E> {
        self.take(Token::Boolean(value), Unexpected::Bool(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<(), E> {
        self.take(Token::Integer(value), Unexpected::Signed(value))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<(), E> {
        self.take(Token::Unsigned(value), Unexpected::Unsigned(value))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<(), E> {
        self.take(Token::Float(value), Unexpected::Float(value))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<(), E> {
        self.take(Token::Text(value), Unexpected::Str(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<(), A::Error> {
        if self.hint.kind == Expect::Any {
            let mut list = AnyJson.visit_seq(seq)?;
            return self.take(Token::Json(&mut list), Unexpected::Seq);
        }
        let mut items = SeqItems { seq, index: 0, error: None };
        match self.slot.take(Token::List(&mut items)) {
            Ok(()) => Ok(()),
            Err(mismatch) => Err(raise(mismatch, Unexpected::Seq, self.hint, items.error)),
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<(), A::Error> {
        if self.hint.kind == Expect::Any {
            // Also a number, under serde_json's `arbitrary_precision`.
            return match AnyJson.visit_map(map)? {
                Value::Number(number) => match (number.as_u64(), number.as_i64(), number.as_f64()) {
                    (Some(value), ..) => self.visit_u64(value),
                    (_, Some(value), _) => self.visit_i64(value),
                    _ => self.take(Token::Number(&number.to_string()), Unexpected::Other("number")),
                },
                mut object => self.take(Token::Json(&mut object), Unexpected::Map),
            };
        }
        let mut fields = MapFields { map, early: None, error: None };
        match self.slot.take(Token::Object(&mut fields)) {
            Ok(()) => Ok(()),
            Err(mismatch) => Err(raise(mismatch, Unexpected::Map, self.hint, fields.error)),
        }
    }
}

/// The items of a serde sequence.
struct SeqItems<A, E> {
    seq: A,
    index: usize,
    error: Option<E>,
}

impl<'de, A: SeqAccess<'de>> Items for SeqItems<A, A::Error> {
    fn next(&mut self, hint: Hint, slot: &mut dyn Slot) -> Result<bool, Mismatch> {
        match self.seq.next_element_seed(Feed { hint, slot }) {
            Ok(item) => {
                self.index += 1;
                Ok(item.is_some())
            }
            Err(error) => {
                self.error = Some(at_index(self.index, &error));
                Err(Mismatch::raised())
            }
        }
    }
}

/// The fields of a serde map.
struct MapFields<A, E> {
    map: A,
    /// What was read in search of a `__typename` that was not the first key.
    early: Option<serde_json::Map<String, Value>>,
    error: Option<E>,
}

impl<'de, A: MapAccess<'de>> Fields for MapFields<A, A::Error> {
    fn typename(&mut self, types: &'static [&'static str]) -> Result<(usize, Cow<'static, str>), Mismatch> {
        match self.map.next_key_seed(FirstKey) {
            Ok(None) => Err(Mismatch::missing("__typename")),
            Ok(Some(None)) => match self.map.next_value_seed(TypeName(types)) {
                Ok(typename) => Ok(typename),
                Err(error) => self.raised(&at_key("__typename", &error)),
            },
            Ok(Some(Some(first))) => Ok(TypeName(types).of(&self.typename_out_of_order(first)?)),
            Err(error) => {
                self.error = Some(error);
                Err(Mismatch::raised())
            }
        }
    }

    fn fill(&mut self, record: &mut dyn Record) -> Result<(), Mismatch> {
        if let Some(early) = self.early.take() {
            return self.fill_early(early, record);
        }
        let keys = record.keys();
        let mut expected = 0;
        loop {
            match self.map.next_key_seed(KeyIndex { keys, expected }) {
                Ok(None) => return Ok(()),
                Ok(Some(UNKNOWN)) => {
                    if let Err(error) = self.map.next_value::<IgnoredAny>() {
                        self.error = Some(error);
                        return Err(Mismatch::raised());
                    }
                }
                Ok(Some(key)) => {
                    expected = key + 1;
                    let hint = keys[key].hint();
                    let slot = record.slot(key).into_slot();
                    if let Err(error) = self.map.next_value_seed(Feed { hint, slot }) {
                        self.error = Some(at_key(keys[key].name(), &error));
                        return Err(Mismatch::raised());
                    }
                }
                Err(error) => {
                    self.error = Some(error);
                    return Err(Mismatch::raised());
                }
            }
        }
    }
}

impl<'de, A: MapAccess<'de>> MapFields<A, A::Error> {
    #[cold]
    fn raised<T>(&mut self, error: &A::Error) -> Result<T, Mismatch> {
        self.error = Some(A::Error::custom(error));
        Err(Mismatch::raised())
    }

    /// Reads on to `__typename` and keeps what comes before and after it.
    ///
    /// Servers answer in document order (spec 6.2.1), where generated documents have `__typename` first; a cache or a
    /// test may not.
    #[cold]
    fn typename_out_of_order(&mut self, first: String) -> Result<String, Mismatch> {
        let read = || -> Result<_, A::Error> {
            let mut typename = None;
            let mut rest = serde_json::Map::new();
            rest.insert(first, self.map.next_value_seed(AnyJson)?);
            while let Some(key) = self.map.next_key::<String>()? {
                if key == "__typename" {
                    typename = Some(self.map.next_value()?);
                } else {
                    rest.insert(key, self.map.next_value_seed(AnyJson)?);
                }
            }
            Ok((typename, rest))
        };
        match read() {
            Ok((typename, rest)) => {
                self.early = Some(rest);
                typename.ok_or_else(|| Mismatch::missing("__typename"))
            }
            Err(error) => {
                self.error = Some(error);
                Err(Mismatch::raised())
            }
        }
    }

    #[cold]
    fn fill_early(&mut self, early: serde_json::Map<String, Value>, record: &mut dyn Record) -> Result<(), Mismatch> {
        let keys = record.keys();
        for (key, value) in early {
            if let Some(index) = keys.iter().position(|known| known.name() == key) {
                let feed = Feed { hint: keys[index].hint(), slot: record.slot(index).into_slot() };
                if let Err(error) = feed.take_json(value) {
                    return self.raised(&at_key(keys[index].name(), &A::Error::custom(error)));
                }
            }
        }
        Ok(())
    }
}

/// Reads a key: its index, if the record knows it.
struct KeyIndex {
    keys: &'static [Key],
    expected: usize,
}

impl<'de> DeserializeSeed<'de> for KeyIndex {
    type Value = usize;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<usize, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for KeyIndex {
    type Value = usize;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E: Error>(self, key: &str) -> Result<usize, E> {
        Ok(match self.keys.get(self.expected) {
            Some(expected) if expected.is(key) => self.expected,
            _ => self.keys.iter().position(|known| known.is(key)).unwrap_or(UNKNOWN),
        })
    }
}

/// Reads the value of `__typename`: its index among these, or past the end.
struct TypeName(&'static [&'static str]);

impl TypeName {
    fn of(&self, name: &str) -> (usize, Cow<'static, str>) {
        match self.0.iter().position(|known| same(known.as_bytes(), name.as_bytes())) {
            Some(case) => (case, Cow::Borrowed(self.0[case])),
            None => (self.0.len(), Cow::Owned(name.to_owned())),
        }
    }
}

impl<'de> DeserializeSeed<'de> for TypeName {
    type Value = (usize, Cow<'static, str>);

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for TypeName {
    type Value = (usize, Cow<'static, str>);

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<Self::Value, E> {
        Ok(self.of(name))
    }
}

/// Reads the first key: `None` if it is `__typename`.
struct FirstKey;

impl<'de> DeserializeSeed<'de> for FirstKey {
    type Value = Option<String>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for FirstKey {
    type Value = Option<String>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E: Error>(self, key: &str) -> Result<Self::Value, E> {
        Ok((key != "__typename").then(|| key.to_owned()))
    }
}
