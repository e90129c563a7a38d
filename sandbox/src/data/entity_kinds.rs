//! The kinds of entities that a schema has.

use std::collections::{HashMap, HashSet};

use apollo_compiler::schema::{ExtendedType, ObjectType};
use apollo_compiler::{Name, Schema};

use super::entity_kind::{EntityKind, KindId, id_names};
use super::stigg;

/// All kinds of a schema.
pub(crate) struct EntityKinds {
    all: Vec<EntityKind>,
    by_type: HashMap<Name, KindId>,
    by_id_name: HashMap<String, KindId>,
}

impl EntityKinds {
    pub(crate) fn of(schema: &Schema) -> Self {
        let nodes = node_types(schema);
        let mut names: Vec<(Name, String)> = schema
            .types
            .values()
            .filter_map(ExtendedType::as_object)
            .filter(|object| !is_root(schema, object) && !object.name.starts_with("__"))
            .filter(|object| nodes.contains(&object.name) || has_identity(object))
            .map(|object| (object.name.clone(), kind_name(&object.name).to_owned()))
            .collect();
        names.sort();
        let mut kinds = Vec::<EntityKind>::new();
        let mut by_type = HashMap::new();
        for (type_name, kind_name) in names {
            let known = kinds.iter().position(|kind| kind.name == kind_name);
            let id = KindId(known.unwrap_or_else(|| {
                kinds.push(EntityKind::new(kind_name));
                kinds.len() - 1
            }));
            by_type.insert(type_name, id);
        }
        let by_id_name = owners_of_id_names(&kinds);
        Self { all: kinds, by_type, by_id_name }
    }

    pub(crate) fn get(&self, id: KindId) -> &EntityKind {
        &self.all[id.0]
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (KindId, &EntityKind)> {
        self.all.iter().enumerate().map(|(index, kind)| (KindId(index), kind))
    }

    pub(crate) fn of_type(&self, type_name: &str) -> Option<KindId> {
        self.by_type.get(type_name).copied()
    }

    /// One type that shows entities of this kind, always the same.
    pub(crate) fn first_type(&self, kind: KindId) -> Option<&Name> {
        self.by_type.iter().filter(|(_, of)| **of == kind).map(|(name, _)| name).min()
    }

    /// The kind called this, by its own name or by the name of one of its types.
    pub(crate) fn named(&self, name: &str) -> Option<KindId> {
        self.of_type(name).or_else(|| self.all.iter().position(|kind| kind.name == name).map(KindId))
    }

    /// The kind that an argument or field called `customerId` or `couponRefId` gives the id of.
    pub(crate) fn of_id_name(&self, name: &str) -> Option<KindId> {
        self.by_id_name.get(name).copied()
    }
}

fn kind_name(type_name: &str) -> &str {
    stigg::VIEWS.iter().find(|(view, _)| *view == type_name).map_or(type_name, |(_, kind)| kind).trim_end_matches("DTO")
}

fn is_root(schema: &Schema, object: &ObjectType) -> bool {
    schema.schema_definition.iter_root_operations().any(|(_, name)| name.name == object.name)
}

fn has_identity(object: &ObjectType) -> bool {
    if stigg::NOT_ENTITIES.contains(&object.name.as_str()) {
        return false;
    }
    let own = id_names(kind_name(&object.name));
    object.fields.iter().any(|(name, field)| {
        let is_id = matches!(field.ty.inner_named_type().as_str(), "ID" | "UUID" | "String");
        let own_id = || own.iter().any(|id| id == name.as_str()) && field.ty.is_non_null();
        is_id && !field.ty.is_list() && (matches!(name.as_str(), "id" | "refId") || own_id())
    })
}

fn node_types(schema: &Schema) -> HashSet<Name> {
    let objects = || schema.types.values().filter_map(ExtendedType::as_object);
    objects()
        .filter_map(|object| object.fields.get("edges"))
        .filter_map(|edges| schema.get_object(edges.ty.inner_named_type()))
        .filter_map(|edge| edge.fields.get("node"))
        .map(|node| node.ty.inner_named_type().clone())
        .collect()
}

/// A name belongs to the kind that it spells whole; a shortened one (`grantId`) to the only kind that ends so.
fn owners_of_id_names(kinds: &[EntityKind]) -> HashMap<String, KindId> {
    let mut owners = HashMap::<String, Vec<(usize, KindId)>>::new();
    for (index, kind) in kinds.iter().enumerate() {
        for (rank, name) in kind.id_names.iter().enumerate() {
            owners.entry(name.clone()).or_default().push((rank / 2, KindId(index)));
        }
    }
    owners
        .into_iter()
        .filter_map(|(name, mut candidates)| {
            candidates.sort();
            match candidates.as_slice() {
                [(0, kind), ..] | [(_, kind)] => Some((name, *kind)),
                _ => None,
            }
        })
        .collect()
}
