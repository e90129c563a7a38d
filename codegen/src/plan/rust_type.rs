//! Rust types as data. They are decided here in `plan`; how they are written is for `emit` alone to say.

use crate::config::ScalarType;

/// A module of the generated code.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Module {
    /// That of the operations.
    Root,
    /// That of the enums and input objects.
    Types,
    Fragments,
    /// That of the types of an operation's answer, by name.
    Operation(String),
    /// That of the types below a fragment, by name.
    Fragment(String),
}

/// An item of the generated code, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct RustPath {
    pub(crate) module: Module,
    pub(crate) name: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum RustType {
    Bool,
    F64,
    I32,
    String,
    Scalar(ScalarType),
    Generated(RustPath),
    Box(Box<Self>),
    Option(Box<Self>),
    Vec(Box<Self>),
    /// The runtime's `Maybe`: absent, null or a value.
    Maybe(Box<Self>),
    /// The runtime's `Sealed`, into which the compiler does not look.
    Sealed(Box<Self>),
    /// The runtime's connection of nodes.
    Connection(Box<Self>),
    /// The runtime's edge to a node.
    Edge(Box<Self>),
    /// The runtime's page info.
    PageInfo,
}

impl RustType {
    pub(super) fn optional(self) -> Self {
        Self::Option(Box::new(self))
    }

    pub(super) fn optional_if(self, condition: bool) -> Self {
        if condition { self.optional() } else { self }
    }
}
