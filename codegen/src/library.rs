//! Crates whose generated types and fragments are named instead of made again: `stigg-graphql` itself, and those of
//! `.types_from(..)`.
//!
//! They come in an order, and each is taken to know those before it, which the compiler checks by constants that generated code
//! has (`fingerprint.rs`). So names mean the same in all of them: a fragment is looked for in the operations that are compiled,
//! then in the last library, and at the end in the first.

mod fingerprint;
mod reach;

use std::collections::{HashMap, HashSet};
use std::fmt;

use indexmap::IndexMap;

use crate::config::Config;
use crate::executable::{self, ParsedFiles, spreads};
use crate::graph;
use crate::source::{LibrarySource, Problems, Source, Sources};
use crate::syntax::{Definition, Document, FragmentDefinition, Name, OperationDefinition};
pub(crate) use fingerprint::Fingerprints;

/// A crate whose fragments can be spread.
#[derive(Debug)]
pub(crate) struct Library {
    /// The Rust module of what is generated there; none of `stigg-graphql`.
    module: Option<String>,
    /// Whether its Rust is named; else its texts are used, and no more.
    pub(crate) is_named: bool,
    operations: Vec<OperationDefinition>,
    fragments: IndexMap<Name, FragmentDefinition>,
    /// The fragments that it has Rust for, its own or that of a library before it.
    generated: HashSet<Name>,
    /// Those of them that are the same in what is compiled, with all that they spread.
    same: HashSet<Name>,
}

impl Library {
    /// Whether it is `stigg-graphql`, which has all enums and input objects of its schema.
    pub(crate) fn is_shipped(&self) -> bool {
        self.module.is_none()
    }

    /// The Rust module of its enums and input objects; none for `stigg-graphql`, which has it with a feature only.
    pub(crate) fn types(&self) -> Option<String> {
        self.module.as_ref().map(|module| format!("{module}::types"))
    }

    /// The Rust module of its fragments.
    pub(crate) fn fragments(&self) -> String {
        // By its public path, so that rustc names the feature that it needs.
        let module = self.module.as_deref().unwrap_or("::stigg_graphql::operations");
        format!("{module}::fragments")
    }

    /// The names of its fragments.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.fragments.keys().map(Name::as_str)
    }

    /// Whether a fragment of what is compiled is the same there, and has its Rust there.
    pub(crate) fn has_same(&self, fragment: &str) -> bool {
        self.is_named && self.same.contains(fragment)
    }
}

impl fmt::Display for Library {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}`", self.module.as_deref().unwrap_or("stigg-graphql"))
    }
}

/// What the name of a fragment means to the last of some libraries, and which has it.
pub(crate) fn find<'l>(libraries: &'l [Library], fragment: &str) -> Option<(&'l Library, &'l FragmentDefinition)> {
    libraries.iter().rev().find_map(|library| Some((library, library.fragments.get(fragment)?)))
}

/// Parses libraries, and adds to what is compiled the fragments that it spreads and does not define.
pub(crate) fn read(
    texts: Vec<LibrarySource>,
    config: &Config,
    compiled: &mut ParsedFiles,
    sources: &mut Sources,
    problems: &mut Problems,
) -> Vec<Library> {
    let mut libraries = Vec::new();
    for LibrarySource { module, texts } in texts {
        let texts = texts.into_iter().map(Source::of_library).collect();
        let (parsed, errors) = executable::parse(texts, sources);
        compiled.some_unparsed |= parsed.some_unparsed;
        errors.into_vec().into_iter().for_each(|error| problems.push(error));
        let mut library = Library {
            is_named: module.is_some() || config.shares_shipped,
            module,
            operations: Vec::new(),
            fragments: IndexMap::new(),
            generated: HashSet::new(),
            same: HashSet::new(),
        };
        for definition in parsed.files.into_iter().flat_map(|file| file.definitions) {
            match definition {
                Definition::Operation(operation) => library.operations.push(operation),
                Definition::Fragment(fragment) => {
                    library.fragments.entry(fragment.name.clone()).or_insert(fragment);
                }
                // A schema may lie among the operations.
                Definition::Schema(_) | Definition::Type(_) | Definition::Directive(_) => {}
            }
        }
        libraries.push(library);
        let generated = generated(&libraries, config);
        if let Some(library) = libraries.last_mut() {
            library.generated = generated;
        }
    }
    complete(compiled, &libraries);
    compare(compiled, &mut libraries);
    libraries
}

/// The fragments that the last library has Rust for: those that its operations use, or all.
fn generated(libraries: &[Library], config: &Config) -> HashSet<Name> {
    let Some(last) = libraries.last() else { return HashSet::new() };
    // Its options are the same.
    let all = last.fragments.keys().filter(|_| last.is_shipped() || config.include_fragments);
    let used = last.operations.iter().flat_map(|operation| spreads(&operation.selections));
    reached(libraries, all.chain(used)).into_iter().cloned().collect()
}

/// The fragments that the last of some libraries comes to from some names, those among them.
fn reached<'l>(libraries: &'l [Library], names: impl Iterator<Item = &'l Name>) -> Vec<&'l Name> {
    graph::reached(names, |name| {
        find(libraries, name).map(|(_, fragment)| spreads(&fragment.selections)).unwrap_or_default()
    })
}

/// Adds the fragments of libraries that are spread and not defined.
fn complete(compiled: &mut ParsedFiles, libraries: &[Library]) {
    let mut known: HashSet<&Name> = HashSet::new();
    let mut open: Vec<&Name> = Vec::new();
    for definition in compiled.definitions() {
        match definition {
            Definition::Operation(operation) => open.extend(spreads(&operation.selections)),
            Definition::Fragment(fragment) => {
                known.insert(&fragment.name);
                open.extend(spreads(&fragment.selections));
            }
            Definition::Schema(_) | Definition::Type(_) | Definition::Directive(_) => {}
        }
    }
    let mut added: Vec<FragmentDefinition> = Vec::new();
    while let Some(name) = open.pop() {
        if known.insert(name)
            && let Some((_, fragment)) = find(libraries, name)
        {
            open.extend(spreads(&fragment.selections));
            added.push(fragment.clone());
        }
    }
    added.sort_by_key(|fragment| fragment.span);
    compiled.files.push(Document { definitions: added.into_iter().map(Definition::Fragment).collect() });
}

/// Notes which fragments are the same in libraries: what they select themselves, and what they spread.
fn compare(compiled: &ParsedFiles, libraries: &mut [Library]) {
    let here: HashMap<&str, &FragmentDefinition> = compiled
        .files
        .iter()
        .flat_map(Document::fragments)
        .map(|fragment| (fragment.name.as_str(), fragment))
        .collect();
    for number in 0..libraries.len() {
        let known = &libraries[..=number];
        let is_same = |(name, own): &(&&str, &&FragmentDefinition)| {
            find(known, name).is_some_and(|(_, theirs)| theirs.minified() == own.minified())
        };
        let same: HashSet<&str> = here.iter().filter(is_same).map(|(name, _)| *name).collect();
        let all_same =
            |name: &&Name| reached(known, [*name].into_iter()).iter().all(|name| same.contains(name.as_str()));
        let same = known[number].generated.iter().filter(all_same).cloned().collect();
        libraries[number].same = same;
    }
}
