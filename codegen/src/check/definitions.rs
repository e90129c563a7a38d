//! The operations and fragments that are checked.

use indexmap::IndexMap;

use crate::executable::ParsedFiles;
use crate::syntax::{Definition, FragmentDefinition, OperationDefinition};

/// All of them. Where a schema alone is checked there are none.
#[derive(Default)]
pub(super) struct Definitions<'a> {
    /// In the order of the files.
    pub(super) operations: Vec<&'a OperationDefinition>,
    /// In the order of the files, also where two have one name.
    pub(super) all_fragments: Vec<&'a FragmentDefinition>,
    /// By name; the first of its name where there are several.
    pub(super) fragments: IndexMap<&'a str, &'a FragmentDefinition>,
    /// A definition could not be parsed, so that what is missing proves nothing.
    pub(super) some_unparsed: bool,
}

impl<'a> Definitions<'a> {
    pub(super) fn new(parsed: &'a ParsedFiles) -> Self {
        let mut definitions = Self { some_unparsed: parsed.some_unparsed, ..Self::default() };
        for definition in parsed.definitions() {
            match definition {
                Definition::Operation(operation) => definitions.operations.push(operation),
                Definition::Fragment(fragment) => {
                    definitions.all_fragments.push(fragment);
                    definitions.fragments.entry(fragment.name.as_str()).or_insert(fragment);
                }
                // Reported where the file was parsed.
                Definition::Schema(_) | Definition::Type(_) | Definition::Directive(_) => {}
            }
        }
        definitions
    }
}
