//! Asks for `__typename` first wherever the concrete type is not known.
//!
//! In: a valid document. Out: the same document in which every selection set of an interface or union (of a field or a
//! fragment definition; an inline fragment has its parent's) starts with `__typename`.

use crate::executable::ExecutableDocument;
use crate::schema::{Schema, TypeDefinition};
use crate::syntax::{Directives, Field, Name, Selection, Span};

const TYPENAME: &str = "__typename";

/// Adds `__typename` to the abstract selection sets of a document.
pub(crate) fn add_typename(mut document: ExecutableDocument, schema: &Schema) -> ExecutableDocument {
    for operation in &mut document.operations {
        if let Some(root) = schema.root(operation.kind) {
            visit(&mut operation.selections, schema, root, true);
        }
    }
    for fragment in document.fragments.values_mut() {
        visit(&mut fragment.selections, schema, &fragment.type_condition, true);
    }
    document
}

/// Visits what is selected from `parent`; the selections of an object begin with its `__typename`.
fn visit(selections: &mut Vec<Selection>, schema: &Schema, parent: &Name, is_object: bool) {
    for selection in selections.iter_mut() {
        match selection {
            Selection::Field(field) if !field.selections.is_empty() => {
                if let Some(definition) = schema.field(parent, &field.name) {
                    visit(&mut field.selections, schema, definition.ty.inner_name(), true);
                }
            }
            Selection::InlineFragment(inline) => {
                let parent = inline.type_condition.as_ref().unwrap_or(parent);
                visit(&mut inline.selections, schema, parent, false);
            }
            Selection::Field(_) | Selection::FragmentSpread(_) => {}
        }
    }
    if is_object && schema.types.get(parent).is_some_and(TypeDefinition::is_abstract) {
        let known = selections.iter().position(|selection| {
            matches!(selection, Selection::Field(field)
                if field.name == TYPENAME && field.alias.is_none() && field.directives.is_empty())
        });
        let typename = match (known, selections.first()) {
            (Some(index), _) => selections.remove(index),
            (None, Some(first)) => typename(first.span()),
            (None, None) => return,
        };
        selections.insert(0, typename);
    }
}

/// The field, at the place of the selection that it comes before.
fn typename(span: Span) -> Selection {
    Selection::Field(Field {
        alias: None,
        name: Name::new(TYPENAME, span),
        arguments: Vec::new(),
        directives: Directives::default(),
        selections: Vec::new(),
        span,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const SCHEMA: &str = "
        type Query { items: [Priced!]! ent: Ent! plan: Plan }
        interface Priced { price: Float! }
        type Addon implements Priced { price: Float! of: Ent }
        type Plan { id: ID! }
        union Ent = Addon | Plan";

    fn rewritten(query: &str) -> String {
        let parse = |text| crate::syntax::parse(text, crate::syntax::FileId::BUILT_IN).document;
        let (schema, problems) = crate::schema::build(vec![parse(SCHEMA)]);
        assert!(problems.is_empty());
        let document = add_typename(ExecutableDocument::new(vec![parse(query)], |_| true), &schema);
        let operations = document.operations.iter().map(ToString::to_string);
        let fragments = document.fragments.values().map(ToString::to_string);
        let text = operations.chain(fragments).collect::<Vec<_>>().join(" ");
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn abstract_selections_start_with_typename() {
        for (query, expected) in [
            ("query Q { plan { id } }", "query Q { plan { id } }"),
            ("query Q { items { price } }", "query Q { items { __typename price } }"),
            (
                "query Q { ent { ... on Plan { id } ... on Addon { of { __typename ... on Plan { id } } } } }",
                "query Q { ent { __typename ... on Plan { id } ... on Addon { of { __typename ... on Plan { id } } } } }",
            ),
            (
                "query Q { ent { ...E } } fragment E on Ent { __typename }",
                "query Q { ent { __typename ...E } } fragment E on Ent { __typename }",
            ),
            ("query Q { items { price __typename } }", "query Q { items { __typename price } }"),
        ] {
            assert_eq!(rewritten(query), expected);
        }
    }
}
