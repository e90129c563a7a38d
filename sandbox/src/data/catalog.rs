//! The schema, read once: which types are entities, and what each field of each object type stands for.

use std::collections::{HashMap, HashSet};

use apollo_compiler::collections::HashMap as ApolloMap;
use apollo_compiler::schema::{ExtendedType, Implementers};
use apollo_compiler::validation::Valid;
use apollo_compiler::{Name, Schema};

use super::entity_kind::{EntityKind, KindId};
use super::entity_kinds::EntityKinds;
use super::profile::ObjectProfile;

/// A schema and what the sandbox derived from it. Shared by every sandbox that serves that schema.
pub(crate) struct Catalog {
    pub(crate) schema: Valid<Schema>,
    pub(crate) implementers: ApolloMap<Name, Implementers>,
    objects: HashMap<Name, ObjectProfile>,
    kinds: EntityKinds,
    error_codes: HashSet<String>,
}

impl Catalog {
    pub(crate) fn new(schema: Valid<Schema>) -> Self {
        let kinds = EntityKinds::of(&schema);
        let implementers = schema.implementers_map();
        let objects = schema
            .types
            .values()
            .filter_map(ExtendedType::as_object)
            .map(|object| (object.name.clone(), ObjectProfile::new(&schema, &kinds, object)))
            .collect();
        let error_codes = schema
            .types
            .get("ErrorCode")
            .and_then(ExtendedType::as_enum)
            .map(|codes| codes.values.keys().map(ToString::to_string).collect())
            .unwrap_or_default();
        Self { schema, implementers, objects, kinds, error_codes }
    }

    pub(crate) fn object(&self, name: &str) -> Option<&ObjectProfile> {
        self.objects.get(name)
    }

    pub(crate) fn kinds(&self) -> &EntityKinds {
        &self.kinds
    }

    pub(crate) fn kind(&self, id: KindId) -> &EntityKind {
        self.kinds.get(id)
    }

    /// The object types that a value of the named type may have, always in the same order.
    pub(crate) fn possible_types(&self, name: &str) -> Vec<&ObjectProfile> {
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
