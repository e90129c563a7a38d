//! The document that is sent: one operation and exactly the fragments it uses (spec 5.5.1.4).

use crate::executable::{ExecutableDocument, spreads};
use crate::graph;
use crate::syntax::{Name, OperationDefinition};

pub(super) fn print(document: &ExecutableDocument, operation: &OperationDefinition) -> String {
    let below = |fragment: &Name| spreads(&document.fragments[fragment].selections);
    let mut text = operation.to_string();
    for fragment in graph::reached(spreads(&operation.selections), below) {
        text.push_str("\n\n");
        text.push_str(&document.fragments[fragment].to_string());
    }
    text.push('\n');
    text
}
