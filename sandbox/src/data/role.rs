//! What a field stands for, decided once from the schema.

use apollo_compiler::ast::FieldDefinition;
use apollo_compiler::schema::{ExtendedType, ObjectType};
use apollo_compiler::{Name, Schema};

use super::entity_kind::KindId;
use super::entity_kinds::EntityKinds;
use super::leaf::Leaf;
use super::shape::Shape;
use super::stigg::{TALLIES, Tally};

/// Where the value of a field comes from.
pub(crate) enum Role {
    /// A scalar or enum, or a list of them, generated from the field's name and type.
    Leaf(Leaf),
    /// How many of a list are in a certain state, or whether any is.
    Tally(&'static Tally),
    /// The caller's own id of the entity: `customer-0001`.
    PublicId,
    /// The server's id of the entity: a UUID.
    InternalId,
    /// The id of another entity. `via` names the sibling field that shows the entity itself.
    ForeignId { kind: KindId, via: Option<Name>, internal: bool },
    /// Another entity.
    One { kind: KindId, type_name: Name },
    /// The entities that point here with their field `by`.
    Back { type_name: Name, by: Name },
    /// Some entities of a kind.
    Many { kind: KindId, type_name: Name },
    /// A page of nodes.
    Connection { type_name: Name },
    /// A value object, union or interface, or a list of them.
    Embedded { type_name: Name },
}

/// Decides the role of one field.
pub(crate) fn role_of(schema: &Schema, kinds: &EntityKinds, object: &ObjectType, field: &FieldDefinition) -> Role {
    let is_meant = |tally: &&Tally| object.name == tally.type_name && field.name == tally.field;
    if let Some(tally) = TALLIES.iter().find(is_meant).filter(|tally| object.fields.contains_key(tally.list)) {
        return Role::Tally(tally);
    }
    let type_name = field.ty.inner_named_type();
    let own = kinds.of_type(&object.name);
    match schema.types.get(type_name) {
        Some(ExtendedType::Object(target)) => {
            let shape = Shape::of(schema, target);
            if let Shape::Connection { .. } = shape {
                return Role::Connection { type_name: type_name.clone() };
            }
            match kinds.of_type(type_name) {
                Some(kind) if !field.ty.is_list() => Role::One { kind, type_name: type_name.clone() },
                Some(kind) => match own.and_then(|own| pointing_back(kinds, own, target)) {
                    Some(by) => Role::Back { type_name: type_name.clone(), by },
                    None => Role::Many { kind, type_name: type_name.clone() },
                },
                None => Role::Embedded { type_name: type_name.clone() },
            }
        }
        Some(ExtendedType::Union(_) | ExtendedType::Interface(_)) => Role::Embedded { type_name: type_name.clone() },
        _ if field.ty.is_list() => Role::Leaf(Leaf::of(schema, &field.name, type_name)),
        _ => id_role(kinds, object, field).unwrap_or_else(|| Role::Leaf(Leaf::of(schema, &field.name, type_name))),
    }
}

/// The field of `target` that points at the kind `own`: the one named after it, or the only one.
fn pointing_back(kinds: &EntityKinds, own: KindId, target: &ObjectType) -> Option<Name> {
    let pointing: Vec<&Name> = target
        .fields
        .iter()
        .filter(|(_, field)| !field.ty.is_list())
        .filter(|(_, field)| kinds.of_type(field.ty.inner_named_type()) == Some(own))
        .map(|(name, _)| name)
        .collect();
    let kind = kinds.get(own);
    if kinds.of_type(&target.name) == Some(own) {
        return None;
    }
    pointing
        .iter()
        .find(|name| name.eq_ignore_ascii_case(&kind.name))
        .or_else(|| pointing.first().filter(|_| pointing.len() == 1))
        .map(|name| (*name).clone())
}

fn id_role(kinds: &EntityKinds, object: &ObjectType, field: &FieldDefinition) -> Option<Role> {
    let type_name = field.ty.inner_named_type().as_str();
    if !matches!(type_name, "ID" | "UUID" | "String") {
        return None;
    }
    let name = field.name.as_str();
    let own = kinds.of_type(&object.name);
    if own.is_some() && matches!(name, "id" | "uuid") {
        return Some(if type_name == "UUID" { Role::InternalId } else { Role::PublicId });
    }
    if own.is_some() && name == "refId" {
        return Some(Role::PublicId);
    }
    let stem = name.strip_suffix("Id")?;
    let internal = type_name == "UUID";
    let sibling = object
        .fields
        .get(stem)
        .filter(|sibling| !sibling.ty.is_list())
        .and_then(|sibling| kinds.of_type(sibling.ty.inner_named_type()).map(|kind| (sibling, kind)));
    if let Some((sibling, kind)) = sibling {
        return Some(Role::ForeignId { kind, via: Some(sibling.name.clone()), internal });
    }
    if own.is_some_and(|own| kinds.get(own).is_id_name(name)) {
        return Some(if internal { Role::InternalId } else { Role::PublicId });
    }
    let kind = kinds.of_id_name(name)?;
    Some(Role::ForeignId { kind, via: None, internal })
}
