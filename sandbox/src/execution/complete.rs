//! Completion: JSON that somebody laid down becomes a value of the field's type, and what it leaves out is generated.

use apollo_compiler::Name;
use apollo_compiler::ast::Type;
use serde_json::{Map, Value};

use super::coerce;
use super::execution_error::ExecutionError;
use super::field_value::FieldValue;
use super::object::Object;
use super::page::Page;
use crate::data::key::Key;
use crate::data::profile::{FieldProfile, ObjectProfile};
use crate::data::role::Role;
use crate::data::shape::Shape;
use crate::data::world::World;

/// The value of a field of `parent`, made of JSON.
pub(crate) fn value<'r>(
    parent: &Object<'r>,
    field: &'r FieldProfile,
    json: &Value,
    key: Key,
) -> Result<FieldValue<'r>, ExecutionError> {
    of_type(parent, field, &field.ty, json, key)
}

fn of_type<'r>(
    parent: &Object<'r>,
    field: &'r FieldProfile,
    ty: &Type,
    json: &Value,
    key: Key,
) -> Result<FieldValue<'r>, ExecutionError> {
    match (ty, json) {
        (_, Value::Null) => Ok(FieldValue::NULL),
        (Type::List(inner) | Type::NonNullList(inner), Value::Array(items)) => {
            let items =
                items.iter().zip(0..).map(|(item, at)| of_type(parent, field, inner, item, key.child(field.salt, at)));
            items.collect::<Result<_, _>>().map(FieldValue::List)
        }
        (Type::List(inner) | Type::NonNullList(inner), single) => {
            Ok(FieldValue::List(vec![of_type(parent, field, inner, single, key)?]))
        }
        (Type::Named(name) | Type::NonNullNamed(name), json) => match &field.role {
            Role::Leaf(_) | Role::Tally(_) | Role::PublicId | Role::InternalId => {
                Ok(FieldValue::Leaf(coerce::leaf(name, json)))
            }
            Role::ForeignId { kind, internal, .. } => {
                let index = json.as_str().and_then(|id| parent.context.world.find(&parent.state, *kind, id));
                let target = index.and_then(|index| parent.of_kind(*kind, index));
                Ok(FieldValue::Leaf(match target {
                    Some(target) if *internal => Value::String(target.internal_id()),
                    Some(target) => Value::String(target.public_id()),
                    None => json.clone(),
                }))
            }
            Role::Connection { type_name } => connection(parent, type_name, json, key),
            Role::One { .. } | Role::Back { .. } | Role::Many { .. } | Role::Embedded { .. } => match json {
                Value::Object(map) => object(parent, name, map, key).map(FieldValue::Object),
                _ => Err(ExecutionError::new(
                    "FixtureDoesNotFit",
                    format!("{}.{} needs an object, the fixture has {json}", parent.profile.name, field.name),
                )),
            },
        },
    }
}

/// The entity that an object names, or a value object of its own.
fn object<'r>(
    parent: &Object<'r>,
    type_name: &str,
    map: &Map<String, Value>,
    key: Key,
) -> Result<Object<'r>, ExecutionError> {
    let possible = parent.context.world.catalog.possible_types(type_name);
    let named = map.get("__typename").and_then(Value::as_str);
    let fits = |profile: &&&ObjectProfile| match named {
        Some(name) => profile.name == name,
        None => map.keys().all(|field| profile.field(field).is_some()),
    };
    let profile = possible.iter().find(fits).copied();
    let profile = profile.or_else(|| possible.first().copied().filter(|_| possible.len() == 1));
    let Some(profile) = profile else {
        return Err(ExecutionError::new(
            "FixtureDoesNotFit",
            format!("no type of {type_name} has the fields of the fixture; name one with __typename"),
        ));
    };
    Ok(laid_over(parent, profile, map, key))
}

fn laid_over<'r>(parent: &Object<'r>, profile: &'r ObjectProfile, map: &Map<String, Value>, key: Key) -> Object<'r> {
    let world = parent.context.world;
    let Some(kind) = profile.kind else {
        return parent.of_value(profile, key).with(map.clone()).echoing(parent.inherited_echo());
    };
    let id = profile
        .fields
        .values()
        .filter(|field| matches!(field.role, Role::PublicId | Role::InternalId))
        .find_map(|field| map.get(field.name.as_str()).and_then(Value::as_str));
    let index = match id {
        Some(id) => world.find(&parent.state, kind, id).unwrap_or_else(|| World::phantom(id)),
        // Neighbours in a list are neighbours in the data, so they are not the same.
        None => key.ordinal % world.count(kind).max(1),
    };
    parent.of_entity(profile, kind, index).with(map.clone())
}

/// A connection: an array of nodes, or an object with `edges` or `nodes`.
fn connection<'r>(
    parent: &Object<'r>,
    type_name: &Name,
    json: &Value,
    key: Key,
) -> Result<FieldValue<'r>, ExecutionError> {
    let Some(profile) = parent.context.world.catalog.object(type_name) else { return Ok(FieldValue::NULL) };
    let Shape::Connection { node, .. } = &profile.shape else { return Ok(FieldValue::NULL) };
    let empty = Map::new();
    let map = json.as_object().unwrap_or(&empty);
    let items: Vec<&Value> = match json {
        Value::Array(nodes) => nodes.iter().collect(),
        _ => match (map.get("edges"), map.get("nodes")) {
            (Some(Value::Array(edges)), _) => edges.iter().filter_map(|edge| edge.get("node")).collect(),
            (_, Some(Value::Array(nodes))) => nodes.iter().collect(),
            _ => Vec::new(),
        },
    };
    let nodes = items
        .into_iter()
        .zip(0..)
        .filter_map(|(item, at)| Some(object(parent, node, item.as_object()?, key.child(1, at))))
        .collect::<Result<_, _>>()?;
    let rest = map
        .iter()
        .filter(|(name, _)| !matches!(name.as_str(), "edges" | "nodes"))
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect();
    Ok(Page::whole(parent.of_value(profile, key).with(rest), nodes).into())
}
