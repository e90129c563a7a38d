//! What a build script says, and the two ways to run it.

mod cargo_line;
mod write;

use std::borrow::Cow;
use std::env;
use std::io;
use std::path::{Path, PathBuf};
use std::process;
use std::thread;

use self::cargo_line::CargoLine;
use self::write::{write, write_all};
use crate::check;
use crate::compiled::CompiledOperation;
use crate::config::{Config, DeprecatedPolicy, Derive, TypeKind};
use crate::emit::GeneratedFile;
use crate::executable::Operations;
use crate::generate::generate;
use crate::review::Reviewed;
use crate::schema::{self, Schema};
use crate::source::{Code, Diagnostic, Diagnostics, ReadPaths, SourceSet, UnreadLibrary, UnreadSource, load, refusal};
use crate::surface::Surface;

/// Where `compile` puts, inside `$OUT_DIR`, what `stigg_graphql::regression!()` compares with snapshots.
const REVIEW: &str = "stigg_graphql_review.json";

/// Where it puts, inside `$OUT_DIR`, the documentation that a module of operations begins with.
const INDEX: &str = "stigg_graphql_index.md";

/// Enough for the deepest document that the limits let through, in a build without optimisation.
const STACK_SIZE: usize = 256 << 20;

/// Compiles `.graphql` operations into typed Rust; the one thing a build script needs.
///
/// Without further calls it reads the folder `queries` and checks it against Stigg's own schema.
///
/// ```
/// let generated = stigg_graphql_codegen::Builder::new()
///     .schema_text("schema.graphql", "type Query { answer: Int! }")
///     .query_text("answer.graphql", "query Answer { answer }")
///     .generate()?;
/// assert!(generated.warnings.is_empty());
/// # Ok::<(), stigg_graphql_codegen::Diagnostics>(())
/// ```
#[derive(Clone, Debug, Default)]
#[must_use = "call `compile` or `generate` at the end"]
pub struct Builder {
    schema: Vec<UnreadSource>,
    queries: Vec<UnreadSource>,
    libraries: Vec<UnreadLibrary>,
    out_file: Option<PathBuf>,
    own_types: bool,
    stigg_fragments: bool,
    pub(crate) config: Config,
}

/// What [`Builder::generate`] makes.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Generated {
    /// One Rust source file.
    pub code: String,
    /// The same as several: the first, `stigg_graphql.rs`, includes the others, which lie in a folder beside it.
    pub files: Vec<GeneratedFile>,
    /// The operations in it, in the order of their files.
    pub operations: Vec<CompiledOperation>,
    /// The operations by area, which is the folder of their file, as Markdown for the documentation of their module.
    ///
    /// ```
    /// let generated = stigg_graphql_codegen::Builder::new()
    ///     .schema_text("schema.graphql", "type Query { plans: [ID] } type Mutation { report: Int }")
    ///     .query_text("queries/catalog/plans.graphql", "# All that is for sale.\nquery Plans { plans }")
    ///     .query_text("queries/usage/report.graphql", "mutation Report { report }")
    ///     .generate()?;
    /// let catalog = "\n## `catalog`\n\n- [`Plans`] reads `plans`. All that is for sale.\n";
    /// let usage = "\n## `usage`\n\n- [`Report`] writes `report`.\n";
    /// assert_eq!(generated.index, format!("{catalog}{usage}"));
    /// # Ok::<(), stigg_graphql_codegen::Diagnostics>(())
    /// ```
    pub index: String,
    /// What code can name of it.
    pub surface: Surface,
    /// What a review of the operations looks at, as texts for snapshots.
    pub reviewed: Vec<Reviewed>,
    /// What is odd but does not stop the build, such as a fragment that nothing uses.
    pub warnings: Vec<Diagnostic>,
}

impl Builder {
    /// Starts with the defaults: the folder `queries`, Stigg's schema, its scalars.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds operations and fragments: a file, or a folder whose `.graphql` and `.gql` files are
    /// read with those of its sub-folders.
    ///
    /// May be called again for more; the first call replaces the default `queries`. In a build
    /// script the path is relative to the folder of `Cargo.toml`.
    pub fn queries(mut self, path: impl Into<PathBuf>) -> Self {
        self.queries.push(UnreadSource::Path(path.into()));
        self
    }

    /// Adds operations and fragments from memory; `name` is what reports call the text.
    pub fn query_text(mut self, name: impl Into<String>, text: impl Into<String>) -> Self {
        self.queries.push(UnreadSource::Text { name: name.into(), text: text.into() });
        self
    }

    /// Checks against this schema file instead of the one shipped: SDL, or the JSON answer to an
    /// introspection query, told apart by what is in it.
    ///
    /// May be called again: the files make one schema, so one can `extend` the types of another.
    pub fn schema(mut self, path: impl Into<PathBuf>) -> Self {
        self.schema.push(UnreadSource::Path(path.into()));
        self
    }

    /// Like [`schema`](Self::schema), from memory; `name` is what reports call the text.
    pub fn schema_text(mut self, name: impl Into<String>, text: impl Into<String>) -> Self {
        self.schema.push(UnreadSource::Text { name: name.into(), text: text.into() });
        self
    }

    /// Says which Rust type a custom scalar becomes, for example
    /// `.scalar("DateTime", "::jiff::Timestamp")`.
    ///
    /// The type implements `Serialize` and `Deserialize`. The scalars of Stigg's schema have types
    /// already; a scalar that no operation uses needs none.
    ///
    /// A type of your own can also take the place of an enum or an input object: `.scalar("Currency", "::my::Currency")`. What
    /// holds it is generated here, whether the library has it or not.
    pub fn scalar(mut self, graphql_name: impl Into<String>, rust_path: impl Into<String>) -> Self {
        let name = graphql_name.into();
        self.config.own_scalars.push(name.clone());
        self.config.scalars.insert(name, rust_path.into());
        self
    }

    /// Whether the Rust type of a custom scalar is known: those of Stigg's schema, and what [`scalar`](Self::scalar) said.
    pub fn has_scalar(&self, graphql_name: &str) -> bool {
        self.config.scalars.contains_key(graphql_name)
    }

    /// Says which Rust type the values of one field become, for example
    /// `.field_type("Money.amount", "::rust_decimal::Decimal")`.
    ///
    /// It goes before [`scalar`](Self::scalar), and lists and nullability stay the schema's.
    pub fn field_type(mut self, field: impl Into<String>, rust_path: impl Into<String>) -> Self {
        let name = field.into();
        self.config.own_field_types.push(name.clone());
        self.config.field_types.insert(name, rust_path.into());
        self
    }

    /// Gives the floats of Stigg's schema that are money or times the types `Amount` and `EpochMillis`.
    ///
    /// It is on when the schema is the one shipped; say it for a copy of your own. A [`field_type`](Self::field_type)
    /// goes before it.
    pub fn stigg_field_types(mut self) -> Self {
        self.config.stigg_field_types();
        self
    }

    /// Adds a derive to all generated types, for example `.derive("Hash")`.
    ///
    /// All of them have `Debug`, `Clone`, `PartialEq` and `Serialize`, and those of answers and enums `Deserialize`; enums also have
    /// `Eq` and `Hash`, and inputs of which nothing is required `Default`. `Eq` and `Hash` are added where the fields allow it:
    /// a type with a float in it has neither. Any other derive goes to every type of every [kind](Self::derive_for), and each
    /// field has to have it.
    ///
    /// A derive sees the Rust names and no serde attributes, so one that describes the JSON, such as `schemars::JsonSchema` or
    /// `ts_rs::TS`, would describe another than is written: the schema of the JSON is the GraphQL schema.
    ///
    /// With a derive, all types are generated here, as with [`own_types`](Self::own_types).
    ///
    /// ```
    /// let builder = stigg_graphql_codegen::Builder::new()
    ///     .schema_text("schema.graphql", "type Query { plan: Plan } type Plan { name: String, price: Float }")
    ///     .query_text("plan.graphql", "query Name { plan { name } } query Price { plan { price } }")
    ///     .derive("Eq")
    ///     .derive("Hash");
    /// let code = builder.generate()?.code;
    /// assert!(code.contains("::core::cmp::PartialEq, Eq, Hash)]\n        pub struct Plan {\n            /// `Plan.name"));
    /// assert!(code.contains("::core::cmp::PartialEq)]\n        pub struct Plan {\n            /// `Plan.price"));
    /// # Ok::<(), stigg_graphql_codegen::Diagnostics>(())
    /// ```
    pub fn derive(mut self, path: impl Into<String>) -> Self {
        self.config.derives.push(Derive { path: path.into(), only: None });
        self
    }

    /// Adds a derive to the generated types of one kind, for example `.derive_for(TypeKind::Enum, "::strum::EnumIter")`.
    ///
    /// Apart from that it is as [`derive`](Self::derive).
    ///
    /// ```
    /// let generated = stigg_graphql_codegen::Builder::new()
    ///     .schema_text("schema.graphql", "type Query { status(of: ID): Status } enum Status { LIVE }")
    ///     .query_text("status.graphql", "query Status($of: ID) { status(of: $of) }")
    ///     .derive_for(stigg_graphql_codegen::TypeKind::Enum, "::strum::EnumIter")
    ///     .generate()?;
    /// assert_eq!(generated.code.matches("::strum::EnumIter").count(), 1);
    /// # Ok::<(), stigg_graphql_codegen::Diagnostics>(())
    /// ```
    pub fn derive_for(mut self, kind: TypeKind, path: impl Into<String>) -> Self {
        self.config.derives.push(Derive { path: path.into(), only: Some(kind) });
        self
    }

    /// Calls an operation something else in Rust, for example `.rename_operation("team_memberships", "TeamMembershipsOfTeam")`.
    ///
    /// It is for operations whose names Rust would spell alike, such as `teamMemberships` and `team_memberships`. On the wire
    /// the operation keeps its name.
    ///
    /// ```
    /// let generated = stigg_graphql_codegen::Builder::new()
    ///     .schema_text("schema.graphql", "type Query { answer: Int! }")
    ///     .query_text("answers.graphql", "query answer { answer } query Answer { again: answer }")
    ///     .rename_operation("answer", "FirstAnswer")
    ///     .generate()?;
    /// let names: Vec<_> = generated.surface.items().map(|item| item.path.as_str()).collect();
    /// assert!(names.contains(&"first_answer::Data.answer") && names.contains(&"answer::Data.again"));
    /// # Ok::<(), stigg_graphql_codegen::Diagnostics>(())
    /// ```
    pub fn rename_operation(mut self, name: impl Into<String>, rust_name: impl Into<String>) -> Self {
        self.config.renamed_operations.insert(name.into(), rust_name.into());
        self
    }

    /// Makes all enums, input objects and fragments here, and takes none of `stigg-graphql`.
    ///
    /// Otherwise, when the schema is the one shipped or a copy of it, those that the library has are the library's:
    /// `types::CustomerFilter` of your operations is `stigg_graphql::types::CustomerFilter`, and what `...CustomerFragment`
    /// selects is `stigg_graphql::operations::fragments::CustomerFragment`, so values of one fit the other. Its features `types`
    /// and `operations` are on by default. Without `types`, enums and input objects are made here, under the same names; a
    /// fragment of the library needs `operations`, or this. What would not be the same, since a [`scalar`](Self::scalar), a
    /// [`field_type`](Self::field_type) or a [`derive`](Self::derive) is not, is made here in any case.
    ///
    /// The fragments that the library ships can be spread with this, too: then they are generated here, of the library's text.
    pub fn own_types(mut self) -> Self {
        self.own_types = true;
        self
    }

    /// Makes a fragment here although the library, or a crate of [`types_from`](Self::types_from), has one of this name.
    ///
    /// A fragment of yours that selects just what theirs does, *is* theirs, so that their functions take it. One that selects
    /// something else is yours and a type of its own, and a warning tells of it; this says that it is meant.
    ///
    /// ```
    /// let builder = stigg_graphql_codegen::Builder::new().query_text(
    ///     "customer.graphql",
    ///     "query Q { customers { edges { node { ...CustomerFragment } } } } fragment CustomerFragment on Customer { name }",
    /// );
    /// let warnings = builder.generate()?.warnings;
    /// assert_eq!(warnings[0].code(), stigg_graphql_codegen::Code::AmbiguousFragment);
    /// assert!(builder.own_fragment("CustomerFragment").generate()?.warnings.is_empty());
    /// # Ok::<(), stigg_graphql_codegen::Diagnostics>(())
    /// ```
    pub fn own_fragment(mut self, name: impl Into<String>) -> Self {
        self.config.own_fragments.insert(name.into());
        self
    }

    /// Lets the fragments that `stigg-graphql` ships be spread although the schema is not just the one shipped, for example a
    /// newer copy.
    ///
    /// They are checked against that schema and generated here. With the shipped schema or a copy of it they can be spread in
    /// any case, and are the library's. With a copy, those that hold money or times in floats are the library's only if
    /// [`stigg_field_types`](Self::stigg_field_types) gives these fields its types.
    pub fn stigg_fragments(mut self) -> Self {
        self.stigg_fragments = true;
        self
    }

    /// Takes enums, input objects and fragments of another crate, which generates them, instead of making them again.
    ///
    /// `module` is where that crate has its generated code, and `queries` the file or folder that it is generated from:
    ///
    /// ```no_run
    /// fn main() -> Result<(), stigg_graphql_codegen::Diagnostics> {
    ///     stigg_graphql_codegen::Builder::new()
    ///         .schema("../billing-api/schema.graphql")
    ///         .types_from("::billing_api::stigg", "../billing-api/queries")
    ///         .compile()
    /// }
    /// ```
    ///
    /// The module is public there (`pub mod stigg { stigg_graphql::include_operations!(); }`). What its operations use is that
    /// crate's, and its fragments can be spread here; what it lacks is made here. Cargo watches its folder, too.
    ///
    /// Both crates name the same schema, and the same [`scalar`](Self::scalar)s, [`field_type`](Self::field_type)s and
    /// [`derive`](Self::derive)s, and both say [`include_fragments`](Self::include_fragments) or do not: a constant in the
    /// generated code tells of it, and the compiler refuses to go on where they differ.
    /// A type of the other crate, `crate::Money` there, is `::billing_api::Money` here. With several such crates, call this once
    /// for each, in an order in which each takes types of all that are named before it.
    pub fn types_from(mut self, module: impl Into<String>, queries: impl Into<PathBuf>) -> Self {
        let module = module.into();
        self.config.types_from.push(module.clone());
        self.libraries.push(UnreadLibrary { module, queries: queries.into() });
        self
    }

    /// Emits an enum or an input object although no operation reaches it.
    pub fn include_type(mut self, name: impl Into<String>) -> Self {
        self.config.include_types.push(name.into());
        self
    }

    /// Emits all fragments, also those that no operation uses.
    ///
    /// It is for a crate whose fragments others spread by [`types_from`](Self::types_from). These have to say it, too: they do
    /// not see this build script.
    pub fn include_fragments(mut self) -> Self {
        self.config.include_fragments = true;
        self
    }

    /// Says what the use of something deprecated does; by default it is only marked in the docs.
    pub fn deprecated(mut self, policy: DeprecatedPolicy) -> Self {
        self.config.deprecated = policy;
        self
    }

    /// Also warns of what is valid and seldom meant: a page of a list without `pageInfo`, or with a page size that is
    /// written out where no further page is asked for.
    pub fn hints(mut self) -> Self {
        self.config.hints = true;
        self
    }

    /// Compiles one operation and the fragments that it spreads, as if there were no others; `file` is what reports call
    /// the file that it is in.
    ///
    /// ```
    /// let builder = stigg_graphql_codegen::Builder::new()
    ///     .schema_text("schema.graphql", "type Query { a: Int }")
    ///     .query_text("all.graphql", "query Good { a } query Bad { b }");
    /// assert_eq!(builder.clone().only("all.graphql", Some("Good")).generate()?.operations.len(), 1);
    /// assert!(builder.generate().is_err());
    /// # Ok::<(), stigg_graphql_codegen::Diagnostics>(())
    /// ```
    pub fn only(mut self, file: impl Into<String>, operation: Option<&str>) -> Self {
        self.config.only = Some((file.into(), operation.map(str::to_owned)));
        self
    }

    /// Lets [`compile`](Self::compile) write one file here instead of `$OUT_DIR/stigg_graphql.rs` and those beside it.
    pub fn out_file(mut self, path: impl Into<PathBuf>) -> Self {
        self.out_file = Some(path.into());
        self
    }

    /// Reads, checks and generates, and hands over the code; nothing is written or printed.
    ///
    /// # Errors
    ///
    /// Every problem found in the schema, the operations and the configuration.
    pub fn generate(&self) -> Result<Generated, Diagnostics> {
        self.run().1
    }

    /// Does it all from within a build script: reads, checks, generates, writes, and tells Cargo which files and folders to
    /// watch.
    ///
    /// It writes `$OUT_DIR/stigg_graphql.rs`, which `stigg_graphql::include_operations!()` brings in, and the files that this
    /// one includes: one for each operation and fragment, and the types of the schema. A file is touched only when its bytes
    /// change, and removed when what it was made of is gone. Warnings appear as Cargo's warnings.
    ///
    /// It also writes `$OUT_DIR/stigg_graphql_index.md`, a list of all operations by area, which is the folder of their file. A
    /// module whose documentation is to have it says so inside of itself, where its links lead somewhere:
    ///
    /// ```text
    /// pub mod stigg {
    ///     #![doc = include_str!(concat!(env!("OUT_DIR"), "/stigg_graphql_index.md"))]
    ///     stigg_graphql::include_operations!();
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// Every problem found in the schema, the operations and the configuration, or that the file
    /// cannot be written. Return it from `main`: its `Debug` is a report for people.
    ///
    /// In a build script with `RUST_BACKTRACE` set, the report is printed here and the process ends: error types such
    /// as `anyhow::Error` would bury it under a backtrace of the build script, and no error can ask them not to.
    pub fn compile(&self) -> Result<(), Diagnostics> {
        let result = self.compile_here();
        if let Err(problems) = &result
            && backtraces_bury_reports()
        {
            eprintln!("{problems}");
            process::exit(1);
        }
        result
    }

    fn compile_here(&self) -> Result<(), Diagnostics> {
        let out_dir = env::var_os("OUT_DIR");
        if self.out_file.is_none() && out_dir.is_none() {
            let problem =
                Diagnostic::error(Code::NoOutputFolder, "OUT_DIR is not set, so there is no place for the code");
            return Err(problem
                .help("`compile` is for build scripts; elsewhere use `.out_file(..)` or `generate`")
                .into());
        }
        if let Some(problem) = self.out_file.as_deref().and_then(refusal) {
            return Err(problem.into());
        }
        let (read, result) = self.run();
        for path in &read {
            CargoLine::watch(path).print();
        }
        if read.is_empty() {
            // Without any such line Cargo would watch the whole package; this file is always there.
            CargoLine::watch(Path::new("Cargo.toml")).print();
        }
        let generated = result?;
        for warning in &generated.warnings {
            // Cargo says that it is a warning.
            CargoLine::warnings(&warning.without_severity().to_string()).for_each(|line| line.print());
        }
        let out_dir = out_dir.as_deref().map(Path::new);
        if let Some(folder) = out_dir {
            let texts = serde_json::to_string(&generated.reviewed).expect("texts can be written as JSON");
            write(&folder.join(REVIEW), &texts)?;
            write(&folder.join(INDEX), &generated.index)?;
        }
        match (&self.out_file, out_dir) {
            (Some(file), _) => write(file, &generated.code),
            (None, Some(folder)) => write_all(folder, &generated.files),
            (None, None) => Ok(()),
        }
    }

    /// Reads and parses the operations as [`generate`](Self::generate) does, by the same rules on files and folders, and
    /// checks them against no schema. The fragments of libraries that they may spread come with them.
    ///
    /// # Errors
    ///
    /// What cannot be read, every syntax error, and what belongs in a schema.
    ///
    /// ```
    /// let builder = stigg_graphql_codegen::Builder::new().query_text("plan.graphql", "query Plan { plan { name } }");
    /// let operations = builder.read_operations()?;
    /// let (file, operation) = operations.iter().next().unwrap();
    /// assert_eq!((file, operation.name.as_deref()), ("plan.graphql", Some("Plan")));
    /// # Ok::<(), stigg_graphql_codegen::Diagnostics>(())
    /// ```
    pub fn read_operations(&self) -> Result<Operations, Diagnostics> {
        check::without_schema(self.sources(&self.query_inputs())?)
    }

    /// Reads the schema as [`generate`](Self::generate) does and merges it, but does not validate it: what servers have
    /// is not always valid, and can be looked at all the same.
    ///
    /// # Errors
    ///
    /// What cannot be read, every syntax error, and what cannot be merged, such as a type that is defined twice.
    ///
    /// ```
    /// let builder = stigg_graphql_codegen::Builder::new().schema_text("a.graphql", "type Query { plan: Gone }");
    /// assert!(builder.read_schema()?.field("Query", "plan").is_some());
    /// # Ok::<(), stigg_graphql_codegen::Diagnostics>(())
    /// ```
    pub fn read_schema(&self) -> Result<Schema, Diagnostics> {
        schema::merged(self.sources(&[])?.schema)
    }

    /// Reads the schema and hands it over as SDL: as it is written, or as introspection JSON tells it.
    ///
    /// # Errors
    ///
    /// What cannot be read, and JSON that is no answer to an introspection query.
    ///
    /// ```
    /// let json = r#"{"__schema": {"queryType": {"name": "Q"}, "types": [{"kind": "SCALAR", "name": "Day"}]}}"#;
    /// let builder = stigg_graphql_codegen::Builder::new().schema_text("schema.json", json);
    /// assert_eq!(builder.read_sdl()?, "schema {\n  query: Q\n}\n\nscalar Day\n");
    /// # Ok::<(), stigg_graphql_codegen::Diagnostics>(())
    /// ```
    pub fn read_sdl(&self) -> Result<String, Diagnostics> {
        schema::sdl(self.sources(&[])?.schema)
    }

    fn query_inputs(&self) -> Cow<'_, [UnreadSource]> {
        if self.queries.is_empty() { vec![UnreadSource::Path("queries".into())].into() } else { (&self.queries).into() }
    }

    /// What is read outside of a build. The advice on files that are not there is for authors of build scripts.
    fn sources(&self, queries: &[UnreadSource]) -> Result<SourceSet, Diagnostics> {
        let (_, sources) = load(&self.schema, queries, &self.libraries);
        let sources = sources.map(|sources| self.with_shipped(sources));
        sources.map_err(|problems| {
            let without_advice = |problem: &Diagnostic| {
                let mut problem = problem.clone();
                if problem.place.is_none() {
                    problem.help.clear();
                }
                problem
            };
            problems.iter().map(without_advice).collect::<Vec<_>>().into()
        })
    }

    /// Adds the library's fragments, where they can be spread.
    fn with_shipped(&self, mut sources: SourceSet) -> SourceSet {
        if self.stigg_fragments || sources.has_our_schema() {
            sources.add_shipped();
        }
        sources
    }

    /// Works on a thread with room for deep documents, whatever stack the caller has.
    fn run(&self) -> (ReadPaths, Result<Generated, Diagnostics>) {
        let work = || {
            let mut config = self.config.clone();
            if self.schema.is_empty() {
                config.stigg_field_types();
            }
            let (read, sources) = load(&self.schema, &self.query_inputs(), &self.libraries);
            let checked = sources.and_then(|sources| {
                // Derives are the user's, and the library has none of them.
                config.shares_shipped = !self.own_types && config.derives.is_empty() && sources.has_our_schema();
                check::check(self.with_shipped(sources), config)
            });
            let generated = checked.map(|checked| generate(&checked));
            (read, generated)
        };
        thread::scope(|scope| {
            let worker = thread::Builder::new()
                .name("stigg-graphql-codegen".to_owned())
                .stack_size(STACK_SIZE)
                .spawn_scoped(scope, work);
            match worker.map(thread::ScopedJoinHandle::join) {
                Ok(Ok(done)) => done,
                Ok(Err(panic)) => std::panic::resume_unwind(panic),
                Err(error) => (ReadPaths::new(), Err(no_thread(&error).into())),
            }
        })
    }
}

fn no_thread(error: &io::Error) -> Diagnostic {
    Diagnostic::error(Code::NoThread, format!("cannot start a thread: {error}"))
}

/// Whether this is a build script in which backtraces are switched on.
fn backtraces_bury_reports() -> bool {
    // Cargo sets these three for build scripts, and for nothing else.
    let in_build_script = ["HOST", "TARGET", "NUM_JOBS"].iter().all(|name| env::var_os(name).is_some());
    let backtraces = env::var_os("RUST_LIB_BACKTRACE").or_else(|| env::var_os("RUST_BACKTRACE"));
    in_build_script && backtraces.is_some_and(|value| value != "0")
}

#[cfg(test)]
mod tests {
    use std::io;

    use crate::source::Code;

    #[test]
    fn a_system_without_threads_is_reported() {
        let report = super::no_thread(&io::Error::other("no more of them"));
        assert_eq!(report.code(), Code::NoThread);
        assert_eq!(report.to_string(), "error: cannot start a thread: no more of them");
    }
}
