//! The document that is sent: one operation and exactly the fragments it uses (spec 5.5.1.4).

use super::Lowerer;
use crate::executable::spreads;
use crate::graph;
use crate::ir::Document;
use crate::syntax::{Name, OperationDefinition, Selection};

impl Lowerer<'_> {
    /// The fragments that are spread here, by their numbers.
    pub(super) fn spread(&self, selections: &[Selection]) -> Vec<usize> {
        let mut spread: Vec<usize> = Vec::new();
        for name in spreads(selections) {
            let number = self.fragment_index[name.as_str()];
            if !spread.contains(&number) {
                spread.push(number);
            }
        }
        spread
    }

    pub(super) fn sent(&self, operation: &OperationDefinition) -> Document {
        let below = |fragment: &Name| spreads(&self.document.fragments[fragment].selections);
        let reached = graph::reached(spreads(&operation.selections), below);
        Document {
            operation: operation.minified(),
            fragments: reached.into_iter().map(|name| self.fragment_index[name.as_str()]).collect(),
        }
    }
}
