//! `@oneOf` of the September 2025 edition, which the engine does not know: input objects of which one field is given.

use std::collections::BTreeSet;

use apollo_compiler::ast::{FieldDefinition, Type, Value};
use apollo_compiler::executable::{Field, Operation, Selection, SelectionSet};
use apollo_compiler::parser::SourceMap;
use apollo_compiler::response::{GraphQLError, JsonMap, JsonValue};
use apollo_compiler::schema::{ExtendedType, InputObjectType};
use apollo_compiler::{ExecutableDocument, Name, Node, Schema};

use crate::schema::{ONE_OF, SHOWN_BY};

/// Whether an input object is one of them.
pub(crate) fn is(input: &InputObjectType) -> bool {
    input.directives.has(ONE_OF)
}

/// What is wrong with a value that is not right.
pub(crate) fn problem(name: &str) -> String {
    format!("exactly one field of the @oneOf input object {name} must be given, and it may not be null")
}

/// The literals of a document that do not give exactly one field.
pub(crate) fn problems(schema: &Schema, document: &ExecutableDocument) -> Vec<GraphQLError> {
    let mut found = Vec::new();
    let operations: Vec<&Node<Operation>> = document.operations.iter().collect();
    let mut check = |ty: &Type, value: &Node<Value>| {
        if let Some(message) = wrong(schema, &operations, ty, value) {
            found.push(error(message, value, &document.sources));
        }
    };
    for variable in operations.iter().flat_map(|operation| &operation.variables) {
        if let Some(default) = &variable.default_value {
            check(&variable.ty, default);
        }
    }
    let sets = operations.iter().map(|operation| &operation.selection_set);
    for set in sets.chain(document.fragments.values().map(|fragment| &fragment.selection_set)) {
        each_field(set, &mut |_, field| {
            for argument in &field.arguments {
                if let Some(definition) = field.definition.argument_by_name(&argument.name) {
                    check(&definition.ty, &argument.value);
                }
            }
        });
    }
    found
}

fn error(message: String, value: &Node<Value>, sources: &SourceMap) -> GraphQLError {
    let locations = value.line_column_range(sources).into_iter().map(|range| range.start).collect();
    GraphQLError { message, locations, path: Vec::new(), extensions: JsonMap::new() }
}

fn wrong(schema: &Schema, operations: &[&Node<Operation>], ty: &Type, value: &Value) -> Option<String> {
    match value {
        Value::List(items) => items.iter().find_map(|item| wrong(schema, operations, ty.item_type(), item)),
        Value::Object(fields) => {
            let name = ty.inner_named_type();
            let Some(ExtendedType::InputObject(input)) = schema.types.get(name) else { return None };
            if is(input) && !matches!(fields.as_slice(), [(_, value)] if is_given(operations, value)) {
                return Some(problem(name));
            }
            fields.iter().find_map(|(name, value)| wrong(schema, operations, &input.fields.get(name)?.ty, value))
        }
        _ => None,
    }
}

/// A variable has to be one that is never null.
fn is_given(operations: &[&Node<Operation>], value: &Value) -> bool {
    let is_nullable = |name: &Name| {
        let mut variables = operations.iter().flat_map(|operation| &operation.variables);
        variables.any(|variable| variable.name == *name && !variable.ty.is_non_null())
    };
    match value {
        Value::Null => false,
        Value::Variable(name) => !is_nullable(name),
        _ => true,
    }
}

fn each_field(set: &SelectionSet, visit: &mut dyn FnMut(&SelectionSet, &Field)) {
    for selection in &set.selections {
        match selection {
            Selection::Field(field) => {
                visit(set, field);
                each_field(&field.selection_set, visit);
            }
            Selection::InlineFragment(fragment) => each_field(&fragment.selection_set, visit),
            Selection::FragmentSpread(_) => {}
        }
    }
}

/// Asks for the names of types instead of `isOneOf`; returns the keys under which they come.
pub(crate) fn ask_for_names(schema: &Schema, document: &mut ExecutableDocument) -> BTreeSet<String> {
    let mut keys = BTreeSet::new();
    let Some(name) = schema.get_object("__Type").and_then(|of_types| of_types.fields.get("name")) else { return keys };
    let sets = document.operations.iter().map(|operation| &operation.selection_set);
    for set in sets.chain(document.fragments.values().map(|fragment| &fragment.selection_set)) {
        each_field(set, &mut |set, field| {
            if is_asked(set, field) {
                keys.insert(field.response_key().to_string());
            }
        });
    }
    if !keys.is_empty() {
        let operations = document.operations.anonymous.iter_mut().chain(document.operations.named.values_mut());
        operations.for_each(|operation| rewrite(&mut operation.make_mut().selection_set, &name.node));
        document
            .fragments
            .values_mut()
            .for_each(|fragment| rewrite(&mut fragment.make_mut().selection_set, &name.node));
    }
    keys
}

fn is_asked(set: &SelectionSet, field: &Field) -> bool {
    set.ty == "__Type" && field.name == SHOWN_BY
}

fn rewrite(set: &mut SelectionSet, name: &Node<FieldDefinition>) {
    let ty = set.ty.clone();
    for selection in &mut set.selections {
        match selection {
            Selection::Field(field) => {
                let field = field.make_mut();
                if ty == "__Type" && field.name == SHOWN_BY {
                    field.alias = Some(field.response_key().clone());
                    field.name = name.name.clone();
                    field.definition = name.clone();
                }
                rewrite(&mut field.selection_set, name);
            }
            Selection::InlineFragment(fragment) => rewrite(&mut fragment.make_mut().selection_set, name),
            Selection::FragmentSpread(_) => {}
        }
    }
}

/// Puts what was asked for in the place of the names.
pub(crate) fn answer(schema: &Schema, keys: &BTreeSet<String>, value: &mut JsonValue) {
    match value {
        JsonValue::Array(items) => items.iter_mut().for_each(|item| answer(schema, keys, item)),
        JsonValue::Object(map) => {
            for (key, value) in map.iter_mut() {
                if keys.contains(key.as_str()) {
                    let input = value.as_str().and_then(|name| schema.get_input_object(name));
                    *value = input.map_or(JsonValue::Null, |input| JsonValue::Bool(is(input)));
                } else {
                    answer(schema, keys, value);
                }
            }
        }
        _ => {}
    }
}
