//! Operations and fragments as they are written, for tools that look at them without a schema.

use std::error::Error;
use std::fmt;
use std::ops::ControlFlow;

use indexmap::IndexMap;

use super::parse::ParsedFiles;
use super::spreads::spreads;
use crate::graph::{self, Visit};
use crate::library::Library;
use crate::source::{Place, Sources};
use crate::syntax::{Definition, FragmentDefinition, Name, OperationDefinition, Span};

/// The operations and fragments of files; made by [`Builder::read_operations`](crate::Builder::read_operations).
#[derive(Clone, Debug, Default)]
pub struct Operations {
    /// Each with the place of its head.
    definitions: Vec<(Place, OperationDefinition)>,
    fragments: IndexMap<Name, FragmentDefinition>,
    /// The names of the fragments of libraries, spread or not.
    of_libraries: Vec<String>,
    /// What they were read from.
    sources: Sources,
}

/// A fragment that an operation needs and that cannot be had.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum FragmentError {
    /// No file defines it.
    Unknown(Name),
    /// It spreads itself, directly or through others.
    Circular(Name),
}

impl Operations {
    pub(crate) fn new(parsed: ParsedFiles, libraries: &[Library], sources: &Sources) -> Self {
        let of_libraries = libraries.iter().flat_map(Library::names).map(str::to_owned).collect();
        let mut all = Self { of_libraries, sources: sources.clone(), ..Self::default() };
        for definition in parsed.files.into_iter().flat_map(|file| file.definitions) {
            match definition {
                Definition::Operation(operation) => {
                    let place = sources.place(operation.head(), "").expect("what is parsed is filed");
                    all.definitions.push((place, operation));
                }
                Definition::Fragment(fragment) => {
                    all.fragments.entry(fragment.name.clone()).or_insert(fragment);
                }
                Definition::Schema(_) | Definition::Type(_) | Definition::Directive(_) => {}
            }
        }
        all
    }

    /// The operations, each with the name of its file, in the order of the files.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &OperationDefinition)> {
        self.places().map(|(place, operation)| (place.file.as_str(), operation))
    }

    /// The operations, each with the place of its keyword and name, in the order of the files.
    pub fn places(&self) -> impl Iterator<Item = (&Place, &OperationDefinition)> {
        self.definitions.iter().map(|(place, operation)| (place, operation))
    }

    /// The fragments, in the order of the files, of two of one name the first; then those of libraries that they spread.
    pub fn fragments(&self) -> impl Iterator<Item = &FragmentDefinition> {
        self.fragments.values()
    }

    /// The names of all fragments that can be spread, those of libraries among them.
    pub fn fragment_names(&self) -> impl Iterator<Item = &str> {
        self.fragments.keys().map(Name::as_str).chain(self.of_libraries.iter().map(String::as_str))
    }

    /// Whether a fragment of these is not from their files but from a library: `stigg-graphql`, or a crate of
    /// [`Builder::types_from`](crate::Builder::types_from).
    ///
    /// ```
    /// let text = "query Q { customers { edges { node { ...CustomerFragment } } } }";
    /// let operations = stigg_graphql_codegen::Builder::new().query_text("q.graphql", text).read_operations()?;
    /// let fragment = operations.fragment("CustomerFragment").unwrap();
    /// assert!(operations.is_of_library(fragment));
    /// # Ok::<(), stigg_graphql_codegen::Diagnostics>(())
    /// ```
    pub fn is_of_library(&self, fragment: &FragmentDefinition) -> bool {
        self.sources.file(fragment.span).is_some_and(|source| source.is_of_library)
    }

    /// The fragment of this name.
    pub fn fragment(&self, name: &str) -> Option<&FragmentDefinition> {
        self.fragments.get(name)
    }

    /// The place of something in these operations and fragments.
    pub fn place(&self, span: Span) -> Option<Place> {
        self.sources.place(span, "")
    }

    /// The fragments that an operation spreads, directly or through others, each once and in the order in which a reader
    /// comes to them.
    ///
    /// # Errors
    ///
    /// The first fragment on the way that no file defines, or that contains itself.
    ///
    /// ```
    /// let text = "query Q { plan { ...P } } fragment P on Plan { ...I name } fragment I on Plan { id }";
    /// let operations = stigg_graphql_codegen::Builder::new().query_text("q.graphql", text).read_operations()?;
    /// let (_, operation) = operations.iter().next().unwrap();
    /// let fragments = operations.fragments_of(operation)?;
    /// assert_eq!(fragments.iter().map(|fragment| fragment.name.as_str()).collect::<Vec<_>>(), ["P", "I"]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn fragments_of<'s>(
        &'s self,
        operation: &'s OperationDefinition,
    ) -> Result<Vec<&'s FragmentDefinition>, FragmentError> {
        let mut reached = Vec::new();
        let below = |name: &'s Name| {
            let selections = self.fragment(name).map_or(&[][..], |fragment| &fragment.selections);
            spreads(selections).into_iter().map(|name| ((), name)).collect()
        };
        let walk = graph::depth_first(spreads(&operation.selections), below, |visit| match visit {
            Visit::Enter(name) => match self.fragment(name) {
                Some(fragment) => {
                    reached.push(fragment);
                    ControlFlow::Continue(())
                }
                None => ControlFlow::Break(FragmentError::Unknown(name.clone())),
            },
            Visit::Cycle(cycle) => ControlFlow::Break(FragmentError::Circular(cycle.last.1.clone())),
            Visit::Leave(_) => ControlFlow::Continue(()),
        });
        match walk {
            ControlFlow::Continue(()) => Ok(reached),
            ControlFlow::Break(error) => Err(error),
        }
    }
}

impl fmt::Display for FragmentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown(name) => write!(f, "there is no fragment `{name}`"),
            Self::Circular(name) => write!(f, "the fragment `{name}` contains itself"),
        }
    }
}

impl Error for FragmentError {}

#[cfg(test)]
mod tests {
    use super::{FragmentError, Operations};
    use crate::executable::parse;
    use crate::source::{Source, Sources};

    fn fragments(text: &str) -> Result<Vec<String>, String> {
        let mut sources = Sources::default();
        let (parsed, problems) = parse(vec![Source::new("a.graphql", text)], &mut sources);
        assert!(problems.is_empty());
        let operations = Operations::new(parsed, &[], &sources);
        let (_, operation) = operations.iter().next().unwrap();
        let fragments = operations.fragments_of(operation).map_err(|error: FragmentError| error.to_string())?;
        Ok(fragments.iter().map(|fragment| fragment.name.to_string()).collect())
    }

    #[test]
    fn fragments_are_found_in_reading_order_and_once() {
        let diamond = "{ x { ...B } ...A ...B } fragment A on T { ...C } fragment B on T { ... { y { ...C } } } \
                       fragment C on T { z } fragment D on T { z }";
        assert_eq!(fragments(diamond).unwrap(), ["B", "C", "A"]);
    }

    #[test]
    fn what_cannot_be_had_is_named() {
        assert_eq!(fragments("{ ...A } fragment A on T { ...B }").unwrap_err(), "there is no fragment `B`");
        let circle = "{ ...A } fragment A on T { ...B } fragment B on T { ...C } fragment C on T { ...B }";
        assert_eq!(fragments(circle).unwrap_err(), "the fragment `B` contains itself");
    }

    #[test]
    fn a_long_chain_has_an_end() {
        let chain: String = (0..50_000).map(|at| format!("fragment F{at} on T {{ ...F{} }} ", at + 1)).collect();
        assert_eq!(fragments(&format!("{{ ...F0 }} {chain} fragment F50000 on T {{ x }}")).unwrap().len(), 50_001);
    }
}
