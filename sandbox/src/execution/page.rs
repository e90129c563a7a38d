//! Pages of a list, in each form that the schema has for them.

mod cursor;
mod paging;

use serde_json::{Map, Value, json};

use self::paging::{Cut, Paging};
use super::arguments::Arguments;
use super::execution_error::ExecutionError;
use super::object::Object;
use crate::data::profile::ObjectProfile;
use crate::data::shape::Shape;

/// One page.
pub(crate) struct Page<'r> {
    /// The connection as an object, for every field that is not about the page.
    pub(crate) object: Object<'r>,
    pub(crate) nodes: Vec<Object<'r>>,
    cut: Cut,
}

/// A node with its cursor.
pub(crate) struct Edge<'r> {
    pub(crate) object: Object<'r>,
    pub(crate) node: Object<'r>,
    pub(crate) cursor: String,
}

impl<'r> Page<'r> {
    /// A page with all the nodes there are.
    pub(crate) fn whole(object: Object<'r>, nodes: Vec<Object<'r>>) -> Self {
        let cut = Cut { start: 0, end: nodes.len(), total: nodes.len() };
        Self { object, nodes, cut }
    }

    /// The page of a list that the arguments ask for. Only its nodes are made.
    pub(crate) fn of(
        object: Object<'r>,
        ordinals: &[u32],
        arguments: &Arguments,
        node: impl Fn(u32) -> Object<'r>,
    ) -> Result<Self, ExecutionError> {
        let paging = match object.profile.shape {
            Shape::Numbered(_) => Paging::numbered(arguments)?,
            Shape::Plain | Shape::Connection { .. } | Shape::Window(_) => Paging::cursors(arguments)?,
        };
        let cut = paging.cut(ordinals)?;
        let nodes = ordinals[cut.start..cut.end].iter().map(|ordinal| node(*ordinal)).collect();
        Ok(Self { object, nodes, cut })
    }

    /// Cuts a whole page to what the arguments ask for by cursor.
    pub(crate) fn cut(mut self, arguments: &Arguments) -> Result<Self, ExecutionError> {
        let ordinals: Vec<u32> = self.nodes.iter().map(Object::ordinal).collect();
        self.cut = Paging::cursors(arguments)?.cut(&ordinals)?;
        self.nodes.truncate(self.cut.end);
        self.nodes.drain(..self.cut.start);
        Ok(self)
    }

    /// The field that holds the nodes of a page without edges.
    pub(crate) fn list(&self) -> Option<&str> {
        match &self.object.profile.shape {
            Shape::Connection { .. } | Shape::Plain => None,
            Shape::Window(list) | Shape::Numbered(list) => Some(list.as_str()),
        }
    }

    pub(crate) fn total_count(&self) -> i32 {
        i32::try_from(self.cut.total).unwrap_or(i32::MAX)
    }

    /// The edges, where the connection has some.
    pub(crate) fn edges(&self) -> Option<impl Iterator<Item = Edge<'r>>> {
        let Shape::Connection { edge: Some(edge), .. } = &self.object.profile.shape else { return None };
        let profile: &'r ObjectProfile = self.object.context.world.catalog.object(edge)?;
        Some(self.nodes.iter().zip(self.cut.start..).map(|(node, position)| Edge {
            object: node.of_value(profile, node.key),
            node: node.clone(),
            cursor: cursor::of(node.ordinal(), position),
        }))
    }

    /// Where the page stands in its list.
    pub(crate) fn info(&self) -> Map<String, Value> {
        let Cut { start, end, total } = self.cut;
        let cursor = |node: Option<&Object<'r>>, position: usize| node.map(|node| cursor::of(node.ordinal(), position));
        Map::from_iter([
            ("hasNextPage".to_owned(), json!(end < total)),
            ("hasPreviousPage".to_owned(), json!(start > 0)),
            ("startCursor".to_owned(), json!(cursor(self.nodes.first(), start))),
            ("endCursor".to_owned(), json!(cursor(self.nodes.last(), end.saturating_sub(1)))),
        ])
    }
}
