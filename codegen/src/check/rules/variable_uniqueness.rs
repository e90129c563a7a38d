//! 5.8.1 Variable Uniqueness: an operation declares each of its variables once.

use crate::check::context::Context;
use crate::check::names::repeated;
use crate::check::rule::Rule;
use crate::source::{Code, Problem};
use crate::syntax::OperationDefinition;

pub(super) struct VariableUniqueness;

impl<'a> Rule<'a> for VariableUniqueness {
    fn operation(&mut self, context: &mut Context<'a>, operation: &'a OperationDefinition) {
        for (variable, first) in repeated(&operation.variables, |variable| variable.name.as_str()) {
            let message = format!("the variable `${}` is declared twice", variable.name);
            context.report(Problem::error(Code::DuplicateVariable, message).twice(variable.head, first.head));
        }
    }
}
