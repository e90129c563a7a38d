//! How scalars are made.

use std::marker::PhantomData;

use serde::Deserialize;
use serde::de::{DeserializeOwned, IntoDeserializer};
use serde_json::Value;

use super::{ANY, BOOLEAN, Event, FLOAT, Fault, Hint, ID, INT, Kind, TEXT};

impl Kind for String {
    type Out = Self;
    const HINT: Hint = TEXT;

    #[inline]
    fn make(event: Event<'_>) -> Result<Self, Fault> {
        match event {
            Event::Text(text) => Ok(text.to_owned()),
            _ => Err(Fault::unfit()),
        }
    }
}

impl Kind for bool {
    type Out = Self;
    const HINT: Hint = BOOLEAN;

    #[inline]
    fn make(event: Event<'_>) -> Result<Self, Fault> {
        match event {
            Event::Boolean(value) => Ok(value),
            _ => Err(Fault::unfit()),
        }
    }
}

impl Kind for i32 {
    type Out = Self;
    const HINT: Hint = INT;

    #[inline]
    fn make(event: Event<'_>) -> Result<Self, Fault> {
        match event {
            Event::Integer(value) => Self::try_from(value).map_err(|_| Fault::unfit()),
            Event::Unsigned(value) => Self::try_from(value).map_err(|_| Fault::unfit()),
            _ => Err(Fault::unfit()),
        }
    }
}

impl Kind for f64 {
    type Out = Self;
    const HINT: Hint = FLOAT;

    #[expect(clippy::cast_precision_loss, reason = "a GraphQL Float is a double, and so is any number in its place")]
    #[inline]
    fn make(event: Event<'_>) -> Result<Self, Fault> {
        match event {
            Event::Float(value) => Ok(value),
            Event::Integer(value) => Ok(value as Self),
            Event::Unsigned(value) => Ok(value as Self),
            _ => Err(Fault::unfit()),
        }
    }
}

/// An ID: the spec has strings, some servers send integers (spec 3.5.5 "ID").
pub struct Id;

impl Kind for Id {
    type Out = String;
    const HINT: Hint = ID;

    #[inline]
    fn make(event: Event<'_>) -> Result<String, Fault> {
        match event {
            Event::Text(id) => Ok(id.to_owned()),
            Event::Integer(id) => Ok(id.to_string()),
            Event::Unsigned(id) => Ok(id.to_string()),
            _ => Err(Fault::unfit()),
        }
    }
}

impl Kind for Value {
    type Out = Self;
    const HINT: Hint = ANY;

    #[inline]
    fn make(event: Event<'_>) -> Result<Self, Fault> {
        Ok(match event {
            Event::Json(value) => value,
            Event::Text(text) => Self::String(text.to_owned()),
            Event::Boolean(value) => Self::Bool(value),
            Event::Integer(value) => value.into(),
            Event::Unsigned(value) => value.into(),
            Event::Float(value) => value.into(),
            Event::Object(_) | Event::List(_) => return Err(Fault::unfit()),
        })
    }
}

impl Kind for serde_json::Map<String, Value> {
    type Out = Self;
    const HINT: Hint = ANY;

    #[inline]
    fn make(event: Event<'_>) -> Result<Self, Fault> {
        match event {
            Event::Json(Value::Object(map)) => Ok(map),
            _ => Err(Fault::unfit()),
        }
    }
}

/// Makes a value of a string, in place.
///
/// # Errors
///
/// When it is no string, or the type does not take it.
#[expect(clippy::needless_pass_by_value, reason = "it is a `Kind::make`")]
pub(crate) fn parse<T: DeserializeOwned>(event: Event<'_>) -> Result<T, Fault> {
    match event {
        Event::Text(text) => {
            let text: serde::de::value::StrDeserializer<'_, serde_json::Error> = text.into_deserializer();
            T::deserialize(text).map_err(|error| Fault::message(error.to_string()))
        }
        _ => Err(Fault::unfit()),
    }
}

/// A type that reads itself with serde: a custom scalar.
pub struct Custom<T>(PhantomData<T>);

impl<T: DeserializeOwned> Kind for Custom<T> {
    type Out = T;
    const HINT: Hint = ANY;

    #[inline]
    fn make(event: Event<'_>) -> Result<T, Fault> {
        fn read<'de, T: Deserialize<'de>>(value: impl IntoDeserializer<'de, serde_json::Error>) -> Result<T, Fault> {
            T::deserialize(value.into_deserializer()).map_err(|error| Fault::message(error.to_string()))
        }
        match event {
            Event::Text(value) => read(value),
            Event::Boolean(value) => read(value),
            Event::Integer(value) => read(value),
            Event::Unsigned(value) => read(value),
            Event::Float(value) => read(value),
            Event::Json(value) => read(value),
            Event::Object(_) | Event::List(_) => Err(Fault::unfit()),
        }
    }
}
