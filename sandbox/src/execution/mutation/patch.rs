//! Which fields of an entity an input sets.

use apollo_compiler::Name;
use serde_json::{Map, Value, json};

use crate::data::leaf::Leaf;
use crate::data::profile::{FieldProfile, ObjectProfile};
use crate::data::role::Role;
use crate::data::stigg;
use crate::data::world::World;
use crate::execution::arguments::Arguments;
use crate::execution::coerce;

/// The fields that the input sets. What does not fit the entity's field of that name is left out.
pub(crate) fn of(world: &World, profile: &ObjectProfile, arguments: &Arguments) -> Map<String, Value> {
    let catalog = &world.catalog;
    let mut fields = Map::new();
    for (name, value) in sent(arguments) {
        let name = output_name(name);
        let Some(field) = profile.field(name) else {
            // `couponRefId` sets the coupon, although no field is called so.
            if points(profile, name) {
                fields.insert(name.to_owned(), value.clone());
            }
            continue;
        };
        let fits = match value {
            Value::Null => !field.ty.is_non_null(),
            value => coerce::fits(catalog, &field.ty, value),
        };
        if fits && !matches!(field.role, Role::InternalId) && name != "environmentId" {
            fields.insert(name.to_owned(), without_nulls(value));
        }
    }
    fields
}

/// The nullable fields that the input could have set and did not: they stay empty.
pub(crate) fn unsaid(
    world: &World,
    mutation: &FieldProfile,
    profile: &ObjectProfile,
    arguments: &Arguments,
) -> Map<String, Value> {
    let schema = &world.catalog.schema;
    let root = schema.schema_definition.mutation.as_ref().and_then(|root| schema.get_object(root.as_str()));
    let definition = root.and_then(|root| root.fields.get(&mutation.name));
    let mut names = Vec::new();
    for argument in definition.into_iter().flat_map(|definition| &definition.arguments) {
        names.push(argument.name.as_str());
        if let Some(input) = schema.get_input_object(argument.ty.inner_named_type()) {
            names.extend(input.fields.keys().map(Name::as_str));
        }
    }
    let mut fields = Map::new();
    for name in names.into_iter().filter(|name| arguments.find(name).is_none()) {
        let name = output_name(name);
        let stem = name.trim_end_matches("RefId").trim_end_matches("Id");
        for name in [name, stem] {
            let is_empty = profile.field(name).is_some_and(|field| !field.ty.is_non_null() && !field.keep);
            if is_empty {
                fields.insert(name.to_owned(), Value::Null);
            }
        }
    }
    fields
}

/// The status that a new entity has.
pub(crate) fn usual_status(profile: &ObjectProfile) -> Option<(String, Value)> {
    let Role::Leaf(Leaf::Enum { values, usual }) = &profile.field("status")?.role else { return None };
    let usual = values.get((*usual)?)?;
    Some(("status".to_owned(), json!(usual.as_str())))
}

/// The arguments as sent, nulls included; input objects are opened one level deep.
fn sent(arguments: &Arguments) -> impl Iterator<Item = (&String, &Value)> {
    let outer = arguments.0.iter().filter(|(_, value)| !value.is_object());
    outer.chain(arguments.0.values().filter_map(Value::as_object).flatten())
}

fn output_name(input: &str) -> &str {
    stigg::INPUT_NAMES.iter().find(|(name, _)| *name == input).map_or(input, |(_, output)| output)
}

/// Whether the name with its `Id` or `RefId` taken off is a field that shows an entity.
fn points(profile: &ObjectProfile, name: &str) -> bool {
    ["RefId", "Id"]
        .iter()
        .filter_map(|suffix| name.strip_suffix(suffix))
        .filter_map(|stem| profile.field(stem))
        .any(|field| matches!(field.role, Role::One { .. }))
}

/// A null inside an object means "not said" to the types of answers.
fn without_nulls(value: &Value) -> Value {
    match value {
        Value::Object(map) => map
            .iter()
            .filter(|(_, value)| !value.is_null())
            .map(|(name, value)| (name.clone(), without_nulls(value)))
            .collect(),
        Value::Array(items) => items.iter().map(without_nulls).collect(),
        value => value.clone(),
    }
}
