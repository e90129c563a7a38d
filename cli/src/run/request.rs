//! From a file to the document that is sent.

use std::io;
use std::path::Path;

use stigg_graphql::operations::OPERATIONS;
use stigg_graphql_codegen::syntax::{Field, FragmentDefinition, OperationDefinition, Selection};
use stigg_graphql_codegen::{Builder, FragmentError, Operations, did_you_mean, terminal};

use super::ordered::joined;
use crate::failure::{unreadable, wrong_call};

/// One operation and the fragments it reaches.
pub(super) struct Request {
    /// The document with just that.
    pub(super) text: String,
    operation: OperationDefinition,
    fragments: Vec<FragmentDefinition>,
}

impl Request {
    /// Reads the file, chooses the operation, and looks for the fragments that the file does not have.
    pub(super) fn read(file: &Path, name: Option<&str>, fragments: Option<&Path>) -> anyhow::Result<Self> {
        let is_stdin = file.as_os_str() == "-";
        let shown = if is_stdin { "standard input".to_owned() } else { file.display().to_string() };
        let own = if is_stdin {
            let text = io::read_to_string(io::stdin().lock());
            Builder::new()
                .query_text(&shown, text.map_err(|error| wrong_call(format!("cannot read {shown}: {error}")))?)
        } else if file.exists() {
            Builder::new().queries(file)
        } else if let Some(shipped) = OPERATIONS.iter().find(|shipped| shipped.name == shown) {
            Builder::new().query_text(shipped.name, shipped.document)
        } else {
            let similar = did_you_mean(&shown, OPERATIONS.iter().map(|shipped| shipped.name));
            return Err(wrong_call(format!(
                "there is no file {}, nor does an operation of this name come with the program{}",
                terminal::path(file),
                similar.map_or_else(String::new, |question| format!("; {question}"))
            )));
        };
        let mut known = own.read_operations().map_err(unreadable)?;
        let operation = choose(&known, name, &shown)?.clone();
        let mut places = shown;
        let place = fragments.or_else(|| (!is_stdin).then(|| fragment_folder(file)));
        let lacks_some = matches!(known.fragments_of(&operation), Err(FragmentError::Unknown(_)));
        if let Some(place) = place.filter(|_| lacks_some) {
            known = known.and(Builder::new().queries(place).read_operations().map_err(unreadable)?);
            places = format!("{places} or in {}", place.display());
        }
        let reached = known.fragments_of(&operation).map_err(|error| unreached(&error, &known, &places))?;
        let reached: Vec<FragmentDefinition> = reached.into_iter().cloned().collect();
        let parts = reached.iter().map(ToString::to_string);
        let text = [operation.to_string()].into_iter().chain(parts).collect::<Vec<_>>().join("\n");
        Ok(Self { text, operation, fragments: reached })
    }

    /// The fields that are answered under the keys of `path`, outermost first; several where a key is selected twice.
    fn fields_at(&self, path: &[String]) -> Vec<&Field> {
        let mut level: Vec<&[Selection]> = vec![&self.operation.selections];
        let mut fields = Vec::new();
        for key in path {
            fields.clear();
            for selections in &level {
                self.fields(selections, key, &mut fields);
            }
            level = fields.iter().map(|field| field.selections.as_slice()).collect();
        }
        fields
    }

    /// The columns of what is answered under the keys of `path`, in the order of the selection.
    pub(super) fn columns(&self, path: &[String]) -> Vec<String> {
        let mut columns = Vec::new();
        if path.is_empty() {
            self.names("", &self.operation.selections, &mut columns);
        }
        for field in self.fields_at(path) {
            self.names("", &field.selections, &mut columns);
        }
        columns
    }

    fn names(&self, outer: &str, selections: &[Selection], found: &mut Vec<String>) {
        for selection in selections {
            match selection {
                Selection::Field(field) => {
                    let name = joined(outer, field.response_name());
                    self.names(&name, &field.selections, found);
                    found.push(name);
                }
                Selection::InlineFragment(inline) => self.names(outer, &inline.selections, found),
                Selection::FragmentSpread(spread) => {
                    if let Some(fragment) = self.fragment(&spread.name) {
                        self.names(outer, &fragment.selections, found);
                    }
                }
            }
        }
    }

    fn fragment(&self, name: &str) -> Option<&FragmentDefinition> {
        self.fragments.iter().find(|fragment| fragment.name == *name)
    }

    fn fields<'a>(&'a self, selections: &'a [Selection], key: &str, found: &mut Vec<&'a Field>) {
        for selection in selections {
            match selection {
                Selection::Field(field) => {
                    if field.response_name() == key {
                        found.push(field);
                    }
                }
                Selection::InlineFragment(inline) => self.fields(&inline.selections, key, found),
                Selection::FragmentSpread(spread) => {
                    if let Some(fragment) = self.fragment(&spread.name) {
                        self.fields(&fragment.selections, key, found);
                    }
                }
            }
        }
    }
}

fn choose<'a>(operations: &'a Operations, name: Option<&str>, file: &str) -> anyhow::Result<&'a OperationDefinition> {
    let names = || {
        let names = operations.iter().filter_map(|(_, operation)| operation.name.as_deref());
        names.collect::<Vec<_>>().join(", ")
    };
    let mut matching = operations
        .iter()
        .map(|(_, operation)| operation)
        .filter(|operation| name.is_none_or(|name| operation.name.as_deref() == Some(name)));
    match (matching.next(), matching.next(), name) {
        (Some(operation), None, _) => Ok(operation),
        (Some(_), Some(_), None) => {
            Err(wrong_call(format!("{file} has several operations: choose one with `--operation` ({})", names())))
        }
        (Some(_), Some(_), Some(name)) => Err(wrong_call(format!("{file} has several operations named `{name}`"))),
        (None, _, None) => Err(wrong_call(format!("{file} has no operation"))),
        (None, _, Some(name)) => Err(wrong_call(format!("{file} has no operation `{name}`; it has: {}", names()))),
    }
}

fn unreached(error: &FragmentError, known: &Operations, places: &str) -> anyhow::Error {
    let FragmentError::Unknown(name) = error else { return wrong_call(error.to_string()) };
    let similar = did_you_mean(name, known.fragments().map(|fragment| fragment.name.as_str()));
    let advice = similar.unwrap_or_else(|| "`--fragments PATH` says where it is".to_owned());
    wrong_call(format!("the fragment `{name}` is not in {places}; {advice}"))
}

/// The folder named `queries` that the file is in, or else the file's own.
fn fragment_folder(file: &Path) -> &Path {
    let own = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    own.ancestors().find(|folder| folder.file_name().is_some_and(|name| name == "queries")).unwrap_or(own)
}
