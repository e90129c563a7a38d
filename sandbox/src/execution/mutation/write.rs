//! Writes: how a mutation changes one entity.

use serde_json::{Map, Value, json};

use super::patch;
use super::subject::Subject;
use super::verb::{self, Verb};
use crate::data::entity_kind::KindId;
use crate::data::profile::{FieldProfile, ObjectProfile};
use crate::data::role::Role;
use crate::data::state::State;
use crate::data::world::World;
use crate::execution::arguments::Arguments;
use crate::execution::execution_error::ExecutionError;
use crate::execution::lookup;
use crate::execution::object::Object;

/// Changes the data; returns the position of the entity.
pub(crate) fn apply(
    root: &Object<'_>,
    field: &FieldProfile,
    verb: Verb,
    subject: &Subject<'_>,
    arguments: &Arguments,
) -> Result<u32, ExecutionError> {
    let world = root.context.world;
    let id = lookup::id(world, subject.kind, arguments);
    let target = id.and_then(|id| world.find(&root.state, subject.kind, id));
    let verb = match (verb, target) {
        // A draft is made of something that exists, and so is what is imported twice.
        (Verb::Create, Some(_)) if has_plain_id(arguments) || field.name.ends_with("Draft") => Verb::Update,
        (Verb::Upsert, Some(_)) => Verb::Update,
        (Verb::Upsert, None) => Verb::Create,
        (verb, _) => verb,
    };
    let written = patch::of(world, subject.profile, arguments);
    if verb == Verb::Create {
        if let (Some(_), Some(id)) = (target, id) {
            let kind = &world.catalog.kind(subject.kind).name;
            let message = format!("Duplicated entity not allowed: {kind} {id}");
            return Err(ExecutionError::new("DuplicatedEntityNotAllowed", message));
        }
        let unsaid = patch::unsaid(world, field, subject.profile, arguments);
        let once = arguments.find("idempotencyKey").and_then(Value::as_str).map(idempotent);
        if let Some(known) = once.as_ref().and_then(|once| root.state.by_id(subject.kind, once)) {
            return Ok(known);
        }
        return Ok(world.change(|state| {
            let index = create(world, state, subject.kind, subject.profile, id, written, unsaid);
            if let Some(once) = once {
                state.name(subject.kind, index, once);
            }
            index
        }));
    }
    let index = match (id, target) {
        (Some(id), None) => return Err(lookup::missing(world, subject.kind, id)),
        (_, Some(index)) => index,
        (None, None) => 0,
    };
    world.change(|state| {
        let now = state.tick();
        let mut fields = written;
        fields.extend(verb::changes(field, verb, subject.profile, arguments, &now));
        if subject.profile.field("updatedAt").is_some() {
            fields.insert("updatedAt".to_owned(), json!(now));
        }
        state.write(subject.kind, index, fields);
        // A thing without a status is revoked by taking it away.
        if verb == Verb::Delete || (verb == Verb::Revoke && subject.profile.field("status").is_none()) {
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
pub(crate) fn create(
    world: &World,
    state: &mut State,
    kind: KindId,
    profile: &ObjectProfile,
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
    fields.extend(patch::usual_status(profile));
    fields.extend(written);
    let public = id.map_or_else(|| world.catalog.kind(kind).public_id(index), ToOwned::to_owned);
    fields.entry("refId").or_insert_with(|| json!(public));
    for name in profile.fields.values().filter(|field| matches!(field.role, Role::PublicId)) {
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
    let Some(profile) = world.catalog.kinds().first_type(kind).and_then(|name| world.catalog.object(name)) else {
        return;
    };
    let is_public = |name: &String| world.catalog.kind(kind).is_id_name(name) && name != "id";
    let id = fields.iter().find(|(name, _)| is_public(name)).and_then(|(_, id)| id.as_str());
    let id = id.or_else(|| fields.get("id").and_then(Value::as_str)).map(ToOwned::to_owned);
    world.change(|state| {
        create(world, state, kind, profile, id.as_deref(), fields, Map::new());
    });
}
