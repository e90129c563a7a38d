//! All operations of one compilation.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;

use super::{Enum, InputObject, Operation, ResponseType, Shape, Struct, TypeId};
use crate::graph::{self, Visit};
use crate::library::Fingerprints;

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
    /// Those of both that another crate has, each with the Rust module that they are in there.
    pub(crate) shared: BTreeMap<String, String>,
    /// Those of both that `stigg-graphql` has with its feature `types`.
    pub(crate) shipped: BTreeSet<String>,
    /// The enums and input objects of the schema, in use or not: all of them take part in naming, so that a new
    /// operation renames nothing.
    pub(crate) input_names: Vec<String>,
    pub(crate) fingerprints: Fingerprints,
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
    /// The fragments that it spreads, at any depth.
    pub(crate) spreads: Vec<usize>,
    /// The Rust module that has it, if another crate does.
    pub(crate) shared: Option<String>,
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

    /// The modules of fragments, each behind those of what it spreads, and then those of operations.
    pub(crate) fn modules_by_need(&self) -> impl Iterator<Item = usize> {
        let fragments = self.fragments_by_need().into_iter().map(|fragment| self.fragments[fragment].module);
        fragments.chain(self.operations.iter().map(|operation| operation.module))
    }

    /// The fragments, each behind those that it spreads.
    pub(crate) fn fragments_by_need(&self) -> Vec<usize> {
        let mut order = Vec::new();
        let spreads = |fragment: usize| self.fragments[fragment].spreads.iter().map(|spread| ((), *spread)).collect();
        let _: ControlFlow<()> = graph::depth_first(0..self.fragments.len(), spreads, |visit| {
            if let Visit::Leave(fragment) = visit {
                order.push(fragment);
            }
            ControlFlow::Continue(())
        });
        order
    }

    /// All response types, by module.
    pub(crate) fn types(&self) -> impl Iterator<Item = (TypeId, &ResponseType)> {
        self.modules.iter().enumerate().flat_map(|(module, types)| {
            types.iter().enumerate().map(move |(index, ty)| (TypeId::Local { module, index }, ty))
        })
    }
}
