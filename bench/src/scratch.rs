//! The crates that are built to be measured: a workspace of its own in the target folder.

use std::fmt::Write as _;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::SystemTime;

use anyhow::{Context as _, bail};
use serde_json::Value;

use crate::clock::{Took, run};
use crate::corpus::Corpus;
use crate::form::Form;
use crate::runtime;
use crate::side::Module;

/// The crates with a table of decoders; all with the same dependencies, so that building the empty one builds those of all.
const SIDES: [&str; 10] = [
    "empty",
    "ours_shipped",
    "peer_shipped",
    "ours_flat",
    "peer_flat",
    "ours_counted",
    "peer_counted",
    "floor",
    "floor_typed",
    CYNIC,
];

const CYNIC: &str = "cynic_counted";

/// The crates with programs that call several sides.
const PROGRAMS: [Programs; 3] = [
    Programs {
        name: "decode",
        files: &[("src/main.rs", include_str!("../scratch/decode.rs"))],
        sides: &["ours_shipped", "peer_shipped", "ours_flat", "peer_flat"],
        others: &[],
    },
    Programs {
        name: "counter",
        files: &[
            ("src/lib.rs", include_str!("../scratch/counter/sides.rs")),
            ("src/bin/instructions.rs", include_str!("../scratch/counter/instructions.rs")),
            ("src/bin/allocations.rs", include_str!("../scratch/counter/allocations.rs")),
        ],
        sides: &["ours_counted", "floor"],
        others: &["peer_counted", "floor_typed", CYNIC],
    },
    Programs {
        name: "request",
        files: &[
            ("src/lib.rs", include_str!("../scratch/request/sides.rs")),
            ("src/by_hand.rs", include_str!("../scratch/request/by_hand.rs")),
            ("src/server.rs", include_str!("../scratch/request/server.rs")),
            ("src/bin/request_instructions.rs", include_str!("../scratch/request/instructions.rs")),
            ("src/bin/request_allocations.rs", include_str!("../scratch/request/allocations.rs")),
        ],
        sides: &[],
        others: &[],
    },
];

struct Programs {
    name: &'static str,
    files: &'static [(&'static str, &'static str)],
    sides: &'static [&'static str],
    /// What only [`OTHERS`] builds.
    others: &'static [&'static str],
}

/// The feature of programs with all sides.
const OTHERS: &str = "others";

/// The folder of the runtime, which is a package there.
const RUNTIME: &str = "runtime";

const OUR_SCALARS: &str = include_str!("../scratch/our_scalars.rs");
const PLAIN_SCALARS: &str = include_str!("../scratch/plain_scalars.rs");

/// A build profile.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Profile {
    Release,
    Debug,
}

/// What came of building a crate.
pub(crate) enum Built {
    Done(Took),
    /// The source file of the first error in each file, and the error.
    Failed(Vec<(String, String)>),
}

/// The folder with the crates.
pub(crate) struct Scratch {
    folder: PathBuf,
    target: PathBuf,
}

/// How a body is read: the name of the table of decoders that do it so, and the expression.
#[derive(Clone, Copy)]
struct Reader {
    table: &'static str,
    code: &'static str,
}

/// As our client: checked as UTF-8 once, then read by the runtime; what that left to serde would be an error here.
const AS_CLIENT: Reader = Reader {
    table: "AS_CLIENT",
    code: "stigg_graphql::__private::accepted(\
               std::str::from_utf8(body).map_err(<serde_json::Error as serde::de::Error>::custom)?\
           ).ok_or_else(|| <serde_json::Error as serde::de::Error>::custom(\"it was left to serde\"))?",
};

/// As one reads a text: checked as UTF-8 once, then parsed as text.
const FROM_STR: Reader = Reader {
    table: "FROM_STR",
    code: "serde_json::from_str(std::str::from_utf8(body).map_err(<serde_json::Error as serde::de::Error>::custom)?)?",
};

/// As `graphql_client`'s own `post_graphql`, by reqwest's `json`.
const FROM_SLICE: Reader = Reader { table: "FROM_SLICE", code: "serde_json::from_slice(body)?" };

impl Scratch {
    /// Writes the workspace, whose crates depend on the repository with this root.
    pub(crate) fn new(target: &Path, root: &Path, corpus: &Corpus) -> anyhow::Result<Self> {
        let scratch = Self { folder: target.join("bench/crates"), target: target.join("bench/target") };
        let members: Vec<_> =
            SIDES.into_iter().chain(PROGRAMS.map(|programs| programs.name)).chain([RUNTIME]).collect();
        scratch.write("Cargo.toml", &runtime::workspace(root, &members)?)?;
        // The versions of the repository, so that nothing is asked of the registry.
        fs::copy(root.join("Cargo.lock"), scratch.folder.join("Cargo.lock"))?;
        scratch.write("runtime/Cargo.toml", &runtime::manifest(root)?)?;
        scratch.write("runtime/build.rs", runtime::BUILD)?;
        scratch.write("runtime/operations.rs", &runtime::operations(corpus)?)?;
        for name in SIDES {
            scratch.write(&format!("{name}/Cargo.toml"), &manifest(name))?;
            // What a run before has written is built already.
            if !scratch.folder.join(name).join("src/lib.rs").exists() {
                scratch.write_table(name, "", &[FROM_SLICE], &[])?;
            }
        }
        for Programs { name, files, sides, others } in PROGRAMS {
            let mut manifest = manifest(name);
            manifest.push_str(
                "reqwest = { version = \"0.13\", default-features = false }\n\
                 stats_alloc = \"0.1\"\n\
                 tokio = { version = \"1\", features = [\"net\", \"rt\", \"time\"] }\n",
            );
            for side in sides {
                writeln!(manifest, "{side} = {{ path = \"../{side}\" }}")?;
            }
            for side in others {
                writeln!(manifest, "{side} = {{ path = \"../{side}\", optional = true }}")?;
            }
            let others: Vec<_> = others.iter().map(|side| format!("dep:{side}")).collect();
            writeln!(manifest, "\n[features]\n{OTHERS} = {others:?}")?;
            scratch.write(&format!("{name}/Cargo.toml"), &manifest)?;
            for (path, code) in files {
                scratch.write(&format!("{name}/{path}"), code)?;
            }
        }
        Ok(scratch)
    }

    /// Where the answers are.
    pub(crate) fn answers(&self) -> PathBuf {
        self.folder.join("answers")
    }

    /// Writes the answer to an operation.
    pub(crate) fn write_answer(&self, form: Form, operation: &str, body: &str) -> anyhow::Result<()> {
        self.write(&format!("answers/{}/{operation}.json", form.name()), body)
    }

    /// Writes the answer to an operation that is called.
    pub(crate) fn write_request_answer(&self, operation: &str, body: &str) -> anyhow::Result<()> {
        self.write(&format!("answers/request/{operation}.json"), body)
    }

    /// Writes the operations that are called.
    pub(crate) fn write_request(&self, code: &str) -> anyhow::Result<()> {
        self.write("request/src/operations.rs", code)
    }

    /// Writes our crate.
    pub(crate) fn write_ours(&self, form: Form, code: &str, operations: &[String]) -> anyhow::Result<()> {
        let name = format!("ours_{}", form.name());
        self.write(&format!("{name}/src/operations.rs"), code)?;
        let table: Vec<_> = operations
            .iter()
            .map(|operation| {
                (operation.as_str(), format!("<operations::{operation} as stigg_graphql::Operation>::Data"))
            })
            .collect();
        // What building takes is measured of the other forms: with one reader.
        let readers: &[_] = if form == Form::Counted { &[AS_CLIENT, FROM_STR, FROM_SLICE] } else { &[AS_CLIENT] };
        self.write_table(&name, "mod operations;\n", readers, &table)
    }

    /// Writes `graphql_client`'s crate.
    pub(crate) fn write_peer(&self, form: Form, modules: &[Module]) -> anyhow::Result<()> {
        let name = format!("peer_{}", form.name());
        let mut list = String::new();
        let mut table = Vec::new();
        for Module { operation, file, code } in modules {
            writeln!(list, "pub mod {file};")?;
            self.write(&format!("{name}/src/operations/{file}.rs"), code)?;
            let ty = format!("<operations::{file}::{operation} as graphql_client::GraphQLQuery>::ResponseData");
            table.push((operation.as_str(), ty));
        }
        self.write(&format!("{name}/src/operations.rs"), &list)?;
        let scalars = if form == Form::Counted { PLAIN_SCALARS } else { OUR_SCALARS };
        self.write_table(&name, &format!("mod operations;\n\n{scalars}"), &[FROM_SLICE], &table)
    }

    /// Writes the crates of what is written by hand in the folder `bench/scratch/floor`: with plain scalars, and with ours.
    pub(crate) fn write_floor(&self, root: &Path, operations: &[String]) -> anyhow::Result<()> {
        let code = root.join("bench/scratch/floor/operations.rs");
        let code = code.to_str().context("the path of the repository is not UTF-8")?;
        let table: Vec<_> =
            operations.iter().map(|operation| (operation.as_str(), format!("operations::{operation}"))).collect();
        for (name, scalars) in [("floor", PLAIN_SCALARS), ("floor_typed", OUR_SCALARS)] {
            let modules = format!("#[path = {code:?}]\nmod operations;\n\n{scalars}");
            self.write_table(name, &modules, &[FROM_STR, FROM_SLICE], &table)?;
        }
        Ok(())
    }

    /// Writes the crate of what is written with cynic in the folder `bench/scratch/cynic`.
    pub(crate) fn write_cynic(&self, root: &Path, operations: &[String]) -> anyhow::Result<()> {
        let code = root.join("bench/scratch/cynic/operations.rs");
        let code = code.to_str().context("the path of the repository is not UTF-8")?;
        self.write(&format!("{CYNIC}/schema.graphql"), &fs::read_to_string(root.join("schema/stigg.graphql"))?)?;
        let table: Vec<_> =
            operations.iter().map(|operation| (operation.as_str(), format!("operations::{operation}"))).collect();
        let modules = format!("#[path = {code:?}]\nmod operations;\n\n{PLAIN_SCALARS}");
        self.write_table(CYNIC, &modules, &[FROM_SLICE], &table)
    }

    /// The library of a side: all that can be reached from outside are the tables of its decoders.
    fn write_table(
        &self,
        name: &str,
        modules: &str,
        readers: &[Reader],
        table: &[(&str, String)],
    ) -> anyhow::Result<()> {
        if let [Reader { table, .. }, ..] = readers {
            let main = format!("{}\nuse {name}::{table} as OPERATIONS;\n", include_str!("../scratch/main.rs"));
            self.write(&format!("{name}/src/main.rs"), &main)?;
        }
        let mut code = format!(
            "#![allow(warnings)]\n\
             {modules}\n\
             pub type Decode = fn(&[u8]) -> Result<(), serde_json::Error>;\n"
        );
        for Reader { table: name, code: read } in readers {
            let function = name.to_lowercase();
            write!(
                code,
                "\nfn {function}<T: serde::de::DeserializeOwned>(body: &[u8]) -> Result<(), serde_json::Error> {{\n    \
                     let data: T = {read};\n    \
                     std::hint::black_box(&data);\n    \
                     Ok(())\n\
                 }}\n\n\
                 pub static {name}: &[(&str, Decode)] = &[\n"
            )?;
            for (operation, ty) in table {
                writeln!(code, "    ({operation:?}, {function}::<{ty}>),")?;
            }
            code.push_str("];\n");
        }
        self.write(&format!("{name}/src/lib.rs"), &code)
    }

    /// Builds the library of a crate; with `anew`, also if it is there already.
    pub(crate) fn build(&self, name: &str, profile: Profile, anew: bool) -> anyhow::Result<Built> {
        if anew {
            let lib = self.folder.join(name).join("src/lib.rs");
            File::options().append(true).open(lib)?.set_modified(SystemTime::now())?;
        }
        let mut cargo = self.cargo(profile);
        cargo.args(["--lib", "--message-format=json", "-p", name]);
        let (output, took) = run(&mut cargo)?;
        if output.status.success() {
            return Ok(Built::Done(took));
        }
        let errors = errors(&String::from_utf8_lossy(&output.stdout));
        if errors.is_empty() {
            bail!("building {name}:\n{}", String::from_utf8_lossy(&output.stderr));
        }
        Ok(Built::Failed(errors))
    }

    /// Builds the program of a crate in release and says where it is.
    pub(crate) fn program(&self, name: &str) -> anyhow::Result<PathBuf> {
        self.build_programs(name, false)?;
        Ok(self.built(name))
    }

    /// Builds all programs of a crate in release, with all their sides or with those that are always there.
    pub(crate) fn build_programs(&self, name: &str, with_others: bool) -> anyhow::Result<()> {
        let mut cargo = self.cargo(Profile::Release);
        cargo.args(["--bins", "-p", name]);
        if with_others {
            cargo.args(["--features", OTHERS]);
        }
        let (output, _) = run(&mut cargo)?;
        if !output.status.success() {
            bail!("building {name}:\n{}", String::from_utf8_lossy(&output.stderr));
        }
        Ok(())
    }

    /// The folder of the programs that were built in release.
    pub(crate) fn programs(&self) -> PathBuf {
        self.target.join("release")
    }

    fn built(&self, program: &str) -> PathBuf {
        self.programs().join(format!("{program}{}", std::env::consts::EXE_SUFFIX))
    }

    fn cargo(&self, profile: Profile) -> Command {
        let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        cargo.args(["build", "--offline", "--quiet"]);
        if profile == Profile::Release {
            cargo.arg("--release");
        }
        cargo
            .current_dir(&self.folder)
            .env("CARGO_TARGET_DIR", &self.target)
            // Incremental builds would hide the work, and a cold one does more than it has to.
            .env("CARGO_INCREMENTAL", "0");
        cargo
    }

    /// Writes a file, unless it has these bytes already.
    fn write(&self, path: &str, text: &str) -> anyhow::Result<()> {
        let path = self.folder.join(path);
        if fs::read_to_string(&path).is_ok_and(|present| present == text) {
            return Ok(());
        }
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        fs::write(&path, text).with_context(|| path.display().to_string())
    }
}

/// The manifest of a crate.
fn manifest(name: &str) -> String {
    let cynic = if name == CYNIC { "cynic = { version = \"3.14\", default-features = false }\n" } else { "" };
    format!(
        "[package]\nname = {name:?}\nversion = \"0.0.0\"\nedition = \"2024\"\npublish = false\n\n\
         [dependencies]\n\
         graphql_client = {{ version = \"0.16\", default-features = false }}\n\
         serde = {{ version = \"1\", features = [\"derive\"] }}\n\
         serde_json = \"1\"\n\
         stigg-graphql = {{ path = \"../{RUNTIME}\" }}\n\
         {cynic}"
    )
}

/// The first error in each source file, from what Cargo prints as JSON.
fn errors(output: &str) -> Vec<(String, String)> {
    let mut errors: Vec<(String, String)> = Vec::new();
    for line in output.lines() {
        let Ok(message) = serde_json::from_str::<Value>(line) else { continue };
        let message = &message["message"];
        if message["level"] != "error" {
            continue;
        }
        for span in message["spans"].as_array().into_iter().flatten() {
            let Some(file) = span["file_name"].as_str() else { continue };
            if span["is_primary"] == true && errors.iter().all(|(known, _)| known != file) {
                errors.push((file.to_owned(), message["message"].as_str().unwrap_or_default().to_owned()));
            }
        }
    }
    errors
}
