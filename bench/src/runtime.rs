//! The runtime as it is built to be measured with: with the few operations it needs itself, not with all that are shipped.
//! So it builds in a quarter of the time.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, anyhow};
use stigg_graphql_codegen::Builder;
use toml_edit::{DocumentMut, Item, Table, value};

use crate::corpus::Corpus;

/// The operation whose fragments the runtime reads entitlements from.
const NEEDED: &str = "GetEntitlementsState";

/// Large dependencies that have no part in decoding or in a call over loopback: they are built in half the time when nothing is optimised.
const UNMEASURED: [&str; 15] = [
    "aws-lc-rs",
    "aws-lc-sys",
    "flate2",
    "h2",
    "hyper-rustls",
    "icu_collections",
    "icu_locale_core",
    "icu_normalizer",
    "icu_properties",
    "icu_provider",
    "idna",
    "miniz_oxide",
    "rustls",
    "rustls-webpki",
    "tokio-rustls",
];

/// The build script: the operations are generated already.
pub(crate) const BUILD: &str = r#"fn main() -> std::io::Result<()> {
    println!("cargo::rerun-if-changed=operations.rs");
    let folder = std::env::var_os("OUT_DIR").expect("Cargo says it");
    let folder = std::path::Path::new(&folder);
    // The index is for readers of the documentation.
    std::fs::write(folder.join("stigg_graphql_index.md"), "")?;
    std::fs::copy("operations.rs", folder.join("stigg_graphql.rs")).map(|_| ())
}
"#;

/// The operations.
pub(crate) fn operations(corpus: &Corpus) -> anyhow::Result<String> {
    let generated = Builder::new()
        .schema(&corpus.schema_path)
        .stigg_field_types()
        .own_types()
        .query_text("operations.graphql", corpus.document_of(NEEDED)?.to_string())
        .include_type("ErrorCode")
        .generate()
        .map_err(|problems| anyhow!("{problems}"))?;
    Ok(generated.code)
}

/// The manifest: features, dependencies and sources are those of the repository with this root.
pub(crate) fn manifest(root: &Path) -> anyhow::Result<String> {
    let original = read(root)?;
    let mut manifest = DocumentMut::new();
    manifest["package"] = table([
        ("name", "stigg-graphql"),
        ("version", "0.0.0"),
        ("edition", original["workspace"]["package"]["edition"].as_str().context("no edition")?),
    ]);
    let lib = root.join("src/lib.rs");
    manifest["lib"] = table([("path", lib.to_str().context("the path of the repository is not UTF-8")?)]);
    manifest["features"] = original["features"].clone();
    manifest["dependencies"] = original["dependencies"].clone();
    Ok(manifest.to_string())
}

/// The manifest of the workspace with these members; dependencies have the versions of the repository with this root.
pub(crate) fn workspace(root: &Path, members: &[&str]) -> anyhow::Result<String> {
    let mut manifest = DocumentMut::new();
    let mut workspace = Table::new();
    workspace["members"] = value(members.iter().copied().collect::<toml_edit::Array>());
    workspace["resolver"] = value("3");
    let mut dependencies = read(root)?["workspace"]["dependencies"].clone();
    if let Some(dependencies) = dependencies.as_table_mut() {
        dependencies.retain(|_, dependency| dependency.get("path").is_none());
    }
    workspace["dependencies"] = dependencies;
    manifest["workspace"] = Item::Table(workspace);
    for name in UNMEASURED {
        manifest["profile"]["release"]["package"][name]["opt-level"] = value(0);
    }
    Ok(manifest.to_string())
}

fn read(root: &Path) -> anyhow::Result<DocumentMut> {
    let path = root.join("Cargo.toml");
    let text = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
    text.parse().with_context(|| path.display().to_string())
}

fn table<'a>(entries: impl IntoIterator<Item = (&'a str, &'a str)>) -> Item {
    entries.into_iter().map(|(key, text)| (key, value(text))).collect::<Table>().into()
}
