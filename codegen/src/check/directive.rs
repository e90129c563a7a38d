//! Directives of operations.

use super::Checker;
use super::facts::Facts;
use crate::source::{Diagnostic, did_you_mean_with};
use crate::syntax::{Directive, DirectiveLocation, Directives};

impl<'a> Checker<'a> {
    /// Each directive is known, allowed where it stands, not repeated, and has the right arguments.
    pub(super) fn directives(
        &mut self,
        directives: &'a Directives,
        location: DirectiveLocation,
        facts: &mut Facts<'a>,
    ) {
        let schema = self.schema;
        for (at, directive) in directives.iter().enumerate() {
            let name = &directive.name;
            let Some(definition) = schema.directive_definitions.get(name) else {
                // Those that cannot stand in an operation are no help there.
                let names = schema
                    .directive_definitions
                    .values()
                    .filter(|definition| definition.locations.contains(&location))
                    .map(|definition| definition.name.as_str());
                self.problem(
                    Diagnostic::error(format!("unknown directive `@{name}`"))
                        .at(self.place(name.span(), "not in the schema"))
                        .help_opt(did_you_mean_with("@", name, names)),
                );
                for argument in &directive.arguments {
                    self.value(&argument.value, None, facts);
                }
                continue;
            };
            if matches!(name.as_str(), "defer" | "stream") {
                self.problem(
                    Diagnostic::error(format!("`@{name}` is not supported"))
                        .at(self.place(name.span(), "the answer would come in parts"))
                        .help("select the fields without it, or in an operation of their own"),
                );
            }
            if !definition.locations.contains(&location) {
                let allowed =
                    definition.locations.iter().map(|location| format!("`{location}`")).collect::<Vec<_>>().join(", ");
                self.problem(
                    Diagnostic::error(format!("`@{name}` cannot be used here"))
                        .at(self.place(name.span(), format!("not for `{location}`")))
                        .help(format!("its places are {allowed}")),
                );
            }
            if !definition.is_repeatable {
                self.repeated(directives, at, directive);
            }
            self.arguments(&format!("@{name}"), name.span(), &directive.arguments, &definition.arguments, facts);
        }
    }

    fn repeated(&mut self, directives: &Directives, at: usize, directive: &Directive) {
        let name = &directive.name;
        if let Some(first) = directives.iter().take(at).find(|earlier| earlier.name == *name) {
            self.problem(
                Diagnostic::error(format!("`@{name}` is used twice in one place"))
                    .at(self.place(name.span(), "the second"))
                    .and(self.place(first.name.span(), "the first")),
            );
        }
    }
}
