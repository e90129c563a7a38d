//! Objects that several types see.

use std::collections::HashMap;

use crate::ir::TypeId;
use crate::plan::rust_type::RustPath;
use crate::plan::types::Types;

/// An object that several types see.
#[derive(Clone)]
pub(super) struct Merged {
    /// Each with whether `@skip` or `@include` may leave it out.
    pub(super) views: Vec<(TypeId, bool)>,
    pub(super) module: usize,
    /// Its number in the module, from one.
    pub(super) in_module: usize,
    pub(super) path: RustPath,
}

/// The merged objects that were needed so far, by number.
#[derive(Default)]
pub(super) struct AllMerged {
    all: Vec<Merged>,
    known: HashMap<(usize, Vec<(TypeId, bool)>), usize>,
}

impl AllMerged {
    pub(super) fn get(&self, number: usize) -> Option<&Merged> {
        self.all.get(number)
    }

    /// The merged object of these views in a module.
    pub(super) fn of(&mut self, types: &Types<'_>, views: Vec<(TypeId, bool)>, module: usize) -> &Merged {
        if let Some(number) = self.known.get(&(module, views.clone())) {
            return &self.all[*number];
        }
        let in_module = self.all.iter().filter(|merged| merged.module == module).count() + 1;
        let path = RustPath { module: types.names.module(module).clone(), name: format!("__merged{in_module}") };
        let number = self.all.len();
        self.known.insert((module, views.clone()), number);
        self.all.push(Merged { views, module, in_module, path });
        &self.all[number]
    }
}
