//! `init`: the files to start with.

use std::fs::{self, File};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use clap::Args;
use stigg_graphql_codegen::terminal;
use stigg_graphql_sandbox::DEFAULT_SCHEMA;

use crate::failure::{Verdict, wrong_call};
use crate::output::Output;

/// Starts a crate, or adds to one: a build script, the schema, a first query and a test of it against the sandbox, settings for
/// editors and a CI job.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  stigg-graphql init billing    # a new crate\n  stigg-graphql init            # in the crate that is here\n\n\
                        Files that are there are left alone, Cargo.toml among them: what it lacks is printed."
)]
pub(crate) struct Init {
    /// The folder of the crate; it is made if it is not there
    #[arg(default_value = ".")]
    path: PathBuf,
    /// What a new crate is called [default: like the folder]
    #[arg(long, value_parser = crate_name)]
    name: Option<String>,
}

const DEPENDENCIES: &str = concat!(
    "[dependencies]\n",
    "stigg-graphql = { version = \"=",
    env!("CARGO_PKG_VERSION"),
    "\", default-features = false }\n\n[build-dependencies]\nanyhow = \"1\"\nstigg-graphql-codegen = \"=",
    env!("CARGO_PKG_VERSION"),
    "\"\n\n[dev-dependencies]\nanyhow = \"1\"\nfutures-util = { version = \"0.3\", default-features = false, features = [\"std\"] }\n\
     stigg-graphql-sandbox = \"=",
    env!("CARGO_PKG_VERSION"),
    "\"\ntokio = { version = \"1\", features = [\"macros\", \"rt\"] }\n",
);

impl Init {
    pub(crate) fn run(self, out: &mut Output) -> anyhow::Result<Verdict> {
        let manifest = self.path.join("Cargo.toml");
        let there = match fs::read_to_string(&manifest) {
            Ok(text) => Some(text),
            Err(error) if error.kind() == ErrorKind::NotFound => None,
            Err(error) => return Err(error).with_context(|| format!("cannot read {}", terminal::path(&manifest))),
        };
        let name = match &there {
            Some(text) => package_name(text).ok_or_else(|| {
                wrong_call(format!("{} names no package: go into one of its members", terminal::path(&manifest)))
            })?,
            None => match &self.name {
                Some(name) => name.clone(),
                None => folder_name(&self.path)?,
            },
        };
        let package =
            format!("[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n{DEPENDENCIES}");
        let test = include_str!("init/files/test.rs.txt").replace("{crate}", &name.replace('-', "_"));
        let files: [(&str, &str); 10] = [
            ("Cargo.toml", &package),
            ("build.rs", include_str!("init/files/build.rs.txt")),
            ("schema/stigg.graphql", DEFAULT_SCHEMA),
            ("queries/plan_names.graphql", include_str!("init/files/plan_names.graphql")),
            ("src/stigg.rs", include_str!("init/files/stigg.rs.txt")),
            ("src/lib.rs", include_str!("init/files/lib.rs.txt")),
            ("tests/plan_names.rs", &test),
            (".graphqlrc.yml", include_str!("init/files/graphqlrc.yml")),
            (".github/workflows/stigg.yml", include_str!("init/files/workflow.yml")),
            (".gitignore", "/target\n"),
        ];
        let mut kept = Vec::new();
        for (file, text) in files {
            if self.write(file, text)? {
                writeln!(out, "wrote {file}")?;
            } else {
                writeln!(out, "kept  {file}")?;
                kept.push(file);
            }
        }
        if kept.contains(&"Cargo.toml") {
            writeln!(out, "\nCargo.toml needs:\n\n{DEPENDENCIES}")?;
        }
        if kept.contains(&"src/lib.rs") {
            writeln!(out, "\nsrc/lib.rs needs: pub mod stigg;")?;
        }
        if kept.contains(&"build.rs") {
            writeln!(out, "\nbuild.rs needs:\n\n{}", include_str!("init/files/build.rs.txt"))?;
        }
        writeln!(
            out,
            "\n`cargo test` runs the first query against a sandbox. `stigg-graphql new ROOT_FIELD` begins another one."
        )?;
        Ok(Verdict::Fine)
    }

    /// Writes a file, unless there is one.
    fn write(&self, file: &str, text: &str) -> anyhow::Result<bool> {
        let path = self.path.join(file);
        let cannot = || format!("cannot write {}", terminal::path(&path));
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).with_context(cannot)?;
        }
        match File::create_new(&path) {
            Ok(mut created) => {
                created.write_all(text.as_bytes()).with_context(cannot)?;
                Ok(true)
            }
            Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(false),
            Err(error) => Err(error).with_context(cannot),
        }
    }
}

/// The name in the `[package]` table of a manifest.
fn package_name(manifest: &str) -> Option<String> {
    let mut lines = manifest.lines().map(str::trim).skip_while(|line| *line != "[package]").skip(1);
    let name = lines.by_ref().take_while(|line| !line.starts_with('[')).find_map(|line| {
        let (key, value) = line.split_once('=')?;
        (key.trim() == "name").then_some(value)
    })?;
    crate_name(name.split(['"', '\'']).nth(1)?).ok()
}

/// The name of a folder as that of a crate.
fn folder_name(path: &Path) -> anyhow::Result<String> {
    let whole = std::path::absolute(path)?;
    let name = whole.file_name().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
    let name: String =
        name.chars().map(|letter| if letter.is_ascii_alphanumeric() || letter == '_' { letter } else { '-' }).collect();
    crate_name(name.trim_matches('-')).map_err(|_| {
        wrong_call(format!("no crate can be called like {}: say another name with `--name`", terminal::path(path)))
    })
}

fn crate_name(text: &str) -> Result<String, String> {
    let is_name = text.starts_with(|first: char| first.is_ascii_alphabetic())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
    if is_name { Ok(text.to_owned()) } else { Err("a crate's name has letters, digits, `-` and `_`".to_owned()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_crates() {
        for (manifest, name) in [
            ("[package]\nname = \"shop\"\n", Some("shop")),
            ("[workspace]\n\n[package]\nversion = \"1\"\nname='a-b' # ours", Some("a-b")),
            ("[workspace]\nmembers = []\n", None),
            ("[package]\nversion = \"1\"\n[[bin]]\nname = \"x\"", None),
        ] {
            assert_eq!(package_name(manifest).as_deref(), name);
        }
        assert_eq!(folder_name(Path::new("/tmp/My Shop")).unwrap(), "my-shop");
        assert!(folder_name(Path::new("/tmp/123")).is_err());
    }
}
