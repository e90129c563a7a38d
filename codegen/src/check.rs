//! From sources to operations that are valid against the schema, with *all* problems reported.
//!
//! Rule by rule from the GraphQL specification, section 5. A report is more than a verdict: the exact token, the other
//! place that has a part in it, the name that was meant. Each definition is walked once, however many operations share
//! it.

mod configuration;
mod deprecation;
mod directive;
mod facts;
mod fragment;
mod incomplete;
mod merge;
mod operation;
mod scalar;
mod selection;
mod value;
mod variable;

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use indexmap::IndexMap;

use self::facts::{Facts, Root};
use crate::config::Config;
use crate::executable::{self, ExecutableDocument, Queries};
use crate::schema::Schema;
use crate::source::{Diagnostic, Diagnostics, MOST_PROBLEMS, Place, Source, SourceSet, Sources};
use crate::syntax::{Definition, FragmentDefinition, OperationDefinition, Span};

/// Operations that are valid by the GraphQL specification, against a schema that is valid too.
#[derive(Debug)]
pub(crate) struct CheckedSet {
    /// The schema, merged from all its files.
    pub(crate) schema: Schema,
    /// All operations of the project, and the fragments they use; all are named.
    pub(crate) document: ExecutableDocument,
    /// From spans to files and lines.
    pub(crate) sources: Sources,
    /// What is odd but allowed.
    pub(crate) warnings: Vec<Diagnostic>,
    /// What the user asked for.
    pub(crate) config: Config,
}

impl CheckedSet {
    /// The name of the file that a definition comes from.
    pub(crate) fn file(&self, span: Span) -> Option<&str> {
        Some(self.sources.file(span)?.name.as_str())
    }
}

/// Checks everything against everything.
pub(crate) fn check(set: SourceSet, config: Config) -> Result<CheckedSet, Diagnostics> {
    let mut sources = Sources::default();
    let mut problems = Vec::new();
    let schema_texts: Vec<Arc<Source>> = set.schema.into_iter().map(Arc::new).collect();
    let schema = crate::schema::parse(&schema_texts, &mut sources);
    let queries = executable::parse(set.queries, &mut sources, &mut problems);
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
    let document = ExecutableDocument::new(queries.files, |fragment| used_fragments.contains(fragment));
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

/// The rules' shared ground: what they look things up in, and where they put what they find.
struct Checker<'a> {
    schema: &'a Schema,
    sources: &'a Sources,
    config: &'a Config,
    /// By name; the first of its name where there are several.
    fragments: IndexMap<&'a str, &'a FragmentDefinition>,
    /// A file could not be parsed, so that a missing fragment proves nothing.
    some_unparsed: bool,
    /// What a walk over each fragment noted.
    fragment_facts: HashMap<&'a str, Facts<'a>>,
    /// The fragments that some operation reaches.
    used_fragments: HashSet<&'a str>,
    /// Types that cannot be had in Rust, each reported once.
    unmapped: HashSet<&'a str>,
    problems: Vec<Diagnostic>,
    warnings: Vec<Diagnostic>,
}

impl<'a> Checker<'a> {
    fn new(schema: &'a Schema, sources: &'a Sources, config: &'a Config, problems: Vec<Diagnostic>) -> Self {
        Self {
            schema,
            sources,
            config,
            fragments: IndexMap::default(),
            some_unparsed: false,
            fragment_facts: HashMap::new(),
            used_fragments: HashSet::new(),
            unmapped: HashSet::new(),
            problems,
            warnings: Vec::new(),
        }
    }

    fn definitions(&mut self, queries: &'a Queries) {
        self.some_unparsed = queries.some_unparsed;
        self.names(queries);
        let mut operations: Vec<(&'a OperationDefinition, Facts<'a>)> = Vec::new();
        for definition in queries.definitions() {
            match definition {
                Definition::Operation(operation) => {
                    let facts = self.operation(operation);
                    operations.push((operation, facts));
                }
                Definition::Fragment(fragment) => self.fragment(fragment),
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
        let roots = self.roots(operations);
        if !circles && self.extents(&roots) {
            self.merging(&roots);
        }
        self.unused_fragments();
    }

    /// Where the fields under one key are looked at from: operations, and fragments that no operation leads to.
    fn roots(&self, operations: Vec<(&'a OperationDefinition, Facts<'a>)>) -> Vec<Root<'a>> {
        let unused = self.unused().filter_map(|fragment| {
            Some(Root {
                what: "fragment",
                head: fragment.name.span(),
                ty: Some(&fragment.type_condition),
                selections: &fragment.selections,
                facts: self.fragment_facts.get(fragment.name.as_str())?.clone(),
            })
        });
        let operations = operations.into_iter().map(|(operation, facts)| Root {
            what: "operation",
            head: operation.head(),
            ty: self.schema.root(operation.kind),
            selections: &operation.selections,
            facts,
        });
        operations.chain(unused).collect()
    }

    /// The place of a span, for a problem that will still be reported.
    fn place(&self, span: Span, label: impl Into<String>) -> Option<Place> {
        if self.problems.len() < MOST_PROBLEMS { self.sources.place(span, label) } else { None }
    }

    fn problem(&mut self, problem: Diagnostic) {
        if self.problems.len() < MOST_PROBLEMS {
            self.problems.push(problem);
        }
    }
}
