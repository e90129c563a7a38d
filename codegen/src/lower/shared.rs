//! What is another crate's: enums and input objects, and fragments.

use std::collections::BTreeSet;

use super::Lowerer;
use crate::config::Config;
use crate::ir::{Fragment, InputObject, InputType, Item, Program, Shape};
use crate::library::Library;
use crate::schema::InputObjectType;
use crate::syntax::Coordinate;

impl Lowerer<'_> {
    /// Notes which enums, input objects and fragments libraries have.
    pub(super) fn share(&mut self, libraries: &[Library]) {
        let shipped = Config::of_library();
        for (number, library) in libraries.iter().enumerate().filter(|(_, library)| library.is_named) {
            let shared = self.types_shared(library, &libraries[..=number], &shipped);
            match library.types() {
                None => self.program.shipped.extend(shared),
                Some(module) => {
                    for name in shared {
                        self.program.shared.entry(name).or_insert_with(|| module.clone());
                    }
                }
            }
        }
        for index in self.program.fragments_by_need() {
            let fragment = &self.program.fragments[index];
            let is_own = self.config.own_fragments.contains(&fragment.name)
                || fragment.spreads.iter().any(|spread| self.program.fragments[*spread].shared.is_none());
            let has_it = |library: &&Library| {
                library.has_same(&fragment.name) && self.has_same_types(fragment, library, &shipped)
            };
            let library = libraries.iter().rev().find(has_it).filter(|_| !is_own);
            self.program.fragments[index].shared = library.map(Library::fragments);
        }
    }

    /// The enums and input objects that are the same in the last of some libraries.
    ///
    /// In another crate all are that it has, for its options are the same. In `stigg-graphql` it is all but the input objects
    /// that hold a value of another type, at whatever depth.
    fn types_shared(&self, library: &Library, known: &[Library], shipped: &Config) -> BTreeSet<String> {
        let Program { inputs, enums, .. } = &self.program;
        if !library.is_shipped() {
            let used = Library::types_used(known, self.schema, self.config);
            return inputs.keys().chain(enums.keys()).filter(|name| used.contains(name.as_str())).cloned().collect();
        }
        let is_same = |name: &str| self.schema.input_object(name).is_some_and(|object| self.is_same(object, shipped));
        let mut shared: BTreeSet<String> = inputs.keys().filter(|name| is_same(name)).cloned().collect();
        loop {
            let others: Vec<String> =
                shared.iter().filter(|name| !holds_only(&inputs[*name], &shared)).cloned().collect();
            if others.is_empty() {
                break;
            }
            for name in others {
                shared.remove(&name);
            }
        }
        shared.extend(enums.keys().cloned());
        shared
    }

    /// Whether what a fragment selects has the types that it has in a library; what it spreads may have others.
    fn has_same_types(&self, fragment: &Fragment, library: &Library, shipped: &Config) -> bool {
        let structures = self.program.modules[fragment.module].iter().filter_map(|ty| match &ty.shape {
            Shape::Struct(structure) => Some(structure),
            Shape::Variants(_) => None,
        });
        let mut items = structures.flat_map(|structure| &structure.items);
        !library.is_shipped()
            || items.all(|item| match item {
                Item::Field(field) => self.is_same_field(&field.parent, &field.name, shipped),
                Item::Spread(_) => true,
            })
    }

    fn is_same_field(&self, parent: &str, name: &str, shipped: &Config) -> bool {
        let named = self.schema.field(parent, name).map_or("", |definition| definition.ty.inner_name());
        self.is_same_value(Coordinate::Member { ty: parent, member: name }, named, shipped)
    }

    /// Whether the values of an input object have the types that they have in the library.
    fn is_same(&self, object: &InputObjectType, shipped: &Config) -> bool {
        object.fields.values().all(|field| {
            let coordinate = Coordinate::Member { ty: &object.name, member: &field.name };
            self.is_same_value(coordinate, field.ty.inner_name(), shipped)
        })
    }

    fn is_same_value(&self, coordinate: Coordinate<'_>, named: &str, shipped: &Config) -> bool {
        let ty = |config: &Config| {
            config.field_type(coordinate).or_else(|| config.scalars.get(named).map(String::as_str)).map(str::to_owned)
        };
        ty(self.config) == ty(shipped)
    }
}

fn holds_only(object: &InputObject, shared: &BTreeSet<String>) -> bool {
    object.fields.iter().all(|field| match &field.ty {
        InputType::Object(name) => shared.contains(name),
        InputType::Leaf(_) => true,
    })
}
