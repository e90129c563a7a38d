//! 5.7.3 Directives Are Unique per Location: a directive stands once in a place, unless it is repeatable.

use std::collections::HashMap;

use crate::check::context::Context;
use crate::check::visit::Rule;
use crate::source::{Code, Problem};
use crate::syntax::{DirectiveLocation, Directives, Name};

pub(super) struct DirectivesAreUniquePerLocation;

impl<'a> Rule<'a> for DirectivesAreUniquePerLocation {
    fn directives(&mut self, context: &mut Context<'a>, directives: &'a Directives, _location: DirectiveLocation) {
        let mut seen: HashMap<&str, &Name> = HashMap::new();
        for name in directives.iter().map(|directive| &directive.name) {
            let definition = context.schema.directive_definitions.get(name);
            if definition.is_none_or(|definition| definition.is_repeatable) {
                continue;
            }
            if let Some(first) = seen.get(name.as_str()) {
                context.report(
                    Problem::error(Code::RepeatedDirective, format!("`@{name}` is used twice in one place"))
                        .at(name.span(), "the second")
                        .and(first.span(), "the first"),
                );
            } else {
                seen.insert(name, name);
            }
        }
    }
}
