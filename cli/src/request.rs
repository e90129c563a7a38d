//! From a file to the document that is sent.

mod arguments;
mod variables;

use std::collections::HashSet;
use std::io;
use std::path::Path;

use stigg_graphql::operations::OPERATIONS;
use stigg_graphql_codegen::schema::{Schema, TypeDefinition};
use stigg_graphql_codegen::syntax::{Field, FragmentDefinition, OperationDefinition, Selection, Span};
use stigg_graphql_codegen::{
    Builder, Code, Diagnostic, Diagnostics, FragmentError, Operations, Place, did_you_mean, terminal,
};

pub(crate) use self::arguments::RequestArguments;
use crate::failure::{unreadable, wrong_call};
use crate::ordered::{Order, joined};
use crate::output::complain;

/// One operation and the fragments it reaches.
pub(crate) struct Request {
    /// The document with just that.
    pub(crate) text: String,
    operation: OperationDefinition,
    fragments: Vec<FragmentDefinition>,
    /// Where the operation stands.
    place: Place,
    /// Reads the files again that it is from.
    sources: Builder,
    read: Operations,
}

/// Something that is selected: its response keys below a node, joined by dots.
pub(crate) struct SelectedName {
    pub(crate) path: String,
    pub(crate) is_leaf: bool,
}

/// What only a build minds, and no server.
const OF_BUILDS: [Code; 8] = [
    Code::AnonymousOperation,
    Code::AnswerTooDeep,
    Code::Deprecated,
    Code::IncompleteType,
    Code::ReservedAlias,
    Code::RustNameClash,
    Code::TooManySelections,
    Code::UnmappedScalar,
];

impl Request {
    /// Reads the file, chooses the operation, and looks for the fragments that the file does not have.
    pub(crate) fn read(file: &Path, name: Option<&str>, fragments: Option<&Path>) -> anyhow::Result<Self> {
        let is_stdin = file.as_os_str() == "-";
        let shown = if is_stdin { "standard input".to_owned() } else { file.display().to_string() };
        // Whatever schema it is sent to.
        let builder = Builder::new().stigg_fragments();
        let mut sources = if is_stdin {
            let text = io::read_to_string(io::stdin().lock());
            builder.query_text(&shown, text.map_err(|error| wrong_call(format!("cannot read {shown}: {error}")))?)
        } else if file.exists() {
            builder.queries(file)
        } else if let Some(shipped) = OPERATIONS.iter().find(|shipped| shipped.name == shown) {
            builder.query_text(shipped.name, shipped.document)
        } else {
            let similar = did_you_mean(&shown, OPERATIONS.iter().map(|shipped| shipped.name));
            return Err(wrong_call(format!(
                "there is no file {}, nor does an operation of this name come with the program{}",
                terminal::path(file),
                similar.map_or_else(String::new, |question| format!("; {question}"))
            )));
        };
        let mut read = sources.read_operations().map_err(unreadable)?;
        let (place, operation) = choose(&read, name, &shown)?;
        let (place, mut operation) = (place.clone(), operation.clone());
        let mut looked_in = shown;
        let folder = fragments.or_else(|| (!is_stdin).then(|| fragment_folder(file)));
        // One of the user's goes before one that is shipped.
        let lacks_some = match read.fragments_of(&operation) {
            Ok(fragments) => fragments.iter().any(|fragment| read.is_of_library(fragment)),
            Err(error) => matches!(error, FragmentError::Unknown(_)),
        };
        if let Some(folder) = folder.filter(|_| lacks_some) {
            sources = sources.queries(folder);
            read = sources.read_operations().map_err(unreadable)?;
            looked_in = format!("{looked_in} or in {}", folder.display());
            // The same, with places of what is read now.
            if let Some((_, same)) = read.places().find(|(there, _)| **there == place) {
                operation = same.clone();
            }
        }
        let reached = read.fragments_of(&operation).map_err(|error| unreached(&error, &read, &looked_in))?;
        let fragments: Vec<FragmentDefinition> = reached.into_iter().cloned().collect();
        let parts = fragments.iter().map(ToString::to_string);
        let text = [operation.to_string()].into_iter().chain(parts).collect::<Vec<_>>().join("\n");
        Ok(Self { text, operation, fragments, place, sources, read })
    }

    /// Compiles the operation against the schema of the file or Stigg's. No Rust is made of it, so each scalar is a string: a
    /// cursor is one, whatever the schema calls it.
    pub(crate) fn builder(&self, schema: Option<&Path>) -> anyhow::Result<(Builder, Schema)> {
        let mut builder = self.sources.clone().only(&self.place.file, self.operation.name.as_deref());
        if let Some(path) = schema {
            builder = builder.schema(path);
        }
        let read = builder.read_schema().map_err(unreadable)?;
        for scalar in read.types.values().filter(|ty| matches!(ty, TypeDefinition::Scalar(_)) && !ty.is_built_in()) {
            if !builder.has_scalar(scalar.name()) {
                builder = builder.scalar(scalar.name().as_str(), "::std::string::String");
            }
        }
        Ok((builder, read))
    }

    /// Reports what a server with that schema would refuse.
    fn check(&self, path: Option<&Path>) -> anyhow::Result<()> {
        let (builder, _) = self.builder(path)?;
        let Err(problems) = builder.generate() else { return Ok(()) };
        let refused: Vec<Diagnostic> =
            problems.iter().filter(|problem| !OF_BUILDS.contains(&problem.code())).cloned().collect();
        if refused.is_empty() {
            return Ok(());
        }
        if path.is_none() {
            complain(
                "note: nothing was sent, for it does not fit Stigg's schema; `--schema FILE` names another, `--no-check` sends it all the same\n",
            );
        }
        Err(unreadable(Diagnostics::from(refused)))
    }

    /// What to say behind a problem with something that stands there.
    fn place_of(&self, span: Span) -> String {
        let place = self.read.place(span);
        place.map_or_else(String::new, |place| format!(" (declared at {}:{}:{})", place.file, place.line, place.column))
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

    /// The order in which the keys below `path` are selected.
    pub(crate) fn order(&self, path: &[String]) -> Order {
        let names: Vec<String> = self.names(path, |_| false).into_iter().map(|name| name.path).collect();
        Order::of(&names)
    }

    /// What is selected of what is answered under the keys of `path`, where it stands in the document; an object comes behind
    /// what it holds, and a list counts as a leaf.
    pub(crate) fn names(&self, path: &[String], is_list: impl Fn(&str) -> bool) -> Vec<SelectedName> {
        let mut names = Vec::new();
        if path.is_empty() {
            self.collect("", &self.operation.selections, &is_list, &mut names);
        }
        for field in self.fields_at(path) {
            self.collect("", &field.selections, &is_list, &mut names);
        }
        names
    }

    fn collect(
        &self,
        outer: &str,
        selections: &[Selection],
        is_list: &dyn Fn(&str) -> bool,
        names: &mut Vec<SelectedName>,
    ) {
        for selection in selections {
            match selection {
                Selection::Field(field) => {
                    let path = joined(outer, field.response_name());
                    let is_leaf = field.selections.is_empty() || is_list(&path);
                    if !is_leaf {
                        self.collect(&path, &field.selections, is_list, names);
                    }
                    names.push(SelectedName { path, is_leaf });
                }
                Selection::InlineFragment(inline) => self.collect(outer, &inline.selections, is_list, names),
                Selection::FragmentSpread(spread) => {
                    if let Some(fragment) = self.fragment(&spread.name) {
                        self.collect(outer, &fragment.selections, is_list, names);
                    }
                }
            }
        }
    }

    /// The dotted paths from `data` to all lists, by the schema.
    pub(crate) fn lists(&self, schema: &Schema) -> HashSet<String> {
        let mut lists = HashSet::new();
        if let Some(root) = schema.root(self.operation.kind) {
            self.lists_below("", root, &self.operation.selections, schema, &mut lists);
        }
        lists
    }

    fn lists_below(
        &self,
        outer: &str,
        parent: &str,
        selections: &[Selection],
        schema: &Schema,
        lists: &mut HashSet<String>,
    ) {
        for selection in selections {
            match selection {
                Selection::Field(field) => {
                    let Some(definition) = schema.field(parent, &field.name) else { continue };
                    let path = joined(outer, field.response_name());
                    self.lists_below(&path, definition.ty.inner_name(), &field.selections, schema, lists);
                    if definition.ty.is_list() {
                        lists.insert(path);
                    }
                }
                Selection::InlineFragment(inline) => {
                    let parent = inline.type_condition.as_deref().unwrap_or(parent);
                    self.lists_below(outer, parent, &inline.selections, schema, lists);
                }
                Selection::FragmentSpread(spread) => {
                    if let Some(fragment) = self.fragment(&spread.name) {
                        self.lists_below(outer, &fragment.type_condition, &fragment.selections, schema, lists);
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

fn choose<'a>(
    operations: &'a Operations,
    name: Option<&str>,
    file: &str,
) -> anyhow::Result<(&'a Place, &'a OperationDefinition)> {
    let names = || {
        let names = operations.iter().filter_map(|(_, operation)| operation.name.as_deref());
        names.collect::<Vec<_>>().join(", ")
    };
    let mut matching =
        operations.places().filter(|(_, operation)| name.is_none_or(|name| operation.name.as_deref() == Some(name)));
    match (matching.next(), matching.next(), name) {
        (Some(chosen), None, _) => Ok(chosen),
        (Some(_), Some(_), None) => {
            Err(wrong_call(format!("{file} has several operations: choose one with `--operation` ({})", names())))
        }
        (Some(_), Some(_), Some(name)) => Err(wrong_call(format!("{file} has several operations named `{name}`"))),
        (None, _, None) => Err(wrong_call(format!("{file} has no operation"))),
        (None, _, Some(name)) => Err(wrong_call(format!("{file} has no operation `{name}`; it has: {}", names()))),
    }
}

fn unreached(error: &FragmentError, known: &Operations, looked_in: &str) -> anyhow::Error {
    let FragmentError::Unknown(name) = error else { return wrong_call(error.to_string()) };
    let similar = did_you_mean(name, known.fragment_names());
    let advice = similar.unwrap_or_else(|| "`--fragments PATH` says where it is".to_owned());
    wrong_call(format!("the fragment `{name}` is not in {looked_in}; {advice}"))
}

/// The folder named `queries` that the file is in, or else the file's own.
fn fragment_folder(file: &Path) -> &Path {
    let own = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    own.ancestors().find(|folder| folder.file_name().is_some_and(|name| name == "queries")).unwrap_or(own)
}
