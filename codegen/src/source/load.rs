//! Reads what the builder names: every byte gets a file and a place, and files come in a fixed order.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{self, Path, PathBuf};

use super::code::Code;
use super::diagnostic::{Diagnostic, Diagnostics};
use super::file_name;
use super::shipped;
use super::source_set::{LibrarySource, Source, SourceSet};
use crate::terminal;

/// What the user named, before anything is read.
#[derive(Clone, Debug)]
pub(crate) enum UnreadSource {
    /// A file, or for queries also a folder.
    Path(PathBuf),
    /// A text with a name for reports.
    Text {
        /// What reports call it.
        name: String,
        /// The GraphQL or JSON itself.
        text: String,
    },
}

/// A crate whose generated types are named instead of made again, and a file or folder that it generates from.
#[derive(Clone, Debug)]
pub(crate) struct UnreadLibrary {
    /// The Rust module of its generated code.
    pub(crate) module: String,
    pub(crate) queries: PathBuf,
}

/// What was read, for Cargo to watch.
pub(crate) type ReadPaths = BTreeSet<PathBuf>;

/// Reads all inputs, or reports everything that could not be read.
pub(crate) fn load(
    schema: &[UnreadSource],
    queries: &[UnreadSource],
    libraries: &[UnreadLibrary],
) -> (ReadPaths, Result<SourceSet, Diagnostics>) {
    let mut loader = Loader::default();
    let mut schema_sources = Vec::new();
    if schema.is_empty() {
        schema_sources.push(Source::new("stigg.graphql", shipped::SCHEMA));
    }
    for input in schema {
        loader.schema(input, &mut schema_sources);
    }
    let mut query_sources = Vec::new();
    for input in queries {
        loader.queries(input, &mut query_sources);
    }
    query_sources.sort_by(|a, b| a.name.cmp(&b.name));
    // Named twice is read once; two different texts may share a name.
    query_sources.dedup_by(|a, b| a.name == b.name && a.text == b.text);
    // A schema that lies among the operations is no operation.
    query_sources.retain(|query| !schema_sources.iter().any(|it| it.name == query.name && it.text == query.text));
    let mut library_sources: Vec<LibrarySource> = Vec::new();
    for UnreadLibrary { module, queries } in libraries {
        let texts = loader.library(module, queries);
        match library_sources.iter_mut().find(|library| library.module.as_ref() == Some(module)) {
            Some(library) => library.texts.extend(texts),
            None => library_sources.push(LibrarySource { module: Some(module.clone()), texts }),
        }
    }
    let result = if loader.problems.is_empty() {
        Ok(SourceSet { schema: schema_sources, queries: query_sources, libraries: library_sources })
    } else {
        Err(loader.problems.into())
    };
    (loader.read, result)
}

#[derive(Default)]
struct Loader {
    read: ReadPaths,
    problems: Vec<Diagnostic>,
}

impl Loader {
    fn schema(&mut self, input: &UnreadSource, sources: &mut Vec<Source>) {
        match input {
            UnreadSource::Text { name, text } => sources.push(Source::new(name, text)),
            UnreadSource::Path(path) if self.refuses(path) => {}
            UnreadSource::Path(path) if path.is_dir() => self.problems.push(
                Diagnostic::error(Code::SchemaIsFolder, format!("the schema `{}` is a folder", shown(path)))
                    .help("name each schema file with its own `.schema(..)`"),
            ),
            UnreadSource::Path(path) => {
                let help = "the path is relative to the folder of Cargo.toml when a build script runs; \
                            leave `.schema(..)` out to use Stigg's own schema";
                sources.extend(self.file(path, "schema", help));
            }
        }
    }

    fn queries(&mut self, input: &UnreadSource, sources: &mut Vec<Source>) {
        match input {
            UnreadSource::Text { name, text } => sources.push(Source::new(name, text)),
            UnreadSource::Path(path) if self.refuses(path) => {}
            UnreadSource::Path(path) if path.is_dir() => {
                self.folder(path, &mut BTreeSet::new(), sources);
            }
            UnreadSource::Path(path) => {
                let help = "the path is relative to the folder of Cargo.toml when a build script runs; \
                            create the folder, or name another one with `.queries(..)`";
                sources.extend(self.file(path, "file or folder of operations", help));
            }
        }
    }

    fn library(&mut self, module: &str, path: &Path) -> Vec<Source> {
        let mut sources = Vec::new();
        let problems = self.problems.len();
        let help = format!(
            "`.types_from({module:?}, ..)` names the file or folder that the other crate generates from; the path is \
             relative to the folder of Cargo.toml when a build script runs"
        );
        if self.refuses(path) {
        } else if path.is_dir() {
            self.folder(path, &mut BTreeSet::new(), &mut sources);
        } else {
            sources.extend(self.file(path, "file or folder of operations", &help));
        }
        if sources.is_empty() && self.problems.len() == problems {
            let message = format!("there is no file of operations in {}", terminal::path(path));
            self.problems.push(Diagnostic::error(Code::MissingFile, message).help(help));
        }
        sources
    }

    /// Reads the `.graphql` and `.gql` files of a folder and its sub-folders.
    ///
    /// Names that begin with a dot are left alone: they are editors' swap and lock files.
    fn folder(&mut self, folder: &Path, open: &mut BTreeSet<PathBuf>, sources: &mut Vec<Source>) {
        let identity = fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned());
        if !open.insert(identity.clone()) {
            return; // a link back to a folder we are in
        }
        self.read.insert(folder.to_owned());
        let entries = fs::read_dir(folder)
            .and_then(|entries| entries.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>());
        match entries {
            Err(error) => self.unreadable(folder, "folder of operations", &error, None),
            Ok(mut paths) => {
                paths.sort();
                for path in paths {
                    if path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.')) {
                        continue;
                    }
                    let is_folder = path.is_dir();
                    if !is_folder && !is_query_file(&path) || self.refuses(&path) {
                        continue;
                    }
                    if is_folder {
                        self.folder(&path, open, sources);
                    } else {
                        sources.extend(self.file(&path, "file of operations", ""));
                    }
                }
            }
        }
        open.remove(&identity);
    }

    fn file(&mut self, path: &Path, what: &str, help: &str) -> Option<Source> {
        self.read.insert(path.to_owned());
        let bytes = match fs::read(path) {
            Ok(bytes) => bytes,
            Err(error) => {
                let help = (!help.is_empty()).then(|| help.to_owned());
                self.unreadable(path, what, &error, help);
                return None;
            }
        };
        match String::from_utf8(bytes) {
            Ok(text) => Some(Source::new(shown(path), text)),
            Err(error) => {
                self.problems.push(not_utf8(shown(path), error.as_bytes(), error.utf8_error().valid_up_to()));
                None
            }
        }
    }

    /// Reports a path that Cargo cannot be told of.
    fn refuses(&mut self, path: &Path) -> bool {
        let refusal = file_name::refusal(path);
        let refuses = refusal.is_some();
        self.problems.extend(refusal);
        refuses
    }

    fn unreadable(&mut self, path: &Path, what: &str, error: &io::Error, help: Option<String>) {
        let path = terminal::path(path);
        let problem = match error.kind() {
            io::ErrorKind::NotFound => Diagnostic::error(Code::MissingFile, format!("there is no {what} {path}")),
            _ => Diagnostic::error(Code::UnreadableFile, format!("cannot read the {what} {path}: {error}")),
        };
        self.problems.push(problem.help_opt(help));
    }
}

fn is_query_file(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "graphql" || extension == "gql")
}

/// A path as reports and generated code show it: the same on every system.
fn shown(path: &Path) -> String {
    let shown = path.strip_prefix(".").unwrap_or(path);
    shown.to_string_lossy().replace(path::MAIN_SEPARATOR, "/")
}

fn not_utf8(name: String, bytes: &[u8], valid: usize) -> Diagnostic {
    // What comes before the bad byte is text, so its place can be found by the usual way.
    let lossy = String::from_utf8_lossy(bytes).into_owned();
    let byte = bytes[valid];
    let place = Source::new(name, lossy).place(valid, valid + 1, format!("byte 0x{byte:02X} is not UTF-8"));
    Diagnostic::error(Code::InvalidUtf8, "a GraphQL file must be UTF-8 text")
        .at(Some(place))
        .help("save the file as UTF-8")
}
