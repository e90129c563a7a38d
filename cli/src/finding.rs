//! Something that was found at a place of a file, as the tools take it that show code: code scanning, and workflows.

pub(crate) mod github;
pub(crate) mod sarif;

use stigg_graphql_codegen::{Diagnostic, Place, Severity};

/// How much it matters.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Weight {
    Error,
    Warning,
    Note,
}

pub(crate) struct Finding<'a> {
    /// A word for what kind of thing it is, and a sentence that says what the word means.
    pub(crate) rule: &'a str,
    pub(crate) meaning: &'a str,
    pub(crate) weight: Weight,
    /// What is to be read; there is at least one line.
    pub(crate) lines: Vec<String>,
    pub(crate) place: Option<&'a Place>,
    pub(crate) related: &'a [Place],
}

impl<'a> From<&'a Diagnostic> for Finding<'a> {
    fn from(problem: &'a Diagnostic) -> Self {
        Self {
            rule: problem.code().as_str(),
            meaning: problem.code().meaning(),
            weight: match problem.severity {
                Severity::Error => Weight::Error,
                Severity::Warning => Weight::Warning,
            },
            lines: [&problem.message].into_iter().chain(&problem.help).cloned().collect(),
            place: problem.place.as_ref(),
            related: &problem.related,
        }
    }
}
