//! From schema texts to one valid schema.

use std::sync::Arc;

use apollo_compiler::Schema;
use apollo_compiler::parser::Parser;
use apollo_compiler::validation::{DiagnosticList, Valid};

use crate::diagnostic::Diagnostic;
use crate::source::{Source, Sources};

/// Parses, merges and validates the schema texts.
pub(crate) fn parse(texts: &[Arc<Source>], sources: &mut Sources) -> Result<Valid<Schema>, Vec<Diagnostic>> {
    let mut problems = Vec::new();
    let mut builder = Schema::builder().adopt_orphan_extensions();
    for source in texts {
        match Parser::new().parse_ast(source.text.as_str(), &source.name) {
            Ok(ast) => {
                sources.add(&ast.sources, source);
                builder = builder.add_ast(&ast);
            }
            Err(error) => {
                sources.add(&error.partial.sources, source);
                problems.extend(report(&error.errors, sources));
            }
        }
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    builder
        .build()
        .map_err(|error| report(&error.errors, sources))?
        .validate()
        .map_err(|error| report(&error.errors, sources))
}

/// The parser's and validator's own findings in our form.
pub(crate) fn report(list: &DiagnosticList, sources: &Sources) -> Vec<Diagnostic> {
    use apollo_compiler::diagnostic::ToCliReport as _;
    list.iter()
        .map(|found| Diagnostic::error(found.error.to_string()).at(sources.place(found.error.location(), "")))
        .collect()
}
