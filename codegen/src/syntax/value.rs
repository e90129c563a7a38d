//! Values as they are written (spec 2.9).

use super::{Name, Span, Text};

/// A value and where it stands.
#[derive(Clone, Debug)]
pub struct Value {
    /// What it is.
    pub kind: ValueKind,
    /// Where it stands.
    pub span: Span,
}

/// The kinds of values. Numbers keep their spelling.
#[derive(Clone, Debug)]
pub enum ValueKind {
    /// `$name`; the name without its sign.
    Variable(Name),
    /// A whole number.
    Int(String),
    /// A number with a fraction or an exponent.
    Float(String),
    /// A string.
    String(Text),
    /// `true` or `false`.
    Boolean(bool),
    /// `null`.
    Null,
    /// A word that is none of those.
    Enum(Name),
    /// A list.
    List(Vec<Value>),
    /// An input object.
    Object(Vec<ObjectField>),
}

/// A field of an input object as it is written.
#[derive(Clone, Debug)]
pub struct ObjectField {
    /// Its name.
    pub name: Name,
    /// Its value.
    pub value: Value,
}

impl Value {
    /// The name, if this is a variable.
    pub fn as_variable(&self) -> Option<&Name> {
        match &self.kind {
            ValueKind::Variable(name) => Some(name),
            _ => None,
        }
    }

    /// The letters, if this is a string.
    pub fn as_str(&self) -> Option<&str> {
        match &self.kind {
            ValueKind::String(text) => Some(text),
            _ => None,
        }
    }

    /// Whether this is `null`.
    pub fn is_null(&self) -> bool {
        matches!(self.kind, ValueKind::Null)
    }

    /// Whether two values are written alike; the order of an object's fields means nothing.
    ///
    /// `1.0` is not `1.00`, and a block string is not a string: a server may compare texts, and refuse what differs.
    pub fn is_same(&self, other: &Self) -> bool {
        match (&self.kind, &other.kind) {
            (ValueKind::Variable(one), ValueKind::Variable(other)) | (ValueKind::Enum(one), ValueKind::Enum(other)) => {
                one == other
            }
            (ValueKind::Int(one), ValueKind::Int(other)) | (ValueKind::Float(one), ValueKind::Float(other)) => {
                one == other
            }
            (ValueKind::String(one), ValueKind::String(other)) => {
                one.value == other.value && one.is_block == other.is_block
            }
            (ValueKind::Boolean(one), ValueKind::Boolean(other)) => one == other,
            (ValueKind::Null, ValueKind::Null) => true,
            (ValueKind::List(one), ValueKind::List(other)) => {
                one.len() == other.len() && one.iter().zip(other).all(|(one, other)| one.is_same(other))
            }
            (ValueKind::Object(one), ValueKind::Object(other)) => {
                one.len() == other.len()
                    && one.iter().all(|field| {
                        other.iter().any(|other| field.name == other.name && field.value.is_same(&other.value))
                    })
            }
            _ => false,
        }
    }
}
