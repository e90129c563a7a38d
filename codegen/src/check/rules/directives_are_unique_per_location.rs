//! 5.7.3 Directives Are Unique per Location: a directive stands once in a place, unless it is repeatable.

use crate::check::context::Context;
use crate::check::names::repeated;
use crate::check::rule::Rule;
use crate::source::{Code, Problem};
use crate::syntax::{DirectiveLocation, Directives, Name};

pub(super) struct DirectivesAreUniquePerLocation;

impl<'a> Rule<'a> for DirectivesAreUniquePerLocation {
    fn directives(&mut self, context: &mut Context<'a>, directives: &'a Directives, _location: DirectiveLocation) {
        let definitions = &context.schema.directive_definitions;
        let is_unique = |name: &&Name| definitions.get(*name).is_some_and(|definition| !definition.is_repeatable);
        let names = directives.iter().map(|directive| &directive.name).filter(is_unique);
        for (name, first) in repeated(names, Name::as_str) {
            context.report(
                Problem::error(Code::RepeatedDirective, format!("`@{name}` is used twice in one place"))
                    .twice(name.span(), first.span()),
            );
        }
    }
}
