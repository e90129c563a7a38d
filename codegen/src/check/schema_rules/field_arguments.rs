//! 3.6.1 Field Arguments, and 3.13 for directives: no argument is defined twice.

use std::collections::HashMap;

use crate::check::context::Context;
use crate::check::visit::Rule;
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
        let mut seen: HashMap<&str, &Name> = HashMap::new();
        for name in arguments.iter().map(|argument| &argument.name) {
            if let Some(first) = seen.get(name.as_str()) {
                let message = format!("the argument `{owner}({name}:)` is defined twice");
                context.report(
                    Problem::error(Code::DuplicateArgumentDefinition, message)
                        .at(name.span(), "the second")
                        .and(first.span(), "the first"),
                );
            } else {
                seen.insert(name, name);
            }
        }
    }
}
