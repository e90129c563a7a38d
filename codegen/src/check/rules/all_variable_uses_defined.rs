//! 5.8.3 All Variable Uses Defined: an operation declares the variables that it uses, also those that its fragments use.

use crate::check::context::Context;
use crate::check::parts::Reached;
use crate::check::rule::Rule;
use crate::source::{Code, Problem, did_you_mean_with};
use crate::syntax::{Name, OperationDefinition};

pub(super) struct AllVariableUsesDefined;

impl<'a> Rule<'a> for AllVariableUsesDefined {
    fn reached(&mut self, context: &mut Context<'a>, operation: &'a OperationDefinition, usage: &Reached<'_, 'a>) {
        for variable in &usage.variables {
            let name = variable.name;
            if operation.variable(name).is_some() {
                continue;
            }
            let own = operation.name.as_ref().map_or("this operation", Name::as_str);
            let declared = operation.variables.iter().map(|variable| variable.name.as_str());
            let help = did_you_mean_with("$", name, declared).or_else(|| {
                let ty = variable.expected?.ty;
                Some(format!("declare it: `{} {own}(${name}: {ty})`", operation.kind))
            });
            let message = format!("the variable `${name}` is not declared by `{own}`");
            let mut problem =
                Problem::error(Code::UnknownVariable, message).at(variable.span, "used here").help_opt(help);
            if !operation.span.contains(variable.span) {
                problem = problem.and(operation.head(), "this operation spreads the fragment");
            }
            context.report(problem);
        }
    }
}
