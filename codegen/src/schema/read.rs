//! From texts to a merged schema, or to SDL; a text is SDL, or the JSON of an introspection query.

use std::sync::Arc;

use super::built_in::BUILT_IN;
use super::merge::merge;
use super::model::Schema;
use crate::introspection;
use crate::source::{self, Code, Diagnostic, Diagnostics, MOST_PROBLEMS, Problem, Source, Sources};
use crate::syntax::{Definition, Document};

/// Merges documents into one schema, with what is built into GraphQL; operations and fragments are passed over.
///
/// Nothing but the merging is checked. The schema holds what could be merged even where there are problems, of which there
/// are at most a thousand.
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
    let (schema, problems) = merge(BUILT_IN.clone(), documents);
    (schema, problems.into_vec())
}

/// A schema of several texts, which may not be valid.
pub(crate) struct Merged {
    pub(crate) schema: Schema,
    /// What could not be merged.
    pub(crate) problems: Vec<Problem>,
}

/// Parses and merges the schema texts, or says what cannot be parsed.
pub(crate) fn read(texts: &[Arc<Source>], sources: &mut Sources) -> Result<Merged, Vec<Diagnostic>> {
    let (schema, problems) = build(documents(texts, sources)?);
    Ok(Merged { schema, problems })
}

/// Parses and merges the schema texts; any problem of either is an error.
pub(crate) fn merged(texts: Vec<Source>) -> Result<Schema, Diagnostics> {
    let mut sources = Sources::default();
    let texts: Vec<Arc<Source>> = texts.into_iter().map(Arc::new).collect();
    let Merged { schema, problems, .. } = read(&texts, &mut sources)?;
    if problems.is_empty() { Ok(schema) } else { Err(Problem::into_diagnostics(problems, &sources).into()) }
}

/// The schema texts as one text of SDL.
pub(crate) fn sdl(texts: Vec<Source>) -> Result<String, Diagnostics> {
    let texts = texts.into_iter().map(|text| Ok(as_sdl(&Arc::new(text))?.text.clone()));
    Ok(texts.collect::<Result<Vec<_>, Vec<Diagnostic>>>()?.join("\n"))
}

fn documents(texts: &[Arc<Source>], sources: &mut Sources) -> Result<Vec<Document>, Vec<Diagnostic>> {
    let mut problems = Vec::new();
    let mut documents = Vec::new();
    for source in texts {
        let sdl = match as_sdl(source) {
            Ok(sdl) => sdl,
            Err(more) => {
                problems.extend(more);
                continue;
            }
        };
        let (document, syntax_errors) = source::parse(&sdl, sources);
        let reports = syntax_errors.into_iter().map(|error| {
            if !sdl.is_from_json {
                return error;
            }
            // Only a limit is left to be met; the place is in a text that nobody has.
            Problem::error(error.code, format!("in the introspection `{}`: {}", source.name, error.message))
        });
        let reports = reports.chain(operations_in_schema(&document)).collect();
        problems.extend(Problem::into_diagnostics(reports, sources));
        documents.push(document);
    }
    if problems.is_empty() {
        return Ok(documents);
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

fn operations_in_schema(document: &Document) -> Vec<Problem> {
    let misplaced = document.definitions.iter().filter(|definition| definition.is_executable());
    misplaced
        .take(MOST_PROBLEMS)
        .map(|definition| {
            let what = match definition {
                Definition::Fragment(_) => "a fragment",
                _ => "an operation",
            };
            Problem::error(Code::ExecutableInSchema, format!("{what} does not belong in a schema"))
                .at(definition.head(), "not a part of the schema")
                .help("add the file, or its folder, with `.queries(..)` instead")
        })
        .collect()
}
