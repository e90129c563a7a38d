//! The fields of `Query` and `Subscription`: where arguments decide which entities are meant.

mod matching;

use std::sync::Arc;

use apollo_compiler::Name;
use serde_json::{Map, Value};

use super::arguments::Arguments;
use super::entitlement::Question;
use super::execution_error::ExecutionError;
use super::field_value::FieldValue;
use super::object::Object;
use super::page::Page;
use super::{complete, filter, lookup, resolve, value};
use crate::data::entity_kind::KindId;
use crate::data::profile::{FieldProfile, ObjectProfile};
use crate::data::role::Role;
use crate::data::shape::Shape;
use crate::data::{hash, stigg};

/// What the data have for a root field.
pub(crate) fn field<'r>(
    root: &Object<'r>,
    field: &'r FieldProfile,
    arguments: &Arguments,
) -> Result<FieldValue<'r>, ExecutionError> {
    let catalog = &root.context.world.catalog;
    match &field.role {
        Role::One { kind, type_name } => match catalog.object(type_name) {
            Some(profile) => one(root, field, *kind, profile, arguments),
            None => Ok(FieldValue::NULL),
        },
        Role::Back { type_name, .. } | Role::Many { type_name, .. } => {
            let Some(profile) = catalog.object(type_name) else { return Ok(FieldValue::NULL) };
            Ok(FieldValue::objects(resolve::arranged(matching(root, field, profile, arguments)?, arguments)?))
        }
        Role::Connection { type_name } => match catalog.object(type_name) {
            Some(profile) => paged(root, field, profile, arguments),
            None => Ok(FieldValue::NULL),
        },
        Role::Embedded { type_name } => {
            let of_pages = |profile: &&ObjectProfile| !field.ty.is_list() && !matches!(profile.shape, Shape::Plain);
            match catalog.object(type_name).filter(of_pages) {
                Some(profile) => paged(root, field, profile, arguments),
                None => value_object(root, field, arguments),
            }
        }
        Role::Leaf(_) | Role::Tally(_) | Role::PublicId | Role::InternalId | Role::ForeignId { .. } => {
            value::of(root, field)
        }
    }
}

/// An entity: the one whose id the arguments have, or one of those that there are.
fn one<'r>(
    root: &Object<'r>,
    field: &FieldProfile,
    kind: KindId,
    profile: &'r ObjectProfile,
    arguments: &Arguments,
) -> Result<FieldValue<'r>, ExecutionError> {
    let world = root.context.world;
    let entity = |index| root.of_entity(profile, kind, index);
    match lookup::id(world, kind, arguments) {
        Some(id) => match world.find(&root.state, kind, id) {
            Some(index) => Ok(FieldValue::Object(entity(index))),
            None if field.ty.is_non_null() => Err(lookup::missing(world, kind, id)),
            None => Ok(FieldValue::NULL),
        },
        None if arguments.0.is_empty() => Ok(FieldValue::Object(entity(0))),
        None => {
            lookup::check_references(world, &root.state, arguments, None)?;
            let index = hash::below(root.key.hash, world.count(kind));
            let mut echo = echo(arguments);
            echo.retain(|name, _| profile.field(name).is_some());
            Ok(FieldValue::Object(entity(index).with(echo)))
        }
    }
}

/// A value object: it repeats the arguments, and the entities they name must exist.
fn value_object<'r>(
    root: &Object<'r>,
    field: &'r FieldProfile,
    arguments: &Arguments,
) -> Result<FieldValue<'r>, ExecutionError> {
    if let Err(error) = lookup::check_references(root.context.world, &root.state, arguments, None) {
        let answer = stigg::ANSWERS_FOR_THE_UNKNOWN
            .iter()
            .find(|(name, _)| field.name == *name)
            .and_then(|(_, answer)| serde_json::from_str::<Value>(answer).ok());
        return match answer {
            Some(answer) => complete::value(root, field, &answer, root.key),
            None => Err(error),
        };
    }
    let question = Question::of(|name| arguments.find(name)?.as_str());
    let value = match question.and_then(|question| question.answer(root, field)) {
        Some(entitlements) => entitlements,
        None => value::of(root, field)?,
    };
    Ok(with_echo(value, arguments))
}

/// Lets the objects of an answer repeat the arguments.
pub(crate) fn with_echo<'r>(value: FieldValue<'r>, arguments: &Arguments) -> FieldValue<'r> {
    fn with<'r>(value: FieldValue<'r>, echo: &Arc<Map<String, Value>>) -> FieldValue<'r> {
        match value {
            FieldValue::Object(object) => FieldValue::Object(object.echoing(Some(Arc::clone(echo)))),
            FieldValue::List(items) => FieldValue::List(items.into_iter().map(|item| with(item, echo)).collect()),
            FieldValue::Leaf(_) | FieldValue::Page(_) | FieldValue::Edge(_) => value,
        }
    }
    with(value, &Arc::new(echo(arguments)))
}

fn echo(arguments: &Arguments) -> Map<String, Value> {
    let echoed = arguments.plain().filter(|(name, _)| name.as_str() != "environmentId");
    echoed.map(|(name, value)| (name.clone(), value.clone())).collect()
}

fn paged<'r>(
    root: &Object<'r>,
    field: &FieldProfile,
    profile: &'r ObjectProfile,
    arguments: &Arguments,
) -> Result<FieldValue<'r>, ExecutionError> {
    let catalog = &root.context.world.catalog;
    let node: Option<&Name> = match &profile.shape {
        Shape::Connection { node, .. } => Some(node),
        Shape::Window(list) | Shape::Numbered(list) => profile.field(list).map(|list| list.ty.inner_named_type()),
        Shape::Plain => None,
    };
    let Some(node) = node.and_then(|node| catalog.object(node)) else { return Ok(FieldValue::NULL) };
    let ordinals = arranged(root, field, node, arguments)?;
    let object = root.of_value(profile, root.key);
    Ok(Page::of(object, &ordinals, arguments, |ordinal| lookup::node(root, node, ordinal))?.into())
}

/// The nodes that the arguments ask for, in order and as cursors call them. The pages of a list have it made once.
fn arranged<'r>(
    root: &Object<'r>,
    field: &FieldProfile,
    node: &'r ObjectProfile,
    arguments: &Arguments,
) -> Result<Arc<Vec<u32>>, ExecutionError> {
    let list = hash::mix(field.salt, hash::of_members(&arguments.without_paging()));
    root.context.world.lists.get(list, root.state.version(), || {
        let nodes = resolve::arranged(matching(root, field, node, arguments)?, arguments)?;
        Ok(nodes.iter().map(Object::ordinal).collect())
    })
}

/// All nodes of a type that the arguments do not rule out.
fn matching<'r>(
    root: &Object<'r>,
    field: &FieldProfile,
    node: &'r ObjectProfile,
    arguments: &Arguments,
) -> Result<Vec<Object<'r>>, ExecutionError> {
    let mut nodes = Vec::new();
    for node in lookup::nodes(root, node) {
        if matching::agrees(&node, arguments)? {
            nodes.push(node);
        }
    }
    let implied = stigg::IMPLIED_FILTERS
        .iter()
        .find(|(name, _)| field.name == *name)
        .and_then(|(_, filter)| serde_json::from_str::<Map<String, Value>>(filter).ok());
    filter::select(nodes, implied.as_ref())
}
