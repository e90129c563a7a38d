//! What a server takes where a value is left out. Defaults are compared by value: how one is written means nothing.

use std::collections::BTreeMap;

use stigg_graphql_codegen::schema::{Coordinate, Schema};
use stigg_graphql_codegen::syntax::{InputValueDefinition, Type, Value, ValueKind};

use super::input_values::Kinds;
use crate::diff::changes::Changes;

pub(super) fn compare<'a>(
    coordinate: Coordinate<'a>,
    was: &InputValueDefinition,
    is: &InputValueDefinition,
    kinds: &Kinds,
    changes: &mut Changes<'a>,
) {
    match (&was.default, &is.default) {
        // The reference implementation calls it dangerous, as where the type allows to leave the value out.
        (Some(default), None) if is.is_required() => {
            let message = format!("lost its default `{default}` and is required (`{}`)", is.ty);
            changes.add(kinds.became_required, coordinate, message);
        }
        (Some(default), None) => {
            changes.add(kinds.default_changed, coordinate, format!("lost its default `{default}`"));
        }
        (Some(old), Some(new)) => {
            let before = Meaning::of(old, &was.ty, changes.old, DEEPEST);
            let now = Meaning::of(new, &is.ty, changes.new, DEEPEST);
            if before != now {
                let message = if old.to_string() == new.to_string() {
                    format!("has the default `{new}`, of which a part that it leaves out has another default")
                } else {
                    format!("has the default `{new}` instead of `{old}`")
                };
                changes.add(kinds.default_changed, coordinate, message);
            }
        }
        _ => {}
    }
}

/// Defaults within defaults may go in a circle in a schema that is not valid.
const DEEPEST: usize = 32;

/// What a server understands of a value that is written (spec 3, "Input Coercion").
#[derive(Debug, PartialEq)]
enum Meaning {
    Null,
    Number(f64),
    Text(String),
    /// Of a scalar that is the schema's own, or of something that does not fit its type: as it is written.
    Written(String),
    List(Vec<Self>),
    Object(BTreeMap<String, Self>),
}

impl Meaning {
    fn of(value: &Value, ty: &Type, schema: &Schema, depth: usize) -> Self {
        let item = match ty {
            Type::List(item) | Type::NonNullList(item) => Some(item),
            Type::Named(_) | Type::NonNullNamed(_) => None,
        };
        match (&value.kind, item) {
            (ValueKind::Null, _) => Self::Null,
            (ValueKind::List(items), Some(ty)) => {
                Self::List(items.iter().map(|item| Self::of(item, ty, schema, depth)).collect())
            }
            // What is no list stands for a list of itself.
            (_, Some(ty)) => Self::List(vec![Self::of(value, ty, schema, depth)]),
            (kind, None) => Self::of_named(kind, ty.inner_name(), schema, depth).unwrap_or_else(|| written(value)),
        }
    }

    fn of_named(kind: &ValueKind, ty: &str, schema: &Schema, depth: usize) -> Option<Self> {
        match (kind, ty) {
            (ValueKind::Int(text) | ValueKind::Float(text), "Float") | (ValueKind::Int(text), "Int") => {
                text.parse().ok().map(Self::Number)
            }
            (ValueKind::Int(text), "ID") => Some(Self::Text(text.clone())),
            (ValueKind::String(text), "ID" | "String") => Some(Self::Text(text.value.clone())),
            (ValueKind::Object(given), _) => {
                let depth = depth.checked_sub(1)?;
                let mut fields = BTreeMap::new();
                for definition in schema.input_object(ty)?.fields.values() {
                    let given = given.iter().find(|field| field.name == definition.name).map(|field| &field.value);
                    if let Some(value) = given.or(definition.default.as_ref()) {
                        fields.insert(definition.name.to_string(), Self::of(value, &definition.ty, schema, depth));
                    }
                }
                Some(Self::Object(fields))
            }
            _ => None,
        }
    }
}

/// The order of an object's fields means nothing, nor does the way in which a string is quoted.
fn written(value: &Value) -> Meaning {
    match &value.kind {
        ValueKind::Null => Meaning::Null,
        ValueKind::String(text) => Meaning::Text(text.value.clone()),
        ValueKind::List(items) => Meaning::List(items.iter().map(written).collect()),
        ValueKind::Object(fields) => {
            Meaning::Object(fields.iter().map(|field| (field.name.to_string(), written(&field.value))).collect())
        }
        _ => Meaning::Written(value.to_string()),
    }
}
