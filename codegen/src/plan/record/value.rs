//! What full cells and members make.

use crate::ir::{Field, Role, Struct};
use crate::plan::runtime::{CONNECTION, EDGE, PAGE_INFO};
use crate::plan::types::Types;

/// What full cells and members make.
pub(crate) enum RecordValue {
    /// A merged object, of its members.
    Merged,
    /// A struct, by its fields.
    Struct(Vec<(String, Part)>),
    /// A type of the runtime, by its fields.
    Runtime(Vec<(&'static str, RuntimePart)>),
}

#[derive(Clone, Copy)]
pub(crate) enum Part {
    Cell(usize),
    Member(usize),
}

/// What a field of a type of the runtime is made of; each is a `Maybe` but the node of an edge.
#[derive(Clone, Copy)]
pub(crate) enum RuntimePart {
    /// Nothing selects it.
    Absent,
    Node {
        cell: usize,
    },
    Nullable {
        cell: usize,
    },
    NonNull {
        cell: usize,
    },
}

impl Types<'_> {
    /// What a record of a struct makes, of parts in the order of the struct's items.
    pub(super) fn record_value(&self, structure: &Struct, parts: &[Part], fields: &[&Field]) -> RecordValue {
        match structure.role {
            Role::Generated | Role::GeneratedConnection => {
                RecordValue::Struct(self.names.items(structure).into_iter().zip(parts.iter().copied()).collect())
            }
            Role::Connection { .. } => runtime_value(CONNECTION, fields),
            Role::Edge { .. } => runtime_value(EDGE, fields),
            Role::PageInfo => runtime_value(PAGE_INFO, fields),
        }
    }
}

fn runtime_value(names: &[(&'static str, &str)], fields: &[&Field]) -> RecordValue {
    let parts = names.iter().map(|(rust, key)| {
        let part = match fields.iter().position(|field| field.key == *key) {
            None => RuntimePart::Absent,
            Some(cell) if *key == "node" => RuntimePart::Node { cell },
            Some(cell) if fields[cell].wrapping.is_nullable() => RuntimePart::Nullable { cell },
            Some(cell) => RuntimePart::NonNull { cell },
        };
        (*rust, part)
    });
    RecordValue::Runtime(parts.collect())
}
