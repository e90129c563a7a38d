//! The operations that the runtime ships.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use apollo_compiler::executable::{Fragment, Operation as Definition, Selection, SelectionSet};
use apollo_compiler::schema::ExtendedType;
use apollo_compiler::validation::Valid;
use apollo_compiler::{ExecutableDocument, Schema};
use serde_json::Value;
use stigg_graphql::{Operation, OperationInfo, OperationKind, operations as shipped};
use stigg_graphql_golden::{Again, again, any_answer_comes_back};

include!(concat!(env!("OUT_DIR"), "/shipped.rs"));

/// The example of each operation, as its documentation shows it: they compile.
#[allow(warnings, clippy::pedantic, reason = "they are made to be read")]
mod examples {
    use stigg_graphql::operations::*;

    include!(concat!(env!("OUT_DIR"), "/shipped_examples.rs"));
}

#[test]
fn each_has_an_example() {
    assert_eq!(examples::COUNT, shipped::OPERATIONS.len());
}

fn schema() -> Valid<Schema> {
    stigg_graphql_golden::schema(&[include_str!("../../schema/stigg.graphql")])
}

fn info(name: &str) -> &'static OperationInfo {
    let found = shipped::OPERATIONS.iter().find(|info| info.name == name);
    found.unwrap_or_else(|| panic!("`{name}` is not shipped"))
}

fn parse(schema: &Valid<Schema>, document: &str) -> Valid<ExecutableDocument> {
    match ExecutableDocument::parse_and_validate(schema, document, "wire.graphql") {
        Ok(document) => document,
        Err(error) => panic!("{error}"),
    }
}

#[test]
fn any_answer_comes_back_from_each() {
    let names: BTreeSet<&str> = SHIPPED.iter().map(|(name, _)| *name).collect();
    assert_eq!(names, shipped::OPERATIONS.iter().map(|info| info.name).collect());
    let schema = schema();
    for (name, again) in SHIPPED {
        any_answer_comes_back(&schema, info(name).document, *again, 6);
    }
}

/// A selection as text; `__typename` under its own name is left out.
fn normalized(set: &SelectionSet, into: &mut String) {
    into.push('{');
    for selection in &set.selections {
        match selection {
            Selection::Field(field) if field.name == "__typename" && field.alias.is_none() => continue,
            Selection::Field(field) => {
                let arguments: Vec<_> =
                    field.arguments.iter().map(|argument| format!("{}: {}", argument.name, argument.value)).collect();
                into.push_str(&format!(
                    "{}:{}({}){}",
                    field.response_key(),
                    field.name,
                    arguments.join(","),
                    field.directives
                ));
                if !field.selection_set.is_empty() {
                    normalized(&field.selection_set, into);
                }
            }
            Selection::InlineFragment(inline) => {
                let on = inline.type_condition.as_ref().map(ToString::to_string).unwrap_or_default();
                into.push_str(&format!("...on {on}{}", inline.directives));
                normalized(&inline.selection_set, into);
            }
            Selection::FragmentSpread(spread) => {
                into.push_str(&format!("...{}{}", spread.fragment_name, spread.directives));
            }
        }
        into.push(' ');
    }
    into.push('}');
}

fn operation_text(operation: &Definition) -> String {
    let variables: Vec<_> = operation.variables.iter().map(ToString::to_string).collect();
    let mut text = format!("{} {:?} ({})", operation.operation_type, operation.name, variables.join(","));
    normalized(&operation.selection_set, &mut text);
    text
}

fn fragment_text(fragment: &Fragment) -> String {
    let mut text = format!("{} on {}", fragment.name, fragment.type_condition());
    normalized(&fragment.selection_set, &mut text);
    text
}

#[test]
fn what_is_sent_is_what_was_written_and_typename() {
    let schema = schema();
    let mut text = String::new();
    for file in query_files() {
        text.push_str(&fs::read_to_string(file).unwrap());
        text.push('\n');
    }
    let written = parse(&schema, &text);
    for info in shipped::OPERATIONS {
        let sent = parse(&schema, info.document);
        let operation = written.operations.get(Some(info.name)).unwrap();
        assert_eq!(operation_text(sent.operations.get(Some(info.name)).unwrap()), operation_text(operation));
        for (name, fragment) in &sent.fragments {
            assert_eq!(fragment_text(fragment), fragment_text(&written.fragments[name]));
        }
        let mut reached = BTreeSet::new();
        spreads(&operation.selection_set, &written, &mut reached);
        let mut names: Vec<_> = sent.fragments.keys().map(ToString::to_string).collect();
        names.sort();
        assert_eq!(names, reached.into_iter().collect::<Vec<_>>(), "{}", info.name);
    }
}

fn spreads(set: &SelectionSet, document: &ExecutableDocument, into: &mut BTreeSet<String>) {
    for selection in &set.selections {
        match selection {
            Selection::Field(field) => spreads(&field.selection_set, document, into),
            Selection::InlineFragment(inline) => spreads(&inline.selection_set, document, into),
            Selection::FragmentSpread(spread) => {
                if into.insert(spread.fragment_name.to_string()) {
                    spreads(&document.fragments[&spread.fragment_name].selection_set, document, into);
                }
            }
        }
    }
}

#[test]
fn typename_comes_first_where_the_type_is_not_known() {
    let schema = schema();
    for info in shipped::OPERATIONS {
        let document = parse(&schema, info.document);
        typename_first(&schema, &document.operations.get(Some(info.name)).unwrap().selection_set, true);
        for fragment in document.fragments.values() {
            typename_first(&schema, &fragment.selection_set, true);
        }
    }
}

fn typename_first(schema: &Schema, set: &SelectionSet, is_object: bool) {
    if is_object && matches!(schema.types[&set.ty], ExtendedType::Interface(_) | ExtendedType::Union(_)) {
        let first = set.selections.first();
        assert!(matches!(first, Some(Selection::Field(field)) if field.response_key() == "__typename"), "{set}");
    }
    for selection in &set.selections {
        match selection {
            Selection::Field(field) => typename_first(schema, &field.selection_set, !field.selection_set.is_empty()),
            Selection::InlineFragment(inline) => typename_first(schema, &inline.selection_set, false),
            Selection::FragmentSpread(_) => {}
        }
    }
}

fn query_files() -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut open = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("../queries")];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|extension| extension == "graphql") {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}

/// Optional variables that ours take besides, since they page where the official ones stop.
const PAGED: &[&str] = &["GetCoupons", "GetProducts"];

#[test]
fn all_official_operations_are_covered() {
    let schema = schema();
    let facts: Value = serde_json::from_str(include_str!("../../tests/facts/official_operations.json")).unwrap();
    let facts = facts.as_array().unwrap();
    assert_eq!(facts.len(), 70);
    for fact in facts {
        let name = fact["name"].as_str().unwrap();
        let info = info(name);
        let kind = match info.kind {
            OperationKind::Query => "query",
            OperationKind::Mutation => "mutation",
            OperationKind::Subscription => "subscription",
        };
        assert_eq!(fact["kind"], kind, "{name}");
        assert_eq!(info.root_fields, [fact["root_field"].as_str().unwrap()], "{name}");
        let document = parse(&schema, info.document);
        let operation = document.operations.get(Some(name)).unwrap();
        let mut variables =
            operation.variables.iter().map(|variable| (variable.name.as_str(), variable.ty.to_string()));
        for official in fact["variables"].as_array().unwrap() {
            let (wanted, ty) = (official["name"].as_str().unwrap(), official["type"].as_str().unwrap());
            let found = variables.clone().find(|(known, _)| *known == wanted);
            assert_eq!(found, Some((wanted, ty.to_owned())), "{name}");
        }
        if PAGED.contains(&name) {
            assert!(variables.all(|(_, ty)| !ty.ends_with('!')), "{name}");
        } else {
            assert_eq!(operation.variables.len(), fact["variables"].as_array().unwrap().len(), "{name}");
        }
        let mut selected = BTreeSet::new();
        coordinates(&operation.selection_set, &mut selected);
        for fragment in document.fragments.values() {
            coordinates(&fragment.selection_set, &mut selected);
        }
        let wanted =
            fact["coordinates"].as_array().unwrap().iter().map(|coordinate| coordinate.as_str().unwrap().to_owned());
        let missing: Vec<_> = wanted.filter(|coordinate| !selected.contains(coordinate)).collect();
        assert_eq!(missing, Vec::<String>::new(), "{name}");
    }
}

fn coordinates(set: &SelectionSet, into: &mut BTreeSet<String>) {
    for selection in &set.selections {
        match selection {
            Selection::Field(field) => {
                into.insert(format!("{}.{}", set.ty, field.name));
                coordinates(&field.selection_set, into);
            }
            Selection::InlineFragment(inline) => coordinates(&inline.selection_set, into),
            Selection::FragmentSpread(_) => {}
        }
    }
}
