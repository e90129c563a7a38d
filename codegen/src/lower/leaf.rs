//! Scalars and enums, and the lists and nullability around them.

use super::Lowerer;
use crate::config::ScalarType;
use crate::ir::{Enum, EnumValue, Leaf, Wrapping};
use crate::schema::{EnumType, TypeDefinition};
use crate::syntax::{self, Coordinate, Directives};

impl Lowerer<'_> {
    /// The leaf of a field or input field.
    pub(super) fn field_leaf(&mut self, parent: &str, field: &str, named: &str) -> Leaf {
        self.configured_leaf(parent, field).unwrap_or_else(|| self.leaf(named))
    }

    /// The leaf that a field has by `.field_type(..)`, whatever its type is.
    pub(super) fn configured_leaf(&self, parent: &str, field: &str) -> Option<Leaf> {
        let path = self.config.field_type(Coordinate::Member { ty: parent, member: field })?;
        Some(Leaf::Custom(ScalarType::new(path)))
    }

    /// The leaf of a scalar or enum; an enum is added to the program.
    pub(super) fn leaf(&mut self, named: &str) -> Leaf {
        if let Some(path) = self.config.scalars.get(named) {
            return Leaf::Custom(ScalarType::new(path));
        }
        match (named, self.schema.types.get(named)) {
            ("ID", _) => Leaf::Id,
            ("Int", _) => Leaf::Int,
            ("Float", _) => Leaf::Float,
            ("Boolean", _) => Leaf::Boolean,
            (_, Some(TypeDefinition::Enum(definition))) => {
                if !self.program.enums.contains_key(named) {
                    self.program.enums.insert(named.to_owned(), enumeration(definition));
                }
                Leaf::Enum(named.to_owned())
            }
            ("String", _) => Leaf::String,
            _ => panic!("`{named}` is no leaf with a Rust type, which the check makes sure of"),
        }
    }
}

fn enumeration(definition: &EnumType) -> Enum {
    let values = definition.values.values().map(|value| EnumValue {
        name: value.name.to_string(),
        description: value.description.as_ref().map(ToString::to_string),
        deprecated: deprecation(&value.directives),
    });
    Enum { description: definition.description.as_ref().map(ToString::to_string), values: values.collect() }
}

/// The reason of `@deprecated`, if it is there.
pub(super) fn deprecation(directives: &Directives) -> Option<String> {
    directives.deprecation().map(str::to_owned)
}

/// Lists and nullability of a type.
pub(super) fn wrapping(ty: &syntax::Type) -> Wrapping {
    match ty {
        syntax::Type::Named(_) => Wrapping::Named { nullable: true },
        syntax::Type::NonNullNamed(_) => Wrapping::Named { nullable: false },
        syntax::Type::List(item) => Wrapping::List { nullable: true, item: Box::new(wrapping(item)) },
        syntax::Type::NonNullList(item) => Wrapping::List { nullable: false, item: Box::new(wrapping(item)) },
    }
}
