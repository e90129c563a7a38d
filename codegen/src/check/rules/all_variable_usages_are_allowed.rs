//! 5.8.5 All Variable Usages Are Allowed: a variable is of a type that fits where it stands.

use crate::check::context::Context;
use crate::check::expected::Expected;
use crate::check::parts::Reached;
use crate::check::rule::Rule;
use crate::source::{Code, Problem};
use crate::syntax::{OperationDefinition, VariableDefinition};

pub(super) struct AllVariableUsagesAreAllowed;

impl<'a> Rule<'a> for AllVariableUsagesAreAllowed {
    fn reached(&mut self, context: &mut Context<'a>, operation: &'a OperationDefinition, usage: &Reached<'_, 'a>) {
        for used in &usage.variables {
            let (name, span) = (used.name, used.span);
            let (Some(variable), Some(expected)) = (operation.variable(name), used.expected) else { continue };
            if !context.schema.is_input_type(variable.ty.inner_name()) {
                continue; // the declaration is reported
            }
            if !is_allowed(variable, expected) {
                let message = format!(
                    "the variable `${name}` of type `{}` does not fit where `{}` is expected",
                    variable.ty, expected.ty
                );
                context.report(
                    Problem::error(Code::VariableType, message)
                        .at(span, format!("`{}` is expected here", expected.ty))
                        .and(variable.ty_span, "declared here"),
                );
            } else if let Some(owner) = expected.one_of.filter(|_| !variable.ty.is_non_null()) {
                let message = format!("the variable `${name}` may be null, which a member of `{owner}` may not");
                let help = format!("`{owner}` is marked `@oneOf` in the schema: declare `${name}: {}!`", variable.ty);
                context.report(
                    Problem::error(Code::NullableOneOfVariable, message)
                        .at(span, "used here")
                        .and(variable.ty_span, "declared here")
                        .help(help),
                );
            }
        }
    }
}

/// `IsVariableUsageAllowed`
fn is_allowed(variable: &VariableDefinition, expected: Expected<'_>) -> bool {
    if expected.ty.is_non_null() && !variable.ty.is_non_null() {
        let has_default = expected.has_default || variable.default.as_ref().is_some_and(|value| !value.is_null());
        return has_default && variable.ty.is_assignable_to(&expected.ty.clone().nullable());
    }
    variable.ty.is_assignable_to(expected.ty)
}
