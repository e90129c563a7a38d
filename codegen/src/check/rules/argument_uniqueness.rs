//! 5.4.2 Argument Uniqueness: no argument is given twice.

use std::collections::HashMap;

use crate::check::context::Context;
use crate::check::visit::{Arguments, Rule};
use crate::source::{Code, Problem};
use crate::syntax::{Coordinate, Name};

pub(super) struct ArgumentUniqueness;

impl<'a> Rule<'a> for ArgumentUniqueness {
    fn arguments(&mut self, context: &mut Context<'a>, arguments: &Arguments<'a>) {
        let mut seen: HashMap<&str, &Name> = HashMap::new();
        for name in arguments.given.iter().map(|argument| &argument.name) {
            let Some(first) = seen.get(name.as_str()) else {
                seen.insert(name, name);
                continue;
            };
            // Several directives may stand side by side.
            let of = match arguments.owner {
                Coordinate::Directive(directive) => format!(" of `@{directive}`"),
                _ => String::new(),
            };
            context.report(
                Problem::error(Code::DuplicateArgument, format!("the argument `{name}`{of} is given twice"))
                    .at(name.span(), "the second")
                    .and(first.span(), "the first"),
            );
        }
    }
}
