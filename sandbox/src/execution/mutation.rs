//! Mutations: what they change, and how they answer.
//!
//! One rule for all of them. The name's verb says what happens, the type of the answer says to what kind of entity, the
//! ids in the input say to which one, and the other input fields become the entity's fields of the same names.

use std::sync::Arc;

use serde_json::{Map, Value, json};

use super::arguments::Arguments;
use super::identity;
use super::object::Found;
use super::problem::Problem;
use super::record::Record;
use super::verb::{self, Verb};
use super::{patch, root};
use crate::data::catalog::{FieldPlan, ObjectPlan};
use crate::data::kind::KindId;
use crate::data::role::Role;
use crate::data::state::State;
use crate::data::stigg;
use crate::data::world::World;

/// The entity that a mutation is about.
struct Subject<'r> {
    kind: KindId,
    plan: &'r ObjectPlan,
    /// The field of the answer that shows it, where the answer is not the entity itself.
    within: Option<&'r FieldPlan>,
    many: bool,
}

/// Applies a mutation and answers it.
pub(crate) fn answer<'r>(near: &Record<'r>, field: &'r FieldPlan, arguments: &Arguments) -> Result<Found<'r>, Problem> {
    let verb = Verb::of(&field.name);
    let subject = subject(near, field).filter(|_| verb != Verb::Other);
    let Some(subject) = subject else { return root::generated(near, field, arguments) };
    let world = near.run.world;
    identity::check_references(world, &near.state, arguments, Some(subject.kind))?;
    if subject.many {
        return many(near, field, &subject, arguments);
    }
    let index = apply(near, field, verb, &subject, arguments)?;
    // The answer shows the data after the change; a removed entity is shown as it was.
    let mut near = near.clone();
    near.state = world.snapshot();
    let entity = Record::entity(near.run, &near.state, subject.plan, subject.kind, index);
    match subject.within {
        None => Ok(Found::record(entity)),
        Some(within) => wrapped(&near, field, within, &entity, arguments),
    }
}

fn subject<'r>(near: &Record<'r>, field: &'r FieldPlan) -> Option<Subject<'r>> {
    let catalog = &near.run.world.catalog;
    match &field.role {
        Role::One { kind, type_name } => {
            Some(Subject { kind: *kind, plan: catalog.object(type_name)?, within: None, many: false })
        }
        Role::Many { kind, type_name } => {
            Some(Subject { kind: *kind, plan: catalog.object(type_name)?, within: None, many: true })
        }
        Role::Embedded { type_name } if !field.ty.is_list() => {
            let name = field.name.to_lowercase();
            let within =
                catalog.object(type_name)?.fields.values().find(|inner| {
                    matches!(inner.role, Role::One { .. }) && name.contains(&inner.name.to_lowercase())
                })?;
            let Role::One { kind, type_name } = &within.role else { return None };
            Some(Subject { kind: *kind, plan: catalog.object(type_name)?, within: Some(within), many: false })
        }
        _ => None,
    }
}

/// Changes the data; returns the position of the entity.
fn apply(
    near: &Record<'_>,
    field: &FieldPlan,
    verb: Verb,
    subject: &Subject<'_>,
    arguments: &Arguments,
) -> Result<u32, Problem> {
    let world = near.run.world;
    let id = identity::ids(world, subject.kind, arguments);
    let target = id.and_then(|id| world.find(&near.state, subject.kind, id));
    let verb = match (verb, target) {
        // A draft is made of something that exists, and so is what is imported twice.
        (Verb::Create, Some(_)) if has_plain_id(arguments) || field.name.ends_with("Draft") => Verb::Update,
        (Verb::Upsert, Some(_)) => Verb::Update,
        (Verb::Upsert, None) => Verb::Create,
        (verb, _) => verb,
    };
    let written = patch::of(world, subject.plan, arguments);
    if verb == Verb::Create {
        if let (Some(_), Some(id)) = (target, id) {
            let kind = &world.catalog.kind(subject.kind).name;
            let message = format!("Duplicated entity not allowed: {kind} {id}");
            return Err(Problem::new("DuplicatedEntityNotAllowed", message));
        }
        let unsaid = patch::unsaid(world, field, subject.plan, arguments);
        let once = arguments.find("idempotencyKey").and_then(Value::as_str).map(idempotent);
        if let Some(known) = once.as_ref().and_then(|once| near.state.by_id(subject.kind, once)) {
            return Ok(known);
        }
        return Ok(world.change(|state| {
            let index = create(world, state, subject.kind, subject.plan, id, written, unsaid);
            if let Some(once) = once {
                state.name(subject.kind, index, once);
            }
            index
        }));
    }
    let index = match (id, target) {
        (Some(id), None) => return Err(identity::missing(world, subject.kind, id)),
        (_, Some(index)) => index,
        (None, None) => 0,
    };
    world.change(|state| {
        let now = state.tick();
        let mut fields = written;
        fields.extend(verb::effects(field, verb, subject.plan, arguments, &now));
        if subject.plan.field("updatedAt").is_some() {
            fields.insert("updatedAt".to_owned(), json!(now));
        }
        state.write(subject.kind, index, fields);
        // A thing without a status is revoked by taking it away.
        if verb == Verb::Delete || (verb == Verb::Revoke && subject.plan.field("status").is_none()) {
            state.remove(subject.kind, index);
        }
    });
    Ok(index)
}

/// Whether the input has an `id`, which the server gives out, rather than one that the caller chose.
fn has_plain_id(arguments: &Arguments) -> bool {
    arguments.find("id").is_some_and(Value::is_string)
}

fn idempotent(key: &str) -> String {
    format!("idempotency key {key}")
}

/// Adds an entity. `unsaid` are the fields that the input could have set and did not.
fn create(
    world: &World,
    state: &mut State,
    kind: KindId,
    plan: &ObjectPlan,
    id: Option<&str>,
    written: Map<String, Value>,
    unsaid: Map<String, Value>,
) -> u32 {
    let index = state.create(kind, world.count(kind));
    let now = state.tick();
    let mut fields = unsaid;
    for name in ["createdAt", "updatedAt"] {
        fields.insert(name.to_owned(), json!(now));
    }
    fields.extend(patch::usual_status(plan));
    fields.extend(written);
    let public = id.map_or_else(|| world.catalog.kind(kind).public_id(index), ToOwned::to_owned);
    fields.entry("refId").or_insert_with(|| json!(public));
    for name in plan.fields.values().filter(|field| matches!(field.role, Role::PublicId)) {
        if let Some(Value::String(id)) = fields.get(name.name.as_str()) {
            state.name(kind, index, id.clone());
        }
    }
    state.name(kind, index, public);
    state.write(kind, index, fields);
    index
}

/// Adds an entity that the builder was given.
pub(crate) fn seed(world: &World, kind: KindId, fields: Map<String, Value>) {
    let Some(plan) = world.catalog.kinds().first_type(kind).and_then(|name| world.catalog.object(name)) else {
        return;
    };
    let is_public = |name: &String| world.catalog.kind(kind).is_id_name(name) && name != "id";
    let id = fields.iter().find(|(name, _)| is_public(name)).and_then(|(_, id)| id.as_str());
    let id = id.or_else(|| fields.get("id").and_then(Value::as_str)).map(ToOwned::to_owned);
    world.change(|state| {
        create(world, state, kind, plan, id.as_deref(), fields, Map::new());
    });
}

/// A mutation that answers with a list: one entity for each object of the first list in its input.
fn many<'r>(
    near: &Record<'r>,
    field: &'r FieldPlan,
    subject: &Subject<'r>,
    arguments: &Arguments,
) -> Result<Found<'r>, Problem> {
    let world = near.run.world;
    let items =
        arguments.plain().find_map(|(_, value)| value.as_array().filter(|items| items.iter().any(Value::is_object)));
    let Some(items) = items else { return root::generated(near, field, arguments) };
    let shared: Map<String, Value> = arguments
        .plain()
        .filter(|(_, value)| !value.is_array())
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect();
    let mut indexes = Vec::with_capacity(items.len());
    for item in items.iter().filter_map(Value::as_object) {
        let mut own = shared.clone();
        own.extend(item.clone());
        let own = Arguments(own);
        // Each item sees what those before it did.
        let mut near = near.clone();
        near.state = world.snapshot();
        identity::check_references(world, &near.state, &own, Some(subject.kind))?;
        let verb = if Verb::of(&field.name) == Verb::Create { Verb::Create } else { Verb::Upsert };
        indexes.push(apply(&near, field, verb, subject, &own)?);
    }
    let state = world.snapshot();
    let entity = |index| Record::entity(near.run, &state, subject.plan, subject.kind, index);
    Ok(Found::records(indexes.into_iter().map(entity).collect()))
}

/// An answer that is not the entity itself but holds it.
fn wrapped<'r>(
    near: &Record<'r>,
    field: &'r FieldPlan,
    within: &'r FieldPlan,
    entity: &Record<'r>,
    arguments: &Arguments,
) -> Result<Found<'r>, Problem> {
    let mut given = stigg::answer_defaults(field.ty.inner_named_type());
    given.insert(within.name.to_string(), reference(entity));
    for (input, output) in stigg::NESTED_CREATIONS.iter().filter(|(_, output)| within.name != *output) {
        if let Some(nested) = nested(near, field, output, entity, arguments.object(input)) {
            given.insert((*output).to_owned(), nested);
        }
    }
    let mut near = near.clone();
    near.state = near.run.world.snapshot();
    let found = near.complete(field, &field.ty, &Value::Object(given), near.key)?;
    Ok(root::with_scope(found, &root::scope(arguments)))
}

/// Partial JSON that means an entity.
fn reference(entity: &Record<'_>) -> Value {
    let field = entity.plan.fields.values().find(|field| matches!(field.role, Role::PublicId));
    match field {
        Some(field) => json!({ field.name.as_str(): entity.public_id() }),
        None => json!({ "id": entity.internal_id() }),
    }
}

/// What is created along with the entity: the first subscription of a customer. Null when the input does not ask.
fn nested(
    near: &Record<'_>,
    field: &FieldPlan,
    output: &str,
    owner: &Record<'_>,
    input: Option<&Map<String, Value>>,
) -> Option<Value> {
    let world = near.run.world;
    let output = world.catalog.object(field.ty.inner_named_type())?.field(output)?;
    let Role::One { kind, type_name } = &output.role else { return None };
    let plan = world.catalog.object(type_name)?;
    let Some(input) = input else { return Some(Value::Null) };
    let mut own = input.clone();
    let owner_kind = &world.catalog.kind(owner.plan.kind?).name;
    own.insert(format!("{}Id", owner_kind.to_lowercase()), json!(owner.public_id()));
    let own = Arguments(own);
    let written = patch::of(world, plan, &own);
    let id = identity::ids(world, *kind, &own).map(ToOwned::to_owned);
    let index = world.change(|state| create(world, state, *kind, plan, id.as_deref(), written, Map::new()));
    let state: Arc<State> = world.snapshot();
    Some(reference(&Record::entity(near.run, &state, plan, *kind, index)))
}
