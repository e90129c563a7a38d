//! Resolution: the value of a field under its arguments, in the terms of the execution engine.

use apollo_compiler::resolvers::{FieldError, ObjectValue, ResolveInfo, ResolvedValue};
use serde_json::{Value, json};

use super::arguments::Arguments;
use super::execution_error::ExecutionError;
use super::field_value::FieldValue;
use super::object::Object;
use super::page::{Edge, Page};
use super::{complete, filter, sort, value};
use crate::data::profile::FieldProfile;

/// A field of any object but a page or an edge: lists are filtered and sorted, and connections cut as well.
fn field<'r>(
    object: &Object<'r>,
    field: &'r FieldProfile,
    arguments: &Arguments,
) -> Result<FieldValue<'r>, ExecutionError> {
    match value::of(object, field)? {
        FieldValue::List(items) if !arguments.0.is_empty() => list(items, arguments),
        FieldValue::Page(mut page) if value::laid_down(object, field).is_none() => {
            page.nodes = arranged(page.nodes, arguments)?;
            Ok(page.cut(arguments)?.into())
        }
        value => Ok(value),
    }
}

fn list<'r>(items: Vec<FieldValue<'r>>, arguments: &Arguments) -> Result<FieldValue<'r>, ExecutionError> {
    let mut objects = Vec::with_capacity(items.len());
    let mut others = Vec::new();
    for item in items {
        match item {
            FieldValue::Object(object) => objects.push(object),
            other => others.push(other),
        }
    }
    if others.is_empty() {
        return arranged(objects, arguments).map(FieldValue::objects);
    }
    others.extend(objects.into_iter().map(FieldValue::Object));
    Ok(FieldValue::List(others))
}

/// Applies `filter` and `sorting`.
pub(crate) fn arranged<'r>(objects: Vec<Object<'r>>, arguments: &Arguments) -> Result<Vec<Object<'r>>, ExecutionError> {
    let mut objects = filter::select(objects, arguments.object("filter"))?;
    sort::arrange(&mut objects, arguments.find("sorting"))?;
    Ok(objects)
}

fn page_field<'r>(
    page: &Page<'r>,
    field: &'r FieldProfile,
    arguments: &Arguments,
) -> Result<FieldValue<'r>, ExecutionError> {
    match field.name.as_str() {
        name if name == "nodes" || Some(name) == page.list() => Ok(FieldValue::objects(page.nodes.clone())),
        "edges" => Ok(page.edges().map_or(FieldValue::NULL, |edges| {
            FieldValue::List(edges.map(|edge| FieldValue::Edge(Box::new(edge))).collect())
        })),
        "pageInfo" => {
            let mut info = page.info();
            match page.object.given("pageInfo") {
                Some(Value::Object(given)) => info.extend(given.clone()),
                Some(_) => return self::field(&page.object, field, arguments),
                None => {}
            }
            complete::value(&page.object, field, &Value::Object(info), page.object.key)
        }
        "totalCount" if page.object.given("totalCount").is_none() => Ok(FieldValue::Leaf(json!(page.total_count()))),
        _ => self::field(&page.object, field, arguments),
    }
}

fn edge_field<'r>(
    edge: &Edge<'r>,
    field: &'r FieldProfile,
    arguments: &Arguments,
) -> Result<FieldValue<'r>, ExecutionError> {
    match field.name.as_str() {
        "node" => Ok(FieldValue::Object(edge.node.clone())),
        "cursor" => Ok(FieldValue::Leaf(Value::String(edge.cursor.clone()))),
        _ => self::field(&edge.object, field, arguments),
    }
}

impl<'r> FieldValue<'r> {
    pub(crate) fn resolved<'a>(self) -> ResolvedValue<'a>
    where
        'r: 'a,
    {
        match self {
            Self::Leaf(value) => ResolvedValue::Leaf(value.into()),
            Self::Object(object) => ResolvedValue::object(object),
            Self::Page(page) => ResolvedValue::object(*page),
            Self::Edge(edge) => ResolvedValue::object(*edge),
            Self::List(items) => ResolvedValue::list(items.into_iter().map(FieldValue::resolved)),
        }
    }
}

/// Counts the field, finds it in the type of `object`, and resolves it there.
fn resolve<'a, 'r: 'a>(
    whole: &dyn ObjectValue,
    object: &Object<'r>,
    info: &'a ResolveInfo<'a>,
    resolve: impl FnOnce(&'r FieldProfile, &Arguments) -> Result<FieldValue<'r>, ExecutionError>,
) -> Result<ResolvedValue<'a>, FieldError> {
    object.context.spend()?;
    let Some(field) = object.profile.field(info.field_name()) else {
        return Err(whole.unknown_field_error(info));
    };
    let arguments = Arguments::of(info, object.context.variables);
    Ok(resolve(field, &arguments)?.resolved())
}

impl ObjectValue for Object<'_> {
    fn type_name(&self) -> &str {
        self.profile.name.as_str()
    }

    fn resolve_field<'a>(&'a self, info: &'a ResolveInfo<'a>) -> Result<ResolvedValue<'a>, FieldError> {
        resolve(self, self, info, |field, arguments| self::field(self, field, arguments))
    }
}

impl ObjectValue for Page<'_> {
    fn type_name(&self) -> &str {
        self.object.type_name()
    }

    fn resolve_field<'a>(&'a self, info: &'a ResolveInfo<'a>) -> Result<ResolvedValue<'a>, FieldError> {
        resolve(self, &self.object, info, |field, arguments| page_field(self, field, arguments))
    }
}

impl ObjectValue for Edge<'_> {
    fn type_name(&self) -> &str {
        self.object.type_name()
    }

    fn resolve_field<'a>(&'a self, info: &'a ResolveInfo<'a>) -> Result<ResolvedValue<'a>, FieldError> {
        resolve(self, &self.object, info, |field, arguments| edge_field(self, field, arguments))
    }
}
