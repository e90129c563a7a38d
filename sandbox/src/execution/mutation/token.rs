//! The token of an API key, by which the door knows it.

use serde_json::{Map, Value, json};

use crate::data::entity_kind::KindId;
use crate::data::hash;
use crate::data::state::State;
use crate::data::world::World;

/// Gives a key the token that its fields say, or one of its own.
pub(super) fn lay_down(world: &World, state: &mut State, kind: KindId, index: u32, fields: &mut Map<String, Value>) {
    let prefix = if fields.get("keyType").is_some_and(|kind| kind == "CLIENT") { "client" } else { "server" };
    let made = || json!(format!("{prefix}-{:016x}", world.key(kind, index).draw(hash::of_name("token"))));
    let token = fields.entry("token").or_insert_with(made);
    if let Some(token) = token.as_str() {
        state.name(kind, index, token.to_owned());
    }
}
