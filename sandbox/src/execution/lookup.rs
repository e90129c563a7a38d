//! Finding the entities that ids and arguments mean.

use serde_json::json;

use super::arguments::Arguments;
use super::execution_error::ExecutionError;
use super::object::Object;
use crate::data::entity_kind::KindId;
use crate::data::hash;
use crate::data::key::Key;
use crate::data::profile::ObjectProfile;
use crate::data::role::Role;
use crate::data::state::State;
use crate::data::world::World;

/// All nodes of an object type.
pub(crate) fn nodes<'r>(parent: &Object<'r>, profile: &'r ObjectProfile) -> Vec<Object<'r>> {
    let world = parent.context.world;
    match profile.kind {
        Some(kind) => world.live(&parent.state, kind).map(|ordinal| node(parent, profile, ordinal)).collect(),
        None => (0..world.size(&profile.name)).map(|ordinal| node(parent, profile, ordinal)).collect(),
    }
}

/// The node of an object type that a cursor calls so.
pub(crate) fn node<'r>(parent: &Object<'r>, profile: &'r ObjectProfile, ordinal: u32) -> Object<'r> {
    match profile.kind {
        Some(kind) => parent.of_entity(profile, kind, ordinal),
        None => parent.of_value(profile, Key::entity(parent.context.world.seed, hash::of_name(&profile.name), ordinal)),
    }
}

/// The id of a kind that arguments carry, under the kind's own names before `id` and `refId`.
pub(crate) fn id<'a>(world: &World, kind: KindId, arguments: &'a Arguments) -> Option<&'a str> {
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
pub(crate) fn missing(world: &World, kind: KindId, id: &str) -> ExecutionError {
    let known = world.catalog.kind(kind);
    let hint = match world.count(kind) {
        0 => String::new(),
        count => format!(" (the sandbox has {} to {})", known.public_id(0), known.public_id(count.saturating_sub(1))),
    };
    ExecutionError::new(world.catalog.not_found_code(kind), format!("{} not found: {id}{hint}", known.name))
}

/// Refuses arguments that name an entity which does not exist.
pub(crate) fn check_references(
    world: &World,
    state: &State,
    arguments: &Arguments,
    except: Option<KindId>,
) -> Result<(), ExecutionError> {
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
pub(crate) fn phantom<'r>(parent: &Object<'r>, profile: &'r ObjectProfile, kind: KindId, id: &str) -> Object<'r> {
    let ids = profile.fields.values().filter(|field| matches!(field.role, Role::PublicId));
    let given = ids.map(|field| (field.name.to_string(), json!(id))).collect();
    parent.of_entity(profile, kind, World::phantom(id)).with(given)
}
