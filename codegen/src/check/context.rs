//! What rules look things up in, and where they put what they find.

use indexmap::IndexMap;

use super::summary::Summaries;
use crate::config::Config;
use crate::executable::Queries;
use crate::schema::{Schema, TypeDefinition};
use crate::source::{Problem, Problems, Severity};
use crate::syntax::{Definition, FragmentDefinition, OperationDefinition};

/// The rules' shared ground. Where a schema alone is checked, it holds no operations and fragments.
pub(super) struct Context<'a> {
    pub(super) schema: &'a Schema,
    pub(super) config: &'a Config,
    /// In the order of the files.
    pub(super) operations: Vec<&'a OperationDefinition>,
    /// In the order of the files, also where two have one name.
    pub(super) fragment_definitions: Vec<&'a FragmentDefinition>,
    /// By name; the first of its name where there are several.
    pub(super) fragments: IndexMap<&'a str, &'a FragmentDefinition>,
    /// A definition could not be parsed, so that what is missing proves nothing.
    pub(super) some_unparsed: bool,
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
            operations: Vec::new(),
            fragment_definitions: Vec::new(),
            fragments: IndexMap::new(),
            some_unparsed: false,
            summaries: Summaries::default(),
            problems,
            warnings: Problems::default(),
        }
    }

    /// Adds the definitions that are to be checked.
    pub(super) fn add(&mut self, queries: &'a Queries) {
        self.some_unparsed = queries.some_unparsed;
        for definition in queries.definitions() {
            match definition {
                Definition::Operation(operation) => self.operations.push(operation),
                Definition::Fragment(fragment) => {
                    self.fragment_definitions.push(fragment);
                    self.fragments.entry(fragment.name.as_str()).or_insert(fragment);
                }
                // Reported where the file was parsed.
                Definition::Schema(_) | Definition::Type(_) | Definition::Directive(_) => {}
            }
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

    /// The fragments that no operation reaches.
    pub(super) fn unused_fragments(&self) -> impl Iterator<Item = &'a FragmentDefinition> {
        self.fragments.values().copied().filter(|fragment| !self.summaries.used.contains(fragment.name.as_str()))
    }
}
