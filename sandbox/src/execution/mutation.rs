//! Mutations: what they change, and how they answer.
//!
//! One rule for all of them but the exchange of a key (`api_key`) and the use of credits (`consumption`). The name's verb
//! says what happens, the type of the answer says to what kind of entity, the ids in the input say to which one, and the other
//! input fields become the entity's fields of the same names. A report of usage adds to that (`usage`).

pub(crate) mod api_key;
mod cancellation;
mod consumption;
pub(crate) mod due;
mod nested;
mod patch;
mod refusal;
mod subject;
mod token;
mod usage;
mod verb;
pub(crate) mod write;

use std::sync::Arc;

use serde_json::{Map, Value, json};

use self::nested::Nested;
use self::subject::Subject;
use self::verb::Verb;
use super::arguments::Arguments;
use super::execution_error::ExecutionError;
use super::field_value::FieldValue;
use super::object::Object;
use super::{complete, lookup, query};
use crate::data::profile::FieldProfile;
use crate::data::role::Role;
use crate::data::stigg;

/// Applies a mutation and answers it.
pub(crate) fn field<'r>(
    root: &Object<'r>,
    field: &'r FieldProfile,
    arguments: &Arguments,
) -> Result<FieldValue<'r>, ExecutionError> {
    let verb = Verb::of(&field.name);
    if verb == Verb::Rotate {
        return api_key::rotate(root, field, arguments);
    }
    if field.name == stigg::CONSUMPTION {
        return consumption::consume(root, field, arguments);
    }
    if field.name == stigg::CONSUMPTIONS.0 {
        return consumption::consume_each(root, field, arguments);
    }
    let subject = Subject::of(root, field).filter(|_| verb != Verb::Other);
    let Some(subject) = subject else { return query::field(root, field, arguments) };
    lookup::check_references(root.context.world, &root.state, arguments, Some(subject.kind))?;
    if subject.many {
        return many(root, field, &subject, arguments);
    }
    let nested = Nested::of(root, field, &subject, arguments)?;
    let index = write::apply(root, field, verb, &subject, arguments)?;
    // The answer shows the data after the change; a removed entity is shown as it was.
    let root = root.now();
    let entity = root.of_entity(subject.profile, subject.kind, index);
    match subject.within {
        None => Ok(FieldValue::Object(entity)),
        Some(within) => wrapped(&root, field, within, &entity, nested, arguments),
    }
}

/// A mutation that answers with a list: one entity for each object of the first list in its input.
fn many<'r>(
    root: &Object<'r>,
    field: &'r FieldProfile,
    subject: &Subject<'r>,
    arguments: &Arguments,
) -> Result<FieldValue<'r>, ExecutionError> {
    let items =
        arguments.plain().find_map(|(_, value)| value.as_array().filter(|items| items.iter().any(Value::is_object)));
    let Some(items) = items else { return query::field(root, field, arguments) };
    let shared: Map<String, Value> = arguments
        .plain()
        .filter(|(_, value)| !value.is_array())
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect();
    let before = Arc::clone(&root.state);
    let written = items.iter().filter_map(Value::as_object).map(|item| {
        let mut own = shared.clone();
        own.extend(item.clone());
        let own = Arguments(own);
        // Each item sees what those before it did.
        let root = root.now();
        lookup::check_references(root.context.world, &root.state, &own, Some(subject.kind))?;
        let verb = if Verb::of(&field.name) == Verb::Create { Verb::Create } else { Verb::Upsert };
        write::apply(&root, field, verb, subject, &own)
    });
    let indexes: Vec<u32> = written.collect::<Result<_, _>>().inspect_err(|_| root.context.world.undo(&before))?;
    let root = root.now();
    let entity = |index| root.of_entity(subject.profile, subject.kind, index);
    Ok(FieldValue::objects(indexes.into_iter().map(entity).collect()))
}

/// An answer that is not the entity itself but holds it.
fn wrapped<'r>(
    root: &Object<'r>,
    field: &'r FieldProfile,
    within: &'r FieldProfile,
    entity: &Object<'r>,
    nested: Vec<Nested<'r>>,
    arguments: &Arguments,
) -> Result<FieldValue<'r>, ExecutionError> {
    let mut given = stigg::answer_defaults(field.ty.inner_named_type());
    given.insert(within.name.to_string(), reference(entity));
    for nested in nested.into_iter().filter(|nested| within.name != nested.output) {
        let (output, created) = nested.create(root, entity);
        given.insert(output.to_owned(), created.map_or(Value::Null, |entity| reference(&entity)));
    }
    let root = root.now();
    let value = complete::value(&root, field, &Value::Object(given), root.key)?;
    Ok(query::with_echo(value, arguments))
}

/// Partial JSON that means an entity.
fn reference(entity: &Object<'_>) -> Value {
    let field = entity.profile.fields.values().find(|field| matches!(field.role, Role::PublicId));
    match field {
        Some(field) => json!({ field.name.as_str(): entity.public_id() }),
        None => json!({ "id": entity.internal_id() }),
    }
}
