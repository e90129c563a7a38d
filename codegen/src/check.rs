//! From sources to operations that are valid against a valid schema, with *all* problems reported.
//!
//! Rule by rule, a file each: `schema_rules` are those of section 3 of the GraphQL specification, `rules` those of section 5,
//! `generator_rules` what we ask beyond it. A rule implements [`Rule`](rule::Rule), which is shown every part of what is
//! checked by [`Walk`], and finds what it needs in the [`Context`].

mod context;
mod definitions;
mod expected;
mod generator_rules;
mod names;
mod parts;
mod rule;
mod rules;
mod schema_rules;
mod summary;
mod walk;

use std::collections::HashSet;
use std::sync::Arc;

use self::context::Context;
use self::definitions::Definitions;
use self::walk::Walk;
use crate::config::Config;
use crate::executable::{self, ExecutableDocument, Operations};
use crate::library::{self, Fingerprints, Library};
use crate::schema::{self, Merged, Schema};
use crate::source::{Code, Diagnostic, Diagnostics, Problem, Problems, Severity, Source, SourceSet, Sources};
use crate::syntax::{FileId, Span};

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
    /// Whose types are named instead of made again.
    pub(crate) libraries: Vec<Library>,
    pub(crate) fingerprints: Fingerprints,
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
    let schema_texts: Vec<Arc<Source>> = set.schema.into_iter().map(Arc::new).collect();
    let merged = schema::read(&schema_texts, &mut sources);
    let (mut parsed, mut problems) = executable::parse(set.queries, &mut sources);
    if let Some((file, operation)) = &config.only {
        parsed.keep(operation.as_deref(), |span| sources.file(span).is_some_and(|source| source.name == *file));
    }
    rules::executable_definitions(&parsed, &mut problems);
    let libraries = library::read(set.libraries, &config, &mut parsed, &mut sources, &mut problems);
    let schema = match merged.and_then(|merged| valid(merged, &sources)) {
        Ok(schema) => schema,
        Err(mut all) => {
            all.extend(problems.into_diagnostics(&sources));
            return Err(all.into());
        }
    };
    let mut context = Context::new(&schema, &config, problems);
    context.definitions = Definitions::new(&parsed);
    context.libraries = &libraries;
    let mut rules = generator_rules::all(&sources);
    rules.extend(rules::all());
    Walk::new(rules, &mut context).definitions();
    let used: HashSet<String> = context.fragments(true).into_iter().map(|fragment| fragment.name.to_string()).collect();
    let Context { mut problems, mut warnings, .. } = context;
    problems.retain(|problem| is_own(problem, &sources));
    warnings.retain(|warning| is_own(warning, &sources));
    if !problems.is_empty() {
        return Err(problems.into_diagnostics(&sources).into());
    }
    let warnings = warnings.into_diagnostics(&sources);
    let document = ExecutableDocument::new(parsed.files, |fragment| used.contains(fragment));
    let fingerprints = Fingerprints::new(&schema, &config, &libraries);
    Ok(CheckedSet { schema, document, sources, warnings, config, libraries, fingerprints })
}

/// Whether a problem is for the user to deal with: what is odd about the fragments of a library is not.
fn is_own(problem: &Problem, sources: &Sources) -> bool {
    let is_odd = problem.severity() == Severity::Warning || problem.code == Code::Deprecated;
    let source = problem.span.and_then(|span| sources.file(span));
    !(is_odd && source.is_some_and(|source| source.is_of_library))
}

/// The operations and fragments of some texts, held to what can be said without a schema.
pub(crate) fn without_schema(set: SourceSet) -> Result<Operations, Diagnostics> {
    let mut sources = Sources::default();
    let (mut parsed, mut problems) = executable::parse(set.queries, &mut sources);
    rules::executable_definitions(&parsed, &mut problems);
    let libraries = library::read(set.libraries, &Config::default(), &mut parsed, &mut sources, &mut problems);
    if problems.is_empty() {
        Ok(Operations::new(parsed, &libraries, &sources))
    } else {
        Err(problems.into_diagnostics(&sources).into())
    }
}

/// The schema, if it is as the specification says.
fn valid(merged: Merged, sources: &Sources) -> Result<Schema, Vec<Diagnostic>> {
    let Merged { schema, mut problems } = merged;
    problems.extend(broken(&schema, sources, |span| span.file() != FileId::BUILT_IN));
    if problems.is_empty() { Ok(schema) } else { Err(Problem::into_diagnostics(problems, sources)) }
}

/// Every way in which a merged schema, or the part of it that is checked, is not as the specification says.
fn broken(schema: &Schema, sources: &Sources, is_checked: impl Fn(Span) -> bool) -> Vec<Problem> {
    let config = Config::default();
    let mut context = Context::new(schema, &config, Problems::of_schema());
    Walk::new(schema_rules::all(), &mut context).schema(sources, is_checked);
    context.problems.into_vec()
}

#[cfg(test)]
mod tests {
    use super::broken;
    use crate::schema;
    use crate::source::Sources;

    /// But for the names, which are those that only it may have.
    #[test]
    fn what_is_built_in_is_valid() {
        let (schema, _) = schema::build(Vec::new());
        let problems = broken(&schema, &Sources::default(), |_| true);
        let messages: Vec<&str> = problems.iter().map(|problem| problem.message.as_str()).collect();
        let others = messages.iter().filter(|message| !message.ends_with(" has a reserved name"));
        assert_eq!(others.collect::<Vec<_>>(), [&"the schema has no root type of queries"]);
        assert!(messages.contains(&"the type `__Type` has a reserved name"));
    }
}
