//! Parses the files of operations and fragments.

use std::sync::Arc;

use crate::source::{self, Problems, Source, Sources};
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

/// Parses each file; a definition with syntax errors is reported and left out.
pub(crate) fn parse(texts: Vec<Source>, sources: &mut Sources) -> (ParsedFiles, Problems) {
    let mut parsed = ParsedFiles { files: Vec::new(), some_unparsed: false };
    let mut problems = Problems::default();
    for text in texts {
        let (file, errors) = source::parse(&Arc::new(text), sources);
        parsed.some_unparsed |= !errors.is_empty();
        for error in errors {
            problems.push(error);
        }
        parsed.files.push(file);
    }
    (parsed, problems)
}
