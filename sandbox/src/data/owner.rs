//! The object whose field a generated value is for.

use super::entity_kind::EntityKind;
use super::key::Key;

/// What generated values know about it.
pub(crate) struct Owner<'a> {
    pub(crate) key: Key,
    pub(crate) kind: Option<&'a EntityKind>,
    pub(crate) type_name: &'a str,
}
