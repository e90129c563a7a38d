//! The fields of `Query` and `Subscription`: where arguments decide which entities are meant.

pub(crate) mod balance;
pub(crate) mod matching;

use std::collections::BTreeSet;
use std::sync::Arc;

use apollo_compiler::Name;
use serde_json::{Map, Value};

use super::arguments::Arguments;
use super::entitlement::Question;
use super::execution_error::ExecutionError;
use super::field_value::FieldValue;
use super::object::Object;
use super::page::Page;
use super::sort::Order;
use super::{complete, filter, lookup, resolve, value};
use crate::data::entity_kind::KindId;
use crate::data::lists::List;
use crate::data::profile::{FieldProfile, ObjectProfile};
use crate::data::reads::Reads;
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
            let nodes = matching(field, lookup::nodes(root, profile), arguments)?;
            Ok(FieldValue::objects(resolve::arranged(nodes, arguments)?))
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
    if *field.ty.inner_named_type() == stigg::BALANCES {
        let summary = balance::summary(root, arguments)?;
        return Ok(with_echo(complete::value(root, field, &summary, root.key)?, arguments));
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

/// The nodes that the arguments ask for, in order and as cursors call them. A list is made once; after a write only what was
/// written to finds its new place.
fn arranged<'r>(
    root: &Object<'r>,
    field: &FieldProfile,
    node: &'r ObjectProfile,
    arguments: &Arguments,
) -> Result<Arc<Vec<u32>>, ExecutionError> {
    let lists = &root.context.world.lists;
    let key = hash::mix(field.salt, hash::of_members(&arguments.without_paging()));
    let version = root.state.version();
    let known = lists.get(key);
    if let Some(list) = known.as_ref().filter(|list| list.version == version) {
        return Ok(Arc::clone(&list.ordinals));
    }
    let is_newer = known.as_ref().is_some_and(|list| list.version > version);
    let renewed = match known {
        Some(list) => renewed(root, field, node, arguments, &list)?,
        None => None,
    };
    let list = renewed.map_or_else(|| made(root, field, node, arguments), Ok)?;
    let ordinals = Arc::clone(&list.ordinals);
    // Whoever reads an older version leaves the newer one to the others.
    if !is_newer {
        lists.insert(key, list);
    }
    Ok(ordinals)
}

/// A list made anew.
fn made<'r>(
    root: &Object<'r>,
    field: &FieldProfile,
    node: &'r ObjectProfile,
    arguments: &Arguments,
) -> Result<List, ExecutionError> {
    let nodes = lookup::nodes(root, node);
    let (ordinals, reads) = Reads::of(|| {
        let nodes = resolve::arranged(matching(field, nodes, arguments)?, arguments)?;
        Ok::<_, ExecutionError>(nodes.iter().map(Object::ordinal).collect())
    });
    Ok(List { version: root.state.version(), ordinals: Arc::new(ordinals?), reads: Arc::new(reads) })
}

/// More changes than this are not worth following.
const MOST_CHANGES: usize = 1_000;

/// A list of an older version, with its nodes that were touched since in their new places; nothing where it has to be made anew.
fn renewed<'r>(
    root: &Object<'r>,
    field: &FieldProfile,
    node: &'r ObjectProfile,
    arguments: &Arguments,
    list: &List,
) -> Result<Option<List>, ExecutionError> {
    let version = root.state.version();
    let mut touched = BTreeSet::new();
    for (kind, index) in root.state.since(list.version) {
        if list.reads.has(kind) || touched.len() > MOST_CHANGES {
            return Ok(None);
        }
        if Some(kind) == node.kind {
            touched.insert(index);
        }
    }
    if list.version > version {
        return Ok(None);
    }
    let Some(kind) = node.kind.filter(|_| !touched.is_empty()) else {
        return Ok(Some(List { version, ..list.clone() }));
    };
    let world = root.context.world;
    let order = Order::of(arguments.find("sorting"));
    let all = world.count(kind) + root.state.created(kind);
    let (ordinals, mut reads) = Reads::of(|| {
        let mut ordinals: Vec<u32> =
            list.ordinals.iter().copied().filter(|ordinal| !touched.contains(ordinal)).collect();
        for index in touched.into_iter().filter(|index| *index < all) {
            let entity = lookup::node(root, node, index);
            Reads::look_at(entity.entity);
            let is_gone = root.state.is_removed(kind, index);
            let kept = if is_gone { Vec::new() } else { matching(field, vec![entity], arguments)? };
            for entity in filter::select(kept, arguments.object("filter"))? {
                let rank = order.rank(&entity)?;
                let (mut low, mut high) = (0, ordinals.len());
                while low < high {
                    let middle = usize::midpoint(low, high);
                    let other = order.rank(&lookup::node(root, node, ordinals[middle]))?;
                    if order.compare(&other, &rank).is_lt() { low = middle + 1 } else { high = middle }
                }
                ordinals.insert(low, index);
            }
        }
        Ok::<_, ExecutionError>(ordinals)
    });
    reads.extend(Reads::clone(&list.reads));
    Ok(Some(List { version, ordinals: Arc::new(ordinals?), reads: Arc::new(reads) }))
}

/// Those of the nodes that the arguments do not rule out.
fn matching<'r>(
    field: &FieldProfile,
    all: Vec<Object<'r>>,
    arguments: &Arguments,
) -> Result<Vec<Object<'r>>, ExecutionError> {
    let mut nodes = Vec::new();
    for node in all {
        Reads::look_at(node.entity);
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
