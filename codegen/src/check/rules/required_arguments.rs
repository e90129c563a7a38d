//! 5.4.3 Required Arguments: what is non-null and has no default is given.

use crate::check::context::Context;
use crate::check::names::is_meant;
use crate::check::parts::Arguments;
use crate::check::rule::Rule;
use crate::source::{Code, Problem};

pub(super) struct RequiredArguments;

impl<'a> Rule<'a> for RequiredArguments {
    fn arguments(&mut self, context: &mut Context<'a>, arguments: &Arguments<'a>) {
        let required = arguments.defined.unwrap_or_default().iter().filter(|definition| definition.is_required());
        let mut required = required.peekable();
        if required.peek().is_none() {
            return;
        }
        let given = arguments.given.iter().map(|argument| argument.name.as_str());
        let is_meant = is_meant(given, |name| arguments.find(name).is_some());
        for definition in required.filter(|definition| !is_meant(&definition.name)) {
            let (name, ty) = (&definition.name, &definition.ty);
            let message = format!("`{}` needs the argument `{name}`", arguments.owner);
            context.report(
                Problem::error(Code::MissingArgument, message).at(arguments.span, format!("`{name}: {ty}` is missing")),
            );
        }
    }
}
