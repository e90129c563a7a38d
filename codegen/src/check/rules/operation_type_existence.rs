//! 5.2.1.1 Operation Type Existence: the schema has a root type for the kind of the operation.

use crate::check::context::Context;
use crate::check::rule::Rule;
use crate::source::{Code, Problem};
use crate::syntax::OperationDefinition;

pub(super) struct OperationTypeExistence;

impl<'a> Rule<'a> for OperationTypeExistence {
    fn operation(&mut self, context: &mut Context<'a>, operation: &'a OperationDefinition) {
        let kind = operation.kind;
        if context.schema.root(kind).is_none() {
            context.report(
                Problem::error(Code::NoRootType, format!("the schema has no {kind}s"))
                    .at(operation.head(), format!("a {kind} needs a root type in the schema")),
            );
        }
    }
}
