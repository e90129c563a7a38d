//! Reports of usage: each goes on from what the entitlement showed before it, and is what it shows from then on.

use serde_json::{Map, Value, json};

use crate::execution::arguments::Arguments;
use crate::execution::entitlement::Question;
use crate::execution::execution_error::ExecutionError;
use crate::execution::object::Object;
use crate::execution::value;

/// Adds what a report comes to; returns the name by which the entitlement finds the last one.
pub(super) fn counted(
    root: &Object<'_>,
    arguments: &Arguments,
    report: &mut Map<String, Value>,
) -> Result<Option<String>, ExecutionError> {
    let question = Question::of(|name| arguments.find(name)?.as_str());
    let Some(meter) = question.and_then(|question| question.meter(root)) else { return Ok(None) };
    let reported = arguments.find("value").and_then(Value::as_f64).unwrap_or_default();
    let is_whole = arguments.find("updateBehavior").is_some_and(|behavior| behavior == "SET");
    let shown = match meter.entitlement().filter(|_| !is_whole) {
        Some(entitlement) => value::leaf(&entitlement, "currentUsage")?,
        None => None,
    };
    let before = shown.and_then(|usage| usage.as_f64()).unwrap_or_default();
    report.insert("currentUsage".to_owned(), json!(before + reported));
    if let Some(time) = arguments.find("createdAt") {
        report.insert("timestamp".to_owned(), time.clone());
    }
    Ok(Some(meter.last_report()))
}
