//! Uses of what the schema calls deprecated.

use apollo_compiler::ast::DirectiveList;
use apollo_compiler::parser::SourceSpan;

use super::Checker;
use crate::config::DeprecatedPolicy;
use crate::diagnostic::Diagnostic;

/// What the specification says when the schema gives no reason.
const NO_REASON: &str = "No longer supported";

impl Checker<'_> {
    /// Reports the use of a deprecated definition, as the policy wants it.
    pub(super) fn deprecated(&mut self, directives: &DirectiveList, what: &str, span: Option<SourceSpan>) {
        if self.config.deprecated == DeprecatedPolicy::Allow {
            return;
        }
        let Some(directive) = directives.get("deprecated") else { return };
        let given = directive.specified_argument_by_name("reason").and_then(|reason| reason.as_str());
        let message = format!("`{what}` is deprecated: {}", given.unwrap_or(NO_REASON));
        if self.config.deprecated == DeprecatedPolicy::Deny {
            let problem = Diagnostic::error(message)
                .at(self.place(span, "used here"))
                .help("build.rs has `.deprecated(DeprecatedPolicy::Deny)`");
            self.problem(problem);
        } else {
            let warning = Diagnostic::warning(message).at(self.place(span, "used here"));
            self.warnings.push(warning);
        }
    }
}
