//! What kind of entity a mutation is about.

use crate::data::entity_kind::KindId;
use crate::data::profile::{FieldProfile, ObjectProfile};
use crate::data::role::Role;
use crate::execution::object::Object;

/// The entity, or the entities, of a mutation.
pub(crate) struct Subject<'r> {
    pub(crate) kind: KindId,
    pub(crate) profile: &'r ObjectProfile,
    /// The field of the answer that shows it, where the answer is not the entity itself.
    pub(crate) within: Option<&'r FieldProfile>,
    pub(crate) many: bool,
}

impl<'r> Subject<'r> {
    /// The type of the answer says it, or the field of the answer that the mutation is named after.
    pub(crate) fn of(root: &Object<'r>, field: &'r FieldProfile) -> Option<Self> {
        let catalog = &root.context.world.catalog;
        match &field.role {
            Role::One { kind, type_name } => {
                Some(Self { kind: *kind, profile: catalog.object(type_name)?, within: None, many: false })
            }
            Role::Many { kind, type_name } => {
                Some(Self { kind: *kind, profile: catalog.object(type_name)?, within: None, many: true })
            }
            Role::Embedded { type_name } if !field.ty.is_list() => {
                let name = field.name.to_lowercase();
                let within = catalog.object(type_name)?.fields.values().find(|inner| {
                    matches!(inner.role, Role::One { .. }) && name.contains(&inner.name.to_lowercase())
                })?;
                let Role::One { kind, type_name } = &within.role else { return None };
                Some(Self { kind: *kind, profile: catalog.object(type_name)?, within: Some(within), many: false })
            }
            Role::Embedded { .. }
            | Role::Leaf(_)
            | Role::Tally(_)
            | Role::PublicId
            | Role::InternalId
            | Role::ForeignId { .. }
            | Role::Back { .. }
            | Role::Connection { .. } => None,
        }
    }
}
