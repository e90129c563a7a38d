//! What a field resolves to, in the terms of the execution engine.

use apollo_compiler::resolvers::{FieldError, ObjectValue, ResolveInfo, ResolvedValue};
use serde_json::Value;

use super::arguments::Arguments;
use super::page::{Edge, Page};
use super::record::Record;

/// The value of a field.
pub(crate) enum Found<'r> {
    /// A scalar, an enum value, or null.
    Leaf(Value),
    Object(Object<'r>),
    List(Vec<Found<'r>>),
}

/// Any object of an answer.
pub(crate) enum Object<'r> {
    Record(Record<'r>),
    Page(Box<Page<'r>>),
    Edge(Box<Edge<'r>>),
}

impl<'r> Found<'r> {
    pub(crate) const NULL: Self = Self::Leaf(Value::Null);

    pub(crate) fn record(record: Record<'r>) -> Self {
        Self::Object(Object::Record(record))
    }

    pub(crate) fn records(records: Vec<Record<'r>>) -> Self {
        Self::List(records.into_iter().map(Self::record).collect())
    }

    /// The record, where this is one.
    pub(crate) fn into_record(self) -> Option<Record<'r>> {
        match self {
            Self::Object(Object::Record(record)) => Some(record),
            _ => None,
        }
    }

    pub(crate) fn resolved<'a>(self) -> ResolvedValue<'a>
    where
        'r: 'a,
    {
        match self {
            Self::Leaf(value) => ResolvedValue::Leaf(value.into()),
            Self::Object(object) => ResolvedValue::object(object),
            Self::List(items) => ResolvedValue::list(items.into_iter().map(Found::resolved)),
        }
    }
}

impl ObjectValue for Object<'_> {
    fn type_name(&self) -> &str {
        match self {
            Self::Record(record) => record.plan.name.as_str(),
            Self::Page(page) => page.record.plan.name.as_str(),
            Self::Edge(edge) => edge.record.plan.name.as_str(),
        }
    }

    fn resolve_field<'a>(&'a self, info: &'a ResolveInfo<'a>) -> Result<ResolvedValue<'a>, FieldError> {
        let record = match self {
            Self::Record(record) => record,
            Self::Page(page) => &page.record,
            Self::Edge(edge) => &edge.record,
        };
        record.run.spend()?;
        let Some(field) = record.plan.field(info.field_name()) else {
            return Err(self.unknown_field_error(info));
        };
        let arguments = Arguments::of(info, record.run.variables);
        let found = match self {
            Self::Record(record) => record.field(field, &arguments),
            Self::Page(page) => page.field(field, &arguments),
            Self::Edge(edge) => edge.field(field, &arguments),
        };
        Ok(found?.resolved())
    }
}
