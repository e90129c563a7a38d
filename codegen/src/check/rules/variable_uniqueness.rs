//! 5.8.1 Variable Uniqueness: an operation declares each of its variables once.

use std::collections::HashMap;

use crate::check::context::Context;
use crate::check::visit::Rule;
use crate::source::{Code, Problem};
use crate::syntax::{OperationDefinition, Span};

pub(super) struct VariableUniqueness;

impl<'a> Rule<'a> for VariableUniqueness {
    fn operation(&mut self, context: &mut Context<'a>, operation: &'a OperationDefinition) {
        let mut seen: HashMap<&str, Span> = HashMap::new();
        for variable in &operation.variables {
            if let Some(first) = seen.get(variable.name.as_str()) {
                let message = format!("the variable `${}` is declared twice", variable.name);
                context.report(
                    Problem::error(Code::DuplicateVariable, message)
                        .at(variable.head, "the second")
                        .and(*first, "the first"),
                );
            } else {
                seen.insert(&variable.name, variable.head);
            }
        }
    }
}
