//! Which types a schema has: its own, and of the built-in scalars those that it uses.

use stigg_graphql_codegen::schema::{Schema, TypeDefinition};
use stigg_graphql_codegen::syntax::{InputValueDefinition, Name};

/// Whether the type takes part in comparisons.
pub(super) fn is_there(schema: &Schema, name: &Name) -> bool {
    match schema.types.get(name) {
        None => false,
        Some(_) if name.starts_with("__") => false,
        // Introspection itself uses these two.
        Some(ty) if ty.is_built_in() => matches!(name.as_str(), "String" | "Boolean") || is_used(schema, name),
        Some(_) => true,
    }
}

fn is_used(schema: &Schema, name: &Name) -> bool {
    let takes = |value: &InputValueDefinition| value.ty.inner_name() == name;
    let mut own = schema.types.values().filter(|ty| !ty.is_built_in());
    let in_types = own.any(|ty| match ty {
        TypeDefinition::InputObject(ty) => ty.fields.values().any(takes),
        ty => ty
            .fields()
            .into_iter()
            .flat_map(|fields| fields.values())
            .any(|field| field.ty.inner_name() == name || field.arguments.iter().any(takes)),
    });
    in_types || schema.directive_definitions.values().flat_map(|directive| &directive.arguments).any(takes)
}
