//! Custom scalars in variables, which the specification leaves to the server.

use apollo_compiler::Schema;
use apollo_compiler::ast::Type;
use apollo_compiler::executable::Operation;
use apollo_compiler::response::{JsonMap, JsonValue};
use apollo_compiler::schema::ExtendedType;

use crate::data::date;

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
