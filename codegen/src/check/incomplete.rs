//! Types of which introspection told no more than the name: they are no matter until an operation uses one.

use super::Checker;
use crate::introspection;
use crate::schema::TypeDefinition;
use crate::source::Diagnostic;
use crate::syntax::Span;

impl<'a> Checker<'a> {
    /// Whether a type that is used is without parts. The first use is reported.
    pub(super) fn is_incomplete(&mut self, name: &'a str, used: Span) -> bool {
        let Some(problem) = self.incomplete(name) else { return false };
        if self.unmapped.insert(name) {
            let problem = problem.at(self.place(used, "used here"));
            self.problem(problem);
        }
        true
    }

    /// The report on a type without parts, if it is one.
    pub(super) fn incomplete(&self, name: &str) -> Option<Diagnostic> {
        let ty = self.schema.types.get(name)?;
        let parts = ty.lacks()?;
        let file = self.sources.file(ty.name().span()).map_or("", introspection::file_name);
        let kind = ty.described();
        let values = if matches!(ty, TypeDefinition::Union(_)) { "= .." } else { "{ .. }" };
        Some(
            Diagnostic::error(format!("`{name}` is {kind} of which `{file}` tells no {parts}"))
                .help("servers leave out what is deprecated, unless the introspection query has `includeDeprecated: true`")
                .help(format!("or add them in a file of your own: `extend {} {name} {values}`", ty.keyword())),
        )
    }
}
