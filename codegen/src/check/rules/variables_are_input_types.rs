//! 5.8.2 Variables Are Input Types: what a variable carries can be sent.

use crate::check::context::Context;
use crate::check::rule::Rule;
use crate::schema::TypeDefinition;
use crate::source::{Code, Problem};
use crate::syntax::{OperationDefinition, VariableDefinition};

pub(super) struct VariablesAreInputTypes;

impl<'a> Rule<'a> for VariablesAreInputTypes {
    fn variable_definition(
        &mut self,
        context: &mut Context<'a>,
        _operation: &'a OperationDefinition,
        variable: &'a VariableDefinition,
    ) {
        let ty = variable.ty.inner_name();
        match context.schema.types.get(ty) {
            Some(definition) if definition.is_input_type() => {}
            Some(_) => context.report(
                Problem::error(
                    Code::VariableKind,
                    format!("the variable `${}` cannot be of type `{ty}`, which is a type of answers", variable.name),
                )
                .at(ty.span(), "not an input type")
                .help("variables are scalars, enums, input objects, and lists of them"),
            ),
            None => {
                let help = context.did_you_mean_type(ty, TypeDefinition::is_input_type);
                context.report(
                    Problem::error(Code::UnknownType, format!("unknown type `{ty}`"))
                        .at(ty.span(), "not in the schema")
                        .help_opt(help),
                );
            }
        }
    }
}
