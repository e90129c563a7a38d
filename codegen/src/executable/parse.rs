//! Parses the files of operations and fragments.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::spreads;
use crate::source::{self, Problems, Source, Sources};
use crate::syntax::{Definition, Document, Name, OperationDefinition, Span};

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

    /// Leaves nothing but one operation and the fragments that it reaches.
    pub(crate) fn keep(&mut self, name: Option<&str>, is_in_file: impl Fn(Span) -> bool) {
        let is_meant =
            |operation: &OperationDefinition| operation.name.as_deref() == name && is_in_file(operation.span);
        let mut fragments: HashMap<&Name, Vec<&Name>> = HashMap::new();
        let mut rest: Vec<&Name> = Vec::new();
        for definition in self.definitions() {
            match definition {
                Definition::Operation(operation) if is_meant(operation) => rest.extend(spreads(&operation.selections)),
                Definition::Fragment(fragment) => {
                    fragments.entry(&fragment.name).or_default().extend(spreads(&fragment.selections));
                }
                _ => {}
            }
        }
        let mut reached: HashSet<Name> = HashSet::new();
        while let Some(name) = rest.pop() {
            if reached.insert(name.clone()) {
                rest.extend(fragments.get(name).into_iter().flatten());
            }
        }
        for file in &mut self.files {
            file.definitions.retain(|definition| match definition {
                Definition::Operation(operation) => is_meant(operation),
                Definition::Fragment(fragment) => reached.contains(&fragment.name),
                Definition::Schema(_) | Definition::Type(_) | Definition::Directive(_) => false,
            });
        }
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
