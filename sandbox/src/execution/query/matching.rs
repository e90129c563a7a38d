//! Which nodes of a list its plain arguments ask for: those that are not about paging, filtering or sorting.

use serde_json::Value;

use crate::data::entity_kind::KindId;
use crate::data::role::Role;
use crate::execution::arguments::Arguments;
use crate::execution::execution_error::ExecutionError;
use crate::execution::object::Object;
use crate::execution::value;

/// Whether a node is one of them. An argument that no field of the node answers to asks for nothing.
pub(crate) fn agrees(node: &Object<'_>, arguments: &Arguments) -> Result<bool, ExecutionError> {
    for (name, wanted) in arguments.plain().filter(|(name, _)| name.as_str() != "environmentId") {
        let agrees = match wanted {
            Value::Object(_) => true,
            Value::Array(wanted) => match value::leaf(node, name)?.or(value::leaf(node, singular(name))?) {
                Some(value) => wanted.is_empty() || wanted.contains(&value),
                None => true,
            },
            wanted => is_wanted(node, name, wanted)?,
        };
        if !agrees {
            return Ok(false);
        }
    }
    Ok(true)
}

fn is_wanted(node: &Object<'_>, name: &str, wanted: &Value) -> Result<bool, ExecutionError> {
    let world = node.context.world;
    if let (Some(kind), Some(id)) = (world.catalog.kinds().of_id_name(name), wanted.as_str()) {
        match pointed_at(node, kind, name)? {
            Pointed::At(index) => return Ok(world.find(&node.state, kind, id) == Some(index)),
            Pointed::Nowhere => return Ok(false),
            Pointed::Unknown => {}
        }
    }
    if let (Some(field), Some(part)) = (name.strip_suffix("Contains"), wanted.as_str()) {
        let value = value::leaf(node, field)?;
        return Ok(value.is_none_or(|value| {
            value.as_str().is_some_and(|text| text.to_lowercase().contains(&part.to_lowercase()))
        }));
    }
    Ok(value::leaf(node, name)?.is_none_or(|value| value == *wanted))
}

/// Which entity a node points at.
enum Pointed {
    At(u32),
    Nowhere,
    /// The node has no field for it.
    Unknown,
}

/// Which entity of a kind a node points at with the field called `name` or the one beside it.
fn pointed_at(node: &Object<'_>, kind: KindId, name: &str) -> Result<Pointed, ExecutionError> {
    let stem = name.trim_end_matches("RefId").trim_end_matches("Id");
    let pointed = |index: Option<u32>| index.map_or(Pointed::Nowhere, Pointed::At);
    let shows = |role: &Role| matches!(role, Role::One { kind: of, .. } if *of == kind);
    if node.profile.field(stem).is_some_and(|field| shows(&field.role)) {
        let target = value::named(node, stem)?.into_object();
        return Ok(pointed(target.and_then(|target| target.entity).map(|(_, index)| index)));
    }
    // `creditCurrencyId` is meant by `currencyId`, where it is the only one that ends so.
    let ending = name.to_lowercase();
    let only = || {
        let mut others = node.profile.fields.keys().filter(|field| field.to_lowercase().ends_with(&ending));
        others.next().filter(|_| others.next().is_none())
    };
    let own = node.profile.field(name).map(|field| &field.name);
    let Some(name) = own.or_else(only) else { return Ok(Pointed::Unknown) };
    Ok(match value::leaf(node, name)? {
        Some(Value::String(id)) => pointed(node.context.world.find(&node.state, kind, &id)),
        Some(_) => Pointed::Nowhere,
        None => Pointed::Unknown,
    })
}

fn singular(name: &str) -> &str {
    name.strip_suffix('s').unwrap_or(name)
}
