//! The nodes of connections.

use super::path::ResponseStep;
use super::rust_type::RustType;
use super::types::Types;
use crate::ir::{self, Step, TypeId};

/// The nodes of a connection with fields of its own.
pub(crate) struct Nodes {
    pub(crate) node: RustType,
    pub(crate) place: NodesPlace,
}

/// Where a connection has its nodes.
pub(crate) enum NodesPlace {
    /// In the field of a fragment.
    Fragment { field: String },
    /// In its list of nodes.
    List { field: String },
    /// In its list of edges, and there at the end of these steps.
    Edges { field: String, node: Vec<ResponseStep> },
}

impl Types<'_> {
    /// The nodes of a connection that is generated.
    pub(super) fn plan_nodes(&self, ty: TypeId) -> Option<Nodes> {
        let field = |step: &Step<'_>| self.response_step(step).field;
        let place = match self.program.nodes(ty)? {
            ir::Nodes::Runtime { .. } => return None,
            ir::Nodes::Fragment { spread, .. } => NodesPlace::Fragment { field: field(&spread) },
            ir::Nodes::List { list, .. } => NodesPlace::List { field: field(&list) },
            ir::Nodes::Edges { list, node } => {
                NodesPlace::Edges { field: field(&list), node: self.response_steps(&node.steps) }
            }
        };
        Some(Nodes { node: self.node(ty)?, place })
    }

    /// The type of a connection's nodes.
    pub(super) fn node(&self, ty: TypeId) -> Option<RustType> {
        match self.program.nodes(ty)? {
            ir::Nodes::Runtime { node } => Some(self.held(node)),
            ir::Nodes::Fragment { ty, .. } => self.node(ty),
            ir::Nodes::Edges { node, .. } => Some(self.output(&node.field.output)),
            ir::Nodes::List { field, .. } => Some(self.output(&field.output)),
        }
    }
}
