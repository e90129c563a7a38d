//! What is over when the clock gets there: cancellations that waited, grants of credits, promotional entitlements.

use apollo_compiler::response::JsonMap;
use serde_json::{Map, Value, json};

use super::write;
use crate::data::date;
use crate::data::hash;
use crate::data::key::Key;
use crate::data::stigg::{self, Due};
use crate::data::world::World;
use crate::execution::context::Context;
use crate::execution::execution_error::ExecutionError;
use crate::execution::object::Object;
use crate::execution::value;

/// Moves the clock to this moment, in seconds since 1970. What was written ages by it; what was generated does not.
pub(crate) fn advance_to(world: &World, moment: i64) {
    let _writing = world.writing();
    world.change(|state| state.advance_to(moment));
    let variables = JsonMap::new();
    let context = Context::new(world, &variables);
    let kinds = world.catalog.kinds();
    for due in stigg::DUE {
        let Some(kind) = kinds.named(due.kind) else { continue };
        let Some(profile) = kinds.first_type(kind).and_then(|name| world.catalog.object(name)) else { continue };
        let root = Object::root(&context, profile, Key::answer(world.seed, hash::of_name(due.kind), 0));
        for index in root.state.patched(kind).filter(|index| !root.state.is_removed(kind, *index)) {
            let entity = root.of_entity(profile, kind, index);
            // What cannot be read is left as it is.
            if let Ok(true) = is_over(&entity, due) {
                end(world, &entity, due);
            }
        }
    }
}

/// Whether it was going on until now.
fn is_over(entity: &Object<'_>, due: &Due) -> Result<bool, ExecutionError> {
    let end = entity.written(due.date).and_then(Value::as_str).and_then(date::parse);
    if end.is_none_or(|end| end.as_second() > entity.state.now()) {
        return Ok(false);
    }
    Ok(value::leaf(entity, "status")?.is_some_and(|status| due.open.iter().any(|open| status == *open)))
}

fn end(world: &World, entity: &Object<'_>, due: &Due) {
    let Some((kind, index)) = entity.entity else { return };
    let number = |name| value::leaf(entity, name).ok().flatten().and_then(|value| value.as_f64()).unwrap_or_default();
    let rest = number("amount") - number("consumedAmount");
    let mut fields = Map::from_iter([("status".to_owned(), json!(due.status))]);
    if entity.profile.field("endDate").is_some() {
        fields.extend(entity.written(due.date).map(|end| ("endDate".to_owned(), end.clone())));
    }
    world.change(|state| {
        state.write(kind, index, fields);
        if due.kind == stigg::GRANT && rest > 0.0 {
            write::note(world, state, &entity.public_id(), &json!(rest), stigg::CREDITS_EXPIRED);
        }
    });
}
