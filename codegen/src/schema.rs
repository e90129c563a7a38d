//! Schemas: from texts to one merged model (spec 3), valid where code is made from it.
//!
//! [`build`] merges and keeps what it can of a schema that is not valid; the rules of the specification are in `rules`,
//! a file per rule or kind of type.

mod built_in;
mod merge;
mod model;
mod problem;
mod rules;

use std::sync::Arc;

use self::built_in::BUILT_IN;
pub use self::model::{
    EnumType, InputObjectType, InterfaceType, ObjectType, ScalarType, Schema, TypeDefinition, UnionType,
};
pub use self::problem::Problem;
use crate::introspection;
use crate::source::{Diagnostic, Diagnostics, MOST_PROBLEMS, Source, Sources};
use crate::syntax::{Definition, Document, FileId};

/// Merges documents into one schema, with what is built into GraphQL; operations and fragments are passed over.
///
/// Nothing but the merging is checked. The schema holds what could be merged even where there are problems.
///
/// ```
/// use stigg_graphql_codegen::schema::build;
/// use stigg_graphql_codegen::syntax::{FileId, parse};
///
/// let text = "extend type Query { b: Int } type Query { a: Int a: String }";
/// let (schema, problems) = build(vec![parse(text, FileId::of(0)).document]);
/// let query = schema.types["Query"].fields().unwrap();
/// assert_eq!(query.keys().map(|name| name.as_str()).collect::<Vec<_>>(), ["a", "b"]);
/// assert_eq!(problems[0].message, "the field `Query.a` is defined twice");
/// ```
pub fn build(documents: Vec<Document>) -> (Schema, Vec<Problem>) {
    merge::merge(BUILT_IN.clone(), documents)
}

/// Parses, merges and validates the schema texts.
pub(crate) fn parse(texts: &[Arc<Source>], sources: &mut Sources) -> Result<Schema, Vec<Diagnostic>> {
    let Documents { documents, introspected } = documents(texts, sources)?;
    let (schema, mut problems) = build(documents);
    problems.extend(rules::broken(&schema, &introspected));
    if problems.is_empty() { Ok(schema) } else { Err(reports(problems, sources)) }
}

/// Parses and merges the schema texts.
pub(crate) fn merged(texts: Vec<Source>) -> Result<Schema, Diagnostics> {
    let mut sources = Sources::default();
    let texts: Vec<Arc<Source>> = texts.into_iter().map(Arc::new).collect();
    let (schema, problems) = build(documents(&texts, &mut sources)?.documents);
    if problems.is_empty() { Ok(schema) } else { Err(reports(problems, &sources).into()) }
}

/// The schema texts as one text of SDL.
pub(crate) fn sdl(texts: Vec<Source>) -> Result<String, Diagnostics> {
    let texts = texts.into_iter().map(|text| Ok(as_sdl(&Arc::new(text))?.text.clone()));
    Ok(texts.collect::<Result<Vec<_>, Vec<Diagnostic>>>()?.join("\n"))
}

struct Documents {
    documents: Vec<Document>,
    /// The texts that were made from introspection.
    introspected: Vec<FileId>,
}

fn documents(texts: &[Arc<Source>], sources: &mut Sources) -> Result<Documents, Vec<Diagnostic>> {
    let mut problems = Vec::new();
    let mut read = Documents { documents: Vec::new(), introspected: Vec::new() };
    for source in texts {
        let sdl = match as_sdl(source) {
            Ok(sdl) => sdl,
            Err(more) => {
                problems.extend(more);
                continue;
            }
        };
        let is_json = !Arc::ptr_eq(&sdl, source);
        let (document, syntax_errors) = sources.parse(&sdl);
        problems.extend(syntax_errors.into_iter().map(|error| {
            if !is_json {
                return error;
            }
            // Only a limit is left to be met; the place is in a text that nobody has.
            Diagnostic::error(format!("in the introspection `{}`: {}", source.name, error.message))
        }));
        problems.extend(operations_in_schema(&document, sources));
        read.introspected.extend(document.definitions.first().filter(|_| is_json).map(|first| first.head().file()));
        read.documents.push(document);
    }
    if problems.is_empty() {
        return Ok(read);
    }
    // What a text with syntax errors lacks may be what the others refer to.
    problems.truncate(MOST_PROBLEMS);
    Err(problems)
}

/// The text itself, or the SDL that introspection JSON tells.
fn as_sdl(source: &Arc<Source>) -> Result<Arc<Source>, Vec<Diagnostic>> {
    if introspection::looks_like_json(&source.text) {
        introspection::to_sdl(source).map(Arc::new)
    } else {
        Ok(Arc::clone(source))
    }
}

fn reports(mut problems: Vec<Problem>, sources: &Sources) -> Vec<Diagnostic> {
    problems.sort_by_key(Problem::order);
    problems.truncate(MOST_PROBLEMS);
    problems.into_iter().map(|problem| problem.into_diagnostic(sources)).collect()
}

fn operations_in_schema(document: &Document, sources: &Sources) -> Vec<Diagnostic> {
    let misplaced = document.definitions.iter().filter(|definition| definition.is_executable());
    misplaced
        .take(MOST_PROBLEMS)
        .map(|definition| {
            let what = match definition {
                Definition::Fragment(_) => "a fragment",
                _ => "an operation",
            };
            Diagnostic::error(format!("{what} does not belong in a schema"))
                .at(sources.place(definition.head(), "not a part of the schema"))
                .help("add the file, or its folder, with `.queries(..)` instead")
        })
        .collect()
}
