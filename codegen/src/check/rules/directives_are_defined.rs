//! 5.7.1 Directives Are Defined: the schema has the directives that operations use. In a schema, servers mark for
//! themselves, and not all print what the marks mean; no operation can tell.

use crate::check::context::Context;
use crate::check::rule::Rule;
use crate::source::{Code, Problem, did_you_mean_with};
use crate::syntax::{DirectiveLocation, Directives};

pub(super) struct DirectivesAreDefined;

impl<'a> Rule<'a> for DirectivesAreDefined {
    fn directives(&mut self, context: &mut Context<'a>, directives: &'a Directives, location: DirectiveLocation) {
        let schema = context.schema;
        for name in directives.iter().map(|directive| &directive.name) {
            if schema.directive_definitions.contains_key(name) {
                continue;
            }
            // Those that cannot stand here are no help.
            let fitting = schema.directive_definitions.values().filter(|known| known.locations.contains(&location));
            let help = did_you_mean_with("@", name, fitting.map(|known| known.name.as_str()));
            context.report(
                Problem::error(Code::UnknownDirective, format!("unknown directive `@{name}`"))
                    .at(name.span(), "not in the schema")
                    .help_opt(help),
            );
        }
    }
}
