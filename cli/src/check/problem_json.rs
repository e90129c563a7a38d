//! A problem as JSON.

use serde_json::{Value, json};
use stigg_graphql_codegen::{Diagnostic, Place, Severity};

pub(super) fn of(problem: &Diagnostic) -> Value {
    json!({
        "severity": match problem.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        },
        "code": problem.code().as_str(),
        "message": problem.message,
        "place": problem.place.as_ref().map(place),
        "help": problem.help,
        "related": problem.related.iter().map(place).collect::<Vec<_>>(),
    })
}

fn place(place: &Place) -> Value {
    json!({
        "file": place.file,
        "line": place.line,
        "column": place.column,
        "length": place.length,
        "label": place.label,
    })
}
