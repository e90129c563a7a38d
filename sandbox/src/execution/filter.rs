//! Which objects a `filter` keeps.

use serde_json::{Map, Value};

use super::execution_error::ExecutionError;
use super::field_value::FieldValue;
use super::object::Object;
use super::{compare, value};
use crate::data::reads::Reads;
use crate::data::role::Role;

/// Keeps what passes.
pub(crate) fn select<'r>(
    objects: Vec<Object<'r>>,
    filter: Option<&Map<String, Value>>,
) -> Result<Vec<Object<'r>>, ExecutionError> {
    let Some(filter) = filter.filter(|filter| !filter.is_empty()) else { return Ok(objects) };
    let mut kept = Vec::new();
    for object in objects {
        Reads::look_at(object.entity);
        if keeps(&object, filter)? {
            kept.push(object);
        }
    }
    Ok(kept)
}

/// Whether an object passes all of a filter.
pub(crate) fn keeps(object: &Object<'_>, filter: &Map<String, Value>) -> Result<bool, ExecutionError> {
    for (name, condition) in filter {
        let passed = match (name.as_str(), condition) {
            ("and" | "or", Value::Array(branches)) => combined(object, name == "and", branches)?,
            (name, Value::Object(condition)) => field_passes(object, name, condition)?,
            _ => true,
        };
        if !passed {
            return Ok(false);
        }
    }
    Ok(true)
}

/// An empty list of branches asks for nothing.
fn combined(object: &Object<'_>, all: bool, branches: &[Value]) -> Result<bool, ExecutionError> {
    for branch in branches.iter().filter_map(Value::as_object) {
        if keeps(object, branch)? != all {
            return Ok(!all);
        }
    }
    Ok(all || branches.is_empty())
}

fn field_passes(object: &Object<'_>, name: &str, condition: &Map<String, Value>) -> Result<bool, ExecutionError> {
    if object.profile.field(name).is_some() {
        return value_passes(value::named(object, name)?, condition);
    }
    if name == "searchQuery" {
        return any_id_or_name_passes(object, condition);
    }
    // `productId` of a subscription is that of its plan: one step through what the object points at.
    let through = object.profile.fields.values().filter(|field| matches!(field.role, Role::One { .. }));
    for field in through {
        if let Some(other) = value::of(object, field)?.into_object()
            && other.profile.field(name).is_some()
        {
            return value_passes(value::named(&other, name)?, condition);
        }
    }
    Ok(true)
}

/// A list passes when one of its items does; an object when its own fields do.
fn value_passes(value: FieldValue<'_>, condition: &Map<String, Value>) -> Result<bool, ExecutionError> {
    match value {
        FieldValue::Leaf(json) => Ok(compare::passes(&json, condition)),
        FieldValue::Object(object) => keeps(&object, condition),
        FieldValue::Page(_) | FieldValue::Edge(_) => Ok(true),
        FieldValue::List(items) => {
            for item in items {
                if value_passes(item, condition)? {
                    return Ok(true);
                }
            }
            Ok(false)
        }
    }
}

/// `searchQuery` looks into ids and names for a part of them, as a search box does: an `iLike` without wildcards gets them.
fn any_id_or_name_passes(object: &Object<'_>, condition: &Map<String, Value>) -> Result<bool, ExecutionError> {
    for name in ["refId", "name", "displayName", "email", "id"] {
        if let Some(value @ Value::String(_)) = value::leaf(object, name)? {
            let contains = condition.iter().all(|(operator, operand)| match operand.as_str() {
                Some(text) if operator == "iLike" && !text.contains('%') => {
                    compare::passes(&value, &Map::from_iter([("iLike".to_owned(), format!("%{text}%").into())]))
                }
                _ => compare::passes(&value, &Map::from_iter([(operator.clone(), operand.clone())])),
            });
            if contains {
                return Ok(true);
            }
        }
    }
    Ok(false)
}
