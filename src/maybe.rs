//! Null is not absent: the three states of what may be null.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Left out, null, or a value: a nullable input, and a field that not every query selects.
///
/// GraphQL tells an input that is absent from one that is `null` ([spec 3.12]): absent leaves a setting as it is and
/// lets a default apply, `null` clears it. `Default` is [`Maybe::Absent`], which generated code leaves off the wire.
///
/// ```
/// use stigg_graphql::Maybe;
///
/// let name: Maybe<String> = "Ada".into();
/// let cleared: Maybe<String> = Maybe::Null;
/// let untouched: Maybe<String> = Maybe::default();
/// assert_eq!(name.value().map(String::as_str), Some("Ada"));
/// assert!(cleared.is_null() && untouched.is_absent());
/// ```
///
/// # In inputs
///
/// What an input requires is an argument of its `new`; where nothing is required, it is `Default` as well. The rest is absent
/// until it is set, in place or in front of `..`:
///
/// ```
/// # #[cfg(feature = "types")] {
/// use serde_json::json;
/// use stigg_graphql::types::{CustomerFilter, GetCustomerByRefIdInput, StringFieldComparison};
///
/// let name = StringFieldComparison { i_like: "acme%".into(), ..StringFieldComparison::new() };
/// let mut filter = CustomerFilter { name: name.into(), ..CustomerFilter::new() };
/// filter.email.get_or_insert_default().like = "%@acme.test".into();
/// assert_eq!(json!(filter), json!({"name": {"iLike": "acme%"}, "email": {"like": "%@acme.test"}}));
///
/// let input = GetCustomerByRefIdInput::new("acme");
/// assert!(input.environment_id.is_absent());
/// # }
/// ```
///
/// # In answers
///
/// A field that may be null is an `Option`, and so is one that `@skip` or `@include` may leave out: `None` is null or left out,
/// which are not told apart. Only the types that all queries share, [`Connection`](crate::Connection) and
/// [`PageInfo`](crate::paging::PageInfo), have a `Maybe`: what the query did not select is absent.
///
/// [spec 3.12]: https://spec.graphql.org/October2021/#sec-Non-Null
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Maybe<T> {
    /// Not there.
    #[default]
    Absent,
    /// There, and `null`.
    Null,
    /// There.
    Value(T),
}

impl<T> Maybe<T> {
    /// Whether it is left out.
    pub const fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }

    /// Whether it is an explicit `null`.
    pub const fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// The value, if there is one.
    pub const fn value(&self) -> Option<&T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Absent | Self::Null => None,
        }
    }

    /// The value, if there is one, by value.
    pub fn into_value(self) -> Option<T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Absent | Self::Null => None,
        }
    }

    /// The value to change in place, set to its default first where there is none.
    pub fn get_or_insert_default(&mut self) -> &mut T
    where
        T: Default,
    {
        if !matches!(self, Self::Value(_)) {
            *self = Self::Value(T::default());
        }
        match self {
            Self::Value(value) => value,
            Self::Absent | Self::Null => unreachable!("set just above"),
        }
    }
}

impl<T> From<T> for Maybe<T> {
    fn from(value: T) -> Self {
        Self::Value(value)
    }
}

/// `None` is [`Maybe::Absent`]: a value nobody has must not clear the one the server has. Write [`Maybe::Null`] to clear.
impl<T> From<Option<T>> for Maybe<T> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Absent, Self::Value)
    }
}

/// An input that contains itself is written as if it were held in place.
impl<T> From<T> for Maybe<Box<T>> {
    fn from(value: T) -> Self {
        Self::Value(Box::new(value))
    }
}

impl From<&str> for Maybe<String> {
    fn from(value: &str) -> Self {
        Self::Value(value.to_owned())
    }
}

/// `Absent` writes `null` where a format has no way to leave it out; generated code never asks.
impl<T: Serialize> Serialize for Maybe<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Value(value) => value.serialize(serializer),
            Self::Absent | Self::Null => serializer.serialize_none(),
        }
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Maybe<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Option::deserialize(deserializer).map(|value| value.map_or(Self::Null, Self::Value))
    }
}
