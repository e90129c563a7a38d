//! Documents, parsed and validated once.

use std::collections::BTreeSet;
use std::sync::Arc;

use apollo_compiler::ast;
use apollo_compiler::response::{GraphQLError, JsonMap};
use apollo_compiler::validation::{DiagnosticList, Valid};
use apollo_compiler::{ExecutableDocument, Schema};
use http::StatusCode;

use super::one_of;
use crate::cache::Cache;
use crate::execution::answer::Answer;
use crate::syntax;

/// Documents that are kept. A client has far fewer.
const CAPACITY: usize = 1_000;
/// How long a document that is kept may be, in bytes; together they must not fill the memory.
const LONGEST: usize = 64 << 10;

/// A document that can be executed.
pub(crate) struct Document {
    pub(crate) executable: Valid<ExecutableDocument>,
    /// The keys under which it asks which types are `@oneOf`.
    pub(crate) one_of_keys: BTreeSet<String>,
}

/// The documents, by their text.
pub(crate) struct Documents(Cache<String, Arc<Document>>);

impl Default for Documents {
    fn default() -> Self {
        Self(Cache::new(CAPACITY))
    }
}

impl Documents {
    /// The valid document of this text, or the answer that says what is wrong with it.
    pub(crate) fn get(&self, schema: &Valid<Schema>, text: &str) -> Result<Arc<Document>, Answer> {
        if let Some(document) = self.0.get(text) {
            return Ok(document);
        }
        let document = Arc::new(parse(schema, text)?);
        if text.len() <= LONGEST {
            self.0.insert(text.to_owned(), Arc::clone(&document));
        }
        Ok(document)
    }
}

fn parse(schema: &Valid<Schema>, text: &str) -> Result<Document, Answer> {
    const UNPARSED: &str = "GRAPHQL_PARSE_FAILED";
    const INVALID: &str = "GRAPHQL_VALIDATION_FAILED";
    let text = syntax::readable(text);
    let document =
        ast::Document::parse(&*text, "GraphQL request").map_err(|broken| refused(UNPARSED, reports(&broken.errors)))?;
    if let Some(gap) = syntax::gap(&text) {
        return Err(refused(UNPARSED, vec![report(gap)]));
    }
    let executable =
        document.to_executable_validate(schema).map_err(|broken| refused(INVALID, reports(&broken.errors)))?;
    let problems = one_of::problems(schema, &executable);
    if !problems.is_empty() {
        return Err(refused(INVALID, problems));
    }
    let mut executable = executable.into_inner();
    let one_of_keys = one_of::ask_for_names(schema, &mut executable);
    Ok(Document { executable: Valid::assume_valid(executable), one_of_keys })
}

fn reports(errors: &DiagnosticList) -> Vec<GraphQLError> {
    errors.iter().map(|diagnostic| diagnostic.to_json()).collect()
}

fn report(gap: syntax::Gap) -> GraphQLError {
    GraphQLError { message: gap.message, locations: vec![gap.location], path: Vec::new(), extensions: JsonMap::new() }
}

fn refused(code: &str, mut errors: Vec<GraphQLError>) -> Answer {
    for error in &mut errors {
        error.extensions.insert("code", code.into());
    }
    Answer::failed(StatusCode::BAD_REQUEST, errors)
}
