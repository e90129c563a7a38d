//! The fragments that selections spread.

use crate::syntax::{Name, Selection};

/// The names of the fragments that selections spread, at any depth, in order and as often as they do.
pub(crate) fn spreads(selections: &[Selection]) -> Vec<&Name> {
    fn collect<'a>(selections: &'a [Selection], names: &mut Vec<&'a Name>) {
        for selection in selections {
            match selection {
                Selection::Field(field) => collect(&field.selections, names),
                Selection::InlineFragment(inline) => collect(&inline.selections, names),
                Selection::FragmentSpread(spread) => names.push(&spread.name),
            }
        }
    }
    let mut names = Vec::new();
    collect(selections, &mut names);
    names
}
