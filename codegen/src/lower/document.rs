//! The document that is sent: one operation and exactly the fragments it uses (spec 5.5.1.4).

use indexmap::IndexSet;

use crate::executable::ExecutableDocument;
use crate::syntax::{OperationDefinition, Selection};

pub(super) fn print(document: &ExecutableDocument, operation: &OperationDefinition) -> String {
    let mut fragments = IndexSet::new();
    spreads(&operation.selections, document, &mut fragments);
    let mut text = operation.to_string();
    for name in fragments {
        text.push_str("\n\n");
        text.push_str(&document.fragments[name].to_string());
    }
    text.push('\n');
    text
}

/// Adds the fragments that selections spread, and those that these spread, in the order they are met.
fn spreads<'a>(selections: &'a [Selection], document: &'a ExecutableDocument, into: &mut IndexSet<&'a str>) {
    for selection in selections {
        match selection {
            Selection::Field(field) => spreads(&field.selections, document, into),
            Selection::InlineFragment(inline) => spreads(&inline.selections, document, into),
            Selection::FragmentSpread(spread) => {
                if let Some(fragment) = document.fragments.get(&spread.name)
                    && into.insert(&fragment.name)
                {
                    spreads(&fragment.selections, document, into);
                }
            }
        }
    }
}
