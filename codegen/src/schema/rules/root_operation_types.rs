//! The types that operations start from (spec 3.3.1).

use super::Rules;
use crate::schema::{Problem, TypeDefinition};
use crate::syntax::OperationType;

impl Rules<'_> {
    /// There is one for queries; each is an object type, and none is for two kinds of operations.
    pub(super) fn root_operation_types(&mut self) {
        let schema = self.schema;
        if schema.query.is_none() {
            self.problem(
                Problem::new("the schema has no root type of queries")
                    .help("a schema has a `type Query`, or names another type in `schema { query: .. }`"),
            );
        }
        for (at, kind) in OperationType::ALL.into_iter().enumerate() {
            let Some(root) = schema.root(kind) else { continue };
            match self.known(root, |ty| matches!(ty, TypeDefinition::Object(_))) {
                None | Some(TypeDefinition::Object(_)) => {}
                Some(other) => self.problem(
                    Problem::new(format!("the root type of `{kind}` is {}", other.described()))
                        .at(root.span(), "an object type is needed here"),
                ),
            }
            let mut before = OperationType::ALL.into_iter().take(at).filter_map(|kind| schema.root(kind));
            if let Some(first) = before.find(|before| *before == root) {
                self.problem(
                    Problem::new(format!("`{root}` is the root type of two kinds of operations"))
                        .at(root.span(), "the second")
                        .and(first.span(), "the first")
                        .help("each kind has a type of its own"),
                );
            }
        }
    }
}
