//! Kinds of entities: things with an identity, whichever of their types a query meets them through.

use std::collections::HashMap;

use apollo_compiler::schema::{ExtendedType, ObjectType};
use apollo_compiler::{Name, Schema};

use super::{hash, stigg};

/// An index into the catalog's kinds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct KindId(pub(crate) usize);

/// One kind of entity, for example `Customer`.
pub(crate) struct Kind {
    pub(crate) name: String,
    pub(crate) salt: u64,
    /// What public ids start with: `customer` in `customer-0001`.
    pub(crate) label: String,
    /// Names under which an argument or a field gives an id of this kind.
    id_names: Vec<String>,
    pub(crate) singleton: bool,
}

/// All kinds of a schema.
pub(crate) struct Kinds {
    all: Vec<Kind>,
    by_type: HashMap<Name, KindId>,
    by_id_name: HashMap<String, KindId>,
}

impl Kinds {
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
        let mut kinds = Vec::<Kind>::new();
        let mut by_type = HashMap::new();
        for (type_name, kind_name) in names {
            let known = kinds.iter().position(|kind| kind.name == kind_name);
            let id = KindId(known.unwrap_or_else(|| {
                kinds.push(Kind::new(kind_name));
                kinds.len() - 1
            }));
            by_type.insert(type_name, id);
        }
        let by_id_name = owners_of_id_names(&kinds);
        Self { all: kinds, by_type, by_id_name }
    }

    pub(crate) fn get(&self, id: KindId) -> &Kind {
        &self.all[id.0]
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (KindId, &Kind)> {
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

impl Kind {
    fn new(name: String) -> Self {
        Self {
            salt: hash::of_name(&name),
            label: kebab(&name),
            id_names: id_names(&name),
            singleton: stigg::SINGLETONS.contains(&name.as_str()),
            name,
        }
    }

    /// Whether a field or argument of this name holds the id of an entity of this kind.
    pub(crate) fn is_id_name(&self, name: &str) -> bool {
        matches!(name, "id" | "refId" | "uuid") || self.id_names.iter().any(|id| id == name)
    }

    /// The public id of the entity at `index`, counted from zero.
    pub(crate) fn public_id(&self, index: u32) -> String {
        format!("{}-{:04}", self.label, u64::from(index) + 1)
    }

    /// The internal id: a UUID that ends in the position, so that it can be read back.
    pub(crate) fn internal_id(&self, seed: u64, index: u32) -> String {
        let bits = hash::mix(seed, self.salt);
        format!(
            "{:08x}-{:04x}-4{:03x}-8{:03x}-{:012x}",
            bits >> 32,
            (bits >> 16) & 0xffff,
            (bits >> 4) & 0xfff,
            bits & 0xfff,
            u64::from(index) + 1
        )
    }

    /// The position that an id made by [`Kind::public_id`] or [`Kind::internal_id`] stands for.
    pub(crate) fn index_of(&self, seed: u64, id: &str) -> Option<u32> {
        let (head, digits) = id.rsplit_once('-')?;
        let number =
            if head == self.label { digits.parse::<u32>().ok()? } else { u32::from_str_radix(digits, 16).ok()? };
        let index = number.checked_sub(1)?;
        (self.public_id(index) == id || self.internal_id(seed, index).eq_ignore_ascii_case(id)).then_some(index)
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

fn node_types(schema: &Schema) -> std::collections::HashSet<Name> {
    let objects = || schema.types.values().filter_map(ExtendedType::as_object);
    objects()
        .filter_map(|object| object.fields.get("edges"))
        .filter_map(|edges| schema.get_object(edges.ty.inner_named_type()))
        .filter_map(|edge| edge.fields.get("node"))
        .map(|node| node.ty.inner_named_type().clone())
        .collect()
}

/// `CreditGrant` is meant by `creditGrantId` and `grantId`, with `RefId` as well.
fn id_names(kind: &str) -> Vec<String> {
    let mut names = Vec::new();
    let starts = kind.char_indices().filter(|(_, c)| c.is_uppercase()).map(|(at, _)| at);
    for start in std::iter::once(0).chain(starts.filter(|start| *start > 0)) {
        let Some(tail) = kind.get(start..) else { continue };
        let mut chars = tail.chars();
        let Some(first) = chars.next() else { continue };
        let stem: String = first.to_lowercase().chain(chars).collect();
        names.push(format!("{stem}Id"));
        names.push(format!("{stem}RefId"));
    }
    names
}

/// A name belongs to the kind that it spells whole; a shortened one (`grantId`) to the only kind that ends so.
fn owners_of_id_names(kinds: &[Kind]) -> HashMap<String, KindId> {
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

pub(crate) fn kebab(name: &str) -> String {
    let mut label = String::with_capacity(name.len() + 4);
    let mut previous_lower = false;
    for c in name.chars() {
        if c.is_uppercase() && previous_lower {
            label.push('-');
        }
        previous_lower = !c.is_uppercase() && c != '_';
        label.extend(c.to_lowercase().map(|c| if c == '_' { '-' } else { c }));
    }
    label
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_can_be_read_back() {
        let kind = Kind::new("CreditGrant".to_owned());
        assert_eq!(kind.public_id(6), "credit-grant-0007");
        assert_eq!(kind.index_of(1, "credit-grant-0007"), Some(6));
        assert_eq!(kind.index_of(1, &kind.internal_id(1, 41)), Some(41));
        for wrong in ["", "-", "credit-grant-", "credit-grant-0", "credit-grant-7", "grant-0007", "é-0001"] {
            assert_eq!(kind.index_of(1, wrong), None, "{wrong}");
        }
        assert_eq!(kind.index_of(2, &kind.internal_id(1, 41)), None, "another seed has other ids");
    }

    #[test]
    fn short_and_long_names_of_an_id_are_known() {
        assert_eq!(id_names("CreditGrant"), ["creditGrantId", "creditGrantRefId", "grantId", "grantRefId"]);
    }
}
