//! Custom scalars in variables, which the specification leaves to the server.

use std::borrow::Cow;

use apollo_compiler::Schema;
use apollo_compiler::ast::Type;
use apollo_compiler::executable::Operation;
use apollo_compiler::response::{JsonMap, JsonValue};
use apollo_compiler::schema::ExtendedType;

use super::one_of;
use crate::data::date;

/// The variables with whole numbers as such: `3.0` is an `Int` too (section 3.5.1), which the engine does not know.
pub(crate) fn whole(variables: &JsonMap) -> Cow<'_, JsonMap> {
    if !variables.values().any(has_whole_float) {
        return Cow::Borrowed(variables);
    }
    Cow::Owned(variables.iter().map(|(name, value)| (name.clone(), without_fraction(value))).collect())
}

fn whole_float(value: &JsonValue) -> Option<i64> {
    let float = value.as_f64().filter(|_| value.is_f64())?;
    // Beyond this, not every whole number has a float.
    let is_whole = float.fract() == 0.0 && float.abs() < 9_007_199_254_740_992.0;
    is_whole.then(|| format!("{float:.0}").parse().ok())?
}

fn has_whole_float(value: &JsonValue) -> bool {
    match value {
        JsonValue::Array(items) => items.iter().any(has_whole_float),
        JsonValue::Object(map) => map.values().any(has_whole_float),
        value => whole_float(value).is_some(),
    }
}

fn without_fraction(value: &JsonValue) -> JsonValue {
    match value {
        JsonValue::Array(items) => items.iter().map(without_fraction).collect::<Vec<_>>().into(),
        JsonValue::Object(map) => {
            let map: JsonMap = map.iter().map(|(name, value)| (name.clone(), without_fraction(value))).collect();
            JsonValue::Object(map)
        }
        value => whole_float(value).map_or_else(|| value.clone(), JsonValue::from),
    }
}

/// Looks for a value that its scalar does not allow. The error says which.
pub(crate) fn check(schema: &Schema, operation: &Operation, variables: &JsonMap) -> Result<(), String> {
    for variable in &operation.variables {
        if let Some(value) = variables.get(variable.name.as_str()) {
            check_value(schema, &variable.ty, value)
                .map_err(|problem| format!("variable {}: {problem}", variable.name))?;
        }
    }
    Ok(())
}

fn check_value(schema: &Schema, ty: &Type, value: &JsonValue) -> Result<(), String> {
    match (ty, value) {
        (_, JsonValue::Null) => Ok(()),
        (Type::List(inner) | Type::NonNullList(inner), JsonValue::Array(items)) => {
            items.iter().try_for_each(|item| check_value(schema, inner, item))
        }
        (Type::List(inner) | Type::NonNullList(inner), single) => check_value(schema, inner, single),
        (Type::Named(name) | Type::NonNullNamed(name), value) => match (name.as_str(), schema.types.get(name), value) {
            (_, Some(ExtendedType::InputObject(input)), JsonValue::Object(map))
                if one_of::is(input) && (map.len() != 1 || map.values().any(JsonValue::is_null)) =>
            {
                Err(one_of::problem(name))
            }
            (_, Some(ExtendedType::InputObject(input)), JsonValue::Object(map)) => map
                .iter()
                .filter_map(|(name, value)| Some((input.fields.get(name.as_str())?, value)))
                .try_for_each(|(field, value)| check_value(schema, &field.ty, value)),
            ("DateTime", Some(ExtendedType::Scalar(_)), value) => {
                let is_date = value.as_str().is_some_and(|text| date::parse(text).is_some());
                if is_date { Ok(()) } else { Err(format!("{value} is not a DateTime")) }
            }
            ("UUID" | "ConnectionCursor", Some(ExtendedType::Scalar(_)), value) if value.as_str().is_none() => {
                Err(format!("{value} is not a {name}"))
            }
            _ => Ok(()),
        },
    }
}
