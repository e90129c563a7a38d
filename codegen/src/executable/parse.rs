//! Parses the files of operations and fragments.

use std::sync::Arc;

use crate::source::{self, Code, MOST_PROBLEMS, Problem, Problems, Source, Sources};
use crate::syntax::{Definition, Document};

/// The parsed files, in the order of their names.
#[derive(Debug)]
pub(crate) struct ParsedFiles {
    pub(crate) files: Vec<Document>,
    /// At least one definition is missing because of a syntax error.
    pub(crate) some_unparsed: bool,
}

impl ParsedFiles {
    /// All definitions, in order.
    pub(crate) fn definitions(&self) -> impl Iterator<Item = &Definition> {
        self.files.iter().flat_map(|file| &file.definitions)
    }
}

/// Parses each file; a definition with syntax errors is reported and left out. So is it held that definitions are
/// executable (spec 5.1.1), for a build and for whoever reads operations without a schema.
pub(crate) fn parse(texts: Vec<Source>, sources: &mut Sources) -> (ParsedFiles, Problems) {
    let mut parsed = ParsedFiles { files: Vec::new(), some_unparsed: false };
    let mut problems = Problems::default();
    for text in texts {
        let (file, errors) = source::parse(&Arc::new(text), sources);
        parsed.some_unparsed |= !errors.is_empty();
        for error in errors {
            problems.push(error);
        }
        let misplaced = file.definitions.iter().filter(|definition| !definition.is_executable());
        for definition in misplaced.take(MOST_PROBLEMS) {
            let message = format!("{} belongs in a schema, not among the operations", described(definition));
            problems.push(
                Problem::error(Code::NotExecutable, message)
                    .at(definition.head(), "not an operation or fragment")
                    .help("the schema is what the server defines; add a file to it with `.schema(..)`"),
            );
        }
        parsed.files.push(file);
    }
    (parsed, problems)
}

fn described(definition: &Definition) -> String {
    match definition.name() {
        Some(name) => format!("the definition of `{name}`"),
        None => "a `schema` definition".to_owned(),
    }
}
