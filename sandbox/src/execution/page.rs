//! Pages of a list, in each form that the schema has for them.

use apollo_compiler::Name;
use serde_json::{Map, Value, json};

use super::arguments::Arguments;
use super::cursor;
use super::object::{Found, Object};
use super::paging::{Cut, Paging};
use super::problem::Problem;
use super::record::Record;
use super::{filter, sort};
use crate::data::catalog::{FieldPlan, ObjectPlan, Shape};
use crate::data::key::Key;

/// One page.
pub(crate) struct Page<'r> {
    /// The connection as an object, for every field that is not about the page.
    pub(crate) record: Record<'r>,
    nodes: Vec<Record<'r>>,
    cut: Cut,
}

/// A node with its cursor.
pub(crate) struct Edge<'r> {
    pub(crate) record: Record<'r>,
    node: Record<'r>,
    cursor: String,
}

/// The page of a list that the arguments ask for. Only its nodes are made.
pub(crate) fn of<'r>(
    near: &Record<'r>,
    plan: &'r ObjectPlan,
    names: &[u32],
    arguments: &Arguments,
    node: &dyn Fn(u32) -> Option<Record<'r>>,
) -> Result<Found<'r>, Problem> {
    let paging = match plan.shape {
        Shape::Numbered(_) => Paging::numbered(arguments)?,
        _ => Paging::cursors(arguments)?,
    };
    let cut = paging.cut(names)?;
    let nodes = names[cut.start..cut.end].iter().filter_map(|name| node(*name)).collect();
    let record = Record::value(near.run, &near.state, plan, near.key);
    Ok(page(Page { record, nodes, cut }))
}

/// The same for nodes that are at hand, filtered and sorted first.
pub(crate) fn of_records<'r>(
    near: &Record<'r>,
    plan: &'r ObjectPlan,
    nodes: Vec<Record<'r>>,
    arguments: &Arguments,
) -> Result<Found<'r>, Problem> {
    let mut nodes = filter::select(nodes, arguments.object("filter"))?;
    sort::arrange(&mut nodes, arguments.find("sorting"))?;
    let names: Vec<u32> = nodes.iter().map(Record::name).collect();
    of(near, plan, &names, arguments, &|name| nodes.iter().find(|node| node.name() == name).cloned())
}

/// A connection that a fixture lays down: an array of nodes, or an object with `edges` or `nodes`.
pub(crate) fn given<'r>(near: &Record<'r>, type_name: &Name, value: &Value, key: Key) -> Result<Found<'r>, Problem> {
    let catalog = &near.run.world.catalog;
    let Some(plan) = catalog.object(type_name) else { return Ok(Found::NULL) };
    let Shape::Connection { node, .. } = &plan.shape else { return Ok(Found::NULL) };
    let empty = Map::new();
    let map = value.as_object().unwrap_or(&empty);
    let items: Vec<&Value> = match value {
        Value::Array(nodes) => nodes.iter().collect(),
        _ => match (map.get("edges"), map.get("nodes")) {
            (Some(Value::Array(edges)), _) => edges.iter().filter_map(|edge| edge.get("node")).collect(),
            (_, Some(Value::Array(nodes))) => nodes.iter().collect(),
            _ => Vec::new(),
        },
    };
    let mut nodes = Vec::with_capacity(items.len());
    for (item, at) in items.into_iter().zip(0..) {
        if let Value::Object(map) = item {
            let found = super::identity::completed(near, node, map, key.child(1, at))?;
            nodes.extend(found.into_record());
        }
    }
    let rest: Map<String, Value> = map
        .iter()
        .filter(|(name, _)| !matches!(name.as_str(), "edges" | "nodes"))
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect();
    let record = Record::value(near.run, &near.state, plan, key).with(rest);
    let cut = Cut { start: 0, end: nodes.len(), total: nodes.len() };
    Ok(page(Page { record, nodes, cut }))
}

fn page(page: Page<'_>) -> Found<'_> {
    Found::Object(Object::Page(Box::new(page)))
}

impl<'r> Page<'r> {
    /// Cuts a page that a fixture laid down as a whole list.
    pub(crate) fn recut(mut self, arguments: &Arguments) -> Result<Found<'r>, Problem> {
        let names: Vec<u32> = self.nodes.iter().map(Record::name).collect();
        let cut = Paging::cursors(arguments)?.cut(&names)?;
        self.nodes.truncate(cut.end);
        self.nodes.drain(..cut.start);
        self.cut = cut;
        Ok(page(self))
    }

    pub(crate) fn field(&self, field: &'r FieldPlan, arguments: &Arguments) -> Result<Found<'r>, Problem> {
        let list = match &self.record.plan.shape {
            Shape::Connection { .. } | Shape::Record => None,
            Shape::Window(list) | Shape::Numbered(list) => Some(list.as_str()),
        };
        match field.name.as_str() {
            name if Some(name) == list => Ok(Found::records(self.nodes.clone())),
            "nodes" => Ok(Found::records(self.nodes.clone())),
            "edges" => Ok(self.edges()),
            "pageInfo" => self.page_info(field, arguments),
            "totalCount" if !self.record.is_given("totalCount") => {
                Ok(Found::Leaf(json!(i32::try_from(self.cut.total).unwrap_or(i32::MAX))))
            }
            _ => self.record.field(field, arguments),
        }
    }

    fn edges(&self) -> Found<'r> {
        let Shape::Connection { edge: Some(edge), .. } = &self.record.plan.shape else {
            return Found::NULL;
        };
        let Some(plan) = self.record.run.world.catalog.object(edge) else { return Found::NULL };
        let edges = self.nodes.iter().enumerate().map(|(at, node)| {
            let edge = Edge {
                record: Record::value(node.run, &node.state, plan, node.key),
                node: node.clone(),
                cursor: cursor::of(node.name(), self.cut.start + at),
            };
            Found::Object(Object::Edge(Box::new(edge)))
        });
        Found::List(edges.collect())
    }

    fn page_info(&self, field: &'r FieldPlan, arguments: &Arguments) -> Result<Found<'r>, Problem> {
        let Cut { start, end, total } = self.cut;
        let edge = |node: Option<&Record<'r>>, at: usize| node.map(|node| cursor::of(node.name(), at));
        let mut info = Map::new();
        info.insert("hasNextPage".to_owned(), json!(end < total));
        info.insert("hasPreviousPage".to_owned(), json!(start > 0));
        info.insert("startCursor".to_owned(), json!(edge(self.nodes.first(), start)));
        info.insert("endCursor".to_owned(), json!(edge(self.nodes.last(), end.saturating_sub(1))));
        let given = self.record.given.as_ref().and_then(|given| given.get("pageInfo"));
        match given {
            Some(Value::Object(given)) => info.extend(given.clone()),
            Some(_) => return self.record.field(field, arguments),
            None => {}
        }
        self.record.complete(field, &field.ty, &Value::Object(info), self.record.key)
    }
}

impl<'r> Edge<'r> {
    pub(crate) fn field(&self, field: &'r FieldPlan, arguments: &Arguments) -> Result<Found<'r>, Problem> {
        match field.name.as_str() {
            "node" => Ok(Found::record(self.node.clone())),
            "cursor" => Ok(Found::Leaf(Value::String(self.cursor.clone()))),
            _ => self.record.field(field, arguments),
        }
    }
}
