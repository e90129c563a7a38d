//! 5.4.2 Argument Uniqueness: no argument is given twice.

use crate::check::context::Context;
use crate::check::names::repeated;
use crate::check::parts::Arguments;
use crate::check::rule::Rule;
use crate::source::{Code, Problem};
use crate::syntax::{Coordinate, Name};

pub(super) struct ArgumentUniqueness;

impl<'a> Rule<'a> for ArgumentUniqueness {
    fn arguments(&mut self, context: &mut Context<'a>, arguments: &Arguments<'a>) {
        for (name, first) in repeated(arguments.given.iter().map(|argument| &argument.name), Name::as_str) {
            // Several directives may stand side by side.
            let of = match arguments.owner {
                Coordinate::Directive(directive) => format!(" of `@{directive}`"),
                _ => String::new(),
            };
            context.report(
                Problem::error(Code::DuplicateArgument, format!("the argument `{name}`{of} is given twice"))
                    .twice(name.span(), first.span()),
            );
        }
    }
}
