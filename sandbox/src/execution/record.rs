//! One object of an answer: an entity, or a value that belongs to where it was asked for.

use std::sync::Arc;

use apollo_compiler::Name;
use apollo_compiler::ast::Type;
use serde_json::{Map, Value, json};

use super::arguments::Arguments;
use super::context::Context;
use super::object::{Found, Object};
use super::problem::Problem;
use super::{filter, identity, page, patch, sort};
use crate::data::catalog::{FieldPlan, ObjectPlan, Shape};
use crate::data::hash;
use crate::data::key::Key;
use crate::data::kind::KindId;
use crate::data::leaf::Owner;
use crate::data::role::Role;
use crate::data::state::State;
use crate::data::stigg::{self, Tally};

/// An object whose fields are resolved when asked for.
#[derive(Clone)]
pub(crate) struct Record<'r> {
    pub(crate) run: &'r Context<'r>,
    pub(crate) plan: &'r ObjectPlan,
    pub(crate) state: Arc<State>,
    pub(crate) key: Key,
    /// The position among the entities of its kind, where it is one.
    pub(crate) entity: Option<(KindId, u32)>,
    /// Fields that a fixture or the writer of an enclosing object laid down.
    pub(crate) given: Option<Arc<Map<String, Value>>>,
    /// The arguments under which a value object was asked for; it echoes them.
    pub(crate) scope: Option<Arc<Map<String, Value>>>,
}

impl<'r> Record<'r> {
    pub(crate) fn entity(
        run: &'r Context<'r>,
        state: &Arc<State>,
        plan: &'r ObjectPlan,
        kind: KindId,
        index: u32,
    ) -> Self {
        let key = run.world.key(kind, index);
        Self { run, plan, state: Arc::clone(state), key, entity: Some((kind, index)), given: None, scope: None }
    }

    pub(crate) fn value(run: &'r Context<'r>, state: &Arc<State>, plan: &'r ObjectPlan, key: Key) -> Self {
        Self { run, plan, state: Arc::clone(state), key, entity: None, given: None, scope: None }
    }

    pub(crate) fn with(mut self, given: Map<String, Value>) -> Self {
        self.given = Some(Arc::new(given));
        self
    }

    /// What a cursor calls it: the position among its like.
    pub(crate) fn name(&self) -> u32 {
        self.key.ordinal
    }

    /// Whether a fixture says something about a field.
    pub(crate) fn is_given(&self, name: &str) -> bool {
        self.given.as_ref().is_some_and(|given| given.contains_key(name))
    }

    /// What was laid down for a field, if anything.
    fn written(&self, name: &str) -> Option<&Value> {
        let given = self.given.as_ref().and_then(|given| given.get(name));
        given.or_else(|| self.entity.and_then(|(kind, index)| self.state.patch(kind, index)?.get(name)))
    }

    /// The argument that a field of a value object repeats, where it can.
    fn echoed(&self, field: &FieldPlan) -> Option<&Value> {
        let is_leaf = matches!(field.role, Role::Leaf(_) | Role::PublicId | Role::InternalId | Role::ForeignId { .. });
        let value = self.scope.as_ref().filter(|_| is_leaf && self.entity.is_none())?.get(field.name.as_str())?;
        patch::fits(&self.run.world.catalog, &field.ty, value).then_some(value)
    }

    /// The id of the entity that a field shows, where it was laid down or is among the arguments.
    fn pointer(&self, field: &FieldPlan) -> Option<&Value> {
        let names = ["Id", "RefId"].map(|suffix| format!("{}{suffix}", field.name));
        let scope = self.scope.as_ref().filter(|_| self.entity.is_none());
        let argument = |name: &String| scope.and_then(|scope| scope.get(name)).filter(|id| id.is_string());
        names.iter().find_map(|name| self.written(name).or_else(|| argument(name)))
    }

    /// The value of a field.
    pub(crate) fn field(&self, field: &'r FieldPlan, arguments: &Arguments) -> Result<Found<'r>, Problem> {
        if let Some(value) = self.written(&field.name).or_else(|| self.echoed(field)) {
            let found = self.complete(field, &field.ty, value, self.key.child(field.salt, 0))?;
            return arrange(found, arguments);
        }
        let found = match &field.role {
            Role::Tally(tally) => self.tally(field, tally)?,
            Role::PublicId => Found::Leaf(Value::String(self.public_id())),
            Role::InternalId => Found::Leaf(Value::String(self.internal_id())),
            Role::ForeignId { kind, via, internal } => self.foreign_id(field, *kind, via.as_ref(), *internal)?,
            Role::One { kind, type_name } => self.one(field, *kind, type_name),
            Role::Back { type_name, by } => Found::records(self.back(type_name, by)?),
            Role::Many { kind, type_name } => self.many(field, *kind, type_name),
            Role::Connection { type_name } => return self.connection(type_name, arguments),
            Role::Leaf(_) | Role::Embedded { .. } if self.is_null(field)? => Found::NULL,
            Role::Leaf(leaf) => repeat(&field.ty, self.key, 0, &mut |key| {
                let owner = Owner { key, kind: self.kind(), type_name: &self.plan.name };
                Found::Leaf(leaf.value(&owner, field.salt))
            }),
            Role::Embedded { type_name } => {
                let key = self.key.child(field.salt, 0);
                repeat(&field.ty, key, 0, &mut |key| self.embedded(type_name, key))
            }
        };
        arrange(found, arguments)
    }

    /// The value of a field asked for without arguments; null for a field that the type does not have.
    pub(crate) fn plain(&self, name: &str) -> Result<Found<'r>, Problem> {
        match self.plan.field(name) {
            Some(field) => self.field(field, &Arguments::default()),
            None => Ok(Found::NULL),
        }
    }

    /// Counts the items of a list that are in one of the states.
    fn tally(&self, field: &FieldPlan, tally: &Tally) -> Result<Found<'r>, Problem> {
        let Found::List(items) = self.plain(tally.list)? else { return Ok(Found::NULL) };
        let mut count = 0_u32;
        for record in items.into_iter().filter_map(Found::into_record) {
            let Found::Leaf(Value::String(state)) = record.plain("status")? else { continue };
            count += u32::from(tally.states.contains(&state.as_str()));
        }
        Ok(Found::Leaf(match field.ty.inner_named_type().as_str() {
            "Boolean" => json!(count > 0),
            "Int" => json!(count),
            _ => json!(f64::from(count)),
        }))
    }

    fn kind(&self) -> Option<&'r crate::data::kind::Kind> {
        self.plan.kind.map(|kind| self.run.world.catalog.kind(kind))
    }

    fn is_null(&self, field: &'r FieldPlan) -> Result<bool, Problem> {
        if field.ty.is_non_null() {
            return Ok(false);
        }
        if stigg::ABSENT_IN.iter().any(|(of, name)| self.plan.name == *of && field.name == *name) {
            return Ok(true);
        }
        for (name, neighbour, value) in stigg::NULL_WHEN {
            if field.name == *name && self.plan.field(neighbour).is_some() {
                let Found::Leaf(found) = self.plain(neighbour)? else { continue };
                return Ok(found == Value::Bool(*value));
            }
        }
        Ok(self.run.world.is_null(self.key, field))
    }

    /// The id that callers use.
    pub(crate) fn public_id(&self) -> String {
        let Some(kind) = self.kind() else { return leaf_id(self.key) };
        let given = self.plan.fields.values().find_map(|field| {
            matches!(field.role, Role::PublicId).then(|| self.written(&field.name))?.and_then(Value::as_str)
        });
        let named = given.or_else(|| self.written("refId").and_then(Value::as_str));
        match (named, self.entity) {
            (Some(id), _) => id.to_owned(),
            (None, Some((_, index))) => kind.public_id(index),
            (None, None) => leaf_id(self.key),
        }
    }

    pub(crate) fn internal_id(&self) -> String {
        match (self.kind(), self.entity) {
            (Some(kind), Some((_, index))) => kind.internal_id(self.run.world.seed, index),
            _ => leaf_id(self.key),
        }
    }

    /// The id of the entity that this field or the one beside it points at.
    fn foreign_id(
        &self,
        field: &'r FieldPlan,
        kind: KindId,
        via: Option<&Name>,
        internal: bool,
    ) -> Result<Found<'r>, Problem> {
        let target = match via {
            Some(via) => self.plain(via)?.into_record(),
            None => self.target(field, kind).and_then(|index| self.of_kind(kind, index)),
        };
        Ok(match target {
            Some(target) if internal => Found::Leaf(Value::String(target.internal_id())),
            Some(target) => Found::Leaf(Value::String(target.public_id())),
            None if field.ty.is_non_null() => Found::Leaf(Value::String(leaf_id(self.key))),
            None => Found::NULL,
        })
    }

    /// An entity of a kind, seen through whichever of its types comes first.
    fn of_kind(&self, kind: KindId, index: u32) -> Option<Self> {
        let type_name = self.run.world.catalog.kinds().first_type(kind)?;
        let plan = self.run.world.catalog.object(type_name)?;
        Some(Self::entity(self.run, &self.state, plan, kind, index))
    }

    fn target(&self, field: &FieldPlan, kind: KindId) -> Option<u32> {
        self.run.world.target(self.key, field, kind)
    }

    fn one(&self, field: &'r FieldPlan, kind: KindId, type_name: &Name) -> Found<'r> {
        let world = self.run.world;
        let Some(plan) = world.catalog.object(type_name) else { return Found::NULL };
        let index = match self.pointer(field) {
            Some(Value::String(id)) => match world.find(&self.state, kind, id) {
                Some(index) => Some(index),
                None => return Found::record(identity::phantom(self, plan, kind, id)),
            },
            Some(Value::Null) if !field.ty.is_non_null() => None,
            _ => self.target(field, kind),
        };
        match index {
            Some(index) => Found::record(Self::entity(self.run, &self.state, plan, kind, index)),
            None if field.ty.is_non_null() => {
                Found::record(Self::value(self.run, &self.state, plan, self.key.child(field.salt, 0)))
            }
            None => Found::NULL,
        }
    }

    /// The entities that point at this one.
    pub(crate) fn back(&self, type_name: &Name, by: &Name) -> Result<Vec<Self>, Problem> {
        let world = self.run.world;
        let Some((kind, index)) = self.entity else { return Ok(Vec::new()) };
        let Some(plan) = world.catalog.object(type_name) else { return Ok(Vec::new()) };
        let (Some(child), Some(field)) = (plan.kind, plan.field(by)) else { return Ok(Vec::new()) };
        let is_live = |child_index: &u32| !self.state.is_removed(child, *child_index);
        let mut indexes: Vec<u32> = world
            .pointing_at(child, field, kind, index)
            .into_iter()
            .filter(|child_index| self.state.patch(child, *child_index).is_none())
            .filter(is_live)
            .collect();
        for patched in self.state.patched(child).filter(is_live) {
            let record = Self::entity(self.run, &self.state, plan, child, patched);
            let target = record.plain(by)?.into_record();
            if target.is_some_and(|target| target.entity == self.entity) {
                indexes.push(patched);
            }
        }
        indexes.sort_unstable();
        let entity = |child_index| Self::entity(self.run, &self.state, plan, child, child_index);
        Ok(indexes.into_iter().map(entity).collect())
    }

    /// A few entities, none of them twice.
    fn many(&self, field: &'r FieldPlan, kind: KindId, type_name: &Name) -> Found<'r> {
        let world = self.run.world;
        let count = world.count(kind);
        let Some(plan) = world.catalog.object(type_name) else { return Found::NULL };
        if world.is_null(self.key, field) {
            return Found::NULL;
        }
        let draw = self.key.draw(field.salt);
        let entity = |item: u32| {
            let index = (hash::below(draw, count) + item) % count;
            Self::entity(self.run, &self.state, plan, kind, index)
        };
        Found::records((0..(1 + hash::below(draw >> 32, 3)).min(count)).map(entity).collect())
    }

    fn connection(&self, type_name: &Name, arguments: &Arguments) -> Result<Found<'r>, Problem> {
        let catalog = &self.run.world.catalog;
        let Some(plan) = catalog.object(type_name) else { return Ok(Found::NULL) };
        let Shape::Connection { node, .. } = &plan.shape else { return Ok(Found::NULL) };
        let Some(node) = catalog.object(node) else { return Ok(Found::NULL) };
        let way_back = node
            .fields
            .values()
            .find(|field| matches!(&field.role, Role::One { kind, .. } if Some(*kind) == self.plan.kind));
        let nodes = match way_back {
            Some(field) => self.back(&node.name, &field.name)?,
            None => identity::all(self.run, &self.state, node),
        };
        page::of_records(self, plan, nodes, arguments)
    }

    /// A value object, or whichever member of a union has its turn.
    pub(crate) fn embedded(&self, type_name: &str, key: Key) -> Found<'r> {
        let world = self.run.world;
        let possible = world.catalog.possible_types(type_name);
        let turn = key.turn(hash::of_name(type_name), possible.len());
        let Some(plan) = possible.get(turn) else { return Found::NULL };
        let mut record = match plan.kind.map(|kind| (kind, world.count(kind))) {
            Some((kind, count)) if count > 0 => {
                Self::entity(self.run, &self.state, plan, kind, hash::below(key.hash, count))
            }
            _ => Self::value(self.run, &self.state, plan, key),
        };
        record.scope = self.scope.as_ref().map(identity::inherited);
        Found::record(record)
    }

    /// Turns JSON that was laid down into a value of the field's type; what it leaves out is generated.
    pub(crate) fn complete(
        &self,
        field: &'r FieldPlan,
        ty: &Type,
        value: &Value,
        key: Key,
    ) -> Result<Found<'r>, Problem> {
        match (ty, value) {
            (_, Value::Null) => Ok(Found::NULL),
            (Type::List(inner) | Type::NonNullList(inner), Value::Array(items)) => {
                let items = items
                    .iter()
                    .zip(0..)
                    .map(|(item, at)| self.complete(field, inner, item, key.child(field.salt, at)));
                items.collect::<Result<_, _>>().map(Found::List)
            }
            (Type::List(inner) | Type::NonNullList(inner), single) => {
                Ok(Found::List(vec![self.complete(field, inner, single, key)?]))
            }
            (Type::Named(name) | Type::NonNullNamed(name), value) => match &field.role {
                Role::Leaf(_) | Role::Tally(_) | Role::PublicId | Role::InternalId => {
                    Ok(Found::Leaf(identity::coerced(name, value)))
                }
                Role::ForeignId { kind, internal, .. } => {
                    let index = value.as_str().and_then(|id| self.run.world.find(&self.state, *kind, id));
                    let target = index.and_then(|index| self.of_kind(*kind, index));
                    Ok(Found::Leaf(match target {
                        Some(target) if *internal => Value::String(target.internal_id()),
                        Some(target) => Value::String(target.public_id()),
                        None => value.clone(),
                    }))
                }
                Role::Connection { type_name } => page::given(self, type_name, value, key),
                _ => match value {
                    Value::Object(map) => identity::completed(self, name, map, key),
                    _ => Err(Problem::new(
                        "FixtureDoesNotFit",
                        format!("{}.{} needs an object, the fixture has {value}", self.plan.name, field.name),
                    )),
                },
            },
        }
    }
}

const LENGTHS: u64 = 0x6c65_6e67;

/// Repeats for each item of a list type.
fn repeat<'r>(ty: &Type, key: Key, depth: u64, item: &mut dyn FnMut(Key) -> Found<'r>) -> Found<'r> {
    match ty {
        Type::Named(_) | Type::NonNullNamed(_) => item(key),
        Type::List(inner) | Type::NonNullList(inner) => {
            let length = 1 + hash::below(hash::mix(key.hash, LENGTHS + depth), 3);
            Found::List((0..length).map(|at| repeat(inner, key.child(depth, at), depth + 1, item)).collect())
        }
    }
}

fn leaf_id(key: Key) -> String {
    crate::data::leaf::uuid(key.hash)
}

/// Applies `filter` and `sorting` to a list of records.
fn arrange<'r>(found: Found<'r>, arguments: &Arguments) -> Result<Found<'r>, Problem> {
    if arguments.0.is_empty() {
        return Ok(found);
    }
    let Found::List(items) = found else { return Ok(found) };
    let mut records = Vec::with_capacity(items.len());
    let mut others = Vec::new();
    for item in items {
        match item {
            Found::Object(Object::Record(record)) => records.push(record),
            other => others.push(other),
        }
    }
    if !others.is_empty() {
        others.extend(records.into_iter().map(Found::record));
        return Ok(Found::List(others));
    }
    let mut records = filter::select(records, arguments.object("filter"))?;
    sort::arrange(&mut records, arguments.find("sorting"))?;
    Ok(Found::records(records))
}
