//! Which types a schema has: its own, and of the built-in scalars those that it uses.

use apollo_compiler::Schema;
use apollo_compiler::schema::{ExtendedType, Name};

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
    let own = schema.types.iter().filter(|(name, _)| !name.starts_with("__")).map(|(_, ty)| ty);
    let in_types = own.into_iter().any(|ty| match ty {
        ExtendedType::Object(ty) => ty.fields.values().any(|field| {
            field.ty.inner_named_type() == name || field.arguments.iter().any(|it| it.ty.inner_named_type() == name)
        }),
        ExtendedType::Interface(ty) => ty.fields.values().any(|field| {
            field.ty.inner_named_type() == name || field.arguments.iter().any(|it| it.ty.inner_named_type() == name)
        }),
        ExtendedType::InputObject(ty) => ty.fields.values().any(|field| field.ty.inner_named_type() == name),
        ExtendedType::Scalar(_) | ExtendedType::Union(_) | ExtendedType::Enum(_) => false,
    });
    let mut arguments = schema.directive_definitions.values().flat_map(|directive| &directive.arguments);
    in_types || arguments.any(|argument| argument.ty.inner_named_type() == name)
}
