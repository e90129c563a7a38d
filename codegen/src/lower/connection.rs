//! Which types are connections, and which selections of them the runtime's `Connection` holds.

use std::collections::BTreeSet;

use super::collect::Source;
use super::{Lowerer, wrap};
use crate::program::{Field, Item, Output, Ref, Role, Shape, Struct, Wrap};
use crate::schema::TypeDefinition;
use crate::syntax::Type as GraphQlType;

/// A selection that `Connection` holds.
pub(super) struct Standard<'a> {
    /// Keys of the connection, in document order.
    keys: Vec<&'a str>,
    edge: Vec<&'a str>,
    page_info: Vec<&'a str>,
    node: Vec<Source<'a>>,
}

impl<'a> Lowerer<'a> {
    /// Whether a type is a Relay connection: a list of edges with nodes, or of nodes, and a `pageInfo`.
    pub(super) fn is_connection(&self, ty: &str) -> bool {
        let has_page_info = self
            .field_type(ty, "pageInfo")
            .is_some_and(|info| self.field_type(info.inner_name(), "hasNextPage").is_some());
        has_page_info
            && (self.edge_type(ty).is_some() || self.field_type(ty, "nodes").is_some_and(GraphQlType::is_list))
    }

    /// The edge type of a connection type.
    fn edge_type(&self, connection: &str) -> Option<&'a str> {
        let edges = self.field_type(connection, "edges").filter(|ty| ty.is_list())?;
        let edge = edges.inner_name().as_str();
        self.field_type(edge, "node").map(|_| edge)
    }

    pub(super) fn field_type(&self, ty: &str, field: &str) -> Option<&'a GraphQlType> {
        Some(&self.schema.types.get(ty)?.fields()?.get(field)?.ty)
    }

    /// Lists and nullability of a field; edges and nodes may be null whatever the schema says, since servers send null
    /// there.
    pub(super) fn field_wrap(&self, parent: &str, field: &str, ty: &GraphQlType) -> Wrap {
        let nullable = |wrap: Wrap| match wrap {
            Wrap::Named { .. } => Wrap::Named { nullable: true },
            Wrap::List { item, .. } => Wrap::List { nullable: true, item },
        };
        let wrap = wrap(ty);
        let is_list = matches!(wrap, Wrap::List { .. });
        match (field, wrap) {
            ("edges" | "nodes", Wrap::List { item, .. }) if self.is_connection(parent) => {
                Wrap::List { nullable: true, item: Box::new(nullable(*item)) }
            }
            ("node", wrap) if !is_list && self.is_edge(parent) => nullable(wrap),
            (_, wrap) => wrap,
        }
    }

    pub(super) fn find_edge_types(&self) -> BTreeSet<&'a str> {
        let connections = self.schema.types.keys().filter(|ty| self.is_connection(ty));
        connections.filter_map(|ty| self.edge_type(ty)).collect()
    }

    fn is_edge(&self, ty: &str) -> bool {
        self.edge_types.contains(ty)
    }

    /// The selection as `Connection` holds it, if it does: `edges { cursor node }` or `nodes`, `pageInfo`, `totalCount`,
    /// in any order, through fragments, without alias or condition.
    pub(super) fn standard_connection(&self, ty: &'a str, sources: &[Source<'a>]) -> Option<Standard<'a>> {
        if !self.is_connection(ty) {
            return None;
        }
        let fields = self.flat(ty, sources)?;
        let known = |key: &&str| matches!(*key, "edges" | "nodes" | "pageInfo" | "totalCount");
        if !fields.keys().all(known) || fields.contains_key("edges") == fields.contains_key("nodes") {
            return None;
        }
        if fields.contains_key("totalCount") && self.field_type(ty, "totalCount")?.inner_name() != "Int" {
            return None;
        }
        let mut standard = Standard {
            keys: fields.keys().copied().collect(),
            edge: Vec::new(),
            page_info: Vec::new(),
            node: Vec::new(),
        };
        if let Some(edges) = fields.get("edges") {
            let edge_type = self.edge_type(ty)?;
            let edge = self.flat(edge_type, edges)?;
            if !edge.keys().all(|key| matches!(*key, "cursor" | "node")) {
                return None;
            }
            if edge.contains_key("cursor") && !self.is_text(edge_type, "cursor") {
                return None;
            }
            standard.edge = edge.keys().copied().collect();
            standard.node.clone_from(edge.get("node")?);
        }
        if let Some(nodes) = fields.get("nodes") {
            standard.node.clone_from(nodes);
        }
        // A connection of scalars, or with edges that are lists of lists, is too odd for one type to hold.
        if standard.node.iter().any(|source| source.selections.is_empty()) {
            return None;
        }
        if let Some(page_info) = fields.get("pageInfo") {
            let ty = self.field_type(ty, "pageInfo")?.inner_name().as_str();
            let info = self.flat(ty, page_info)?;
            let fits = |key: &&str| match *key {
                "hasNextPage" | "hasPreviousPage" => {
                    self.field_type(ty, key).is_some_and(|ty| !ty.is_list() && ty.inner_name() == "Boolean")
                }
                "startCursor" | "endCursor" => self.is_text(ty, key),
                _ => false,
            };
            if !info.keys().all(fits) {
                return None;
            }
            standard.page_info = info.keys().copied().collect();
        }
        Some(standard)
    }

    /// Whether a field decodes into a `String`.
    pub(super) fn is_text(&self, ty: &str, field: &str) -> bool {
        self.field_type(ty, field).is_some_and(|field_type| {
            let named = field_type.inner_name().as_str();
            !field_type.is_list()
                && !self.config.field_types.contains_key(&format!("{ty}.{field}"))
                && self.is_text_type(named)
        })
    }

    /// Whether a scalar is a `String` in Rust.
    pub(super) fn is_text_type(&self, named: &str) -> bool {
        match self.config.scalars.get(named) {
            Some(path) => path == "::std::string::String",
            None => named == "String",
        }
    }

    pub(super) fn connection(&mut self, module: usize, path: &[String], ty: &'a str, standard: &Standard<'a>) -> Ref {
        let reference = self.reserve(module, path, ty);
        let below = |name: &str| path.iter().cloned().chain([name.to_owned()]).collect::<Vec<_>>();
        let mut items = Vec::new();
        for key in &standard.keys {
            let Some(definition) = self.field_type(ty, key) else { continue };
            let named = definition.inner_name().as_str();
            let output = match *key {
                "edges" => Output::Composite(self.edge(module, &below("edges"), named, standard)),
                "nodes" => Output::Composite(self.shared_composite(module, &below("nodes"), named, &standard.node)),
                "pageInfo" => {
                    let info = self.reserve(module, &below("pageInfo"), named);
                    let items = standard.page_info.iter().map(|key| Item::Field(self.plain(named, key))).collect();
                    self.fill(info, structure(named, items, Role::PageInfo));
                    Output::Composite(info)
                }
                _ => Output::Leaf(crate::program::Leaf::Int),
            };
            items.push(Item::Field(Field { output, ..self.plain(ty, key) }));
        }
        self.fill(reference, structure(ty, items, Role::Connection));
        reference
    }

    fn edge(&mut self, module: usize, path: &[String], ty: &'a str, standard: &Standard<'a>) -> Ref {
        let reference = self.reserve(module, path, ty);
        let mut items = Vec::new();
        for key in &standard.edge {
            let mut field = self.plain(ty, key);
            if let ("node", Some(definition)) = (*key, self.field_type(ty, key)) {
                let below: Vec<_> = path.iter().cloned().chain(["node".to_owned()]).collect();
                let named = definition.inner_name().as_str();
                field.output = Output::Composite(self.shared_composite(module, &below, named, &standard.node));
            }
            items.push(Item::Field(field));
        }
        self.fill(reference, structure(ty, items, Role::Edge));
        reference
    }

    /// A field without a selection of its own; the caller sets the output of others.
    fn plain(&mut self, parent: &'a str, key: &str) -> Field {
        let ty = self.field_type(parent, key);
        let output = ty.map_or(crate::program::Leaf::String, |ty| self.plain_leaf(ty.inner_name()));
        Field {
            key: key.to_owned(),
            coordinate: format!("{parent}.{key}"),
            graphql: ty.map(ToString::to_string).unwrap_or_default(),
            output: Output::Leaf(output),
            wrap: ty.map_or(Wrap::Named { nullable: true }, |ty| self.field_wrap(parent, key, ty)),
            conditional: false,
            description: None,
            deprecated: None,
        }
    }

    fn plain_leaf(&mut self, named: &str) -> crate::program::Leaf {
        match self.schema.types.get(named) {
            Some(TypeDefinition::Scalar(_)) => self.leaf_type(named),
            _ => crate::program::Leaf::String,
        }
    }
}

fn structure(on: &str, items: Vec<Item>, role: Role) -> Shape {
    Shape::Struct(Struct { concrete: Some(on.to_owned()), items, role })
}
