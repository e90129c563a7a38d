//! 5.8.4 All Variables Used: an operation, or a fragment that it reaches, uses each variable that it declares.

use std::collections::HashSet;

use crate::check::context::Context;
use crate::check::parts::Reached;
use crate::check::rule::Rule;
use crate::source::{Code, Problem};
use crate::syntax::OperationDefinition;

pub(super) struct AllVariablesUsed;

impl<'a> Rule<'a> for AllVariablesUsed {
    fn reached(&mut self, context: &mut Context<'a>, operation: &'a OperationDefinition, usage: &Reached<'_, 'a>) {
        // The use may be in what could not be parsed.
        if context.definitions.some_unparsed {
            return;
        }
        let used: HashSet<&str> = usage.variables.iter().map(|variable| variable.name.as_str()).collect();
        for variable in operation.variables.iter().filter(|variable| !used.contains(variable.name.as_str())) {
            let message = format!("the variable `${}` is never used", variable.name);
            context.report(
                Problem::error(Code::UnusedVariable, message)
                    .at(variable.head, "declared here")
                    .help("servers refuse such operations: use it or remove it"),
            );
        }
    }
}
