//! What rules look things up in, and where they put what they find.

use super::definitions::Definitions;
use super::summary::Summaries;
use crate::config::Config;
use crate::library::Library;
use crate::schema::{Schema, TypeDefinition};
use crate::source::{Problem, Problems, Severity};
use crate::syntax::FragmentDefinition;

/// The rules' shared ground.
pub(super) struct Context<'a> {
    pub(super) schema: &'a Schema,
    pub(super) config: &'a Config,
    /// The operations and fragments; none where a schema alone is checked.
    pub(super) definitions: Definitions<'a>,
    /// Crates whose fragments can be spread; those that are spread are among the definitions.
    pub(super) libraries: &'a [Library],
    /// What is known of definitions together, once all of them are walked.
    pub(super) summaries: Summaries<'a>,
    pub(super) problems: Problems,
    pub(super) warnings: Problems,
}

impl<'a> Context<'a> {
    pub(super) fn new(schema: &'a Schema, config: &'a Config, problems: Problems) -> Self {
        Self {
            schema,
            config,
            definitions: Definitions::default(),
            libraries: &[],
            summaries: Summaries::default(),
            problems,
            warnings: Problems::default(),
        }
    }

    /// Reports a problem.
    pub(super) fn report(&mut self, problem: Problem) {
        match problem.severity() {
            Severity::Error => self.problems.push(problem),
            Severity::Warning => self.warnings.push(problem),
        }
    }

    /// The question whether one of the names is meant, if one is near.
    pub(super) fn did_you_mean<'n>(&self, wrong: &str, known: impl IntoIterator<Item = &'n str>) -> Option<String> {
        self.problems.did_you_mean(wrong, known)
    }

    /// The same of the types that fit.
    pub(super) fn did_you_mean_type(&self, wrong: &str, fits: impl Fn(&TypeDefinition) -> bool) -> Option<String> {
        let types = self.schema.types.iter().filter(|(_, ty)| fits(ty));
        self.did_you_mean(wrong, types.map(|(name, _)| name.as_str()))
    }

    /// Whether introspection told of a type no more than its name.
    pub(super) fn is_incomplete(&self, ty: &str) -> bool {
        self.schema.types.get(ty).is_some_and(TypeDefinition::is_incomplete)
    }

    /// The fragments by whether code is made of them: because an operation reaches them, or as the builder says.
    pub(super) fn fragments(&self, are_used: bool) -> Vec<&'a FragmentDefinition> {
        let fragments = self.definitions.fragments.values().copied();
        let is_used = |fragment: &&FragmentDefinition| {
            self.config.include_fragments || self.summaries.used.contains(fragment.name.as_str())
        };
        fragments.filter(|fragment| is_used(fragment) == are_used).collect()
    }
}
