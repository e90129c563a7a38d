//! Finding the entity that ids, arguments or a partial object mean.

use std::sync::Arc;

use serde_json::{Map, Value, json};

use super::arguments::Arguments;
use super::context::Context;
use super::object::Found;
use super::problem::Problem;
use super::record::Record;
use crate::data::catalog::ObjectPlan;
use crate::data::hash;
use crate::data::key::Key;
use crate::data::kind::KindId;
use crate::data::role::Role;
use crate::data::state::State;
use crate::data::world::World;

/// The names of all nodes of an object type.
pub(crate) fn names(run: &Context<'_>, state: &State, plan: &ObjectPlan) -> Vec<u32> {
    match plan.kind {
        Some(kind) => run.world.live(state, kind).collect(),
        None => (0..run.world.size(&plan.name)).collect(),
    }
}

/// The node of that name.
pub(crate) fn named<'r>(run: &'r Context<'r>, state: &Arc<State>, plan: &'r ObjectPlan, name: u32) -> Record<'r> {
    if let Some(kind) = plan.kind {
        return Record::entity(run, state, plan, kind, name);
    }
    let key = Key::entity(run.world.seed, hash::of_name(&plan.name), name);
    Record::value(run, state, plan, key)
}

/// All nodes of an object type.
pub(crate) fn all<'r>(run: &'r Context<'r>, state: &Arc<State>, plan: &'r ObjectPlan) -> Vec<Record<'r>> {
    names(run, state, plan).into_iter().map(|name| named(run, state, plan, name)).collect()
}

/// The ids of a kind that arguments carry, those of the kind's own names before `id` and `refId`.
pub(crate) fn ids<'a>(world: &World, kind: KindId, arguments: &'a Arguments) -> Option<&'a str> {
    let kind = world.catalog.kind(kind);
    let mut found = None;
    for (name, value) in arguments.plain() {
        if let (true, Some(id)) = (kind.is_id_name(name), value.as_str()) {
            if !matches!(name.as_str(), "id" | "refId" | "uuid") {
                return Some(id);
            }
            found = found.or(Some(id));
        }
    }
    found
}

/// The error for an id that nothing has, with a hint at ids that exist.
pub(crate) fn missing(world: &World, kind: KindId, id: &str) -> Problem {
    let known = world.catalog.kind(kind);
    let hint = match world.count(kind) {
        0 => String::new(),
        count => format!(" (the sandbox has {} to {})", known.public_id(0), known.public_id(count.saturating_sub(1))),
    };
    Problem::new(world.catalog.not_found_code(kind), format!("{} not found: {id}{hint}", known.name))
}

/// Refuses arguments that name an entity which does not exist.
pub(crate) fn check_references(
    world: &World,
    state: &State,
    arguments: &Arguments,
    except: Option<KindId>,
) -> Result<(), Problem> {
    for (name, value) in arguments.plain() {
        let Some(kind) = world.catalog.kinds().of_id_name(name) else { continue };
        let lenient = Some(kind) == except
            || world.catalog.kind(kind).singleton
            || !world.catalog.can_be_missing(kind)
            || name == "resourceId";
        if let (false, Some(id)) = (lenient, value.as_str()) {
            world.find(state, kind, id).ok_or_else(|| missing(world, kind, id))?;
        }
    }
    Ok(())
}

/// An entity that is nowhere but in the object that names it.
pub(crate) fn phantom<'r>(near: &Record<'r>, plan: &'r ObjectPlan, kind: KindId, id: &str) -> Record<'r> {
    let record = Record::entity(near.run, &near.state, plan, kind, World::phantom(id));
    let given = plan
        .fields
        .values()
        .filter(|field| matches!(field.role, Role::PublicId))
        .map(|field| (field.name.to_string(), json!(id)))
        .collect();
    record.with(given)
}

/// An object laid down as JSON: the entity it names, or a value of its own, completed by generated fields.
pub(crate) fn completed<'r>(
    near: &Record<'r>,
    type_name: &str,
    map: &Map<String, Value>,
    key: Key,
) -> Result<Found<'r>, Problem> {
    let catalog = &near.run.world.catalog;
    let possible = catalog.possible_types(type_name);
    let named = map.get("__typename").and_then(Value::as_str);
    let fits = |plan: &&&ObjectPlan| match named {
        Some(name) => plan.name == name,
        None => map.keys().all(|field| plan.field(field).is_some()),
    };
    let plan = possible.iter().find(fits).copied();
    let plan = plan.or_else(|| possible.first().copied().filter(|_| possible.len() == 1));
    let Some(plan) = plan else {
        return Err(Problem::new(
            "FixtureDoesNotFit",
            format!("no type of {type_name} has the fields of the fixture; name one with __typename"),
        ));
    };
    Ok(Found::record(laid_over(near, plan, map, key)))
}

fn laid_over<'r>(near: &Record<'r>, plan: &'r ObjectPlan, map: &Map<String, Value>, key: Key) -> Record<'r> {
    let world = near.run.world;
    let Some(kind) = plan.kind else {
        let mut record = Record::value(near.run, &near.state, plan, key).with(map.clone());
        record.scope = near.scope.as_ref().map(inherited);
        return record;
    };
    let id = plan
        .fields
        .values()
        .filter(|field| matches!(field.role, Role::PublicId | Role::InternalId))
        .find_map(|field| map.get(field.name.as_str()).and_then(Value::as_str));
    let index = match id {
        Some(id) => world.find(&near.state, kind, id).unwrap_or_else(|| World::phantom(id)),
        // Neighbours in a list are neighbours in the data, so they are not the same.
        None => key.ordinal % world.count(kind).max(1),
    };
    Record::entity(near.run, &near.state, plan, kind, index).with(map.clone())
}

/// Of the arguments of a field, what the objects inside its answer echo: the ids of the others involved.
pub(crate) fn inherited(scope: &Arc<Map<String, Value>>) -> Arc<Map<String, Value>> {
    let is_id = |name: &str| name.ends_with("Id") && name != "environmentId";
    if scope.keys().all(|name| is_id(name)) {
        return Arc::clone(scope);
    }
    let ids = scope.iter().filter(|(name, _)| is_id(name));
    Arc::new(ids.map(|(name, value)| (name.clone(), value.clone())).collect())
}

/// JSON in the form that the engine takes for a scalar: whole numbers are fine where a float is asked for.
pub(crate) fn coerced(type_name: &str, value: &Value) -> Value {
    match (type_name, value) {
        ("Float", Value::Number(number)) => number.as_f64().map_or(Value::Null, |float| json!(float)),
        ("Int", Value::Number(number)) if number.is_f64() => {
            let float = number.as_f64().filter(|float| float.fract() == 0.0);
            float
                .and_then(|float| format!("{float:.0}").parse::<i64>().ok())
                .map_or_else(|| value.clone(), |int| json!(int))
        }
        _ => value.clone(),
    }
}

/// The arguments that the fields of an object repeat.
pub(crate) fn echo(plan: &ObjectPlan, arguments: &Arguments) -> Map<String, Value> {
    arguments
        .plain()
        .filter(|(name, _)| plan.field(name).is_some() && name.as_str() != "environmentId")
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect()
}

/// Whether a node is one that the plain arguments of a list ask for.
///
/// An argument that no field of the node answers to asks for nothing.
pub(crate) fn agrees(record: &Record<'_>, arguments: &Arguments) -> Result<bool, Problem> {
    for (name, wanted) in arguments.plain().filter(|(name, _)| name.as_str() != "environmentId") {
        let agrees = match wanted {
            Value::Object(_) => true,
            Value::Array(wanted) => match value_of(record, name)?.or(value_of(record, singular(name))?) {
                Some(value) => wanted.is_empty() || wanted.contains(&value),
                None => true,
            },
            wanted => is_wanted(record, name, wanted)?,
        };
        if !agrees {
            return Ok(false);
        }
    }
    Ok(true)
}

fn is_wanted(record: &Record<'_>, name: &str, wanted: &Value) -> Result<bool, Problem> {
    let world = record.run.world;
    if let (Some(kind), Some(id)) = (world.catalog.kinds().of_id_name(name), wanted.as_str()) {
        match pointed_at(record, kind, name)? {
            Pointed::At(index) => return Ok(world.find(&record.state, kind, id) == Some(index)),
            Pointed::Nowhere => return Ok(false),
            Pointed::Unknown => {}
        }
    }
    if let (Some(field), Some(part)) = (name.strip_suffix("Contains"), wanted.as_str()) {
        let value = value_of(record, field)?;
        return Ok(value.is_none_or(|value| {
            value.as_str().is_some_and(|text| text.to_lowercase().contains(&part.to_lowercase()))
        }));
    }
    Ok(value_of(record, name)?.is_none_or(|value| value == *wanted))
}

/// Which entity a record points at.
enum Pointed {
    At(u32),
    Nowhere,
    /// The record has no field for it.
    Unknown,
}

/// Which entity of a kind a record points at with the field called `name` or the one beside it.
fn pointed_at(record: &Record<'_>, kind: KindId, name: &str) -> Result<Pointed, Problem> {
    let stem = name.trim_end_matches("RefId").trim_end_matches("Id");
    let pointed = |index: Option<u32>| index.map_or(Pointed::Nowhere, Pointed::At);
    let shows = record.plan.field(stem).is_some_and(|field| match &field.role {
        Role::One { kind: of, .. } => *of == kind,
        _ => false,
    });
    if shows {
        let target = record.plain(stem)?.into_record();
        return Ok(pointed(target.and_then(|target| target.entity).map(|(_, index)| index)));
    }
    Ok(match value_of(record, name)? {
        Some(Value::String(id)) => pointed(record.run.world.find(&record.state, kind, &id)),
        Some(_) => Pointed::Nowhere,
        None => Pointed::Unknown,
    })
}

/// The leaf value of a field; `None` where the type has no such leaf.
fn value_of(record: &Record<'_>, name: &str) -> Result<Option<Value>, Problem> {
    if record.plan.field(name).is_none() {
        return Ok(None);
    }
    Ok(match record.plain(name)? {
        Found::Leaf(value) => Some(value),
        _ => None,
    })
}

fn singular(name: &str) -> &str {
    name.strip_suffix('s').unwrap_or(name)
}
