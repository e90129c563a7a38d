//! All operations by area, as documentation of the module that they are in.

use super::doc;
use crate::plan::{Operation, OperationType, Replay};

/// Markdown: a heading for each folder, and below it a line for each operation of its files.
pub(super) fn index(operations: &[Operation<'_>]) -> String {
    let mut index = String::new();
    let mut last = None;
    let has_areas = operations.iter().any(|operation| area(operation) != area(&operations[0]));
    for operation in operations {
        if has_areas && last.replace(area(operation)) != Some(area(operation)) {
            let title = if area(operation).is_empty() { "." } else { area(operation) };
            index.push_str(&format!("\n## {}\n\n", doc::code(title)));
        }
        index.push_str(&format!("- {}\n", line(operation)));
    }
    index
}

/// The folder that an operation is in.
fn area<'o>(operation: &'o Operation<'_>) -> &'o str {
    operation.file.rsplit(['/', '\\']).nth(1).unwrap_or_default()
}

fn line(operation: &Operation<'_>) -> String {
    let fields: Vec<_> = operation.root_fields.iter().map(|field| format!("`{field}`")).collect();
    let verb = match operation.kind {
        OperationType::Query => "reads",
        OperationType::Mutation if *operation.replay == Replay::Safe => "calls",
        OperationType::Mutation => "writes",
        OperationType::Subscription => "listens to",
    };
    let mut line = format!("[`{}`] {verb} {}", operation.name, fields.join(", "));
    if operation.paging.is_ok() {
        line.push_str(", page by page");
    }
    match (operation.kind, operation.replay) {
        (OperationType::Query, Replay::Never) => line.push_str(", not safe to send twice"),
        (OperationType::Mutation, Replay::Safe) => line.push_str(", safe to send twice"),
        (OperationType::Query | OperationType::Mutation, Replay::Keyed(_)) => {
            line.push_str(", safe to send twice with an idempotency key");
        }
        _ => {}
    }
    line.push('.');
    // What is said first is enough here.
    let said = operation.description.and_then(|text| text.split("\n\n").find(|text| !text.trim().is_empty()));
    if let Some(said) = said.map(doc::line).filter(|said| !said.is_empty()) {
        line.push_str(&format!(" {said}"));
    }
    line
}
