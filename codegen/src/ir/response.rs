//! Response types: what is selected at a place of an answer.

use super::{Leaf, Wrapping};

/// A response type: a type of a module, or that of a fragment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum TypeId {
    Local { module: usize, index: usize },
    Fragment(usize),
}

#[derive(Debug)]
pub(crate) struct ResponseType {
    /// Response keys and type names from the root of the operation or fragment down to here.
    pub(crate) path: Vec<String>,
    /// The GraphQL type it is selected on.
    pub(crate) on: String,
    pub(crate) shape: Shape,
}

#[derive(Debug)]
pub(crate) enum Shape {
    Struct(Struct),
    Variants(Variants),
}

/// A selection set that looks the same whatever the concrete type is.
#[derive(Debug)]
pub(crate) struct Struct {
    /// The concrete type, where only one is possible.
    pub(crate) concrete: Option<String>,
    /// In the order a server answers.
    pub(crate) items: Vec<Item>,
    pub(crate) role: Role,
}

/// Whether the runtime has the Rust type of a selection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// No: it is generated.
    Generated,
    /// No, but it is a connection with fields of its own.
    GeneratedConnection,
    Connection {
        node: TypeId,
    },
    Edge {
        node: TypeId,
    },
    PageInfo,
}

impl Role {
    pub(crate) fn is_generated(self) -> bool {
        matches!(self, Self::Generated | Self::GeneratedConnection)
    }
}

#[derive(Debug)]
pub(crate) enum Item {
    Field(Field),
    Spread(Spread),
}

/// A response key with its value.
#[derive(Debug, Clone)]
pub(crate) struct Field {
    pub(crate) key: String,
    /// The type it is selected on.
    pub(crate) parent: String,
    /// As in the schema.
    pub(crate) name: String,
    /// The GraphQL type, as text.
    pub(crate) graphql: String,
    pub(crate) output: Output,
    pub(crate) wrapping: Wrapping,
    /// Whether `@skip` or `@include` may leave it out.
    pub(crate) conditional: bool,
    pub(crate) description: Option<String>,
    pub(crate) deprecated: Option<String>,
}

impl Field {
    /// The type of the object that it holds, unless it is in a list.
    pub(crate) fn object(&self) -> Option<TypeId> {
        match (&self.output, &self.wrapping) {
            (Output::Composite(ty), Wrapping::Named { .. }) => Some(*ty),
            _ => None,
        }
    }
}

/// A fragment that always applies.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Spread {
    pub(crate) fragment: usize,
    /// Whether `@skip` or `@include` may leave it out.
    pub(crate) conditional: bool,
}

impl Spread {
    pub(crate) fn ty(self) -> TypeId {
        TypeId::Fragment(self.fragment)
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Output {
    Leaf(Leaf),
    Composite(TypeId),
}

/// A selection set that differs by concrete type.
#[derive(Debug)]
pub(crate) struct Variants {
    /// The concrete types that the selection tells apart, sorted, each with what is selected on it.
    pub(crate) named: Vec<(String, TypeId)>,
    /// What is selected on all others.
    pub(crate) other: TypeId,
}

impl Variants {
    /// The variant of a concrete type.
    pub(crate) fn variant(&self, ty: &str) -> Option<&(String, TypeId)> {
        let nth = self.named.binary_search_by(|(known, _)| known.as_str().cmp(ty)).ok()?;
        self.named.get(nth)
    }
}
