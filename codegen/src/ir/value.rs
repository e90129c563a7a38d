//! What holds for a value whichever way it goes: its leaf type, and the lists and nullability around a type.

use crate::config::ScalarType;

/// A scalar or an enum.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Leaf {
    Id,
    Int,
    Float,
    Boolean,
    String,
    /// By its GraphQL name.
    Enum(String),
    /// A custom scalar, or a field with a Rust type of its own.
    Custom(ScalarType),
}

impl Leaf {
    /// Whether it is a `String` in Rust.
    pub(crate) fn is_text(&self) -> bool {
        matches!(self, Self::Id | Self::String | Self::Custom(ScalarType::String))
    }
}

/// Lists and nullability around a named type (spec 3.4.1, "Wrapping Types").
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Wrapping {
    Named { nullable: bool },
    List { nullable: bool, item: Box<Wrapping> },
}

impl Wrapping {
    pub(crate) fn is_nullable(&self) -> bool {
        match self {
            Self::Named { nullable } | Self::List { nullable, .. } => *nullable,
        }
    }

    pub(crate) fn is_list(&self) -> bool {
        matches!(self, Self::List { .. })
    }

    /// The same, whose outermost type is nullable or not.
    pub(crate) fn with_nullable(self, nullable: bool) -> Self {
        match self {
            Self::Named { .. } => Self::Named { nullable },
            Self::List { item, .. } => Self::List { nullable, item },
        }
    }
}
