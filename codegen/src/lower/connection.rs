//! Which types are connections and edges.

use std::collections::BTreeSet;

use super::Lowerer;
use super::leaf::wrapping;
use crate::config::ScalarType;
use crate::ir::Wrapping;
use crate::syntax::Type;

impl<'a> Lowerer<'a> {
    pub(super) fn find_edge_types(&self) -> BTreeSet<&'a str> {
        let connections = self.schema.types.keys().filter(|ty| self.schema.is_connection(ty));
        connections.filter_map(|ty| self.schema.edge_type(ty)).collect()
    }

    pub(super) fn field_type(&self, ty: &str, field: &str) -> Option<&'a Type> {
        Some(&self.schema.types.get(ty)?.fields()?.get(field)?.ty)
    }

    /// Lists and nullability of a field; edges and nodes may be null whatever the schema says, since servers send null
    /// there.
    pub(super) fn field_wrapping(&self, parent: &str, field: &str, ty: &Type) -> Wrapping {
        match (field, wrapping(ty)) {
            ("edges" | "nodes", Wrapping::List { item, .. }) if self.schema.is_connection(parent) => {
                Wrapping::List { nullable: true, item: Box::new(item.with_nullable(true)) }
            }
            ("node", Wrapping::Named { .. }) if self.edge_types.contains(parent) => Wrapping::Named { nullable: true },
            (_, wrapping) => wrapping,
        }
    }

    /// Whether a field decodes into a `String`.
    pub(super) fn is_text(&self, ty: &str, field: &str) -> bool {
        let is_text_type = |named: &str| match self.config.scalars.get(named) {
            Some(path) => ScalarType::new(path) == ScalarType::String,
            None => named == "String",
        };
        let has_own_type = self.configured_leaf(ty, field).is_some();
        let is_text = |ty: &Type| !ty.is_list() && is_text_type(ty.inner_name());
        !has_own_type && self.field_type(ty, field).is_some_and(is_text)
    }
}
