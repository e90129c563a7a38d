//! What a position takes where a value stands.

use crate::schema::{InputObjectType, Schema};
use crate::syntax::{InputValueDefinition, Name, ObjectField, Type, Value, ValueKind};

/// The type of a position that takes a value.
#[derive(Clone, Copy, Debug)]
pub(super) struct Expected<'a> {
    pub(super) ty: &'a Type,
    /// The schema has a value for the position if none is given.
    pub(super) has_default: bool,
    /// The position is a field of this `@oneOf` input object.
    pub(super) one_of: Option<&'a Name>,
}

impl<'a> Expected<'a> {
    /// A position without a default, such as an item of a list.
    pub(super) fn of(ty: &'a Type) -> Self {
        Self { ty, has_default: false, one_of: None }
    }

    /// An argument or a field of an input object.
    pub(super) fn input(definition: &'a InputValueDefinition) -> Self {
        Self { has_default: definition.default.is_some(), ..Self::of(&definition.ty) }
    }

    /// A value that is written as an object where an input object is expected, as both.
    pub(super) fn object(
        expected: Option<Self>,
        value: &'a Value,
        schema: &'a Schema,
    ) -> Option<(&'a [ObjectField], &'a InputObjectType)> {
        let ValueKind::Object(fields) = &value.kind else { return None };
        let object = schema.input_object(expected?.named()?)?;
        (!object.fields.is_empty()).then_some((fields, object))
    }

    /// The name of its type, unless that is a list.
    pub(super) fn named(self) -> Option<&'a Name> {
        match self.ty {
            Type::Named(name) | Type::NonNullNamed(name) => Some(name),
            Type::List(_) | Type::NonNullList(_) => None,
        }
    }
}
