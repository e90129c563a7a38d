//! 3.3.1 Root Operation Types: there is one for queries; each is an object type, and none is for two kinds of operations.

use crate::check::context::Context;
use crate::check::rule::Rule;
use crate::schema::TypeDefinition;
use crate::source::{Code, Problem};
use crate::syntax::OperationType;

pub(super) struct RootOperationTypes;

impl<'a> Rule<'a> for RootOperationTypes {
    fn schema(&mut self, context: &mut Context<'a>) {
        let schema = context.schema;
        if schema.query.is_none() {
            context.report(
                Problem::error(Code::NoQueryType, "the schema has no root type of queries")
                    .help("a schema has a `type Query`, or names another type in `schema { query: .. }`"),
            );
        }
        for (at, kind) in OperationType::ALL.into_iter().enumerate() {
            let Some(root) = schema.root(kind) else { continue };
            match super::known(context, root, TypeDefinition::is_object) {
                Some(other) if !other.is_object() => context.report(
                    Problem::error(Code::RootTypeKind, format!("the root type of `{kind}` is {}", other.described()))
                        .at(root.span(), "an object type is needed here"),
                ),
                Some(_) | None => {}
            }
            let mut before = OperationType::ALL.into_iter().take(at).filter_map(|kind| schema.root(kind));
            if let Some(first) = before.find(|before| *before == root) {
                let message = format!("`{root}` is the root type of two kinds of operations");
                context.report(
                    Problem::error(Code::SharedRootType, message)
                        .twice(root.span(), first.span())
                        .help("each kind has a type of its own"),
                );
            }
        }
    }
}
