//! One object of an answer: an entity, or a value object that belongs to where it was asked for.

use std::sync::Arc;

use serde_json::{Map, Value};

use super::coerce;
use super::context::Context;
use crate::data::entity_kind::{EntityKind, KindId};
use crate::data::id;
use crate::data::key::Key;
use crate::data::profile::{FieldProfile, ObjectProfile};
use crate::data::role::Role;
use crate::data::state::State;

/// An object, as far as it is known before its fields are asked for.
#[derive(Clone)]
pub(crate) struct Object<'r> {
    pub(crate) context: &'r Context<'r>,
    pub(crate) profile: &'r ObjectProfile,
    pub(crate) state: Arc<State>,
    pub(crate) key: Key,
    /// The position among the entities of its kind, where it is one.
    pub(crate) entity: Option<(KindId, u32)>,
    /// Fields that a fixture or the writer of an enclosing object laid down.
    given: Option<Arc<Map<String, Value>>>,
    /// The arguments under which a value object was asked for; its fields of the same names repeat them.
    echo: Option<Arc<Map<String, Value>>>,
}

impl<'r> Object<'r> {
    /// An object of the root type, from which all others come.
    pub(crate) fn root(context: &'r Context<'r>, profile: &'r ObjectProfile, key: Key) -> Self {
        Self { context, profile, state: context.world.snapshot(), key, entity: None, given: None, echo: None }
    }

    /// An entity, in the state of the data that this object is in.
    pub(crate) fn of_entity(&self, profile: &'r ObjectProfile, kind: KindId, index: u32) -> Self {
        let key = self.context.world.key(kind, index);
        Self { entity: Some((kind, index)), ..self.of_value(profile, key) }
    }

    /// A value object, in the same state.
    pub(crate) fn of_value(&self, profile: &'r ObjectProfile, key: Key) -> Self {
        let state = Arc::clone(&self.state);
        Self { context: self.context, profile, state, key, entity: None, given: None, echo: None }
    }

    /// An entity of a kind, seen through whichever of its types comes first.
    pub(crate) fn of_kind(&self, kind: KindId, index: u32) -> Option<Self> {
        let type_name = self.context.world.catalog.kinds().first_type(kind)?;
        let profile = self.context.world.catalog.object(type_name)?;
        Some(self.of_entity(profile, kind, index))
    }

    /// The same object in the data as they are now.
    pub(crate) fn now(&self) -> Self {
        Self { state: self.context.world.snapshot(), ..self.clone() }
    }

    /// Lays fields down.
    pub(crate) fn with(mut self, given: Map<String, Value>) -> Self {
        self.given = Some(Arc::new(given));
        self
    }

    /// Lets the fields of a value object repeat these arguments.
    pub(crate) fn echoing(self, echo: Option<Arc<Map<String, Value>>>) -> Self {
        Self { echo, ..self }
    }

    /// What of its own arguments the objects inside repeat: the ids of the others involved.
    pub(crate) fn inherited_echo(&self) -> Option<Arc<Map<String, Value>>> {
        let echo = self.echo.as_ref()?;
        let is_id = |name: &str| name.ends_with("Id") && name != "environmentId";
        if echo.keys().all(|name| is_id(name)) {
            return Some(Arc::clone(echo));
        }
        let ids = echo.iter().filter(|(name, _)| is_id(name));
        Some(Arc::new(ids.map(|(name, value)| (name.clone(), value.clone())).collect()))
    }

    /// An id that was laid down or is among the arguments.
    pub(crate) fn id_of(&self, name: &str) -> Option<&str> {
        self.given(name).or_else(|| self.echo.as_ref()?.get(name)).and_then(Value::as_str)
    }

    /// What a cursor calls it: the position among its like.
    pub(crate) fn ordinal(&self) -> u32 {
        self.key.ordinal
    }

    pub(crate) fn kind(&self) -> Option<&'r EntityKind> {
        self.profile.kind.map(|kind| self.context.world.catalog.kind(kind))
    }

    /// What a fixture says about a field.
    pub(crate) fn given(&self, name: &str) -> Option<&Value> {
        self.given.as_ref()?.get(name)
    }

    /// What a fixture or a mutation says about a field.
    pub(crate) fn written(&self, name: &str) -> Option<&Value> {
        self.given(name).or_else(|| self.entity.and_then(|(kind, index)| self.state.patch(kind, index)?.get(name)))
    }

    /// The argument that a field of a value object repeats, where it can.
    pub(crate) fn echoed(&self, field: &FieldProfile) -> Option<&Value> {
        let is_leaf = matches!(field.role, Role::Leaf(_) | Role::PublicId | Role::InternalId | Role::ForeignId { .. });
        let value = self.echo.as_ref().filter(|_| is_leaf && self.entity.is_none())?.get(field.name.as_str())?;
        coerce::fits(&self.context.world.catalog, &field.ty, value).then_some(value)
    }

    /// The id of the entity that a field shows, where it was laid down or is among the arguments.
    pub(crate) fn pointer(&self, field: &FieldProfile) -> Option<&Value> {
        let names = ["Id", "RefId"].map(|suffix| format!("{}{suffix}", field.name));
        let echo = self.echo.as_ref().filter(|_| self.entity.is_none());
        let argument = |name: &String| echo.and_then(|echo| echo.get(name)).filter(|id| id.is_string());
        names.iter().find_map(|name| self.written(name).or_else(|| argument(name)))
    }

    /// The id that callers use.
    pub(crate) fn public_id(&self) -> String {
        let Some(kind) = self.kind() else { return self.own_id() };
        let given = self.profile.fields.values().find_map(|field| {
            matches!(field.role, Role::PublicId).then(|| self.written(&field.name))?.and_then(Value::as_str)
        });
        let named = given.or_else(|| self.written("refId").and_then(Value::as_str));
        match (named, self.entity) {
            (Some(id), _) => id.to_owned(),
            (None, Some((_, index))) => kind.public_id(index),
            (None, None) => self.own_id(),
        }
    }

    pub(crate) fn internal_id(&self) -> String {
        match (self.kind(), self.entity) {
            (Some(kind), Some((_, index))) => kind.internal_id(self.context.world.seed, index),
            _ => self.own_id(),
        }
    }

    /// The id of what is no entity.
    pub(crate) fn own_id(&self) -> String {
        id::of_draw(self.key.hash)
    }
}
