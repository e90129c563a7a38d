//! From sources to a document that is valid against the schema, with *all* problems reported.

use std::sync::Arc;

use apollo_compiler::Schema;
use apollo_compiler::executable::ExecutableDocument;
use apollo_compiler::parser::{Parser, SourceSpan};
use apollo_compiler::validation::{DiagnosticList, Valid};

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
    /// The place of a span, for a diagnostic.
    pub(crate) fn place(&self, span: Option<SourceSpan>, label: impl Into<String>) -> Option<Place> {
        self.sources.place(span, label)
    }

    /// The name of the file that a definition comes from.
    pub(crate) fn file(&self, span: Option<SourceSpan>) -> Option<&str> {
        Some(self.sources.file(span)?.name.as_str())
    }
}

/// Checks everything against everything.
pub(crate) fn check(set: SourceSet, config: Config) -> Result<CheckedSet, Diagnostics> {
    let mut sources = Sources::default();
    let schema_texts: Vec<Arc<Source>> = set.schema.into_iter().map(Arc::new).collect();
    let schema = crate::schema::parse(&schema_texts, &mut sources)?;
    let mut errors = DiagnosticList::new(Arc::default());
    let mut builder = ExecutableDocument::builder(Some(&schema), &mut errors);
    for text in set.queries {
        let text = Arc::new(text);
        let ast = match Parser::new().parse_ast(text.text.as_str(), &text.name) {
            Ok(ast) => ast,
            Err(error) => {
                sources.add(&error.partial.sources, &text);
                return Err(crate::schema::report(&error.errors, &sources).into());
            }
        };
        sources.add(&ast.sources, &text);
        builder.add_ast_document(&ast, true);
    }
    let document = builder.build();
    if !errors.is_empty() {
        return Err(crate::schema::report(&errors, &sources).into());
    }
    let document = document.validate(&schema).map_err(|error| crate::schema::report(&error.errors, &sources))?;
    Ok(CheckedSet { schema, document, sources, warnings: Vec::new(), config })
}
