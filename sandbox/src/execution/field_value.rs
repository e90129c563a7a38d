//! What a field resolves to.

use serde_json::Value;

use super::object::Object;
use super::page::{Edge, Page};

/// The value of a field.
pub(crate) enum FieldValue<'r> {
    /// A scalar, an enum value, or null.
    Leaf(Value),
    Object(Object<'r>),
    Page(Box<Page<'r>>),
    Edge(Box<Edge<'r>>),
    List(Vec<Self>),
}

impl<'r> FieldValue<'r> {
    pub(crate) const NULL: Self = Self::Leaf(Value::Null);

    pub(crate) fn objects(objects: Vec<Object<'r>>) -> Self {
        Self::List(objects.into_iter().map(Self::Object).collect())
    }

    /// The object, where this is one that is no page and no edge.
    pub(crate) fn into_object(self) -> Option<Object<'r>> {
        match self {
            Self::Object(object) => Some(object),
            Self::Leaf(_) | Self::Page(_) | Self::Edge(_) | Self::List(_) => None,
        }
    }
}

impl<'r> From<Page<'r>> for FieldValue<'r> {
    fn from(page: Page<'r>) -> Self {
        Self::Page(Box::new(page))
    }
}
