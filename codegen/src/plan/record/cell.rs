//! The place in a record for the value of one key.

use crate::config::ScalarType;
use crate::ir::{Field, Leaf, Output, Wrapping};
use crate::plan::rust_type::{RustPath, RustType};
use crate::plan::types::Types;

pub(crate) struct Cell<'p> {
    /// In the record.
    pub(crate) name: String,
    pub(crate) key: &'p str,
    pub(crate) kind: CellKind,
    /// Whether the object must have the key, with a value that is not null.
    pub(crate) required: bool,
}

/// What kind of value a cell takes, in the words of the runtime; null is none.
pub(crate) enum CellKind {
    Boolean,
    Float,
    /// Text or a number.
    Id,
    Int,
    Text,
    Enum(RustType),
    Scalar(ScalarType),
    Object(RustType),
    Merged(RustPath),
    List(Box<Self>),
    /// A list with nulls in it.
    Nulls(Box<Self>),
}

impl CellKind {
    pub(super) fn wrapped(self, wrapping: &Wrapping) -> Self {
        match wrapping {
            Wrapping::Named { .. } => self,
            Wrapping::List { item, .. } if item.is_nullable() => Self::Nulls(Box::new(self.wrapped(item))),
            Wrapping::List { item, .. } => Self::List(Box::new(self.wrapped(item))),
        }
    }
}

impl Types<'_> {
    /// The cell of a field.
    pub(super) fn cell<'p>(&self, name: &str, field: &'p Field) -> Cell<'p> {
        Cell {
            name: name.to_owned(),
            key: &field.key,
            kind: self.field_kind(field),
            required: !field.wrapping.is_nullable() && !field.conditional,
        }
    }

    /// How a field is read.
    pub(super) fn field_kind(&self, field: &Field) -> CellKind {
        self.cell_kind(&field.output).wrapped(&field.wrapping)
    }

    /// How the named type of a field is read.
    pub(super) fn cell_kind(&self, output: &Output) -> CellKind {
        match output {
            Output::Composite(_) => CellKind::Object(self.output(output)),
            Output::Leaf(leaf) => match leaf {
                Leaf::Boolean => CellKind::Boolean,
                Leaf::Float => CellKind::Float,
                Leaf::Id => CellKind::Id,
                Leaf::Int => CellKind::Int,
                Leaf::String | Leaf::Custom(ScalarType::String) => CellKind::Text,
                Leaf::Enum(_) => CellKind::Enum(self.output(output)),
                Leaf::Custom(scalar) => CellKind::Scalar(scalar.clone()),
            },
        }
    }
}
