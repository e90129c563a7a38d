//! 3.6.1 and 3.10: what has to be given cannot be deprecated, for nobody could do without.

use crate::check::context::Context;
use crate::check::parts::InputValue;
use crate::check::rule::Rule;
use crate::source::{Code, Problem};

pub(super) struct DeprecatedInputValues;

impl<'a> Rule<'a> for DeprecatedInputValues {
    fn input_value_definition(&mut self, context: &mut Context<'a>, input: &InputValue<'a>) {
        let definition = input.definition;
        if let Some(deprecated) = definition.directives.get("deprecated").filter(|_| definition.is_required()) {
            let message = format!("{} `{}` is required, and cannot be deprecated", input.what(), input.coordinate);
            context.report(
                Problem::error(Code::RequiredButDeprecated, message)
                    .at(deprecated.span, "nobody could do without")
                    .help(format!("make it nullable, or give it a default: it is of type `{}`", definition.ty)),
            );
        }
    }
}
