//! From a file to the document that is sent.

use std::fs;
use std::io;
use std::path::Path;

use apollo_compiler::ast::{Field, FragmentDefinition, OperationDefinition, Selection};
use apollo_compiler::{Name, Node};

use stigg_graphql::operations::OPERATIONS;
use stigg_graphql_codegen::terminal;

use super::ordered::joined;
use crate::documents::Documents;
use crate::failure::usage;

/// One operation and the fragments it reaches.
pub(super) struct Request {
    /// The document with just that.
    pub(super) text: String,
    operation: Node<OperationDefinition>,
    fragments: Vec<Node<FragmentDefinition>>,
}

impl Request {
    /// Reads the file, chooses the operation, and looks for the fragments that the file does not have.
    pub(super) fn read(file: &Path, name: Option<&str>, fragments: Option<&Path>) -> anyhow::Result<Self> {
        let is_stdin = file.as_os_str() == "-";
        let shipped = OPERATIONS.iter().find(|shipped| file.as_os_str() == shipped.name && !file.exists());
        let shown = if is_stdin { "standard input".to_owned() } else { file.display().to_string() };
        let text = match shipped {
            Some(shipped) => Ok(shipped.document.to_owned()),
            None if is_stdin => io::read_to_string(io::stdin().lock()),
            None => fs::read_to_string(file),
        };
        let text = text.map_err(|error| {
            let what = if is_stdin { shown.clone() } else { terminal::path(file) };
            usage(format!("cannot read {what}: {error}{}", similar(&shown)))
        })?;
        let mut documents = Documents::default();
        documents.add(&shown, &text)?;
        let operation = choose(&documents, name, &shown)?;
        let mut reached = Vec::new();
        let mut missing = reach(&operation, &documents, &mut reached)?;
        let is_whole = missing.is_none() && documents.operations().count() == 1;
        if missing.is_some() {
            let place = match fragments {
                Some(path) => Some(path),
                None if is_stdin => None,
                None => Some(fragment_folder(file)),
            };
            if let Some(place) = place {
                documents = documents.and(Documents::read(place)?);
                reached.clear();
                missing = reach(&operation, &documents, &mut reached)?;
            }
            if let Some(missing) = missing {
                let place = place.map_or(String::new(), |place| format!(" or in {}", place.display()));
                return Err(usage(format!(
                    "the fragment `{missing}` is not in {shown}{place}; `--fragments PATH` says where it is"
                )));
            }
        }
        let text = if is_whole {
            text
        } else {
            let parts = reached.iter().map(ToString::to_string);
            [operation.to_string()].into_iter().chain(parts).collect()
        };
        Ok(Self { text, operation, fragments: reached })
    }

    /// The fields that are answered under the keys of `path`, outermost first; several where a key is selected twice.
    pub(super) fn fields_at(&self, path: &[String]) -> Vec<&Node<Field>> {
        let mut level: Vec<&[Selection]> = vec![&self.operation.selection_set];
        let mut fields = Vec::new();
        for key in path {
            fields.clear();
            for selections in &level {
                self.fields(selections, key, &mut fields);
            }
            level = fields.iter().map(|field| field.selection_set.as_slice()).collect();
        }
        fields
    }

    /// The columns that the nodes at `path` have, in the order of the selection.
    pub(super) fn columns(&self, path: &[String]) -> Vec<String> {
        let mut path = path.to_vec();
        for inner in [&["edges", "node"][..], &["nodes"]] {
            let below: Vec<String> = path.iter().cloned().chain(inner.iter().map(|&key| key.to_owned())).collect();
            if !self.fields_at(&below).is_empty() {
                path = below;
                break;
            }
        }
        let mut columns = Vec::new();
        if path.is_empty() {
            self.names("", &self.operation.selection_set, &mut columns);
        }
        for field in self.fields_at(&path) {
            self.names("", &field.selection_set, &mut columns);
        }
        columns
    }

    fn names(&self, outer: &str, selections: &[Selection], found: &mut Vec<String>) {
        for selection in selections {
            match selection {
                Selection::Field(field) => {
                    let name = joined(outer, field.response_name());
                    self.names(&name, &field.selection_set, found);
                    found.push(name);
                }
                Selection::InlineFragment(inline) => self.names(outer, &inline.selection_set, found),
                Selection::FragmentSpread(spread) => {
                    if let Some(fragment) = self.fragment(&spread.fragment_name) {
                        self.names(outer, &fragment.selection_set, found);
                    }
                }
            }
        }
    }

    fn fragment(&self, name: &str) -> Option<&Node<FragmentDefinition>> {
        self.fragments.iter().find(|fragment| fragment.name == name)
    }

    /// All fields of the operation, of whatever depth.
    pub(super) fn all_fields(&self) -> Vec<&Node<Field>> {
        let mut fields = Vec::new();
        let mut rest: Vec<&[Selection]> = vec![&self.operation.selection_set];
        rest.extend(self.fragments.iter().map(|fragment| fragment.selection_set.as_slice()));
        while let Some(selections) = rest.pop() {
            for selection in selections {
                match selection {
                    Selection::Field(field) => {
                        fields.push(field);
                        rest.push(&field.selection_set);
                    }
                    Selection::InlineFragment(inline) => rest.push(&inline.selection_set),
                    Selection::FragmentSpread(_) => {}
                }
            }
        }
        fields
    }

    fn fields<'a>(&'a self, selections: &'a [Selection], key: &str, found: &mut Vec<&'a Node<Field>>) {
        for selection in selections {
            match selection {
                Selection::Field(field) => {
                    if field.response_name() == key {
                        found.push(field);
                    }
                }
                Selection::InlineFragment(inline) => self.fields(&inline.selection_set, key, found),
                Selection::FragmentSpread(spread) => {
                    if let Some(fragment) = self.fragment(&spread.fragment_name) {
                        self.fields(&fragment.selection_set, key, found);
                    }
                }
            }
        }
    }
}

/// For a name that is nearly that of a shipped operation, which those are.
fn similar(name: &str) -> String {
    let name = name.to_lowercase();
    let close = |shipped: &&str| {
        let shipped = shipped.to_lowercase();
        shipped.contains(&name) || name.contains(&shipped)
    };
    let names: Vec<&str> = OPERATIONS.iter().map(|shipped| shipped.name).filter(close).take(5).collect();
    if names.is_empty() || name.is_empty() { String::new() } else { format!("; did you mean {}?", names.join(", ")) }
}

fn choose(documents: &Documents, name: Option<&str>, file: &str) -> anyhow::Result<Node<OperationDefinition>> {
    let names = || {
        let names = documents.operations().filter_map(|(_, operation)| operation.name.as_ref());
        names.map(Name::as_str).collect::<Vec<_>>().join(", ")
    };
    let mut matching = documents
        .operations()
        .map(|(_, operation)| operation)
        .filter(|operation| name.is_none_or(|name| operation.name.as_ref().is_some_and(|own| own == name)));
    match (matching.next(), matching.next(), name) {
        (Some(operation), None, _) => Ok(operation.clone()),
        (Some(_), Some(_), None) => {
            Err(usage(format!("{file} has several operations: choose one with `--operation` ({})", names())))
        }
        (Some(_), Some(_), Some(name)) => Err(usage(format!("{file} has several operations named `{name}`"))),
        (None, _, None) => Err(usage(format!("{file} has no operation"))),
        (None, _, Some(name)) => Err(usage(format!("{file} has no operation `{name}`; it has: {}", names()))),
    }
}

/// Collects the fragments that the operation reaches, each once; returns the name of one that is not there.
fn reach(
    operation: &OperationDefinition,
    documents: &Documents,
    reached: &mut Vec<Node<FragmentDefinition>>,
) -> anyhow::Result<Option<String>> {
    let mut collector = Collector { documents, reached, open: Vec::new(), missing: None };
    collector.collect(&operation.selection_set)?;
    Ok(collector.missing)
}

struct Collector<'a> {
    documents: &'a Documents,
    reached: &'a mut Vec<Node<FragmentDefinition>>,
    /// The fragments that are being walked through.
    open: Vec<Name>,
    missing: Option<String>,
}

impl Collector<'_> {
    fn collect(&mut self, selections: &[Selection]) -> anyhow::Result<()> {
        for selection in selections {
            match selection {
                Selection::Field(field) => self.collect(&field.selection_set)?,
                Selection::InlineFragment(inline) => self.collect(&inline.selection_set)?,
                Selection::FragmentSpread(spread) => self.spread(&spread.fragment_name)?,
            }
        }
        Ok(())
    }

    fn spread(&mut self, name: &Name) -> anyhow::Result<()> {
        if self.open.contains(name) {
            return Err(usage(format!("the fragment `{name}` contains itself")));
        }
        if self.reached.iter().any(|fragment| fragment.name == *name) {
            return Ok(());
        }
        let Some(fragment) = self.documents.fragment(name) else {
            self.missing.get_or_insert_with(|| name.to_string());
            return Ok(());
        };
        self.reached.push(fragment.clone());
        self.open.push(name.clone());
        self.collect(&fragment.selection_set)?;
        self.open.pop();
        Ok(())
    }
}

/// The folder named `queries` that the file is in, or else the file's own.
fn fragment_folder(file: &Path) -> &Path {
    let own = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    own.ancestors().find(|folder| folder.file_name().is_some_and(|name| name == "queries")).unwrap_or(own)
}
