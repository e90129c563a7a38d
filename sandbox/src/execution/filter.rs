//! Which records a `filter` keeps.

use serde_json::{Map, Value};

use super::compare;
use super::object::{Found, Object};
use super::problem::Problem;
use super::record::Record;
use crate::data::role::Role;

/// Keeps what passes.
pub(crate) fn select<'r>(
    records: Vec<Record<'r>>,
    filter: Option<&Map<String, Value>>,
) -> Result<Vec<Record<'r>>, Problem> {
    let Some(filter) = filter.filter(|filter| !filter.is_empty()) else { return Ok(records) };
    let mut kept = Vec::new();
    for record in records {
        if keeps(&record, filter)? {
            kept.push(record);
        }
    }
    Ok(kept)
}

/// Whether a record passes all of a filter.
pub(crate) fn keeps(record: &Record<'_>, filter: &Map<String, Value>) -> Result<bool, Problem> {
    for (name, condition) in filter {
        let passed = match (name.as_str(), condition) {
            ("and" | "or", Value::Array(branches)) => combined(record, name == "and", branches)?,
            (name, Value::Object(condition)) => field_passes(record, name, condition)?,
            _ => true,
        };
        if !passed {
            return Ok(false);
        }
    }
    Ok(true)
}

/// An empty list of branches asks for nothing.
fn combined(record: &Record<'_>, all: bool, branches: &[Value]) -> Result<bool, Problem> {
    for branch in branches.iter().filter_map(Value::as_object) {
        if keeps(record, branch)? != all {
            return Ok(!all);
        }
    }
    Ok(all || branches.is_empty())
}

fn field_passes(record: &Record<'_>, name: &str, condition: &Map<String, Value>) -> Result<bool, Problem> {
    if record.plan.field(name).is_some() {
        return found_passes(record.plain(name)?, condition);
    }
    if name == "searchQuery" {
        return any_id_or_name_passes(record, condition);
    }
    // `productId` of a subscription is that of its plan: one step through what the record points at.
    let through = record.plan.fields.values().filter(|field| matches!(field.role, Role::One { .. }));
    for field in through {
        if let Some(other) = record.plain(&field.name)?.into_record()
            && other.plan.field(name).is_some()
        {
            return found_passes(other.plain(name)?, condition);
        }
    }
    Ok(true)
}

/// A list passes when one of its items does; an object when its own fields do.
fn found_passes(found: Found<'_>, condition: &Map<String, Value>) -> Result<bool, Problem> {
    match found {
        Found::Leaf(value) => Ok(compare::passes(&value, condition)),
        Found::Object(Object::Record(record)) => keeps(&record, condition),
        Found::Object(_) => Ok(true),
        Found::List(items) => {
            for item in items {
                if found_passes(item, condition)? {
                    return Ok(true);
                }
            }
            Ok(false)
        }
    }
}

fn any_id_or_name_passes(record: &Record<'_>, condition: &Map<String, Value>) -> Result<bool, Problem> {
    for name in ["refId", "name", "displayName", "email", "id"] {
        if let Found::Leaf(value @ Value::String(_)) = record.plain(name)? {
            let contains = condition.iter().all(|(operator, operand)| match operand.as_str() {
                Some(text) if operator == "iLike" && !text.contains('%') => {
                    compare::passes(&value, &Map::from_iter([("iLike".to_owned(), format!("%{text}%").into())]))
                }
                _ => compare::passes(&value, &Map::from_iter([(operator.clone(), operand.clone())])),
            });
            if contains {
                return Ok(true);
            }
        }
    }
    Ok(false)
}
