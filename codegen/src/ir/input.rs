//! Enums and input objects, which all operations share.

use super::{Leaf, Wrapping};

/// A GraphQL enum.
#[derive(Debug)]
pub(crate) struct Enum {
    pub(crate) description: Option<String>,
    pub(crate) values: Vec<EnumValue>,
}

#[derive(Debug)]
pub(crate) struct EnumValue {
    pub(crate) name: String,
    pub(crate) description: Option<String>,
    pub(crate) deprecated: Option<String>,
}

/// A GraphQL input object.
#[derive(Debug)]
pub(crate) struct InputObject {
    pub(crate) description: Option<String>,
    pub(crate) one_of: bool,
    pub(crate) fields: Vec<InputValue>,
}

/// An input field or a variable.
#[derive(Debug)]
pub(crate) struct InputValue {
    pub(crate) name: String,
    /// The GraphQL type, as text.
    pub(crate) graphql: String,
    pub(crate) ty: InputType,
    pub(crate) wrapping: Wrapping,
    /// The default, as text; the server applies it.
    pub(crate) default: Option<String>,
    pub(crate) indirection: Indirection,
    pub(crate) description: Option<String>,
    pub(crate) deprecated: Option<String>,
}

impl InputValue {
    /// Whether a request must have it (spec 5.6.4 and 5.8.5).
    pub(crate) fn is_required(&self) -> bool {
        !self.wrapping.is_nullable() && self.default.is_none()
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum InputType {
    Leaf(Leaf),
    Object(String),
}

/// What stands between a field and its input object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Indirection {
    /// Nothing.
    None,
    /// A `Box`, since its type contains itself.
    Boxed,
    /// The runtime's `Sealed`, since there is too much in it.
    Sealed,
}
