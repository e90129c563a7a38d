//! Root fields: `Query`, `Mutation` or `Subscription`.

use apollo_compiler::executable::OperationType;
use apollo_compiler::resolvers::{FieldError, ObjectValue, ResolveInfo, ResolvedValue};
use serde_json::{Map, Value};

use super::arguments::Arguments;
use super::context::Context;
use super::execution_error::ExecutionError;
use super::field_value::FieldValue;
use super::object::Object;
use super::{complete, mutation, query, value};
use crate::data::hash;
use crate::data::key::Key;
use crate::data::profile::{FieldProfile, ObjectProfile};
use crate::data::role::Role;
use crate::fixtures::Fixtures;

/// The object at which an operation begins.
pub(crate) struct Root<'r> {
    pub(crate) context: &'r Context<'r>,
    pub(crate) profile: &'r ObjectProfile,
    pub(crate) operation_type: OperationType,
    pub(crate) operation_name: Option<&'r str>,
    pub(crate) fixtures: &'r Fixtures,
    /// What is named of the answer, by response key; with it, nothing is written.
    pub(crate) named: Option<Map<String, Value>>,
    /// What a subscription's root field shows.
    pub(crate) event: Option<Value>,
    /// Which of many generated events of a subscription this is.
    pub(crate) turn: u64,
}

impl ObjectValue for Root<'_> {
    fn type_name(&self) -> &str {
        self.profile.name.as_str()
    }

    fn resolve_field<'a>(&'a self, info: &'a ResolveInfo<'a>) -> Result<ResolvedValue<'a>, FieldError> {
        self.context.spend()?;
        let Some(field) = self.profile.field(info.field_name()) else {
            return Err(self.unknown_field_error(info));
        };
        let arguments = Arguments::of(info, self.context.variables);
        let response_key =
            info.field_selections().first().map_or(info.field_name(), |selection| selection.response_key().as_str());
        let fixture = self.fixtures.find(self.operation_name, response_key, &field.name);
        let named = self.named.as_ref().and_then(|named| named.get(response_key));
        let laid_down = named.or(self.event.as_ref()).or(fixture.as_ref());
        Ok(self.field(field, &arguments, laid_down)?.resolved())
    }
}

impl<'r> Root<'r> {
    fn field(
        &self,
        field: &'r FieldProfile,
        arguments: &Arguments,
        laid_down: Option<&Value>,
    ) -> Result<FieldValue<'r>, ExecutionError> {
        // One mutation at a time: none writes what another has just made impossible.
        let is_mutation = self.operation_type == OperationType::Mutation;
        let _writing = is_mutation.then(|| self.context.world.writing());
        // The root as an object, with a key that depends on the field and its arguments.
        let hash = hash::of_members(&arguments.0);
        let key = Key::answer(self.context.world.seed, field.salt, hash.wrapping_add(self.turn));
        let root = Object::root(self.context, self.profile, key);
        match (laid_down, self.operation_type) {
            (Some(json), _) => completed(&root, field, arguments, json),
            (None, OperationType::Mutation) if self.named.is_some() => value::of(&root, field),
            (None, OperationType::Mutation) => mutation::field(&root, field, arguments),
            // Whoever names what matters does not care whether there is such a thing.
            (None, _) if self.named.is_some() => {
                query::field(&root, field, arguments).or_else(|_| value::of(&root, field))
            }
            (None, OperationType::Query | OperationType::Subscription) => query::field(&root, field, arguments),
        }
    }
}

/// What a fixture or an event lays down.
fn completed<'r>(
    root: &Object<'r>,
    field: &'r FieldProfile,
    arguments: &Arguments,
    json: &Value,
) -> Result<FieldValue<'r>, ExecutionError> {
    // A fixture for one entity is laid over the entity that the arguments name.
    if let (Role::One { .. }, Value::Object(map)) = (&field.role, json)
        && let Ok(value) = query::field(root, field, arguments)
        && let Some(entity) = value.into_object()
    {
        return Ok(FieldValue::Object(entity.with(map.clone())));
    }
    // Whatever the arguments, it is the same answer: pages of a list that is laid down belong together.
    let key = Key::answer(root.context.world.seed, field.salt, 0);
    match (complete::value(root, field, json, key)?, json) {
        (FieldValue::Page(page), Value::Array(_)) => Ok(page.cut(arguments)?.into()),
        (value, _) => Ok(query::with_echo(value, arguments)),
    }
}
