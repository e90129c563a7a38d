//! Which concrete types a response type tells apart.

use std::collections::{BTreeSet, HashMap};
use std::rc::Rc;

use super::VariantPath;
use crate::ir::{Item, Shape, Struct, TypeId};
use crate::plan::types::Types;

/// What is known of the concrete type of an object.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Case {
    /// It does not matter.
    Any,
    Type(String),
    /// One that no selection names.
    Rest,
}

/// The cases of each type that was asked for.
#[derive(Default)]
pub(super) struct Cases(HashMap<TypeId, Rc<BTreeSet<String>>>);

impl Cases {
    /// The concrete types that matter to a type where the place is abstract.
    pub(super) fn of(&mut self, types: &Types<'_>, ty: TypeId) -> Rc<BTreeSet<String>> {
        if let Some(known) = self.0.get(&ty) {
            return Rc::clone(known);
        }
        let cases = match &types.program.definition(ty).shape {
            Shape::Struct(structure) if structure.concrete.is_some() => BTreeSet::new(),
            Shape::Struct(structure) => {
                let fragments = structure.items.iter().filter_map(|item| match item {
                    Item::Spread(spread) => Some(self.of(types, spread.ty())),
                    Item::Field(_) => None,
                });
                fragments.flat_map(|cases| cases.as_ref().clone()).collect()
            }
            Shape::Variants(variants) => {
                let named = variants.named.iter().map(|(name, _)| name.clone());
                named.chain(self.of(types, variants.other).as_ref().clone()).collect()
            }
        };
        let cases = Rc::new(cases);
        self.0.insert(ty, Rc::clone(&cases));
        cases
    }
}

/// The struct that a type is in a case.
pub(super) struct Narrowed<'p> {
    pub(super) ty: TypeId,
    pub(super) structure: &'p Struct,
    /// Around the struct, outermost first.
    pub(super) variants: Vec<VariantPath>,
}

impl<'p> Types<'p> {
    pub(super) fn narrow(&self, ty: TypeId, case: &Case) -> Narrowed<'p> {
        let mut around = Vec::new();
        let mut ty = self.program.resolve(ty);
        loop {
            let variants = match &self.program.definition(ty).shape {
                Shape::Struct(structure) => return Narrowed { ty, structure, variants: around },
                Shape::Variants(variants) => variants,
            };
            let named = match case {
                Case::Type(name) => variants.variant(name),
                Case::Any | Case::Rest => None,
            };
            let name = self.names.variants(ty).of(named.map(|(name, _)| name.as_str()));
            around.push(VariantPath { ty: self.of(ty), variant: name.to_owned() });
            ty = self.program.resolve(named.map_or(variants.other, |(_, payload)| *payload));
        }
    }

    /// The one concrete type of a response type, if it has one.
    pub(super) fn concrete(&self, ty: TypeId) -> Option<&'p str> {
        self.program.structure(ty)?.concrete.as_deref()
    }
}
