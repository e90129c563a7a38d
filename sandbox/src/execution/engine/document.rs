//! Documents, parsed and validated once.

use std::sync::Arc;

use apollo_compiler::ast;
use apollo_compiler::response::{GraphQLError, JsonMap};
use apollo_compiler::validation::{DiagnosticList, Valid};
use apollo_compiler::{ExecutableDocument, Schema};
use http::StatusCode;

use crate::cache::Cache;
use crate::execution::answer::Answer;
use crate::syntax;

/// Documents that are kept. A client has far fewer.
const CAPACITY: usize = 1_000;
/// How long a document that is kept may be, in bytes; together they must not fill the memory.
const LONGEST: usize = 64 << 10;

/// The documents, by their text.
pub(crate) struct Documents(Cache<String, Arc<Valid<ExecutableDocument>>>);

impl Default for Documents {
    fn default() -> Self {
        Self(Cache::new(CAPACITY))
    }
}

impl Documents {
    /// The valid document of this text, or the answer that says what is wrong with it.
    pub(crate) fn get(&self, schema: &Valid<Schema>, text: &str) -> Result<Arc<Valid<ExecutableDocument>>, Answer> {
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

fn parse(schema: &Valid<Schema>, text: &str) -> Result<Valid<ExecutableDocument>, Answer> {
    const UNPARSED: &str = "GRAPHQL_PARSE_FAILED";
    let text = syntax::readable(text);
    let document =
        ast::Document::parse(&*text, "GraphQL request").map_err(|broken| refused(UNPARSED, reports(&broken.errors)))?;
    if let Some(gap) = syntax::gap(&text) {
        return Err(refused(UNPARSED, vec![report(gap)]));
    }
    document
        .to_executable_validate(schema)
        .map_err(|broken| refused("GRAPHQL_VALIDATION_FAILED", reports(&broken.errors)))
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
