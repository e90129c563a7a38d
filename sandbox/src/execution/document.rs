//! Documents, parsed and validated once.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use apollo_compiler::ast;
use apollo_compiler::response::{GraphQLError, JsonMap};
use apollo_compiler::validation::{DiagnosticList, Valid};
use apollo_compiler::{ExecutableDocument, Schema};
use http::StatusCode;

use super::answer::Answer;
use crate::syntax;

/// Documents that are kept. A client has far fewer; one that invents them must not fill the memory.
const CAPACITY: usize = 1_000;

/// The cache.
#[derive(Default)]
pub(crate) struct Documents {
    known: Mutex<HashMap<String, Arc<Valid<ExecutableDocument>>>>,
}

impl Documents {
    /// The valid document of this text, or the answer that says what is wrong with it.
    pub(crate) fn get(&self, schema: &Valid<Schema>, text: &str) -> Result<Arc<Valid<ExecutableDocument>>, Answer> {
        let known = || self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(document) = known().get(text) {
            return Ok(Arc::clone(document));
        }
        let document = Arc::new(parse(schema, text)?);
        let mut known = known();
        if known.len() >= CAPACITY {
            known.clear();
        }
        known.insert(text.to_owned(), Arc::clone(&document));
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
    GraphQLError { message: gap.message, locations: vec![gap.place], path: Vec::new(), extensions: JsonMap::new() }
}

fn refused(code: &str, mut errors: Vec<GraphQLError>) -> Answer {
    for error in &mut errors {
        error.extensions.insert("code", code.into());
    }
    Answer::failed(StatusCode::BAD_REQUEST, errors)
}
