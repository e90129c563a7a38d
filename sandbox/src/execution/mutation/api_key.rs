//! API keys: what mutations make of them opens the door, or shuts it.

use serde_json::{Map, Value, json};

use super::{token, write};
use crate::data::profile::FieldProfile;
use crate::data::role::Role;
use crate::data::stigg;
use crate::data::world::World;
use crate::execution::arguments::Arguments;
use crate::execution::complete;
use crate::execution::execution_error::ExecutionError;
use crate::execution::field_value::FieldValue;
use crate::execution::lookup;
use crate::execution::object::Object;
use crate::execution::value;

/// Gives a key an end, now or on the date that is asked for, and makes another that may do the same.
pub(super) fn rotate<'r>(
    root: &Object<'r>,
    field: &'r FieldProfile,
    arguments: &Arguments,
) -> Result<FieldValue<'r>, ExecutionError> {
    let world = root.context.world;
    let answer = world.catalog.object(field.ty.inner_named_type());
    let Some(Role::One { kind, type_name }) = answer.and_then(|answer| answer.field("newApiKey")).map(|new| &new.role)
    else {
        return value::of(root, field);
    };
    let Some(profile) = world.catalog.object(type_name) else { return Ok(FieldValue::NULL) };
    let id =
        lookup::id(world, *kind, arguments).ok_or_else(|| ExecutionError::bad_input("rotateApiKey needs an id"))?;
    let old_index = world.find(&root.state, *kind, id).ok_or_else(|| lookup::missing(world, *kind, id))?;
    let old = root.of_entity(profile, *kind, old_index);
    if old.written("expireAt").is_some_and(|end| !end.is_null()) {
        return Err(ExecutionError::new("ApiKeyHasExpiry", format!("API key {id} has an end already")));
    }
    let mut written = Map::new();
    for name in ["displayName", "description", "keyType", "environmentId"] {
        if let Some(value) = value::leaf(&old, name)? {
            written.insert(name.to_owned(), value);
        }
    }
    let scopes = old.written("scopes").cloned();
    written.extend(scopes.map(|scopes| ("scopes".to_owned(), scopes)));
    let end = arguments.find("expirationDate").cloned();
    let new_index = world.change(|state| {
        let now = state.tick();
        state.write(*kind, old_index, Map::from_iter([("expireAt".to_owned(), end.unwrap_or_else(|| json!(now)))]));
        write::create(world, state, *kind, profile, None, written, Map::new())
    });
    let root = root.now();
    let reference = |index| json!({ "id": root.of_entity(profile, *kind, index).internal_id() });
    let keys = json!({ "newApiKey": reference(new_index), "oldApiKey": reference(old_index) });
    complete::value(&root, field, &keys, root.key)
}

/// Makes the keys of the sandbox the first that the data have.
pub(crate) fn seed(world: &World, tokens: &[(&str, &str)]) {
    let kinds = world.catalog.kinds();
    let Some(kind) = kinds.named(stigg::API_KEY) else { return };
    let Some(profile) = kinds.first_type(kind).and_then(|name| world.catalog.object(name)) else { return };
    for ((token, key_type), index) in tokens.iter().zip(0..) {
        let fields = json!({ "token": token, "keyType": key_type, "expireAt": null });
        let Value::Object(mut fields) = fields else { continue };
        fields.retain(|name, _| profile.field(name).is_some());
        world.change(|state| {
            if index < world.count(kind) {
                token::lay_down(world, state, kind, index, &mut fields);
                state.write(kind, index, fields);
            } else {
                write::create(world, state, kind, profile, None, fields, Map::new());
            }
        });
    }
}
