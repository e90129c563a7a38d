//! Uses of what the schema calls deprecated.

use apollo_compiler::ast::DirectiveList;
use apollo_compiler::parser::SourceSpan;

use super::Checker;
use crate::config::DeprecatedPolicy;
use crate::diagnostic::Diagnostic;

/// What the specification says when the schema gives no reason.
pub(crate) const NO_REASON: &str = "No longer supported";

/// Why a definition is deprecated, if it is.
fn deprecation(directives: &DirectiveList) -> Option<&str> {
    let given = directives.get("deprecated")?.specified_argument_by_name("reason");
    Some(given.and_then(|reason| reason.as_str()).unwrap_or(NO_REASON))
}

impl Checker<'_> {
    /// Reports the use of a deprecated definition, as the policy wants it.
    pub(super) fn deprecated(&mut self, directives: &DirectiveList, what: &str, span: Option<SourceSpan>) {
        if self.config.deprecated == DeprecatedPolicy::Allow {
            return;
        }
        let Some(reason) = deprecation(directives) else { return };
        let message = format!("`{what}` is deprecated: {reason}");
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
