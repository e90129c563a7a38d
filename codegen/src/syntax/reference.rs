//! References to types (spec 2.11).

use std::fmt;

use super::Name;

/// A type as a field, an argument or a variable names it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Type {
    /// `Name`
    Named(Name),
    /// `Name!`
    NonNullNamed(Name),
    /// `[Item]`
    List(Box<Type>),
    /// `[Item]!`
    NonNullList(Box<Type>),
}

impl Type {
    /// The name inside of all lists.
    pub fn inner_name(&self) -> &Name {
        match self {
            Self::Named(name) | Self::NonNullNamed(name) => name,
            Self::List(item) | Self::NonNullList(item) => item.inner_name(),
        }
    }

    /// Whether `null` is no value of it.
    pub fn is_non_null(&self) -> bool {
        matches!(self, Self::NonNullNamed(_) | Self::NonNullList(_))
    }

    /// Whether it is a list.
    pub fn is_list(&self) -> bool {
        matches!(self, Self::List(_) | Self::NonNullList(_))
    }

    /// The same without a `!` at the end.
    #[must_use]
    pub fn nullable(self) -> Self {
        match self {
            Self::NonNullNamed(name) => Self::Named(name),
            Self::NonNullList(item) => Self::List(item),
            nullable => nullable,
        }
    }

    /// Whether a variable of this type may stand where `location` is expected: `AreTypesCompatible` of spec 5.8.5.
    pub fn is_assignable_to(&self, location: &Self) -> bool {
        match (self, location) {
            (Self::NonNullNamed(own), Self::NonNullNamed(location))
            | (Self::Named(own) | Self::NonNullNamed(own), Self::Named(location)) => own == location,
            (Self::NonNullList(own), Self::NonNullList(location))
            | (Self::List(own) | Self::NonNullList(own), Self::List(location)) => own.is_assignable_to(location),
            _ => false,
        }
    }
}

impl fmt::Display for Type {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Named(name) => write!(f, "{name}"),
            Self::NonNullNamed(name) => write!(f, "{name}!"),
            Self::List(item) => write!(f, "[{item}]"),
            Self::NonNullList(item) => write!(f, "[{item}]!"),
        }
    }
}
