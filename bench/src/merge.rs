//! Which fields an object of one type answers, and with what below them: field merging by the spec (6.3.2).

use std::collections::HashMap;

use apollo_compiler::collections::IndexMap;
use apollo_compiler::executable::{ExecutableDocument, Field, Selection, SelectionSet};
use apollo_compiler::{Name, Node, Schema};

use crate::corpus::is_abstract;

/// The fields under each response key, in document order.
pub(crate) type Merged<'a> = IndexMap<Name, Vec<&'a Node<Field>>>;

/// Merges selection sets for an object of the type.
pub(crate) fn merge<'a>(
    schema: &Schema,
    document: &'a ExecutableDocument,
    sets: impl IntoIterator<Item = &'a SelectionSet>,
    object: &str,
) -> Merged<'a> {
    let mut merged = Merged::default();
    for set in sets {
        add(schema, document, set, object, &mut merged);
    }
    merged
}

fn add<'a>(
    schema: &Schema,
    document: &'a ExecutableDocument,
    set: &'a SelectionSet,
    object: &str,
    merged: &mut Merged<'a>,
) {
    let applies = |condition: &str| condition == object || schema.is_subtype(condition, object);
    for selection in &set.selections {
        match selection {
            Selection::Field(field) => merged.entry(field.response_key().clone()).or_default().push(field),
            Selection::FragmentSpread(spread) => {
                if let Some(fragment) = document.fragments.get(&spread.fragment_name)
                    && applies(fragment.type_condition())
                {
                    add(schema, document, &fragment.selection_set, object, merged);
                }
            }
            Selection::InlineFragment(fragment) => {
                if fragment.type_condition.as_ref().is_none_or(|condition| applies(condition)) {
                    add(schema, document, &fragment.selection_set, object, merged);
                }
            }
        }
    }
}

/// The same document without fragments, or `None` when it selects from a union or an interface.
pub(crate) fn flatten(schema: &Schema, document: &ExecutableDocument) -> Option<ExecutableDocument> {
    let mut flat = ExecutableDocument::new();
    for operation in document.operations.iter() {
        let mut operation = operation.clone();
        let set = &operation.selection_set;
        let set = flatten_sets(schema, document, vec![set], &set.ty)?;
        operation.make_mut().selection_set = set;
        flat.operations.insert(operation);
    }
    Some(flat)
}

fn flatten_sets(
    schema: &Schema,
    document: &ExecutableDocument,
    sets: Vec<&SelectionSet>,
    ty: &Name,
) -> Option<SelectionSet> {
    if is_abstract(schema, ty) {
        return None;
    }
    let mut flat = SelectionSet::new(ty.clone());
    for fields in merge(schema, document, sets, ty).values() {
        let mut field = fields[0].clone();
        if !field.selection_set.is_empty() {
            let below = fields.iter().map(|field| &field.selection_set).collect();
            let set = flatten_sets(schema, document, below, &field.selection_set.ty)?;
            field.make_mut().selection_set = set;
        }
        flat.push(field);
    }
    Some(flat)
}

/// The same document with `__typename` where `graphql_client` insists on it: in each fragment on a union or an interface,
/// and in each other selection from one.
pub(crate) fn with_typenames(schema: &Schema, document: &ExecutableDocument) -> anyhow::Result<ExecutableDocument> {
    let mut named = document.clone();
    let conditions: HashMap<Name, Name> =
        document.fragments.iter().map(|(name, fragment)| (name.clone(), fragment.type_condition().clone())).collect();
    for fragment in named.fragments.values_mut() {
        let set = &mut fragment.make_mut().selection_set;
        add_below(schema, &conditions, set)?;
        if is_abstract(schema, &set.ty) {
            add_typename(schema, set)?;
        }
    }
    for operation in named.operations.named.values_mut() {
        add_below(schema, &conditions, &mut operation.make_mut().selection_set)?;
    }
    Ok(named)
}

fn add_below(schema: &Schema, conditions: &HashMap<Name, Name>, set: &mut SelectionSet) -> anyhow::Result<()> {
    for selection in &mut set.selections {
        match selection {
            Selection::Field(field) => {
                let below = &mut field.make_mut().selection_set;
                add_below(schema, conditions, below)?;
                let has_one = below.selections.iter().any(|selection| match selection {
                    Selection::FragmentSpread(spread) => conditions.get(&spread.fragment_name) == Some(&below.ty),
                    _ => false,
                });
                if is_abstract(schema, &below.ty) && !has_one {
                    add_typename(schema, below)?;
                }
            }
            Selection::InlineFragment(fragment) => {
                add_below(schema, conditions, &mut fragment.make_mut().selection_set)?;
            }
            Selection::FragmentSpread(_) => {}
        }
    }
    Ok(())
}

fn add_typename(schema: &Schema, set: &mut SelectionSet) -> anyhow::Result<()> {
    let has_one = set.fields().any(|field| field.response_key() == "__typename");
    if !has_one {
        let field = set
            .new_field(schema, apollo_compiler::name!("__typename"))
            .map_err(|error| anyhow::anyhow!("{error:?}"))?;
        set.selections.insert(0, Node::new(field).into());
    }
    Ok(())
}
