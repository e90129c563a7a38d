//! A value by itself, as serde's traits ask for it.
//!
//! Where the deserializer has the value's text, that is read; `serde_json` hands it over as it does to its `RawValue`. Every
//! other deserializer is read by way of serde, and so would be `serde_json`, should it ever call that by another name.

use std::borrow::Cow;
use std::fmt;

use serde::de::value::StringDeserializer;
use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, Error, Expected, IntoDeserializer, MapAccess, SeqAccess, Unexpected,
    Visitor,
};

use super::hint::Expect;
use super::read::Feed;
use super::rest::{Length, REST};
use super::{Cell, Hint, Kind, Slot, allowance, text};

/// What `serde_json` knows a `RawValue` by.
const RAW_VALUE: &str = "$serde_json::private::RawValue";

/// Reads a value of a kind.
///
/// # Errors
///
/// When the value is not of this kind; the message starts with the path of what is wrong.
pub fn deserialize<'de, K: Kind, D: Deserializer<'de>>(deserializer: D) -> Result<K::Out, D::Error> {
    let mut cell = Cell::<K>(None);
    Whole { hint: K::HINT, slot: &mut cell }.deserialize(deserializer)?;
    cell.0.ok_or_else(|| D::Error::invalid_type(Unexpected::Unit, &K::HINT))
}

/// Reads a value into a slot.
struct Whole<'a> {
    hint: Hint,
    slot: &'a mut dyn Slot,
}

impl<'a> Whole<'a> {
    fn feed(self) -> Feed<'a> {
        Feed { hint: self.hint, slot: self.slot }
    }

    /// Reads it from its text.
    fn read<E: Error>(self, text: &str, is_seen: bool) -> Result<(), E> {
        let Self { hint, slot } = self;
        if allowance::attempt(|| text::read(text, hint, slot)).is_some() {
            return Ok(());
        }
        Feed { hint, slot }.take_text(text).map_err(|error| {
            let message = error.to_string();
            let place = format!(" at line {} column {}", error.line(), error.column());
            // Places in a text that was made for this read are of no use.
            E::custom(if is_seen { &message } else { message.strip_suffix(&place).unwrap_or(&message) })
        })
    }
}

impl<'de> DeserializeSeed<'de> for Whole<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        match self.hint.kind {
            Expect::Object | Expect::List => deserializer.deserialize_newtype_struct(RAW_VALUE, self),
            _ => self.feed().deserialize(deserializer),
        }
    }
}

impl<'de> Visitor<'de> for Whole<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Expected::fmt(&self.hint, f)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        self.feed().deserialize(deserializer)
    }

    /// Some deserializers do not care what they are asked for.
    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        self.feed().deserialize(deserializer)
    }

    fn visit_none<E: Error>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<(), A::Error> {
        self.feed().visit_seq(seq)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        match map.next_key()? {
            Some(First::RawValue) => {
                // Read behind the map, so that its key is not a part of anyone's path.
                let Borrowed(text) = map.next_value()?;
                self.read(&text, matches!(text, Cow::Borrowed(_)))
            }
            Some(First::Rest) => {
                let Borrowed(text) = map.next_value()?;
                let Self { hint, slot } = self;
                match allowance::attempt(|| text::read_first(&text, hint, slot)) {
                    Some(length) => map.next_value_seed(Length(length)),
                    None => Err(A::Error::custom(REST)),
                }
            }
            Some(First::Key(key)) => self.feed().visit_map(Begun { first: Some(key), at_end: false, map }),
            None => self.feed().visit_map(Begun { first: None, at_end: true, map }),
        }
    }
}

/// The first key of a map.
enum First {
    /// It is no map, but a text.
    RawValue,
    /// It is a text that the value begins.
    Rest,
    Key(String),
}

impl<'de> Deserialize<'de> for First {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Key;

        impl Visitor<'_> for Key {
            type Value = First;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a key")
            }

            fn visit_str<E: Error>(self, key: &str) -> Result<First, E> {
                Ok(match key {
                    RAW_VALUE => First::RawValue,
                    REST => First::Rest,
                    key => First::Key(key.to_owned()),
                })
            }
        }

        deserializer.deserialize_identifier(Key)
    }
}

/// A text, as it lies there if it does.
struct Borrowed<'a>(Cow<'a, str>);

impl<'de> Deserialize<'de> for Borrowed<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Text;

        impl<'de> Visitor<'de> for Text {
            type Value = Borrowed<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("JSON")
            }

            fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Borrowed<'de>, E> {
                Ok(Borrowed(Cow::Borrowed(text)))
            }

            fn visit_str<E>(self, text: &str) -> Result<Borrowed<'de>, E> {
                Ok(Borrowed(Cow::Owned(text.to_owned())))
            }

            fn visit_string<E>(self, text: String) -> Result<Borrowed<'de>, E> {
                Ok(Borrowed(Cow::Owned(text)))
            }
        }

        deserializer.deserialize_str(Text)
    }
}

/// A map of which the first key was read.
struct Begun<A> {
    first: Option<String>,
    at_end: bool,
    map: A,
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for Begun<A> {
    type Error = A::Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, A::Error> {
        match self.first.take() {
            Some(key) => {
                let key: StringDeserializer<A::Error> = key.into_deserializer();
                seed.deserialize(key).map(Some)
            }
            None if self.at_end => Ok(None),
            None => self.map.next_key_seed(seed),
        }
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, A::Error> {
        self.map.next_value_seed(seed)
    }
}
