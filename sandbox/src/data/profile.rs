//! What an object type and its fields stand for, decided once from the schema.

use apollo_compiler::ast::Type;
use apollo_compiler::collections::IndexMap;
use apollo_compiler::schema::ObjectType;
use apollo_compiler::{Name, Schema};

use super::entity_kind::KindId;
use super::entity_kinds::EntityKinds;
use super::role::{Role, role_of};
use super::shape::Shape;
use super::{hash, stigg};

/// What is known about one object type.
pub(crate) struct ObjectProfile {
    pub(crate) name: Name,
    /// The kind of entity that this type shows; `None` for value objects such as `Money`.
    pub(crate) kind: Option<KindId>,
    /// In the order of the schema, so that whatever looks for the first one always finds the same.
    pub(crate) fields: IndexMap<Name, FieldProfile>,
    pub(crate) shape: Shape,
}

/// What is known about one field of an object type.
pub(crate) struct FieldProfile {
    pub(crate) name: Name,
    pub(crate) ty: Type,
    /// The field's part in every hash. It depends on the name alone, so two views of an entity agree.
    pub(crate) salt: u64,
    pub(crate) role: Role,
    /// Never null, although the schema would allow it.
    pub(crate) keep: bool,
}

impl ObjectProfile {
    pub(crate) fn new(schema: &Schema, kinds: &EntityKinds, object: &ObjectType) -> Self {
        let fields = object
            .fields
            .iter()
            .map(|(name, definition)| {
                let profile = FieldProfile {
                    name: name.clone(),
                    ty: definition.ty.clone(),
                    salt: hash::of_name(name),
                    role: role_of(schema, kinds, object, definition),
                    keep: stigg::ALWAYS_PRESENT.contains(&name.as_str()),
                };
                (name.clone(), profile)
            })
            .collect();
        Self { name: object.name.clone(), kind: kinds.of_type(&object.name), fields, shape: Shape::of(schema, object) }
    }

    pub(crate) fn field(&self, name: &str) -> Option<&FieldProfile> {
        self.fields.get(name)
    }
}
