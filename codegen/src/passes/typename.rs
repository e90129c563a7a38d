//! Asks for `__typename` first wherever the concrete type is not known.
//!
//! In: a valid document. Out: the same document in which every selection set of an interface or union (of a field or a
//! fragment definition; an inline fragment has its parent's) starts with `__typename`.

use apollo_compiler::executable::{ExecutableDocument, Field, Selection, SelectionSet};
use apollo_compiler::schema::ExtendedType;
use apollo_compiler::{Name, Schema, name};

const TYPENAME: Name = name!("__typename");

/// Adds `__typename` to the abstract selection sets of a document.
pub(crate) fn add_typename(mut document: ExecutableDocument, schema: &Schema) -> ExecutableDocument {
    for operation in document.operations.named.values_mut() {
        visit(&mut operation.make_mut().selection_set, schema, true);
    }
    for fragment in document.fragments.values_mut() {
        visit(&mut fragment.make_mut().selection_set, schema, true);
    }
    document
}

fn visit(set: &mut SelectionSet, schema: &Schema, object: bool) {
    for selection in &mut set.selections {
        match selection {
            Selection::Field(field) if !field.selection_set.is_empty() => {
                visit(&mut field.make_mut().selection_set, schema, true);
            }
            Selection::InlineFragment(fragment) => visit(&mut fragment.make_mut().selection_set, schema, false),
            Selection::Field(_) | Selection::FragmentSpread(_) => {}
        }
    }
    let is_abstract = matches!(schema.types.get(&set.ty), Some(ExtendedType::Interface(_) | ExtendedType::Union(_)));
    if object && is_abstract {
        let known = set.selections.iter().position(|selection| {
            matches!(selection, Selection::Field(field)
                if field.name == TYPENAME && field.alias.is_none() && field.directives.is_empty())
        });
        let typename = match known {
            Some(index) => set.selections.remove(index),
            None => match schema.type_field(&set.ty, &TYPENAME) {
                Ok(definition) => Field::new(TYPENAME, definition.node.clone()).into(),
                Err(_) => return,
            },
        };
        set.selections.insert(0, typename);
    }
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
        let schema = Schema::parse_and_validate(SCHEMA, "schema.graphql").unwrap();
        let document = ExecutableDocument::parse_and_validate(&schema, query, "query.graphql").unwrap();
        add_typename(document.into_inner(), &schema).serialize().no_indent().to_string()
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
