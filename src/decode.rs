//! How generated types read JSON: one pass, each key routed once, and the path of a failure put in front of its message.
//!
//! Generated code names the keys of an object once ([`Record::KEYS`]) and fills a slot by a key's index. Servers answer
//! in document order, so the key after the last one is tried first. What can be shared over all types is here and not
//! generated; what fails is outlined, since it is rare.

use std::fmt;
use std::marker::PhantomData;

use serde::de::DeserializeOwned;
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

/// The index of a key that a record does not know.
const UNKNOWN: usize = usize::MAX;

/// The slots that one JSON object fills, and what they make when all are filled.
pub trait Record: Default {
    /// What the slots make.
    type Out;
    /// The response keys, in the order a server answers them.
    const KEYS: &'static [&'static str];

    /// Reads the value of the key with this index.
    ///
    /// # Errors
    ///
    /// When the value does not fit the slot.
    fn take<'de, A: MapAccess<'de>>(&mut self, key: usize, map: &mut A) -> Result<(), A::Error>;

    /// Fills the slots of `__typename`, which was read before the record was chosen.
    fn set_typename(&mut self, _typename: &str) {}

    /// Makes the value.
    ///
    /// # Errors
    ///
    /// The first key whose value is missing.
    fn finish(self) -> Result<Self::Out, &'static str>;
}

/// A type decided by `__typename`.
pub trait Abstract: DeserializeOwned {
    /// The concrete types that are told apart; every other type is the case after the last one.
    const TYPES: &'static [&'static str];

    /// Reads the keys behind `__typename`.
    ///
    /// # Errors
    ///
    /// When the object does not fit the case.
    fn decode<'de, A: MapAccess<'de>>(case: usize, typename: &str, map: A) -> Result<Self, A::Error>;
}

/// How one value is read.
pub trait Codec {
    /// The type read.
    type Out;

    /// Reads it.
    ///
    /// # Errors
    ///
    /// When the value is not of this kind.
    fn decode<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self::Out, D::Error>;
}

/// Reads a `T` as serde does.
pub struct Plain<T>(PhantomData<T>);
/// Reads `null` as `None`.
pub struct Nullable<C>(PhantomData<C>);
/// Reads a list.
pub struct List<C>(PhantomData<C>);
/// Reads an ID: the spec has strings, some servers send integers (spec 3.5.5 "ID").
pub struct Id;

impl<T: DeserializeOwned> Codec for Plain<T> {
    type Out = T;

    fn decode<'de, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
        T::deserialize(deserializer)
    }
}

impl<C: Codec> Codec for Nullable<C> {
    type Out = Option<C::Out>;

    fn decode<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self::Out, D::Error> {
        deserializer.deserialize_option(Self(PhantomData))
    }
}

impl<'de, C: Codec> Visitor<'de> for Nullable<C> {
    type Value = Option<C::Out>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value or null")
    }

    fn visit_none<E: Error>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        C::decode(deserializer).map(Some)
    }
}

impl<C: Codec> Codec for List<C> {
    type Out = Vec<C::Out>;

    fn decode<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self::Out, D::Error> {
        deserializer.deserialize_seq(Self(PhantomData))
    }
}

impl<'de, C: Codec> Visitor<'de> for List<C> {
    type Value = Vec<C::Out>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
        let mut items = Vec::new();
        loop {
            match seq.next_element_seed(Seed::<C>(PhantomData)) {
                Ok(Some(item)) => items.push(item),
                Ok(None) => return Ok(items),
                Err(error) => return Err(at_index(items.len(), &error)),
            }
        }
    }
}

impl Codec for Id {
    type Out = String;

    fn decode<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
        deserializer.deserialize_any(Self)
    }
}

impl Visitor<'_> for Id {
    type Value = String;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an ID: a string or an integer")
    }

    fn visit_str<E: Error>(self, id: &str) -> Result<String, E> {
        Ok(id.to_owned())
    }

    fn visit_string<E: Error>(self, id: String) -> Result<String, E> {
        Ok(id)
    }

    fn visit_u64<E: Error>(self, id: u64) -> Result<String, E> {
        Ok(id.to_string())
    }

    fn visit_i64<E: Error>(self, id: i64) -> Result<String, E> {
        Ok(id.to_string())
    }
}

struct Seed<C>(PhantomData<C>);

impl<'de, C: Codec> DeserializeSeed<'de> for Seed<C> {
    type Value = C::Out;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<C::Out, D::Error> {
        C::decode(deserializer)
    }
}

/// Reads the value of the current key.
///
/// # Errors
///
/// When the value does not fit.
pub fn value<'de, C: Codec, A: MapAccess<'de>>(map: &mut A) -> Result<C::Out, A::Error> {
    map.next_value_seed(Seed::<C>(PhantomData))
}

/// Reads the value of the current key into its slot.
///
/// # Errors
///
/// When the value does not fit.
pub fn fill<'de, C: Codec, A: MapAccess<'de>>(map: &mut A, slot: &mut Option<C::Out>) -> Result<(), A::Error> {
    *slot = Some(value::<C, A>(map)?);
    Ok(())
}

/// Reads the value of the current key, which may be null, into its slot.
///
/// # Errors
///
/// When the value does not fit.
pub fn fill_nullable<'de, C: Codec, A: MapAccess<'de>>(map: &mut A, slot: &mut Option<C::Out>) -> Result<(), A::Error> {
    *slot = value::<Nullable<C>, A>(map)?;
    Ok(())
}

/// The first key whose slot is empty.
#[cold]
pub fn missing(slots: &[(bool, &'static str)]) -> &'static str {
    slots.iter().find(|(empty, _)| *empty).map_or("", |(_, key)| key)
}

/// A fragment under `@skip` or `@include`: there if one of the keys that only it selects was there.
#[derive(Default)]
pub struct Conditional<R> {
    /// Whether a key was read that only this fragment selects.
    pub seen: bool,
    /// Whether a key was read that others select, too.
    pub touched: bool,
    /// The fragment's slots.
    pub record: R,
}

impl<R: Record> Conditional<R> {
    /// Makes the fragment, or `None` when it was left out.
    ///
    /// # Errors
    ///
    /// The first key whose value is missing, when the fragment was there.
    pub fn finish(self, has_own_keys: bool) -> Result<Option<R::Out>, &'static str> {
        if self.seen {
            self.record.finish().map(Some)
        } else if has_own_keys && !self.touched {
            Ok(None)
        } else {
            // Whether its keys are there on its own account cannot be told: it is there when it is complete.
            Ok(self.record.finish().ok())
        }
    }
}

/// Reads an object of one shape.
///
/// # Errors
///
/// When it is not an object, a value does not fit or a key is missing.
pub fn object<'de, R: Record, D: Deserializer<'de>>(deserializer: D) -> Result<R::Out, D::Error> {
    deserializer.deserialize_map(ObjectVisitor::<R>(PhantomData))
}

struct ObjectVisitor<R>(PhantomData<R>);

impl<'de, R: Record> Visitor<'de> for ObjectVisitor<R> {
    type Value = R::Out;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<R::Out, A::Error> {
        record::<R, A>(R::default(), map)
    }
}

/// Reads the rest of an object into its slots.
///
/// # Errors
///
/// When a value does not fit or a key is missing.
pub fn record<'de, R: Record, A: MapAccess<'de>>(mut record: R, mut map: A) -> Result<R::Out, A::Error> {
    let mut expected = 0;
    while let Some(key) = map.next_key_seed(Key { keys: R::KEYS, expected })? {
        if key == UNKNOWN {
            map.next_value::<IgnoredAny>()?;
        } else {
            expected = key + 1;
            if let Err(error) = record.take(key, &mut map) {
                return Err(at_key(R::KEYS[key], &error));
            }
        }
    }
    record.finish().map_err(missing_field)
}

/// Reads the rest of an object whose `__typename` was read.
///
/// # Errors
///
/// When a value does not fit or a key is missing.
pub fn of_type<'de, R: Record, A: MapAccess<'de>>(typename: &str, map: A) -> Result<R::Out, A::Error> {
    let mut slots = R::default();
    slots.set_typename(typename);
    record::<R, A>(slots, map)
}

/// Reads an object whose type is decided by `__typename`.
///
/// # Errors
///
/// When it is not an object, has no `__typename`, or does not fit its type.
pub fn object_by_typename<'de, T: Abstract, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    deserializer.deserialize_map(TypenameVisitor::<T>(PhantomData))
}

struct TypenameVisitor<T>(PhantomData<T>);

impl<'de, T: Abstract> Visitor<'de> for TypenameVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object with `__typename`")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<T, A::Error> {
        let Some(key) = map.next_key_seed(Word)? else {
            return Err(missing_field("__typename"));
        };
        match key {
            None => {
                let (case, typename) = map.next_value_seed(Typename(T::TYPES)).map_err(|e| at_key("__typename", &e))?;
                T::decode(case, typename.as_deref().unwrap_or_else(|| T::TYPES[case]), map)
            }
            Some(key) => out_of_order(key, map),
        }
    }
}

/// Reads an object whose `__typename` is not its first key, by moving it there.
///
/// Servers answer in document order (spec 6.2.1), where generated documents have `__typename` first; a cache or a test
/// may not. The object is read a second time from text, so that no second copy of the decoders is compiled.
#[cold]
fn out_of_order<'de, T: Abstract, A: MapAccess<'de>>(first: String, mut map: A) -> Result<T, A::Error> {
    let mut typename = None;
    let mut rest = serde_json::Map::new();
    rest.insert(first, map.next_value()?);
    while let Some((key, value)) = map.next_entry::<String, serde_json::Value>()? {
        if key == "__typename" {
            typename = Some(value);
        } else {
            rest.insert(key, value);
        }
    }
    let typename = typename.ok_or_else(|| missing_field("__typename"))?;
    let rest = serde_json::Value::Object(rest).to_string();
    let comma = if rest == "{}" { "" } else { "," };
    let text = format!("{{\"__typename\":{typename}{comma}{}", &rest[1..]);
    serde_json::from_str(&text).map_err(|error| {
        let message = error.to_string();
        A::Error::custom(message.rsplit_once(" at line ").map_or(message.as_str(), |(message, _)| message))
    })
}

/// Reads a key: its index, if the record knows it.
struct Key {
    keys: &'static [&'static str],
    expected: usize,
}

impl<'de> DeserializeSeed<'de> for Key {
    type Value = usize;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<usize, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for Key {
    type Value = usize;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E: Error>(self, key: &str) -> Result<usize, E> {
        Ok(match self.keys.get(self.expected) {
            Some(expected) if *expected == key => self.expected,
            _ => self.keys.iter().position(|known| *known == key).unwrap_or(UNKNOWN),
        })
    }
}

/// Reads the first key: `None` if it is `__typename`.
struct Word;

impl<'de> DeserializeSeed<'de> for Word {
    type Value = Option<String>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for Word {
    type Value = Option<String>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E: Error>(self, key: &str) -> Result<Self::Value, E> {
        Ok((key != "__typename").then(|| key.to_owned()))
    }
}

/// Reads the value of `__typename`: the index of its case, and its text if it is none of the known.
struct Typename(&'static [&'static str]);

impl<'de> DeserializeSeed<'de> for Typename {
    type Value = (usize, Option<String>);

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Typename {
    type Value = (usize, Option<String>);

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a type")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<Self::Value, E> {
        Ok(match self.0.iter().position(|known| *known == name) {
            Some(case) => (case, None),
            None => (self.0.len(), Some(name.to_owned())),
        })
    }
}

/// Reads an enum value without a String in between.
///
/// # Errors
///
/// When it is not a string.
pub fn enum_value<'de, T: for<'a> From<&'a str>, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    deserializer.deserialize_str(EnumVisitor(PhantomData))
}

struct EnumVisitor<T>(PhantomData<T>);

impl<T: for<'a> From<&'a str>> Visitor<'_> for EnumVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an enum value")
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<T, E> {
        Ok(T::from(value))
    }
}

#[cold]
fn missing_field<E: Error>(key: &'static str) -> E {
    E::missing_field(key)
}

/// Puts a key in front of the path of an error.
#[cold]
#[inline(never)]
fn at_key<E: Error>(key: &str, error: &E) -> E {
    prefixed(key, error)
}

/// Puts a list index in front of the path of an error.
#[cold]
#[inline(never)]
fn at_index<E: Error>(index: usize, error: &E) -> E {
    prefixed(&format!("[{index}]"), error)
}

/// `a` in front of "`b[0]`: message" gives "`a.b[0]`: message".
fn prefixed<E: Error>(step: &str, error: &E) -> E {
    let message = error.to_string();
    match message.strip_prefix('`').and_then(|rest| rest.split_once("`: ")) {
        Some((path, message)) if path.starts_with('[') => E::custom(format_args!("`{step}{path}`: {message}")),
        Some((path, message)) if is_path(path) => E::custom(format_args!("`{step}.{path}`: {message}")),
        _ => E::custom(format_args!("`{step}`: {message}")),
    }
}

fn is_path(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'[' | b']'))
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;

    #[derive(Debug, PartialEq)]
    struct Plan {
        id: String,
        addons: Vec<Option<i32>>,
    }

    #[derive(Default)]
    struct PlanRecord {
        id: Option<String>,
        addons: Option<Vec<Option<i32>>>,
    }

    impl Record for PlanRecord {
        type Out = Plan;
        const KEYS: &'static [&'static str] = &["id", "addons"];

        fn take<'de, A: MapAccess<'de>>(&mut self, key: usize, map: &mut A) -> Result<(), A::Error> {
            match key {
                0 => fill::<Id, A>(map, &mut self.id),
                _ => fill::<List<Nullable<Plain<i32>>>, A>(map, &mut self.addons),
            }
        }

        fn finish(self) -> Result<Plan, &'static str> {
            match self {
                Self { id: Some(id), addons: Some(addons) } => Ok(Plan { id, addons }),
                this => Err(missing(&[(this.id.is_none(), "id"), (this.addons.is_none(), "addons")])),
            }
        }
    }

    impl<'de> Deserialize<'de> for Plan {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            object::<PlanRecord, D>(deserializer)
        }
    }

    fn read(text: &str) -> Result<Plan, String> {
        serde_json::from_str(text).map_err(|error| error.to_string())
    }

    #[test]
    fn keys_come_in_any_order_and_unknown_ones_are_passed_over() {
        let plan = Plan { id: "4711".to_owned(), addons: vec![Some(1), None] };
        assert_eq!(read(r#"{"addons":[1,null],"new":{"a":[1]},"id":4711}"#), Ok(plan));
    }

    #[test]
    fn a_failure_names_its_path() {
        assert_eq!(
            read(r#"{"id":"a","addons":[1,3000000000]}"#).unwrap_err(),
            "`addons[1]`: invalid value: integer `3000000000`, expected i32 at line 1 column 32"
        );
        assert_eq!(read(r#"{"id":"a"}"#).unwrap_err(), "missing field `addons` at line 1 column 10");
        let nested: Result<Vec<Plan>, _> = List::<Plain<Plan>>::decode(&mut serde_json::Deserializer::from_str(
            r#"[{"id":"a","addons":[]},{"id":true}]"#,
        ));
        assert!(nested.unwrap_err().to_string().starts_with("`[1].id`: invalid type: boolean `true`"));
    }
}
