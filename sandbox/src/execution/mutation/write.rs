//! Writes: how a mutation changes one entity.

use serde_json::{Map, Value, json};

use super::subject::Subject;
use super::verb::{self, Verb};
use super::{consumption, patch, refusal, token, usage};
use crate::data::entity_kind::{EntityKind, KindId};
use crate::data::profile::{FieldProfile, ObjectProfile};
use crate::data::role::Role;
use crate::data::state::State;
use crate::data::stigg::{self, Fresh};
use crate::data::world::World;
use crate::execution::arguments::Arguments;
use crate::execution::execution_error::ExecutionError;
use crate::execution::lookup;
use crate::execution::object::Object;
use crate::execution::query::matching;
use crate::execution::value;

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
    refusal::check_coupons(root, field, subject, arguments)?;
    let mut written = patch::of(world, subject.profile, arguments);
    if verb == Verb::Create {
        refusal::check_new(root, subject, arguments)?;
        if world.catalog.kind(subject.kind).name == stigg::API_KEY {
            written.extend(arguments.find("scopes").map(|scopes| ("scopes".to_owned(), scopes.clone())));
        }
        let unsaid = patch::unsaid(world, field, subject.profile, arguments);
        let once = idempotent(world, &root.state, arguments);
        if let Some(known) = once.as_ref().and_then(|once| root.state.by_id(subject.kind, once)) {
            return Ok(known);
        }
        let is = |kind: &str| world.catalog.kind(subject.kind).name == kind;
        let usage = if is(stigg::USAGE) { usage::counted(root, arguments, &mut written)? } else { None };
        let unique = unique_name(world, &root.state, subject.kind, arguments);
        if let Some(index) = unique.as_ref().and_then(|name| root.state.by_id(subject.kind, name))
            && !root.state.is_removed(subject.kind, index)
            && is_open(&root.of_entity(subject.profile, subject.kind, index))?
        {
            let kind = &world.catalog.kind(subject.kind).name;
            let message = format!("Duplicated entity not allowed: there is such a {kind} already");
            return Err(ExecutionError::new("DuplicatedEntityNotAllowed", message));
        }
        let index = world.change(|state| {
            let index = create(world, state, subject.kind, subject.profile, id, written, unsaid);
            for name in once.into_iter().chain(unique).chain(usage) {
                state.name(subject.kind, index, name);
            }
            index
        });
        if is(stigg::GRANT) {
            consumption::settle(&root.now(), index, arguments)?;
        }
        return Ok(index);
    }
    let index = match (id, target) {
        (Some(id), None) => return Err(lookup::missing(world, subject.kind, id)),
        (_, Some(index)) => index,
        (None, None) if matches!(verb, Verb::Revoke | Verb::Delete) => described(root, subject, arguments)?,
        (None, None) => 0,
    };
    let entity = root.of_entity(subject.profile, subject.kind, index);
    world.change(|state| {
        let now = state.tick();
        let mut fields = written;
        fields.extend(verb::changes(field, verb, &entity, arguments, &now)?);
        if subject.profile.field("updatedAt").is_some() {
            fields.insert("updatedAt".to_owned(), json!(now));
        }
        state.write(subject.kind, index, fields);
        if verb == Verb::Void && world.catalog.kind(subject.kind).name == stigg::GRANT {
            let amount = value::leaf(&entity, "amount")?.unwrap_or_default();
            note(world, state, &entity.public_id(), &amount, stigg::CREDITS_VOIDED);
        }
        // A thing without a status is revoked by taking it away.
        if verb == Verb::Delete || (verb == Verb::Revoke && subject.profile.field("status").is_none()) {
            state.remove(subject.kind, index);
        }
        Ok(index)
    })
}

/// Whether the input has an `id`, which the server gives out, rather than one that the caller chose.
fn has_plain_id(arguments: &Arguments) -> bool {
    arguments.find("id").is_some_and(Value::is_string)
}

/// The entity that is taken away by saying what it is like: the promotional entitlement of a customer for a feature.
fn described(root: &Object<'_>, subject: &Subject<'_>, arguments: &Arguments) -> Result<u32, ExecutionError> {
    let world = root.context.world;
    for index in world.live(&root.state, subject.kind) {
        let entity = root.of_entity(subject.profile, subject.kind, index);
        if is_open(&entity)? && matching::agrees(&entity, arguments)? {
            return Ok(index);
        }
    }
    let kind = &world.catalog.kind(subject.kind).name;
    Err(ExecutionError::new(world.catalog.not_found_code(subject.kind), format!("{kind} not found")))
}

/// Whether an entity is not over yet.
fn is_open(entity: &Object<'_>) -> Result<bool, ExecutionError> {
    Ok(value::leaf(entity, "status")?.is_none_or(|status| status != "Expired" && status != "EXPIRED"))
}

/// The name of what an idempotency key stands for: the same key for another customer or feature is another one.
pub(super) fn idempotent(world: &World, state: &State, arguments: &Arguments) -> Option<String> {
    let key = arguments.find("idempotencyKey")?.as_str()?;
    Some(format!("idempotency key {key:?}{}", ids(world, state, stigg::IDEMPOTENT_FOR, arguments)))
}

/// A name that only one entity of a kind can have.
fn unique_name(world: &World, state: &State, kind: KindId, arguments: &Arguments) -> Option<String> {
    let kind = &world.catalog.kind(kind).name;
    let (_, names) = stigg::ONE_FOR.iter().find(|(of, _)| kind == of)?;
    Some(format!("place{}", ids(world, state, names, arguments)))
}

/// The entities that arguments mean, whichever of their ids they have.
fn ids(world: &World, state: &State, names: &[&str], arguments: &Arguments) -> String {
    let id = |name: &&str| {
        let id = arguments.find(name).and_then(Value::as_str)?;
        let kind = world.catalog.kinds().of_id_name(name);
        Some(match kind.and_then(|kind| world.find(state, kind, id)) {
            Some(index) => format!(" {name} {index}"),
            None => format!(" {name} {id:?}"),
        })
    };
    names.iter().filter_map(id).collect()
}

/// What such an entity is like before anything has happened to it.
fn fresh(kind: &str, profile: &ObjectProfile, now: &str) -> Map<String, Value> {
    let of_kind = stigg::FRESH.iter().filter(|(of, name, _)| *of == kind && profile.field(name).is_some());
    let value = |fresh: &Fresh| match fresh {
        Fresh::Now => json!(now),
        Fresh::Zero => json!(0),
        Fresh::Null => Value::Null,
        Fresh::Text(text) => json!(text),
    };
    of_kind.map(|(_, name, fresh)| ((*name).to_owned(), value(fresh))).collect()
}

/// The public id of what nobody has named: that of its position, or the next that is free.
fn free_id(known: &EntityKind, state: &State, kind: KindId, index: u32) -> String {
    let mut ids = (index..u32::MAX).map(|index| known.public_id(index));
    ids.find(|id| state.by_id(kind, id).is_none()).unwrap_or_default()
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
    let known = world.catalog.kind(kind);
    fields.extend(fresh(&known.name, profile, &now));
    fields.extend(patch::usual_status(profile));
    fields.extend(written);
    for (of, name, given, value) in stigg::FOLLOWS {
        if known.name == *of && fields.get(*given).is_some_and(|given| !given.is_null()) {
            fields.entry(*name).or_insert_with(|| json!(value));
        }
    }
    if known.name == stigg::API_KEY {
        token::lay_down(world, state, kind, index, &mut fields);
    }
    let public = id.map_or_else(|| free_id(known, state, kind, index), ToOwned::to_owned);
    fields.entry("refId").or_insert_with(|| json!(public));
    for name in profile.fields.values().filter(|field| matches!(field.role, Role::PublicId)) {
        if let Some(Value::String(id)) = fields.get(name.name.as_str()) {
            state.name(kind, index, id.clone());
        }
    }
    state.name(kind, index, public.clone());
    // An overdraft grants nothing.
    let amount = fields.get("amount").filter(|amount| amount.as_f64().is_some_and(|amount| amount > 0.0)).cloned();
    state.write(kind, index, fields);
    if let (true, Some(amount)) = (known.name == stigg::GRANT, amount) {
        note(world, state, &public, &amount, stigg::CREDITS_GRANTED);
    }
    index
}

/// Notes in the ledger what became of a grant; returns the position of the event.
pub(super) fn note(world: &World, state: &mut State, grant: &str, amount: &Value, event: &str) -> Option<u32> {
    let kinds = world.catalog.kinds();
    let kind = kinds.named(stigg::LEDGER)?;
    let profile = kinds.first_type(kind).and_then(|name| world.catalog.object(name))?;
    let fields = json!({ "grantId": grant, "amount": amount, "eventType": event, "feature": null });
    let Value::Object(fields) = fields else { return None };
    Some(create(world, state, kind, profile, None, fields, Map::new()))
}

/// Adds an entity that the builder was given, or changes the one that has its id.
pub(crate) fn seed(world: &World, kind: KindId, fields: Map<String, Value>) {
    let Some(profile) = world.catalog.kinds().first_type(kind).and_then(|name| world.catalog.object(name)) else {
        return;
    };
    let is_public = |name: &String| world.catalog.kind(kind).is_id_name(name) && name != "id";
    let id = fields.iter().find(|(name, _)| is_public(name)).and_then(|(_, id)| id.as_str());
    let id = id.or_else(|| fields.get("id").and_then(Value::as_str)).map(ToOwned::to_owned);
    world.change(|state| match id.as_deref().and_then(|id| world.find(state, kind, id)) {
        Some(index) => state.write(kind, index, fields),
        None => {
            create(world, state, kind, profile, id.as_deref(), fields, Map::new());
        }
    });
}
