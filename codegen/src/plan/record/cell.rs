//! The place in a record for the value of one key.

use crate::config::ScalarType;
use crate::ir::{Field, Leaf, Output, Wrapping};
use crate::plan::rust_type::{RustPath, RustType};
use crate::plan::types::Types;

pub(crate) struct Cell<'p> {
    pub(crate) key: &'p str,
    pub(crate) ty: CellType,
    pub(crate) target: Target,
    /// Whether the object must have the key, with a value that is not null.
    pub(crate) required: bool,
}

/// How a value is read; null is none.
pub(crate) enum CellType {
    Value(RustType),
    /// Text or a number.
    Id,
    /// A type that only serde reads.
    Custom(ScalarType),
    /// Any JSON, to be read once more.
    Json,
    Merged(RustPath),
    List(Box<Self>),
    /// A list with nulls in it.
    Nulls(Box<Self>),
}

/// How the runtime reaches a cell.
#[derive(Clone, Copy)]
pub(crate) enum Target {
    Id,
    Int,
    Float,
    Boolean,
    Text,
    Other,
}

/// What the value of a key must be.
#[derive(Clone, Copy)]
pub(crate) struct Hint {
    pub(crate) expected: Expected,
    pub(crate) or_null: bool,
}

#[derive(Clone, Copy)]
pub(crate) enum Expected {
    List,
    Object,
    Id,
    Int,
    Float,
    Boolean,
    Text,
    Any,
}

impl CellType {
    pub(super) fn wrapped(self, wrapping: &Wrapping) -> Self {
        match wrapping {
            Wrapping::Named { .. } => self,
            Wrapping::List { item, .. } if item.is_nullable() => Self::Nulls(Box::new(self.wrapped(item))),
            Wrapping::List { item, .. } => Self::List(Box::new(self.wrapped(item))),
        }
    }
}

impl Hint {
    pub(super) fn new(expected: Expected, wrapping: &Wrapping, conditional: bool) -> Self {
        let expected = if wrapping.is_list() { Expected::List } else { expected };
        Self { expected, or_null: wrapping.is_nullable() || conditional }
    }
}

impl Expected {
    pub(super) fn of(output: &Output) -> Self {
        match output {
            Output::Composite(_) => Self::Object,
            Output::Leaf(leaf) => match leaf {
                Leaf::Id => Self::Id,
                Leaf::Int => Self::Int,
                Leaf::Float => Self::Float,
                Leaf::Boolean => Self::Boolean,
                Leaf::String | Leaf::Enum(_) => Self::Text,
                Leaf::Custom(scalar) if scalar.is_read_from_text() => Self::Text,
                Leaf::Custom(_) => Self::Any,
            },
        }
    }
}

impl Target {
    pub(super) fn of(output: &Output, wrapping: &Wrapping) -> Self {
        match output {
            Output::Leaf(leaf) if !wrapping.is_list() => match leaf {
                Leaf::Id => Self::Id,
                Leaf::Int => Self::Int,
                Leaf::Float => Self::Float,
                Leaf::Boolean => Self::Boolean,
                Leaf::String | Leaf::Custom(ScalarType::String) => Self::Text,
                Leaf::Enum(_) | Leaf::Custom(_) => Self::Other,
            },
            _ => Self::Other,
        }
    }
}

impl Types<'_> {
    /// The cell of a field.
    pub(super) fn cell<'p>(&self, field: &'p Field) -> Cell<'p> {
        Cell {
            key: &field.key,
            ty: self.cell_type(&field.output).wrapped(&field.wrapping),
            target: Target::of(&field.output, &field.wrapping),
            required: !field.wrapping.is_nullable() && !field.conditional,
        }
    }

    /// How the named type of a field is read.
    pub(super) fn cell_type(&self, output: &Output) -> CellType {
        match output {
            Output::Leaf(Leaf::Id) => CellType::Id,
            Output::Leaf(Leaf::Custom(scalar @ ScalarType::Other(_))) => CellType::Custom(scalar.clone()),
            output => CellType::Value(self.output(output)),
        }
    }
}
