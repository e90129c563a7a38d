//! How generated types read JSON: one pass, each key routed once, and the path of a failure in front of its message.
//!
//! A generated type has a *record*: a cell for each key of its object. serde's side of the work is done by one visitor for
//! all types; it finds the cell of a key by the record's table and hands the value over as an [`Event`]. So the code of a
//! type is small and is compiled once, whatever deserializer it is read from, and only this file is generic over those.
//!
//! Servers answer in document order, so the key after the last one is tried first.

use std::fmt;
use std::marker::PhantomData;

use serde::Deserialize;
use serde::de::value::MapAccessDeserializer;
use serde::de::{
    DeserializeOwned, DeserializeSeed, Deserializer, Error, Expected, IgnoredAny, IntoDeserializer, MapAccess,
    SeqAccess, Unexpected, Visitor,
};
use serde_json::Value;

/// A key that a record does not know.
const UNKNOWN: usize = usize::MAX;

/// What a value must be.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Hint {
    kind: Expect,
    nullable: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Expect {
    Any,
    Boolean,
    Int,
    Float,
    Text,
    Id,
    List,
    Object,
}

impl Hint {
    const fn new(kind: Expect) -> Self {
        Self { kind, nullable: false }
    }

    /// The same, or null.
    #[must_use]
    pub const fn or_null(self) -> Self {
        Self { nullable: true, ..self }
    }

    /// The same without null.
    const fn not_null(self) -> Self {
        Self { nullable: false, ..self }
    }
}

/// A value on its way into a cell; null is dealt with before.
pub enum Event<'a> {
    /// `true` or `false`.
    Boolean(bool),
    /// A negative integer.
    Integer(i64),
    /// An integer that is not negative.
    Unsigned(u64),
    /// A number with a fraction.
    Float(f64),
    /// A string.
    Text(&'a str),
    /// An object or list for a type that reads itself.
    Json(Value),
    /// An object.
    Object(&'a mut dyn Fields),
    /// A list.
    List(&'a mut dyn Items),
}

/// Why a value could not be taken.
pub enum Fault {
    /// The deserializer has the error.
    Raised,
    /// The object lacks a key.
    Missing(&'static str),
    /// The value is of another kind.
    Unfit,
    /// The type says why.
    Message(String),
}

/// How one kind of value is made.
pub trait Kind {
    /// The Rust type.
    type Out;
    /// What JSON it is made of.
    const HINT: Hint;

    /// Makes it.
    ///
    /// # Errors
    ///
    /// When the value is not of this kind.
    fn make(event: Event<'_>) -> Result<Self::Out, Fault>;
}

/// The rest of an object.
pub trait Fields {
    /// Reads `__typename`, wherever it is: its index in `types`, or past the end, and its text.
    ///
    /// # Errors
    ///
    /// When there is none, or it is no string.
    fn typename(&mut self, types: &'static [&'static str]) -> Result<(usize, String), Fault>;

    /// Fills the cells of a record.
    ///
    /// # Errors
    ///
    /// When a value does not fit its cell.
    fn fill(&mut self, record: &mut dyn Record) -> Result<(), Fault>;
}

/// The rest of a list.
pub trait Items {
    /// Reads the next item into a cell; `false` at the end.
    ///
    /// # Errors
    ///
    /// When the item does not fit.
    fn next(&mut self, hint: Hint, cell: &mut dyn Slot) -> Result<bool, Fault>;
}

/// The cells that one object fills.
pub trait Record {
    /// The response keys, in the order a server answers them, and what their values must be.
    fn keys(&self) -> &'static [(&'static str, Hint)];

    /// The cell of the key with this index.
    fn slot(&mut self, key: usize) -> &mut dyn Slot;

    /// Fills the cells of `__typename`, which was read before the record was chosen.
    fn set_typename(&mut self, _typename: &str) {}
}

/// What makes a value of its cells.
pub trait Finish: Record + Default {
    /// The value.
    type Out;

    /// Makes it.
    ///
    /// # Errors
    ///
    /// The first key whose value is missing.
    fn finish(self) -> Result<Self::Out, &'static str>;
}

/// A place for one value.
pub trait Slot {
    /// Takes it.
    ///
    /// # Errors
    ///
    /// When the value does not fit.
    fn take(&mut self, event: Event<'_>) -> Result<(), Fault>;
}

/// A place for one value of a kind; empty when it was null or not there.
pub struct Cell<K: Kind>(pub Option<K::Out>);

impl<K: Kind> Default for Cell<K> {
    fn default() -> Self {
        Self(None)
    }
}

impl<K: Kind> Slot for Cell<K> {
    fn take(&mut self, event: Event<'_>) -> Result<(), Fault> {
        match K::make(event) {
            Ok(value) => {
                self.0 = Some(value);
                Ok(())
            }
            Err(fault) => Err(fault),
        }
    }
}

/// A fragment under `@skip` or `@include`: there if one of the keys that only it selects was there.
#[derive(Default)]
pub struct Conditional<R> {
    /// Whether a key was read that only this fragment selects.
    pub seen: bool,
    /// Whether a key was read that others select, too.
    pub touched: bool,
    /// Whether an object that it selects lacks its part.
    pub absent: bool,
    /// The fragment's cells.
    pub record: R,
}

impl<R: Finish> Conditional<R> {
    /// Makes the fragment, or `None` when it was left out.
    ///
    /// # Errors
    ///
    /// The first key whose value is missing, when the fragment was there.
    pub fn finish(self, has_own_key: bool) -> Result<Option<R::Out>, &'static str> {
        if self.seen {
            self.record.finish().map(Some)
        } else if has_own_key || self.absent || !self.touched {
            Ok(None)
        } else {
            // Whether its keys are there on its own account cannot be told: it is there when it is complete.
            Ok(self.record.finish().ok())
        }
    }
}

/// The first key whose cell is empty.
#[cold]
pub fn missing(cells: &[(bool, &'static str)]) -> &'static str {
    cells.iter().find(|(empty, _)| *empty).map_or("", |(_, key)| key)
}

/// Makes a value of an object of one shape.
///
/// # Errors
///
/// When it is no object, a value does not fit or a key is missing.
pub fn object<R: Finish>(event: Event<'_>) -> Result<R::Out, Fault> {
    let Event::Object(fields) = event else { return Err(Fault::Unfit) };
    let mut record = R::default();
    fields.fill(&mut record)?;
    record.finish().map_err(Fault::Missing)
}

/// Makes a value of an object whose `__typename` was read.
///
/// # Errors
///
/// When a value does not fit or a key is missing.
pub fn of_type<R: Finish>(typename: &str, fields: &mut dyn Fields) -> Result<R::Out, Fault> {
    let mut record = R::default();
    record.set_typename(typename);
    fields.fill(&mut record)?;
    record.finish().map_err(Fault::Missing)
}

/// A custom scalar.
pub const ANY: Hint = Hint::new(Expect::Any);
/// A boolean.
pub const BOOLEAN: Hint = Hint::new(Expect::Boolean);
/// An Int.
pub const INT: Hint = Hint::new(Expect::Int);
/// A Float.
pub const FLOAT: Hint = Hint::new(Expect::Float);
/// A String or an enum value.
pub const TEXT: Hint = Hint::new(Expect::Text);
/// An ID.
pub const ID: Hint = Hint::new(Expect::Id);
/// A list.
pub const LIST: Hint = Hint::new(Expect::List);
/// An object.
pub const OBJECT: Hint = Hint::new(Expect::Object);

/// Makes an enum value.
///
/// # Errors
///
/// When it is no string.
pub fn text<T: for<'a> From<&'a str>>(event: Event<'_>) -> Result<T, Fault> {
    match event {
        Event::Text(text) => Ok(T::from(text)),
        _ => Err(Fault::Unfit),
    }
}

/// Reads the `__typename` of an object: the index of its case, its text, and the rest of the object.
///
/// # Errors
///
/// When it is no object or has no `__typename`.
pub fn typename<'a>(
    event: Event<'a>,
    types: &'static [&'static str],
) -> Result<(usize, String, &'a mut dyn Fields), Fault> {
    let Event::Object(fields) = event else { return Err(Fault::Unfit) };
    let (case, typename) = fields.typename(types)?;
    Ok((case, typename, fields))
}

/// The cell of a record without keys, which is never asked for.
pub fn no_slot<'a>() -> &'a mut dyn Slot {
    struct Nothing;
    impl Slot for Nothing {
        fn take(&mut self, _: Event<'_>) -> Result<(), Fault> {
            Ok(())
        }
    }
    Box::leak(Box::new(Nothing))
}

impl Kind for String {
    type Out = Self;
    const HINT: Hint = TEXT;

    #[inline]
    fn make(event: Event<'_>) -> Result<Self, Fault> {
        match event {
            Event::Text(text) => Ok(text.to_owned()),
            _ => Err(Fault::Unfit),
        }
    }
}

impl Kind for bool {
    type Out = Self;
    const HINT: Hint = BOOLEAN;

    fn make(event: Event<'_>) -> Result<Self, Fault> {
        match event {
            Event::Boolean(value) => Ok(value),
            _ => Err(Fault::Unfit),
        }
    }
}

impl Kind for i32 {
    type Out = Self;
    const HINT: Hint = INT;

    fn make(event: Event<'_>) -> Result<Self, Fault> {
        match event {
            Event::Integer(value) => Self::try_from(value).map_err(|_| Fault::Unfit),
            Event::Unsigned(value) => Self::try_from(value).map_err(|_| Fault::Unfit),
            _ => Err(Fault::Unfit),
        }
    }
}

impl Kind for f64 {
    type Out = Self;
    const HINT: Hint = FLOAT;

    #[expect(clippy::cast_precision_loss, reason = "a GraphQL Float is a double, and so is any number in its place")]
    fn make(event: Event<'_>) -> Result<Self, Fault> {
        match event {
            Event::Float(value) => Ok(value),
            Event::Integer(value) => Ok(value as Self),
            Event::Unsigned(value) => Ok(value as Self),
            _ => Err(Fault::Unfit),
        }
    }
}

/// An ID: the spec has strings, some servers send integers (spec 3.5.5 "ID").
pub struct Id;

impl Kind for Id {
    type Out = String;
    const HINT: Hint = ID;

    fn make(event: Event<'_>) -> Result<String, Fault> {
        match event {
            Event::Text(id) => Ok(id.to_owned()),
            Event::Integer(id) => Ok(id.to_string()),
            Event::Unsigned(id) => Ok(id.to_string()),
            _ => Err(Fault::Unfit),
        }
    }
}

impl Kind for Value {
    type Out = Self;
    const HINT: Hint = ANY;

    fn make(event: Event<'_>) -> Result<Self, Fault> {
        Ok(match event {
            Event::Json(value) => value,
            Event::Text(text) => Self::String(text.to_owned()),
            Event::Boolean(value) => Self::Bool(value),
            Event::Integer(value) => value.into(),
            Event::Unsigned(value) => value.into(),
            Event::Float(value) => value.into(),
            Event::Object(_) | Event::List(_) => return Err(Fault::Unfit),
        })
    }
}

impl Kind for serde_json::Map<String, Value> {
    type Out = Self;
    const HINT: Hint = ANY;

    fn make(event: Event<'_>) -> Result<Self, Fault> {
        match event {
            Event::Json(Value::Object(map)) => Ok(map),
            _ => Err(Fault::Unfit),
        }
    }
}

/// Makes a value of a string, in place.
///
/// # Errors
///
/// When it is no string, or the type does not take it.
pub(crate) fn parse<T: DeserializeOwned>(event: Event<'_>) -> Result<T, Fault> {
    match event {
        Event::Text(text) => {
            let text: serde::de::value::StrDeserializer<'_, serde_json::Error> = text.into_deserializer();
            T::deserialize(text).map_err(|error| Fault::Message(error.to_string()))
        }
        _ => Err(Fault::Unfit),
    }
}

/// A type that reads itself with serde: a custom scalar.
pub struct Custom<T>(PhantomData<T>);

impl<T: DeserializeOwned> Kind for Custom<T> {
    type Out = T;
    const HINT: Hint = ANY;

    fn make(event: Event<'_>) -> Result<T, Fault> {
        fn read<'de, T: Deserialize<'de>>(value: impl IntoDeserializer<'de, serde_json::Error>) -> Result<T, Fault> {
            T::deserialize(value.into_deserializer()).map_err(|error| Fault::Message(error.to_string()))
        }
        match event {
            Event::Text(value) => read(value),
            Event::Boolean(value) => read(value),
            Event::Integer(value) => read(value),
            Event::Unsigned(value) => read(value),
            Event::Float(value) => read(value),
            Event::Json(value) => read(value),
            Event::Object(_) | Event::List(_) => Err(Fault::Unfit),
        }
    }
}

/// A list.
pub struct List<K>(PhantomData<K>);
/// A list whose items may be null.
pub struct Nulls<K>(PhantomData<K>);

impl<K: Kind> Kind for List<K> {
    type Out = Vec<K::Out>;
    const HINT: Hint = LIST;

    fn make(event: Event<'_>) -> Result<Self::Out, Fault> {
        let Event::List(items) = event else { return Err(Fault::Unfit) };
        let mut list = Vec::new();
        let mut cell = Cell::<K>(None);
        while items.next(K::HINT, &mut cell)? {
            list.extend(cell.0.take());
        }
        Ok(list)
    }
}

impl<K: Kind> Kind for Nulls<K> {
    type Out = Vec<Option<K::Out>>;
    const HINT: Hint = LIST;

    fn make(event: Event<'_>) -> Result<Self::Out, Fault> {
        let Event::List(items) = event else { return Err(Fault::Unfit) };
        let mut list = Vec::new();
        let mut cell = Cell::<K>(None);
        while items.next(K::HINT.or_null(), &mut cell)? {
            list.push(cell.0.take());
        }
        Ok(list)
    }
}

/// Reads a value of a kind.
///
/// # Errors
///
/// When the value is not of this kind; the message starts with the path of what is wrong.
pub fn deserialize<'de, K: Kind, D: Deserializer<'de>>(deserializer: D) -> Result<K::Out, D::Error> {
    let mut cell = Cell::<K>(None);
    Feed { hint: K::HINT, slot: &mut cell }.deserialize(deserializer)?;
    cell.0.ok_or_else(|| D::Error::invalid_type(Unexpected::Unit, &K::HINT))
}

/// Hands one value to a slot.
struct Feed<'a> {
    hint: Hint,
    slot: &'a mut dyn Slot,
}

impl<'de> DeserializeSeed<'de> for Feed<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        if self.hint.nullable {
            return deserializer.deserialize_option(self);
        }
        match self.hint.kind {
            Expect::Any | Expect::Id => deserializer.deserialize_any(self),
            Expect::Boolean => deserializer.deserialize_bool(self),
            Expect::Int => deserializer.deserialize_i64(self),
            Expect::Float => deserializer.deserialize_f64(self),
            Expect::Text => deserializer.deserialize_str(self),
            Expect::List => deserializer.deserialize_seq(self),
            Expect::Object => deserializer.deserialize_map(self),
        }
    }
}

impl Feed<'_> {
    fn take<E: Error>(self, event: Event<'_>, unexpected: Unexpected<'_>) -> Result<(), E> {
        self.slot.take(event).map_err(|fault| raise(fault, unexpected, &self.hint, None))
    }
}

/// The error of a fault.
#[cold]
fn raise<E: Error>(fault: Fault, unexpected: Unexpected<'_>, hint: &Hint, raised: Option<E>) -> E {
    match (fault, raised) {
        (Fault::Raised, Some(error)) => error,
        (Fault::Missing(key), _) => E::missing_field(key),
        (Fault::Message(message), _) => E::custom(message),
        (Fault::Raised | Fault::Unfit, _) if hint.kind == Expect::Int => E::invalid_value(unexpected, hint),
        (Fault::Raised | Fault::Unfit, _) => E::invalid_type(unexpected, hint),
    }
}

impl Expected for Hint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.kind {
            Expect::Any => "a value",
            Expect::Boolean => "a boolean",
            Expect::Int => "i32",
            Expect::Float => "a number",
            Expect::Text => "a string",
            Expect::Id => "an ID: a string or an integer",
            Expect::List => "a list",
            Expect::Object => "an object",
        })
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
        self.take(Event::Boolean(value), Unexpected::Bool(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<(), E> {
        self.take(Event::Integer(value), Unexpected::Signed(value))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<(), E> {
        self.take(Event::Unsigned(value), Unexpected::Unsigned(value))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<(), E> {
        self.take(Event::Float(value), Unexpected::Float(value))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<(), E> {
        self.take(Event::Text(value), Unexpected::Str(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<(), A::Error> {
        if self.hint.kind == Expect::Any {
            let list = Value::deserialize(serde::de::value::SeqAccessDeserializer::new(seq))?;
            return self.take(Event::Json(list), Unexpected::Seq);
        }
        let mut items = SeqItems { seq, index: 0, error: None };
        match self.slot.take(Event::List(&mut items)) {
            Ok(()) => Ok(()),
            Err(fault) => Err(raise(fault, Unexpected::Seq, &self.hint, items.error)),
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<(), A::Error> {
        if self.hint.kind == Expect::Any {
            // Also a number, under serde_json's `arbitrary_precision`.
            return match Value::deserialize(MapAccessDeserializer::new(map))? {
                Value::Number(number) => match (number.as_u64(), number.as_i64(), number.as_f64()) {
                    (Some(value), ..) => self.visit_u64(value),
                    (_, Some(value), _) => self.visit_i64(value),
                    _ => self.take(Event::Json(Value::Number(number)), Unexpected::Map),
                },
                object => self.take(Event::Json(object), Unexpected::Map),
            };
        }
        let mut fields = MapFields { map, early: None, error: None };
        match self.slot.take(Event::Object(&mut fields)) {
            Ok(()) => Ok(()),
            Err(fault) => Err(raise(fault, Unexpected::Map, &self.hint, fields.error)),
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
    fn next(&mut self, hint: Hint, slot: &mut dyn Slot) -> Result<bool, Fault> {
        match self.seq.next_element_seed(Feed { hint, slot }) {
            Ok(item) => {
                self.index += 1;
                Ok(item.is_some())
            }
            Err(error) => {
                self.error = Some(at_index(self.index, &error));
                Err(Fault::Raised)
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
    fn typename(&mut self, types: &'static [&'static str]) -> Result<(usize, String), Fault> {
        let typename = match self.map.next_key_seed(FirstKey) {
            Ok(None) => Err(Fault::Missing("__typename")),
            Ok(Some(None)) => match self.map.next_value::<String>() {
                Ok(typename) => Ok(typename),
                Err(error) => self.raised(&at_key("__typename", &error)),
            },
            Ok(Some(Some(first))) => self.typename_out_of_order(first),
            Err(error) => {
                self.error = Some(error);
                Err(Fault::Raised)
            }
        }?;
        let case = types.iter().position(|known| **known == *typename);
        Ok((case.unwrap_or(types.len()), typename))
    }

    fn fill(&mut self, record: &mut dyn Record) -> Result<(), Fault> {
        if let Some(early) = self.early.take() {
            return self.fill_early(early, record);
        }
        let keys = record.keys();
        let mut expected = 0;
        loop {
            match self.map.next_key_seed(Key { keys, expected }) {
                Ok(None) => return Ok(()),
                Ok(Some(UNKNOWN)) => {
                    if let Err(error) = self.map.next_value::<IgnoredAny>() {
                        self.error = Some(error);
                        return Err(Fault::Raised);
                    }
                }
                Ok(Some(key)) => {
                    expected = key + 1;
                    let (name, hint) = keys[key];
                    if let Err(error) = self.map.next_value_seed(Feed { hint, slot: record.slot(key) }) {
                        self.error = Some(at_key(name, &error));
                        return Err(Fault::Raised);
                    }
                }
                Err(error) => {
                    self.error = Some(error);
                    return Err(Fault::Raised);
                }
            }
        }
    }
}

impl<'de, A: MapAccess<'de>> MapFields<A, A::Error> {
    #[cold]
    fn raised<T>(&mut self, error: &A::Error) -> Result<T, Fault> {
        self.error = Some(A::Error::custom(error));
        Err(Fault::Raised)
    }

    /// Reads on to `__typename` and keeps what comes before and after it.
    ///
    /// Servers answer in document order (spec 6.2.1), where generated documents have `__typename` first; a cache or a
    /// test may not.
    #[cold]
    fn typename_out_of_order(&mut self, first: String) -> Result<String, Fault> {
        let read = || -> Result<_, A::Error> {
            let mut typename = None;
            let mut rest = serde_json::Map::new();
            rest.insert(first, self.map.next_value()?);
            while let Some(key) = self.map.next_key::<String>()? {
                if key == "__typename" {
                    typename = Some(self.map.next_value()?);
                } else {
                    rest.insert(key, self.map.next_value()?);
                }
            }
            Ok((typename, rest))
        };
        match read() {
            Ok((typename, rest)) => {
                self.early = Some(rest);
                typename.ok_or(Fault::Missing("__typename"))
            }
            Err(error) => {
                self.error = Some(error);
                Err(Fault::Raised)
            }
        }
    }

    #[cold]
    fn fill_early(&mut self, early: serde_json::Map<String, Value>, record: &mut dyn Record) -> Result<(), Fault> {
        let keys = record.keys();
        for (key, value) in early {
            if let Some(index) = keys.iter().position(|(known, _)| *known == key) {
                let feed = Feed { hint: keys[index].1, slot: record.slot(index) };
                if let Err(error) = feed.deserialize(value) {
                    return self.raised(&at_key(keys[index].0, &A::Error::custom(error)));
                }
            }
        }
        Ok(())
    }
}

/// Reads a key: its index, if the record knows it.
struct Key {
    keys: &'static [(&'static str, Hint)],
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
            Some((expected, _)) if *expected == key => self.expected,
            _ => self.keys.iter().position(|(known, _)| *known == key).unwrap_or(UNKNOWN),
        })
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
    use super::*;

    #[derive(Debug, PartialEq)]
    struct Plan {
        id: String,
        addons: Vec<Option<i32>>,
    }

    #[derive(Default)]
    struct PlanRecord {
        id: Cell<Id>,
        addons: Cell<Nulls<i32>>,
    }

    impl Record for PlanRecord {
        fn keys(&self) -> &'static [(&'static str, Hint)] {
            &[("id", Id::HINT), ("addons", Nulls::<i32>::HINT)]
        }

        fn slot(&mut self, key: usize) -> &mut dyn Slot {
            match key {
                0 => &mut self.id,
                _ => &mut self.addons,
            }
        }
    }

    impl Finish for PlanRecord {
        type Out = Plan;

        fn finish(self) -> Result<Plan, &'static str> {
            match self {
                Self { id: Cell(Some(id)), addons: Cell(Some(addons)) } => Ok(Plan { id, addons }),
                this => Err(missing(&[(this.id.0.is_none(), "id"), (this.addons.0.is_none(), "addons")])),
            }
        }
    }

    impl Kind for Plan {
        type Out = Self;
        const HINT: Hint = OBJECT;

        fn make(event: Event<'_>) -> Result<Self, Fault> {
            object::<PlanRecord>(event)
        }
    }

    fn read<K: Kind>(text: &str) -> Result<K::Out, String> {
        deserialize::<K, _>(&mut serde_json::Deserializer::from_str(text)).map_err(|error| error.to_string())
    }

    #[test]
    fn keys_come_in_any_order_and_unknown_ones_are_passed_over() {
        let plan = Plan { id: "4711".to_owned(), addons: vec![Some(1), None] };
        assert_eq!(read::<Plan>(r#"{"addons":[1,null],"new":{"a":[1]},"id":4711}"#), Ok(plan));
    }

    #[test]
    fn a_failure_names_its_path() {
        for (json, message) in [
            (
                r#"[{"id":"a","addons":[1,3000000000]}]"#,
                "`[0].addons[1]`: invalid value: integer `3000000000`, expected i32 at line 1 column 33",
            ),
            (r#"[{"id":"a"}]"#, "`[0]`: missing field `addons` at line 1 column 11"),
            (
                r#"[{"id":true}]"#,
                "`[0].id`: invalid type: boolean `true`, expected an ID: a string or an integer at line 1 column 11",
            ),
            (r#"[{"id":"a","addons":null}]"#, "`[0].addons`: invalid type: null, expected a list at line 1 column 24"),
            (r#"[{"id":"a","addons":{}}]"#, "`[0].addons`: invalid type: map, expected a list at line 1 column 20"),
            ("[null]", "`[0]`: invalid type: null, expected an object at line 1 column 5"),
            ("[{", "`[0]`: EOF while parsing an object at line 1 column 2"),
        ] {
            assert_eq!(read::<List<Plan>>(json).unwrap_err(), message, "{json}");
        }
    }

    #[test]
    fn a_custom_scalar_reads_itself() {
        assert_eq!(read::<Custom<u64>>("9007199254740993"), Ok(9_007_199_254_740_993));
        assert_eq!(read::<Custom<Value>>(r#"{"a":[1,null]}"#), Ok(serde_json::json!({"a": [1, null]})));
        assert_eq!(read::<Custom<uuid::Uuid>>(r#""x""#).unwrap_err().split(':').next(), Some("UUID parsing failed"));
    }
}
