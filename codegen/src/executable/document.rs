//! The operations and fragments of a project that are made into code.

use indexmap::IndexMap;

use crate::syntax::{Definition, Document, Field, FragmentDefinition, Name, OperationDefinition, Selection};

/// Operations and the fragments they use, in the order of their files.
#[derive(Clone, Debug, Default)]
pub(crate) struct ExecutableDocument {
    pub(crate) operations: Vec<OperationDefinition>,
    pub(crate) fragments: IndexMap<Name, FragmentDefinition>,
}

impl ExecutableDocument {
    /// Joins files that are checked, without the fragments that nothing uses.
    pub(crate) fn new(files: Vec<Document>, is_used: impl Fn(&str) -> bool) -> Self {
        let mut joined = Self::default();
        for definition in files.into_iter().flat_map(|file| file.definitions) {
            match definition {
                Definition::Operation(operation) => joined.operations.push(operation),
                Definition::Fragment(fragment) if is_used(&fragment.name) => {
                    joined.fragments.insert(fragment.name.clone(), fragment);
                }
                // Fragments that nothing uses, and what is reported where files are parsed.
                Definition::Fragment(_) | Definition::Schema(_) | Definition::Type(_) | Definition::Directive(_) => {}
            }
        }
        joined
    }

    /// The fields that an operation selects from the root, also through fragments, in order.
    pub(crate) fn root_fields<'a>(&'a self, operation: &'a OperationDefinition) -> Vec<&'a Field> {
        let mut fields = Vec::new();
        let mut spread = Vec::new();
        self.root_fields_of(&operation.selections, &mut spread, &mut fields);
        fields
    }

    fn root_fields_of<'a>(&'a self, selections: &'a [Selection], spread: &mut Vec<&'a str>, into: &mut Vec<&'a Field>) {
        for selection in selections {
            match selection {
                Selection::Field(field) => into.push(field),
                Selection::InlineFragment(inline) => self.root_fields_of(&inline.selections, spread, into),
                Selection::FragmentSpread(here) if !spread.contains(&here.name.as_str()) => {
                    spread.push(&here.name);
                    if let Some(fragment) = self.fragments.get(&here.name) {
                        self.root_fields_of(&fragment.selections, spread, into);
                    }
                }
                Selection::FragmentSpread(_) => {}
            }
        }
    }
}
