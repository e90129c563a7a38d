//! Parses the query files.

use std::sync::Arc;

use apollo_compiler::ast;
use apollo_compiler::parser::Parser;

use super::MOST_PROBLEMS;
use crate::diagnostic::Diagnostic;
use crate::schema::{head, syntax_error};
use crate::source::{Source, Sources};

/// The parsed files, in the order of their names.
#[derive(Debug)]
pub(super) struct Queries {
    pub(super) files: Vec<ast::Document>,
    /// At least one file is missing because of a syntax error.
    pub(super) some_unparsed: bool,
}

impl Queries {
    /// All definitions, in order.
    pub(super) fn definitions(&self) -> impl Iterator<Item = &ast::Definition> {
        self.files.iter().flat_map(|file| &file.definitions)
    }
}

/// Parses each file; one with syntax errors is reported and left out.
pub(super) fn parse(texts: Vec<Source>, sources: &mut Sources, problems: &mut Vec<Diagnostic>) -> Queries {
    let mut queries = Queries { files: Vec::new(), some_unparsed: false };
    for text in texts {
        let text = Arc::new(text);
        if text.is_blank() {
            continue;
        }
        match Parser::new().parse_ast(text.text.as_str(), &text.name) {
            Ok(file) => {
                sources.add(&file.sources, &text);
                let misplaced = file.definitions.iter().filter(|definition| !definition.is_executable_definition());
                for definition in misplaced.take(MOST_PROBLEMS) {
                    problems.push(
                        Diagnostic::error(format!(
                            "{} belongs in a schema, not among the operations",
                            described(definition)
                        ))
                        .at(sources.place(head(definition), "not an operation or fragment"))
                        .help("the schema is what the server defines; add a file to it with `.schema(..)`"),
                    );
                }
                queries.files.push(file);
            }
            Err(error) => {
                problems.extend(syntax_error(&error.errors, &text));
                queries.some_unparsed = true;
            }
        }
    }
    queries
}

fn described(definition: &ast::Definition) -> String {
    match definition.name() {
        Some(name) => format!("the definition of `{name}`"),
        None => "a `schema` definition".to_owned(),
    }
}
