//! From sources to operations that are valid against the schema, with *all* problems reported.
//!
//! The parser and the schema's validation are apollo-compiler's. The operations are checked here, rule by rule from
//! the GraphQL specification, because a report needs more than a verdict: the exact token, the other place that has a
//! part in it, the name that was meant. Each definition is walked once, however many operations share it. At the end
//! apollo-compiler validates the same document as a second opinion.

mod configuration;
mod deprecation;
mod directive;
mod facts;
mod fragment;
mod merge;
mod operation;
mod queries;
mod scalar;
mod selection;
mod value;
mod variable;

use std::collections::{HashMap, HashSet};
use std::rc::Rc;
use std::sync::Arc;

use apollo_compiler::ast::{self, FragmentDefinition, OperationDefinition};
use apollo_compiler::collections::IndexMap;
use apollo_compiler::executable::ExecutableDocument;
use apollo_compiler::parser::SourceSpan;
use apollo_compiler::validation::{DiagnosticList, Valid};
use apollo_compiler::{Node, Schema};

pub(crate) use self::deprecation::NO_REASON;
use self::facts::Facts;
use self::queries::Queries;
use crate::config::Config;
use crate::diagnostic::{Diagnostic, Diagnostics, Place};
use crate::source::{Source, SourceSet, Sources};

/// Operations that are valid by the GraphQL specification, against a schema that is valid too.
#[derive(Debug)]
pub(crate) struct CheckedSet {
    /// The schema, merged from all its files.
    pub(crate) schema: Valid<Schema>,
    /// All operations of the project, and the fragments they use; all are named. Spans are kept.
    pub(crate) document: Valid<ExecutableDocument>,
    /// From spans to files and lines.
    pub(crate) sources: Sources,
    /// What is odd but allowed.
    pub(crate) warnings: Vec<Diagnostic>,
    /// What the user asked for.
    pub(crate) config: Config,
}

impl CheckedSet {
    /// The name of the file that a definition comes from.
    pub(crate) fn file(&self, span: Option<SourceSpan>) -> Option<&str> {
        Some(self.sources.file(span)?.name.as_str())
    }
}

/// Past this many, the operations are meant for another schema, and more reports are no help.
pub(crate) const MOST_PROBLEMS: usize = 1000;

/// Checks everything against everything.
pub(crate) fn check(set: SourceSet, config: Config) -> Result<CheckedSet, Diagnostics> {
    let mut sources = Sources::default();
    let mut problems = Vec::new();
    let schema_texts: Vec<Arc<Source>> = set.schema.into_iter().map(Arc::new).collect();
    let schema = crate::schema::parse(&schema_texts, &mut sources);
    let queries = queries::parse(set.queries, &mut sources, &mut problems);
    let schema = match schema {
        Ok(schema) => schema,
        Err(more) => {
            problems.splice(0..0, more);
            return Err(problems.into());
        }
    };
    let mut checker = Checker::new(&schema, &sources, &config, problems);
    checker.configuration();
    checker.definitions(&queries);
    let Checker { mut problems, mut warnings, used_fragments, .. } = checker;
    if !problems.is_empty() {
        sort(&mut problems);
        return Err(problems.into());
    }
    sort(&mut warnings);
    let used_fragments: HashSet<String> = used_fragments.into_iter().map(str::to_owned).collect();
    let document = build(&schema, queries, &used_fragments, &sources)?;
    Ok(CheckedSet { schema, document, sources, warnings, config })
}

/// Files in order, lines in order; what concerns no place comes first.
fn sort(diagnostics: &mut [Diagnostic]) {
    diagnostics.sort_by(|a, b| {
        let key = |diagnostic: &Diagnostic| {
            let place = diagnostic.place.as_ref()?;
            Some((place.file.clone(), place.line, place.column))
        };
        key(a).cmp(&key(b))
    });
}

/// Joins the checked files into one document, without the fragments that nothing uses, and has it validated.
fn build(
    schema: &Valid<Schema>,
    queries: Queries,
    used_fragments: &HashSet<String>,
    sources: &Sources,
) -> Result<Valid<ExecutableDocument>, Diagnostics> {
    let mut errors = DiagnosticList::new(Arc::default());
    let mut builder = ExecutableDocument::builder(Some(schema), &mut errors);
    for mut file in queries.files {
        file.definitions.retain(|definition| match definition {
            ast::Definition::FragmentDefinition(fragment) => used_fragments.contains(fragment.name.as_str()),
            _ => true,
        });
        builder.add_ast_document(&file, true);
    }
    let document = builder.build();
    if !errors.is_empty() {
        return Err(crate::schema::report(&errors, sources).into());
    }
    document.validate(schema).map_err(|error| crate::schema::report(&error.errors, sources).into())
}

/// The rules' shared ground: what they look things up in, and where they put what they find.
struct Checker<'a> {
    schema: &'a Valid<Schema>,
    sources: &'a Sources,
    config: &'a Config,
    /// By name; the first of its name where there are several.
    fragments: IndexMap<&'a str, &'a Node<FragmentDefinition>>,
    /// A file could not be parsed, so that a missing fragment proves nothing.
    some_unparsed: bool,
    /// What a walk over each fragment noted.
    fragment_facts: HashMap<&'a str, Facts<'a>>,
    /// The fragments that some operation reaches.
    used_fragments: HashSet<&'a str>,
    /// The object types that a type can be: interfaces from the start, others on demand.
    possible_types: HashMap<&'a str, Rc<HashSet<&'a str>>>,
    /// Scalars without a Rust type, each reported once.
    unmapped_scalars: HashSet<&'a str>,
    problems: Vec<Diagnostic>,
    warnings: Vec<Diagnostic>,
}

impl<'a> Checker<'a> {
    fn new(schema: &'a Valid<Schema>, sources: &'a Sources, config: &'a Config, problems: Vec<Diagnostic>) -> Self {
        Self {
            schema,
            sources,
            config,
            fragments: IndexMap::default(),
            some_unparsed: false,
            fragment_facts: HashMap::new(),
            used_fragments: HashSet::new(),
            possible_types: selection::implementers(schema),
            unmapped_scalars: HashSet::new(),
            problems,
            warnings: Vec::new(),
        }
    }

    fn definitions(&mut self, queries: &'a Queries) {
        self.some_unparsed = queries.some_unparsed;
        self.names(queries);
        let mut operations: Vec<(&'a Node<OperationDefinition>, Facts<'a>)> = Vec::new();
        for definition in queries.definitions() {
            match definition {
                ast::Definition::OperationDefinition(operation) => {
                    let facts = self.operation(operation);
                    operations.push((operation, facts));
                }
                ast::Definition::FragmentDefinition(fragment) => self.fragment(fragment),
                _ => {}
            }
        }
        let circles = !self.fragment_cycles();
        for (operation, facts) in &operations {
            let reached = self.reached_fragments(facts);
            self.variables(operation, facts, &reached);
            self.subscription_root(operation, &reached);
        }
        // What has no end, or takes too long to get to, cannot be merged.
        if !circles && self.extents(&operations) {
            self.merging(&operations);
        }
        self.unused_fragments();
    }

    /// The place of a span, for a problem that will still be reported.
    fn place(&self, span: Option<SourceSpan>, label: impl Into<String>) -> Option<Place> {
        if self.problems.len() < MOST_PROBLEMS { self.sources.place(span, label) } else { None }
    }

    fn problem(&mut self, problem: Diagnostic) {
        if self.problems.len() < MOST_PROBLEMS {
            self.problems.push(problem);
        }
    }
}
