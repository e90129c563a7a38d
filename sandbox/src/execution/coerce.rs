//! Coercion of JSON that somebody wrote to the types of answers.

use apollo_compiler::ast::Type;
use apollo_compiler::schema::ExtendedType;
use serde_json::{Value, json};

use crate::data::catalog::Catalog;
use crate::data::date;

/// Whether JSON from an input can be the value of an output type.
pub(crate) fn fits(catalog: &Catalog, ty: &Type, value: &Value) -> bool {
    match ty {
        Type::List(inner) | Type::NonNullList(inner) => match value {
            Value::Array(items) => items.iter().all(|item| fits(catalog, inner, item)),
            single => fits(catalog, inner, single),
        },
        Type::Named(name) | Type::NonNullNamed(name) => match catalog.schema.types.get(name) {
            Some(ExtendedType::Enum(definition)) => {
                value.as_str().is_some_and(|value| definition.values.contains_key(value))
            }
            Some(ExtendedType::Scalar(_)) => match name.as_str() {
                "Int" => value.is_i64() || value.as_f64().is_some_and(|float| float.fract() == 0.0),
                "Float" => value.is_number(),
                "Boolean" => value.is_boolean(),
                "String" | "ID" | "UUID" => value.is_string(),
                "DateTime" => value.as_str().is_some_and(|text| date::parse(text).is_some()),
                _ => true,
            },
            Some(ExtendedType::Object(_)) => {
                let (Some(profile), Some(map)) = (catalog.object(name), value.as_object()) else { return false };
                map.iter().all(|(name, value)| match profile.field(name) {
                    Some(field) => value.is_null() || fits(catalog, &field.ty, value),
                    None => true,
                })
            }
            _ => false,
        },
    }
}

/// JSON in the form that the engine takes for a scalar: whole numbers are fine where a float is asked for.
pub(crate) fn leaf(type_name: &str, value: &Value) -> Value {
    match (type_name, value) {
        ("Float", Value::Number(number)) => number.as_f64().map_or(Value::Null, |float| json!(float)),
        ("Int", Value::Number(number)) if number.is_f64() => {
            let float = number.as_f64().filter(|float| float.fract() == 0.0);
            float
                .and_then(|float| format!("{float:.0}").parse::<i64>().ok())
                .map_or_else(|| value.clone(), |int| json!(int))
        }
        _ => value.clone(),
    }
}
