//! A problem as JSON.

use serde_json::{Value, json};
use stigg_graphql_codegen::{Diagnostic, Place};

pub(crate) fn of(problem: &Diagnostic) -> Value {
    json!({
        "severity": problem.severity.as_str(),
        "code": problem.code().as_str(),
        "message": problem.message,
        "place": problem.place.as_ref().map(place),
        "help": problem.help,
        "related": problem.related.iter().map(place).collect::<Vec<_>>(),
    })
}

pub(crate) fn place(place: &Place) -> Value {
    json!({
        "file": place.file,
        "line": place.line,
        "column": place.column,
        "length": place.length,
        "label": place.label,
    })
}
