//! The records of a program, until the types that they belong to take them.

use std::collections::{HashMap, HashSet};

use super::{Decoding, MergedObject, Record};
use crate::ir::TypeId;

#[derive(Default)]
pub(in crate::plan) struct Records<'p> {
    pub(super) of_types: HashMap<TypeId, Vec<Record<'p>>>,
    pub(super) of_merged: HashMap<usize, Vec<Record<'p>>>,
    pub(super) decodings: HashMap<TypeId, Decoding>,
    /// By module.
    pub(super) merged: HashMap<usize, Vec<MergedObject>>,
    /// The types in whose records several cells share a key.
    pub(super) sharing: HashSet<TypeId>,
}

impl<'p> Records<'p> {
    /// Whether several fields of a type write the same key.
    pub(in crate::plan) fn shares_keys(&self, ty: TypeId) -> bool {
        self.sharing.contains(&ty)
    }

    /// The merged objects of a module.
    pub(in crate::plan) fn take_merged(&mut self, module: usize) -> Vec<MergedObject> {
        self.merged.remove(&module).unwrap_or_default()
    }

    pub(in crate::plan) fn has_merged(&self, module: usize) -> bool {
        self.merged.contains_key(&module)
    }

    /// The records of a type: one for each case, or none if nothing but a record like it decodes it.
    pub(in crate::plan) fn take_of_type(&mut self, ty: TypeId) -> Vec<Record<'p>> {
        self.of_types.remove(&ty).unwrap_or_default()
    }

    /// The records of a merged object: one for each case.
    pub(in crate::plan) fn take_of_merged(&mut self, merged: usize) -> Vec<Record<'p>> {
        self.of_merged.remove(&merged).unwrap_or_default()
    }

    /// How a type is decoded.
    pub(in crate::plan) fn take_decoding(&mut self, ty: TypeId) -> Decoding {
        self.decodings.remove(&ty).expect("each generated type is decoded, and planned once")
    }
}
