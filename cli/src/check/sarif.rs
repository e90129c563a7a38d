//! Problems as SARIF 2.1.0, the format of code scanning.

use std::collections::BTreeSet;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};
use stigg_graphql_codegen::{Diagnostic, Place};

pub(super) fn of(problems: &[Diagnostic]) -> Value {
    let codes: BTreeSet<_> = problems.iter().map(Diagnostic::code).collect();
    let rules: Vec<Value> = codes
        .iter()
        .map(|code| json!({ "id": code.as_str(), "shortDescription": { "text": code.meaning() } }))
        .collect();
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {
                "driver": {
                    "name": "stigg-graphql",
                    "semanticVersion": env!("CARGO_PKG_VERSION"),
                    "rules": rules,
                },
            },
            "columnKind": "unicodeCodePoints",
            "results": problems.iter().map(result).collect::<Vec<_>>(),
        }],
    })
}

fn result(problem: &Diagnostic) -> Value {
    let text: Vec<&str> = [&problem.message].into_iter().chain(&problem.help).map(String::as_str).collect();
    json!({
        "ruleId": problem.code().as_str(),
        "level": problem.severity.as_str(),
        "message": { "text": text.join("\n") },
        "locations": problem.place.iter().map(location).collect::<Vec<_>>(),
        "relatedLocations": problem.related.iter().map(location).collect::<Vec<_>>(),
    })
}

fn location(place: &Place) -> Value {
    let mut location = json!({
        "physicalLocation": {
            "artifactLocation": { "uri": uri(&place.file) },
            "region": {
                "startLine": place.line,
                "startColumn": place.column,
                "endColumn": place.column + place.length,
            },
        },
    });
    if !place.label.is_empty() {
        location["message"] = json!({ "text": place.label });
    }
    location
}

/// A path as a relative reference of RFC 3986: of an absolute one, a file URI.
fn uri(file: &str) -> String {
    const UNRESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'/');
    let file = file.replace('\\', "/");
    let path = utf8_percent_encode(&file, UNRESERVED).to_string();
    if path.starts_with('/') { format!("file://{path}") } else { path }
}
