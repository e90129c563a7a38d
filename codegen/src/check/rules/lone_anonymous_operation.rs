//! 5.2.3.1 Lone Anonymous Operation: an operation without a name stands alone in its document. Here none stands alone, as
//! all files are one project, and each operation gives its name to a Rust type.

use crate::check::context::Context;
use crate::check::rule::Rule;
use crate::source::{Code, Problem};
use crate::syntax::OperationDefinition;

pub(super) struct LoneAnonymousOperation;

impl<'a> Rule<'a> for LoneAnonymousOperation {
    fn operation(&mut self, context: &mut Context<'a>, operation: &'a OperationDefinition) {
        let kind = operation.kind;
        if operation.name.is_none() {
            context.report(
                Problem::error(Code::AnonymousOperation, format!("this {kind} has no name"))
                    .at(operation.keyword, "name it here")
                    .help(format!("the Rust type is called after the operation: write `{kind} SomeName {{ .. }}`")),
            );
        }
    }
}
