//! What a value must be, before it is read.

use std::fmt;

use serde::de::Expected;

/// What a value must be.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Hint {
    pub(super) kind: Expect,
    pub(super) nullable: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Expect {
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
    pub(super) const fn new(kind: Expect) -> Self {
        Self { kind, nullable: false }
    }

    /// The same, or null.
    #[must_use]
    pub const fn or_null(self) -> Self {
        Self { nullable: true, ..self }
    }

    /// The same without null.
    pub(super) const fn not_null(self) -> Self {
        Self { nullable: false, ..self }
    }
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
