//! What to select, when nothing is known but the type.

use stigg_graphql_codegen::schema::{Schema, TypeDefinition};
use stigg_graphql_codegen::syntax::{FieldDefinition, InputValueDefinition, Type};

/// How deep objects are looked into where an object has no plain fields of its own.
const DEPTH: usize = 3;

/// A selection set with its braces, or nothing for what has no fields.
pub(super) fn of(schema: &Schema, ty: &Type) -> String {
    let name = ty.inner_name();
    if !schema.is_composite(name) {
        return String::new();
    }
    let parts = match connection(schema, name) {
        Some(parts) => parts,
        None => fields(schema, name, DEPTH),
    };
    let parts = if parts.is_empty() { vec!["__typename".to_owned()] } else { parts };
    format!(" {{ {} }}", parts.join(" "))
}

/// Of a connection: its nodes, and what paging needs.
fn connection(schema: &Schema, name: &str) -> Option<Vec<String>> {
    let edge = schema.field(name, "edges")?.ty.inner_name();
    let node = schema.field(edge, "node")?;
    let mut parts = vec![format!("edges {{ node{} }}", of(schema, &node.ty))];
    if let Some(info) = schema.field(name, "pageInfo") {
        let info = info.ty.inner_name();
        let needed: Vec<&str> =
            ["hasNextPage", "endCursor"].into_iter().filter(|field| schema.field(info, field).is_some()).collect();
        if !needed.is_empty() {
            parts.push(format!("pageInfo {{ {} }}", needed.join(" ")));
        }
    }
    Some(parts)
}

/// The plain fields of a type; of a union, those of its members, each under its type condition.
fn fields(schema: &Schema, name: &str, depth: usize) -> Vec<String> {
    if let Some(TypeDefinition::Union(union)) = schema.types.get(name) {
        let mut parts = vec!["__typename".to_owned()];
        let mut seen: Vec<(String, &Type)> = Vec::new();
        for member in &union.members {
            let mut own = Vec::new();
            for field in plain(schema, member) {
                // Two members may have one field with two types, which an answer could not hold under one key.
                match seen.iter().find(|(name, _)| *name == *field.name) {
                    Some((_, ty)) if **ty != field.ty => own.push(format!("{0}_{1}: {1}", member, field.name)),
                    Some(_) => own.push(field.name.to_string()),
                    None => {
                        seen.push((field.name.to_string(), &field.ty));
                        own.push(field.name.to_string());
                    }
                }
            }
            if !own.is_empty() {
                parts.push(format!("... on {member} {{ {} }}", own.join(" ")));
            }
        }
        return parts;
    }
    let mut parts: Vec<String> = plain(schema, name).map(|field| field.name.to_string()).collect();
    if parts.is_empty() && depth > 0 {
        for field in all(schema, name).filter(|field| schema.is_composite(field.ty.inner_name())) {
            let below = connection(schema, field.ty.inner_name())
                .unwrap_or_else(|| fields(schema, field.ty.inner_name(), depth - 1));
            if !below.is_empty() {
                parts.push(format!("{} {{ {} }}", field.name, below.join(" ")));
            }
        }
    }
    parts
}

/// The fields that are single values and need no arguments; what is deprecated is not begun with.
fn plain<'a>(schema: &'a Schema, name: &str) -> impl Iterator<Item = &'a FieldDefinition> {
    all(schema, name).filter(|field| !schema.is_composite(field.ty.inner_name()))
}

fn all<'a>(schema: &'a Schema, name: &str) -> impl Iterator<Item = &'a FieldDefinition> {
    let fields = schema.types.get(name).and_then(TypeDefinition::fields).into_iter().flat_map(|fields| fields.values());
    fields.filter(|field| {
        !field.arguments.iter().any(InputValueDefinition::is_required) && field.directives.get("deprecated").is_none()
    })
}
