//! 3.6.1 Field Arguments, and 3.13 for directives: no argument is defined twice.

use crate::check::context::Context;
use crate::check::names::repeated;
use crate::check::rule::Rule;
use crate::source::{Code, Problem};
use crate::syntax::{Coordinate, InputValueDefinition, Name};

pub(super) struct FieldArguments;

impl<'a> Rule<'a> for FieldArguments {
    fn arguments_definition(
        &mut self,
        context: &mut Context<'a>,
        owner: Coordinate<'a>,
        arguments: &'a [InputValueDefinition],
    ) {
        for (name, first) in repeated(arguments.iter().map(|argument| &argument.name), Name::as_str) {
            let message = format!("the argument `{owner}({name}:)` is defined twice");
            context.report(Problem::error(Code::DuplicateArgumentDefinition, message).twice(name.span(), first.span()));
        }
    }
}
