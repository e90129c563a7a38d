//! 5.7.2 Directives Are in Valid Locations: a directive stands where its definition says that it may.

use crate::check::context::Context;
use crate::check::rule::Rule;
use crate::source::{Code, Problem};
use crate::syntax::{DirectiveLocation, Directives};

pub(super) struct DirectivesAreInValidLocations;

impl<'a> Rule<'a> for DirectivesAreInValidLocations {
    fn directives(&mut self, context: &mut Context<'a>, directives: &'a Directives, location: DirectiveLocation) {
        for name in directives.iter().map(|directive| &directive.name) {
            let Some(definition) = context.schema.directive_definitions.get(name) else { continue };
            if definition.locations.contains(&location) {
                continue;
            }
            let allowed: Vec<String> = definition.locations.iter().map(|allowed| format!("`{allowed}`")).collect();
            context.report(
                Problem::error(Code::MisplacedDirective, format!("`@{name}` cannot be used here"))
                    .at(name.span(), format!("not for `{location}`"))
                    .help(format!("its places are {}", allowed.join(", "))),
            );
        }
    }
}
