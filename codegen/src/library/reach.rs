//! Which enums and input objects a library has Rust for.

use std::collections::BTreeSet;

use super::{Library, find};
use crate::config::Config;
use crate::schema::{Schema, TypeDefinition};
use crate::syntax::{Coordinate, Selection};

impl Library {
    /// Those that its operations and fragments use, once the libraries before it are known.
    pub(crate) fn types_used<'s>(known: &[Self], schema: &'s Schema, config: &Config) -> BTreeSet<&'s str> {
        let mut used = Used { schema, config, names: BTreeSet::new() };
        let Some(library) = known.last() else { return used.names };
        for operation in &library.operations {
            for variable in &operation.variables {
                used.input(variable.ty.inner_name());
            }
            if let Some(root) = schema.root(operation.kind) {
                used.selections(root, &operation.selections);
            }
        }
        for (_, fragment) in library.generated.iter().filter_map(|name| find(known, name)) {
            used.selections(&fragment.type_condition, &fragment.selections);
        }
        used.names
    }
}

struct Used<'s, 'c> {
    schema: &'s Schema,
    config: &'c Config,
    names: BTreeSet<&'s str>,
}

impl Used<'_, '_> {
    /// An enum, or an input object with all that it holds.
    fn input(&mut self, name: &str) {
        let mut open = vec![name.to_owned()];
        while let Some(name) = open.pop() {
            let Some((name, definition)) = self.schema.types.get_key_value(name.as_str()) else { continue };
            match definition {
                _ if self.config.scalars.contains_key(name.as_str()) => {}
                TypeDefinition::Enum(_) => {
                    self.names.insert(name);
                }
                TypeDefinition::InputObject(object) if self.names.insert(name) => {
                    let own = |field: &str| self.config.field_type(Coordinate::Member { ty: name, member: field });
                    let fields = object.fields.values().filter(|field| own(&field.name).is_none());
                    open.extend(fields.map(|field| field.ty.inner_name().to_string()));
                }
                _ => {}
            }
        }
    }

    fn selections(&mut self, parent: &str, selections: &[Selection]) {
        for selection in selections {
            match selection {
                Selection::Field(field) => {
                    let Some(definition) = self.schema.field(parent, &field.name) else { continue };
                    let named = definition.ty.inner_name();
                    if !field.selections.is_empty() {
                        self.selections(named, &field.selections);
                    } else if self.config.field_type(Coordinate::Member { ty: parent, member: &field.name }).is_none() {
                        self.input(named);
                    }
                }
                Selection::InlineFragment(inline) => {
                    self.selections(inline.type_condition.as_deref().unwrap_or(parent), &inline.selections);
                }
                Selection::FragmentSpread(_) => {}
            }
        }
    }
}
