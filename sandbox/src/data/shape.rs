//! How an object type takes part in paging.

use apollo_compiler::schema::ObjectType;
use apollo_compiler::{Name, Schema};

/// The form that an object type has.
#[derive(Clone)]
pub(crate) enum Shape {
    /// That of an object without pages.
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
