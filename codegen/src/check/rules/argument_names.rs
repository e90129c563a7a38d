//! 5.4.1 Argument Names: a field or a directive takes the arguments that it is given.

use crate::check::context::Context;
use crate::check::parts::Arguments;
use crate::check::rule::Rule;
use crate::source::{Code, Problem};

/// How many arguments are named to one who misspelled one beyond recognition.
const MOST_NAMED: usize = 8;

pub(super) struct ArgumentNames {
    /// Whether all arguments are named where none is near; who wrote the schema knows them.
    pub(super) names_all: bool,
}

impl<'a> Rule<'a> for ArgumentNames {
    fn arguments(&mut self, context: &mut Context<'a>, arguments: &Arguments<'a>) {
        let Some(defined) = arguments.defined else { return };
        for argument in arguments.given.iter().filter(|argument| arguments.find(&argument.name).is_none()) {
            let name = &argument.name;
            let help = context.did_you_mean(name, defined.iter().map(|definition| definition.name.as_str()));
            let help = help.or_else(|| {
                let all: Vec<String> = defined.iter().map(|definition| format!("`{}`", definition.name)).collect();
                (self.names_all && !all.is_empty() && all.len() <= MOST_NAMED)
                    .then(|| format!("it takes {}", all.join(", ")))
            });
            let label = if defined.is_empty() { "it takes no arguments" } else { "it takes no such argument" };
            context.report(
                Problem::error(Code::UnknownArgument, format!("unknown argument `{name}` on `{}`", arguments.owner))
                    .at(name.span(), label)
                    .help_opt(help),
            );
        }
    }
}
