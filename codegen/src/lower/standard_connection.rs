//! The selections of a connection that the runtime's `Connection` holds.

use super::Lowerer;
use super::collected::SelectionSet;
use crate::ir::{Field, Item, Leaf, Output, Role, Shape, Struct, TypeId};
use crate::syntax::Type;

/// A selection that `Connection` holds.
pub(super) struct StandardConnection<'a> {
    /// Keys of the connection, in document order, with the fields' types.
    keys: Vec<(&'a str, &'a Type)>,
    edge: Vec<(&'a str, &'a Type)>,
    page_info: Vec<(&'a str, &'a Type)>,
    /// What is selected on a node, and its type.
    node: Vec<SelectionSet<'a>>,
    node_type: &'a str,
}

impl<'a> Lowerer<'a> {
    /// The selection as `Connection` holds it, if it does: `edges { cursor node }` or `nodes`, `pageInfo`, `totalCount`,
    /// in any order, through fragments, without alias or condition.
    pub(super) fn standard_connection(&self, ty: &'a str, sets: &[SelectionSet<'a>]) -> Option<StandardConnection<'a>> {
        if !self.schema.is_connection(ty) {
            return None;
        }
        let fields = self.flat(ty, sets)?;
        let known = |key: &&str| matches!(*key, "edges" | "nodes" | "pageInfo" | "totalCount");
        if !fields.keys().all(known) || fields.contains_key("edges") == fields.contains_key("nodes") {
            return None;
        }
        if fields.contains_key("totalCount") && self.field_type(ty, "totalCount")?.inner_name() != "Int" {
            return None;
        }
        let (mut edge, mut page_info) = (Vec::new(), Vec::new());
        let (node, node_type) = if let Some(edges) = fields.get("edges") {
            let edge_type = self.schema.edge_type(ty)?;
            let keys = self.flat(edge_type, edges)?;
            if !keys.keys().all(|key| matches!(*key, "cursor" | "node")) {
                return None;
            }
            if keys.contains_key("cursor") && !self.is_text(edge_type, "cursor") {
                return None;
            }
            edge = self.typed(edge_type, keys.keys());
            (keys.get("node")?.clone(), self.field_type(edge_type, "node")?)
        } else {
            (fields.get("nodes")?.clone(), self.field_type(ty, "nodes")?)
        };
        // A connection of scalars, or with edges that are lists of lists, is too odd for one type to hold.
        if node.iter().any(|set| set.selections.is_empty()) {
            return None;
        }
        if let Some(sets) = fields.get("pageInfo") {
            let ty = self.field_type(ty, "pageInfo")?.inner_name().as_str();
            let keys = self.flat(ty, sets)?;
            let fits = |key: &&str| match *key {
                "hasNextPage" | "hasPreviousPage" => {
                    self.field_type(ty, key).is_some_and(|ty| !ty.is_list() && ty.inner_name() == "Boolean")
                }
                "startCursor" | "endCursor" => self.is_text(ty, key),
                _ => false,
            };
            if !keys.keys().all(fits) {
                return None;
            }
            page_info = self.typed(ty, keys.keys());
        }
        let keys = self.typed(ty, fields.keys());
        Some(StandardConnection { keys, edge, page_info, node, node_type: node_type.inner_name().as_str() })
    }

    fn typed<'k>(&self, ty: &str, keys: impl Iterator<Item = &'k &'a str>) -> Vec<(&'a str, &'a Type)>
    where
        'a: 'k,
    {
        keys.map(|key| (*key, &self.field_definition(ty, key).ty)).collect()
    }

    /// The runtime's type of a connection.
    pub(super) fn connection(
        &mut self,
        module: usize,
        path: &[String],
        ty: &'a str,
        standard: &StandardConnection<'a>,
    ) -> TypeId {
        let index = self.reserve(module, path, ty);
        let below = |name: &str| path.iter().cloned().chain([name.to_owned()]).collect::<Vec<_>>();
        let mut items = Vec::new();
        let mut node = None;
        for (key, definition) in &standard.keys {
            let named = definition.inner_name().as_str();
            let output = match *key {
                "edges" => {
                    let (edge, of_edge) = self.edge(module, &below("edges"), named, standard);
                    node = Some(of_edge);
                    Output::Composite(edge)
                }
                "nodes" => {
                    let nodes = self.shared_composite(module, &below("nodes"), named, &standard.node);
                    node = Some(nodes);
                    Output::Composite(nodes)
                }
                "pageInfo" => Output::Composite(self.page_info(module, &below("pageInfo"), named, standard)),
                _ => Output::Leaf(Leaf::Int),
            };
            items.push(self.plain_field(ty, key, definition, output));
        }
        let node = node.expect("a standard connection selects `edges` or `nodes`");
        self.fill(module, index, structure(ty, items, Role::Connection { node }))
    }

    /// The runtime's type of an edge, and the type of its node.
    fn edge(
        &mut self,
        module: usize,
        path: &[String],
        ty: &'a str,
        standard: &StandardConnection<'a>,
    ) -> (TypeId, TypeId) {
        let index = self.reserve(module, path, ty);
        let below: Vec<_> = path.iter().cloned().chain(["node".to_owned()]).collect();
        let node = self.shared_composite(module, &below, standard.node_type, &standard.node);
        let items = standard.edge.iter().map(|(key, definition)| {
            let output = match *key {
                "node" => Output::Composite(node),
                _ => Output::Leaf(self.leaf(definition.inner_name())),
            };
            self.plain_field(ty, key, definition, output)
        });
        let items = items.collect();
        (self.fill(module, index, structure(ty, items, Role::Edge { node })), node)
    }

    fn page_info(&mut self, module: usize, path: &[String], ty: &'a str, standard: &StandardConnection<'a>) -> TypeId {
        let index = self.reserve(module, path, ty);
        let items = standard.page_info.iter().map(|(key, definition)| {
            let output = Output::Leaf(self.leaf(definition.inner_name()));
            self.plain_field(ty, key, definition, output)
        });
        let items = items.collect();
        self.fill(module, index, structure(ty, items, Role::PageInfo))
    }

    /// A field that is always there, and of which the runtime's type says all there is to say.
    fn plain_field(&self, parent: &str, key: &str, definition: &Type, output: Output) -> Item {
        Item::Field(Field {
            key: key.to_owned(),
            parent: parent.to_owned(),
            name: key.to_owned(),
            graphql: definition.to_string(),
            output,
            wrapping: self.field_wrapping(parent, key, definition),
            conditional: false,
            description: None,
            deprecated: None,
        })
    }
}

fn structure(on: &str, items: Vec<Item>, role: Role) -> Shape {
    Shape::Struct(Struct { concrete: Some(on.to_owned()), items, role })
}
