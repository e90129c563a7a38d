//! Uses of what the schema calls deprecated.

use super::Checker;
use crate::config::DeprecatedPolicy;
use crate::source::Diagnostic;
use crate::syntax::{Directives, Span};

impl Checker<'_> {
    /// Reports the use of a deprecated definition, as the policy wants it.
    pub(super) fn deprecated(&mut self, directives: &Directives, what: &str, span: Span) {
        if self.config.deprecated == DeprecatedPolicy::Allow {
            return;
        }
        let Some(reason) = directives.deprecation() else { return };
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
