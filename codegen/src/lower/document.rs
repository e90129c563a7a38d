//! The document that is sent: one operation and exactly the fragments it uses (spec 5.5.1.4).

use apollo_compiler::Name;
use apollo_compiler::collections::IndexSet;
use apollo_compiler::executable::{ExecutableDocument, Operation, Selection, SelectionSet};

pub(super) fn print(document: &ExecutableDocument, operation: &Operation) -> String {
    let mut fragments = IndexSet::default();
    spreads(&operation.selection_set, document, &mut fragments);
    let mut text = operation.serialize().to_string();
    for name in fragments {
        text.push_str("\n\n");
        text.push_str(&document.fragments[name].serialize().to_string());
    }
    text.push('\n');
    text
}

/// Adds the fragments that a selection set spreads, and those that these spread, in the order they are met.
fn spreads<'a>(set: &'a SelectionSet, document: &'a ExecutableDocument, into: &mut IndexSet<&'a Name>) {
    for selection in &set.selections {
        match selection {
            Selection::Field(field) => spreads(&field.selection_set, document, into),
            Selection::InlineFragment(inline) => spreads(&inline.selection_set, document, into),
            Selection::FragmentSpread(spread) => {
                if let Some(fragment) = document.fragments.get(&spread.fragment_name)
                    && into.insert(&fragment.name)
                {
                    spreads(&fragment.selection_set, document, into);
                }
            }
        }
    }
}
