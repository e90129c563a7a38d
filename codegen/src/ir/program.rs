//! All operations of one compilation.

use std::collections::{BTreeMap, BTreeSet};

use super::{Enum, InputObject, Operation, ResponseType, Shape, Struct, TypeId};

#[derive(Debug)]
pub(crate) struct Program {
    /// In document order of the sorted files.
    pub(crate) operations: Vec<Operation>,
    /// Sorted by name.
    pub(crate) fragments: Vec<Fragment>,
    /// The response types of each fragment, then of each operation.
    pub(crate) modules: Vec<Vec<ResponseType>>,
    /// Enums in use, by name.
    pub(crate) enums: BTreeMap<String, Enum>,
    /// Input objects in use, by name.
    pub(crate) inputs: BTreeMap<String, InputObject>,
    /// Those of both that are the library's.
    pub(crate) shared: BTreeSet<String>,
    /// The enums and input objects of the schema, in use or not: all of them take part in naming, so that a new
    /// operation renames nothing.
    pub(crate) input_names: Vec<String>,
}

#[derive(Debug)]
pub(crate) struct Fragment {
    pub(crate) name: String,
    /// The file it was written in.
    pub(crate) file: String,
    /// What its file says of it.
    pub(crate) description: Option<String>,
    pub(crate) type_condition: String,
    /// What is sent of it.
    pub(crate) text: String,
    pub(crate) root: TypeId,
    pub(crate) module: usize,
}

impl Program {
    /// The type itself, with fragments followed.
    pub(crate) fn resolve(&self, mut ty: TypeId) -> TypeId {
        while let TypeId::Fragment(fragment) = ty {
            ty = self.fragments[fragment].root;
        }
        ty
    }

    /// The definition of a type, with fragments followed.
    pub(crate) fn definition(&self, mut ty: TypeId) -> &ResponseType {
        loop {
            match ty {
                TypeId::Fragment(fragment) => ty = self.fragments[fragment].root,
                TypeId::Local { module, index } => return &self.modules[module][index],
            }
        }
    }

    /// The struct that a type is, unless it differs by concrete type.
    pub(crate) fn structure(&self, ty: TypeId) -> Option<&Struct> {
        match &self.definition(ty).shape {
            Shape::Struct(structure) => Some(structure),
            Shape::Variants(_) => None,
        }
    }

    /// All response types, by module.
    pub(crate) fn types(&self) -> impl Iterator<Item = (TypeId, &ResponseType)> {
        self.modules.iter().enumerate().flat_map(|(module, types)| {
            types.iter().enumerate().map(move |(index, ty)| (TypeId::Local { module, index }, ty))
        })
    }
}
