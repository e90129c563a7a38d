//! What a crate with one query pays that depends on a client: its first build, a build after a change, and the room it takes.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, bail};

use crate::clock::{Took, run};
use crate::report::Report;
use crate::summary::Summary;
use crate::table::{Column, Group, Table};

/// What all have besides: the HTTP client as ours is built, and tokio.
const COMMON: &str = "\
reqwest = { version = \"0.13\", default-features = false, features = [\"http2\", \"json\", \"rustls\", \"system-proxy\"] }
tokio = { version = \"1\", features = [\"macros\", \"rt\"] }
";

const QUERY: &str = include_str!("../scratch/dependents/customer.graphql");

/// The change is made and taken back so often; the quickest build counts.
const CHANGES: usize = 2;

/// A crate that does the same as the others.
struct Dependent {
    name: &'static str,
    /// Its dependencies; `ROOT` stands for the repository.
    dependencies: &'static str,
    main: &'static str,
    build_script: Option<&'static str>,
    /// The packages that a user has from a registry: what comes from there is not compiled incrementally.
    published: &'static [&'static str],
    /// The file that is changed, what in it, and by what.
    change: [&'static str; 3],
}

/// Ours first.
const DEPENDENTS: [Dependent; 3] = [
    Dependent {
        name: "ours",
        dependencies: "stigg-graphql = { path = \"ROOT\", default-features = false }\n\
                       tokio = { version = \"1\", features = [\"macros\", \"rt\"] }\n\n\
                       [build-dependencies]\n\
                       stigg-graphql-codegen = { path = \"ROOT/codegen\" }\n",
        main: include_str!("../scratch/dependents/ours/main.rs"),
        build_script: Some(include_str!("../scratch/dependents/ours/build.rs")),
        published: &["stigg-graphql", "stigg-graphql-codegen"],
        change: ["queries/customer.graphql", "    email\n", "    email\n    billingId\n"],
    },
    Dependent {
        name: "graphql_client",
        dependencies: "graphql_client = \"0.16\"\nserde = { version = \"1\", features = [\"derive\"] }\n",
        main: include_str!("../scratch/dependents/graphql_client/main.rs"),
        build_script: None,
        published: &[],
        change: ["queries/customer.graphql", "    email\n", "    email\n    billingId\n"],
    },
    Dependent {
        name: "cynic",
        dependencies: "cynic = \"3.14\"\n\n[build-dependencies]\ncynic-codegen = \"3.14\"\n",
        main: include_str!("../scratch/dependents/cynic/main.rs"),
        build_script: Some(include_str!("../scratch/dependents/cynic/build.rs")),
        published: &[],
        change: [
            "src/main.rs",
            "    email: Option<String>,\n",
            "    email: Option<String>,\n    billing_id: Option<String>,\n",
        ],
    },
];

/// What is measured: of the first build, and of one after the query was changed.
const FIRST: &str = "first debug build, CPU s";
const CHANGED: &str = "after a change, CPU s";
const EXECUTABLE: &str = "executable, MB";
const TARGET: &str = "target folder, MB";
const GROUPS: &[Group] = &[(FIRST, &[FIRST]), (CHANGED, &[CHANGED]), (EXECUTABLE, &[EXECUTABLE]), (TARGET, &[TARGET])];

/// What must hold beside `graphql_client`, where the goal of each is 1.0.
const MARKS: [(&str, f64); 4] = [(FIRST, 1.3), (CHANGED, 1.1), (EXECUTABLE, 1.25), (TARGET, 1.2)];

/// Builds all of them, prints what it took, and reports the marks.
pub(crate) fn build(root: &Path, target: &Path, report: &mut Report, summary: &mut Summary) -> anyhow::Result<()> {
    let mut columns = Vec::new();
    for dependent in &DEPENDENTS {
        eprintln!("building a crate that depends on {} ...", dependent.name);
        columns.push(dependent.pay(root, &target.join("bench/dependents").join(dependent.name))?);
    }
    let table = Table { title: "A crate with one query", groups: GROUPS, columns };
    table.print();
    for (row, mark) in MARKS {
        report.at_most(&format!("a dependent beside graphql_client: {row}"), table.beside(&[row], 1), mark, 1.0);
    }
    let number = |side| table.mean(side, &[FIRST]);
    summary.add("A crate with one query, first debug build", "CPU s", [number(0), number(1), number(2), None]);
    Ok(())
}

impl Dependent {
    fn pay(&self, root: &Path, folder: &Path) -> anyhow::Result<Column> {
        self.write(root, folder)?;
        let target = folder.join("target");
        if target.exists() {
            fs::remove_dir_all(&target)?;
        }
        let first = self.build(folder)?.judged().as_secs_f64();
        let [path, before, after] = self.change;
        let path = folder.join(path);
        let text = fs::read_to_string(&path)?;
        let mut changed = f64::INFINITY;
        for _ in 0..CHANGES {
            for text in [text.replace(before, after), text.clone()] {
                fs::write(&path, text)?;
                changed = changed.min(self.build(folder)?.judged().as_secs_f64());
            }
        }
        let executable = target.join(format!("debug/dependent{}", std::env::consts::EXE_SUFFIX));
        let each =
            [(FIRST, first), (CHANGED, changed), (EXECUTABLE, megabytes(&executable)?), (TARGET, megabytes(&target)?)];
        Ok(Column { name: self.name, each: each.map(|(row, number)| (row.to_owned(), number)).into() })
    }

    fn write(&self, root: &Path, folder: &Path) -> anyhow::Result<()> {
        let root_text = root.to_str().context("the path of the repository is not UTF-8")?;
        let common = if self.name == "ours" { "" } else { COMMON };
        let dependencies = self.dependencies.replace("ROOT", root_text);
        for part in ["src", "queries"] {
            fs::create_dir_all(folder.join(part))?;
        }
        let profiles: String = (self.published.iter())
            .map(|package| format!("\n[profile.dev.package.{package}]\nincremental = false\n"))
            .collect();
        // The table of dependencies is open until the next one begins.
        let manifest = format!(
            "[package]\nname = \"dependent\"\nversion = \"0.0.0\"\nedition = \"2024\"\npublish = false\n\n\
             [workspace]\n\n[dependencies]\n{common}{dependencies}{profiles}"
        );
        fs::write(folder.join("Cargo.toml"), manifest)?;
        fs::copy(root.join("Cargo.lock"), folder.join("Cargo.lock"))?;
        fs::copy(root.join("schema/stigg.graphql"), folder.join("schema.graphql"))?;
        fs::write(folder.join("queries/customer.graphql"), QUERY)?;
        fs::write(folder.join("src/main.rs"), self.main)?;
        self.build_script.map_or(Ok(()), |build| fs::write(folder.join("build.rs"), build).map_err(Into::into))
    }

    /// Builds as a user does: in debug.
    fn build(&self, folder: &Path) -> anyhow::Result<Took> {
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let (output, took) = run(Command::new(cargo)
            .args(["build", "--offline", "--quiet"])
            .current_dir(folder)
            .env("CARGO_TARGET_DIR", folder.join("target")))?;
        if !output.status.success() {
            bail!("the crate that depends on {}:\n{}", self.name, String::from_utf8_lossy(&output.stderr));
        }
        Ok(took)
    }
}

/// What a file or a folder takes on the disk.
fn megabytes(path: &Path) -> anyhow::Result<f64> {
    let (output, _) = run(Command::new("du").arg("-sk").arg(path))?;
    let text = String::from_utf8(output.stdout)?;
    let kilobytes: f64 = text.split_whitespace().next().context("du says nothing")?.parse()?;
    Ok(kilobytes / 1024.0)
}
