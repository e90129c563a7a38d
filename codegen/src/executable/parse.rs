//! Parses the query files.

use std::sync::Arc;

use crate::source::{Diagnostic, MOST_PROBLEMS, Source, Sources};
use crate::syntax::{Definition, Document};

/// The parsed files, in the order of their names.
#[derive(Debug)]
pub(crate) struct Queries {
    pub(crate) files: Vec<Document>,
    /// At least one definition is missing because of a syntax error.
    pub(crate) some_unparsed: bool,
}

impl Queries {
    /// All definitions, in order.
    pub(crate) fn definitions(&self) -> impl Iterator<Item = &Definition> {
        self.files.iter().flat_map(|file| &file.definitions)
    }
}

/// Parses each file; a definition with syntax errors is reported and left out.
pub(crate) fn parse(texts: Vec<Source>, sources: &mut Sources, problems: &mut Vec<Diagnostic>) -> Queries {
    let mut queries = Queries { files: Vec::new(), some_unparsed: false };
    for text in texts {
        let (file, errors) = sources.parse(&Arc::new(text));
        queries.some_unparsed |= !errors.is_empty();
        problems.extend(errors);
        let misplaced = file.definitions.iter().filter(|definition| !definition.is_executable());
        for definition in misplaced.take(MOST_PROBLEMS) {
            problems.push(
                Diagnostic::error(format!("{} belongs in a schema, not among the operations", described(definition)))
                    .at(sources.place(definition.head(), "not an operation or fragment"))
                    .help("the schema is what the server defines; add a file to it with `.schema(..)`"),
            );
        }
        queries.files.push(file);
    }
    queries
}

fn described(definition: &Definition) -> String {
    match definition.name() {
        Some(name) => format!("the definition of `{name}`"),
        None => "a `schema` definition".to_owned(),
    }
}
