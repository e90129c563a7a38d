//! The operations that are measured: the official ones, as we ship them.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, anyhow};
use apollo_compiler::executable::{ExecutableDocument, Selection, SelectionSet};
use apollo_compiler::schema::ExtendedType;
use apollo_compiler::validation::Valid;
use apollo_compiler::{Name, Schema};

/// The schema and one document with all operations and fragments we ship.
pub(crate) struct Corpus {
    pub(crate) schema: Valid<Schema>,
    pub(crate) schema_path: PathBuf,
    document: Valid<ExecutableDocument>,
    official: Vec<String>,
}

impl Corpus {
    /// Reads the repository whose root this is.
    pub(crate) fn read(root: &Path) -> anyhow::Result<Self> {
        let schema_path = root.join("schema/stigg.graphql");
        let schema = Schema::parse_and_validate(fs::read_to_string(&schema_path)?, &schema_path)
            .map_err(|problems| anyhow!("{problems}"))?;
        let mut text = String::new();
        collect(&root.join("queries"), &mut text)?;
        let document = ExecutableDocument::parse_and_validate(&schema, text, "queries")
            .map_err(|problems| anyhow!("{problems}"))?;
        let facts = fs::read_to_string(root.join("tests/facts/official_operations.json"))?;
        let facts: Vec<serde_json::Value> = serde_json::from_str(&facts)?;
        let official = facts
            .iter()
            .map(|fact| fact["name"].as_str().map(str::to_owned).context("an operation without a name"))
            .collect::<anyhow::Result<_>>()?;
        Ok(Self { schema, schema_path, document, official })
    }

    /// The official operations, each a document of its own with the fragments it reaches.
    pub(crate) fn official(&self) -> anyhow::Result<Vec<ExecutableDocument>> {
        self.official.iter().map(|name| self.document_of(name)).collect()
    }

    /// One operation with the fragments it reaches.
    pub(crate) fn document_of(&self, name: &str) -> anyhow::Result<ExecutableDocument> {
        let operation = self.document.operations.named.get(name).with_context(|| format!("we do not ship {name}"))?;
        let mut document = ExecutableDocument::new();
        document.operations.insert(operation.clone());
        let mut reached = BTreeSet::new();
        self.reach(&operation.selection_set, &mut reached);
        for name in reached {
            let fragment = self.document.fragments.get(&name).with_context(|| format!("no fragment {name}"))?;
            document.fragments.insert(name, fragment.clone());
        }
        Ok(document)
    }

    fn reach(&self, set: &SelectionSet, reached: &mut BTreeSet<Name>) {
        for selection in &set.selections {
            match selection {
                Selection::Field(field) => self.reach(&field.selection_set, reached),
                Selection::InlineFragment(fragment) => self.reach(&fragment.selection_set, reached),
                Selection::FragmentSpread(spread) => {
                    if reached.insert(spread.fragment_name.clone())
                        && let Some(fragment) = self.document.fragments.get(&spread.fragment_name)
                    {
                        self.reach(&fragment.selection_set, reached);
                    }
                }
            }
        }
    }
}

/// Whether objects of several types can be where this type is.
pub(crate) fn is_abstract(schema: &Schema, name: &str) -> bool {
    matches!(schema.types.get(name), Some(ExtendedType::Union(_) | ExtendedType::Interface(_)))
}

/// Appends the text of all documents in a folder, by name.
fn collect(folder: &Path, text: &mut String) -> anyhow::Result<()> {
    let mut paths = fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<anyhow::Result<Vec<_>>>()?;
    paths.sort();
    for path in paths {
        if path.is_dir() {
            collect(&path, text)?;
        } else if path.extension().is_some_and(|extension| extension == "graphql") {
            text.push_str(&fs::read_to_string(&path).with_context(|| path.display().to_string())?);
            text.push('\n');
        }
    }
    Ok(())
}
