//! Documents, parsed and validated once.

use super::answer::Answer;
use super::lost::{self, Lost};
use apollo_compiler::ast;
use apollo_compiler::parser::LineColumn;
use apollo_compiler::response::{GraphQLError, JsonMap};
use apollo_compiler::validation::{DiagnosticList, Valid};
use apollo_compiler::{ExecutableDocument, Schema};
use http::StatusCode;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

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
    let syntax = ast::Document::parse(text, "GraphQL request")
        .map_err(|broken| refused("GRAPHQL_PARSE_FAILED", &broken.errors))?;
    if let Some(Lost { line, column, message }) = lost::find(text) {
        let mut error = GraphQLError {
            message,
            locations: vec![LineColumn { line, column }],
            path: Vec::new(),
            extensions: JsonMap::new(),
        };
        error.extensions.insert("code", "GRAPHQL_PARSE_FAILED".into());
        return Err(Answer::failed(StatusCode::BAD_REQUEST, vec![error]));
    }
    syntax.to_executable_validate(schema).map_err(|broken| refused("GRAPHQL_VALIDATION_FAILED", &broken.errors))
}

fn refused(code: &str, errors: &DiagnosticList) -> Answer {
    let errors = errors.iter().map(|diagnostic| {
        let mut error = diagnostic.to_json();
        error.extensions.insert("code", code.into());
        error
    });
    Answer::failed(StatusCode::BAD_REQUEST, errors.collect())
}
