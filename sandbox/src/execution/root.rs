//! Root fields: where arguments decide which entities are meant.

use std::sync::Arc;

use apollo_compiler::Name;
use apollo_compiler::executable::OperationType;
use apollo_compiler::resolvers::{FieldError, ObjectValue, ResolveInfo, ResolvedValue};
use serde_json::{Map, Value};

use super::arguments::Arguments;
use super::context::Context;
use super::object::{Found, Object};
use super::problem::Problem;
use super::record::Record;
use super::{filter, identity, mutation, page};
use crate::data::catalog::{FieldPlan, ObjectPlan, Shape};
use crate::data::hash;
use crate::data::key::Key;
use crate::data::role::Role;
use crate::data::stigg;
use crate::fixtures::Fixtures;

/// `Query`, `Mutation` or `Subscription`.
pub(crate) struct Root<'r> {
    pub(crate) run: &'r Context<'r>,
    pub(crate) plan: &'r ObjectPlan,
    pub(crate) kind: OperationType,
    pub(crate) operation_name: Option<&'r str>,
    pub(crate) fixtures: &'r Fixtures,
    /// What a subscription's root field shows.
    pub(crate) event: Option<Value>,
    /// Which of many generated events of a subscription this is.
    pub(crate) turn: u64,
}

impl ObjectValue for Root<'_> {
    fn type_name(&self) -> &str {
        self.plan.name.as_str()
    }

    fn resolve_field<'a>(&'a self, info: &'a ResolveInfo<'a>) -> Result<ResolvedValue<'a>, FieldError> {
        self.run.spend()?;
        let Some(field) = self.plan.field(info.field_name()) else {
            return Err(self.unknown_field_error(info));
        };
        let arguments = Arguments::of(info, self.run.variables);
        let response_key =
            info.field_selections().first().map_or(info.field_name(), |selection| selection.response_key().as_str());
        let fixture = self.fixtures.find(self.operation_name, response_key, &field.name);
        let laid_down = self.event.as_ref().or(fixture.as_ref());
        Ok(self.answer(field, &arguments, laid_down)?.resolved())
    }
}

impl<'r> Root<'r> {
    fn answer(
        &self,
        field: &'r FieldPlan,
        arguments: &Arguments,
        laid_down: Option<&Value>,
    ) -> Result<Found<'r>, Problem> {
        let near = self.near(field, arguments);
        match laid_down {
            Some(value) => completed(&near, field, arguments, value),
            None if self.kind == OperationType::Mutation => mutation::answer(&near, field, arguments),
            None => generated(&near, field, arguments),
        }
    }

    /// The root as a record, with a key that depends on the field and its arguments.
    fn near(&self, field: &FieldPlan, arguments: &Arguments) -> Record<'r> {
        let state = self.run.world.snapshot();
        let hash = hash::of_members(&arguments.0);
        let key = Key::answer(self.run.world.seed, field.salt, hash.wrapping_add(self.turn));
        Record::value(self.run, &state, self.plan, key)
    }
}

/// The answer that a fixture or an event lays down.
fn completed<'r>(
    near: &Record<'r>,
    field: &'r FieldPlan,
    arguments: &Arguments,
    value: &Value,
) -> Result<Found<'r>, Problem> {
    // A fixture for one entity is laid over the entity that the arguments name.
    if let (Role::One { .. }, Value::Object(map)) = (&field.role, value)
        && let Ok(found) = generated(near, field, arguments)
        && let Some(record) = found.into_record()
    {
        return Ok(Found::record(record.with(map.clone())));
    }
    // Whatever the arguments, it is the same answer: pages of a list that is laid down belong together.
    let key = Key::answer(near.run.world.seed, field.salt, 0);
    let found = near.complete(field, &field.ty, value, key)?;
    match (found, value) {
        (Found::Object(Object::Page(page)), Value::Array(_)) => page.recut(arguments),
        (found, _) => Ok(with_scope(found, &scope(arguments))),
    }
}

/// The answer that the data has.
pub(crate) fn generated<'r>(
    near: &Record<'r>,
    field: &'r FieldPlan,
    arguments: &Arguments,
) -> Result<Found<'r>, Problem> {
    let world = near.run.world;
    match &field.role {
        Role::One { kind, type_name } => {
            let Some(plan) = world.catalog.object(type_name) else { return Ok(Found::NULL) };
            let entity = |index| Record::entity(near.run, &near.state, plan, *kind, index);
            match identity::ids(world, *kind, arguments) {
                Some(id) => match world.find(&near.state, *kind, id) {
                    Some(index) => Ok(Found::record(entity(index))),
                    None if field.ty.is_non_null() => Err(identity::missing(world, *kind, id)),
                    None => Ok(Found::NULL),
                },
                None if arguments.0.is_empty() => Ok(Found::record(entity(0))),
                None => {
                    identity::check_references(world, &near.state, arguments, None)?;
                    let index = hash::below(near.key.hash, world.count(*kind));
                    let echo = identity::echo(plan, arguments);
                    Ok(Found::record(entity(index).with(echo)))
                }
            }
        }
        Role::Back { type_name, .. } | Role::Many { type_name, .. } => {
            let Some(plan) = world.catalog.object(type_name) else { return Ok(Found::NULL) };
            let mut records = matching(near, field, plan, arguments)?;
            super::sort::arrange(&mut records, arguments.find("sorting"))?;
            let records = filter::select(records, arguments.object("filter"))?;
            Ok(Found::records(records))
        }
        Role::Connection { type_name } => {
            let Some(plan) = world.catalog.object(type_name) else { return Ok(Found::NULL) };
            paged(near, field, plan, arguments)
        }
        Role::Embedded { type_name } => {
            let paged_plan = world
                .catalog
                .object(type_name)
                .filter(|plan| !field.ty.is_list() && !matches!(plan.shape, Shape::Record));
            match paged_plan {
                Some(plan) => paged(near, field, plan, arguments),
                None => value(near, field, arguments),
            }
        }
        _ => near.field(field, &Arguments::default()),
    }
}

/// A value object: it echoes the arguments, and the entities they name must exist.
fn value<'r>(near: &Record<'r>, field: &'r FieldPlan, arguments: &Arguments) -> Result<Found<'r>, Problem> {
    let world = near.run.world;
    if let Err(problem) = identity::check_references(world, &near.state, arguments, None) {
        let answer = stigg::ANSWERS_FOR_THE_UNKNOWN
            .iter()
            .find(|(name, _)| field.name == *name)
            .and_then(|(_, answer)| serde_json::from_str::<Value>(answer).ok());
        return match answer {
            Some(answer) => near.complete(field, &field.ty, &answer, near.key),
            None => Err(problem),
        };
    }
    let found = near.field(field, &Arguments::default())?;
    Ok(with_scope(found, &scope(arguments)))
}

/// Lets the objects of an answer echo the arguments.
pub(crate) fn with_scope<'r>(found: Found<'r>, scope: &Arc<Map<String, Value>>) -> Found<'r> {
    match found {
        Found::Object(Object::Record(mut record)) => {
            record.scope = Some(Arc::clone(scope));
            Found::record(record)
        }
        Found::List(items) => Found::List(items.into_iter().map(|item| with_scope(item, scope)).collect()),
        found => found,
    }
}

/// What an answer echoes.
pub(crate) fn scope(arguments: &Arguments) -> Arc<Map<String, Value>> {
    let echoed = arguments.plain().filter(|(name, _)| name.as_str() != "environmentId");
    Arc::new(echoed.map(|(name, value)| (name.clone(), value.clone())).collect())
}

fn paged<'r>(
    near: &Record<'r>,
    field: &'r FieldPlan,
    plan: &'r ObjectPlan,
    arguments: &Arguments,
) -> Result<Found<'r>, Problem> {
    let catalog = &near.run.world.catalog;
    let node: &Name = match &plan.shape {
        Shape::Connection { node, .. } => node,
        Shape::Window(list) | Shape::Numbered(list) => match plan.field(list) {
            Some(list) => list.ty.inner_named_type(),
            None => return Ok(Found::NULL),
        },
        Shape::Record => return Ok(Found::NULL),
    };
    let Some(node) = catalog.object(node) else { return Ok(Found::NULL) };
    let names = arranged(near, field, node, arguments)?;
    page::of(near, plan, &names, arguments, &|name| Some(identity::named(near.run, &near.state, node, name)))
}

/// The names of the nodes that the arguments ask for, in order. The pages of a list have it made once.
fn arranged<'r>(
    near: &Record<'r>,
    field: &FieldPlan,
    node: &'r ObjectPlan,
    arguments: &Arguments,
) -> Result<Arc<Vec<u32>>, Problem> {
    let list = hash::mix(field.salt, hash::of_members(&arguments.without_paging()));
    near.run.world.lists.get(list, near.state.version(), || {
        let nodes = matching(near, field, node, arguments)?;
        let mut nodes = filter::select(nodes, arguments.object("filter"))?;
        super::sort::arrange(&mut nodes, arguments.find("sorting"))?;
        Ok(nodes.iter().map(Record::name).collect())
    })
}

/// All nodes of a type that the arguments do not rule out.
fn matching<'r>(
    near: &Record<'r>,
    field: &FieldPlan,
    node: &'r ObjectPlan,
    arguments: &Arguments,
) -> Result<Vec<Record<'r>>, Problem> {
    let mut nodes = Vec::new();
    for record in identity::all(near.run, &near.state, node) {
        if identity::agrees(&record, arguments)? {
            nodes.push(record);
        }
    }
    let implied = stigg::IMPLIED_FILTERS
        .iter()
        .find(|(name, _)| field.name == *name)
        .and_then(|(_, filter)| serde_json::from_str::<Map<String, Value>>(filter).ok());
    filter::select(nodes, implied.as_ref())
}
