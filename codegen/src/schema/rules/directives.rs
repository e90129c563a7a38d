//! Directives: as they are defined (spec 3.13), and as a schema applies them (spec 5.7).
//!
//! One that is not defined is let through: servers mark their schemas for themselves, and not all print what the marks
//! mean. No operation can tell.

use std::collections::HashMap;

use super::Rules;
use super::arguments::by_name;
use crate::schema::Problem;
use crate::syntax::{Argument, Directive, DirectiveDefinition, DirectiveLocation, Directives, Span};

impl<'a> Rules<'a> {
    /// A definition; `directive_cycles` sees to it that none refers to itself.
    pub(super) fn directive_definition(&mut self, definition: &'a DirectiveDefinition) {
        let sign_and_name = format!("@{}", definition.name);
        self.reserved_name("the directive", &sign_and_name, &definition.name);
        self.arguments_definition(&sign_and_name, &definition.arguments);
    }

    /// The directives of one place: each may stand there, is not repeated, and has the right arguments.
    pub(super) fn directives(&mut self, directives: &'a Directives, location: DirectiveLocation) {
        let schema = self.schema;
        let mut before: HashMap<&str, Span> = HashMap::new();
        for directive in directives {
            let name = &directive.name;
            let Some(definition) = schema.directive_definitions.get(name) else {
                self.unique_arguments(directive);
                for Argument { value, .. } in &directive.arguments {
                    self.value(value, None);
                }
                continue;
            };
            if !definition.locations.contains(&location) {
                let allowed =
                    definition.locations.iter().map(|location| format!("`{location}`")).collect::<Vec<_>>().join(", ");
                self.problem(
                    Problem::new(format!("`@{name}` cannot be used here"))
                        .at(name.span(), format!("not for `{location}`"))
                        .help(format!("its places are {allowed}")),
                );
            }
            if !definition.is_repeatable {
                if let Some(first) = before.get(name.as_str()) {
                    self.problem(
                        Problem::new(format!("`@{name}` is used twice in one place"))
                            .at(name.span(), "the second")
                            .and(*first, "the first"),
                    );
                } else {
                    before.insert(name, name.span());
                }
            }
            self.arguments(directive, definition);
        }
    }

    fn unique_arguments(&mut self, directive: &'a Directive) -> HashMap<&'a str, Span> {
        let mut given: HashMap<&str, Span> = HashMap::new();
        for Argument { name, .. } in &directive.arguments {
            if let Some(first) = given.get(name.as_str()) {
                self.problem(
                    Problem::new(format!("the argument `{name}` of `@{}` is given twice", directive.name))
                        .at(name.span(), "the second")
                        .and(*first, "the first"),
                );
            } else {
                given.insert(name, name.span());
            }
        }
        given
    }

    fn arguments(&mut self, directive: &'a Directive, definition: &'a DirectiveDefinition) {
        let owner = &directive.name;
        let given = self.unique_arguments(directive);
        let find = by_name(&definition.arguments);
        for Argument { name, value } in &directive.arguments {
            let known = find(name);
            if known.is_none() {
                self.problem(
                    Problem::new(format!("unknown argument `{name}` on `@{owner}`"))
                        .at(name.span(), "it takes no such argument")
                        .help_opt(self.did_you_mean(name, definition.arguments.iter().map(|it| it.name.as_str()))),
                );
            }
            self.value(value, known.map(|argument| &argument.ty));
        }
        for argument in definition.arguments.iter().filter(|argument| argument.is_required()) {
            if !given.contains_key(argument.name.as_str()) {
                self.problem(
                    Problem::new(format!("`@{owner}` needs the argument `{}`", argument.name))
                        .at(owner.span(), format!("`{}: {}` is missing", argument.name, argument.ty)),
                );
            }
        }
    }
}
