//! Findings as SARIF 2.1.0, the format of code scanning.

use std::collections::BTreeMap;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};
use stigg_graphql_codegen::Place;

use super::{Finding, Weight};

pub(crate) fn of(findings: &[Finding<'_>]) -> Value {
    let meanings: BTreeMap<&str, &str> = findings.iter().map(|finding| (finding.rule, finding.meaning)).collect();
    let rules: Vec<Value> =
        meanings.iter().map(|(rule, meaning)| json!({ "id": rule, "shortDescription": { "text": meaning } })).collect();
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
            "results": findings.iter().map(result).collect::<Vec<_>>(),
        }],
    })
}

fn result(finding: &Finding<'_>) -> Value {
    let level = match finding.weight {
        Weight::Error => "error",
        Weight::Warning => "warning",
        Weight::Note => "note",
    };
    json!({
        "ruleId": finding.rule,
        "level": level,
        "message": { "text": finding.lines.join("\n") },
        "locations": finding.place.iter().copied().map(location).collect::<Vec<_>>(),
        "relatedLocations": finding.related.iter().map(location).collect::<Vec<_>>(),
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
