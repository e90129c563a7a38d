//! All operations by area, as documentation of the module that they are in.

use indexmap::IndexMap;

use super::doc;
use crate::plan::{Operation, OperationType, Replay};

/// Markdown: a heading for each folder, and below it a line for each operation of its files, not of those in folders within.
pub(super) fn index(operations: &[Operation<'_>]) -> String {
    let mut areas: IndexMap<&str, Vec<&Operation<'_>>> = IndexMap::new();
    for operation in operations {
        areas.entry(area(operation)).or_default().push(operation);
    }
    let mut index = String::new();
    for (area, operations) in &areas {
        if areas.len() > 1 {
            let is_alone = areas.keys().filter(|other| last(other) == last(area)).count() == 1;
            let title = if is_alone { last(area) } else { area };
            index.push_str(&format!("\n## {}\n\n", doc::code(title)));
        }
        for operation in operations {
            index.push_str(&format!("- {}\n", line(operation)));
        }
    }
    index
}

const SEPARATORS: [char; 2] = ['/', '\\'];

/// The folder that an operation is in.
fn area<'o>(operation: &Operation<'o>) -> &'o str {
    operation.file.rsplit_once(SEPARATORS).map_or(".", |(folder, _)| folder)
}

/// The last part of a folder's path.
fn last(folder: &str) -> &str {
    folder.rsplit(SEPARATORS).next().unwrap_or(folder)
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
