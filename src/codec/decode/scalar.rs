//! How scalars are made.

use std::marker::PhantomData;

use serde::de::{DeserializeOwned, Deserializer, IntoDeserializer, Visitor};
use serde::{Deserialize, forward_to_deserialize_any};
use serde_json::{Number, Value};

use super::{ANY, BOOLEAN, FLOAT, Hint, ID, INT, Kind, Mismatch, TEXT, Token};

impl Kind for String {
    type Out = Self;
    const HINT: Hint = TEXT;

    #[inline]
    fn make(token: Token<'_>) -> Result<Self, Mismatch> {
        match token {
            Token::Text(text) => Ok(text.to_owned()),
            _ => Err(Mismatch::unfit()),
        }
    }
}

impl Kind for bool {
    type Out = Self;
    const HINT: Hint = BOOLEAN;

    #[inline]
    fn make(token: Token<'_>) -> Result<Self, Mismatch> {
        match token {
            Token::Boolean(value) => Ok(value),
            _ => Err(Mismatch::unfit()),
        }
    }
}

impl Kind for i32 {
    type Out = Self;
    const HINT: Hint = INT;

    #[inline]
    fn make(token: Token<'_>) -> Result<Self, Mismatch> {
        match token {
            Token::Integer(value) => Self::try_from(value).map_err(|_| Mismatch::unfit()),
            Token::Unsigned(value) => Self::try_from(value).map_err(|_| Mismatch::unfit()),
            _ => Err(Mismatch::unfit()),
        }
    }
}

impl Kind for f64 {
    type Out = Self;
    const HINT: Hint = FLOAT;

    #[expect(clippy::cast_precision_loss, reason = "a GraphQL Float is a double, and so is any number in its place")]
    #[inline]
    fn make(token: Token<'_>) -> Result<Self, Mismatch> {
        match token {
            Token::Float(value) => Ok(value),
            Token::Number(text) => float(text),
            Token::Integer(value) => Ok(value as Self),
            Token::Unsigned(value) => Ok(value as Self),
            _ => Err(Mismatch::unfit()),
        }
    }
}

/// The double next to a number, if there is one.
fn float(number: &str) -> Result<f64, Mismatch> {
    match number.parse::<f64>() {
        Ok(value) if value.is_finite() => Ok(value),
        _ => Err(Mismatch::unfit()),
    }
}

/// An ID: the spec has strings, some servers send integers (spec 3.5.5 "ID").
pub struct Id;

impl Kind for Id {
    type Out = String;
    const HINT: Hint = ID;

    #[inline]
    fn make(token: Token<'_>) -> Result<String, Mismatch> {
        match token {
            Token::Text(id) => Ok(id.to_owned()),
            Token::Integer(id) => Ok(id.to_string()),
            Token::Unsigned(id) => Ok(id.to_string()),
            _ => Err(Mismatch::unfit()),
        }
    }
}

impl Kind for Value {
    type Out = Self;
    const HINT: Hint = ANY;

    #[inline]
    fn make(token: Token<'_>) -> Result<Self, Mismatch> {
        Ok(match token {
            Token::Json(value) => value.take(),
            Token::Number(text) => Self::Number(number(text)?),
            Token::Text(text) => Self::String(text.to_owned()),
            Token::Boolean(value) => Self::Bool(value),
            Token::Integer(value) => value.into(),
            Token::Unsigned(value) => value.into(),
            Token::Float(value) => value.into(),
            Token::Object(_) | Token::List(_) => return Err(Mismatch::unfit()),
        })
    }
}

impl Kind for serde_json::Map<String, Value> {
    type Out = Self;
    const HINT: Hint = ANY;

    #[inline]
    fn make(token: Token<'_>) -> Result<Self, Mismatch> {
        match token {
            Token::Json(Value::Object(map)) => Ok(std::mem::take(map)),
            _ => Err(Mismatch::unfit()),
        }
    }
}

/// A number as `serde_json` keeps it, which is its text under `arbitrary_precision`.
fn number(text: &str) -> Result<Number, Mismatch> {
    text.parse().map_err(|_| Mismatch::unfit())
}

/// Makes a value of a string, in place.
///
/// # Errors
///
/// When it is no string, or the type does not take it.
#[expect(clippy::needless_pass_by_value, reason = "it is a `Kind::make`")]
pub(crate) fn parse<T: DeserializeOwned>(token: Token<'_>) -> Result<T, Mismatch> {
    match token {
        Token::Text(text) => {
            let text: serde::de::value::StrDeserializer<'_, serde_json::Error> = text.into_deserializer();
            T::deserialize(text).map_err(|error| Mismatch::message(error.to_string()))
        }
        _ => Err(Mismatch::unfit()),
    }
}

/// A type that reads itself with serde: a custom scalar.
pub struct Custom<T>(PhantomData<T>);

impl<T: DeserializeOwned> Kind for Custom<T> {
    type Out = T;
    const HINT: Hint = ANY;

    #[inline]
    fn make(token: Token<'_>) -> Result<T, Mismatch> {
        fn read<'de, T: Deserialize<'de>>(value: impl IntoDeserializer<'de, serde_json::Error>) -> Result<T, Mismatch> {
            made(T::deserialize(Scalar(value.into_deserializer())))
        }
        fn made<T>(made: Result<T, serde_json::Error>) -> Result<T, Mismatch> {
            made.map_err(|error| Mismatch::message(error.to_string()))
        }
        match token {
            Token::Text(value) => read(value),
            Token::Boolean(value) => read(value),
            Token::Integer(value) => read(value),
            Token::Unsigned(value) => read(value),
            Token::Float(value) => read(value),
            Token::Number(text) => made(T::deserialize(Value::Number(number(text)?))),
            Token::Json(value) => made(T::deserialize(value.take())),
            Token::Object(_) | Token::List(_) => Err(Mismatch::unfit()),
        }
    }
}

/// A scalar as `serde_json` hands it over: newtypes and options are looked through, which serde's own deserializers of
/// scalars do not do.
struct Scalar<D>(D);

impl<'de, D: Deserializer<'de>> Deserializer<'de> for Scalar<D> {
    type Error = D::Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.0.deserialize_any(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, D::Error> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        self.0.deserialize_enum(name, variants, visitor)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct seq tuple
        tuple_struct map struct identifier ignored_any
    }
}
