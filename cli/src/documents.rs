//! Operation files, parsed.

use std::fs;
use std::path::{Path, PathBuf};

use apollo_compiler::Node;
use apollo_compiler::ast::{Definition, Document, FragmentDefinition, OperationDefinition};
use apollo_compiler::parser::Parser;
use stigg_graphql_codegen::terminal;

use crate::failure::usage;
use crate::unparsed;

/// Parsed files with the names they go by.
#[derive(Default)]
pub(crate) struct Documents {
    files: Vec<(String, Document)>,
}

impl Documents {
    /// Reads a file, or the `.graphql` and `.gql` files of a folder and its sub-folders.
    pub(crate) fn read(path: &Path) -> anyhow::Result<Self> {
        let mut documents = Self::default();
        for path in files(path)? {
            let text = fs::read_to_string(&path).map_err(|error| unreadable(&path, &error))?;
            documents.add(&path.display().to_string(), &text)?;
        }
        Ok(documents)
    }

    /// Adds a text; `name` is what reports call it.
    pub(crate) fn add(&mut self, name: &str, text: &str) -> anyhow::Result<()> {
        let document = Parser::new().parse_ast(text, name).map_err(|broken| unparsed::report(name, &broken.errors))?;
        self.files.push((name.to_owned(), document));
        Ok(())
    }

    /// These files, and then those.
    pub(crate) fn and(mut self, others: Self) -> Self {
        self.files.extend(others.files);
        self
    }

    /// All operations, each with its file.
    pub(crate) fn operations(&self) -> impl Iterator<Item = (&str, &Node<OperationDefinition>)> {
        self.definitions().filter_map(|(file, definition)| match definition {
            Definition::OperationDefinition(operation) => Some((file, operation)),
            _ => None,
        })
    }

    /// The fragment of this name; the first one where there are several.
    pub(crate) fn fragment(&self, name: &str) -> Option<&Node<FragmentDefinition>> {
        self.definitions().find_map(|(_, definition)| match definition {
            Definition::FragmentDefinition(fragment) if fragment.name == name => Some(fragment),
            _ => None,
        })
    }

    fn definitions(&self) -> impl Iterator<Item = (&str, &Definition)> {
        self.files
            .iter()
            .flat_map(|(file, document)| document.definitions.iter().map(move |definition| (file.as_str(), definition)))
    }
}

/// The file, or the operation files of the folder in the order of their paths.
fn files(path: &Path) -> anyhow::Result<Vec<PathBuf>> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let mut found = Vec::new();
    let mut folders = vec![path.to_owned()];
    while let Some(folder) = folders.pop() {
        let entries = fs::read_dir(&folder).map_err(|error| unreadable(&folder, &error))?;
        for entry in entries {
            let entry = entry.map_err(|error| unreadable(&folder, &error))?;
            // Links to folders are not followed, so that there is an end.
            if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                folders.push(entry.path());
            } else if entry.path().extension().is_some_and(|extension| extension == "graphql" || extension == "gql") {
                found.push(entry.path());
            }
        }
    }
    found.sort();
    Ok(found)
}

fn unreadable(path: &Path, error: &std::io::Error) -> anyhow::Error {
    usage(format!("cannot read {}: {error}", terminal::path(path)))
}
