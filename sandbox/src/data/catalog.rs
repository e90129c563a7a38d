//! The schema, read once: which types are entities, and what each field of each object type stands for.

use std::collections::{HashMap, HashSet};

use apollo_compiler::ast::Type;
use apollo_compiler::collections::{HashMap as ApolloMap, IndexMap};
use apollo_compiler::schema::{ExtendedType, Implementers, ObjectType};
use apollo_compiler::validation::Valid;
use apollo_compiler::{Name, Schema};

use super::kind::{Kind, KindId, Kinds};
use super::role::{Role, role_of};
use super::{hash, stigg};

/// A schema and what the sandbox derived from it. Shared by every sandbox that serves that schema.
pub(crate) struct Catalog {
    pub(crate) schema: Valid<Schema>,
    pub(crate) implementers: ApolloMap<Name, Implementers>,
    objects: HashMap<Name, ObjectPlan>,
    kinds: Kinds,
    error_codes: HashSet<String>,
}

/// What is known about one object type.
pub(crate) struct ObjectPlan {
    pub(crate) name: Name,
    /// The kind of entity that this type shows; `None` for value objects such as `Money`.
    pub(crate) kind: Option<KindId>,
    /// In the order of the schema, so that whatever looks for the first one always finds the same.
    pub(crate) fields: IndexMap<Name, FieldPlan>,
    pub(crate) shape: Shape,
}

/// How an object type takes part in paging.
#[derive(Clone)]
pub(crate) enum Shape {
    /// An ordinary object.
    Plain,
    /// A connection over nodes of the named object type.
    Connection {
        /// The object type of one edge, where the connection has edges.
        edge: Option<Name>,
        node: Name,
    },
    /// An object with a `pageInfo` whose named list is what the pages are cut from.
    Window(Name),
    /// An object with a `totalCount` whose named list is cut by page number and limit.
    Numbered(Name),
}

/// What is known about one field of an object type.
pub(crate) struct FieldPlan {
    pub(crate) name: Name,
    pub(crate) ty: Type,
    /// The field's part in every hash. It depends on the name alone, so two views of an entity agree.
    pub(crate) salt: u64,
    pub(crate) role: Role,
    /// Never null, although the schema would allow it.
    pub(crate) keep: bool,
}

impl Catalog {
    pub(crate) fn new(schema: Valid<Schema>) -> Self {
        let kinds = Kinds::of(&schema);
        let implementers = schema.implementers_map();
        let objects = schema
            .types
            .values()
            .filter_map(ExtendedType::as_object)
            .map(|object| (object.name.clone(), ObjectPlan::new(&schema, &kinds, object)))
            .collect();
        let error_codes = schema
            .types
            .get("ErrorCode")
            .and_then(ExtendedType::as_enum)
            .map(|codes| codes.values.keys().map(ToString::to_string).collect())
            .unwrap_or_default();
        Self { schema, implementers, objects, kinds, error_codes }
    }

    pub(crate) fn object(&self, name: &str) -> Option<&ObjectPlan> {
        self.objects.get(name)
    }

    pub(crate) fn kinds(&self) -> &Kinds {
        &self.kinds
    }

    pub(crate) fn kind(&self, id: KindId) -> &Kind {
        self.kinds.get(id)
    }

    /// The object types that a value of the named type may have, in the order of the schema.
    pub(crate) fn possible_types(&self, name: &str) -> Vec<&ObjectPlan> {
        match self.schema.types.get(name) {
            Some(ExtendedType::Object(_)) => self.object(name).into_iter().collect(),
            Some(ExtendedType::Union(union)) => union.members.iter().filter_map(|member| self.object(member)).collect(),
            Some(ExtendedType::Interface(_)) => {
                let mut names: Vec<_> = self
                    .implementers
                    .get(name)
                    .map(|implementers| implementers.objects.iter().collect())
                    .unwrap_or_default();
                names.sort();
                names.into_iter().filter_map(|member| self.object(member)).collect()
            }
            _ => Vec::new(),
        }
    }

    /// The code that says an entity of this kind is not there, spelled as the schema's `ErrorCode` spells it.
    pub(crate) fn not_found_code(&self, kind: KindId) -> String {
        let code = format!("{}NotFound", self.kind(kind).name);
        let long = format!("{code}Error");
        if self.error_codes.contains(&long) { long } else { code }
    }

    /// Whether the schema has a code for a missing entity of this kind; only those are demanded to exist.
    pub(crate) fn can_be_missing(&self, kind: KindId) -> bool {
        self.error_codes.is_empty() || self.error_codes.contains(&self.not_found_code(kind))
    }
}

impl ObjectPlan {
    fn new(schema: &Schema, kinds: &Kinds, object: &ObjectType) -> Self {
        let fields = object
            .fields
            .iter()
            .map(|(name, definition)| {
                let plan = FieldPlan {
                    name: name.clone(),
                    ty: definition.ty.clone(),
                    salt: hash::of_name(name),
                    role: role_of(schema, kinds, object, definition),
                    keep: stigg::ALWAYS_PRESENT.contains(&name.as_str()),
                };
                (name.clone(), plan)
            })
            .collect();
        Self { name: object.name.clone(), kind: kinds.of_type(&object.name), fields, shape: Shape::of(schema, object) }
    }

    pub(crate) fn field(&self, name: &str) -> Option<&FieldPlan> {
        self.fields.get(name)
    }
}

impl Shape {
    /// Connections are known by what they hold, not by their names.
    pub(crate) fn of(schema: &Schema, object: &ObjectType) -> Self {
        let list_of_objects = |name: &str| {
            let ty = &object.fields.get(name)?.ty;
            ty.is_list().then(|| schema.get_object(ty.inner_named_type())).flatten()
        };
        let edge = list_of_objects("edges").filter(|edge| edge.fields.contains_key("node"));
        let node = edge
            .and_then(|edge| edge.fields.get("node"))
            .map(|node| node.ty.inner_named_type())
            .filter(|node| schema.get_object(node).is_some())
            .or_else(|| {
                let paged = object.fields.contains_key("pageInfo");
                list_of_objects("nodes").filter(|_| paged).map(|node| &node.name)
            });
        if let Some(node) = node {
            return Self::Connection { edge: edge.map(|edge| edge.name.clone()), node: node.clone() };
        }
        let mut lists = object
            .fields
            .values()
            .filter(|field| field.ty.is_list() && schema.get_object(field.ty.inner_named_type()).is_some());
        if object.fields.contains_key("pageInfo") {
            let list = lists.clone().find(|field| field.name == "series").or_else(|| lists.next());
            return list.map_or(Self::Plain, |list| Self::Window(list.name.clone()));
        }
        match (object.fields.contains_key("totalCount"), lists.next(), lists.next()) {
            (true, Some(list), None) => Self::Numbered(list.name.clone()),
            _ => Self::Plain,
        }
    }
}
